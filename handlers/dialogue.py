"""Holding a dialogue: the form is run over the answers so far, its next question is put, its result carried
out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from domain.forms import Finished, Form, NotUnderstood, Option, Question, Reply, answer, ask, back
from domain.language.text import Text, lines
from domain.messaging.messages import Choice, Kind, Medium, Message, Urgency
from domain.people.roles import Can
from domain.petitions.codes import is_sentence
from handlers import shown
from handlers.answering import BACK, CANCEL, is_fresh, is_stale_number, reply_of
from handlers.one_go import belongs
from handlers.petitions.rush import pile_up
from handlers.spreading import keep_out
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog


@dataclass(frozen=True, slots=True)
class Dialogue:
    """`prepare` loads what the form must know and gives the pure form; `finish` carries out what came of it.
    One that takes `only_files`, or only the rest of those sent in `one_go`, lets everything else pass by; one that
    takes `no_sentences` lets those pass, and files. One that `moves` goes along when its person chooses another commune.
    While its question `piles` is asked, further sentences of a rush join its `story` unread.
    One that `needs` a right ends where its person lost it since. What staff write in one that `spreads` is passed on or
    read again by others: it ends where they accuse somebody. What must be known for one that `hangs_on_answers` is
    read again after each.
    One that is `offered` was not asked for: a code or a command said instead of an answer passes by, and next day
    so does everything.
    `keep` is told of every step, for a form that outlives whatever is talked about next; `put_aside` is what is said
    in that case instead of "cancelled", `way_out` what the button is called that ends it."""

    prepare: Callable[[Turn, Dialog], Awaitable[Callable[[Form], Any]]]
    finish: Callable[[Turn, Dialog, Any], Awaitable[None]]
    only_files: bool = False
    one_go: bool = False
    piles: str = ""
    no_sentences: bool = False
    moves: bool = False
    needs: Can | None = None
    spreads: bool = False
    offered: bool = False
    hangs_on_answers: bool = False
    keep: Callable[[Turn, Dialog], Awaitable[None]] | None = None
    put_aside: Text | None = None
    way_out: Text = field(default_factory=lambda: Text("form.cancel"))


_BOOK: dict[str, Dialogue] = {}


def register(name: str, dialogue: Dialogue) -> None:
    _BOOK[name] = dialogue


async def begin(
    turn: Turn,
    form: str,
    *,
    answers: dict[str, Any] | None = None,
    about: str = "",
    words: str = "",
    takes_files: bool = False,
) -> None:
    """Opens the form in this conversation, in place of any other, and puts its first open question. `words` that
    came with the command answer that question at once, and so do files where it `takes_files`. Raises `Refusal` in
    a group: others would read along, and what is said there is no answer to us."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    _end(turn)
    dialog = Dialog(form, turn.commune, answers or {}, about, album=turn.inbound.album)
    answered = words or (takes_files and turn.inbound.files)
    await (hear(turn, dialog, words) if answered else _proceed(turn, dialog, await _form(turn, dialog)))


async def hear(turn: Turn, dialog: Dialog, words: str | None = None) -> None:
    """Takes what was said (or these words of it) as the answer to the question last put. It goes on with the
    commune it was begun with. Where it cannot go on, it ends with the reason: it must not stand in the way."""
    turn.commune = dialog.commune or turn.commune
    try:
        async with turn.memory.savepoint("dialogue"):
            await _hear(turn, dialog, turn.inbound.text if words is None else words)
    except Refusal as refusal:
        turn.memory.dialogs.end(turn.inbound.at, turn.inbound.speaker)
        turn.say(refusal.text, *refusal.choices)


async def _hear(turn: Turn, dialog: Dialog, words: str) -> None:
    if dialog.asked == _BOOK[dialog.form].piles and await pile_up(turn, dialog):
        return
    form = await _form(turn, dialog)
    question = ask(form, dialog.answers)
    if isinstance(question, Finished):  # the form was changed meanwhile and needs nothing more
        return await _finish(turn, dialog, question.result)
    reply = reply_of(turn, dialog, question, words, _BOOK[dialog.form].way_out)
    stale = question.more and is_stale_number(turn, dialog, reply)
    if stale or await _chose_unshown(turn, dialog, question, reply):
        return await _put(turn, dialog, question, question.text)
    if reply.option == CANCEL:
        return cancel(turn, dialog)
    if reply.option == BACK:
        return await _proceed(turn, dialog.with_answers(back(dialog.answers)), form)
    answers = answer(question, dialog.answers, reply)
    if isinstance(answers, NotUnderstood):
        return await _ask_again(turn, dialog, question, answers)
    dialog = dialog.with_answers(answers)
    ours = _BOOK[dialog.form]
    await _proceed(turn, dialog, await _form(turn, dialog) if ours.keep or ours.hangs_on_answers else form)


def gives_way(dialog: Dialog) -> bool:
    return _BOOK[dialog.form].offered


def wants(dialog: Dialog, turn: Turn) -> bool:
    """Whether what was said is for this dialogue: a form that is no longer known is politely at its end."""
    ours = _BOOK.get(dialog.form)
    if ours is None:
        return False
    if ours.one_go:
        return belongs(dialog, turn)
    if gives_way(dialog):
        return is_fresh(turn, dialog)
    if ours.no_sentences:
        return turn.inbound.kind is Kind.WORDS and not is_sentence(turn.inbound.text)
    return not ours.only_files or _brings_only_files(dialog, turn)


def _brings_only_files(dialog: Dialog, turn: Turn) -> bool:
    """A picture with a sentence under it is somebody's own matter, unless it comes in the album or is a document."""
    heard = turn.inbound
    if heard.kind is not Kind.FILE or not is_sentence(heard.text):
        return heard.kind is Kind.FILE
    return (bool(heard.album) and heard.album == dialog.album) or heard.files[0].medium is Medium.DOCUMENT


