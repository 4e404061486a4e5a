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

    HELD = "held"  # set apart as one of a flood, until an officer lets it in
    RECEIVED = "received"  # nobody has taken it yet
    TAKEN = "taken"  # an officer works on it
    FORWARDED = "forwarded"  # passed to a unit that has not taken it yet
    ASKED = "asked"  # waits for the citizen's answer
    ACCEPTED = "accepted"  # thụ lý: a signed form is being settled
    SUSPENDED = "suspended"  # tạm đình chỉ
    ANSWERED = "answered"  # the citizen has an answer, the matter is not closed
    REFERRED = "referred"  # passed to another body: followed until that one has answered
    REOPENED = "reopened"  # back in the queue after it was over
    GUIDED = "guided"  # told the right form, place or body
    RETURNED = "returned"  # the form was given back
    DECLINED = "declined"  # không thụ lý
    REJECTED = "rejected"  # not dealt with, for a reason told
    KEPT = "kept"  # lưu đơn: filed without being dealt with
    JOINED = "joined"  # part of another case now, whose end is its end
    WITHDRAWN = "withdrawn"  # taken back by the citizen
    CLOSED = "closed"  # done, not yet confirmed by the citizen
    CONFIRMED = "confirmed"  # done, and the citizen says so


class Action(StrEnum):
    """What somebody does to a petition."""

    RELEASE = "release"  # lets in what was set apart
    TAKE = "take"  # nhận
    ASSIGN = "assign"  # giao: to an officer
    FORWARD = "forward"  # chuyển nội bộ: to another unit
    REFER = "refer"  # chuyển cơ quan khác (Mẫu 03, 04 TT 05/2021)
    REGISTER = "register"  # nhận đơn: the signed form has come
    ACCEPT = "accept"  # thụ lý
    DECLINE = "decline"  # không thụ lý
    DECIDE = "decide"  # ra quyết định giải quyết
    SUSPEND = "suspend"  # tạm đình chỉ
    RESUME = "resume"  # tiếp tục giải quyết
    EXTEND = "extend"  # gia hạn
    ASK = "ask"  # hỏi lại
    NOTE = "note"  # ghi chú: for the office only
    ATTACH = "attach"  # đính kèm
    RECLASSIFY = "reclassify"  # phân loại lại: kind, field, thôn
    FLAG = "flag"  # ưu tiên, phức tạp, đông người …
    SPLIT = "split"  # tách: a part becomes a petition of its own (Mẫu 05)
    JOIN = "join"  # gộp: into a case that is open already (TT 05 Đ27)
    INSPECT = "inspect"  # kiểm tra: nameless, but clear and with evidence (Luật Tố cáo Đ25.2)
    ANSWER = "answer"  # trả lời
    GUIDE = "guide"  # hướng dẫn
    RETURN = "return"  # trả lại đơn
    REJECT = "reject"  # không xử lý (Luật Tố cáo Đ25.1)
    KEEP = "keep"  # lưu đơn (TT 05 Đ28)
    CLOSE = "close"  # đóng
    REOPEN = "reopen"  # mở lại
    REPLY = "reply"  # the citizen answers what was asked
    ADD = "add"  # the citizen adds words or evidence
    CORRECT = "correct"  # the citizen says it anew; the old words stay
    CONFIRM = "confirm"  # the citizen: đã xong
    DISPUTE = "dispute"  # the citizen: chưa xong
    WITHDRAW = "withdraw"  # the citizen: rút


CITIZENS_ACTIONS = frozenset(
    {Action.REPLY, Action.ADD, Action.CORRECT, Action.CONFIRM, Action.DISPUTE, Action.WITHDRAW}
)
"""Done by whoever sent the petition; all others are the office's."""

OF_SIGNED_FORMS = frozenset(
    {Action.REGISTER, Action.ACCEPT, Action.DECLINE, Action.DECIDE, Action.SUSPEND, Action.RESUME}
)
"""What is done only with a khiếu nại or tố cáo."""

_STAYS = (
    Action.NOTE,
    Action.ATTACH,
    Action.RECLASSIFY,
    Action.FLAG,
    Action.SPLIT,
    Action.EXTEND,
    Action.REGISTER,
    Action.INSPECT,
)
"""What leaves it where it stands, as long as it is open."""

_WORK = {
    Action.TAKE: Status.TAKEN,
    Action.ASSIGN: Status.TAKEN,
    Action.FORWARD: Status.FORWARDED,
    Action.REFER: Status.REFERRED,
    Action.ASK: Status.ASKED,
    Action.ACCEPT: Status.ACCEPTED,
    Action.DECLINE: Status.DECLINED,
    Action.ANSWER: Status.ANSWERED,
    Action.GUIDE: Status.GUIDED,
    Action.RETURN: Status.RETURNED,
    Action.REJECT: Status.REJECTED,
    Action.KEEP: Status.KEPT,
    Action.JOIN: Status.JOINED,
    Action.CLOSE: Status.CLOSED,
    Action.WITHDRAW: Status.WITHDRAWN,
}
"""What can be done to any petition that is being worked on."""

