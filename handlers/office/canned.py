"""`/mau`: canned answers with gaps, and `/traloi <mã> #tên …`, which fills one in and sends it."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form, Reply, Story
from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.petitions.canned import GAPS, LONGEST_NAME, canned_name, fill, unknown_gaps
from domain.petitions.lifecycle import Action
from domain.short_forms import preview_form
from handlers import dialogue
from handlers.clocks.clockwork import told_deadline
from handlers.office import triage
from handlers.office.aftermath import Deed
from handlers.office.casework import carry_out, status_after
from handlers.petitions.case_files import keep_files
from handlers.turn import Refusal, Turn
from handlers.vault.protection import keep_out
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Petition
from storage.petitions.phrases import Phrase

FORM = "canned_answer"
_MARK = "#"
_OFFICIAL = "vi"
"""The language in which an office writes: a canned answer is sent as it was written."""


async def keep_answers(turn: Turn, words: str) -> None:
    """`/mau` lists them, `/mau <tên> = <nội dung>` makes or changes one, `/mau xoa <tên>` takes one away."""
    name, made, text = words.partition("=")
    if made:
        return await _make(turn, name, text.strip())
    first, _, rest = words.partition(" ")
    if fold(first) == "xoa" and rest:
        return await _drop(turn, rest)
    known = await answers(turn)
    wanted = canned_name(words)
    if wanted and wanted not in known:
        raise Refusal(Text("canned.unknown", name=wanted))
    shown = {wanted: known[wanted]} if wanted else known
    listed = [Text("canned.line", name=name, words=words) for name, words in shown.items()]
    turn.say(lines(Text("canned.all"), *listed, Text("canned.how", gaps=_gaps())))


async def answers(turn: Turn) -> dict[str, str]:
    """Name → words: those made in the chat before the plan's, the plan's before the nation's."""
    nation = {one.name: one.words for one in turn.world.national.answers}
    plan = {one.name: one.words for one in turn.plan.petitions.answers}
    own = await turn.memory.phrases.of(turn.commune, Phrase.ANSWER)
    return dict(sorted({**nation, **plan, **own}.items()))


async def _make(turn: Turn, name: str, text: str) -> None:
    name = phrase_name(name)
    if not text:
        raise Refusal(Text("canned.what_words", name=name))
    refuse_unknown_gaps(text)
    keep_out(turn, text)
    turn.memory.phrases.keep(turn.commune, Phrase.ANSWER, name, text, by=turn.person.id, now=turn.now)
    await turn.note("canned answer kept", f"answer:{name}")
    turn.say(Text("canned.kept", name=name, words=text))


async def _drop(turn: Turn, name: str) -> None:
    name = phrase_name(name)
    if not await turn.memory.phrases.drop(turn.commune, Phrase.ANSWER, name):
        raise Refusal(Text("canned.not_ours" if name in await answers(turn) else "canned.unknown", name=name))
    await turn.note("canned answer dropped", f"answer:{name}")
    turn.say(Text("canned.dropped", name=name))


def phrase_name(said: str) -> str:
    """Raises `Refusal` where it is no name, or all of a sentence."""
    name = canned_name(said)
    if not name or len(said.strip()) > LONGEST_NAME:
        raise Refusal(Text("canned.what_name"))
    return name


def refuse_unknown_gaps(words: str) -> None:
    if unknown := unknown_gaps(words):
        raise Refusal(Text("canned.unknown_gaps", unknown=", ".join(unknown), gaps=_gaps()))


def _gaps() -> str:
    return ", ".join(f"{{{gap}}}" for gap in GAPS)


async def answer(turn: Turn, words: str) -> None:
    """`/traloi`: with `#tên` before the words, from a canned answer, shown first where the officer is alone."""
    if _MARK not in words:
        return await triage.answer(turn, words)
    petition, rest = await triage.find_case(turn, words)
    if not rest.startswith(_MARK):
        return await triage.answer(turn, words)
    status_after(petition, Action.ANSWER)
    story = Story().and_also(Reply(words=await _filled(turn, petition, rest), files=turn.inbound.files))
    if turn.inbound.group or turn.gathered is not None:
        return await _send(turn, petition, story)
    await dialogue.begin(turn, FORM, about=petition.code, answers={"words": story.to_json()})


async def _filled(turn: Turn, petition: Petition, said: str) -> str:
    """Raises `Refusal` for a name that nobody gave."""
    called, _, more = said.removeprefix(_MARK).partition(" ")
    known = await answers(turn)
    name = canned_name(called)
    if name not in known:
        raise Refusal(Text("canned.unknown", name=name or called))
    return f"{fill(known[name], await _known(turn, petition))} {more.strip()}".strip()


async def _known(turn: Turn, petition: Petition) -> dict[str, str]:
    """What fills the gaps. A name only where the office may say it."""

    def written(text: Text) -> str:
        return turn.world.plain(text, _OFFICIAL)

    due = await told_deadline(turn.world, turn.memory, petition)
    named = petition.sender_name if petition.identity != "nobody" else ""
    return {
        "ma": petition.code,
        "ho_ten": named or written(Text("canned.somebody")),
        "don_vi": await turn.memory.units.name(petition.commune, petition.unit or petition.office),
        "han": written(Text("canned.due", due=due.due_on) if due else Text("canned.no_due")),
        "xa": written(Text("canned.commune", commune=turn.world.commune_name(petition.commune))),
        "noi_tiep_dan": written(turn.world.reception(petition.commune, "canned.place")),
        "gio_tiep_dan": written(turn.world.reception(petition.commune, "canned.hours")),
    }


async def _send(turn: Turn, petition: Petition, story: Story) -> None:
    await carry_out(turn, petition, Deed(Action.ANSWER, story.words, keep_files(turn, petition, story)))


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return lambda form: preview_form(form, dialog.about)


async def _finish(turn: Turn, dialog: Dialog, story: Story) -> None:
    petition, _ = await triage.find_case(turn, dialog.about)
    await _send(turn, petition, story)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
