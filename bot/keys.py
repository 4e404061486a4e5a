"""The one secret of an installation, and the keys derived from it: one for each purpose, none of which tells another."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings, SettingsWrong

KEY_BYTES = 32


class Keys:
    """The secret is the one given, else that of the file, which is made when first needed."""

    def __init__(self, given: SecretStr | None, file: Path) -> None:
        self._given = given
        self._file = file

    def derive(self, purpose: str) -> bytes:
        """`KEY_BYTES` bytes, the same for the same purpose for as long as the secret is (HKDF, RFC 5869). Raises
        `SettingsWrong`."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        derivation = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"nhipdan: {purpose}".encode())
        return derivation.derive(self._secret())

    def _secret(self) -> bytes:
        if self._given:
            return self._given.get_secret_value().encode()
        try:
            secret = _read(self._file) or _made(self._file)
        except OSError as error:
            raise SettingsWrong(f"{self._file}: {error.strerror}: it holds the key to what is kept") from None
        if len(secret) < KEY_BYTES:
            raise SettingsWrong(f"{self._file} holds no key: put the backup's in its place, or remove it")
        return secret


def keys_of(settings: Settings) -> Keys:
    return Keys(settings.secret_key, settings.key_file)


def _read(file: Path) -> bytes:
    return file.read_bytes().strip() if file.exists() else b""


def _made(file: Path) -> bytes:
    """Whole or not at all; where another process was faster, its secret is ours."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(file)
