"""Which days a span of time means, as officials write it."""

from datetime import date

import pytest

from domain.time.spans import Span, read_span, read_written

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("tháng 5", "2026-05-01", "2026-05-31"),
        ("thang 05/2025", "2025-05-01", "2025-05-31"),
        ("5/2026", "2026-05-01", "2026-05-31"),
        ("tháng này", "2026-08-01", "2026-08-31"),
        ("tháng trước", "2026-07-01", "2026-07-31"),
        ("tháng 12", "2025-12-01", "2025-12-31"),
        ("quý II", "2026-04-01", "2026-06-30"),
        ("quy 4", "2025-10-01", "2025-12-31"),
        ("quý 1/2026", "2026-01-01", "2026-03-31"),
        ("6 tháng", "2026-01-01", "2026-06-30"),
        ("06 tháng đầu năm 2025", "2025-01-01", "2025-06-30"),
        ("9 tháng", "2026-01-01", "2026-09-30"),
        ("năm 2025", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("năm nay", "2026-01-01", "2026-12-31"),
        ("từ 01/5 đến 15/5", "2026-05-01", "2026-05-15"),
        ("từ ngày 30/4/2025 đến hết ngày 02/01/2026", "2025-04-30", "2026-01-02"),
    ],
)
def test_spans_as_they_are_written(words: str, first: str, last: str) -> None:
    span = read_span(words, TODAY)
    assert span and (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert read_written(span.written) == span


@pytest.mark.parametrize(
    "words", ["hôm nọ", "tháng 13", "quý V", "năm 2027", "từ 15/5 đến 01/5", "từ mai đến kia", "quý 1/2027"]
)
def test_what_is_no_span(words: str) -> None:
    assert read_span(words, TODAY) is None


def test_what_a_button_carries_may_be_forged() -> None:
    for forged in ("", "..", "2026-01-01..x", "2026-01-01", "2026-13-01..2026-01-01"):
        with pytest.raises(ValueError):
            read_written(forged)


def test_only_a_quarter_is_long_enough_for_what_is_counted_by_quarters() -> None:
    assert [
        Span(date(2026, 1, 1), last).is_quarter_or_longer for last in (date(2026, 2, 28), date(2026, 3, 31))
    ] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("tháng 5", "plan.period_month"),
        ("quý II", "plan.period_quarter"),
        ("6 tháng", "plan.period_6m"),
        ("2026", "plan.period_year"),
        ("từ 01/5 đến 15/5", "span.days"),
    ],
)
def test_a_span_is_named_as_people_name_it(words: str, name: str) -> None:
    span = read_span(words, TODAY)
    assert span and span.name.key == name
