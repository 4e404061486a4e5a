"""The vault: what may be a denunciation, locked away, and what of it may be told (Luật Tố cáo Đ9, Đ25, Đ56)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from domain.language.vietnamese import fold
from domain.messaging.messages import Address
from domain.vault.course import Course, course_from_json


class State(StrEnum):
    """How a record stands. Nothing more of it is told to whoever holds its code."""

    HELD = "held"  # locked until its writer chooses; then kept or erased
    SEALED = "sealed"  # kept as "thông tin có nội dung tố cáo" (Đ25), never opened
    OPENED = "opened"  # read at least once
    GUIDED = "guided"  # its writer was told the form, the place, the competent body
    REGISTERED = "registered"  # the signed form came in: its number and day are recorded


KEPT = tuple(state for state in State if state is not State.HELD)


class How(StrEnum):
    """What somebody who opened a record was given."""

    REDACTED = "redacted"  # the writer's name, address, numbers struck out (Đ56)
    FULL = "full"
    EXPORTED = "exported"  # for the level above, locked under a passphrase
    GIVEN_BACK = "given_back"  # it is no tố cáo: the case it was stands in the queue again


@dataclass(frozen=True, slots=True)
class Filer:
    """Who wrote it, as the messenger knows them."""

    at: Address
    user: str
    name: str
    person: int
    language: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The signed form: its number in the register and its day, in ISO form."""

    document: str
    on: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is locked. `parts` are the messages, in order; `fields` the answers of Luật Tố cáo Đ23, by question;
    `filed_at` is when they last sent a file, '' if words came since; `chosen_at` when they chose; both in ISO form.
    `album` is that in which the file came, '' for one alone; `course` begins with the signed form; `answered_at` is
    when they last heard that what they added is locked too; `case` are the rows of the petition it was, by table."""

    filer: Filer
    parts: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    filed_at: str = ""
    chosen_at: str = ""
    registered: Registered | None = None
    album: str = ""
    course: Course | None = None
    answered_at: str = ""
    case: Mapping[str, Any] | None = None

    @property
    def words(self) -> str:
        return "\n".join(part for part in (*self.parts, *self.fields.values()) if part)

    @property
    def accusing(self) -> str:
        """The words that may be about somebody else: a reader is not meant because the writer has their name."""
        fields = (said for name, said in self.fields.items() if name not in WRITERS_OWN)
        return "\n".join(part for part in (*self.parts, *fields) if part)

    def redacted(self) -> str:
        """The words without their writer: of the fields that are about them alone nothing stays."""
        fields = {name: STRUCK if name in WRITERS_OWN else said for name, said in self.fields.items()}
        names = (self.filer.name, *(self.fields.get(name, "") for name in WRITERS_OWN))
        return redacted(replace(self, fields=fields).words, [name for name in names if name])

    def and_also(self, words: str) -> Contents:
        return replace(self, parts=(*self.parts, words)) if words else self

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, default=str)

    @staticmethod
    def read(written: str) -> Contents:
        """What `written` wrote. Raises `KeyError` or `ValueError` on anything else."""
        found: dict[str, Any] = json.loads(written)
        filer, registered = found["filer"], found["registered"]
        return Contents(
            Filer(**{**filer, "at": Address(**filer["at"])}),
            tuple(found["parts"]),
            found["fields"],
            found["filed_at"],
            found["chosen_at"],
            Registered(registered["document"], registered["on"]) if registered else None,
            found["album"],
            course_from_json(found.get("course")),
            found.get("answered_at", ""),
            case=found.get("case"),
        )


STRUCK = "▒▒▒"
WRITERS_OWN = ("name", "address", "contact")
"""Fields of the form that are about whoever signs it."""
_NUMBERS = re.compile(r"(?<!\w)\+?\d(?:[ .\-]?\d){7,}(?!\w)")  # telephones, identity papers, accounts
_MAIL = re.compile(r"\S+@\S+\.\w+")
_ADDRESS = re.compile(r"@\w{3,}|https?://\S+")
_SELF = re.compile(
    r"(?i)\b((?:tôi|em|cháu|con|chúng tôi)\s+(?:tên\s+)?là|(?:tôi|em|cháu)\s+tên|tên\s+(?:tôi|em|cháu)\s+là|"
    r"họ\s+(?:và\s+)?tên(?:\s+tôi)?\s*:?|người\s+tố\s+cáo\s*:)\s*[^\n,.;]+"
)
_HOME = re.compile(
    r"(?i)\b((?:địa\s+chỉ|chỗ\s+ở|nơi\s+ở|thường\s+trú|tạm\s+trú|trú\s+tại|cư\s+trú\s+tại|ngụ\s+tại|ngụ)"
    r"(?:\s+(?:của\s+)?tôi)?\s*(?:là|tại|ở)?\s*:?|(?:tôi|em|cháu|nhà\s+tôi|gia\s+đình\s+tôi)\s+(?:ở|sống\s+ở))\s*[^\n,.;]+"
)
_BESIDE = re.compile(
    rf"(?i)({STRUCK}\s*,?\s*(?:hiện\s+)?(?:sống\s+ở|sống\s+tại|ở|quê\s+ở|quê|thôn|xóm|làng|bản|ấp|tổ|số\s+nhà|nhà\s+số))"
    r"\s+[^\n,.;]+"
)
"""Where they are from, said right behind who they are: "Tôi là …, ở xóm Chợ"."""


def redacted(words: str, names: Iterable[str] = ()) -> str:
    """The words with whatever tells of their writer struck out: "Lược bỏ họ tên, địa chỉ, bút tích" (Đ56). `names` are
    the writer's own."""
    for pattern in (_MAIL, _ADDRESS, _NUMBERS):
        words = pattern.sub(STRUCK, words)
    for pattern in (_SELF, _HOME):
        words = pattern.sub(lambda found: f"{found[1].rstrip()} {STRUCK}", words)
    for name in names:
        words = _without(words, name)
    return _BESIDE.sub(lambda found: f"{found[1].rstrip()} {STRUCK}", words)


def _without(words: str, name: str) -> str:
    """Without a name, however it is accented. Names of one syllable are struck with their capital only: "an" is a
    word, "An" may be somebody."""
    syllables = [re.escape(one) for one in fold(name).split()]
    if not syllables:
        return words
    kept, at = [], 0
    for found in re.finditer(r"(?<!\w)" + r"\s+".join(syllables) + r"(?!\w)", _fold_letters(words)):
        if len(syllables) > 1 or words[found.start()].isupper():
            kept += [words[at : found.start()], STRUCK]
            at = found.end()
    return "".join((*kept, words[at:]))


def _fold_letters(words: str) -> str:
    """Folded letter by letter, so that every letter stays at its place."""
    return "".join((fold(letter) or " ")[0] for letter in words)
