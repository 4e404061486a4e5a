"""A .docx as PDF, where LibreOffice is installed: nothing else lays out Word's own format faithfully."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_PROGRAM = "soffice"
_MEMORY = "/dev/shm"  # noqa: S108
_PATIENCE = 60  # seconds; it starts in a few


def office_program() -> str | None:
    """Where it is; None where it is not installed."""
    return shutil.which(_PROGRAM)


def as_pdf(document: bytes) -> bytes:
    """Takes seconds. Raises `RuntimeError` where the program is missing or makes nothing of it, and
    `subprocess.TimeoutExpired`."""
    program = office_program()
    if program is None:
        raise RuntimeError(f"{_PROGRAM} is not installed")
    with tempfile.TemporaryDirectory(prefix="nhipdan-pdf-", dir=_in_memory()) as folder:
        source, made = Path(folder, "document.docx"), Path(folder, "document.pdf")
        source.write_bytes(document)
        own = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"  # two at once do not share a profile
        command = (program, own, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source))
        told = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
        if not made.exists():
            raise RuntimeError(f"{_PROGRAM} made no PDF: {told.stderr.decode(errors='replace')[:200]}")
        return made.read_bytes()


def _in_memory() -> str | None:
    """Where files never reach a disk, if there is such a place: what is in a form is nobody else's to find."""
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None
