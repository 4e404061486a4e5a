"""What an official account may say, to whom, and for how long after they last wrote."""

from __future__ import annotations

from typing import Any

import pytest

from tests.zalo.conftest import APP, Quarter

CS, V2, TEMPLATE = "v3.0/oa/message/cs", "v2.0/oa/message", "v3.0/oa/message/template"
RESULT = {"id": "7895", "title": "Kết quả", "words": "Hồ sơ {ma} đã có kết quả."}
LAND = {"title": "Đất đai", "type": "oa.query.show", "payload": "#menu:land"}


UNREADABLE = {"media_type": "image", "url": "http://[none"}


def to(user: str, **message: Any) -> dict[str, Any]:
    return {"recipient": {"user_id": user}, "message": message}


def template(**payload: Any) -> dict[str, Any]:
    return {"type": "template", "payload": payload}


async def test_state_agencies_send_by_v2_and_businesses_by_v3(quarter: Quarter) -> None:
    user = await quarter.write()
    assert (await quarter.oa(CS, to(user, text="một")))["error"] == -235
    assert (await quarter.oa(V2, to(user, text="hai")))["message"] == "Success"
    quarter.pair = await quarter.act("official-accounts", key="shop", name="Cửa hàng", oa_type=2, **APP)
    await quarter.to_oa("send", account="shop", text="Chào")
    user = quarter.world.zalo.accounts["shop"].chat_with(quarter.world.people[quarter.person]).id
    assert (await quarter.oa(V2, to(user, text="một")))["error"] == -240
    sent = await quarter.oa(CS, to(user, text="hai"))
    assert sent["data"].keys() == {"message_id", "user_id", "sent_time"}
    assert await quarter.look("transcript", account="oa") == "Hoa Trần: Chào\nUBND xã Mẫu: hai\n"


async def test_it_knows_itself_and_its_followers(quarter: Quarter) -> None:
    about = await quarter.oa("v2.0/oa/getoa")
    assert (about["data"]["oa_type"], about["data"]["oaid"]) == (4, quarter.pair["oaid"])
    user = await quarter.write()
    asked = {"params": {"data": f'{{"user_id":"{user}"}}'}}
    assert (await quarter.oa("v3.0/oa/user/detail", **asked))["error"] == -213
    await quarter.to_oa("follow")
    assert (await quarter.oa("v3.0/oa/user/detail", **asked))["data"]["display_name"] == "Hoa Trần"


@pytest.mark.parametrize(
    ("hours", "paid", "error"),
    [(1, False, 0), (47.9, False, 0), (48.1, False, -211), (48.1, True, 0), (167, True, 0), (168.1, True, -230)],
)
async def test_windows(quarter: Quarter, hours: float, paid: bool, error: int) -> None:
    user = await quarter.write()
    await quarter.to_oa("purse", paid=paid)
    await quarter.to_oa("window", hours=hours)
    assert (await quarter.oa(V2, to(user, text="Nhắc")))["error"] == error
    assert (await quarter.to_oa("purse"))["charged"] == (hours > 48 and error == 0)


async def test_a_window_may_hold_only_so_many(quarter: Quarter) -> None:
    user = await quarter.write()
    await quarter.to_oa("purse", free_per_window=1)
    assert [(await quarter.oa(V2, to(user, text="x")))["error"] for _ in range(2)] == [0, -211]
    await quarter.write("lại")
    assert (await quarter.oa(V2, to(user, text="x")))["error"] == 0


async def test_who_left_is_not_written_to(quarter: Quarter) -> None:
    assert (await quarter.oa(V2, to("1" * 19, text="ai?")))["error"] == -213
    await quarter.to_oa("follow")
    user = (await quarter.look("chat", account="oa"))["user_id"]
    assert (await quarter.oa(V2, to(user, text="Chào")))["error"] == 0
    await quarter.to_oa("unfollow")
    assert (await quarter.oa(V2, to(user, text="?")))["error"] == -213


async def test_buttons_come_back_as_words(quarter: Quarter) -> None:
    user = await quarter.write()
    await quarter.oa(V2, to(user, text="Việc gì?", attachment=template(buttons=[LAND])))
    pressed = await quarter.to_oa("press", message_id=2)
    assert pressed["message_id"] == 3
    assert (await quarter.look("transcript", account="oa")).splitlines()[1:] == [
        "UBND xã Mẫu: Việc gì? [Đất đai]",
        "Hoa Trần: #menu:land",
    ]
    await quarter.turn(button_template="button")
    plain = to(user, text="Việc gì?", attachment=template(buttons=[LAND]))
    named = to(user, text="Việc gì?", attachment=template(template_type="button", buttons=[LAND]))
    assert [(await quarter.oa(V2, body))["error"] for body in (plain, named)] == [-201, 0]


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": "x" * 2001}, -210),
        ({"text": ""}, -201),
        ({"text": "x", "attachment": template(buttons=[LAND] * 6)}, -201),
        ({"attachment": {"type": "file", "payload": {"token": "unknown"}}}, -201),
        ({"attachment": template(template_type="media", elements=[])}, -201),
        ({"attachment": template(template_type="media", elements=[UNREADABLE])}, -201),
        ({"attachment": "nonsense"}, -201),
        ({}, -201),
    ],
)
async def test_what_is_refused(quarter: Quarter, message: dict[str, Any], error: int) -> None:
    user = await quarter.write()
    assert (await quarter.oa(V2, to(user, **message)))["error"] == error


