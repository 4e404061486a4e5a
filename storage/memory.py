"""Everything the bot remembers, by subject, within one transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.absences import AbsenceStore
from storage.accounts import AccountStore
from storage.alike import AlikeStore
from storage.bans import BanStore
from storage.calendar import CalendarStore
from storage.cards import CardStore
from storage.clocks import ClockStore
from storage.contacts import ContactStore
from storage.counter import CounterStore
from storage.dialogs import DialogStore
from storage.difficulties import DifficultyStore
from storage.due_petitions import DuePetitionStore
from storage.erasure import ErasureStore
from storage.extensions import ExtensionStore
from storage.feeds import FeedStore
from storage.figures import CountingStore, FigureStore
from storage.files import FileStore
from storage.finding import FindingStore
from storage.floods import FloodStore
from storage.followers import FollowerStore
from storage.guesses import GuessStore
from storage.handovers import HandoverStore
from storage.history import HistoryStore
from storage.inbox import InboxStore
from storage.invitations import InvitationStore
from storage.linking import LinkStore
from storage.menus import MenuStore
from storage.notices import NoticeStore
from storage.nudges import NudgeStore
from storage.outbox import OutboxStore
from storage.pages import PageStore
from storage.people import PeopleStore
from storage.petitions import PetitionStore
from storage.phrases import PhraseStore
from storage.ratings import RatingStore
from storage.recall import RecallStore
from storage.registers import RegisterStore
from storage.reminders import ReminderStore
from storage.reports import ReportStore
from storage.requests import RequestStore
from storage.reviews import ReviewStore
from storage.rights import RightsStore
from storage.sent_onward import SentOnwardStore
from storage.session import Session
from storage.statistics import StatisticsStore
from storage.tokens import TokenStore
from storage.topics import TopicStore
from storage.traffic import TrafficStore
from storage.undoing import UndoStore
from storage.units import UnitStore
from storage.vault import VaultStore
from storage.waiting import WaitingStore
from storage.watch import WatchStore


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
