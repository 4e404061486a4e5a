"""`/nhap`: an officer files for somebody who came in person, telephoned or wrote on paper; `/phieu`: the receipt."""

from __future__ import annotations

from collections.abc import Callable

from domain.clocks.clockwork import first_clocks
from domain.forms import Form
from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Address, Attachment, Choice
from domain.messaging.papers import paper
from domain.people.roles import Can
from domain.petitions.actions import FILED_FOR
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.petitions.counter_form import Accuses, Filing, Known, counter_form, read_line
from domain.petitions.lifecycle import Action, PetitionKind, Status
from domain.petitions.petition_form import KINDS_OFFERED
from handlers import dialogue
from handlers.clocks.clockwork import falling_due, reckoning
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.casework import record
from handlers.office.triage import find_case
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Event, Petition

FORM = "counter"
INSISTS = "insists"
RECEIPT = "receipt-pdf"
NOWHERE = Address("", "", "")
"""Where somebody without a chat is."""


async def take_down(turn: Turn, words: str) -> None:
    """`/nhap Cống tắc; bà Nguyễn Thị Lan; thôn Đông; 0912 345 678; điện thoại`. What is missing is asked."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    await dialogue.begin(turn, FORM, answers=read_line(words, _known(turn, "")))


def is_line(words: str) -> bool:
    """Whether they are the line of a whole case: then it needs no slash."""
    return ";" in words


async def insist(turn: Turn, rest: str) -> None:
    """The officer says that the words accuse nobody: they are taken down, but shown in no group."""
    if not turn.may(Can.TRIAGE):
        raise Refusal(Text("error.not_yours"))
    await dialogue.begin(turn, FORM, about=INSISTS)


async def print_receipt(turn: Turn, words: str) -> None:
    """`/phieu K7M2-9QXT-4`: for any case, however it came."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    petition, _ = await find_case(turn, words)
    turn.say(Text("counter.receipt", code=petition.code), attachments=(_receipt(petition),), protected=True)
    await turn.note("receipt printed", petition.subject)


def _receipt(petition: Petition) -> Attachment:
    return paper(RECEIPT, petition.commune, petition.code, name=f"phieu-{petition.code}.pdf")


def _known(turn: Turn, about: str) -> Known:
    kinds = {kind: fold(turn.world.plain(Text(f"kind.{kind.value}"), "vi")) for kind in KINDS_OFFERED}
    basis = turn.world.habits.counter.basis
    return Known(turn.reading, kinds, turn.today, basis, insists=about == INSISTS)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Filing | Accuses]:
    known = _known(turn, dialog.about)
    return lambda form: counter_form(form, known)


async def _finish(turn: Turn, dialog: Dialog, filing: Filing | Accuses) -> None:
    if isinstance(filing, Accuses):
        button = Choice(Text("counter.accuses_nobody"), "ci:yes")
        return turn.say(turn.world.reception(turn.commune, "counter.denunciation"), [button])
    petition = await _file(turn, filing)
    turn.memory.recall.quoted(turn.inbound.at, f"dialog:{dialog.id}:", petition.code)
    turn.say(
        Text("counter.filed", code=petition.code, kind=Text(f"kind.{petition.kind.value}")),
        [Choice(Text("counter.open"), f"q:{petition.code}")],
        attachments=(_receipt(petition),),
        protected=True,
    )
    await cards.post_new(turn, petition, turn.voice, ())


async def _file(turn: Turn, filing: Filing) -> Petition:
    petition = await _petition(turn, filing)
    by = await reckoning(turn.world, turn.memory, turn.commune)
    clocks = first_clocks(filing.kind, turn.now, turn.world.national.clocks, by)
    petition = falling_due(petition, clocks, turn.world)
    petition = petition.with_id(await turn.memory.petitions.file(petition))
    turn.memory.clocks.keep(petition.id, clocks)
    turn.memory.petitions.note(petition, Event(turn.now, turn.person.id, FILED_FOR, petition.status))
    await turn.note("petition taken down", petition.subject, turn.world.habits.counter.basis)
    if filing.document and filing.kind is PetitionKind.COMPLAINT:
        petition = await record(turn, petition, Deed(Action.REGISTER, document=filing.document))
    return petition


async def _petition(turn: Turn, filing: Filing) -> Petition:
    sender = filing.sender
    return Petition(
        commune=turn.commune,
        code=make_code(turn.world.random(RANDOM_BYTES)),
        kind=filing.kind,
        field=filing.field,
        status=Status.RECEIVED,
        restricted=filing.restricted,
        person=await turn.memory.counter.enlist(turn.commune, sender.name, sender.phone, turn.now),
        at=NOWHERE,
        language="vi",
        story=filing.words,
        place="",
        pin=None,
        office=turn.plan.petitions.office,
        received_at=turn.now,
        source=filing.source.value,
        sender_name=sender.name,
        sender_address=sender.address,
        sender_phone=sender.phone,
        sender_paper=filing.paper,
        people=filing.people,
    )


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.TRIAGE))
