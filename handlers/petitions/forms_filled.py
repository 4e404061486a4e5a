"""The statutory forms that citizens are given with what is known filled in, to print and to sign."""

from __future__ import annotations

from domain.messaging.messages import Attachment
from domain.messaging.papers import paper
from domain.petitions.petition_known import Identity
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition

COMPLAINT, COMPLAINT_PDF = "complaint-form", "complaint-form-pdf"


def complaint_papers(world: World, petition: Petition) -> tuple[Attachment, ...]:
    """As .docx, and as PDF where that can be made."""
    name = world.habits.petitions.complaint_form
    papers = [paper(COMPLAINT, petition.commune, petition.code, name=f"{name}.docx")]
    if world.prints_pdf:
        papers.append(paper(COMPLAINT_PDF, petition.commune, petition.code, name=f"{name}.pdf"))
    return tuple(papers)


async def complaint_fields(memory: Memory, petition: Petition) -> dict[str, str]:
    """Field of the form → what is known of it: nobody's name who wants none known. What is missing is for the hand."""
    unnamed = petition.identity == Identity.NOBODY
    name = "" if unnamed else petition.sender_name or await memory.people.named(petition.person)
    return {
        "name": name,
        "address": "" if unnamed else petition.sender_address,
        "contact": "" if unnamed else petition.sender_phone,
        "reasons": petition.story,
    }
