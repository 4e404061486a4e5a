"""How a citizen's own words become a petition: words first, everything else suggested, one confirmation."""

from __future__ import annotations

from domain.forms import Form, NotUnderstood, Option, Reply, Story, too_big
from domain.language.text import Text, lines, verbatim
from domain.petitions.hamlets import Hamlet
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.petition_known import (
    Alike,
    Denounced,
    Identity,
    Known,
    PetitionDraft,
    Reading,
    Refused,
    SameMatter,
)

KINDS_OFFERED = (
    PetitionKind.FEEDBACK,
    PetitionKind.SUGGESTION,
    PetitionKind.COMPLAINT,
    PetitionKind.DENUNCIATION,
    PetitionKind.REGULATION,
    PetitionKind.QUESTION,
)
HAMLET, _SAME = "~", "same-"  # before the id of a hamlet, of a case
_YES_NO = (
    Option("yes", Text("intake.yes"), also=("co", "yes")),
    Option("no", Text("intake.no"), also=("khong", "no")),
)


def petition_form(form: Form, known: Known) -> PetitionDraft | Denounced | Refused | SameMatter:
    story = form.story("story", Text("intake.tell_us"))
    reading = known.read(story.words)
    denounces = reading.denounces or any(known.read(file.name).denounces for file in story.files)
    if denounces and not known.insists:  # before anything else is asked: until then nothing has been kept
        return Denounced(known.commune)
    commune = known.commune or _commune(form, known)
    kind = _kind(form, reading)
    if kind is PetitionKind.DENUNCIATION:
        return Denounced(commune)
    place, hamlet = _place(form, known, story)
    denounces = denounces or bool(place and known.read(f"{story.words}\n{place}").denounces)
    if denounces and not known.insists:
        return Denounced(commune)
    identity = _identity(form)
    draft = PetitionDraft(
        commune, kind, reading.field, story, place, denounces, hamlet.id if hamlet else "", identity
    )
    alike = _alike(known, draft)
    _read_notice(form, known)
    summary, options = _summary(known, draft, hamlet, alike), _confirmations(known, alike)
    sure = form.choice("sure", summary, options, more="story", notice=known.notice)
    if sure.startswith(_SAME):
        return SameMatter(commune, int(sure.removeprefix(_SAME)), story)
    return Refused(commune) if sure == "refuse" else draft


def _commune(form: Form, known: Known) -> str:
    served = [Option(commune, name) for commune, name in known.communes]
    return form.choice("commune", Text("intake.which_commune"), served, more="story")


def _kind(form: Form, reading: Reading) -> PetitionKind:
    """As they say; else as it looks; where it may be a khiếu nại, by two plain questions at most."""
    if form.given("kind"):
        options = [Option(kind.value, Text(f"kind.{kind.value}_explained")) for kind in KINDS_OFFERED]
        return PetitionKind(form.choice("kind", Text("intake.which_kind"), options))
    if reading.perhaps_complaint:
        return _complaint_or(form, reading)
    return PetitionKind.FEEDBACK if reading.kind is PetitionKind.DENUNCIATION else reading.kind


def _complaint_or(form: Form, reading: Reading) -> PetitionKind:
    """Their own right, an official decision or act, and the wish that it be looked at again (Luật Khiếu nại Đ2)."""
    otherwise = PetitionKind.FEEDBACK if reading.kind is PetitionKind.COMPLAINT else reading.kind
    if form.choice("own_right", Text("intake.own_right"), _YES_NO, more="story") == "no":
        return otherwise
    reconsider = form.choice("reconsider", Text("intake.reconsider"), _YES_NO, more="story")
    return PetitionKind.COMPLAINT if reconsider == "yes" else otherwise


def _place(form: Form, known: Known, story: Story) -> tuple[str, Hamlet | None]:
    """In words or as a pin, if they said so; and the hamlet that it, or the story, speaks of."""
    told = known.hamlet_finder.find(story.words)
    if not form.given("place"):
        return "", told
    place = str(form.reading("place", Text("intake.where"), _read_place, options=_hamlets(known, told)))
    if place.startswith(HAMLET):
        return "", next((one for one in known.hamlets if HAMLET + one.id == place), None)
    return place, known.hamlet_finder.named(place) or told


