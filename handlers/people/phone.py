"""`/sodienthoai`: staff may leave a telephone number for the collector's call list, and take it away again."""

from __future__ import annotations

from domain.language.phones import read_phone, show_phone
from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice
from handlers.turn import Refusal, Turn

_AWAY = ("xoa", "bo", "delete")


async def give_phone(turn: Turn, words: str) -> None:
    """`/sodienthoai 0912 345 678`, `/sodienthoai xóa`, or nothing: what is kept. Never in a group: others read along."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    if not words:
        return await _show(turn)
    if fold(words).strip() in _AWAY:
        return await take_away(turn, "")
    phone = read_phone(words)
    if phone is None:
        raise Refusal(Text("phone.not_understood"))
    turn.memory.contacts.set_phone(turn.person.id, phone)
    await turn.note("phone given", f"person:{turn.person.id}")
    turn.say(Text("phone.kept", phone=show_phone(phone)), [_remove()])


async def take_away(turn: Turn, rest: str) -> None:
    turn.memory.contacts.set_phone(turn.person.id, "")
    await turn.note("phone taken away", f"person:{turn.person.id}")
    turn.say(Text("phone.removed"))


async def _show(turn: Turn) -> None:
    phone = await turn.memory.contacts.phone(turn.person.id)
    if phone:
        return turn.say(Text("phone.yours", phone=show_phone(phone)), [_remove()])
    turn.say(Text("phone.none"))


def _remove() -> Choice:
    return Choice(Text("phone.remove"), "ph:")
