"""`/niemphong`: what is sealed, opened by those named, each time for a reason that is kept and told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from domain.forms import Form
from domain.language.naming import called
from domain.language.text import Text, command, lines, sealed
from domain.messaging.messages import Attachment, Choice, Picture
from domain.people.roles import Can
from domain.petitions.codes import read_code
from domain.short_forms import reason_form
from domain.vault.records import Contents, How, State
from handlers import dialogue
from handlers.clocks.deadline_words import clocks_of, nearest_words
from handlers.turn import Refusal, Turn
from handlers.vault import vault_readers
from handlers.vault.giving_back import give_back, was_a_case, words_with_history
from handlers.vault.sealing import contents_of, with_contents
from handlers.vault.vault_people import Allowed, is_reader, may_open, may_see_log, tell_opened
from handlers.vault.vault_warnings import course_of
from storage.messaging.dialogs import Dialog
from storage.privacy.vault import Opening, Record

OPEN = "vault_open"
_AFTER_READING = (How.FULL, How.GIVEN_BACK)
NAME = "niemphong"


async def sealed_records(turn: Turn, words: str) -> None:
    """/niemphong: the list; with a code, that record; with “người”, “giao …”, “thôi …”, those who may open."""
    await _only_readers(turn)
    code = read_code(words)
    if code:
        return await ask_reason(turn, code)
    if words:
        return await vault_readers.change(turn, words)
    await _list(turn)


async def _list(turn: Turn) -> None:
    mine = [record for record in await turn.memory.vault.of_commune(turn.commune) if await may_open(turn, record)]
    rows = [_buttons(one) for one in mine]
    if turn.may(Can.NAME_READERS):
        rows.append([Choice(Text("vault.readers_button"), "nr:")])
    shown = [await _line(turn, one) for one in mine] or [Text("vault.none")]
    turn.say(
        lines(Text("vault.list", commune=turn.world.commune_name(turn.commune)), *shown), *rows, protected=True
    )


def _buttons(record: Record) -> list[Choice]:
    clocks = [Choice(Text("vault.clocks"), f"nc:{record.code}")] if record.state is State.REGISTERED else []
    return [Choice(Text("vault.open_code", code=record.code), f"no:{record.code}"), *clocks]


async def _line(turn: Turn, record: Record) -> Text:
    field = turn.world.national.field_name(record.field)
    line = Text(
        "vault.line",
        code=record.code,
        on=record.received_on,
        field=field or Text("vault.no_field"),
        state=Text(f"vault.state_{record.state.value}"),
    )
    contents = contents_of(turn.world, record)
    course = await course_of(turn.world, turn.memory, record, contents)
    if contents.registered is None or course is None:
        return line
    clock_of = await clocks_of(turn.world, turn.memory, record.commune)
    first = nearest_words(course.clocks, turn.world.clocks(record.commune), clock_of)
    document, status = contents.registered.document, Text(f"status.{course.status.value}")
    form = Text("vault.registered_line", document=document, on=course.since, status=status)
    return lines(line, form, *([Text("clock.nearest", **first)] if first else []))


async def ask_reason(turn: Turn, rest: str, how: How = How.REDACTED) -> None:
    """The button *Mở*: first the reason."""
    record = await find(turn, rest)
    await dialogue.begin(turn, OPEN, about=f"{record.code}/{how.value}")


async def ask_reason_for_all(turn: Turn, rest: str) -> None:
    """The button *Bản đầy đủ*: a second reason."""
    await ask_reason(turn, rest, How.FULL)


async def ask_reason_to_give_back(turn: Turn, rest: str) -> None:
    """The button *Không phải tố cáo*."""
    await ask_reason(turn, rest, How.GIVEN_BACK)


async def show_log(turn: Turn, rest: str) -> None:
    """Who opened it, when, and why: for leaders too who may not open it themselves, but for those it concerns."""
    record = await find(turn, rest, may_see_log)
    shown = [await _opening(turn, record, one) for one in await turn.memory.vault.openings(record.code)]
    turn.say(lines(Text("vault.log", code=record.code), *(shown or [Text("vault.log_empty")])), protected=True)


async def _opening(turn: Turn, record: Record, one: Opening) -> Text:
    return Text(
        "vault.log_line",
        at=one.at,
        who=await _who(turn, one.opened_by),
        how=Text(f"vault.how_{one.how.value}"),
        reason=sealed(one.reason, record.code),
    )


async def _who(turn: Turn, opened_by: str) -> Text | str:
    if not opened_by.isdigit():
        return Text("vault.by_operator")
    return called(await turn.memory.people.named(int(opened_by)))


async def guided(turn: Turn, rest: str) -> None:
    """The button *Đã hướng dẫn*."""
    record = await find(turn, rest)
    if record.state is not State.REGISTERED:
        turn.memory.vault.keep(replace(record, state=State.GUIDED))
        await turn.note("sealed information guided", f"vault:{record.code}")
    turn.say(Text("vault.done_guided", code=record.code))


async def find(turn: Turn, words: str, allowed: Allowed = may_open) -> Record:
    """Raises `Refusal` as if it did not exist for whoever may not open it; and where others would read along."""
    await _only_readers(turn)
    code = read_code(words)
    record = await turn.memory.vault.by_code(code) if code else None
    if record is None or record.commune != turn.commune or not await allowed(turn, record):
        raise Refusal(Text("petition.no_such_code"))
    return record


async def _only_readers(turn: Turn) -> None:
    """To everybody else the command is unknown."""
    if not (turn.may(Can.NAME_READERS) or await is_reader(turn)):
        raise Refusal(Text("error.unknown_command", command=command(NAME)))
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    code, _, how = dialog.about.partition("/")
    await find(turn, code)
    return lambda form: reason_form(form, Text(f"vault.why_{how}", code=code))


async def _finish(turn: Turn, dialog: Dialog, reason: str) -> None:
    code, _, name = dialog.about.partition("/")
    record, how = await find(turn, code), How(name)
    if how in _AFTER_READING and not await _opened_before(turn, record):
        how = How.REDACTED
    contents = contents_of(turn.world, record)
    locked = turn.world.vault.locked(reason, record.code)
    opening = Opening(str(turn.person.id), turn.now, how, locked)
    turn.memory.vault.note_opening(record.code, opening)
    await turn.note(f"sealed information opened: {how.value}", f"vault:{record.code}")
    if record.state is State.SEALED:
        turn.memory.vault.keep(with_contents(turn.world, replace(record, state=State.OPENED), contents))
    copy = Text(f"vault.how_{how.value}")
    told = Text("vault.was_opened", code=code, at=turn.now, who=called(turn.person.name), how=copy)
    await tell_opened(turn, record, contents, told)
    await _SHOW[how](turn, record, contents)


async def _opened_before(turn: Turn, record: Record) -> bool:
    """What is a second request: the redacted copy comes first, anew where it was given back meanwhile."""
    openings = await turn.memory.vault.openings(record.code)
    back = [number for number, one in enumerate(openings, 1) if one.how is How.GIVEN_BACK]
    return any(one.opened_by == str(turn.person.id) for one in openings[max(back, default=0) :])


async def _show_redacted(turn: Turn, record: Record, contents: Contents) -> None:
    files = len(await turn.memory.vault.files(record.code))
    full = [Choice(Text("vault.open_full"), f"nf:{record.code}")]
    text = Text("vault.opened_redacted", files=files, **_told(turn, record, contents.redacted()))
    turn.say(text, full, *_afterwards(record, contents), protected=True)


async def _show_full(turn: Turn, record: Record, contents: Contents) -> None:
    """What the messenger told of the writer stays locked: nobody asked them for it."""
    files = tuple(
        Attachment(Picture.SEALED, str(file.id), f"tai-lieu-{number}")
        for number, file in enumerate(await turn.memory.vault.files(record.code), 1)
    )
    text = Text("vault.opened_full", **_told(turn, record, words_with_history(turn.world, contents)))
    turn.say(text, *_afterwards(record, contents), attachments=files, protected=True)


def _afterwards(record: Record, contents: Contents) -> list[list[Choice]]:
    """What its reader does next, whichever copy it was."""
    code = record.code
    back = [[Choice(Text("vault.give_back"), f"nb:{code}")]] if was_a_case(record, contents) else []
    return [
        *back,
        [Choice(Text("vault.log_button"), f"nl:{code}")],
        [Choice(Text("vault.guided"), f"ng:{code}"), Choice(Text("vault.register"), f"nt:{code}")]
        if record.state is not State.REGISTERED
        else [Choice(Text("vault.clocks"), f"nc:{code}")],
    ]


def _told(turn: Turn, record: Record, words: str) -> dict[str, Text | str]:
    """The words stay locked until they are sent."""
    about = f"shown:{record.code}"
    return {"code": record.code, "words": sealed(turn.world.vault.locked(words, about), about)}


_SHOW: Mapping[How, Callable[[Turn, Record, Contents], Awaitable[None]]] = {
    How.REDACTED: _show_redacted,
    How.FULL: _show_full,
    How.GIVEN_BACK: give_back,
}

dialogue.register(OPEN, dialogue.Dialogue(_prepare, _finish, needs=Can.OPEN_SEALED))
