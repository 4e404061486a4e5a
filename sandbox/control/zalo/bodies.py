"""What the control API takes on Zalo's side."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from sandbox.control.bodies import Body, Location


class NewBot(Body):
    key: str
    token: str
    name: str = ""


class NewOfficialAccount(Body):
    """`apis` overrides which of v2 and v3 send; without it, that follows from `oa_type`."""

    key: str
    name: str
    app_id: str
    app_secret: str
    webhook_key: str
    oa_type: int = 4
    apis: list[Literal["v2", "v3"]] | None = None


class Place(Body):
    account: str
    person: int


FILES = {"photo": "photo", "voice": "voice", "file": "document"}


class Send(Place):
    """One message. A file is `true` or its name, with bytes in base64 or only a size."""

    text: str = ""
    caption: str = ""
    photo: bool | str = False
    voice: bool | str = False
    file: bool | str = False
    sticker: str = ""
    link: str = ""
    location: Location | None = None
    info: dict[str, str] = Field(default_factory=dict)
    file_name: str = ""
    file_base64: str = ""
    size: int = 0
    mime: str = ""

    @property
    def kind(self) -> str:
        kinds = (*FILES, "sticker", "link", "location", "info")
        return next((kind for kind in kinds if getattr(self, kind)), "text")

    @model_validator(mode="after")
    def says_something(self) -> Send:
        if self.kind == "text" and not self.text:
            raise ValueError("nothing to send")
        return self


class Press(Place):
    message_id: int
    column: int = 0


class Phone(Body):
    person: int
    phone: str


class Window(Place):
    hours: float  # since the person's last interaction, by the movable clock


class Plan(Body):
    account: str
    used: int | None = None
    monthly_limit: int | None = None
    user_limit: int | None = None
    count_inbound: bool | None = None


class Purse(Body):
    account: str
    free_per_window: int | None = None
    paid: bool | None = None
    templates: int | None = None  # for how many more the money lasts


class Template(Body):
    """As Zalo approved it: `{name}` in the words is where a parameter goes."""

    account: str
    id: str
    title: str = ""
    words: str


class Tokens(Body):
    account: str
    expire: Literal["", "access", "all"] = ""
    grant: bool = False


class Consent(Body):
    account: str
    code_challenge: str = ""


class Webhook(Body):
    """An official account's, as the developers' console sets it; an empty address takes it away."""

    account: str
    url: str
    events: list[str] | None = None


class Knock(Body):
    """Anything at all, brought once to the webhook; without an event the body is empty."""

    account: str
    event: dict[str, Any] | None = None
    attempt: int = 0


class Switch(Body):
    name: str
    value: Any = True
