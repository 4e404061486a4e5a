"""Registering people and groups by invitation: one press on a link."""

from __future__ import annotations

from dataclasses import replace

from domain.language.naming import called
from domain.language.text import Text
from domain.messaging.messages import Choice
from domain.people.roles import Can, Member, Role
from domain.petitions.codes import looks_like_code, read_code
from handlers.guessing import address, check_patience, wrong
from handlers.people import absence, handover
from handlers.reports.deadlines import say_deadlines
from handlers.topics import open_queues_here
from handlers.turn import Refusal, Turn
from storage.people.invitations import Invitation
from storage.people.people import GroupChat


async def accept_invitation(turn: Turn, invitation: Invitation | None) -> None:
    """Raises `Refusal` for one that is unknown, used up, expired, or meant for the other kind of chat; and where no
    reminder would come to whoever is registered."""
    if invitation is None:
        raise Refusal(Text("register.unknown_invitation"))
    if invitation.uses_left < 1:
        raise Refusal(Text("register.used_invitation"))
    if invitation.expires_at <= turn.now:
        raise Refusal(Text("register.expired_invitation", at=invitation.expires_at))
    if invitation.for_group != turn.inbound.group:
        raise Refusal(Text("register.only_in_group" if invitation.for_group else "register.only_in_private"))
    member = invitation.member
    if member.commune not in turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account)):
        raise Refusal(Text("register.unknown_invitation"))
    if not await turn.memory.accounts.pushes(turn.inbound.at):
        raise Refusal(Text("register.not_where_nothing_comes"))
    turn.memory.invitations.use(invitation)
    turn.commune = member.commune
    if invitation.for_group:
        await _welcome_group(turn, member)
    else:
        await _welcome_person(turn, member)
        await _go_on(turn, invitation.about)


def is_invitation_code(words: str) -> bool:
    """Whether that may be what follows the command, perhaps mistyped."""
    return looks_like_code(words) or read_code(words) is not None


async def join(turn: Turn, words: str) -> None:
    """/thamgia and the code of an invitation, where no link could carry it."""
    address(turn)
    if not words:
        return turn.say(Text("register.which_code"))
    await check_patience(turn)
    code = read_code(words)
    invitation = await turn.memory.invitations.find_code(code) if code else None
    if invitation is None:
        return wrong(turn, Text("register.unknown_code"))
    await accept_invitation(turn, invitation)


async def _welcome_group(turn: Turn, member: Member) -> None:
    title = turn.inbound.group_title
    if turn.group and (turn.group.commune, turn.group.unit, turn.group.role) != (
        member.commune,
        member.unit,
        member.role,
    ):
        turn.memory.cards.forget(turn.inbound.at)  # they are another office's
    turn.memory.people.register_group(turn.inbound.at, member, title, turn.now)
    turn.group = GroupChat(member.commune, member.unit, member.role, title)
    for_officers = member.role is Role.OFFICER
    welcome = "register.officers_group_welcome" if for_officers else "register.unit_group_welcome"
    turn.say(await _naming(turn, welcome, member))
    await open_queues_here(turn)
    await turn.note("group registered", f"unit:{member.unit}", member.role.value)


async def _welcome_person(turn: Turn, member: Member) -> None:
    people, here = turn.memory.people, turn.inbound
    people.appoint(turn.person.id, member, turn.now)
    people.choose_commune(turn.person.id, here.at, here.sender or "", member.commune)
    turn.members = (*turn.members, member)
    turn.person = replace(turn.person, commune=member.commune)
    turn.voice.offer_commands(turn.here, turn.world.commands.menu(turn.members, member.commune), member.commune)
    turn.say(await _naming(turn, "register.welcome", member), *_first_steps(turn))
    if turn.may(Can.HAND_IN):
        await say_deadlines(turn)
    await turn.note("person registered", f"unit:{member.unit}", member.role.value)


async def _go_on(turn: Turn, about: str) -> None:
    """What the invitation was for: to stand in for somebody, or to take over from them."""
    what, _, number = about.partition(":")
    if what == absence.ABOUT:
        await absence.joined(turn, int(number))
    elif what == handover.ABOUT:
        await handover.joined(turn, int(number))


async def _naming(turn: Turn, key: str, member: Member) -> Text:
    return Text(
        key,
        name=called(turn.person.name),
        unit=await turn.memory.units.name(member.commune, member.unit),
        commune=turn.world.commune_name(member.commune),
        role=Text(f"role.{member.role.value}"),
    )


def _first_steps(turn: Turn) -> list[list[Choice]]:
    offered = (
        (Can.SEE_QUEUE, Choice(Text("start.queue"), "go:hangdoi", "primary")),
        (Can.SEE_BOARD, Choice(Text("start.board"), "go:tinhhinh")),
        (Can.INVITE, Choice(Text("start.invite"), "go:moi")),
    )
    return [[choice] for needs, choice in offered if turn.may(needs)]
