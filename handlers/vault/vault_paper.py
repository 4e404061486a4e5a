"""The form of a tố cáo filled in with what its writer gave in the lane, to print and to sign (Luật Tố cáo Đ23). It is
made while it is sent to them, of what is locked; no copy stays."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Attachment
from domain.messaging.papers import paper
from handlers.vault.sealing import contents_of
from handlers.vault.vault_people import permitted
from handlers.world import World
from storage.memory import Memory
from storage.privacy.vault import Record

DENUNCIATION, DENUNCIATION_PDF = "denunciation-form", "denunciation-form-pdf"


def denunciation_papers(world: World, record: Record) -> tuple[Attachment, ...]:
    """As .docx, and as PDF where that can be made. For its writer alone."""
    name = world.habits.petitions.denunciation_form
    papers = [paper(DENUNCIATION, record.commune, record.code, name=f"{name}.docx")]
    if world.prints_pdf:
        papers.append(paper(DENUNCIATION_PDF, record.commune, record.code, name=f"{name}.pdf"))
    return tuple(papers)


async def denunciation_fields(world: World, memory: Memory, record: Record) -> tuple[Text | str, dict[str, str]]:
    """To whom it is made, and field of the form → what they said. Where it concerns all who could open it, it is made
    to the level above."""
    contents = contents_of(world, record)
    said = dict(contents.fields)
    when = said.pop("when", "")
    said["acts"] = "\n".join(part for part in (said.get("acts", ""), when) if part)
    if await permitted(world, memory, record, contents):
        return Text("petition.chairman_of", commune=world.commune_name(record.commune)), said
    return world.plans[record.commune].petitions.vault.above or world.national.vault.above, said