def _hamlets(known: Known, told: Hamlet | None) -> list[Option]:
    """All of them, or none where they are too many for buttons; and a way to take back what was guessed."""
    few = known.hamlets if len(known.hamlets) <= known.offered else ()
    named = [Option(HAMLET + one.id, verbatim(one.name)) for one in few]
    return [*named, *([Option(HAMLET, Text("intake.no_hamlet"), aside=True)] if told else [])]


def _read_place(reply: Reply) -> str | NotUnderstood:
    if reply.pin:
        return f"{reply.pin.latitude:.5f}, {reply.pin.longitude:.5f}"
    return reply.words.strip(f" {HAMLET}\n") or NotUnderstood(Text("form.words_please"))


def _identity(form: Form) -> Identity:
    if not form.given("identity"):
        return Identity.OFFICE
    options = [Option(one.value, Text(f"identity.{one.value}")) for one in Identity]
    return Identity(form.choice("identity", Text("intake.which_identity"), options))


def _read_notice(form: Form, known: Known) -> None:
    """Again, whenever they ask for it: the summary says it in full only once."""
    if form.given("notice"):
        back = Option("read", Text("intake.notice_read"), leaves=True, style="primary", also=("quay lai", "ok"))
        form.choice("notice", Text("intake.privacy"), [back], more="story", notice=known.notice)


def _alike(known: Known, draft: PetitionDraft) -> tuple[Alike, ...]:
    """What of a situation many may tell at once; a question or a khiếu nại is each one's own."""
    return tuple(known.alike) if draft.kind is PetitionKind.FEEDBACK and not draft.restricted else ()


def _confirmations(known: Known, alike: tuple[Alike, ...]) -> tuple[Option, ...]:
    same = [
        Option(
            f"{_SAME}{one.id}",
            Text("intake.add_to_own" if one.own else "intake.follow", number=number),
        )
        for number, one in enumerate(alike, start=1)
    ]
    return (
        Option("yes", Text("intake.agree_and_send"), style="primary", also=("gui", "dong y", "ok", "send", "yes")),
        *same,
        Option("kind", Text("intake.change_kind"), changes="kind"),
        Option("place", Text("intake.add_place"), changes="place"),
        Option("identity", Text("intake.change_identity"), changes="identity"),
        Option("refuse", Text("intake.refuse"), aside=True),
        *(() if known.notice else (Option("notice", Text("intake.read_notice"), changes="notice", aside=True),)),
    )


def _summary(known: Known, draft: PetitionDraft, hamlet: Hamlet | None, alike: tuple[Alike, ...]) -> Text:
    """Everything that will be sent, on one screen, with what the person agrees to."""
    story, where = draft.story, dict(known.communes)[draft.commune]
    kind = Text(f"kind.{draft.kind.value}")
    parts = [
        Text("intake.summary", words=story.words or "…", kind=kind, commune=where),
        Text("intake.summary_hamlet", hamlet=hamlet.name) if hamlet else None,
        Text("intake.summary_place", place=verbatim(draft.place)) if draft.place else None,
        Text("intake.summary_pin") if story.pin else None,
        Text("intake.summary_files", n=len(story.files)) if story.files else None,
        Text("intake.summary_identity", identity=Text(f"identity.{draft.identity.value}_short"))
        if draft.identity is not Identity.OFFICE
        else None,
        Text("intake.too_big") if too_big(story, known.largest_kept) else None,
        *_shown(known, alike),
        Text(f"intake.not_a_form_{draft.kind.value}") if draft.kind is PetitionKind.COMPLAINT else None,
        Text("intake.privacy" if known.notice else "intake.privacy_short"),
    ]
    return lines(*(part for part in parts if part))


def _shown(known: Known, alike: tuple[Alike, ...]) -> list[Text]:
    """Each in neutral words: never what another wrote, nor who it was."""
    named = {one.id: one.name for one in known.hamlets}
    listed = [
        Text(
            "intake.alike_own" if one.own else "intake.alike_line",
            number=number,
            kind=Text(f"kind.{one.kind.value}"),
            field=verbatim(one.field) if one.field else Text("petition.no_field"),
            hamlet=verbatim(named[one.hamlet]) if one.hamlet in named else Text("intake.somewhere"),
            on=one.received_on,
        )
        for number, one in enumerate(alike, start=1)
    ]
    return [Text("intake.alike"), *listed] if listed else []
