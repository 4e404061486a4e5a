"""How fast a bot may speak, and what happens to one that is too fast."""

from __future__ import annotations

from typing import Any

from tests.sandbox.conftest import Town


async def codes(town: Town, chats: list[int], method: str = "sendMessage") -> list[int]:
    answers = [await town.call(method, chat_id=chat, text="a") for chat in chats]
    return [answer.get("error_code", 200) for answer in answers]


async def crowd(town: Town, size: int) -> list[int]:
    people = [(await town.act("people", first_name=f"Dân {n}"))["id"] for n in range(size)]
    for person in people:
        await town.act("start", person=person)
    return people


async def test_a_chat_takes_three_at_once_then_one_a_second(met: Town) -> None:
    assert await codes(met, [met.person] * 4) == [200, 200, 200, 429]
    met.world.real.skip(1.01)
    assert await codes(met, [met.person] * 2) == [200, 429]


async def test_strictly_a_chat_takes_one_a_second(met: Town) -> None:
    await met.act("switch", name="strict_limits")
    assert await codes(met, [met.person] * 2) == [200, 429]


async def test_a_refusal_says_how_long_to_wait(met: Town) -> None:
    await codes(met, [met.person] * 3)
    refusal = await met.call("sendMessage", chat_id=met.person, text="a")
    assert refusal["parameters"] == {"retry_after": 1}
    assert refusal["description"] == "Too Many Requests: retry after 1"


async def test_thirty_a_second_over_all_chats(met: Town) -> None:
    people = await crowd(met, 31)
    assert await codes(met, people) == [200] * 30 + [429]
    met.world.real.skip(1.01)
    assert await codes(met, people[:1]) == [200]


async def test_twenty_a_minute_in_a_group_edits_too(met: Town) -> None:
    group = (await met.act("groups", title="Tổ", admins=[met.person], bot="thu_bot"))["id"]
    sent: dict[str, Any] = {}
    for _ in range(19):
        sent = await met.ask("sendMessage", chat_id=group, text="a")
        met.world.real.skip(1)
    await met.ask("editMessageText", chat_id=group, message_id=sent["message_id"], text="b")
    refusal = await met.call("sendMessage", chat_id=group, text="c")
    assert refusal["parameters"]["retry_after"] in (41, 42)
    assert await codes(met, [met.person]) == [200]


async def test_a_flood_may_silence_the_whole_bot(met: Town) -> None:
    (other,) = await crowd(met, 1)
    await met.act("switch", name="silence_on_429")
    await codes(met, [met.person] * 4)
    assert await codes(met, [other]) == [429]
    met.world.real.skip(1.01)
    assert await codes(met, [other]) == [200]


async def test_limits_can_be_switched_off(met: Town) -> None:
    await met.act("switch", name="limits", value=False)
    assert await codes(met, [met.person] * 50) == [200] * 50