async def press(turn: Turn, rest: str) -> None:
    """A button under a question: `<dialog>:<question>:<option>`. One under an older question does nothing."""
    number, name, option = [*rest.split(":", 2), "", ""][:3]
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.speaker)
    if dialog is None and option == CANCEL:  # said once more, where a list without buttons still stands
        return turn.say(Text("form.nothing_to_cancel"))
    if dialog is None or not option or (str(dialog.id), dialog.asked) != (number, name):
        turn.toast = Text("form.button_is_old")
        return
    await hear(turn, dialog)


async def move(turn: Turn) -> None:
    """They chose another commune: what is theirs to send anywhere is put again, for that one. Under a new number, so
    that the buttons which named the old one do nothing; and it is another commune that keeps their data."""
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.speaker)
    if dialog and dialog.commune != turn.commune and dialog.form in _BOOK and _BOOK[dialog.form].moves:
        turn.memory.dialogs.end(turn.inbound.at, turn.inbound.speaker)
        moved = replace(dialog, commune=turn.commune, notice="")
        await _proceed(turn, moved, await _form(turn, moved))


async def put_again(turn: Turn, dialog: Dialog) -> None:
    """The same question once more: in the words of another language, say."""
    turn.commune = dialog.commune or turn.commune
    dialog = replace(dialog, notice="")
    await _proceed(turn, dialog, await _form(turn, dialog))


async def give_up(turn: Turn, words: str) -> None:
    """/huy, whatever the question is."""
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.speaker)
    if dialog is None:
        return turn.say(Text("form.nothing_to_cancel"))
    cancel(turn, dialog)


def _end(turn: Turn) -> None:
    """Neither is it asked any more what still waits to be."""
    turn.memory.dialogs.end(turn.inbound.at, turn.inbound.speaker)
    turn.memory.outbox.drop_question(turn.inbound.at, turn.now)


def cancel(turn: Turn, dialog: Dialog) -> None:
    _end(turn)
    ours = _BOOK.get(dialog.form)
    turn.say((ours and ours.put_aside) or Text("form.cancelled"), resumes=True)


async def _form(turn: Turn, dialog: Dialog) -> Callable[[Form], Any]:
    """Prepared once in a turn, unless what it must know hangs on the answers. Raises `Refusal` for whoever may no
    longer fill it in."""
    ours = _BOOK[dialog.form]
    if ours.needs and not turn.may(ours.needs):
        raise Refusal(Text("error.not_yours"))
    return await ours.prepare(turn, dialog)


async def _proceed(turn: Turn, dialog: Dialog, form: Callable[[Form], Any]) -> None:
    if _BOOK[dialog.form].spreads:
        keep_out(turn, dialog.answers)
    outcome = ask(form, dialog.answers)
    if isinstance(outcome, Finished):
        return await _finish(turn, dialog, outcome.result)
    keep = _BOOK[dialog.form].keep
    if keep:
        await keep(turn, dialog)
    await _put(turn, dialog, outcome, outcome.text)


async def _finish(turn: Turn, dialog: Dialog, result: Any) -> None:
    _end(turn)
    await _BOOK[dialog.form].finish(turn, dialog, result)


async def _ask_again(turn: Turn, dialog: Dialog, question: Question, puzzle: NotUnderstood) -> None:
    """Says what would be an answer; the second time, offers citizens a person."""
    dialog = replace(dialog, puzzled=dialog.puzzled + 1)
    parts = [puzzle.why]
    if dialog.puzzled >= turn.world.habits.petitions.people_at_hand and turn.commune and not turn.members:
        parts.append(turn.world.people_at_hand(turn.commune))
    await _put(turn, dialog, question, lines(*parts, question.text))


async def _put(turn: Turn, dialog: Dialog, question: Question, text: Text) -> None:
    step = dialog.step if shown.in_place(turn, dialog) else dialog.step + 1
    dialog = replace(dialog, asked=question.name, step=step, album=turn.inbound.album)
    if question.notice:
        dialog = replace(dialog, notice=question.notice, notice_step=step)
    dialog = await turn.memory.dialogs.keep(turn.inbound.at, turn.inbound.speaker, dialog, turn.now)
    message = Message(text, _buttons(dialog, question), card=shown.card(dialog))
    turn.memory.outbox.drop_question(turn.inbound.at, turn.now)
    asked_from = shown.asked_from(turn, question)
    turn.voice.tell(
        turn.here, message, turn.commune, urgency=Urgency.REPLY, not_before=asked_from, about=dialog.about
    )


def _buttons(dialog: Dialog, question: Question) -> tuple[tuple[Choice, ...], ...]:
    def choice(option: Option, *, aside: bool = False) -> Choice:
        return Choice(option.label, f"f:{dialog.id}:{question.name}:{option.id}", option.style, aside=aside)

    rows = [(choice(option),) for option in question.options if not option.aside]
    beside = tuple(choice(option, aside=True) for option in question.options if option.aside)
    ways_out = [Option(CANCEL, _BOOK[dialog.form].way_out)]
    if dialog.answers:
        ways_out.insert(0, Option(BACK, Text("form.back")))
    last = tuple(choice(option, aside=True) for option in ways_out)
    return (*rows, *([beside] if beside else []), last)


async def _chose_unshown(turn: Turn, dialog: Dialog, question: Question, reply: Reply) -> bool:
    """Whether they chose under a question that lacks what it has to say, or blindly, by a number or words."""
    if reply.option in ("", BACK, CANCEL):
        return False
    blindly = turn.inbound.kind is not Kind.PRESS and await shown.is_unseen(turn, dialog)
    return blindly or shown.lacks_notice(dialog, question)
