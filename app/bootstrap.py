"""Builds the whole of Faden from settings, in one call: every port gets its implementation here and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agent.embedded.chat_model import EmbeddedModel
from agent.embedded.understanding import Understander
from agent.turn import Receptionist
from app import metrics
from app.clinic_file import load_clinic
from app.clock import SettableClock, SystemClock
from app.demo_calendar import seed_calendar
from app.jobs.due import DueRunner
from app.jobs.turns import DurableTurns
from app.secrets import derived, instance_secret
from app.settings import Settings
from app.signals import LocalSignals
from app.vocabulary import vocabulary_of
from calendars.clinic_book import ClinicBook
from calendars.public_holidays import public_holidays
from channels.web.chat import RESET_TOPIC, ChatDoor
from channels.web.tokens import VisitorTokens
from domain.clinic import Clinic
from domain.ports import Clock
from knowledge_base.library import KnowledgeBase
from memory import Memory
from memory.memory import thread_topic
from staff.login import ensure_admin
from store.engine import Store, open_store
from tools import Services

_DRAIN_SECONDS = 20.0
_SETTLING_ROUNDS = 200
_KEPT_AT_RESET = ("staff_users", "staff_sessions")
"""Whoever is logged in stays so."""


@dataclass(slots=True)
class House:
    """Everything that runs, wired."""

    settings: Settings
    clinic: Clinic
    clock: Clock
    store: Store
    signals: LocalSignals
    memory: Memory
    knowledge: KnowledgeBase
    turns: DurableTurns
    due: DueRunner
    receptionist: Receptionist
    chat: ChatDoor
    understander: Understander
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _resetting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self, *, new_calendar: bool) -> None:
        """Open the store, import knowledge, resume what was waiting. Call on the event loop."""
        await self.store.migrate()
        if self.settings.embedded_store:
            await self._only_process()
        await self._set_clock_as_kept()
        await self._open_clinic(new_calendar)
        self.turns.generation = await self._generation()
        self.turns.launch(self.receptionist.answer)
        for person_id, seq in await self.memory.all_pending():
            await self.turns.start_again(person_id, seq)
        self._tasks.append(asyncio.create_task(self.due.run()))

    async def _open_clinic(self, new_calendar: bool) -> None:
        async with self.store.write() as work:
            await work.calendar.sync_clinic(self.clinic.practitioners, self.clinic.visit_types)
        if self.settings.staff_password:
            password = self.settings.staff_password.get_secret_value()
            await ensure_admin(self.store, password, self.clock.now())
        if new_calendar and await self._setting("calendar_seeded") is None:
            await self.seed()
        await self.knowledge.load()
        await self.knowledge.import_folder(self.settings.clinic / "knowledge")

    async def seed(self) -> None:
        """Fill the demo clinic's calendar around the clinic's clock."""
        blocks = seed_calendar(self.clinic, self.clock.now())
        async with self.store.write() as work:
            await work.calendar.replace_busy(blocks)
            await work.settings.put("calendar_seeded", self.clock.now().isoformat())

    async def reset(self, now: datetime | None) -> None:
        """The demo clinic as new, at that time. Open chats are closed first, so that they start no further turns."""
        async with self._resetting:
            self.signals.publish(RESET_TOPIC, {"type": "reset"})
            await self.turns.idle()
            await self.store.wipe(keep=_KEPT_AT_RESET)
            if isinstance(self.clock, SettableClock):
                self.clock.set(now or SystemClock().now())
                await self.keep_clock()
            self.turns.generation = await self._generation()
            await self._open_clinic(True)
            self.signals.publish(RESET_TOPIC, {"type": "reset"})

    async def keep_clock(self) -> None:
        """Keep a set clock over restarts."""
        if isinstance(self.clock, SettableClock):
            async with self.store.write() as work:
                await work.settings.put("clock_offset_seconds", self.clock.offset.total_seconds())

    async def _set_clock_as_kept(self) -> None:
        seconds = await self._setting("clock_offset_seconds")
        if seconds is not None and isinstance(self.clock, SettableClock):
            self.clock.set(SystemClock().now() + timedelta(seconds=float(str(seconds))))

    async def _only_process(self) -> None:
        """An embedded store has one process: leases left by a killed one are void."""
        async with self.store.write() as work:
            await work.leases.clear()

    async def _generation(self) -> str:
        kept = await self._setting("generation")
        if kept is None:
            kept = secrets.token_hex(4)
            async with self.store.write() as work:
                await work.settings.put("generation", kept)
        return str(kept)

    async def _setting(self, key: str) -> object:
        async with self.store.read() as work:
            return await work.settings.get(key)

    async def idle(self) -> None:
        """Return when turns, due rows and outbox are idle; what no turn could answer is tried again, not for ever."""
        for _ in range(_SETTLING_ROUNDS):
            await self.turns.idle()
            ran = await self.due.run_due()
            pending = await self.memory.all_pending()
            if not ran and not pending:
                return
            for person_id, seq in pending:
                await self.turns.start_again(person_id, seq)

    async def close(self) -> None:
        """Drain turns, then stop."""
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.turns.close(_DRAIN_SECONDS)
        await self.store.close()


def build_house(settings: Settings) -> House:
    """Wire everything; nothing is opened or started yet. Raises ConfigurationError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secret = instance_secret(settings.data_dir, settings.secret_key)
    clinic = load_clinic(settings.clinic)
    clock: Clock = SettableClock() if settings.sandbox else SystemClock()
    store = open_store(settings.database, derived(secret, "store"))
    signals = LocalSignals()
    memory = Memory(store, clock, signals)
    is_holiday = public_holidays(clinic)
    calendar = ClinicBook(store, clinic, is_holiday)
    knowledge = KnowledgeBase(store, settings.data_dir / "knowledge", url=settings.chroma_url, clock=clock)
    understander = Understander(vocabulary_of(clinic))
    services = Services(clinic, clock, calendar, memory, knowledge, is_holiday)

    def say_part(person_id: str, turn: int, sentence: str) -> None:
        signals.publish(thread_topic(person_id), {"type": "delta", "turn": turn, "text": sentence})

    receptionist = Receptionist(services, understander, EmbeddedModel(clinic=clinic), say_part)
    turns = DurableTurns(_dbos_database(settings), socket.gethostname())

    async def expire_holds(_: dict[str, object]) -> None:
        async with memory.transaction() as work:
            await calendar.expire_holds(work, now=clock.now())

    chat = ChatDoor(
        clinic=clinic,
        memory=memory,
        turns=turns,
        signals=signals,
        tokens=VisitorTokens(derived(secret, "visitor")),
        count=lambda code: metrics.REFUSED.labels("web", code).inc(),
    )
    return House(
        settings=settings,
        clinic=clinic,
        clock=clock,
        store=store,
        signals=signals,
        memory=memory,
        knowledge=knowledge,
        turns=turns,
        due=DueRunner(store, clock, {"holds.expire": expire_holds}),
        receptionist=receptionist,
        chat=chat,
        understander=understander,
    )


def _dbos_database(settings: Settings) -> str:
    if settings.embedded_store:
        return f"sqlite:///{settings.data_dir / 'dbos.sqlite'}"
    return settings.database.replace("postgresql+psycopg://", "postgresql://", 1)
