"""Taking in a citizen's words: the form held, the petition filed, the receipt given, the officers told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.clocks.clockwork import first_clocks
from domain.clocks.running import Running
from domain.forms import Form, Reply, Story
from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Choice, Kind, Message, Urgency
from domain.messaging.notices import Occasion
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.petitions.hamlets import Hamlet, HamletFinder
from domain.petitions.lifecycle import PetitionKind, Status, is_open
from domain.petitions.outcomes import Outcome
from domain.petitions.petition_form import HAMLET, petition_form
from domain.petitions.petition_known import Denounced, Known, PetitionDraft, Refused, SameMatter
from domain.plans.units import UnitKind
from handlers import dialogue, shown
from handlers.clocks.clockwork import falling_due, reckoning, told_deadline
from handlers.petitions import bans, floods
from handlers.petitions.alike import alike_cases, go_along
from handlers.petitions.announcing import petition_notice
from handlers.petitions.case_files import keep_files
from handlers.petitions.forms_filled import complaint_papers
from handlers.turn import Turn
from handlers.vault import sealing
from handlers.vault.protection import protect
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Event as Happening
from storage.petitions.petition import Petition

FORM = "petition"
INSISTS = "insists"


_BEGINS = {
    PetitionKind.COMPLAINT: (Status.GUIDED, Outcome.GUIDED.value),
    PetitionKind.REGULATION: (Status.RECEIVED, Outcome.TO_THE_PORTAL.value),
}
"""A khiếu nại told in a chat is guided to its signed form, with which it begins (Luật Khiếu nại Đ8); what is for the
national portal is recorded as sent there, until an officer says otherwise."""


async def write_petition(turn: Turn, words: str) -> None:
    """/phananh: asks for the words, or takes those and the files that came along."""
    if not await bans.turned_away(turn, words, asked=True):
        await dialogue.begin(turn, FORM, words=words, takes_files=True)


async def take_words(turn: Turn) -> None:
    """Any message that is no command begins a petition with those words, files or place."""
    heard = turn.inbound
    if await bans.turned_away(turn, heard.text):
        return
    story = Story().and_also(Reply(words=heard.text, files=heard.files, pin=heard.pin))
    await dialogue.begin(turn, FORM, answers={"story": story.to_json()})


async def insist(turn: Turn, rest: str) -> None:
    """They were told how tố cáo are made and say that theirs accuses nobody: it is taken, but shown in no
    group."""
    await sealing.erase(turn)
    if not await bans.turned_away(turn, "", asked=True):
        await dialogue.begin(turn, FORM, about=INSISTS)


Came = PetitionDraft | Denounced | Refused | SameMatter


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Came]:
    _warn_at_once(turn)
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    known = Known(
        commune=turn.commune,
        communes=[(commune, turn.world.commune_name(commune)) for commune in served],
        read=turn.reading,
        insists=dialog.about == INSISTS,
        largest_kept=turn.world.habits.files.largest_kept,
        notice=await shown.unread(turn, dialog, turn.world.habits.consent.policy),
    )
    known = await _with_places(turn, dialog, known)
    return lambda form: petition_form(form, known)


def _warn_at_once(turn: Turn) -> None:
    """Whoever is in danger reads whom to ring, alone and before anything is asked; once for each message of theirs."""
    heard = turn.inbound
    if heard.kind is Kind.PRESS or not (numbers := turn.reading(heard.text).emergency):
        return
    key = f"emergency:{turn.voice.about}"
    turn.voice.tell(turn.here, Message(numbers), turn.commune, urgency=Urgency.REPLY, key=key)


async def _with_places(turn: Turn, dialog: Dialog, known: Known) -> Known:
    """As soon as it is known for which commune and what it is about: its hamlets, and what is open there already."""
    commune, told = turn.commune or dialog.answers.get("commune"), dialog.answers.get("story")
    if not (commune and told):
        return known
    units = await turn.memory.units.all(commune)
    hamlets = [Hamlet(unit.id, unit.name) for unit in units if unit.kind == UnitKind.HAMLET]
    finder = HamletFinder(turn.world.national.hamlet_words, hamlets)
    story, place = Story.from_json(told), str(dialog.answers.get("place") or "")
    found = finder.named(place) or finder.find(story.words)
    hamlet = place.removeprefix(HAMLET) if place.startswith(HAMLET) else found.id if found else ""
    return replace(
        known,
        hamlets=hamlets,
        hamlet_finder=finder,
        offered=turn.world.habits.intake.hamlets_offered,
        alike=await alike_cases(turn, commune, story, place.strip(HAMLET), hamlet),
    )


async def _finish(turn: Turn, dialog: Dialog, result: Came) -> None:
    if not turn.commune and result.commune:
        turn.memory.people.choose_commune(
            turn.person.id, turn.inbound.at, turn.inbound.sender or "", result.commune
        )
        turn.commune = result.commune
    match result:
        case PetitionDraft():
            await _unless_barred(turn, result)
        case SameMatter():
            await go_along(turn, result)
        case Refused():
            turn.say(turn.world.reception(turn.commune, "intake.refused"))
        case Denounced():
            await protect(turn, _said(dialog))


def _said(dialog: Dialog) -> Story:
    """All that was said in the form, its place too."""
    story, place = Story.from_json(dialog.answers["story"]), dialog.answers.get("place") or ""
    return story.and_also(Reply(words=str(place)))


async def _unless_barred(turn: Turn, draft: PetitionDraft) -> None:
    """Not of somebody who was banned meanwhile, and not the very same again."""
    if await bans.turned_away(turn, draft.story.words, asked=True) or await floods.same_again(turn, draft):
        return
    await _file(turn, draft)


async def _file(turn: Turn, draft: PetitionDraft) -> None:
    status, outcome = _BEGINS.get(draft.kind, (Status.RECEIVED, ""))
    clocks = await _clocks(turn, draft.kind) if is_open(status) else []
    petition = Petition(
        commune=turn.commune,
        code=make_code(turn.world.random(RANDOM_BYTES)),
        kind=draft.kind,
        field=draft.field,
        status=await floods.status_for(turn, status, draft.field, draft.hamlet),
        outcome=outcome,
        closed_at=None if is_open(status) else turn.now,
        restricted=draft.restricted,
        person=turn.person.id,
        at=turn.inbound.at,
        language=turn.person.language,
        story=draft.story.words,
        place=draft.place,
        hamlet=draft.hamlet,
        identity=draft.identity.value,
        pin=draft.story.pin,
        office=turn.plan.petitions.office,
        flags=turn.world.national.flags_in(draft.story.words, turn.plan.hotspots),
        received_at=turn.now,
    )
    petition = falling_due(petition, clocks, turn.world)
    petition = petition.with_id(await turn.memory.petitions.file(petition))
    turn.memory.clocks.keep(petition.id, clocks)
    turn.memory.petitions.note(
        petition, Happening(turn.now, turn.person.id, "file", petition.status, open_to="citizen")
    )
    files = keep_files(turn, petition, draft.story)
    _note_consent(turn)
    await _give_receipt(turn, petition)
    await floods.pass_on(turn, petition, files)
    await turn.note("petition filed", petition.subject)


async def _clocks(turn: Turn, kind: PetitionKind) -> list[Running]:
    by = await reckoning(turn.world, turn.memory, turn.commune)
    return first_clocks(kind, turn.now, turn.world.clocks(turn.commune), by)


def _note_consent(turn: Turn) -> None:
    """They agreed by the button that sent it, under the notice shown there (NĐ 356/2025/NĐ-CP)."""
    policy = turn.world.habits.consent.policy
    turn.memory.people.note_consent(turn.person.id, turn.commune, policy, turn.inbound.at, turn.now)


async def _give_receipt(turn: Turn, petition: Petition) -> None:
    """*Phiếu tiếp nhận thông tin*: never a notice of acceptance."""
    parts = [
        Text(
            "petition.receipt",
            code=petition.code,
            at=petition.received_at,
            kind=Text(f"kind.{petition.kind.value}"),
            office=await turn.memory.units.name(petition.commune, petition.office),
            commune=turn.world.commune_name(turn.commune),
        )
    ]
    if due := await told_deadline(turn.world, turn.memory, petition):
        basis = turn.world.basis(petition.commune, due.clock)
        parts.append(Text("petition.receipt_due", due=due.due_on, basis=basis))
    if not await turn.memory.accounts.pushes(turn.inbound.at):
        parts.append(Text("petition.receipt_looked_up"))
    attachments: tuple[Attachment, ...] = ()
    if petition.kind is PetitionKind.COMPLAINT:
        parts.append(turn.world.reception(turn.commune, "petition.receipt_complaint"))
        attachments = complaint_papers(turn.world, petition)
    if petition.kind is PetitionKind.REGULATION:
        parts.append(Text("petition.receipt_regulation", portal=turn.world.habits.intake.regulation_portal))
    buttons = [
        Choice(Text("petition.copy_code"), copies=petition.code),
        Choice(Text("petition.see_state"), f"t:{petition.code}"),
    ]
    notice = petition_notice(turn, petition, Occasion.RECEIPT)
    turn.say(lines(*parts), buttons, attachments=attachments, protected=True, notice=notice)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, moves=True, piles="sure", hangs_on_answers=True))
