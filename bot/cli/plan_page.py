"""A plan as a document for an official to read, and to say what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from bot.words.i18n import Words
from domain.language.text import Text, verbatim
from domain.plans.plan import Basis, Obligation, Plan, Reception
from domain.plans.rule_words import rule_name
from domain.plans.units import Unit


def plan_page(plan: Plan, reception: Reception, words: Words, language: str) -> RenderableType:
    """`reception` is the plan's, filled from the national default."""
    page = _Page(plan, words, language)
    return Group(
        page.heading(),
        page.section(Text("plan.section_units"), page.units()),
        page.section(Text("plan.section_reports"), page.reports()),
        page.section(Text("plan.section_petitions"), page.petitions()),
        page.section(Text("plan.section_difficulties"), page.difficulties()),
        page.section(Text("plan.section_publicity"), page.publicity()),
        page.section(Text("plan.section_hotspots"), page.hotspots()),
        page.section(Text("plan.section_recurring"), page.recurring()),
        page.section(Text("plan.section_reception"), page.reception(reception)),
        page.section(Text("plan.section_reminding"), page.reminding()),
        page.section(Text("plan.section_quality"), _listed(plan.data_quality)),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    plan: Plan
    words: Words
    language: str

    def say(self, text: Text) -> str:
        return self.words.plain(text, self.language)

    def section(self, title: Text, content: RenderableType) -> RenderableType:
        return Group(Line(f"\n{self.say(title)}", style="bold cyan"), Padding(content, (0, 0, 0, 2)))

    def facts(self, *facts: tuple[Text, str]) -> Table:
        """Names and values; what is empty is left out."""
        table = Table.grid(padding=(0, 2))
        for name, value in facts:
            if value:
                table.add_row(Line(self.say(name), style="dim"), Line(value))
        return table

    def heading(self) -> RenderableType:
        document, commune = self.plan.document, self.plan.commune
        signatory = document.signatory
        return Group(
            Line(self.say(Text("plan.heading")), style="bold", justify="center"),
            Line(f"{document.title}\n", style="bold", justify="center"),
            self.facts(
                (Text("plan.issued_by"), document.issuing_body),
                (Text("plan.commune"), f"{commune.type} {commune.name}, {commune.province}"),
                (Text("plan.province_basis"), commune.province_basis),
                (Text("plan.number"), document.number or self.blank(document.number_as_written)),
                (Text("plan.dated"), self.dated()),
                (Text("plan.signed_by"), f"{signatory.title} {signatory.name}" if signatory else self.blank()),
                (Text("plan.years"), self.years()),
                (Text("plan.implements"), "\n".join(document.implements)),
                (Text("plan.cites"), "\n".join(document.cites)),
                (Text("plan.recipients"), "\n".join(document.recipients)),
                (Text("plan.annexes_missing"), "\n".join(document.annexes_missing)),
            ),
        )

    def blank(self, as_written: str = "") -> str:
        return self.say(Text("plan.blank_but", written=as_written) if as_written else Text("plan.blank"))

    def dated(self) -> str:
        document = self.plan.document
        if document.date:
            return self.say(Text("plan.date", day=document.date))
        return self.blank(document.date_as_written)

    def years(self) -> str:
        return ", ".join(map(str, self.plan.years)) or self.say(Text("plan.every_year"))

    def units(self) -> RenderableType:
        table = self.table(Text("plan.unit"), Text("plan.duty"), Text("plan.remarks"))
        for unit in self.plan.units:
            table.add_row(unit.name, unit.duty, "\n".join(self.say(one) for one in _remarks(unit)))
        return table

    def reports(self) -> RenderableType:
        table = self.table(Text("plan.report"), Text("plan.route"), Text("plan.due"))
        for obligation in self.plan.obligations:
            table.add_row(self.report(obligation), self.route(obligation), self.due(obligation))
        return table

    def report(self, obligation: Obligation) -> RenderableType:
        quote = Line(f"“{obligation.quote}”", style="italic")
        return Group(Line(obligation.title, style="bold"), quote, Line(obligation.notes, style="dim"))

    def route(self, obligation: Obligation) -> RenderableType:
        gathered_by = obligation.collected_by
        return self.facts(
            (Text("plan.owed_by"), "\n".join(self.plan.unit(one).name for one in obligation.owed_by)),
            (Text("plan.via"), obligation.via or (self.plan.unit(gathered_by).name if gathered_by else "")),
            (Text("plan.to"), obligation.to or self.say(Text("plan.not_stated"))),
            (Text("plan.onward"), obligation.onward),
        )

    def due(self, obligation: Obligation) -> RenderableType:
        if obligation.due:
            return Line(self.say(rule_name(obligation.due)), style="green")
        return Line(self.say(Text("plan.no_date")), style="yellow")

    def petitions(self) -> RenderableType:
        duty = self.plan.petitions
        return Group(
            self.facts(
                (Text("plan.office"), self.plan.unit(duty.office).name),
                (Text("plan.coordinate"), duty.coordinate or ""),
                (Text("plan.basis"), self.basis(duty.basis)),
            ),
            _quotes(duty.quote, *duty.more_quotes),
        )

    def difficulties(self) -> RenderableType:
        duty = self.plan.difficulties
        contact = duty.contact
        return Group(
            self.facts(
                (Text("plan.receives"), self.plan.unit(duty.unit).name if duty.unit else ""),
                (Text("plan.contact"), f"{contact.name}, {contact.position}" if contact else ""),
                (Text("plan.basis"), self.basis(duty.basis)),
            ),
            _quotes(duty.quote),
        )

    def basis(self, basis: Basis) -> str:
        return self.say(Text("plan.basis_plan") if basis == "plan" else Text("plan.basis_default"))

    def publicity(self) -> RenderableType:
        table = self.table(Text("plan.unit"), Text("plan.channels"), Text("plan.quote"))
        for one in self.plan.publicity:
            table.add_row(one.by, ", ".join(one.channels), f"“{one.quote}”")
        return table

    def hotspots(self) -> RenderableType:
        return Group(
            self.facts(
                (Text("plan.hotspots"), "; ".join(self.plan.hotspots)),
                (Text("plan.topics"), "; ".join(self.plan.topics)),
            ),
            _quotes(*self.plan.hotspot_quotes),
        )

    def recurring(self) -> RenderableType:
        return self.facts(*((verbatim(one.what), f"“{one.quote}”") for one in self.plan.other_recurring))

    def reception(self, reception: Reception) -> RenderableType:
        confirmed = Text("plan.confirmed") if reception.confirmed else Text("plan.unconfirmed")
        return self.facts(
            (Text("plan.place"), reception.place),
            (Text("plan.hours"), reception.hours),
            (Text("plan.leader_days"), reception.leader_days),
            (Text("plan.phone"), reception.phone),
            (Text("plan.state"), self.say(confirmed)),
        )

    def reminding(self) -> RenderableType:
        reminding = self.plan.reminding
        steps = ", ".join(map(str, reminding.steps))
        at = f"{reminding.at:%H:%M}"
        return Line(self.say(Text("plan.reminding", steps=steps, at=at, zone=reminding.timezone)))

    def table(self, *headings: Text) -> Table:
        """The first columns have the most to say."""
        table = Table(box=box.ROUNDED, show_lines=True, expand=True)
        for heading, width in zip(headings, (5, 4, 3), strict=True):
            table.add_column(self.say(heading), ratio=width)
        return table


def _remarks(unit: Unit) -> Iterable[Text]:
    if not unit.in_plan:
        yield Text("plan.unit_not_in_plan")
    elif unit.as_written != unit.name:
        yield Text("plan.unit_as_written", written=unit.as_written)
    if unit.obsolete:
        yield Text("plan.unit_obsolete")
    if unit.now:
        yield Text("plan.unit_now", now=unit.now)
    if unit.collective:
        yield Text("plan.unit_collective")


def _quotes(*quotes: str) -> RenderableType:
    return Line("\n".join(f"“{quote}”" for quote in quotes if quote), style="italic")


def _listed(things: Iterable[str]) -> RenderableType:
    return Line("\n".join(f"• {thing}" for thing in things))
