"""The states of the board, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from domain.reports.standing import HandedIn, Standing, Verdict, standing

DUE, FIRST_REMINDER = date(2026, 6, 5), date(2026, 5, 21)
BEFORE, NEAR, LAST, TOO_LATE = date(2026, 5, 20), FIRST_REMINDER, date(2026, 6, 4), DUE
IN_TIME, LATE = HandedIn(True), HandedIn(False)
BACK, BACK_LATE = HandedIn(True, Verdict.RETURNED), HandedIn(False, Verdict.RETURNED)
FINE, FINE_LATE = HandedIn(True, Verdict.APPROVED), HandedIn(False, Verdict.APPROVED)


@pytest.mark.parametrize(
    ("handed", "today", "expected"),
    [
        ((), BEFORE, Standing.NOT_YET),
        ((), NEAR, Standing.SOON),
        ((), LAST, Standing.SOON),
        ((), TOO_LATE, Standing.OVERDUE),
        ((IN_TIME,), NEAR, Standing.IN),
        ((IN_TIME,), TOO_LATE, Standing.IN),
        ((LATE,), TOO_LATE, Standing.LATE),
        ((IN_TIME, LATE), TOO_LATE, Standing.IN),  # a file replaced afterwards
        ((BACK,), LAST, Standing.RETURNED),
        ((BACK,), TOO_LATE, Standing.OVERDUE),
        ((BACK, IN_TIME), LAST, Standing.IN),
        ((BACK, LATE), TOO_LATE, Standing.LATE),  # asked for again, and late the second time
        ((BACK_LATE, IN_TIME), TOO_LATE, Standing.LATE),
        ((FINE,), TOO_LATE, Standing.APPROVED),
        ((BACK, FINE_LATE), TOO_LATE, Standing.APPROVED),
    ],
)
def test_how_a_unit_stands(handed: tuple[HandedIn, ...], today: date, expected: Standing) -> None:
    assert standing(handed, due_before=DUE, remind_from=FIRST_REMINDER, today=today) is expected


@pytest.mark.parametrize("today", [BEFORE, NEAR, TOO_LATE])
def test_who_is_excused_owes_nothing(today: date) -> None:
    assert standing((), due_before=DUE, remind_from=FIRST_REMINDER, today=today, exempt=True) is Standing.EXEMPT


def test_more_time_shows_until_it_is_over() -> None:
    shown = [
        standing((), due_before=DUE, remind_from=FIRST_REMINDER, today=day, extended=True)
        for day in (NEAR, LAST, TOO_LATE)
    ]
    assert shown == [Standing.EXTENDED, Standing.EXTENDED, Standing.OVERDUE]
