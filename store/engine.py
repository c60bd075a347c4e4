"""The database itself. Everything particular to SQLite or PostgreSQL is in this file.

SQLite: one write connection, so that writers queue fairly and `BEGIN IMMEDIATE` never fails half-way; readers have
connections of their own and see a snapshot.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import Connection, delete, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domain.errors import BackendError, ConfigurationError
from store.crypto import INSTANCE, InstanceKey, KeyCache
from store.errors import breaks_uniqueness
from store.migrations import HEAD
from store.tables import metadata
from store.unit_of_work import UnitOfWork

_SETTING = "FADEN_DATABASE_URL"
_EXAMPLES = "sqlite+aiosqlite:////data/faden.sqlite or postgresql+psycopg://user:password@host/faden"
_MIGRATION_LOCK = 0x0FADE1


def open_store(url: str, key: bytes) -> Store:
    """A store over a database URL; `key` is the instance's secret. Connects on first use.

    Raises ConfigurationError for a URL that is not one of ours, or a key that is too short.
    """
    return Store(_checked(url), InstanceKey(key))


class Store:
    """Transactions over the database. One per process."""

    def __init__(self, url: URL, instance: InstanceKey) -> None:
        self._instance = instance
        self._cache = KeyCache()
        self._writers: set[asyncio.Task[Any] | None] = set()
        sqlite = url.get_backend_name() == "sqlite"
        self._writing = _sqlite_engine(url, write=True) if sqlite else _postgres_engine(url)
        self._reading = _sqlite_engine(url, write=False) if sqlite else _read_only(self._writing)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        """A transaction that commits at the end and rolls back on any exception, a cancellation included.

        Raises BackendError when the database fails.
        """
        task = asyncio.current_task()
        if task in self._writers:
            raise RuntimeError("this task is writing already; a second transaction would wait for the first for ever")
        self._writers.add(task)
        try:
            with _translated():
                async with self._writing.connect() as connection:
                    work = UnitOfWork(connection, self._instance, self._cache)
                    try:
                        async with connection.begin():
                            yield work
                    except BaseException:
                        work.rolled_back()
                        raise
            work.committed()
        finally:
            self._writers.discard(task)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        """A snapshot to read from; the database refuses writes in it."""
        with _translated():
            async with self._reading.connect() as connection, connection.begin():
                yield UnitOfWork(connection, self._instance, self._cache)

    async def migrate(self) -> None:
        """Bring the schema up to date; one query when it is. Several processes may start at once.

        Raises ConfigurationError when the data was sealed under another secret.
        """
        async with self._writing.begin() as connection:
            if await connection.run_sync(_version) != HEAD:
                await _one_migrates(connection)
                await connection.run_sync(_upgrade)
            await self._check_secret(connection)

    async def ping(self) -> None:
        """Raises BackendError when the database does not answer."""
        with _translated():
            async with self._reading.connect() as connection:
                await connection.execute(select(1))

    async def wipe(self, *, keep: Collection[str] = ()) -> None:
        """Delete every row there is, but for the tables named, as for a sandbox that starts anew."""
        async with self.write() as work:
            for table in reversed(metadata.sorted_tables):
                if table.name not in keep:
                    await work.connection.execute(delete(table))
            self._cache.clear()
            await work.keys.make_sure(INSTANCE)
            work.on_commit(self._cache.clear)

    async def close(self) -> None:
        await self._reading.dispose()
        await self._writing.dispose()

    async def _check_secret(self, connection: AsyncConnection) -> None:
        """The instance's own key, made at the first start, must open."""
        work = UnitOfWork(connection, self._instance, self._cache)
        try:
            await work.keys.make_sure(INSTANCE)
        except BackendError:
            how = "the data was sealed under another secret; put back the one it was made with"
            raise ConfigurationError("FADEN_SECRET_KEY", how) from None


@contextmanager
def _translated() -> Iterator[None]:
    """A fault of the database as ours. A broken reference is a bug of the caller: trying again does not help."""
    try:
        yield
    except SQLAlchemyError as error:
        permanent = isinstance(error, IntegrityError) and not breaks_uniqueness(error)
        raise BackendError(f"the database failed: {type(error).__name__}", permanent=permanent) from error


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError(_SETTING, f"write e.g. {_EXAMPLES}") from None
    if parsed.drivername not in ("sqlite+aiosqlite", "postgresql+psycopg"):
        raise ConfigurationError(_SETTING, f"{parsed.drivername} is not supported; write e.g. {_EXAMPLES}")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ConfigurationError(_SETTING, f"SQLite needs a file; write e.g. {_EXAMPLES}")
    return parsed


class _SqliteConnection(sqlite3.Connection):
    """Set up in its own thread, in one go: a task cancelled while connecting leaves nothing half-open."""

    setup: tuple[str, ...] = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.isolation_level = None  # we begin ourselves: the driver's own BEGIN comes too late
        for pragma in self.setup:
            self.execute(f"PRAGMA {pragma}")


class _SqliteWriter(_SqliteConnection):
    setup = (*_SqliteConnection.setup, "secure_delete=ON")  # an erased key leaves no trace in the file


class _SqliteReader(_SqliteConnection):
    setup = (*_SqliteConnection.setup, "query_only=ON")


def _sqlite_engine(url: URL, *, write: bool) -> AsyncEngine:
    sizes = {"pool_size": 1, "max_overflow": 0} if write else {"pool_size": 4, "max_overflow": 12}
    connect = {"factory": _SqliteWriter if write else _SqliteReader}
    engine = create_async_engine(url, pool_timeout=60, hide_parameters=True, connect_args=connect, **sizes)

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    @event.listens_for(engine.sync_engine, "invalidate")
    def _let_go(connection: Any, _record: Any, _error: BaseException | None) -> None:
        """A task was cancelled inside a statement: closing alone would keep the write lock until the next gc."""
        if connection is not None:
            connection.rollback()

    return engine


def _postgres_engine(url: URL) -> AsyncEngine:
    return create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)


def _read_only(engine: AsyncEngine) -> AsyncEngine:
    """The same pool; its transactions are read-only and see one snapshot, as on SQLite."""
    return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


async def _one_migrates(connection: AsyncConnection) -> None:
    """On SQLite the transaction has locked the others out already."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))


def _upgrade(connection: Connection) -> None:
    from store.migrations.run import upgrade  # alembic takes 0.2 s to load: only where the schema changes

    upgrade(connection)
