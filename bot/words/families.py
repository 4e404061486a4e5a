"""Keys that the code puts together while it runs, and everything they can become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.papers.board_sheet import DETAILS
from bot.papers.punctuality_chart import PARTS
from bot.papers.punctuality_sheet import RATES
from bot.reading.national import load_national
from bot.world import TELEGRAM, WEB, ZALO_BOT, ZALO_OA
from domain.clocks.limits import Bound, Case, Certainty, Unit
from domain.clocks.warning_spans import Step
from domain.file_kinds import FileFault
from domain.messaging.budget import Topic
from domain.messaging.traces import Sort
from domain.people.roles import Member, Role
from domain.petitions.actions import FILED_FOR, UNDO, UNTOLD, WITH_DOCUMENT
from domain.petitions.closing import Solved
from domain.petitions.counter_form import Source
from domain.petitions.flags import Flag
from domain.petitions.floods import Crowd
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, PetitionKind, Status, fits
from domain.petitions.petition_form import KINDS_OFFERED
from domain.petitions.petition_known import Identity
from domain.petitions.queue_filter import SWITCHES
from domain.petitions.registers import Which
from domain.petitions.shelves import Shelf
from domain.petitions.triage_forms import PROMISE
from domain.plans.unit_form import UnitChange
from domain.reports.standing import Standing, Verdict
from domain.rights.requests import DECIDED, Right
from domain.rights.rights_form import CORRECTED
from domain.vault.course import DEEDS, STATUSES
from domain.vault.records import KEPT, How
from domain.vault.vault_form import FIELDS
from handlers.book import COMMANDS
from handlers.languages import LANGUAGES
from handlers.office.card_buttons import OFFERED
from handlers.petitions.own_case import ASKED_AGAIN, ASKED_TO_WITHDRAW
from handlers.petitions.told import FINDINGS
from handlers.reports.requests import GROUPED

_WITH_WORDS = (
    *(Action.ASK, Action.ANSWER, Action.GUIDE, Action.REJECT, Action.REOPEN, Action.NOTE),
    *(Action.RETURN, Action.KEEP, Action.INSPECT),
)
_WITH_PAPER = (*WITH_DOCUMENT, Action.EXTEND, Action.WITHDRAW)
_IN_ONE_LINE = (Action.CLOSE, Action.SPLIT, Action.REFER, Action.ATTACH, Action.JOIN)
_OFFICES = tuple(action for action in Action if action not in CITIZENS_ACTIONS)
_SAID_TO_CITIZENS = tuple(action for action in _OFFICES if action not in UNTOLD)
_TOLD_APART = ("beyond_law", "to_portal")
_DECISIONS = ("granted", "refused")
_SUBSTITUTION = ("accepted", "declined")
_ASKED = ("asked", *_DECISIONS)


def families() -> Mapping[str, Iterable[str]]:
    """Pattern as in `Use.key` → what may stand for its `*`. A pattern that is not here has to fit some key, no
    more: whoever builds keys adds a line, and the check knows all of them."""
    return {**_of_petitions(), **_of_reports_and_all()}


def _of_petitions() -> Mapping[str, Iterable[str]]:
    return {
        "kind.*": PetitionKind,
        "flag.*": Flag,
        "queue.only_*": SWITCHES,
        "queue.by_*": ("kind", "field", "hamlet"),
        "queue.which_*": ("kind", "field", "hamlet", "filter"),
        "kind.*_explained": KINDS_OFFERED,
        "status.*": Status,
        "status.*_explained": Status,
        "event.*": (*Action, "file", FILED_FOR, UNDO, ASKED_AGAIN, ASKED_TO_WITHDRAW),
        "identity.*": Identity,
        "identity.*_short": Identity,
        "emergency.*": [emergency.id for emergency in load_national().suggestions.emergencies],
        "citizen.*": (*_SAID_TO_CITIZENS, Action.WITHDRAW, *_TOLD_APART),
        "citizen.*_by_letter": FINDINGS,
        "rating.*": Solved,
        "petition.stood_*": Sort,
        "triage.button_*": (*OFFERED, "more"),
        "counter.source_*": (*Source, "chat"),
        "counter.on_card_*": ("address", "phone", "paper"),
        "receipt_paper.*": ("how", "never"),
        "registers.meets_*": ("yes", "no"),
        "registers.offer_*": Which,
        "registers.sheet_*": Which,
        "registers.from_*": (TELEGRAM, ZALO_BOT, ZALO_OA, WEB),
        "triage.done_*": (*_OFFICES, Action.WITHDRAW, *_TOLD_APART),
        "triage.how_to_*": (*_WITH_WORDS, *_WITH_PAPER, *_IN_ONE_LINE),
        "triage.what_*": (*_WITH_WORDS, Action.SPLIT, Action.REFER, Action.ATTACH, Action.JOIN),
        "triage.which_document_*": _WITH_PAPER,
        "triage.why_*": _WITH_PAPER,
        "triage.step_*": (Case.COMPLEX, Case.VERY_COMPLEX),
        "triage.way_*": (Case.COMPLEX, Case.VERY_COMPLEX, PROMISE),
        "triage.paper_to_refer_*": [kind for kind in PetitionKind if fits(kind, Action.REFER)],
        "vault.state_*": KEPT,
        "vault.how_*": How,
        "vault.do_*": DEEDS,
        "vault.course_*": STATUSES,
        "vault.which_*": (*DEEDS, "commune", "reason"),
        "vault.why_*": (How.REDACTED, How.FULL, How.GIVEN_BACK),
        "vault.lane_*": (*FIELDS, "consent", "agree", "refuse", "refused", "skip"),
        "flood.crowd_*": Crowd,
        "watch.already_*": ("joined", "apart"),
        "digest.title_*": ("daily", "weekly", "monthly"),
        "statistics.by_*": ("kind", "field", "hamlet"),
        "statistics.part_*": ("closed", "open_in_time", "overdue"),
        "statistics.sheet_*": ("kind_field", "field_hamlet", "month_kind"),
        "statistics.column_*": ("kind", "field", "hamlet", "month", "received", "closed", "still_open", "overdue"),
        "clock.mark_*": [mark for mark in Certainty if mark is not Certainty.VERIFIED],
        "clock.heading_*": (*Step, "moved"),
        "clock.unit_*": Unit,
        "clock.case_*": (Case.COMPLEX, Case.VERY_COMPLEX),
        "clock.binds_*": (Bound.CITIZEN, Bound.SUPERIOR),
        "shelf.*": Shelf,
        "card.source_*": ("counter", "phone", "paper"),
    }


def _of_reports_and_all() -> Mapping[str, Iterable[str]]:
    return {
        "role.*": Role,
        "command.*": _commands(),
        "nudge.*": [topic for topic in Topic if topic],
        "language.*": (*LANGUAGES, "names", "marks"),
        "channel.*": (TELEGRAM, ZALO_BOT, ZALO_OA),
        "unit.*": UnitChange,
        "unit.all_*": GROUPED,
        "unit.*_which": UnitChange,
        "unit.*_why": UnitChange,
        "unit.*_sure": UnitChange,
        "unit.*_done": UnitChange,
        "right.name_*": Right,
        "right.button_*": Right,
        "right.approved_*": DECIDED,
        "right.means_*": (Right.WITHDRAW, Right.ERASE, Right.ANONYMISE),
        "right.correct_*": CORRECTED,
        "right.new_*": CORRECTED,
        "lock.*_which": ("lock", "unlock"),
        "lock.*_why": ("lock", "unlock"),
        "paper.*": FileFault,
        "absence.*": _SUBSTITUTION,
        "absence.you_*": _SUBSTITUTION,
        "absence.line_*": ("open", "asked", "accepted"),
        "handover.*": ("taken", "forced"),
        "standing.*": Standing,
        "standing.*_mark": Standing,
        "standing.*_letter": Standing,
        "board_paper.*": (*DETAILS, "before", "done"),
        "board_paper.review_*": (Verdict.APPROVED, Verdict.RETURNED),
        "board_paper.extension_*": _ASKED,
        "punctuality.*": (*RATES, *(part for _, part in PARTS), "png", "xlsx"),
        "extension.*": _DECISIONS,
        "extension.you_*": _DECISIONS,
    }


def _commands() -> list[str]:
    """Whatever anybody is offered in a menu."""
    everybody = [Member("", "", role) for role in Role]
    return [name for name, _ in COMMANDS.menu(everybody, "").commands]
