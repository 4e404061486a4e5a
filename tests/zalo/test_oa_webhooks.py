"""An official account's webhook: signatures, the ladder of repetitions, and its end."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from sandbox.zalo.oa.delivery import LADDER, signature
from tests.zalo.conftest import APP, Quarter, Receiver, until

# The vector of the reference, recomputed with hashlib.
VECTOR = (
    b'{"event_name":"user_send_text","app_id":"50554360515256678","sender":{"id":"5510185758261927916"},'
    b'"recipient":{"id":"1646843870823903717"},"message":{"text":"Helo","msg_id":"e2a641af6661713b2874"},'
    b'"timestamp":"1717061839659","user_id_by_app":"3611371994410983884"}'
)
MAC = "3ffd723cf76d6fdf3fcc47fdd117c34af0edf19d7fc2188cbdd2dd57fd648921"


@pytest.fixture
async def hooked(quarter: Quarter, receiver: Receiver) -> Quarter:
    await quarter.to_oa("webhook", url=receiver.url)
    return quarter


def mac(body: bytes, timestamp: str) -> str:
    return hashlib.sha256(f"{APP['app_id']}{body.decode()}{timestamp}{APP['webhook_key']}".encode()).hexdigest()


def test_the_reference_vector() -> None:
    assert len(VECTOR) == 264
    assert signature(APP["app_id"], VECTOR, "1717061839659", "OA-SECRET") == MAC


async def test_signatures_right_bare_wrong_missing(hooked: Quarter, receiver: Receiver) -> None:
    for number, kind in enumerate(("mac", "bare", "wrong", "missing"), start=1):
        await hooked.turn(signature=kind)
        await hooked.write("Đèn hỏng")
        await receiver.hears(number)
    right = [mac(body, json.loads(body)["timestamp"]) for body in receiver.bodies]
    came = [headers.get("x-zevent-signature") for headers in receiver.headers]
    assert came[:2] == [f"mac={right[0]}", right[1]]
    assert came[2] not in (None, f"mac={right[2]}")
    assert came[3] is None


async def test_a_timestamp_of_the_header_and_a_stale_event(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.turn(timestamp_in="header", event_age=10_000)
    await hooked.write()
    await receiver.hears(1)
    [headers], [body] = receiver.headers, receiver.bodies
    stamp = headers["x-zevent-timestamp"]
    assert headers["x-zevent-signature"] == f"mac={mac(body, stamp)}"
    assert stamp != json.loads(body)["timestamp"]
    assert hooked.world.milliseconds() - int(stamp) > 9_000_000


@pytest.mark.parametrize(
    ("what", "event", "type_"),
    [
        ({"photo": True}, "user_send_image", "image"),
        ({"voice": True}, "user_send_audio", "audio"),
        ({"file": "đơn.pdf"}, "user_send_file", "file"),
        ({"sticker": "7"}, "user_send_sticker", "sticker"),
        ({"location": {"latitude": 20.8, "longitude": 106.7}}, "user_send_location", "location"),
        ({"link": "https://example.vn"}, "user_send_link", "link"),
    ],
)
async def test_attachments(
    hooked: Quarter, receiver: Receiver, what: dict[str, Any], event: str, type_: str
) -> None:
    await hooked.to_oa("send", **what)
    await receiver.hears(1)
    update = json.loads(receiver.bodies[0])
    assert update["event_name"] == event
    assert [attachment["type"] for attachment in update["message"]["attachments"]] == [type_]


async def test_following_has_another_envelope(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.to_oa("follow")
    await hooked.to_oa("send", info={"name": "Trần Thị Hoa", "phone": "84912345678"})
    await hooked.to_oa("unfollow")
    await receiver.hears(3)
    followed, info, left = (json.loads(body) for body in receiver.bodies)
    assert followed["follower"] == left["follower"] == info["sender"]
    assert followed["oa_id"] == hooked.pair["oaid"]
    assert [followed["event_name"], left["event_name"]] == ["follow", "unfollow"]
    assert info["info"]["phone"] == "84912345678"


async def test_the_ladder_and_its_end(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.turn(retry_scale=0.00001)
    receiver.answers = [500, 500]
    await hooked.write("lần thứ ba thì được")
    await receiver.hears(3)
    assert [headers.get("num_retry") for headers in receiver.headers] == [None, "1", "2"]
    assert len(set(receiver.bodies)) == 1
    receiver.answers = [500] * (1 + len(LADDER))
    await hooked.write("không bao giờ được")
    await until(lambda: hooked.the_oa.hook is not None and not hooked.the_oa.hook.enabled)
    await hooked.write("không ai nghe")
    await hooked.to_oa("webhook", url=receiver.url)
    await hooked.write("lại nghe")
    await receiver.hears(3 + 6 + 1)
    assert json.loads(receiver.bodies[-1])["message"]["text"] == "lại nghe"


async def test_slower_than_two_seconds_comes_again(hooked: Quarter, receiver: Receiver) -> None:
    hooked.world.real.scale = 0.05  # two seconds last 100 ms
    await hooked.turn(retry_scale=0.0001)
    receiver.slow = 0.15
    await hooked.write("chậm")
    await receiver.hears(1)
    receiver.slow = 0.0
    await receiver.hears(2)
    assert receiver.headers[1]["num_retry"] == "1"
    assert hooked.world.zalo.courier.deliveries[0].error == "timeout"


async def test_a_duplicate_and_an_event_nobody_knows(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.turn(duplicate_updates=1)
    await hooked.write("một")
    await receiver.hears(2)
    assert receiver.bodies[0] == receiver.bodies[1]
    assert {headers.get("num_retry") for headers in receiver.headers} == {None, "1"}
    unknown = {"event_name": "user_feels_lucky", "timestamp": "1717061839659"}
    assert await hooked.to_oa("knock", event=unknown) == {"status": 200, "error": ""}
    assert receiver.headers[2]["x-zevent-signature"] == f"mac={mac(receiver.bodies[2], unknown['timestamp'])}"


async def test_events_that_the_console_does_not_enable(quarter: Quarter, receiver: Receiver) -> None:
    await quarter.to_oa("webhook", url=receiver.url, events=["follow"])
    await quarter.write("không nghe")
    await quarter.to_oa("follow")
    await receiver.hears(1)
    assert json.loads(receiver.bodies[0])["event_name"] == "follow"
