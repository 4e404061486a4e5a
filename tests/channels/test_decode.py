"""Recorded shapes of the Bot API and what each of them means to us."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import Undecodable
from bot.channels.telegram.decode import Decoder
from bot.channels.telegram.keys import conversation_of
from domain.messaging.messages import Address, FileRef, Inbound, Kind, Medium, Pin

PAYLOADS = {
    file.stem: json.loads(file.read_text()) for file in sorted((Path(__file__).parent / "payloads").glob("*.json"))
}
US = Decoder("xa", "nhipdan_bot")


def table(column: str) -> list[Any]:
    """The payloads that have this column, under the names of their files."""
    return [pytest.param(case, id=name) for name, case in PAYLOADS.items() if column in case]


def expected(case: dict[str, Any], sent_at: datetime) -> Inbound:
    told = dict(case["inbound"])
    at = Address("telegram", "xa", told.pop("chat"))
    files = tuple(FileRef(i, u, Medium(m), *rest) for i, u, m, *rest in told.pop("files", ()))
    pin = Pin(*told.pop("pin")) if "pin" in told else None
    moment = datetime.fromisoformat(told.pop("sent_at")) if "sent_at" in told else sent_at
    kind = Kind(told.pop("kind"))
    key = f"telegram:xa:{case['update']['update_id']}"
    return Inbound(key=key, at=at, kind=kind, sent_at=moment, files=files, pin=pin, **told)


@pytest.mark.parametrize("case", table("inbound"))
def test_a_payload_means(case: dict[str, Any]) -> None:
    inbound = US.decode(json.dumps(case["update"]))
    assert inbound == expected(case, inbound.sent_at)
    assert inbound.sent_at.tzinfo is UTC
    inbound.text.encode()  # storable


@pytest.mark.parametrize("case", table("undecodable"))
def test_a_broken_payload_is_undecodable_and_says_nothing_of_its_words(case: dict[str, Any]) -> None:
    with pytest.raises(Undecodable) as caught:
        US.decode(json.dumps(case["update"]))
    assert "Đèn" not in str(caught.value)


@pytest.mark.parametrize("case", table("update"))
def test_the_conversation_is_found_without_decoding(case: dict[str, Any]) -> None:
    found = conversation_of(json.dumps(case["update"]))
    assert found
    assert found == (case.get("conversation") or case.get("inbound", {}).get("chat") or found)


@pytest.mark.parametrize("raw", ["", "{", "null", "7", '"a"', "[" * 100_000, '{"update_id": true}', "\ud83d"])
def test_no_shape_makes_the_conversation_key_fail(raw: str) -> None:
    assert conversation_of(raw) == conversation_of(raw) != conversation_of(raw + " ")


def test_before_our_name_is_known_a_named_command_is_taken_as_ours() -> None:
    raw = json.dumps(PAYLOADS["command_named"]["update"])
    nameless = replace(US, username="")
    assert nameless.decode(raw).text == "/hangdoi qua han"
