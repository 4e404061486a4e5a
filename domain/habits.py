"""The bot's habits: every span, size and count that is no law and no plan, read from data."""

from __future__ import annotations

from datetime import time

from pydantic import BaseModel, ConfigDict, PositiveInt, model_validator

from domain.clocks.warning_spans import WarningSpans
from domain.reports.ladder import Ladder


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RemindingHabits(_Part):
    plan_ahead_days: PositiveInt
    overdue_shown_days: PositiveInt
    quiet_from: time
    quiet_until: time
    returned_within_days: PositiveInt
    most_a_day: PositiveInt
    digest_at: time
    digest_buttons: PositiveInt
    hours_from: time
    hours_until: time
    hours_offered: tuple[time, ...]
    ladder: Ladder

    @model_validator(mode="after")
    def _leaves_people_alone(self) -> RemindingHabits:
        hours = (self.digest_at, self.hours_from, self.hours_until, *self.hours_offered)
        if not all(self.quiet_until <= hour < self.quiet_from for hour in hours):
            raise ValueError("digest_at and the hours offered must be outside the quiet hours")
        return self

    def is_allowed(self, hour: time) -> bool:
        """Whether somebody may choose to be reminded at this hour."""
        return self.hours_from <= hour <= self.hours_until


class BoardHabits(_Part):
    longest: PositiveInt
    names: tuple[int, ...]
    few_units: PositiveInt
    reports_page: PositiveInt
    invited: PositiveInt


class InvitationHabits(_Part):
    valid_days: PositiveInt
    token_bytes: PositiveInt


class PetitionHabits(_Part):
    office_hours: tuple[tuple[time, time], ...]
    longest_extension_days: PositiveInt
    crowd: PositiveInt
    queue_page: PositiveInt
    own_shown: PositiveInt
    words_shown: PositiveInt
    people_at_hand: PositiveInt
    denunciation_form: str
    complaint_form: str


class WatchHabits(_Part):
    people: PositiveInt
    within_days: PositiveInt
    compared: PositiveInt
    prolonged_days: PositiveInt
    small: PositiveInt
    weekly_on: int
    shown: PositiveInt


class IntakeHabits(_Part):
    hamlets_offered: PositiveInt
    alike_days: PositiveInt
    alike_compared: PositiveInt
    alike_shown: PositiveInt
    followed_shown: PositiveInt
    stop_settles_seconds: PositiveInt
    regulation_portal: str
    withdrawal_form: str


class ConsentHabits(_Part):
    policy: str


class FileHabits(_Part):
    attempts: PositiveInt
    first_retry_seconds: PositiveInt
    largest_kept: PositiveInt
    looked_at_seconds: PositiveInt
    settling_seconds: PositiveInt
    next_one_seconds: PositiveInt
    largest_archive: PositiveInt


class LinkingHabits(_Part):
    code_digits: PositiveInt
    valid_minutes: PositiveInt


class GuessHabits(_Part):
    wrong: PositiveInt
    within_minutes: PositiveInt


class DraftHabits(_Part):
    keep_days: PositiveInt


class MenuHabits(_Part):
    valid_hours: PositiveInt


class InboxHabits(_Part):
    attempts: PositiveInt
    keep_ids_days: PositiveInt


class WebHabits(_Part):
    keep_days: PositiveInt


class AbsenceHabits(_Part):
    ahead_days: PositiveInt


class DeadlineCalendarHabits(_Part):
    alarm_days: tuple[PositiveInt, ...]
    refresh_hours: PositiveInt
    token_bytes: PositiveInt


class ClosingHabits(_Part):
    """`no_reason`: folded words that say that there is no proof, and not why."""

    answer_waits_seconds: PositiveInt
    undo_minutes: PositiveInt
    dispute_days: PositiveInt
    no_reason: frozenset[str]


class FloodHabits(_Part):
    petitions_hour: PositiveInt
    petitions_day: PositiveInt
    messages_minute: PositiveInt
    place_hour: PositiveInt
    commune_hour: PositiveInt
    crowded_hour: PositiveInt
    repeat_minutes: PositiveInt
    held_shown: PositiveInt
    longest_ban_days: PositiveInt


class TopicHabits(_Part):
    opened_a_minute: PositiveInt
    moved_at_once: PositiveInt


class CounterHabits(_Part):
    basis: str


class FindingHabits(_Part):
    candidates: PositiveInt
    page: PositiveInt
    words_shown: PositiveInt
    indexed_at_once: PositiveInt


class Habits(_Part):
    """`plans/national/habits.toml`; each key says its unit."""

    timezone: str
    reminding: RemindingHabits
    board: BoardHabits
    invitations: InvitationHabits
    petitions: PetitionHabits
    watch: WatchHabits
    clocks: WarningSpans
    intake: IntakeHabits
    consent: ConsentHabits
    files: FileHabits
    inbox: InboxHabits
    drafts: DraftHabits
    menus: MenuHabits
    web: WebHabits
    linking: LinkingHabits
    guesses: GuessHabits
    absences: AbsenceHabits
    deadline_calendar: DeadlineCalendarHabits
    closing: ClosingHabits
    topics: TopicHabits
    finding: FindingHabits
    counter: CounterHabits
    floods: FloodHabits
