"""Things that people might send and that mean nothing, or not what they seem to."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from handlers.book import COMMANDS, PRESSES

_SAID = """
đèn hỏng xã thôn ông bà ạ ko đc nộp hạn mã K7M2-9QXT-4 K7M29QXT4 25/BC-UBND 31/06 29/02/2028 00/00 31/12/9999 -1 61 1
99 ² ٣ {commune} %s <b>x</b> &amp; `a` *_* … 👍 ñ 日本 привет العربية null ';-- / // huỷ gửi có xin lùi vi en
"""
_CARRIED = """
0 1 7 -1 ² x é yes staff admin granted refused van-phong phong-vhxh take K7M2-9QXT-4 K7M2-9QXT-5 2026-01-01 2026-99-99
2026-N ~back ~cancel story sure hangdoi nop huy
"""
_WORDS = (
    *_SAID.split(),
    "10 3 0",
    "quay lại",
    "tra cứu",
    "hằng năm",
    "\u202eabc",
    "\u200b",
    "e\u0301",
    "👨\u200d👩\u200d👧",
)
_PARTS = (*_CARRIED.split(), "", "9" * 30)
_KINDS = ("photo", "voice", "video", "document", "sticker")


def words(chance: Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 12)))


def command(chance: Random) -> str:
    known = [name for one in COMMANDS for name in (one.name, *one.aliases)]
    name = chance.choice([*known, "zzz", "tro_giup", "HANGDOI", "trợgiúp", "a" * 200, "start"])
    return f"/{name} {words(chance) if chance.random() < 0.6 else ''}".strip()


def button(chance: Random) -> str:
    """Data of a button, at most 64 bytes of it."""
    made = ":".join([chance.choice([*PRESSES, "go", "", "zz"]), *chance.choices(_PARTS, k=chance.randint(0, 4))])
    return made.encode()[:64].decode(errors="ignore") or ":"


def thing(chance: Random) -> dict[str, Any]:
    """What is no text: a file, a place, somebody's card, an album."""
    caption = words(chance) if chance.random() < 0.5 else ""
    match chance.randint(0, 3):
        case 0:
            return {"location": {"latitude": chance.uniform(-90, 90), "longitude": chance.uniform(-180, 180)}}
        case 1:
            return {"contact": {"phone_number": "0912345678", "first_name": words(chance)}}
        case 2:
            return {"album": [{"photo": True, "caption": caption}, *({"photo": True} for _ in range(3))]}
        case _:
            kind = chance.choice(_KINDS)
            return {kind: True, "caption": "" if kind == "sticker" else caption}


def long_text(chance: Random) -> str:
    pieces: tuple[Callable[[], str], ...] = (
        lambda: "x" * 4096,
        lambda: "\n".join("dòng" for _ in range(100)),
        lambda: "🙂" * 2048,
        lambda: "a\u0300" * 2000,
    )
    return chance.choice(pieces)()