async def test_files_and_pictures(quarter: Quarter) -> None:
    user = await quarter.write()
    file = await quarter.oa("v2.0/oa/upload/file", files={"file": ("mẫu đơn.pdf", b"%PDF")})
    image = await quarter.oa("v2.0/oa/upload/image", files={"file": ("sơ đồ.png", b"\x89PNG")})
    attached = {"type": "file", "payload": {"token": file["data"]["token"]}}
    shown = {"media_type": "image", "attachment_id": image["data"]["attachment_id"]}
    assert (await quarter.oa(V2, to(user, attachment=attached)))["error"] == 0
    picture = template(template_type="media", elements=[shown])
    assert (await quarter.oa(V2, to(user, text="Sơ đồ", attachment=picture)))["error"] == 0
    assert (await quarter.look("transcript", account="oa")).splitlines()[1:] == [
        "UBND xã Mẫu: 📄 mẫu đơn.pdf",
        "UBND xã Mẫu: 📷 sơ đồ.png Sơ đồ",
    ]
    quarter.world.real.skip(7 * 86_400)
    await quarter.to_oa("tokens", grant=True)
    quarter.pair = await quarter.to_oa("tokens", grant=True)
    assert (await quarter.oa(V2, to(user, attachment=attached)))["error"] == -201


@pytest.mark.parametrize(
    ("path", "name", "data", "error"),
    [("file", "a.exe", b"x", -201), ("image", "a.png", b"x" * 1_100_000, -210), ("file", "a.pdf", b"", -201)],
)
async def test_uploads_that_are_refused(quarter: Quarter, path: str, name: str, data: bytes, error: int) -> None:
    assert (await quarter.oa(f"v2.0/oa/upload/{path}", files={"file": (name, data)}))["error"] == error


async def test_templates_need_no_window(quarter: Quarter) -> None:
    user = await quarter.write()
    await quarter.to_oa("window", hours=1000)
    assert (await quarter.to_oa("templates", **RESULT))["params"] == ["ma"]
    notice = {"template_id": "7895", "template_data": {"ma": "PA-12"}}
    assert (await quarter.oa(TEMPLATE, {"user_id": user} | notice))["error"] == 0
    by_phone = {"phone": "84912345678", "tracking_id": "1"} | notice
    assert (await quarter.oa("message/template", by_phone))["error"] == -118
    await quarter.act("phones", person=quarter.person, phone="84912345678")
    assert (await quarter.oa("message/template", by_phone))["data"]["msg_id"]
    assert (await quarter.look("transcript", account="oa")).splitlines()[1:] == [
        "UBND xã Mẫu: Hồ sơ PA-12 đã có kết quả."
    ] * 2
    shown = (await quarter.look("chat", account="oa"))["messages"][-1]
    assert shown["card"] == {"title": "Kết quả", "id": "7895"}
    assert (await quarter.to_oa("purse"))["charged"] == 2


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"template_id": "1"}, -131),
        ({"template_data": {}}, -132),
        ({"template_data": {"ma": " "}}, -132),
        ({"template_data": None}, -201),
        ({"user_id": "1"}, -213),
    ],
)
async def test_templates_that_are_refused(quarter: Quarter, given: dict[str, Any], error: int) -> None:
    user = await quarter.write()
    await quarter.to_oa("templates", **RESULT)
    whole = {"user_id": user, "template_id": "7895", "template_data": {"ma": "PA-12"}}
    assert (await quarter.oa(TEMPLATE, whole | given))["error"] == error


async def test_templates_cost_money_and_state_agencies_may_not_have_them(quarter: Quarter) -> None:
    user = await quarter.write()
    await quarter.to_oa("templates", **RESULT)
    await quarter.to_oa("purse", templates=1)
    notice = {"user_id": user, "template_id": "7895", "template_data": {"ma": "PA-12"}}
    tried = [await quarter.oa(TEMPLATE, notice | mode) for mode in ({"mode": "development"}, {}, {})]
    assert [answer["error"] for answer in tried] == [0, 0, -115]
    assert (await quarter.look("transcript", account="oa")).count("PA-12") == 1
    await quarter.turn(state_templates=False)
    assert (await quarter.oa(TEMPLATE, notice))["error"] == -235


async def test_too_many_requests(quarter: Quarter) -> None:
    quarter.the_oa.rate.take(quarter.world.real.now(), 3_999)
    assert [(await quarter.oa("v2.0/oa/getoa"))["error"] for _ in range(2)] == [0, -32]
