"""Inviting people and groups: a link that carries a secret, and its QR code."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.forms import Form
from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Attachment, Choice, Medium, Picture
from domain.people.invitation_form import Known, Wanted, invitation_form
from domain.people.roles import Can, Member, Role
from domain.petitions.codes import make_code
from domain.plans.units import UnitKind
from handlers import dialogue
from handlers.people import links
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from handlers.world import AccountKey, World
from storage.memory import Memory
from storage.messaging.dialogs import Dialog
from storage.people.invitations import Invitation
from storage.units import UnitRow

FORM = "invite"
LONGEST_ID = 24  # so that buttons that name a unit stay within 64 bytes
FOR_GROUPS = (Role.STAFF, Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Invited:
    """`code` is what may be typed where no link opens; '' for groups."""

    link: str
    code: str
    expires_at: datetime

    @property
    def to_type(self) -> str:
        return f"THAMGIA {self.code}" if self.code else ""


def invite_one(
    world: World,
    memory: Memory,
    account: AccountKey,
    member: Member,
    now: datetime,
    *,
    group: bool,
    by: int | None,
    about: str = "",
) -> Invited:
    """Draws a secret, keeps its hash, and makes the link that carries it, and the code to be typed
    instead, which is a part of it: for one person or one group, once. `about` is what follows upon registering."""
    drawn = world.random(world.habits.invitations.token_bytes)
    token = base64.urlsafe_b64encode(drawn).decode().rstrip("=")
    expires_at = now + timedelta(days=world.habits.invitations.valid_days)
    code = "" if group else make_code(drawn)
    memory.invitations.create(token, code, Invitation(member, group, 1, expires_at, about=about), by, now)
    return Invited(world.link(account, links.payload(links.INVITATION, token), group), code, expires_at)


def unit_of_role(world: World, commune: str) -> dict[Role, str]:
    """The unit that a role belongs to by the plan: the petitions' office, the unit that collects reports."""
    plan = world.plans[commune]
    office = plan.petitions.office
    collectors = [o.collected_by for o in plan.obligations if o.collected_by]
    committee = next((unit.id for unit in plan.units if unit.kind is UnitKind.COMMITTEE), office)
    given = {Role.OFFICER: office, Role.CHIEF: office, Role.LEADER: committee, Role.ADMIN: office}
    return {**given, Role.COLLECTOR: max(set(collectors), key=collectors.count)} if collectors else given


async def invite(turn: Turn, words: str) -> None:
    """/moi: asks as what and for which unit; words after the command name the unit of a staff member."""
    answers = {"role": Role.STAFF.value} if words else {}
    await dialogue.begin(turn, FORM, answers=answers, words=words)


async def invite_group(turn: Turn, rest: str) -> None:
    """The button under an invitation: `<role>:<unit>`, the same for the unit's group chat."""
    role, _, unit = rest.partition(":")
    if not turn.may(Can.INVITE_STAFF if role == Role.STAFF.value else Can.INVITE):
        raise Refusal(Text("error.not_yours"))
    if role not in FOR_GROUPS or unit not in {one.id for one in await turn.memory.units.all(turn.commune)}:
        raise Refusal(Text("form.button_is_old"))
    await say_invitation(turn, Member(turn.commune, unit, Role(role)), group=True)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Wanted]:
    units = {unit.id: unit.name for unit in await turn.memory.units.all(turn.commune)}
    groups = {unit.id: unit.name for unit in turn.plan.units if unit.collective}
    known = Known(units, unit_of_role(turn.world, turn.commune), groups)
    return lambda form: invitation_form(form, known)


async def _finish(turn: Turn, dialog: Dialog, wanted: Wanted) -> None:
    unit = wanted.unit or await _add_unit(turn, wanted)
    await say_invitation(turn, Member(turn.commune, unit, wanted.role), group=False)


async def _add_unit(turn: Turn, wanted: Wanted) -> str:
    taken = {unit.id for unit in await turn.memory.units.ever(turn.commune)}
    unit = unit_id(wanted.name, taken)
    kind = turn.plan.unit(wanted.group).kind if wanted.group else UnitKind.GROUP
    turn.memory.units.add(turn.commune, UnitRow(unit, wanted.name, kind.value, wanted.group), turn.today)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    await turn.note("unit added", f"unit:{unit}")
    return unit


async def say_invitation(turn: Turn, member: Member, *, group: bool, about: str = "") -> None:
    """Ready to be forwarded: the link, what may be typed instead, and the QR code."""
    account = (turn.inbound.at.channel, turn.inbound.at.account)
    invited = invite_one(
        turn.world, turn.memory, account, member, turn.now, group=group, by=turn.person.id, about=about
    )
    name = await turn.memory.units.name(member.commune, member.unit)
    text = Text(
        "invite.group_link" if group else "invite.link",
        unit=name,
        role=Text(f"role.{member.role.value}"),
        commune=turn.world.commune_name(member.commune),
        link=invited.link,
        code=invited.code,
        expires_at=invited.expires_at,
    )
    rows = [[Choice(Text("invite.copy"), copies=invited.link)]]
    if not group and not about and member.role in FOR_GROUPS:
        rows.append([Choice(Text("invite.also_group"), f"ig:{member.role.value}:{member.unit}")])
    qr = Attachment(
        Picture.QR, links.opened_by(invited.link), f"moi-{member.unit}.png", Medium.PHOTO, invited.to_type
    )
    turn.say(text, *rows, attachments=(qr,), protected=True)
    await turn.note("invited", f"unit:{member.unit}", member.role.value)


def unit_id(name: str, taken: set[str]) -> str:
    """A short id of the name that no other unit has."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[: LONGEST_ID - 3].strip("-") or "don-vi"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (stem, *numbered) if one not in taken)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.INVITE, spreads=True))
