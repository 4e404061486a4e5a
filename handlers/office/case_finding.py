"""Which petition an officer means: by its code, or by the card under which they speak."""

from __future__ import annotations

from domain.language.text import Text
from domain.people.roles import Can
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import Action
from handlers.office import cards
from handlers.topics import case_here
from handlers.turn import Refusal, Turn
from handlers.vault.conflicts import is_concerned
from storage.petitions.petition import Petition


async def find_case(turn: Turn, words: str, needs: Can = Can.TRIAGE) -> tuple[Petition, str]:
    """The petition that the words name, or under whose card they were said, and the other words. Raises `Refusal`
    as if it did not exist where it is another commune's, or restricted and not for this person or place."""
    token = next((token for token in words.split() if read_code(token)), "")
    code = read_code(token) if token else await _code_of_card(turn)
    if not code or not turn.may(needs):
        raise Refusal(Text("triage.which_code" if turn.may(needs) else "error.not_yours"))
    petition = await by_code(turn, code)
    return petition, words.replace(token, "", 1).strip() if token else words.strip()


async def by_code(turn: Turn, code: str) -> Petition:
    """Raises `Refusal` as `find_case`."""
    petition = await turn.memory.petitions.by_code(code)
    hidden = (
        petition is not None and petition.restricted and (turn.inbound.group or not turn.may(Can.SEE_RESTRICTED))
    )
    if petition is None or petition.commune != turn.commune or hidden:
        raise Refusal(Text("petition.no_such_code"))
    if await is_concerned(turn.world, turn.memory, petition, turn.person.id):
        raise Refusal(Text("petition.no_such_code"))
    return petition


async def _code_of_card(turn: Turn) -> str | None:
    """Of the card that was replied to, or of the case in whose topic this is said."""
    heard = turn.inbound
    card = await turn.memory.cards.of_message(heard.at, heard.reply_to) if heard.reply_to else None
    if card and card.startswith("petition:"):
        return read_code(card.removeprefix("petition:"))
    return await case_here(turn) or None


def say_how(turn: Turn, action: Action) -> None:
    """Raises `Refusal` in a group, where nothing is asked step by step: it takes one line in reply to the card."""
    if turn.inbound.group:
        raise Refusal(Text(f"triage.how_to_{action.value}"))


async def pressed(turn: Turn, rest: str) -> tuple[Petition | None, str]:
    """The petition of `<code>:<row version>:<choice>`, and the choice; None where it changed since, and its card is
    shown anew."""
    code, version, which = [*rest.split(":", 2), "", ""][:3]
    petition, _ = await find_case(turn, code)
    if str(petition.version) == version:
        return petition, which
    await show_anew(turn, petition)
    return None, ""


async def show_anew(turn: Turn, petition: Petition) -> None:
    """The button was of a card that no longer holds: somebody was faster, or a newer one stands below."""
    turn.toast = Text("triage.changed_meanwhile", code=petition.code)
    await (cards.redraw if turn.inbound.group else cards.show)(turn, petition)
