"""One secret in a file of its own, and what is derived from it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.keys import KEY_BYTES, Keys
from bot.settings import SettingsWrong

GIVEN = SecretStr("a secret of more than thirty-two letters")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "secret.key"


def test_the_file_is_made_when_it_is_needed_and_only_its_owner_reads_it(file: Path) -> None:
    keys = Keys(None, file)
    assert not file.exists()
    key = keys.derive("tokens")
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert Keys(None, file).derive("tokens") == key


def test_every_purpose_has_a_key_of_its_own(file: Path) -> None:
    keys = Keys(None, file)
    assert keys.derive("tokens") != keys.derive("web form")


def test_a_secret_that_is_given_needs_no_file(file: Path) -> None:
    assert Keys(GIVEN, file).derive("tokens") == Keys(GIVEN, file).derive("tokens")
    assert not file.exists()


@pytest.mark.parametrize("holds", [b"short", b"\n"])
def test_a_file_that_holds_no_key_is_not_replaced(file: Path, holds: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(holds)
    with pytest.raises(SettingsWrong, match="holds no key"):
        Keys(None, file).derive("tokens")
    assert file.read_bytes() == holds


def test_a_file_that_cannot_be_read_is_one_line(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(SettingsWrong, match=r"secret\.key: Is a directory"):
        Keys(None, file).derive("tokens")
