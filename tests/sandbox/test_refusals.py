"""What the Bot API refuses, and in which words. Each row is a call that a careless bot might make."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.telegram.methods import METHODS
from sandbox.world import World
from tests.sandbox.conftest import Town


@pytest.fixture
def world() -> World:
    """Without the oracle: it would rightly complain of these requests too."""
    return World()


def buttons(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def press_of(data: str) -> dict[str, str]:
    return {"text": "Nút", "callback_data": data}


TEXT_REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "empty": ({"text": ""}, "Bad Request: message text is empty"),
    "only spaces": ({"text": " \n "}, "Bad Request: message text is empty"),
    "absent": ({}, "Bad Request: message text is empty"),
    "4097 letters": ({"text": "ờ" * 4097}, "Bad Request: message is too long"),
    "4098 units of 2049 signs": ({"text": "😀" * 2049}, "Bad Request: message is too long"),
    "stranger": ({"text": "a", "chat_id": 99}, "Bad Request: chat not found"),
    "unknown group": ({"text": "a", "chat_id": -99}, "Bad Request: chat not found"),
    "itself": ({"text": "a", "chat_id": 810}, "Forbidden: bots can't send messages to bots"),
    "no thread here": ({"text": "a", "message_thread_id": 7}, "Bad Request: message thread not found"),
    "general topic": ({"text": "a", "message_thread_id": 1}, "Bad Request: message thread not found"),
    "reply to nothing": (
        {"text": "a", "reply_parameters": {"message_id": 99}},
        "Bad Request: message to be replied not found",
    ),
    "66 bytes in 22 letters": (
        {"text": "a", "reply_markup": buttons([press_of("ờ" * 22)])},
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    "no data": ({"text": "a", "reply_markup": buttons([press_of("")])}, "Bad Request: BUTTON_DATA_INVALID"),
    "nine in a row": (
        {"text": "a", "reply_markup": buttons([press_of("x")] * 9)},
        "Bad Request: REPLY_MARKUP_INVALID",
    ),
    "101 buttons": (
        {"text": "a", "reply_markup": buttons(*[[press_of("x")]] * 101)},
        "Bad Request: REPLY_MARKUP_TOO_LONG",
    ),
    "button that does nothing": (
        {"text": "a", "reply_markup": buttons([{"text": "Nút"}])},
        "Bad Request: can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
    ),
    "markup that is no JSON": (
        {"text": "a", "reply_markup": "{"},
        "Bad Request: can't parse reply_markup JSON object",
    ),
    "entity past the end": (
        {"text": "😀", "entities": [{"type": "bold", "offset": 1, "length": 2}]},
        "Bad Request: ENTITY_BOUNDS_INVALID",
    ),
    "unknown entity": (
        {"text": "abc", "entities": [{"type": "fat", "offset": 0, "length": 1}]},
        "Bad Request: can't parse MessageEntity: unsupported type specified",
    ),
    "101 entities": (
        {"text": "abc", "entities": [{"type": "bold", "offset": 0, "length": 1}] * 101},
        "Bad Request: ENTITIES_TOO_LONG",
    ),
    "parse_mode": (
        {"text": "<b>a</b>", "parse_mode": "HTML"},
        "Bad Request: the sandbox has no parse_mode: send entities",
    ),
}


@pytest.mark.parametrize("name", TEXT_REFUSALS)
async def test_send_message_refuses(met: Town, name: str) -> None:
    parameters, description = TEXT_REFUSALS[name]
    assert await met.refused("sendMessage", **({"chat_id": met.person} | parameters)) == description


POSSIBLE = {name: {*method.needs, *method.may} for name, method in METHODS.items()}
OTHER_REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("sendVanish", {}, "Not Found: method not found"),
    ("logOut", {}, "Bad Request: method is not supported by the sandbox"),
    ("sendPhoto", {"photo": "no-such-id"}, "Bad Request: wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"photo": "https://example.org/a.png"}, "Bad Request: failed to get HTTP URL content"),
    ("sendPhoto", {"photo": "x", "caption": "c" * 1025}, "Bad Request: message caption is too long"),
    (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": "x"}]},
        "Bad Request: wrong number of messages in the album: it must be from 2 to 10",
    ),
    (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": "x"}, {"type": "document", "media": "y"}]},
        "Bad Request: wrong types of media in the album",
    ),
    ("editMessageText", {"message_id": 99, "text": "a"}, "Bad Request: message to edit not found"),
    ("editMessageText", {"message_id": 1, "text": "a"}, "Bad Request: message can't be edited"),
    ("deleteMessage", {"message_id": 99}, "Bad Request: message to delete not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    ("getFile", {"file_id": "x"}, "Bad Request: wrong file identifier/HTTP URL specified"),
    ("setMyCommands", {"commands": [{"command": "Tra", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "tra", "description": "x" * 257}]},
        "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "tra", "description": "x"}] * 101},
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setWebhook",
        {"url": "http://example.org"},
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://example.org:8080"},
        "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "https://example.org", "secret_token": "có dấu"},
        "Bad Request: secret token contains unallowed characters",
    ),
    ("sendChatAction", {"action": "sleeping"}, "Bad Request: wrong parameter action in request"),
    ("setMessageReaction", {"message_id": 1, "reaction": [{"emoji": "🐘"}]}, "Bad Request: REACTION_INVALID"),
    ("createForumTopic", {"name": "Tiếp nhận"}, "Bad Request: the chat is not a forum"),
    ("leaveChat", {}, "Bad Request: chat member status can't be changed in private chats"),
    ("sendMessage", {"text": "a", "business_connection_id": "b"}, "business_connection_id is not supported"),
]


@pytest.mark.parametrize(("method", "parameters", "description"), OTHER_REFUSALS)
async def test_other_methods_refuse(met: Town, method: str, parameters: dict[str, Any], description: str) -> None:
    here = {"chat_id": met.person} if "chat_id" in POSSIBLE.get(method, ()) else {}
    assert description in await met.refused(method, **(here | parameters))


async def test_a_wrong_token_is_unauthorized_and_a_misshapen_one_not_found(town: Town) -> None:
    town.token = "811:somebody-else"
    assert await town.refused("getMe") == "Unauthorized"
    town.token = "no-token"
    assert await town.refused("getMe") == "Not Found"


async def test_parameters_may_come_by_query_form_and_multipart(met: Town) -> None:
    address = f"/bot{met.token}/SENDmessage"
    asked = {"chat_id": str(met.person), "text": "chào", "reply_markup": '{"inline_keyboard": []}'}
    answers = [
        await met.client.get(address, params=asked),
        await met.client.post(address, data=asked),
        await met.client.post(address, data=asked, files={"spare": b"x"}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["chào"] * 3
    assert met.world.complaints == ["sendMessage: unknown parameter spare"]
    met.world.complaints.clear()


async def test_what_the_server_ignores_is_noted(met: Town) -> None:
    await met.ask("sendMessage", chat_id=met.person, text="a", reply_marcup={})
    assert await met.look("complaints") == {"complaints": ["sendMessage: unknown parameter reply_marcup"]}
    met.world.complaints.clear()


async def test_an_edit_that_changes_nothing_is_refused(met: Town) -> None:
    card = await met.ask("sendMessage", chat_id=met.person, text="Phiếu", reply_markup=buttons([press_of("x")]))
    same = {"chat_id": met.person, "message_id": card["message_id"], "text": "Phiếu "}
    assert "is not modified" in await met.refused("editMessageText", **same, reply_markup=buttons([press_of("x")]))
    assert "reply_markup" not in await met.ask("editMessageText", **same)
