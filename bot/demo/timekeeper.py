"""The demo's clock: moving it plays everything that happens on the way, reminder by reminder."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.app import App
from bot.clock import MovableClock
from bot.demo.quiet import settled
from domain.periods import period_name
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
            what = await self._what_is_due(app)
            if not await self._remind(app):
                break
            stopped_at.append({"at": self._local(self.now()).isoformat(), "what": what})
        self._clock.move_to(max(moment, self.now()))
        await app.timetable.plan()
        return {"stopped_at": stopped_at}

    async def step(self, name: str) -> dict[str, Any]:
        match name:
            case "next_reminder":
                due = await self._app().timetable.next_reminder_at()
                return await self.move_to(due) if due else _NOTHING
            case "next_working_day":
                return await self.move_to(self._next_working_day())
            case _:
                raise UnknownStep(name)

    async def _remind(self, app: App) -> bool:
        """Says what is due now. False if something due is not said at all: quiet hours a commune has set."""
        before = await app.timetable.next_reminder_at()
        await app.timetable.remind()
        await settled(app)
        return await app.timetable.next_reminder_at() != before

    async def _what_is_due(self, app: App) -> dict[str, str]:
        """Which reports of which communes are reminded of, for the page: the visitor may be looking at another."""
        async with app.database.transaction() as memory:
            due = await memory.reminders.due(self.now())
        reports = dict.fromkeys((one.commune, one.period) for one in due)
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
