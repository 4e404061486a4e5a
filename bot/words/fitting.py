"""A message as a plainer messenger can show it: files it cannot carry are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.channels.base import Caps, Rendered
from domain.language.text import Text


def name_what_stays(message: Rendered, caps: Caps, plain: Callable[[Text], str]) -> Rendered:
    """A line for each file that cannot go out, after the words."""
    goes = tuple(document for document in message.documents if caps.carries(document))
    stays = [document for document in message.documents if document not in goes]
    for document in stays:
        document.let_go()
    named = [plain(Text("outbox.file_elsewhere", name=document.name)) for document in stays]
    return replace(message, text="\n".join([message.text, *named]), documents=goes)
