"""`/tim`: petitions found by their words, place, field, kind or code, and by whom they are from where one may ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.language.masking import beginning
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.petitions.finding import Findable, Sought, findable, question, relaxed, score, sought
from handlers.buttons import row_id
from handlers.turn import Refusal, Turn
from handlers.world import World
from storage.memory import Memory
from storage.petitions.finding import Hit, Indexed

_EVERYTHING = 10**18 - 1  # above every row id
Mark = tuple[int, int]
"""(how sure it is meant, row id): the order in which they are shown, the highest first."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The latest petitions that answer a search, the best first; `oldest` is the lowest row id among them, None where
    there are none behind."""

    hits: list[tuple[Mark, Hit]]
    oldest: int | None
    exact: bool = True


async def find(turn: Turn, words: str) -> None:
    """`/tim đèn đường Thôn Đông`, `/tim K7M2`, `/tim 4567`."""
    if sought(words) is None:
        raise Refusal(Text("finding.what"))
    if turn.world.national.suggester.names_deed(words):  # the index has none of it, and here it would be kept
        raise Refusal(Text("finding.not_what_accuses"))
    number = await turn.memory.finding.keep_search(turn.person.id, turn.commune, words)
    await _page(turn, number, words, _EVERYTHING, None)


def is_sought(words: str) -> bool:
    """Whether there is anything in them to look for."""
    return sought(words) is not None


async def next_page(turn: Turn, rest: str) -> None:
    """`<search>:<row id below which it looks>:<how sure>:<row id>` of the last one shown; without the last two, from
    the top."""
    if not turn.may(Can.SEE_QUEUE):
        raise Refusal(Text("error.not_yours"))
    number, below, *last = (row_id(part) for part in rest.split(":"))
    words = await turn.memory.finding.search(number, turn.person.id, turn.commune)
    if words is None or len(last) not in (0, 2):
        raise Refusal(Text("form.button_is_old"))
    await _page(turn, number, words, below, (last[0], last[1]) if last else None)


async def keep_index(world: World, memory: Memory) -> None:
    """Takes up what was filed or changed since, the latest first."""
    waiting = await memory.finding.waiting(world.habits.finding.indexed_at_once)
    hamlets: dict[str, dict[str, str]] = {}
    for commune in {one.commune for one in waiting if one.hamlet}:
        hamlets[commune] = {unit.id: unit.name for unit in await memory.units.all(commune)}
    memory.finding.index(
        (one.id, None if one.hidden else _findable(world, one, hamlets.get(one.commune, {}))) for one in waiting
    )


def _findable(world: World, one: Indexed, hamlets: dict[str, str]) -> Findable:
    kind = world.plain(Text(f"kind.{one.kind}"), "vi")
    words = (one.story, one.place, hamlets.get(one.hamlet, ""), world.national.field_name(one.field), kind)
    return findable(one.commune, one.code, words, one.sender, one.address, one.phone)


async def _page(turn: Turn, number: int, words: str, below: int, after: Mark | None) -> None:
    search = sought(words)
    if search is None:
        raise Refusal(Text("form.button_is_old"))
    await keep_index(turn.world, turn.memory)
    block = await _block(turn, search, below)
    left = [one for one in block.hits if after is None or one[0] < after]
    page = left[: turn.world.habits.finding.page]
    if not page:
        return turn.say(Text("finding.nothing", words=words))
    head = Text("finding.title" if block.exact else "finding.nearly", words=words)
    more = _more(number, below, block, page, left)
    turn.say(lines(head, *(_line(turn, hit) for _, hit in page)), *_buttons([hit for _, hit in page], more))


async def _block(turn: Turn, search: Sought, below: int) -> _Block:
    people = turn.may(Can.SEE_PEOPLE) and not turn.inbound.group
    for tokens in (search.tokens, *relaxed(search.tokens)):
        hits = await _hits(turn, question(tokens, turn.commune, people=people), below)
        if hits:
            marked = [((score(search, hit.story, hit.found, people=people), hit.id), hit) for hit in hits]
            marked.sort(key=lambda one: one[0], reverse=True)
            full = len(hits) == turn.world.habits.finding.candidates
            return _Block(marked, hits[-1].id if full else None, exact=tokens == search.tokens)
    return _Block([], None)


async def _hits(turn: Turn, asked: str, below: int) -> list[Hit]:
    return await turn.memory.finding.hits(
        asked, turn.commune, below=below, limit=turn.world.habits.finding.candidates
    )


def _more(
    number: int, below: int, block: _Block, page: Sequence[tuple[Mark, Hit]], left: Sequence[tuple[Mark, Hit]]
) -> str:
    """What the button to the next page carries; '' where there is none."""
    if len(left) > len(page):
        sure, last = page[-1][0]
        return f"tp:{number}:{below}:{sure}:{last}"
    return f"tp:{number}:{block.oldest}" if block.oldest else ""


def _line(turn: Turn, hit: Hit) -> Text:
    words = beginning(" ".join(hit.story.split()), turn.world.habits.finding.words_shown)
    return Text(
        "finding.line",
        code=hit.code,
        kind=Text(f"kind.{hit.kind}"),
        status=Text(f"status.{hit.status}"),
        day=turn.world.today(hit.received_at),
        words=words,
    )


def _buttons(hits: Sequence[Hit], more: str) -> list[list[Choice]]:
    opens = [Choice(verbatim(hit.code), f"q:{hit.code}") for hit in hits]
    rows = [opens[at : at + 2] for at in range(0, len(opens), 2)]
    return [*rows, [Choice(Text("queue.more"), more)]] if more else rows
