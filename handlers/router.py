"""What somebody said, brought to the handler it is for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from domain.language.text import Text
from domain.language.vietnamese import says_something
from domain.messaging.messages import Kind
from domain.people.roles import Can
from domain.petitions.codes import looks_like_code, read_code
from handlers import courtesy, dialogue, languages, lifecycle, topics, welcome
from handlers.book import COMMANDS, PRESSES
from handlers.caution import caution
from handlers.commands import Command, spoken
from handlers.office import case_topics, triage
from handlers.petitions import case_files, intake, lookup, rating
from handlers.turn import Refusal, Turn
from handlers.vault import protection
from storage.messaging.dialogs import Dialog

_AROUND = {
    Kind.REACHABLE: lifecycle.reachable,
    Kind.UNREACHABLE: lifecycle.unreachable,
    Kind.JOINED: lifecycle.joined,
    Kind.LEFT: lifecycle.left,
    Kind.MOVED: lifecycle.moved,
    Kind.EDITED: lifecycle.edited,
    Kind.UNSUPPORTED: lifecycle.unsupported,
    Kind.ALLOWED: topics.allowed,
    Kind.THREAD_NAMED: topics.renamed,
    Kind.THREAD_CLOSED: topics.closed_or_reopened,
    Kind.THREAD_REOPENED: topics.closed_or_reopened,
}
_FEW = 3  # words that are still a name or a code and no sentence
_WITHOUT_COMMUNE = frozenset(
    {"xa", "ngonngu", "toi", "phananh", "trogiup", "lienket", "noinhan", "thamgia", "huy", "menu", "chao"}
)
_PRESSES_WITHOUT_COMMUNE = frozenset(
    {"f", "c", "l", "t", "ta", "tc", "ti", "tw", "tf", "pi", "lk", "lu", "luy", "lp", "nk", "nx", "kq"}
)


async def route(turn: Turn) -> None:
    """Raises `Refusal` for what cannot be."""
    heard = turn.inbound
    if heard.kind is Kind.NOTHING:
        return
    topics.notice(turn)
    if heard.kind in _AROUND:
        return await _AROUND[heard.kind](turn)
    if heard.sender is None:
        return await _nobody(turn)
    languages.hear(turn)
    if heard.kind is Kind.START:
        return await welcome.start(turn)
    if heard.kind is Kind.PRESS:
        return await _press(turn)
    command = spoken(heard.text)
    if command:
        return await _command(turn, *command)
    await _words(turn)


async def _nobody(turn: Turn) -> None:
    """A channel, or a group admin hiding behind the group: told to write as themselves if they speak to us."""
    heard = turn.inbound
    if heard.kind is Kind.START or spoken(heard.text) or await _card_replied_to(turn):
        raise Refusal(Text("error.write_as_yourself"))


async def _press(turn: Turn) -> None:
    """A group may be another unit's, or nobody's, since the button was put there."""
    what, _, rest = turn.inbound.text.partition(":")
    if what == "go":
        return await _command(turn, rest, "")
    carry_out = PRESSES.get(what)
    if carry_out is None:
        raise Refusal(Text("form.button_is_old"))
    if turn.inbound.group and turn.group is None:
        raise Refusal(Text("register.group_needs_invitation"))
    if not turn.commune and what not in _PRESSES_WITHOUT_COMMUNE:
        return welcome.ask_commune(turn)
    await carry_out(turn, rest)


async def _command(turn: Turn, name: str, words: str) -> None:
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


async def _words(turn: Turn) -> None:
    """No command: a note under a card, a way out, an answer, a command said without its slash, a code, or the first
    words of a petition."""
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.speaker)
    if dialog and not dialogue.wants(dialog, turn):
        dialog = None
    if dialog and turn.inbound.album and turn.inbound.album == dialog.album:  # one picture was taken already
        return await dialogue.hear(turn, dialog)
    if await _said_under_card(turn) or turn.inbound.group:  # in a group nothing else concerns us
        return
    carrying = COMMANDS.carrying(turn, turn.inbound.text.split())
    if carrying:  # a secret, which must not become anybody's answer or petition
        return await _run(turn, *carrying)
    if turn.inbound.kind is Kind.WORDS and await _said_way_out(turn, dialog):
        return
    await caution(turn)
    if dialog and not dialogue.gives_way(dialog):
        return await dialogue.hear(turn, dialog)
    if await _said_without_slash(turn):
        return
    if dialog and not courtesy.is_all(turn):
        return await dialogue.hear(turn, dialog)
    if await protection.take_more(turn):
        return
    waiting = await turn.memory.petitions.waiting_for(turn.person.id, turn.commune)
    if waiting:
        return await case_files.hear_reply(turn, waiting)
    if await rating.said(turn):
        return
    if courtesy.is_all(turn):
        return courtesy.answer(turn)
    if not (says_something(turn.inbound.text) or turn.inbound.files or turn.inbound.pin):
        return turn.say(Text("error.no_letters"))
    if _is_number(turn):
        return turn.say(Text("error.only_a_number", number=turn.inbound.text.strip()), resumes=True)
    await intake.take_words(turn)


def _is_number(turn: Turn) -> bool:
    """Nothing but a number: chosen from a list that is no more, and nobody's petition."""
    return turn.inbound.text.strip().isdigit() and not turn.inbound.files


