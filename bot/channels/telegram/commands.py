"""Commands as Telegram writes them: `/start payload`, `/tracuu@our_bot code`, `@our_bot words`."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"/(?P<name>\w+)@(?P<bot>\w+)")
_MENTION = re.compile(r"@(?P<bot>\w+)\s+")
BARE_START = re.compile(r"/start(?:\s+(?P<payload>\S+))?\s*$", re.IGNORECASE)


def addressed_to_us(text: str, username: str) -> str | None:
    """The words without our name in front; None where the command names another bot.

    An admin bot hears every command in its group, those for other bots too. Where our own name is not known yet
    (`username` empty) a named command is taken as ours: answering once too often beats losing somebody's words.
    """
    if command := _COMMAND.match(text):
        ours = not username or command["bot"].casefold() == username.casefold()
        return f"/{command['name']}{text[command.end() :]}" if ours else None
    mention = _MENTION.match(text)
    if mention and username and mention["bot"].casefold() == username.casefold():
        return text[mention.end() :]
    return text
