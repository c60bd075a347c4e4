"""A front desk to test at: the staff routes over a store of their own, with Sarah's evening already in it."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import httpx
from fastapi import FastAPI

from app.web_errors import install_error_shape
from domain.booking import Appointment
from domain.people import Assurance, Fact
from domain.thread import Channel, NewEvent
from staff.access import CSRF_COOKIE, SESSION_COOKIE, Access, SignedIn
from staff.attempts import Attempts
from staff.login import ensure_admin
from staff.router import staff_routes
from store.engine import Store, open_store
from tests.domain.book_clinic import a_clinic

NOW = datetime(2024, 10, 15, 21, 0, tzinfo=UTC)
"""Tuesday 22:00 in London."""
PASSWORD = "correct horse battery"
FRIDAY = datetime(2024, 10, 18, 13, 0, tzinfo=UTC)


@dataclass
class Hands:
    """A clock whose hands the test moves; `now` is the clinic's, `real` everybody else's."""

    clinic: datetime = NOW
    real: datetime = datetime(2030, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.clinic


@dataclass
class FrontDesk:
    store: Store
    file: Path
    hands: Hands = field(default_factory=Hands)
    secure: bool = False

    def __post_init__(self) -> None:
        self.clinic = a_clinic()
        self.app = FastAPI()
        install_error_shape(self.app)
        self.access = access = Access(self.store, lambda: self.hands.real)
        attempts = Attempts(lambda: self.hands.real.timestamp())
        self.app.include_router(
            staff_routes(
                self.store, self.clinic, self.hands, secure_cookies=self.secure, access=access, attempts=attempts
            )
        )

    def client(self, ip: str = "192.0.2.1", **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, client=(ip, 5000))
        scheme = "https" if self.secure else "http"
        return httpx.AsyncClient(transport=transport, base_url=f"{scheme}://clinic.test", headers=headers)

    async def session(self) -> SignedIn:
        """The admin's session as a login opens it, without the second a password takes."""
        async with self.store.read() as work:
            admin = await work.staff.get("admin")
        assert admin is not None
        return await self.access.open(admin, self.hands.now())

    async def signed_in(self) -> httpx.AsyncClient:
        """A client with a Bearer token."""
        return self.client(authorization=f"Bearer {(await self.session()).token}")

    async def in_browser(self) -> httpx.AsyncClient:
        """A client with the session's cookies."""
        who = await self.session()
        client = self.client(accept="text/html")
        client.cookies = httpx.Cookies({SESSION_COOKIE: who.token, CSRF_COOKIE: who.csrf})
        return client

    async def person(self, name: str | None = None, phone: str | None = None, at: datetime = NOW) -> str:
        """Somebody who came by web chat, and maybe typed a number."""
        async with self.store.write() as work:
            person = await work.persons.create(at, name)
            address = await work.contacts.create("web", "clinic", f"visitor of {person.id}")
            await work.contacts.link(address.id, person.id, "own", "first contact", "system", at)
            if phone:
                number = await work.contacts.create("phone", "clinic", phone)
                await work.contacts.link(number.id, person.id, "probable", "typed", "patient", at)
        return person.id

    async def says(self, person_id: str, text: str, at: datetime = NOW, channel: Channel = "web") -> int:
        new = NewEvent(person_id, channel, "in", "patient", "message", text)
        async with self.store.write() as work:
            return (await work.events.append(new, at)).seq

    async def knows(self, person_id: str, name: str, value: str, source: int | None = None) -> None:
        async with self.store.write() as work:
            await work.persons.put_fact(person_id, Fact(name, value, source, Assurance.ANONYMOUS, NOW))

    async def booked(self, patient_id: str, booked_by: str, start: datetime, **changes: object) -> str:
        values = {
            "id": f"apt_{start:%d%H%M}_{patient_id}", "practitioner_id": "adler", "visit_type_id": "check",
            "patient_id": patient_id, "booked_by": booked_by, "start": start, "end": start + timedelta(minutes=30),
            "status": "booked", "channel": "web", "created_at": NOW,
        }  # fmt: skip
        appointment = Appointment(**(values | changes))  # type: ignore[arg-type]
        async with self.store.write() as work:
            await work.calendar.put_appointment(appointment)
        return appointment.id

    async def audited(self) -> list[tuple[str, str, str]]:
        """(actor, action, subject), newest first; the chain must hold."""
        async with self.store.read() as work:
            assert await work.audit.verify()
            return [(entry.actor, entry.action, entry.subject) for entry in await work.audit.tail()]


async def sign_in(
    client: httpx.AsyncClient, username: str = "admin", password: str = PASSWORD, accept: str | None = None, **more: str
) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return await client.post("/staff/login", data={"username": username, "password": password} | more, headers=headers)


def open_copy(folder: Path) -> tuple[Store, Path]:
    """A store of the test's own, migrated and with its admin, copied from one made once."""
    file = Path(shutil.copy(_template(), folder / "staff.sqlite"))
    return _open(file), file


def _open(file: Path) -> Store:
    return open_store(f"sqlite+aiosqlite:///{file}", b"k" * 32)


@cache
def _template() -> Path:
    """Made in a thread of its own: a test's event loop is running already."""
    file = Path(mkdtemp(prefix="faden-staff-")) / "template.sqlite"

    async def make() -> None:
        store = _open(file)
        await store.migrate()
        await ensure_admin(store, PASSWORD, NOW)
        await store.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, make()).result()
    return file
