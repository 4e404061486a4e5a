"""The draft in Word of a consolidated report: the plan's outline, the units' figures and words, and where each is from.

It writes no sentence of its own: what is not reported stands as "chưa có số liệu".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.papers.consolidating import Gathered, Say
from bot.papers.press import Desk
from domain.language.numbers import is_written, shown, written
from domain.plans.official import bases, signed_as, subject_of, symbol_of
from domain.reports.consolidation import Figure, FiguresIn, UnitReport, headings, note_numbers
from domain.reports.outline import Indicator

if TYPE_CHECKING:
    from bot.papers.official import Official

_UNITS_ABREAST = 6  # columns of units that stand beside one another on a lying page
_WIDTHS = (12, 84, 22, 26)  # millimetres of the columns before them
_ROOM, _WIDEST = 246, 34  # millimetres: of a lying page, and of a column of one unit


def draw(desk: Desk, gathered: Gathered) -> bytes:
    from bot.papers.official import Official  # heavy: only where a draft is made

    draft = _Draft(gathered, Say(desk), Official(), _basis(desk, gathered))
    draft.head()
    draft.body()
    draft.foot()
    draft.annexes()
    return draft.page.save()


def _basis(desk: Desk, gathered: Gathered) -> tuple[str, ...]:
    """The law which the report's own outline names, or else the national one."""
    own = gathered.whole.outline.basis if gathered.whole.outline else ()
    return own or desk.world.national.outline.basis


