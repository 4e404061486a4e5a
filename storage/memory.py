"""Everything the bot remembers, by subject, within one transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.calendar import CalendarStore
from storage.history import HistoryStore
from storage.messaging.accounts import AccountStore
from storage.messaging.cards import CardStore
from storage.messaging.dialogs import DialogStore
from storage.messaging.files import FileStore
from storage.messaging.inbox import InboxStore
from storage.messaging.menus import MenuStore
from storage.messaging.notices import NoticeStore
from storage.messaging.outbox import OutboxStore
from storage.messaging.pages import PageStore
from storage.messaging.recall import RecallStore
from storage.messaging.tokens import TokenStore
from storage.messaging.topics import TopicStore
from storage.messaging.traffic import TrafficStore
from storage.messaging.waiting import WaitingStore
from storage.people.absences import AbsenceStore
from storage.people.contacts import ContactStore
from storage.people.feeds import FeedStore
from storage.people.handovers import HandoverStore
from storage.people.invitations import InvitationStore
from storage.people.linking import LinkStore
from storage.people.people import PeopleStore
from storage.petitions.alike import AlikeStore
from storage.petitions.bans import BanStore
from storage.petitions.clocks import ClockStore
from storage.petitions.counter import CounterStore
from storage.petitions.due_petitions import DuePetitionStore
from storage.petitions.finding import FindingStore
from storage.petitions.findings import FindingsStore
from storage.petitions.floods import FloodStore
from storage.petitions.followers import FollowerStore
from storage.petitions.guesses import GuessStore
from storage.petitions.petitions import PetitionStore
from storage.petitions.phrases import PhraseStore
from storage.petitions.ratings import RatingStore
from storage.petitions.registers import RegisterStore
from storage.petitions.statistics import StatisticsStore
from storage.petitions.undoing import UndoStore
from storage.petitions.watch import WatchStore
from storage.privacy.erasure import ErasureStore
from storage.privacy.rights import RightsStore
from storage.privacy.taking_in import TakingInStore
from storage.privacy.vault import VaultStore
from storage.reports.difficulties import DifficultyStore
from storage.reports.extensions import ExtensionStore
from storage.reports.figures import CountingStore, FigureStore
from storage.reports.nudges import NudgeStore
from storage.reports.reminders import ReminderStore
from storage.reports.reports import ReportStore
from storage.reports.requests import RequestStore
from storage.reports.reviews import ReviewStore
from storage.reports.sent_onward import SentOnwardStore
from storage.session import Session
from storage.units import UnitStore


class Memory:
    def __init__(self, session: Session) -> None:
        self._session = session
        self.inbox = InboxStore(session)
        self.outbox = OutboxStore(session)
        self.cards = CardStore(session)
        self.accounts = AccountStore(session)
        self.people = PeopleStore(session)
        self.contacts = ContactStore(session)
        self.units = UnitStore(session)
        self.invitations = InvitationStore(session)
        self.dialogs = DialogStore(session)
        self.files = FileStore(session)
        self.calendar = CalendarStore(session)
        self.reports = ReportStore(session)
        self.figures = FigureStore(session)
        self.counting = CountingStore(session)
        self.reviews = ReviewStore(session)
        self.requests = RequestStore(session)
        self.sent_onward = SentOnwardStore(session)
        self.extensions = ExtensionStore(session)
        self.reminders = ReminderStore(session)
        self.nudges = NudgeStore(session)
        self.petitions = PetitionStore(session)
        self.clocks = ClockStore(session)
        self.due_petitions = DuePetitionStore(session)
        self.followers = FollowerStore(session)
        self.alike = AlikeStore(session)
        self.difficulties = DifficultyStore(session)
        self.ratings = RatingStore(session)
        self.undoing = UndoStore(session)
        self.phrases = PhraseStore(session)
        self.history = HistoryStore(session)
        self.menus = MenuStore(session)
        self.traffic = TrafficStore(session)
        self.vault = VaultStore(session)
        self.taking_in = TakingInStore(session)
        self.waiting = WaitingStore(session)
        self.watch = WatchStore(session)
        self.statistics = StatisticsStore(session)
        self.notices = NoticeStore(session)
        self.tokens = TokenStore(session)
        self.pages = PageStore(session)
        self.linking = LinkStore(session)
        self.guesses = GuessStore(session)
        self.absences = AbsenceStore(session)
        self.handovers = HandoverStore(session)
        self.feeds = FeedStore(session)
        self.topics = TopicStore(session)
        self.finding = FindingStore(session)
        self.findings = FindingsStore(session)
        self.counter = CounterStore(session)
        self.recall = RecallStore(session)
        self.registers = RegisterStore(session)
        self.floods = FloodStore(session)
        self.bans = BanStore(session)
        self.rights = RightsStore(session)
        self.erasure = ErasureStore(session)

    @asynccontextmanager
    async def savepoint(self, name: str = "turn") -> AsyncIterator[None]:
        """What is done inside is undone when anything is raised; the transaction goes on. One within another
        needs a name of its own; its writes are carried out with the outer one's, and fail there if they fail."""
        outermost = not self._session.in_savepoint
        self._session.set_savepoint(name)
        try:
            yield
            if outermost:
                await self._session.flush()
        except BaseException:
            self._session.roll_back_to(name)
            raise
        self._session.release(name)
