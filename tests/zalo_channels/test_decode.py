"""Recorded shapes of both interfaces and what each of them means to us."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import Undecodable
from bot.channels.zalo_bot import decode as bot
from bot.channels.zalo_oa import decode as oa
from domain.messaging.messages import Address, FileRef, Inbound, Kind, Medium, Pin

FOLDER = Path(__file__).parent / "payloads"
CHANNELS = {"bot": bot, "oa": oa}


def table(column: str) -> list[Any]:
    """The payloads of both interfaces that have this column, under the names of their files."""
    cases = [(file, json.loads(file.read_text())) for file in sorted(FOLDER.glob("*/*.json"))]
    return [
        pytest.param(CHANNELS[file.parent.name], case, id=f"{file.parent.name}-{file.stem}")
        for file, case in cases
        if column in case
    ]


@pytest.mark.parametrize(("channel", "case"), table("inbound"))
def test_a_payload_means(channel: Any, case: dict[str, Any]) -> None:
    told, arrival = dict(case["inbound"]), _arrival(channel, case["update"])
    inbound = channel.decode(arrival.raw, "main")
    chat = told.pop("chat") or arrival.conversation
    assert inbound == Inbound(
        key=f"{channel.NAME}:main:{arrival.update_id}",
        at=Address(channel.NAME, "main", chat),
        kind=Kind(told.pop("kind")),
        sent_at=datetime.fromisoformat(told.pop("sent_at")),
        files=tuple(FileRef(i, u, Medium(m), *rest) for i, u, m, *rest in told.pop("files", ())),
        pin=Pin(*told.pop("pin")) if "pin" in told else None,
        **told,
    )
    assert inbound.sent_at.tzinfo is UTC
    assert arrival.conversation == chat
    inbound.text.encode()  # storable


@pytest.mark.parametrize(("channel", "case"), table("undecodable"))
def test_what_is_no_update_says_nothing_of_its_words(channel: Any, case: dict[str, Any]) -> None:
    with pytest.raises(Undecodable) as caught:
        channel.decode(json.dumps(case["update"]), "main")
    assert "Đèn" not in str(caught.value)


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
@pytest.mark.parametrize("raw", ["", "{", "null", "7", '"a"', "[" * 100_000, '{"message": 7}', "\ud83d"])
def test_no_shape_makes_the_conversation_key_fail(channel: Any, raw: str) -> None:
    assert channel.conversation_of(raw) == channel.conversation_of(raw) != channel.conversation_of(raw + " ")


def test_both_shapes_of_one_message_are_one_message() -> None:
    flat = {"event_name": "message.text.received", "message": {"message_id": "m1", "chat": {"id": "c"}}}
    assert (
        bot.arrival("main", flat).update_id == bot.arrival("main", {"ok": True, "result": flat}).update_id == "m1"
    )


def test_following_again_later_is_another_event() -> None:
    follow = {"event_name": "follow", "follower": {"id": "1"}, "timestamp": "1"}
    first, again = (_arrival(oa, follow | {"timestamp": stamp}) for stamp in ("1", "2"))
    assert first.update_id != again.update_id


def _arrival(channel: Any, update: dict[str, Any]) -> Any:
    return channel.arrival("main", update if channel is bot else json.dumps(update))
