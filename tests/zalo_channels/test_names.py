"""Names are asked for once each, and nobody waits long for one."""

from __future__ import annotations

from bot.channels.base import Arrival, SendFailed, Why
from bot.channels.zalo_oa.names import Names


def arrival(user: str) -> Arrival:
    return Arrival("zalo_oa", "main", f"of-{user}", user, "{}")


async def test_a_name_is_asked_for_once() -> None:
    asked: list[str] = []

    async def ask(user: str) -> str:
        asked.append(user)
        return "Nguyễn Thị Lan"

    names = Names(ask)
    await names.learn([arrival("7"), arrival("7")])
    await names.learn([arrival("7")])
    assert (names.of("7"), asked) == ("Nguyễn Thị Lan", ["7"])


async def test_who_could_not_be_asked_about_is_nameless_until_the_next_time() -> None:
    answers = iter([SendFailed(Why.LATER), "Lan"])

    async def ask(user: str) -> str:
        answer = next(answers)
        if isinstance(answer, SendFailed):
            raise answer
        return answer

    names = Names(ask)
    await names.learn([arrival("7")])
    assert names.of("7") == ""
    await names.learn([arrival("7")])
    assert names.of("7") == "Lan"
