"""A whole house in this process, without durable workflows: its parts are called directly, and it is as new each time.

`house` is the demo clinic on Tuesday 15 October 2024, 22:00 in London. `Visitor` is a patient at its web door.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest_asyncio
from langchain_core.language_models import BaseChatModel

from agent.turn import Receptionist
from app.bootstrap import House, build_house
from app.clock import SettableClock
from app.settings import load_settings
from calendars.clinic_book import ClinicBook
from calendars.public_holidays import public_holidays
from domain.booking import Appointment
from domain.clinic import Lang
from domain.people import ContactSystem
from domain.tasks import StaffTask
from domain.thread import Channel, Event, Inbound, Reply
from memory import Arrival
from prompts import say
from tools import Services

TUESDAY_EVENING = datetime.fromisoformat("2024-10-15T22:00:00+01:00")
_numbers = itertools.count(1)


class OpenHouse:
    """The house with what tests ask of it; `fresh` puts it back to how it was opened."""

    def __init__(self, house: House, services: Services, database: Path, image: Path) -> None:
        self.house = house
        self.services = services
        self._database = database
        self._image = image

    def fresh(self) -> OpenHouse:
        with closing(sqlite3.connect(self._image)) as image, closing(sqlite3.connect(self._database)) as database:
            image.backup(database)
        self.set_clock(TUESDAY_EVENING)
        return self

    def set_clock(self, now: datetime) -> None:
        assert isinstance(self.house.clock, SettableClock)
        self.house.clock.set(now)

    def receptionist(self, model: BaseChatModel | None = None, said: list[str] | None = None) -> Receptionist:
        """One that speaks with this model instead of the house's own."""
        if model is None:
            return self.house.receptionist
        heard = said if said is not None else []
        return Receptionist(self.services, self.house.understander, model, lambda _, __, part: heard.append(part))

    async def appointments(self) -> list[Appointment]:
        """Every appointment there is and was, by start."""
        async with self.house.memory.reading() as work:
            return await work.calendar.appointments_between(
                datetime.fromisoformat("2024-01-01T00:00:00+00:00"), datetime.fromisoformat("2026-01-01T00:00:00+00:00")
            )

    async def live(self) -> list[Appointment]:
        return [a for a in await self.appointments() if a.status == "booked"]

    async def tasks(self, kind: str | None = None) -> list[StaffTask]:
        async with self.house.memory.reading() as work:
            return [task for task in await work.tasks.open_tasks() if kind in (None, task.kind)]


class Visitor:
    """Somebody writing to the clinic: `say` stores a message, has it answered and returns the reply."""

    def __init__(
        self, rooms: OpenHouse, lang: Lang | None = "en", *, model: BaseChatModel | None = None,
        system: ContactSystem = "web", channel: Channel = "web",
    ) -> None:  # fmt: skip
        self.rooms = rooms
        self.lang = lang
        self.receptionist = rooms.receptionist(model)
        self.person_id = ""
        self.replies: list[str] = []
        self._system, self._channel = system, channel
        self._address = f"visitor-{next(_numbers)}"

    def inbound(self, text: str, payload: str | None = None, external_id: str | None = None) -> Inbound:
        return Inbound(
            channel=self._channel, system=self._system, account="widget", address=self._address,
            external_id=external_id or f"m{next(_numbers)}", text=text, payload=payload, language_hint=self.lang,
        )  # fmt: skip

    async def arrive(self) -> Visitor:
        """Open the chat: a new visitor is greeted."""
        greeting = Reply(say("greeting.web", self.lang or "en", clinic=self.rooms.house.clinic.name))
        self.person_id, _, _ = await self.rooms.house.memory.visit(self.inbound("", None), greeting)
        return self

    async def write(self, text: str, payload: str | None = None, external_id: str | None = None) -> Arrival:
        """Only store the message."""
        arrival = await self.rooms.house.memory.receive(self.inbound(text, payload, external_id))
        self.person_id = arrival.person_id
        return arrival

    async def say(self, text: str, payload: str | None = None) -> Event:
        arrival = await self.write(text, payload)
        return await self.answered(arrival.event.seq)

    async def choose(self, payload: str) -> Event:
        return await self.say("", payload)

    async def answered(self, seq: int) -> Event:
        """Have the stored message answered; the reply that answers it."""
        await self.receptionist.answer(self.person_id, seq)
        [reply] = await self.replies_to(seq)
        self.replies.append(reply.text)
        return reply

    async def thread(self) -> list[Event]:
        async with self.rooms.house.memory.reading() as work:
            return await work.events.after(self.person_id, 0)

    async def replies_to(self, seq: int) -> list[Event]:
        return [event for event in await self.thread() if seq in event.answers]

    async def events(self, *kinds: str) -> list[Event]:
        return [event for event in await self.thread() if event.kind in kinds]

    async def journal(self, seq: int) -> list[dict[str, Any]]:
        """The tool calls made for a message, without the note of where the turn began."""
        return [e for e in await self.rooms.house.memory.journaled(seq) if e["tool"] != "turn"]

    async def own(self) -> list[Appointment]:
        """What this visitor has booked and not cancelled."""
        return [a for a in await self.rooms.live() if a.booked_by == self.person_id]


def local(appointment: Appointment, rooms: OpenHouse) -> str:
    """When it is on the clinic's own clock: '2024-10-18 14:00'."""
    return appointment.start.astimezone(rooms.house.clinic.zone).strftime("%Y-%m-%d %H:%M")


def payloads(event: Event) -> list[str]:
    """What the buttons under a reply send."""
    choices: Sequence[dict[str, str]] = event.data.get("choices", ())
    return [choice["payload"] for choice in choices]


async def open_house(folder: Path) -> OpenHouse:
    house = build_house(load_settings(data_dir=folder, sandbox=True))
    await house.store.migrate()
    await house.reset(TUESDAY_EVENING)
    is_holiday = public_holidays(house.clinic)
    book = ClinicBook(house.store, house.clinic, is_holiday)
    services = Services(house.clinic, house.clock, book, house.memory, house.knowledge, is_holiday)
    database = Path(house.settings.database.partition("///")[2])
    image = folder / "image.sqlite"
    with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(image)) as copy:
        now.backup(copy)
    return OpenHouse(house, services, database, image)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_house(tmp_path_factory: Any) -> AsyncIterator[OpenHouse]:
    opened = await open_house(tmp_path_factory.mktemp("house"))
    yield opened
    await opened.house.knowledge.close()
    await opened.house.store.close()


@pytest_asyncio.fixture(loop_scope="session")
async def rooms(one_house: OpenHouse) -> OpenHouse:
    """The demo clinic as new."""
    return one_house.fresh()
