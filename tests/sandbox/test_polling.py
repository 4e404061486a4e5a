"""getUpdates: what is confirmed, what waits how long, and who may ask."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.sandbox.conftest import TOKEN, Town


async def say(town: Town, *texts: str) -> None:
    for text in texts:
        await town.act("send", text=text)


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_the_offset_passes_it(town: Town) -> None:
    await say(town, "một", "hai", "ba")
    first = await town.ask("getUpdates")
    town.world.real.skip(5)
    assert await town.ask("getUpdates") == first
    assert texts(await town.ask("getUpdates", offset=first[1]["update_id"])) == ["hai", "ba"]
    assert texts(await town.updates()) == ["hai", "ba"]


async def test_a_negative_offset_keeps_only_the_last(town: Town) -> None:
    await say(town, "một", "hai", "ba")
    assert texts(await town.ask("getUpdates", offset=-2)) == ["hai", "ba"]
    assert texts(await town.updates()) == ["hai", "ba"]


async def test_the_same_offset_at_once_gets_one_update_only(town: Town) -> None:
    await say(town, "một", "hai")
    assert len(await town.ask("getUpdates")) == 2
    assert len(await town.ask("getUpdates")) == 1
    town.world.real.skip(0.6)
    assert len(await town.ask("getUpdates")) == 2


def test_a_hurried_poller_waits_three_seconds() -> None:
    patience = World().add_bot("1:a", "a_bot").queue.patience
    assert patience.judge(0, 100, 0, now=10.0) == (100, 0)
    assert patience.judge(0, 100, 0, now=10.4) == (1, 3)
    assert patience.judge(0, 100, 0, now=13.0) == (100, 3)
    assert patience.judge(0, 100, 50, now=13.2) == (1, 50)
    assert patience.judge(7, 100, 0, now=13.3) == (100, 0)


async def test_limit_is_clamped(town: Town) -> None:
    await say(town, *(str(n) for n in range(102)))
    assert len(await town.ask("getUpdates", limit=1000)) == 100


async def test_a_waiting_poll_wakes_at_the_first_message(town: Town) -> None:
    poll = asyncio.create_task(town.ask("getUpdates", timeout=50))
    await asyncio.sleep(0.01)
    await say(town, "dậy")
    assert texts(await asyncio.wait_for(poll, 5)) == ["dậy"]


async def test_an_empty_poll_ends_after_its_timeout(world: World, town: Town) -> None:
    world.real.scale = 0.001
    assert await town.ask("getUpdates", timeout=9999) == []


async def test_the_second_poller_ends_the_first(town: Town) -> None:
    first = asyncio.create_task(town.call("getUpdates", timeout=50))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(town.call("getUpdates", timeout=50))
    refusal = await first
    assert (refusal["error_code"], refusal["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await say(town, "còn đây")
    assert texts((await second)["result"]) == ["còn đây"]


async def test_no_polling_while_a_webhook_is_set(town: Town) -> None:
    poll = asyncio.create_task(town.refused("getUpdates", timeout=50))
    await asyncio.sleep(0.01)
    await town.ask("setWebhook", url="https://example.org/hook")
    assert await poll == "Conflict: terminated by setWebhook request"
    assert "while webhook is active" in await town.refused("getUpdates")
    await town.ask("deleteWebhook")
    town.world.real.skip(5)
    assert await town.ask("getUpdates") == []


async def test_messages_live_a_day_and_presses_150_seconds(met: Town) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Nhận", "callback_data": "p:1:take:1"}]]}
    sent = await met.ask("sendMessage", chat_id=met.person, text="Phiếu", reply_markup=keyboard)
    await met.act("press", message_id=sent["message_id"])
    await say(met, "chào")
    met.world.real.skip(151)
    assert await met.kinds() == ["message"]
    met.world.real.skip(86_400)
    assert await met.kinds() == []


async def test_moving_the_clock_changes_dates_and_no_lives(town: Town) -> None:
    await say(town, "trước")
    await town.act("clock", to="2027-03-01T08:00:00+07:00")
    await say(town, "sau")
    before, after = await town.updates()
    assert after["message"]["date"] == 1803862800
    assert before["message"]["date"] < after["message"]["date"]


async def test_only_the_kinds_asked_for_are_queued(town: Town) -> None:
    await town.ask("getUpdates", allowed_updates=["callback_query"])
    await say(town, "không ai nghe")
    assert await town.kinds() == []
    town.world.real.skip(5)
    await town.ask("getUpdates", allowed_updates=[])
    await say(town, "có người nghe")
    assert await town.kinds() == ["message"]


async def test_a_poller_that_hangs_up_loses_nothing(world: World) -> None:
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address, trust_env=False) as client:
        town = Town(world, client)
        with pytest.raises(httpx.ReadTimeout):
            await client.get(f"/bot{TOKEN}/getUpdates", params={"timeout": 50}, timeout=0.1)
        await asyncio.sleep(0.05)
        assert town.bot.queue.poller is None
        await say(town, "vẫn còn")
        assert texts(await town.ask("getUpdates", offset=-1)) == ["vẫn còn"]