async def _said_under_card(turn: Turn) -> bool:
    """By somebody of the office; what others say there is talk of their own."""
    in_strange_group = turn.inbound.group and turn.group is None
    if in_strange_group or not (turn.inbound.reply_to or turn.inbound.thread) or not turn.may(Can.SEE_QUEUE):
        return False
    card = await _card_replied_to(turn)
    if card.startswith("petition:"):
        await triage.reply_under_card(turn, card)
    elif code := await topics.case_here(turn):
        await case_topics.note_here(turn, code)
    else:
        return False
    return True


async def _said_way_out(turn: Turn, dialog: Dialog | None) -> bool:
    """Words that are meant for us and not for a form or an officer, where they are all that is said: “hủy”,
    “menu”, “giúp”, “English”."""
    if command := COMMANDS.way_out(turn, turn.inbound.text):
        await _run(turn, command, "")
    elif language := languages.named(turn, turn.inbound.text):
        languages.speak(turn, language)
        await (dialogue.put_again(turn, dialog) if dialog else welcome.greet(turn))
    else:
        return False
    return True


async def _card_replied_to(turn: Turn) -> str:
    """The card under which it was said, or ''."""
    if not turn.inbound.reply_to:
        return ""
    return await turn.memory.cards.of_message(turn.inbound.at, turn.inbound.reply_to) or ""


async def _said_without_slash(turn: Turn) -> bool:
    """A command with a code, in either order, from those who may; a bare code, or a command's bare name, from
    anybody; a command's name with words that it takes (`Command.plain`), from those whose work it is. Other sentences
    never: they are somebody's own words."""
    text = turn.inbound.text.strip()
    words = text.split()
    if await _said_with_code(turn, words):
        return True
    if looks_like_code(text) or (len(words) <= _FEW and read_code(text)):
        await _show_case(turn, text)
        return True
    plain = None if turn.inbound.files else COMMANDS.said_plainly(turn, words)
    if plain:
        await _run(turn, *plain)
        return True
    command = COMMANDS.find(turn, text) if words and len(words) <= _FEW else None
    if command is None or (turn.inbound.files and not command.takes_files):  # a file is never dropped for a word
        return False
    await _run(turn, command, "")
    return True


async def _show_case(turn: Turn, words: str) -> None:
    """To whoever works on it, its card; to everybody else, and to those who sent it, how it stands."""
    petition = await turn.memory.petitions.by_code(read_code(words) or "") if turn.may(Can.SEE_QUEUE) else None
    if petition and petition.person != turn.person.id:
        with suppress(Refusal):
            return await triage.open_case(turn, petition.code)
    await lookup.show_state(turn, words)


async def _said_with_code(turn: Turn, words: Sequence[str]) -> bool:
    """ "nhận K7M2-9QXT-4", "K7M2-9QXT-4 trả lời …": nothing stands before the two but each other."""
    at = next((at for at, word in enumerate(words[: _FEW + 1]) if read_code(word)), None)
    if at is None:
        return False
    for length in (at,) if at else range(_FEW, 0, -1):
        name = words[:at] or words[1 : length + 1]
        command = COMMANDS.find(turn, " ".join(name))
        if command and command.needs:
            tail = turn.inbound.text.split(maxsplit=length + 1)[length + 1 :]
            await _run(turn, command, " ".join((words[at], *tail)))
            return True
    return False
