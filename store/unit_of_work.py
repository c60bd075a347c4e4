"""The unit of work: one transaction with every repository in it, and what is to happen once it is durable."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ports import Work
from store.crypto import InstanceKey, KeyCache
from store.keys import PersonKeys
from store.repositories.audit import Audit
from store.repositories.calendar import Calendar
from store.repositories.contacts import Contacts
from store.repositories.disclosures import Disclosures
from store.repositories.due import Due
from store.repositories.enquiries import Enquiries
from store.repositories.events import Events
from store.repositories.holders import Holders
from store.repositories.journal import Journal
from store.repositories.knowledge import Knowledge
from store.repositories.leases import Leases
from store.repositories.outbox import Outbox
from store.repositories.persons import Persons
from store.repositories.sessions import Sessions
from store.repositories.settings import Settings
from store.repositories.staff import Staff
from store.repositories.tasks import Tasks

_log = structlog.get_logger(__name__)


class UnitOfWork:
    """An open transaction; implements `domain.ports.Work`. Only `store/engine.py` makes, commits or discards one."""

    def __init__(self, connection: AsyncConnection, instance: InstanceKey, cache: KeyCache) -> None:
        self.connection = connection
        self.after_commit: list[Callable[[], None]] = []
        self.keys = PersonKeys(connection, instance, cache)
        self.persons = Persons(connection, self.keys)
        self.contacts = Contacts(connection)
        self.sessions = Sessions(connection)
        self.events = Events(connection, self.keys)
        self.enquiries = Enquiries(connection, self.keys)
        self.journal = Journal(connection, self.keys)
        self.calendar = Calendar(connection, self.keys)
        self.due = Due(connection, self.keys)
        self.outbox = Outbox(connection, self.keys)
        self.tasks = Tasks(connection, self.keys)
        self.disclosures = Disclosures(connection, self.keys)
        self.audit = Audit(connection, self.keys)
        self.holders = Holders(connection)
        self.staff = Staff(connection)
        self.leases = Leases(connection)
        self.knowledge = Knowledge(connection)
        self.settings = Settings(connection)

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Run after the commit; never when this transaction, or the `nested` part it was asked in, rolls back."""
        self.after_commit.append(callback)

    @asynccontextmanager
    async def nested(self) -> AsyncIterator[UnitOfWork]:
        """A part that may fail by itself: an exception undoes what was done inside and leaves the rest intact."""
        waiting = len(self.after_commit)
        try:
            async with self.connection.begin_nested():
                yield self
        except BaseException:
            del self.after_commit[waiting:]
            self.keys.forget()
            raise

    def committed(self) -> None:
        """Everything is durable. A callback that fails is logged: the work it follows did succeed."""
        self.keys.committed()
        waiting, self.after_commit = self.after_commit, []
        for callback in waiting:
            try:
                callback()
            except Exception:
                _log.exception("after_commit_failed")

    def rolled_back(self) -> None:
        self.after_commit.clear()


def unit_of_work(work: Work) -> UnitOfWork:
    """The store's view of a transaction handed down from above. Raises TypeError for one that is not ours."""
    if not isinstance(work, UnitOfWork):
        raise TypeError(f"{type(work).__name__} is not a unit of work of this store")
    return work
