"""An official account: who it is, which app speaks for it, what it may send, where its events go."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.telegram.limits import Window
from sandbox.telegram.model import Person
from sandbox.zalo.model import Account, Offered, digits
from sandbox.zalo.oa.tokens import Tokens

BUSINESS, STATE = 2, 4
APIS = {STATE: frozenset({"v2"})}  # as observed; every other type has v3
V3 = frozenset({"v3"})
REQUESTS_PER_MINUTE = 4_000
_EVENTS = """
    user_send_text user_send_image user_send_file user_send_sticker user_send_location user_send_audio
    user_send_link user_submit_info follow unfollow
"""
EVENTS = frozenset(_EVENTS.split())


@dataclass(frozen=True, slots=True)
class App:
    """Three different secrets: the id is none, the app's is OAuth's, the key signs webhooks."""

    id: str
    secret: str
    webhook_key: str


@dataclass
class Hook:
    """Set in the developers' console; disabled once an event was refused to the end of the ladder."""

    url: str
    events: frozenset[str] = EVENTS
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """What Zalo approved: `{name}` in the words is where a parameter goes."""

    id: str
    title: str
    words: str
    params: tuple[str, ...]


@dataclass
class Purse:
    """What an account may send: `free_per_window` 0 is without limit; `paid` lets it send where it costs."""

    free_per_window: int = 0
    paid: bool = False
    charged: int = 0  # messages
    templates: int | None = None  # for how many more the money lasts; None: for any number


@dataclass(eq=False)
class OfficialAccount(Account):
    app: App = field(default_factory=lambda: App("", "", ""))
    type: int = STATE
    apis: frozenset[str] = frozenset()
    tokens: Tokens = field(default_factory=lambda: Tokens(""))
    purse: Purse = field(default_factory=Purse)
    hook: Hook | None = None
    templates: dict[str, Template] = field(default_factory=dict)  # by id
    uploads: dict[str, Offered] = field(default_factory=dict)  # by token
    rate: Window = field(default_factory=lambda: Window(REQUESTS_PER_MINUTE, 60.0))

    def name_for(self, person: Person) -> str:
        return digits(self.key, person.id)

    def name_by_app(self, person: Person) -> str:
        """What the app behind the account calls the person."""
        return digits("app", self.app.id, person.id)


def new_account(
    key: str, name: str, app: App, type_: int = STATE, apis: frozenset[str] | None = None
) -> OfficialAccount:
    """`apis` are those of v2 and v3 that send; without it, those that its type was seen to have."""
    able = APIS.get(type_, V3) if apis is None else apis
    return OfficialAccount(key, name, app=app, type=type_, apis=able, tokens=Tokens(key))
