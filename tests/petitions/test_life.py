"""The life of a petition: what may follow what, who waits, and what closing takes."""

import pytest

from domain.petitions.lifecycle import (
    CITIZENS_ACTIONS,
    Action,
    Lack,
    NotAllowed,
    Status,
    after,
    allowed,
    is_open,
    lacks_to_close,
)

STORIES = [
    ["take", "answer", "close", "confirm"],
    ["take", "ask", "reply", "answer", "close", "dispute", "take", "close", "confirm"],
    ["assign", "forward", "take", "close", "reopen", "guide"],
    ["add", "note", "reject", "reopen", "take"],
    ["ask", "add", "reply", "withdraw"],
    ["close", "note", "confirm", "note", "reopen"],
]


@pytest.mark.parametrize("story", STORIES, ids=" ".join)
def test_lives_as_they_happen(story: list[str]) -> None:
    status = Status.RECEIVED
    for action in story:
        status = after(status, Action(action))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_what_is_not_offered_is_refused(status: Status, action: Action) -> None:
    if action in allowed(status):
        assert after(status, action) in Status
    else:
        with pytest.raises(NotAllowed) as refusal:
            after(status, action)
        assert (refusal.value.status, refusal.value.action) == (status, action)


def test_every_status_can_be_reached_and_every_action_is_of_use() -> None:
    reached, fresh = {Status.RECEIVED, Status.HELD}, [Status.RECEIVED, Status.HELD]
    used = set()
    while fresh:
        status = fresh.pop()
        used |= set(allowed(status))
        following = {after(status, action) for action in allowed(status)} - reached
        reached |= following
        fresh += following
    assert (reached, used) == (set(Status), set(Action))


def test_a_note_never_changes_anything() -> None:
    assert all(after(status, Action.NOTE) is status for status in Status)


def test_what_is_over_is_not_in_the_queue_and_can_be_reopened_into_it() -> None:
    over = {status for status in Status if not is_open(status)} - {Status.HELD}
    assert over == {
        Status.GUIDED,
        Status.RETURNED,
        Status.DECLINED,
        Status.REJECTED,
        Status.KEPT,
        Status.JOINED,
        Status.WITHDRAWN,
        Status.CLOSED,
        Status.CONFIRMED,
    }
    assert all(is_open(after(status, Action.REOPEN)) for status in over)


def test_only_a_citizen_says_that_it_is_solved() -> None:
    leading = {
        action for status in Status for action in allowed(status) if after(status, action) is Status.CONFIRMED
    }
    assert leading - {Action.NOTE} == {Action.CONFIRM} <= CITIZENS_ACTIONS


@pytest.mark.parametrize(
    ("done", "proof", "lack"),
    [
        ("", {"pictures": 1}, Lack.WHAT_WAS_DONE),
        ("  ", {"document": "12/UBND"}, Lack.WHAT_WAS_DONE),
        ("Đã vá ổ gà", {}, Lack.PROOF_OR_REASON),
        ("Đã vá ổ gà", {"reason": " "}, Lack.PROOF_OR_REASON),
        ("Đã vá ổ gà", {"pictures": 1}, None),
        ("Đã vá ổ gà", {"document": "12/UBND"}, None),
        ("Đã hòa giải", {"reason": "Hai bên không muốn ghi hình"}, None),
    ],
)
def test_closing_takes_what_was_done_and_proof_or_a_reason(
    done: str, proof: dict[str, int | str], lack: Lack | None
) -> None:
    assert lacks_to_close(done, **proof) == lack  # type: ignore[arg-type]
