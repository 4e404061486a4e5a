"""The life of a petition. Every status change in the system is in this file."""

from __future__ import annotations

from enum import StrEnum


class PetitionKind(StrEnum):
    """What a petition is by its content, not by its title (Thông tư 05/2021/TT-TTCP Đ6)."""

    FEEDBACK = "feedback"  # phản ánh (hiện trường): tells of a situation
    SUGGESTION = "suggestion"  # kiến nghị: proposes something
    COMPLAINT = "complaint"  # khiếu nại: against a decision or act that touches one's own rights
    DENUNCIATION = "denunciation"  # tố cáo: somebody named breaks the law
    REGULATION = "regulation"  # phản ánh, kiến nghị về quy định hành chính (NĐ 20/2008): not the commune's
    QUESTION = "question"  # hỏi đáp


SIGNED_FORM_ONLY = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION})
"""Made, and withdrawn, on a signed form or in person; a chat message only tells of them (Luật Khiếu nại Đ8,
Luật Tố cáo Đ22)."""


class Status(StrEnum):
    """Where a petition stands."""

    RECEIVED = "received"  # nobody has taken it yet
    TAKEN = "taken"  # an officer works on it
    FORWARDED = "forwarded"  # passed to a unit that has not taken it yet
    ASKED = "asked"  # waits for the citizen's answer: the clocks stand still
    ANSWERED = "answered"  # the citizen has an answer, the matter is not closed
    REOPENED = "reopened"  # back in the queue after it was over
    GUIDED = "guided"  # told the right form, place or body
    REJECTED = "rejected"  # not dealt with, for a reason told
    WITHDRAWN = "withdrawn"  # taken back by the citizen
    CLOSED = "closed"  # done, not yet confirmed by the citizen
    CONFIRMED = "confirmed"  # done, and the citizen says so


class Action(StrEnum):
    """What somebody does to a petition."""

    TAKE = "take"  # nhận
    ASSIGN = "assign"  # giao: to an officer
    FORWARD = "forward"  # chuyển: to another unit
    ASK = "ask"  # hỏi lại
    NOTE = "note"  # ghi chú: for the office only
    ANSWER = "answer"  # trả lời
    GUIDE = "guide"  # hướng dẫn
    REJECT = "reject"  # không xử lý
    CLOSE = "close"  # đóng
    REOPEN = "reopen"  # mở lại
    REPLY = "reply"  # the citizen answers what was asked
    ADD = "add"  # the citizen adds words or evidence
    CONFIRM = "confirm"  # the citizen: đã xong
    DISPUTE = "dispute"  # the citizen: chưa xong
    WITHDRAW = "withdraw"  # the citizen: rút


CITIZENS_ACTIONS = frozenset({Action.REPLY, Action.ADD, Action.CONFIRM, Action.DISPUTE, Action.WITHDRAW})
"""Done by whoever sent the petition; all others are the office's."""

_WORK = {
    Action.TAKE: Status.TAKEN,
    Action.ASSIGN: Status.TAKEN,
    Action.FORWARD: Status.FORWARDED,
    Action.ASK: Status.ASKED,
    Action.ANSWER: Status.ANSWERED,
    Action.GUIDE: Status.GUIDED,
    Action.REJECT: Status.REJECTED,
    Action.CLOSE: Status.CLOSED,
    Action.WITHDRAW: Status.WITHDRAWN,
}
"""What can be done to any petition that is being worked on."""

_LIFE: dict[Status, dict[Action, Status]] = {
    Status.RECEIVED: _WORK | {Action.NOTE: Status.RECEIVED, Action.ADD: Status.RECEIVED},
    Status.TAKEN: _WORK | {Action.NOTE: Status.TAKEN, Action.ADD: Status.TAKEN},
    Status.FORWARDED: _WORK | {Action.NOTE: Status.FORWARDED, Action.ADD: Status.FORWARDED},
    Status.ASKED: _WORK | {Action.NOTE: Status.ASKED, Action.ADD: Status.ASKED, Action.REPLY: Status.TAKEN},
    Status.ANSWERED: _WORK | {Action.NOTE: Status.ANSWERED, Action.ADD: Status.TAKEN},
    Status.REOPENED: _WORK | {Action.NOTE: Status.REOPENED, Action.ADD: Status.REOPENED},
    Status.GUIDED: {Action.NOTE: Status.GUIDED, Action.REOPEN: Status.REOPENED},
    Status.REJECTED: {Action.NOTE: Status.REJECTED, Action.REOPEN: Status.REOPENED},
    Status.WITHDRAWN: {Action.NOTE: Status.WITHDRAWN, Action.REOPEN: Status.REOPENED},
    Status.CLOSED: {
        Action.NOTE: Status.CLOSED,
        Action.CONFIRM: Status.CONFIRMED,
        Action.DISPUTE: Status.REOPENED,
        Action.REOPEN: Status.REOPENED,
    },
    Status.CONFIRMED: {Action.NOTE: Status.CONFIRMED, Action.REOPEN: Status.REOPENED},
}
"""The whole life: where each action leads. What is not here cannot be done."""


class NotAllowed(Exception):
    """This cannot be done to a petition that stands so."""

    def __init__(self, status: Status, action: Action) -> None:
        super().__init__(f"{action} while {status}")
        self.status = status
        self.action = action


def after(status: Status, action: Action) -> Status:
    """Where the action leads. Raises `NotAllowed`."""
    try:
        return _LIFE[status][action]
    except KeyError:
        raise NotAllowed(status, action) from None


def allowed(status: Status) -> tuple[Action, ...]:
    """Everything that can be done now, by the office or the citizen, in the order of `Action`."""
    return tuple(action for action in Action if action in _LIFE[status])


def is_open(status: Status) -> bool:
    """Whether it stands in a queue: somebody may still have to work on it."""
    return Action.TAKE in _LIFE[status]


def clocks_stand_still(status: Status) -> bool:
    return status is Status.ASKED


class Lack(StrEnum):
    """What is still missing for closing."""

    WHAT_WAS_DONE = "what_was_done"
    PROOF_OR_REASON = "proof_or_reason"


def lacks_to_close(done: str, *, pictures: int = 0, document: str = "", reason: str = "") -> Lack | None:
    """Closing is not solving: it takes words on what was done, and a picture, the number of a document, or the
    reason why there is neither."""
    if not done.strip():
        return Lack.WHAT_WAS_DONE
    if not (pictures or document.strip() or reason.strip()):
        return Lack.PROOF_OR_REASON
    return None
