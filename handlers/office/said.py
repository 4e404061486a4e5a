"""Actions that take words, and perhaps files: said in one line, under the card, or asked for in private."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form, Reply, Story
from domain.language.text import Text
from domain.petitions.lifecycle import Action
from domain.short_forms import action_form, closing_form
from handlers import dialogue
from handlers.office.aftermath import Deed
from handlers.office.casework import status_after
from handlers.petitions.case_files import keep_files
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Petition

FORM = "triage"


def said(turn: Turn, words: str) -> Story:
    """The words of the command, with the files that came along."""
    return Story().and_also(Reply(words=words, files=turn.inbound.files))


def deed_of(turn: Turn, petition: Petition, action: Action, story: Story) -> Deed:
    """With its files kept for the case."""
    return Deed(action, story.words, keep_files(turn, petition, story))


async def begin_words(turn: Turn, petition: Petition, action: Action, words: str = "") -> None:
    """Asks for words only where the action can be done with them."""
    status_after(petition, action)
    await dialogue.begin(turn, FORM, about=f"{petition.code}/{action.value}", words=words)


async def prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], tuple[Story, str]]:
    code, _, action = dialog.about.partition("/")
    if action == Action.CLOSE.value:
        no_reason = turn.world.habits.closing.no_reason
        return lambda form: closing_form(form, code, no_reason)
    question = Text(f"triage.what_{action}", code=code)
    return lambda form: (action_form(form, question), "")
