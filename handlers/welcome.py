"""First words: the greeting, which commune is meant, and help."""

from __future__ import annotations

from domain.language.naming import called
from domain.language.text import Text, command, lines, verbatim
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice
from domain.people.roles import Can
from handlers import dialogue
from handlers.commands import CommandBook
from handlers.people import links
from handlers.people.registration import accept_invitation
from handlers.petitions.lookup import show_state
from handlers.turn import Refusal, Turn

_LONGEST_NAMED = 32  # letters: no command is longer, and nobody needs to read all of 4,000


async def start(turn: Turn) -> None:
    """Somebody pressed Start, perhaps through a link."""
    found = links.read_payload(turn.inbound.text)
    if found and found.what == links.INVITATION:
        return await accept_invitation(turn, await turn.memory.invitations.find(found.value))
    if found and found.what == links.COMMUNE and _serves(turn, found.value):
        return await choose_commune(turn, found.value)
    if found and found.what == links.STATUS:
        return await show_state(turn, found.value)
    await greet(turn)


async def greet(turn: Turn) -> None:
    if turn.inbound.group:
        return turn.say(Text("register.group_needs_invitation" if turn.group is None else "start.group_greeting"))
    if not turn.commune:
        return ask_commune(turn)
    turn.say(_greeting(turn), *_first_steps(turn))


async def hello(turn: Turn, words: str) -> None:
    """Nothing but a greeting: where there is no start button it is how people begin."""
    await greet(turn)


async def home(turn: Turn, rest: str) -> None:
    """Back to the beginning, whatever was half said: /menu, and what 0 stands for in a numbered list."""
    turn.memory.dialogs.end(turn.inbound.at, turn.inbound.speaker)
    await greet(turn)


def ask_commune(turn: Turn) -> None:
    turn.say(lines(Text("start.which_commune"), Text("language.offer")), *_communes(turn))


async def change_commune(turn: Turn, words: str) -> None:
    """/xa, with or without a name. A group's commune is that of its invitation."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    wanted = _named(turn, words) if words else None
    if wanted:
        return await choose_commune(turn, wanted)
    ask_commune(turn)


async def choose_commune(turn: Turn, commune: str) -> None:
    if turn.inbound.group:
        return await greet(turn)
    if not _serves(turn, commune):
        return ask_commune(turn)
    turn.memory.people.choose_commune(turn.person.id, turn.inbound.at, turn.inbound.speaker, commune)
    turn.commune = commune
    turn.voice.offer_commands(turn.here, turn.world.commands.menu(turn.members, commune), commune)
    turn.say(_greeting(turn), *_first_steps(turn))
    await dialogue.move(turn)


async def help_(turn: Turn, words: str) -> None:
    """What this person can do here, by command."""
    if not turn.commune:
        return ask_commune(turn)
    menu = turn.world.commands.menu(turn.members, turn.commune)
    listed = [Text("start.help_line", command=command(name), about=about) for name, about in menu.commands]
    turn.say(
        lines(
            Text("start.help", commune=turn.world.commune_name(turn.commune)),
            *listed,
            *([] if turn.members else [turn.world.people_at_hand(turn.commune)]),
        )
    )


async def who_am_i(turn: Turn, words: str) -> None:
    """/toi: in which communes and units the person is registered, and as what; in a group only its commune's."""
    members = [one for one in turn.members if one.commune == turn.commune or not turn.inbound.group]
    if not members:
        return turn.say(Text("start.you_are_citizen"))
    listed = [
        Text(
            "start.you_are_line",
            role=Text(f"role.{member.role.value}"),
            unit=await turn.memory.units.name(member.commune, member.unit),
            commune=turn.world.commune_name(member.commune),
        )
        for member in members
    ]
    turn.say(lines(Text("start.you_are", name=called(turn.person.name)), *listed))


def unknown_command(turn: Turn, name: str, book: CommandBook) -> None:
    name = name[:_LONGEST_NAMED]
    nearest = book.nearest(turn, name)
    if nearest:
        turn.say(Text("error.unknown_command_nearest", command=command(name), nearest=command(nearest.name)))
    else:
        turn.say(Text("error.unknown_command", command=command(name)))


def _greeting(turn: Turn) -> Text:
    works_here = any(member.commune == turn.commune for member in turn.members)
    name = turn.world.commune_name(turn.commune)
    if works_here:
        return Text("start.at_work", commune=name)
    return lines(Text("start.greeting", commune=name), verbatim(""), Text("language.offer"))


def _first_steps(turn: Turn) -> list[list[Choice]]:
    rows = [
        [Choice(Text("start.write_petition"), "go:phananh", "primary"), Choice(Text("start.look_up"), "go:tracuu")]
    ]
    if turn.may(Can.HAND_IN):
        rows.insert(0, [Choice(Text("start.deadlines"), "go:hanbaocao", "primary")])
    if turn.may(Can.SEE_QUEUE):
        rows.insert(0, [Choice(Text("start.queue"), "go:hangdoi", "primary")])
    if len(turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))) > 1:
        rows.append([Choice(Text("start.change_commune"), "go:xa")])
    return rows


def _communes(turn: Turn) -> list[list[Choice]]:
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    return [[Choice(_title(turn, commune), f"c:{commune}")] for commune in served]


def _title(turn: Turn, commune: str) -> Text:
    here = turn.world.plans[commune].commune
    return Text("start.commune_choice", name=turn.world.commune_name(commune), province=verbatim(here.province))


def _named(turn: Turn, words: str) -> str | None:
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    said = fold(words)
    return next((c for c in served if fold(turn.world.plans[c].commune.name) in said or c == said), None)


def _serves(turn: Turn, commune: str) -> bool:
    return commune in turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
