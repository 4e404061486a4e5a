"""The receipt to print (`receipt-pdf`), "Phiếu tiếp nhận thông tin": A5, its text real text, its fonts within."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap

from bot.links import LinkUnknown
from bot.papers.press import Desk
from bot.world import TELEGRAM, WEB, ZALO_BOT, ZALO_OA
from domain.clocks.running import Running
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from handlers.clocks.clockwork import told_deadline
from handlers.people import links
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition

_ONE_TAP = (TELEGRAM, ZALO_OA, ZALO_BOT)
"""Which account's link is printed, the first that the commune has: a chat opened by one is most likely to show the
case at once."""
_MOST = 600  # characters of the summary


@dataclass(frozen=True, slots=True)
class Receipt:
    """`link` opens the look-up; where no account was ever reached it is only the code."""

    petition: Petition
    commune: Text
    office: str
    due: Running | None
    basis: str
    link: str
    printed_at: datetime


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Receipt:
    """`ref.args`: the code. Raises `LookupError` where the commune has no such petition."""
    petition = await memory.petitions.by_code(ref.args[0])
    if petition is None or petition.commune != ref.commune:
        raise LookupError(f"no petition {ref.args[0]} in {ref.commune}")
    due = await told_deadline(desk.world, memory, petition)
    return Receipt(
        petition,
        desk.world.commune_name(ref.commune),
        await memory.units.name(ref.commune, petition.office),
        due,
        desk.world.basis(ref.commune, due.clock) if due else "",
        _link(desk.world, petition),
        desk.clock.now(),
    )


def _link(world: World, petition: Petition) -> str:
    payload = links.payload(links.STATUS, petition.code)
    served = [key for key, communes in world.accounts.items() if petition.commune in communes and key[0] != WEB]
    for account in sorted(served, key=lambda key: _ONE_TAP.index(key[0])):
        try:
            return links.opened_by(world.link(account, payload, False))
        except LinkUnknown:
            continue
    return petition.code


def draw(desk: Desk, receipt: Receipt) -> bytes:
    from bot.papers.leaflet import Leaflet

    def say(text: Text) -> str:
        return desk.words.plain(text, desk.language)

    page = Leaflet()
    page.line(say(Text("receipt_paper.committee", commune=receipt.commune)), 10, bold=True)
    page.line(receipt.office, 10)
    page.gap(3)
    page.line(say(Text("receipt_paper.title")), 15, bold=True, centred=True)
    page.gap(2)
    page.line(receipt.petition.code, 26, bold=True, centred=True)
    page.gap(2)
    for text in _told(desk, receipt):
        for line in wrap(say(text), page.columns(9.5)):
            page.line(line, 9.5)
        page.gap(1)
    page.line(say(Text("receipt_paper.no_acceptance")), 9.5, bold=True, wrapped=True)
    page.foot(receipt.link, [say(Text(f"receipt_paper.{what}")) for what in ("how", "never")])
    return page.pdf(say(Text("receipt_paper.title")), receipt.printed_at)


def _told(desk: Desk, receipt: Receipt) -> Iterator[Text]:
    """Of what is restricted only that it came: a paper may lie about."""
    petition = receipt.petition
    yield Text("receipt_paper.at", at=petition.received_at)
    yield Text("receipt_paper.source", source=Text(f"counter.source_{petition.source}"))
    yield Text("receipt_paper.kind", kind=Text(f"kind.{petition.kind.value}"))
    if not petition.restricted:
        words = " ".join(petition.story.split())
        yield Text("receipt_paper.summary", words=words if len(words) <= _MOST else words[:_MOST].rstrip() + "…")
    if receipt.due:
        yield Text("receipt_paper.due", due=receipt.due.due_on, basis=receipt.basis)
