"""Papers made of what is remembered: how an outgoing message names one."""

from __future__ import annotations

from dataclasses import dataclass

from domain.messaging.messages import Attachment, Medium, Picture


@dataclass(frozen=True, slots=True)
class PaperRef:
    """`kind` names who makes it; `args` say of what. None of them has a slash in it."""

    kind: str
    commune: str
    args: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join((self.kind, self.commune, *self.args))

    @staticmethod
    def read(ref: str) -> PaperRef:
        """Raises `ValueError` for what is none."""
        kind, commune, *args = ref.split("/")
        return PaperRef(kind, commune, tuple(args))


def paper(kind: str, commune: str, *args: str, name: str, medium: Medium = Medium.DOCUMENT) -> Attachment:
    """`name` is the file's, with its ending; a PHOTO is shown in the chat, a DOCUMENT is to be opened."""
    return Attachment(Picture.PAPER, str(PaperRef(kind, commune, args)), name, medium)
