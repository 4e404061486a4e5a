"""A message as a plainer messenger can show it: files it cannot carry are named, commands are only words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from bot.channels.base import Caps, Rendered
from domain.text import Text

_COMMAND = re.compile(r"(?<![\w/.:])/([a-z]{2,})\b(?!/)")


def name_what_stays(message: Rendered, caps: Caps, plain: Callable[[Text], str]) -> Rendered:
    """A line for each file that cannot go out, after the words."""
    stays = [document for document in message.documents if not caps.carries(document)]
    named = [plain(Text("outbox.file_elsewhere", name=document.name)) for document in stays]
    goes = tuple(document for document in message.documents if caps.carries(document))
    return replace(message, text="\n".join([message.text, *named]), documents=goes)


def without_slashes(message: Rendered) -> Rendered:
    """“trogiup” instead of /trogiup: the bare name is understood as well. Each becomes one letter longer."""
    marks = [found.start() for found in _COMMAND.finditer(message.text)]
    spans = tuple(
        replace(
            span, start=span.start + bisect_left(marks, span.start), end=span.end + bisect_left(marks, span.end)
        )
        for span in message.spans
    )
    return replace(message, text=_COMMAND.sub("“\\1”", message.text), spans=spans)
