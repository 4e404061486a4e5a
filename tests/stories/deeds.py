"""What people can do in a story: each way of writing it down, and what it does in the sandbox."""

from __future__ import annotations

import base64
import re
from collections.abc import Awaitable, Callable
from typing import Any

from handlers.people import links
from sandbox.control import acting, bodies
from sandbox.telegram import people as telegram
from sandbox.telegram.model import Message
from tests import papers
from tests.stories.heads import BadStory
from tests.stories.recorder import Records
from tests.town import Person

Act = Callable[[Person, Records, re.Match[str]], Awaitable[Any]]
_DEEDS: list[tuple[re.Pattern[str], Act]] = []
_KINDS = {"ảnh": "photo", "video": "video", "ghi âm": "voice", "nhãn dán": "sticker", "tệp": "document"}
_CHANGES = {"xóa": "delete", "đóng": "close", "mở lại": "reopen", "đổi tên": "rename"}  # of a topic
_MEGABYTE = 1024 * 1024


def written(pattern: str) -> Callable[[Act], Act]:
    """This is how the deed is written, behind the person's name."""

    def register(act: Act) -> Act:
        _DEEDS.append((re.compile(pattern, re.DOTALL), act))
        return act

    return register


async def do(person: Person, recorder: Records, words: str) -> None:
    """Raises `BadStory` where nobody knows what that is."""
    for pattern, act in _DEEDS:
        if found := pattern.fullmatch(words):
            await act(person, recorder, found)
            return
    raise BadStory(f"nobody knows how to do this: {words!r}")


