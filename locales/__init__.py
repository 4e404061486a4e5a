"""The catalogues: every sentence that a person reads, as `<language>/<prefix>.po`. See README.md here."""

from pathlib import Path

FOLDER = Path(__file__).parent
