"""What stands one tap behind the board: the reports handed in, the heat map, the sheet."""

from __future__ import annotations

from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Choice, Medium
from domain.messaging.papers import paper
from domain.people.roles import Can
from domain.reports.board import pages
from handlers.reports.columns import Column, columns, owing_units, whole_board
from handlers.reports.duties import Entry, Ledger, ledger
from handlers.turn import Refusal, Turn

PICTURE = Choice(Text("board.picture"), "bd:png")
SHEET = Choice(Text("board.sheet"), "bd:xlsx")


async def view_reports(turn: Turn, rest: str) -> None:
    """`obligation:period`, or with the number of a page: what came in for one report, each with a button that opens
    it; what nobody has looked at yet comes first."""
    _check(turn)
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    obligation, _, tail = rest.partition(":")
    period, _, page = tail.partition(":")
    column = next((c for c in columns(book) if c.what == (obligation, period)), None)
    if column is None:
        raise Refusal(Text("form.button_is_old"))
    _say_page(turn, book, column, int(page) if page.isdecimal() else 0)


def _say_page(turn: Turn, book: Ledger, column: Column, page: int) -> None:
    size = turn.world.habits.board.reports_page
    came = sorted((entry for entry in column.entries if entry.latest), key=lambda entry: entry.review is not None)
    shown = came[page * size : (page + 1) * size]
    text = lines(
        Text("board.viewing", report=column.name, count=len(came)),
        *(_line(book, entry) for entry in shown),
    )
    rows = [[Choice(Text("board.open", unit=book.unit_name(e.duty.unit)), f"sv:{_code(e)}")] for e in shown]
    if came[(page + 1) * size :]:
        rows.append([Choice(Text("board.next_page"), ":".join(("bx", *column.what, str(page + 1))))])
    turn.say(text, *rows)


def _line(book: Ledger, entry: Entry) -> Text:
    assert entry.latest
    return Text(
        "board.came",
        mark=Text(f"standing.{entry.standing}_mark"),
        unit=book.unit_name(entry.duty.unit),
        standing=Text(f"standing.{entry.standing}"),
        at=entry.latest.at,
        code=entry.latest.code,
    )


def _code(entry: Entry) -> str:
    assert entry.latest
    return entry.latest.code


async def send_paper(turn: Turn, kind: str) -> None:
    """`png`: the heat map, as many pictures as the units need; `xlsx`: the sheet."""
    _check(turn)
    name = f"tinh-hinh-{turn.today}"
    if kind == "xlsx":
        sheet = paper("board-xlsx", turn.commune, name=f"{name}.xlsx")
        return turn.say(Text("board.here_is_sheet", day=turn.today), [PICTURE], attachments=(sheet,))
    book = await whole_board(turn.world, turn.memory, turn.commune, turn.today)
    count = pages(len(owing_units(book)))
    pictures = tuple(_picture(turn, name, number) for number in range(1, count + 1))
    turn.say(Text("board.here_is_picture", day=turn.today), [SHEET], attachments=pictures)


def _picture(turn: Turn, name: str, number: int) -> Attachment:
    return paper("board-png", turn.commune, str(number), name=f"{name}-{number}.png", medium=Medium.PHOTO)


def _check(turn: Turn) -> None:
    if not turn.may(Can.SEE_BOARD):
        raise Refusal(Text("error.not_yours"))
