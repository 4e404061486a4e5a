"""Tố cáo: nothing of it is kept, nothing is asked; they are told where, when and how it is made."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form, Story
from domain.messages import Attachment, Choice, Picture
from domain.text import Text
from handlers import dialogue
from handlers.one_go import wait_for_more
from handlers.turn import Turn
from storage.dialogs import Dialog

REST = "rest_of_denunciation"


def denounces(turn: Turn, story: Story, *before: str) -> bool:
    """Whether the words accuse somebody, or do together with those said before; a file's name tells too."""
    read = turn.world.national.reading
    said = "\n".join(part for part in (*before, story.words) if part)
    return any(read(words).denounces for words in (story.words, said, *(file.name for file in story.files)))


async def protect(turn: Turn) -> None:
    """The answer; the other files sent in one go are passed over too."""
    form = turn.world.habits.petitions.denunciation_form
    turn.say(
        turn.world.reception(turn.commune, "intake.denunciation"),
        [Choice(Text("intake.not_a_denunciation"), "pi:yes")],
        attachments=(Attachment(Picture.FORM, form, f"{form}.docx"),),
    )
    await _pass_over_more(turn)


async def _pass_over_more(turn: Turn) -> None:
    if turn.inbound.files:
        await wait_for_more(turn, REST)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], None]:
    return lambda form: None


async def _finish(turn: Turn, dialog: Dialog, result: None) -> None:
    await _pass_over_more(turn)


dialogue.register(REST, dialogue.Dialogue(_prepare, _finish, one_go=True))