_SETTLING = {
    Action.TAKE: Status.ACCEPTED,
    Action.ASSIGN: Status.ACCEPTED,
    Action.FORWARD: Status.ACCEPTED,
    Action.SUSPEND: Status.SUSPENDED,
    Action.DECIDE: Status.ACCEPTED,
    Action.ANSWER: Status.ACCEPTED,
    Action.CLOSE: Status.CLOSED,
    Action.WITHDRAW: Status.WITHDRAWN,
}
"""What can be done to a form that was accepted: it ends by being settled or withdrawn (Luật Khiếu nại Đ28, Đ10)."""


def _staying(status: Status, *actions: Action) -> dict[Action, Status]:
    return dict.fromkeys((*_STAYS, *actions), status)


_HEARS = (Action.ADD, Action.CORRECT)
_OVER = {Action.REOPEN: Status.REOPENED}

_LIFE: dict[Status, dict[Action, Status]] = {
    Status.HELD: {
        Action.NOTE: Status.HELD,
        Action.ADD: Status.HELD,
        Action.WITHDRAW: Status.WITHDRAWN,
        Action.RELEASE: Status.RECEIVED,
        Action.REJECT: Status.REJECTED,
    },
    Status.RECEIVED: _WORK | _staying(Status.RECEIVED, *_HEARS),
    Status.TAKEN: _WORK | _staying(Status.TAKEN, *_HEARS),
    Status.FORWARDED: _WORK | _staying(Status.FORWARDED, *_HEARS),
    Status.ASKED: _WORK | _staying(Status.ASKED, *_HEARS) | {Action.REPLY: Status.TAKEN},
    Status.ACCEPTED: _SETTLING | _staying(Status.ACCEPTED, *_HEARS),
    Status.SUSPENDED: {
        **_staying(Status.SUSPENDED, *_HEARS),
        Action.RESUME: Status.ACCEPTED,
        Action.CLOSE: Status.CLOSED,
        Action.WITHDRAW: Status.WITHDRAWN,
    },
    Status.ANSWERED: _WORK | _staying(Status.ANSWERED) | dict.fromkeys(_HEARS, Status.TAKEN),
    Status.REFERRED: _WORK | _staying(Status.REFERRED, *_HEARS),
    Status.REOPENED: _WORK | _staying(Status.REOPENED, *_HEARS),
    Status.GUIDED: _OVER
    | {Action.REGISTER: Status.TAKEN}
    | dict.fromkeys((Action.NOTE, Action.ADD, Action.GUIDE), Status.GUIDED),
    Status.RETURNED: _OVER | {Action.NOTE: Status.RETURNED, Action.REGISTER: Status.TAKEN},
    Status.DECLINED: _OVER | {Action.NOTE: Status.DECLINED},
    Status.REJECTED: _OVER | {Action.NOTE: Status.REJECTED},
    Status.KEPT: _OVER | {Action.NOTE: Status.KEPT},
    Status.JOINED: _OVER | {Action.NOTE: Status.JOINED},
    Status.WITHDRAWN: _OVER | {Action.NOTE: Status.WITHDRAWN},
    Status.CLOSED: _OVER
    | {
        Action.NOTE: Status.CLOSED,
        Action.CONFIRM: Status.CONFIRMED,
        Action.DISPUTE: Status.REOPENED,
    },
    Status.CONFIRMED: _OVER | {Action.NOTE: Status.CONFIRMED, Action.DISPUTE: Status.REOPENED},
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


def undone(action: Action, before: Status, now: Status) -> Status:
    """Where taking an office's action back leads: to where the petition stood before it. Only what the table says that
    the action did can be taken back, and nothing that a citizen did. Raises `NotAllowed`."""
    if action in CITIZENS_ACTIONS or after(before, action) is not now:
        raise NotAllowed(now, action)
    return before


def allowed(status: Status, kind: PetitionKind | None = None) -> tuple[Action, ...]:
    """Everything that can be done now, by the office or the citizen, in the order of `Action`; with a kind, without
    what is not done to it."""
    return tuple(action for action in Action if action in _LIFE[status] and (kind is None or fits(kind, action)))


def fits(kind: PetitionKind, action: Action) -> bool:
    """Whether the action is ever done to petitions of the kind. A khiếu nại that is another body's is never passed on:
    its writer is guided there, once (Thông tư 05/2021/TT-TTCP, Mẫu 02)."""
    if kind is PetitionKind.COMPLAINT and action is Action.REFER:
        return False
    return kind in SIGNED_FORM_ONLY or action not in OF_SIGNED_FORMS


def is_open(status: Status) -> bool:
    """Whether it stands in a queue: somebody may still have to work on it."""
    return Action.CLOSE in _LIFE[status]


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
