"""The form of a tố cáo with what its writer gave in the lane filled in: Luật Tố cáo Đ23."""

from __future__ import annotations

from bot.files.documents import form_document
from bot.papers.as_pdf import as_pdf
from bot.papers.filled_form import Gathered
from bot.papers.press import Desk
from bot.words.i18n import MASTER
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from handlers.vault.vault_paper import denunciation_fields
from storage.memory import Memory


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Gathered:
    """`ref.args` is the code. Raises `KeyError` where the commune keeps no such record."""
    record = await memory.vault.by_code(ref.args[0])
    if record is None or record.commune != ref.commune:
        raise KeyError(ref.args[0])
    to, fields = await denunciation_fields(desk.world, memory, record)
    return Gathered({"to": desk.words.plain(to, MASTER) if isinstance(to, Text) else to, **fields})


def draw(desk: Desk, gathered: Gathered) -> bytes:
    return form_document(desk.world.habits.petitions.denunciation_form, desk.words, gathered.fields)


def draw_pdf(desk: Desk, gathered: Gathered) -> bytes:
    return as_pdf(draw(desk, gathered))
