"""The demo's clock: moving it plays everything that happens on the way, reminder by reminder."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.app import App
from bot.clock import MovableClock
from bot.demo.quiet import settled
from domain.time.periods import period_name
from sandbox.timekeeper import UnknownStep

_NOTHING: dict[str, Any] = {"stopped_at": []}


class DemoTimekeeper:
    """Implements `sandbox.timekeeper.Timekeeper` once it is given the app."""

    def __init__(self, clock: MovableClock, timezone: str) -> None:
        self.timezone = timezone
        self._clock = clock
        self.app: App | None = None

    def now(self) -> datetime:
        return self._clock.now()

    async def move_to(self, moment: datetime) -> dict[str, Any]:
        """Forward only: what was said cannot be unsaid. Stops at every reminder on the way."""
        if moment < self.now():
            raise UnknownStep("the demo's clock goes forward only")
        app = self._app()
        stopped_at: list[dict[str, Any]] = []
        while (due := await app.timetable.next_reminder_at()) and due <= moment:
            self._clock.move_to(max(due, self.now()))
            if await self._remind(app):
                what = await self._what_was_said(app)
                stopped_at.append({"at": self._local(self.now()).isoformat(), "what": what})
            elif await app.timetable.next_reminder_at() == due:
                break  # something due is not said at all: a day off that a commune has set
        self._clock.move_to(max(moment, self.now()))
        await app.timetable.plan()
        return {"stopped_at": stopped_at}

    async def step(self, name: str) -> dict[str, Any]:
        match name:
            case "next_reminder":
                return await self._to_next_reminder()
            case "next_working_day":
                return await self.move_to(self._next_working_day())
            case _:
                raise UnknownStep(name)

    async def _to_next_reminder(self) -> dict[str, Any]:
        """A reminder's day begins before anything is said: on from there to the first message."""
        before = None
        while (due := await self._app().timetable.next_reminder_at()) and due != before:
            moved = await self.move_to(max(due, self.now()))
            if moved["stopped_at"]:
                return moved
            before = due
        return _NOTHING

    async def _remind(self, app: App) -> int:
        """Says what is due now."""
        said = await app.timetable.remind()
        await settled(app)
        return said

    async def _what_was_said(self, app: App) -> dict[str, str]:
        """Which reports of which communes it was about, for the page: the visitor may be looking at another."""
        async with app.database.transaction() as memory:
            said = await memory.nudges.said_at(self.now())
        reports = dict.fromkeys((commune, about.split("/")[1]) for commune, about in said if about)
        plain, name = app.world.plain, app.world.commune_name

        def told(language: str) -> str:
            named = (f"{plain(name(c), language)}: {plain(period_name(p), language)}" for c, p in reports)
            return "; ".join(named)

        return {language: told(language) for language in ("vi", "en")}

    def _next_working_day(self) -> datetime:
        now = self._local(self.now())
        calendar = self._app().world.calendar("", ())
        return now + (calendar.next_working_day(now.date() + timedelta(days=1)) - now.date())

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._app().world.zone)

    def _app(self) -> App:
        if self.app is None:
            raise UnknownStep("the demo is still being set up")
        return self.app