@dataclass
class _Draft:
    gathered: Gathered
    say: Say
    page: Official
    basis: tuple[str, ...]

    def head(self) -> None:
        plan, say = self.gathered.plan, self.say
        self.page.mark(say("mark"))
        self.page.letterhead(
            "",
            plan.document.issuing_body.upper(),
            say("document_number", symbol=symbol_of(plan.document) or "…"),
            say("nation"),
            say("motto"),
            say("place_and_day", place=plan.commune.name, year=str(self.gathered.at.year)),
        )
        subject = subject_of(self.gathered.obligation.title)
        of_period = say("of_period", period=say.period(self.gathered.period))
        self.page.title(say("kind"), f"{subject}\n{of_period}")
        for basis in bases(self.basis, plan.document):
            self.page.text(say("basis", basis=basis), italic=True)
        self.page.text(say("plan_basis", plan=self._plan()), italic=True)

    def _plan(self) -> str:
        document = self.gathered.plan.document
        key = "the_plan" if document.number and document.date else "the_plan_unnumbered"
        gaps = {"body": document.issuing_body, "title": document.title}
        if document.number and document.date:
            return self.say(key, number=document.number, day=document.date, **gaps)
        return self.say(key, symbol=symbol_of(document) or "…", **gaps)

    def body(self) -> None:
        whole = self.gathered.whole
        if whole.outline is None:
            self.page.text(self.say("no_outline"))
            return
        listed = {section.id for section in whole.outline.sections}
        for heading in headings(whole.outline):
            self.page.heading(f"{heading.id}. {heading.words}")
            if any(map(whole.figures, heading.indicators)):
                for indicator in heading.indicators:
                    self._indicator(indicator)
            elif heading.id in listed:
                self.page.text(self.say("no_figures"), italic=True)

    def _indicator(self, indicator: Indicator) -> None:
        whole, say = self.gathered.whole, self.say
        figures, total = whole.figures(indicator), whole.total(indicator)
        if not figures:
            self.page.text(say("lacking", label=_label(indicator)))
        elif total is not None:
            value = f"{shown(written(total))} {indicator.unit}".strip()
            notes = note_numbers([one.source for one in figures])
            self.page.text(say("figure", label=_label(indicator), value=value, notes=notes))
        else:
            self.page.text(say("label", label=_label(indicator)))
            for one in figures:
                self._of_unit(indicator, one)

    def _of_unit(self, indicator: Indicator, figure: Figure) -> None:
        """Words are quoted; a figure that is not to be summed stands unit by unit."""
        key = "unit_figure" if indicator.is_number else "quote"
        value = f"{_shown(figure.value)} {indicator.unit}".strip() if indicator.is_number else figure.value
        self.page.text(self.say(key, unit=figure.unit, value=value, notes=note_numbers([figure.source])))

    def foot(self) -> None:
        document, say = self.gathered.plan.document, self.say
        receivers = [say("receiver", name=name) for name in document.recipients] or [say("receiver", name="…")]
        receivers = [f"{line};" for line in receivers[:-1]] + [f"{receivers[-1]}."]
        signatory = document.signatory
        signed = signed_as(signatory.title) if signatory else [say("signed_as")]
        self.page.signature(say("receivers"), receivers, signed, signatory.name if signatory else say("signed_by"))

    def annexes(self) -> None:
        self.page.annex()
        self.page.centred(self.say("annex"), bold=True)
        self.page.centred(self.say("annex_of"), italic=True)
        self._tables()
        self._sources()
        self._standings()

    def _tables(self) -> None:
        whole = self.gathered.whole
        self.page.heading(self.say("annex_table"))
        numbers = [one for one in whole.indicators if one.is_number]
        if not whole.sources or not numbers:
            self.page.text(self.say("no_figures"), italic=True)
            return
        sources = list(enumerate(whole.sources, 1))
        for start in range(0, len(sources), _UNITS_ABREAST):
            self._table(numbers, sources[start : start + _UNITS_ABREAST])

    def _table(self, indicators: list[Indicator], abreast: list[tuple[int, tuple[UnitReport, FiguresIn]]]) -> None:
        say, whole = self.say, self.gathered.whole
        heads = [say("number"), say("indicator"), say("measure"), say("total")]
        heads += [f"{unit.unit} [{number}]" for number, (unit, _) in abreast]
        rows = []
        for number, one in enumerate(indicators, 1):
            total = whole.total(one)
            sum_up = (
                shown(written(total)) if total is not None else "–" if whole.figures(one) else say("no_figures")
            )
            values = [_shown(kept.figures[one.id]) if one.id in kept.figures else "" for _, (_, kept) in abreast]
            rows.append([str(number), one.label, one.unit, sum_up, *values])
        width = min(_WIDEST, (_ROOM - sum(_WIDTHS)) // len(abreast))
        self.page.table(heads, rows, [*_WIDTHS, *[width] * len(abreast)])

    def _sources(self) -> None:
        """Every note of the report: unit, receipt code, when, by whom, up to which day."""
        self.page.heading(self.say("annex_sources"))
        for number, (unit, kept) in enumerate(self.gathered.whole.sources, 1):
            as_of = self.say("up_to", day=kept.as_of) if kept.as_of else ""
            counted = self.say("some_counted") if kept.counted else ""
            self.page.text(
                self.say(
                    "source",
                    number=str(number),
                    unit=unit.unit,
                    code=kept.code,
                    at=kept.at,
                    by=kept.by,
                    as_of=as_of,
                )
                + counted
            )
        if not self.gathered.whole.sources:
            self.page.text(self.say("no_figures"), italic=True)

    def _standings(self) -> None:
        say = self.say
        self.page.heading(say("annex_standings"))
        rows = [
            [
                str(number),
                unit.unit,
                say.standing(unit),
                say("moment", at=unit.at) if unit.at else "",
                unit.code,
                unit.document,
                "; ".join(
                    filter(None, (say("late_short") if unit.code and not unit.on_time else "", unit.reason))
                ),
            ]
            for number, unit in enumerate(self.gathered.whole.units, 1)
        ]
        heads = [say(key) for key in ("number", "unit", "standing", "at", "code", "document", "remark")]
        self.page.table(heads, rows, (12, 68, 32, 36, 34, 34, 36))


def _label(indicator: Indicator) -> str:
    """Behind a dash of its own."""
    return indicator.label.lstrip("–- ")


def _shown(value: str) -> str:
    return shown(value) if is_written(value) else value
