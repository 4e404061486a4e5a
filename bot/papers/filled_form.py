"""The form of a khiếu nại with what is known filled in: Luật Khiếu nại Đ8.2, Nghị định 124/2020/NĐ-CP Mẫu 01."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.files.documents import form_document
from bot.papers.as_pdf import as_pdf
from bot.papers.press import Desk
from bot.words.i18n import MASTER
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from handlers.petitions.forms_filled import complaint_fields
from storage.memory import Memory


@dataclass(frozen=True, slots=True)
class Gathered:
    """`fields`: name of the field → what is known of it."""

    fields: Mapping[str, str]


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Gathered:
    """`ref.args` is the code. Raises `KeyError` where the commune has no such petition."""
    petition = await memory.petitions.by_code(ref.args[0])
    if petition is None or petition.commune != ref.commune:
        raise KeyError(ref.args[0])
    to = Text("petition.chairman_of", commune=desk.world.commune_name(petition.commune))
    fields = await complaint_fields(memory, petition)
    if petition.place:
        where = desk.words.plain(Text("petition.card_place", place=petition.place), MASTER)
        fields["reasons"] += f"\n{where}"
    return Gathered({"to": desk.words.plain(to, MASTER), **fields})


def draw(desk: Desk, gathered: Gathered) -> bytes:
    return form_document(desk.world.habits.petitions.complaint_form, desk.words, gathered.fields)


def draw_pdf(desk: Desk, gathered: Gathered) -> bytes:
    return as_pdf(draw(desk, gathered))
