"""Evidence and words that citizens bring to their own case after it was filed, and the further pictures sent in one
go: each arrives as a message of its own, and none of them may be lost or begin a new petition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from domain.forms import Form, Reply, Story
from domain.language.text import Text
from domain.messaging.messages import Attachment, Choice, Message, Picture
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, NotAllowed, Status, after
from domain.reports.report_form import more_files_form
from domain.short_forms import add_form
from handlers import dialogue
from handlers.clocks.clockwork import with_clocks
from handlers.office import cards
from handlers.one_go import wait_for_more
from handlers.petitions.citizens import citizen_of
from handlers.turn import Refusal, Turn
from handlers.vault.protection import denounces, protect, spare_the_case
from storage.messaging.dialogs import Dialog
from storage.messaging.files import reference_of
from storage.petitions.petition import Event, Petition

ADD, MORE = "add_to_case", "more_case_files"
TO_OFFICE, TO_CITIZEN = "office", "citizen"


async def add_more(turn: Turn, words: str) -> None:
    """The button *Bổ sung* under one's own petition."""
    petition = await own_case(turn, words)
    await dialogue.begin(turn, ADD, about=petition.code)


async def hear_reply(turn: Turn, petition: Petition) -> None:
    """What a citizen says while the office waits for their answer lands in the case."""
    heard = turn.inbound
    story = Story().and_also(Reply(words=heard.text, files=heard.files, pin=heard.pin))
    await into_case(turn, petition, Action.REPLY, story)


async def into_case(turn: Turn, petition: Petition, action: Action, story: Story) -> None:
    """Words, files or a place from the citizen, told to the office. Raises `Refusal` where the case is over. Tố cáo
    is not taken into a case that many see."""
    if not petition.restricted and denounces(turn, story, *await said_before(turn, petition)):
        return await protect(turn, story)
    try:
        status = after(petition.status, action)
    except NotAllowed:
        raise Refusal(Text("petition.cannot_add", code=petition.code)) from None
    await turn.memory.petitions.change(
        petition, await with_clocks(turn, petition, replace(petition, status=status), action)
    )
    if emergency := turn.reading(story.words).emergency:
        turn.say(emergency)
    words = story.words or (f"{story.pin.latitude:.5f}, {story.pin.longitude:.5f}" if story.pin else "")
    turn.memory.petitions.note(petition, Event(turn.now, turn.person.id, action.value, status, words, "citizen"))
    files = keep_files(turn, petition, story)
    turn.say(
        Text("petition.reply_landed", code=petition.code), [Choice(Text("petition.new_matter"), "go:phananh")]
    )
    changed = await turn.memory.petitions.by_code(petition.code)
    await cards.redraw(turn, changed or petition)
    told = Message(
        Text("petition.citizen_replied", code=petition.code, words=words or "…"),
        (),
        files,
        protected=True,
        shelves=cards.shelves(turn.world, changed or petition, turn.now),
    )
    if status is not Status.HELD:
        sees = await cards.who_sees(turn.world, turn.memory, petition)
        turn.voice.tell_all(sees, told, petition.commune, subject=petition.subject)
    await turn.note("citizen replied", petition.subject)
    await wait_for_files(turn, petition, TO_OFFICE)


async def said_before(turn: Turn, petition: Petition) -> list[str]:
    """The citizen's own words in this case: an accusation may come in pieces."""
    events = await turn.memory.petitions.events(petition)
    return [petition.story, petition.place, *(one.words for one in events if one.action in CITIZENS_ACTIONS)]


def keep_files(turn: Turn, petition: Petition, story: Story) -> tuple[Attachment, ...]:
    """Keeps the files for the case; gives them as they are sent on."""
    for file in story.files:
        turn.memory.files.attach(
            petition.commune, petition.subject, file, turn.inbound.at, turn.now, restricted=petition.restricted
        )
    return tuple(
        Attachment(Picture.STORED, reference_of(petition.subject, file), file.name, file.medium)
        for file in story.files
    )


async def wait_for_files(
    turn: Turn, petition: Petition, to: str, *, goes_at: datetime | None = None, behind: str = ""
) -> None:
    """The other files follow the first, to the office or to the citizen: not before `goes_at`, and taken back together
    with what they go `behind` (the root of the keys of that turn's letters)."""
    if turn.inbound.files:
        at = goes_at.isoformat() if goes_at else ""
        await wait_for_more(turn, MORE, f"{petition.code}/{to}/{at}/{behind or turn.voice.about}")


async def own_case(turn: Turn, words: str) -> Petition:
    """Raises `Refusal` for whatever is not this person's: nobody learns which codes there are."""
    code = read_code(words)
    petition = await turn.memory.petitions.by_code(code) if code else None
    if petition is None or petition.person != turn.person.id:
        raise Refusal(Text("petition.no_such_code"))
    return petition


async def _prepare_add(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return lambda form: add_form(form, dialog.about)


async def _finish_add(turn: Turn, dialog: Dialog, story: Story) -> None:
    await into_case(turn, await own_case(turn, dialog.about), Action.ADD, story)


async def _prepare_more(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return more_files_form


async def _finish_more(turn: Turn, dialog: Dialog, story: Story) -> None:
    code, to, at, behind = [*dialog.about.split("/", 3), "", ""][:4]
    petition = await turn.memory.petitions.by_code(code)
    if petition is None:
        return
    if petition.person == turn.person.id and (story.words or denounces(turn, story)):
        return await into_case(turn, petition, Action.ADD, story)
    spare_the_case(turn, petition, Action.NOTE, story.words, *(file.name for file in story.files))
    goes_at = datetime.fromisoformat(at) if at else None
    files = keep_files(turn, petition, story)
    shelves = cards.shelves(turn.world, petition, turn.now)
    message = Message(Text("petition.files_of", code=code), (), files, protected=True, shelves=shelves)
    if to == TO_CITIZEN:
        citizen = await citizen_of(turn.memory, petition)
        turn.voice.tell(
            citizen,
            message,
            petition.commune,
            subject=petition.subject,
            not_before=goes_at,
            key=f"{behind}:{turn.inbound.key}" if behind else "",
        )
    else:
        sees = await cards.who_sees(turn.world, turn.memory, petition)
        turn.voice.tell_all(sees, message, petition.commune, subject=petition.subject)
    await wait_for_files(turn, petition, to, goes_at=goes_at, behind=behind)


dialogue.register(ADD, dialogue.Dialogue(_prepare_add, _finish_add))
dialogue.register(MORE, dialogue.Dialogue(_prepare_more, _finish_more, one_go=True))
