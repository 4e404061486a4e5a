"""Faults and switches: what a test orders goes wrong, so often and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.sandbox.conftest import Town


async def test_a_fault_ends_after_its_times(met: Town) -> None:
    await met.act("faults", method="sendMessage", code=502, description="Bad Gateway", times=2)
    asked = {"chat_id": met.person, "text": "a"}
    assert [(await met.call("sendMessage", **asked)).get("error_code") for _ in range(3)] == [502, 502, None]


async def test_a_fault_may_look_at_the_words(met: Town) -> None:
    await met.act("faults", contains="nhắc hạn", code=400, description="Bad Request: PEER_FLOOD", times=-1)
    await met.ask("sendMessage", chat_id=met.person, text="chào")
    assert (
        await met.refused("sendMessage", chat_id=met.person, text="Nhắc hạn: nhắc hạn")
        == "Bad Request: PEER_FLOOD"
    )


async def test_a_fault_may_carry_parameters(met: Town) -> None:
    await met.act("faults", code=429, description="Too Many Requests", retry_after=33)
    refusal = await met.call("getMe")
    assert refusal["parameters"] == {"retry_after": 33}
    logged = (await met.look("requests", method="getMe"))["requests"][-1]
    assert logged["outcome"]["error_code"] == 429


async def test_faults_can_be_read_and_taken_back(met: Town) -> None:
    await met.act("faults", method="getMe", code=500, times=-1)
    assert (await met.look("faults"))["faults"][0]["method"] == "getMe"
    await met.client.delete("/_sandbox/faults")
    await met.ask("getMe")


async def test_a_malformed_answer_is_no_json(met: Town) -> None:
    await met.act("faults", malformed=True)
    answer = await met.client.get(f"/bot{met.token}/getMe")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()


async def test_a_typing_error_in_a_fault_is_refused(met: Town) -> None:
    assert (await met.client.post("/_sandbox/faults", json={"methode": "getMe"})).status_code == 422


@pytest.fixture
async def served(world: World) -> AsyncIterator[Town]:
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address, trust_env=False) as client:
        town = Town(world, client)
        await town.act("start")
        yield town


@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
async def test_the_connection_drops_before_or_after_the_effect(served: Town, moment: str, arrived: int) -> None:
    await served.act("faults", method="sendMessage", close=moment)
    with pytest.raises(httpx.TransportError):
        await served.ask("sendMessage", chat_id=served.person, text="Biên nhận")
    assert [m["text"] for m in (await served.chat())["messages"]].count("Biên nhận") == arrived


async def test_a_delay_goes_by_real_time(served: Town) -> None:
    await served.act("faults", method="getMe", delay=0.3)
    with pytest.raises(httpx.ReadTimeout):
        await served.client.get(f"/bot{served.token}/getMe", timeout=0.05)


async def test_an_undecodable_update_lacks_what_every_library_needs(met: Town) -> None:
    await met.act("switch", name="undecodable_updates", value=1)
    await met.act("send", text="hỏng")
    await met.act("send", text="lành")
    broken, good = (update["message"]["chat"] for update in await met.updates())
    assert ("type" in broken, "type" in good) == (False, True)


async def test_a_duplicate_update_has_the_same_number(met: Town) -> None:
    await met.act("switch", name="duplicate_updates", value=1)
    await met.act("send", text="hai lần")
    await met.act("send", text="một lần")
    first, again, other = await met.updates()
    assert first == again
    assert other["update_id"] == first["update_id"] + 1


async def test_presses_can_be_made_to_expire(met: Town) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Nhận", "callback_data": "x"}]]}
    card = await met.ask("sendMessage", chat_id=met.person, text="Phiếu", reply_markup=keyboard)
    press = await met.act("press", message_id=card["message_id"])
    await met.act("switch", name="expire_presses")
    assert await met.kinds() == []
    assert "query is too old" in await met.refused("answerCallbackQuery", callback_query_id=press["callback_id"])


async def test_an_unknown_switch_is_refused(met: Town) -> None:
    assert (await met.client.post("/_sandbox/switch", json={"name": "gravity"})).status_code == 409
