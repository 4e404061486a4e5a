"""What the control API takes. Unknown fields are refused, so that a test's typing error cannot pass silently."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewBot(Body):
    token: str
    username: str
    name: str = ""
    privacy: bool = True  # hears only what is meant for it in groups


class NewPerson(Body):
    first_name: str
    last_name: str = ""
    language_code: str = "vi"
    id: int = 0


class NewGroup(Body):
    title: str
    members: list[int] = []
    admins: list[int] = []
    type: Literal["group", "supergroup", "channel"] = "group"
    forum: bool = False
    bot: str = ""
    bot_admin: bool = False


class Place(Body):
    """A chat with a bot: the person's private one, or a group by its id."""

    bot: str
    person: int
    chat: int | None = None


class Location(Body):
    latitude: float
    longitude: float


class Contact(Body):
    phone_number: str
    first_name: str
    last_name: str = ""
    user_id: int | None = None


FILES = ("photo", "document", "voice", "video", "sticker")


class Thing(Body):
    """One message's content. A file is `true` or its name, with bytes in base64 or only a size."""

    text: str = ""
    caption: str = ""
    photo: bool | str = False
    document: bool | str = False
    voice: bool | str = False
    video: bool | str = False
    sticker: bool | str = False
    location: Location | None = None
    contact: Contact | None = None
    file_name: str = ""
    file_base64: str = ""
    size: int = 0
    mime: str = ""

    @property
    def file_kind(self) -> str:
        return next((kind for kind in FILES if getattr(self, kind)), "")


class Send(Place, Thing):
    reply_to: int | None = None
    topic: int | None = None
    anonymous: bool = False
    album: list[Thing] = []

    @model_validator(mode="after")
    def says_something(self) -> Send:
        if not (self.text or self.file_kind or self.location or self.contact or self.album):
            raise ValueError("nothing to send")
        return self


class Start(Body):
    bot: str
    person: int
    payload: str = ""
    group: int | None = None


class PressButton(Place):
    message_id: int
    data: str | None = None
    row: int = 0
    column: int = 0


class Edit(Place):
    message_id: int
    text: str


class Delete(Place):
    message_id: int


class BotAndPerson(Body):
    bot: str
    person: int


class Join(Body):
    """`bot` or `person` comes in, or is promoted; `by` an admin (for a bot)."""

    group: int
    bot: str = ""
    person: int | None = None
    by: int | None = None
    admin: bool = False
    payload: str = ""


class Kick(Body):
    group: int
    bot: str
    by: int


class Leave(Body):
    group: int
    person: int


class NewTopic(Body):
    group: int
    person: int
    name: str


class ChangeTopic(Body):
    group: int
    person: int
    topic: int
    change: Literal["rename", "close", "reopen", "delete"]
    name: str = ""


class TopicRight(Body):
    group: int
    person: int
    bot: str
    allowed: bool


class Group(Body):
    group: int


class MoveClock(Body):
    to: str = ""
    step: str = ""


class Switch(Body):
    name: str
    value: Any = True