@written(r": (.+)")
async def say(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.says(found[1])


@written(r" trả lời “([^”]+)”: (.+)")
async def reply(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.says(found[2], reply_to=_message(person, found[1]).id)


@written(r" trả lời “([^”]+)” bằng ảnh(?:: (.+))?")
async def reply_with_photo(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.sends(photo=True, caption=found[2] or "", reply_to=_message(person, found[1]).id)


@written(r" gửi (?:(\d+) )?(ảnh|video|ghi âm|nhãn dán|tệp)(?: ([^\s:]+\.\w+))?(?: \((\d+) MB\))?(?:: (.+))?")
async def send(person: Person, recorder: Records, found: re.Match[str]) -> None:
    """ "gửi 3 ảnh: chú thích" is an album; "gửi tệp bao-cao.pdf (50 MB): chú thích". A paper or a picture without a
    size is a sound one of its kind."""
    many, kind, name, megabytes, caption = found.groups()
    size = int(megabytes) * _MEGABYTE if megabytes else 0
    things = [_thing(kind, name or _new_name(person), size) for _ in range(int(many or 1))]
    things[0]["caption"] = caption or ""
    await (person.sends(album=things) if many else person.sends(**things[0]))


@written(r" gửi tệp (có macro|cụt|giả|trùng) ([^\s:]+\.\w+)")
async def send_bad_paper(person: Person, recorder: Records, found: re.Match[str]) -> None:
    """One that carries macros, lacks its end, is a program, or has the same content under whatever name."""
    how, name = found.groups()
    data = {
        "có macro": papers.office("word/document.xml", name, macros=True),
        "cụt": papers.paper(name)[:-40],
        "giả": b"MZ\x90\x00" + name.encode(),
        "trùng": papers.pdf("the same"),
    }[how]
    await person.sends(document=True, file_name=name, file_base64=base64.b64encode(data).decode())


@written(r" gửi vị trí (-?[\d.]+), (-?[\d.]+)")
async def send_pin(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.sends(location={"latitude": float(found[1]), "longitude": float(found[2])})


@written(r" gửi danh thiếp ([^,]+), (\S+)")
async def send_contact(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.sends(contact={"first_name": found[1], "phone_number": found[2]})


@written(r" bấm \[([^\]]+)\](?: ở “([^”]+)”)?")
async def press(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.presses(found[1], found[2] or "")


@written(r" bấm nút cũ \[([^\]]+)\]")
async def press_old(person: Person, recorder: Records, found: re.Match[str]) -> None:
    """One that this person once saw here, and that is there no more."""
    here, now = person.town.chat_of(person).id, {b for m in person.messages for b in _data(m)}
    old = [b for b in recorder.buttons if b.chat == here and found[1] in b.label and b.data not in now]
    if not old:
        raise BadStory(f"no button {found[1]!r} that is no longer there")
    await _press(person, old[-1].message, old[-1].data)


@written(r" bấm nút giả (\S+)")
async def press_forged(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await _press(person, person.messages[-1].id, found[1])


@written(r" bấm Bắt đầu")
async def start(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.starts()


@written(r" mở liên kết của ([\w-]+)")
async def open_commune(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.starts(links.payload(links.COMMUNE, found[1]))


@written(r" mở liên kết mang ([\w-]+)")
async def open_link(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.starts(found[1])


@written(r" mở lời mời(?: thứ (\d+))?")
async def open_invitation(person: Person, recorder: Records, found: re.Match[str]) -> None:
    """The one made last, or the first, second … of the story."""
    invitations = [one for one in recorder.carried if one.startswith(f"{links.INVITATION}_")]
    await person.starts(invitations[int(found[1]) - 1 if found[1] else -1])


@written(r" sửa tin vừa nhắn: (.+)")
async def edit(person: Person, recorder: Records, found: re.Match[str]) -> None:
    body = bodies.Edit(
        bot=person.bot, person=person.id, chat=person.group, message_id=_own(person).id, text=found[1]
    )
    await person.town.after(person, lambda: acting.edit(person.town.sandbox, body))


@written(r" xóa tin vừa nhắn")
async def delete(person: Person, recorder: Records, found: re.Match[str]) -> None:
    body = bodies.Delete(bot=person.bot, person=person.id, chat=person.group, message_id=_own(person).id)
    await person.town.after(person, lambda: acting.delete(person.town.sandbox, body))


@written(r" viết ẩn danh: (.+)")
async def say_anonymously(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.sends(text=found[1], anonymous=True)


@written(r" (bỏ chặn|chặn) bot")
async def block(person: Person, recorder: Records, found: re.Match[str]) -> None:
    await person.town.after(person, lambda: person.town.messenger.block(person, blocks=found[1] == "chặn"))


@written(r" (không cho|cho) bot quản lý chủ đề")
async def allow_topics(person: Person, recorder: Records, found: re.Match[str]) -> None:
    assert person.group
    body = bodies.TopicRight(group=person.group, person=person.id, bot=person.bot, allowed=found[1] == "cho")
    await person.town.after(person, lambda: acting.allow_topics(person.town.sandbox, body))


@written(r" (xóa|đóng|mở lại|đổi tên) chủ đề (.+?)(?: thành (.+))?")
async def change_topic(person: Person, recorder: Records, found: re.Match[str]) -> None:
    assert person.group
    topic = person.in_topic(found[2]).topic
    body = bodies.ChangeTopic.model_validate(
        {
            "group": person.group,
            "person": person.id,
            "topic": topic,
            "change": _CHANGES[found[1]],
            "name": found[3] or "",
        }
    )
    await person.town.after(person, lambda: acting.change_topic(person.town.sandbox, body))


@written(r" đưa bot ra khỏi nhóm")
async def throw_out(person: Person, recorder: Records, found: re.Match[str]) -> None:
    assert person.group
    body = bodies.Kick(group=person.group, bot=person.bot, by=person.id)
    await person.town.after(person, lambda: acting.kick(person.town.sandbox, body))


def _thing(kind: str, name: str, size: int) -> dict[str, Any]:
    thing: dict[str, Any] = {_KINDS[kind]: True, "file_name": name, "size": size}
    if kind in ("tệp", "ảnh") and not size:
        data = papers.paper(name) if kind == "tệp" else papers.picture(name)
        thing["file_base64"] = base64.b64encode(data).decode()
    return thing


def _new_name(person: Person) -> str:
    """Files of one name and size are the same file to the platform."""
    return f"{person.town.sandbox.number('file of a story')}"


def _message(person: Person, words: str) -> Message:
    """The newest one here that holds these words."""
    for message in reversed(person.messages):
        if words in message.words:
            return message
    raise BadStory(f"no message with {words!r}")


def _own(person: Person) -> Message:
    return next(m for m in reversed(person.messages) if getattr(m.author, "id", None) == person.id)


def _data(message: Message) -> list[str]:
    return [button.get("callback_data", "") for row in message.buttons for button in row]


async def _press(person: Person, message: int, data: str) -> None:
    """Past the check that the button is there."""
    sandbox, chat = person.town.sandbox, person.town.chat_of(person)
    bot = sandbox.bot_named(person.bot)
    assert bot
    who = sandbox.people[person.id]
    await person.town.after(person, lambda: telegram.press(sandbox, bot, chat, who, message, data))
