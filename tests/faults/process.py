"""The bot as a process of its own: started, killed, stopped, and started again on the same folder."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import Process
from pathlib import Path

from tests.made_once import begin

TOKEN = "4242:a-token-of-the-fault-tests-nowhere-else"
ROOT = Path(__file__).parents[2]
AS_SHIPPED = ("-c", "from bot.cli import main; main()", "run")
IN_A_HURRY = ("-m", "tests.faults.hurried", "run")


def environment(data: Path, address: str, **settings: str) -> dict[str, str]:
    """Nothing of the operator's own settings gets in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIPDAN_")}
    ours = {"DATA": str(data), "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": address} | settings
    named = {f"NHIPDAN_{name}": value for name, value in ours.items() if value}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", **named}


class BotProcess:
    """At most one at a time. What it wrote to its log, over all its lives, is in `log`."""

    def __init__(
        self,
        folder: Path,
        address: str,
        *,
        program: tuple[str, ...] = AS_SHIPPED,
        log: str = "bot.log",
        **settings: str,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "var"
        self._folder = folder
        self._log = folder / log
        self._program = program
        self.environment = environment(self.data, address, **settings)
        self._process: Process | None = None

    async def start(self) -> None:
        if not self.database.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            begin(self.database)
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._program, cwd=self._folder, env=self.environment, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is closed."""
        if self._process and self._process.returncode is None:
            self._process.kill()
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM. Tells the exit status."""
        assert self._process
        self._process.terminate()
        return await self.ended()

    async def ended(self) -> int:
        return await self._process.wait() if self._process else 0

    @property
    def resident(self) -> float:
        """Memory in megabytes."""
        assert self._process
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    @property
    def database(self) -> Path:
        return self.data / "nhipdan.sqlite3"

    @property
    def files(self) -> Path:
        return self.data / "files"
