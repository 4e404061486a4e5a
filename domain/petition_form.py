"""How a citizen's own words become a petition: words first, everything else suggested, one confirmation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.forms import Form, NotUnderstood, Option, Reply, Story, too_big
from domain.petitions import PetitionKind
from domain.text import Text, lines, verbatim

KINDS_OFFERED = (
    PetitionKind.FEEDBACK,
    PetitionKind.SUGGESTION,
    PetitionKind.COMPLAINT,
    PetitionKind.DENUNCIATION,
    PetitionKind.REGULATION,
    PetitionKind.QUESTION,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words look like. A hint: the officer's class is the record (Thông tư 05/2021/TT-TTCP Đ6)."""

    kind: PetitionKind
    field: str = ""
    denounces: bool = False
    emergency: Text | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the form is asked. `commune` is '' where the account serves several and none was
    chosen; `insists` means that they were told how tố cáo are made and say that theirs is none."""

    commune: str
    communes: Sequence[tuple[str, Text]]
    read: Callable[[str], Reading]
    insists: bool = False
    largest_kept: int = 0  # bytes; 0 means that nothing is too big


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    commune: str
    kind: PetitionKind
    field: str
    story: Story
    place: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class Denounced:
    """The words accuse somebody, or the person said so: nothing of them is kept (Luật Tố cáo Đ22, Đ25). `commune`
    is '' where none was chosen yet."""

    commune: str


def petition_form(form: Form, known: Known) -> PetitionDraft | Denounced:
    story = form.story("story", Text("intake.tell_us"))
    reading = known.read(story.words)
    denounces = reading.denounces or any(known.read(file.name).denounces for file in story.files)
    if denounces and not known.insists:
        return Denounced(known.commune)  # before anything else is asked: until then nothing has been kept
    communes = [Option(commune, name) for commune, name in known.communes]
    commune = known.commune or form.choice("commune", Text("intake.which_commune"), communes, more="story")
    kind = _kind(form, reading)
    if kind is PetitionKind.DENUNCIATION:
        return Denounced(commune)
    place = _place(form)
    denounces = denounces or known.read(f"{story.words}\n{place}").denounces
    if denounces and not known.insists:
        return Denounced(commune)
    form.choice("sure", _summary(known, commune, kind, story, place, reading), _confirmations(), more="story")
    return PetitionDraft(commune, kind, reading.field, story, place, restricted=denounces)


def _kind(form: Form, reading: Reading) -> PetitionKind:
    if not form.given("kind"):
        return PetitionKind.FEEDBACK if reading.kind is PetitionKind.DENUNCIATION else reading.kind
    options = [Option(kind.value, Text(f"kind.{kind.value}_explained")) for kind in KINDS_OFFERED]
    return PetitionKind(form.choice("kind", Text("intake.which_kind"), options))


def _place(form: Form) -> str:
    return str(form.reading("place", Text("intake.where"), _read_place)) if form.given("place") else ""


def _read_place(reply: Reply) -> str | NotUnderstood:
    if reply.pin:
        return f"{reply.pin.latitude:.5f}, {reply.pin.longitude:.5f}"
    return reply.words.strip() or NotUnderstood(Text("form.words_please"))


def _confirmations() -> tuple[Option, ...]:
    return (
        Option("yes", Text("intake.agree_and_send"), style="primary", also=("gui", "dong y", "ok", "send", "yes")),
        Option("kind", Text("intake.change_kind"), changes="kind"),
        Option("place", Text("intake.add_place"), changes="place"),
    )


def _summary(known: Known, commune: str, kind: PetitionKind, story: Story, place: str, reading: Reading) -> Text:
    """Everything that will be sent, on one screen, with what the person agrees to."""
    where = dict(known.communes)[commune]
    parts = [
        reading.emergency,
        Text("intake.summary", words=story.words or "…", kind=Text(f"kind.{kind.value}"), commune=where),
        Text("intake.summary_place", place=verbatim(place)) if place else None,
        Text("intake.summary_pin") if story.pin else None,
        Text("intake.summary_files", n=len(story.files)) if story.files else None,
        Text("intake.too_big") if too_big(story, known.largest_kept) else None,
        Text(f"intake.not_a_form_{kind.value}") if kind is PetitionKind.COMPLAINT else None,
        Text("intake.privacy"),
    ]
    return lines(*(part for part in parts if part))
