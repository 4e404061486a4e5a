"""`/so`: the registers of a period, as workbooks to print: the sổ tiếp công dân, and the sổ theo dõi đơn."""

from __future__ import annotations

from datetime import date

from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Attachment, Choice
from domain.messaging.papers import paper
from domain.people.roles import Can
from domain.petitions.registers import Which
from domain.time.periods import read_span
from handlers.turn import Refusal, Turn

PAPER = "register-xlsx"
_NAMES = (
    (Which.RECEPTION, ("tiep cong dan", "tiep dan", "tiepcongdan", "tiepdan")),
    (Which.PETITIONS, ("theo doi don", "don", "don thu")),
)
_ANY_DAY = date(2000, 1, 1)  # for a period whose year does not matter
_EVERYBODY = "tat ca"
_FILES = {
    Which.RECEPTION: "so-tiep-cong-dan",
    Which.RECEPTIONS: "so-tiep-cong-dan-tat-ca",
    Which.PETITIONS: "so-don",
}


async def export(turn: Turn, words: str) -> None:
    """`/so tiepdan tháng 5`, `/so tiepdan tất cả quý 2`, `/so don 6 tháng đầu năm`. Raises `Refusal` in a group: they
    hold names and addresses."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    which, rest = _which(fold(words))
    if which is None:
        return turn.say(Text("registers.which"), *([_choice(one)] for one in Which))
    span = read_span(rest, turn.today)
    if span is None:
        raise Refusal(Text("registers.which_period"))
    await _send(turn, which, *span)


def is_named(words: str) -> bool:
    """Whether these words behind the command can only mean a register: then it needs no slash."""
    which, rest = _which(fold(words))
    return which is not None and read_span(rest, _ANY_DAY) is not None


async def press(turn: Turn, rest: str) -> None:
    """`<register>`: of this month."""
    span = read_span("", turn.today)
    if turn.inbound.group or not turn.may(Can.TRIAGE) or rest not in set(Which) or span is None:
        raise Refusal(Text("error.not_yours"))
    await _send(turn, Which(rest), *span)


def register_paper(commune: str, which: Which, since: date, until: date, reader: int | None = None) -> Attachment:
    """Without those of which its reader must not know; complete for the operator, who is nobody's id."""
    name = f"{_FILES[which]} {since:%d-%m-%Y} {until:%d-%m-%Y}.xlsx"
    whose = (str(reader),) if reader is not None else ()
    return paper(PAPER, commune, which.value, since.isoformat(), until.isoformat(), *whose, name=name)


def _which(said: str) -> tuple[Which | None, str]:
    """The register that is named, and the words behind it."""
    for which, names in _NAMES:
        name = next((name for name in names if f"{said} ".startswith(f"{name} ")), None)
        if name:
            rest = said.removeprefix(name).strip()
            everybody = which is Which.RECEPTION and _EVERYBODY in rest
            return Which.RECEPTIONS if everybody else which, rest.replace(_EVERYBODY, "").strip()
    return None, said


def _choice(which: Which) -> Choice:
    return Choice(Text(f"registers.offer_{which.value}"), f"so:{which.value}")


async def _send(turn: Turn, which: Which, since: date, until: date) -> None:
    text = Text("registers.here", register=Text(f"registers.sheet_{which.value}"), since=since, until=until)
    register = register_paper(turn.commune, which, since, until, turn.person.id)
    turn.say(text, attachments=(register,), protected=True)
    await turn.note("register exported", which.value, f"{since} {until}")
