"""`/nhac`: the collector sees who has not handed in a report, and reminds them all with one press."""

from __future__ import annotations

from domain.language.text import Text, lines
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can
from domain.plans.duties import Duty
from handlers.reports.deadlines import hand_in_button
from handlers.reports.duties import Ledger, ledger, receiver, report_name
from handlers.reports.ladder import report_heading, unit_button, unit_line
from handlers.reports.nudges import next_hour, nudge
from handlers.turn import Refusal, Turn


async def preview(turn: Turn, words: str = "") -> None:
    """The reports that are late, and those due next: which of them, if there are several."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    reports = _of_the_time(book)
    if not reports:
        return turn.say(Text("remind_all.nothing_missing"))
    if len(reports) == 1:
        return await _preview(turn, book, reports[0])
    shown = reports[: turn.world.habits.petitions.queue_page]
    rows = [
        [Choice(Text("remind_all.report", report=report_name(missing[0]), n=len(missing)), _action("nh", missing))]
        for missing in shown
    ]
    turn.say(Text("remind_all.which"), *rows)


def _of_the_time(book: Ledger) -> list[list[Duty]]:
    """Who still owes what is late, and what is due next."""
    by_report: dict[tuple[str, str], list[Duty]] = {}
    for duty in filter(book.is_awaited, book.duties):
        by_report.setdefault(duty.what[:2], []).append(duty)
    reports = list(by_report.values())
    late = [missing for missing in reports if missing[0].occurrence.days_left(book.today) < 0]
    ahead = [missing for missing in reports if missing not in late]
    return late + [
        missing for missing in ahead if missing[0].occurrence.due_before == ahead[0][0].occurrence.due_before
    ]


async def choose(turn: Turn, rest: str) -> None:
    """`<obligation>:<period>`."""
    book, missing = await _report(turn, rest)
    await _preview(turn, book, missing)


async def _preview(turn: Turn, book: Ledger, missing: list[Duty]) -> None:
    staffed = await turn.memory.people.staffed_units(turn.commune)
    last_day = missing[0].occurrence.last_safe_day
    parts = [Text("remind_all.preview", report=report_name(missing[0]), last_day=last_day, n=len(missing))]
    for duty in missing:
        key = "remind_all.unit" if duty.unit in staffed else "remind_all.unit_nobody"
        parts.append(Text(key, unit=book.unit_name(duty.unit)))
    reachable = [duty for duty in missing if duty.unit in staffed]
    rows = [[Choice(Text("remind_all.press"), _action("nhs", missing), "primary")]] if reachable else []
    if not reachable:
        parts.append(Text("remind_all.nobody_at_all"))
    turn.say(lines(*parts), *rows)


async def remind(turn: Turn, rest: str) -> None:
    """`<obligation>:<period>`, once a day. Says how many units are told, and for which nobody is registered."""
    book, missing = await _report(turn, rest)
    origin = "|".join(("nhac", turn.commune, *missing[0].what[:2], turn.today.isoformat()))
    if await turn.memory.nudges.exists(origin):
        raise Refusal(Text("remind_all.already_today"))
    outcomes = [(duty, await _remind_unit(turn, book, duty, origin)) for duty in missing]
    told = sum(outcome is True for _, outcome in outcomes)
    later = sum(outcome is False for _, outcome in outcomes)
    nobody = tuple(unit_line(book, duty) for duty, outcome in outcomes if outcome is None)
    parts = [Text("remind_all.done", report=report_name(missing[0]), n=told)]
    if later:
        parts.append(Text("remind_all.later", n=later))
    if nobody:
        parts.append(Text("remind_all.nobody", units=nobody))
    turn.say(lines(*parts))
    await turn.note("reminded all", f"obligation:{missing[0].obligation.id}", missing[0].occurrence.period)


async def _remind_unit(turn: Turn, book: Ledger, duty: Duty, origin: str) -> bool | None:
    """Whether somebody there was told at once; None where there is nobody."""
    text = Text(
        "remind_all.message",
        unit=book.unit_name(duty.unit),
        report=report_name(duty),
        to=receiver(duty.obligation),
        due=duty.occurrence.due_before,
        last_day=duty.occurrence.last_safe_day,
    )
    ask = Choice(Text("report.ask_extension"), ":".join(("x", *duty.what)))
    message = Message(text, ((hand_in_button(duty), ask),))
    reached = await turn.memory.people.reach_unit(turn.commune, duty.unit)
    told = [
        await nudge(
            turn.world,
            turn.memory,
            turn.now,
            reach,
            message,
            unit_line(book, duty),
            turn.commune,
            key=f"{origin}|{duty.unit}",
            button=unit_button(book, duty),
            heading=report_heading(duty),
            duty=duty,
            origin=origin,
            at=await next_hour(turn.world, turn.memory, turn.now, reach, turn.commune),
        )
        for reach in reached
    ]
    return any(told) if told else None


async def _report(turn: Turn, rest: str) -> tuple[Ledger, list[Duty]]:
    """Who still owes it. Raises `Refusal` where nobody does, or it is not theirs to press."""
    if not turn.may(Can.NUDGE):
        raise Refusal(Text("error.not_yours"))
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    missing = [duty for duty in book.duties if ":".join(duty.what[:2]) == rest and book.is_awaited(duty)]
    if not missing:
        raise Refusal(Text("remind_all.nothing_missing"))
    return book, missing


def _action(press: str, missing: list[Duty]) -> str:
    return ":".join((press, *missing[0].what[:2]))
