"""`nhipdan report export`: the same papers in a folder."""

from __future__ import annotations

import asyncio
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.consolidation.conftest import Commune


async def test_the_papers_of_a_period(half_in: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPDAN_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out"
    command = ["report", "export", "--commune", "nghi-duong", "--period", "2026-6T", "--to", str(out)]
    told = await asyncio.to_thread(CliRunner().invoke, app, command)
    assert told.exit_code == 0, told.output
    names = {path.name for path in out.iterdir()}
    assert names == {f"nghi-duong-6m 2026-6T{ending}" for ending in (".xlsx", ".docx", ".zip")}
    with zipfile.ZipFile(out / "nghi-duong-6m 2026-6T.zip") as archive:
        assert len(archive.namelist()) == 7
    command[command.index("2026-6T")] = "2020-6T"
    assert (await asyncio.to_thread(CliRunner().invoke, app, command)).exit_code != 0
