"""The switches: in which of Zalo's several voices the sandbox speaks, where documents and observers disagree."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

DAY = 86_400.0


class Switches(BaseModel):
    """Each holds until it is turned again; times are seconds. A value that is none of a switch's is refused."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    # the Bot Platform
    webhook_shape: Literal["wrapped", "flat"] = "wrapped"  # as documented, as observed
    photo_field: Literal["photo", "photo_url"] = "photo"  # as documented, as observed
    sticker_field: Literal["sticker", "sticker_id"] = "sticker"
    polling_under_webhook: Literal["silent", "refused"] = "silent"
    webhook_secret: Literal["right", "wrong", "missing"] = "right"  # noqa: S105
    verification: str = ""  # the outcome that setWebhook and testWebhook report; empty: what was measured
    error_statuses: list[int] = []  # errors that come with their own HTTP status too

    # official accounts
    signature: Literal["mac", "bare", "wrong", "missing"] = "mac"
    timestamp_in: Literal["body", "header"] = "body"
    event_age: float = 0.0  # how old an event is when it is sent: 10 000 is stale
    expires_in: Literal["string", "number"] = "string"
    button_template: str = ""  # the template_type without which buttons are refused; empty: none is needed
    retry_scale: float = 1.0  # the ladder's pauses are multiplied by it
    state_templates: bool = True  # whether state agencies may send templates: nobody has published it
    windows: bool = True  # whether the time since a person's last words says what may be sent

    # both
    duplicate_updates: int = 0  # how many of the next come twice
    media_life: float = DAY  # how long a file's address is good
