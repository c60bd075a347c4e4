"""What must happen later or only once: due rows, the outbox, leases, counters, small settings."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.tables.columns import UtcDateTime, counted, metadata

due = Table(
    "due",
    metadata,
    Column("key", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Index(None, "state", "due_at"),
)

outbox = Table(
    "outbox",
    metadata,
    counted("number"),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("template", Text),
    Column("status", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("status_at", UtcDateTime, nullable=False),
    Column("provider_id", Text, index=True),
    Column("error", Text),
    Index(None, "status", "number"),
    Index(None, "address", "number"),
    sqlite_autoincrement=True,
)

leases = Table(
    "leases",
    metadata,
    Column("key", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("expires", Float, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)
