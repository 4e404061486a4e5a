"""Template messages (ZBS): forms that Zalo approved, which reach people whose window is closed, for money (zalo.md,
3.6).

Sent by the person's id in this account; by telephone number would need a number, and none is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.base import RenderedNotice, SendFailed, Sent, Why
from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.errors import template_failure
from bot.channels.zalo_oa.oauth import ConsentNeeded
from domain.messaging.notices import Occasion

PATH = "/v3.0/oa/message/template"


@dataclass(frozen=True, slots=True)
class Template:
    """`params`: its own names → ours (`domain/messaging/notices.py`). `longest`: characters of each; 0: any number."""

    id: str
    params: Mapping[str, str]
    longest: int = 0

    def filled(self, gaps: Mapping[str, str]) -> dict[str, str]:
        return {name: self._cut(gaps[ours]) for name, ours in self.params.items()}

    def _cut(self, value: str) -> str:
        too_long = 0 < self.longest < len(value)
        return value[: self.longest - 1].rstrip() + "…" if too_long else value


class Announcer:
    def __init__(self, api: OaApi, templates: Mapping[Occasion, Template]) -> None:
        self._api = api
        self._templates = templates

    async def send(self, user: str, notice: RenderedNotice) -> Sent:
        """Raises `SendFailed`: `REFUSED` whatever Zalo has against it."""
        template = self._templates.get(notice.occasion)
        if template is None:
            raise SendFailed(Why.REFUSED, f"no template for {notice.occasion}")
        body = {"user_id": user, "template_id": template.id, "template_data": template.filled(notice.gaps)}
        try:
            told = await self._api.post(PATH, body)
        except (ZaloError, ConsentNeeded) as error:
            raise template_failure(error) from None
        return Sent((str(told.get("message_id", "")),))
