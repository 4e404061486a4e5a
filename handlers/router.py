"""What somebody said, brought to the handler it is for."""

from __future__ import annotations

from domain.codes import looks_like_code, read_code
from domain.messages import Kind
from domain.text import Text
from domain.vietnamese import fold, says_something
from handlers import case_files, dialogue, intake, lifecycle, lookup, triage, welcome
from handlers.book import COMMANDS, PRESSES
from handlers.commands import Command, spoken
from handlers.turn import Refusal, Turn

_AROUND = {
    Kind.REACHABLE: lifecycle.reachable,
    Kind.UNREACHABLE: lifecycle.unreachable,
    Kind.JOINED: lifecycle.joined,
    Kind.LEFT: lifecycle.left,
    Kind.MOVED: lifecycle.moved,
    Kind.EDITED: lifecycle.edited,
    Kind.UNSUPPORTED: lifecycle.unsupported,
}
_CANCELS = ("huy", "cancel")
_FEW = 3  # words that are still a name or a code and no sentence
_WITHOUT_COMMUNE = frozenset({"xa", "ngonngu", "toi", "phananh", "trogiup"})


async def route(turn: Turn) -> None:
    """Raises `Refusal` for what cannot be."""
    heard = turn.inbound
    if heard.kind is Kind.NOTHING:
        return
    if heard.kind in _AROUND:
        return await _AROUND[heard.kind](turn)
    if heard.sender is None:  # a channel, or a group admin hiding behind the group
        raise Refusal(Text("error.write_as_yourself"))
    if heard.kind is Kind.START:
        return await welcome.start(turn)
    if heard.kind is Kind.PRESS:
        return await _press(turn)
    command = spoken(heard.text)
    if command:
        return await _command(turn, *command)
    await _words(turn)


async def _press(turn: Turn) -> None:
    what, _, rest = turn.inbound.text.partition(":")
    if what == "go":
        return await _command(turn, rest, "")
    carry_out = PRESSES.get(what)
    if carry_out is None:
        raise Refusal(Text("form.button_is_old"))
    await carry_out(turn, rest)


async def _command(turn: Turn, name: str, words: str) -> None:
    if fold(name) in _CANCELS:
        return await _cancel(turn)
    command = COMMANDS.find(turn, name)
    if command is None:
        return welcome.unknown_command(turn, name, COMMANDS)
    await _run(turn, command, words)


async def _run(turn: Turn, command: Command, words: str) -> None:
    if turn.inbound.group and turn.group is None:
        raise Refusal(Text("register.group_needs_invitation"))
    if not turn.commune and command.name not in _WITHOUT_COMMUNE:
        return welcome.ask_commune(turn)
    await command.run(turn, words)


async def _cancel(turn: Turn) -> None:
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.sender or "")
    if dialog is None:
        return turn.say(Text("form.nothing_to_cancel"))
    dialogue.cancel(turn)


async def _words(turn: Turn) -> None:
    """No command: an answer, a note under a card, a command said without its slash, a code, or the first words of
    a petition."""
    if turn.inbound.group:
        return await _words_in_group(turn)
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.sender or "")
    if dialog and dialogue.wants(dialog, turn):
        return await dialogue.hear(turn, dialog)
    if await _said_without_slash(turn):
        return
    waiting = await turn.memory.petitions.waiting_for(turn.person.id)
    if waiting and waiting.at == turn.inbound.at:
        return await case_files.hear_reply(turn, waiting)
    if not (says_something(turn.inbound.text) or turn.inbound.files or turn.inbound.pin):
        return turn.say(Text("error.no_letters"))
    await intake.take_words(turn)


async def _words_in_group(turn: Turn) -> None:
    """In a group only what is said under a card concerns us."""
    if turn.group is None or not turn.inbound.reply_to:
        return
    card = await turn.memory.outbox.card_of_message(turn.inbound.at, turn.inbound.reply_to)
    if card and card.startswith("petition:"):
        await triage.reply_under_card(turn, card)


async def _said_without_slash(turn: Turn) -> bool:
    """A bare code, or a command's bare name, from anybody; a command with a code, in either order, from those who
    may. Sentences never: they are somebody's own words."""
    text = turn.inbound.text.strip()
    words = text.split()
    for name in words[:2]:
        command = COMMANDS.find(turn, name)
        if command and command.needs and any(read_code(word) for word in words):
            await _run(turn, command, text.replace(name, "", 1).strip())
            return True
    if looks_like_code(text) or (len(words) <= _FEW and read_code(text)):
        await lookup.show_state(turn, text)
        return True
    if words and len(words) <= _FEW and (command := COMMANDS.find(turn, text)):
        await _run(turn, command, "")
        return True
    return False
