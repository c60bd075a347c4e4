"""What staff see and do: tasks, who holds a conversation, logins, the disclosure log, the audit chain."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    text,
)

from store.tables.columns import BigKey, UtcDateTime, counted, metadata

tasks = Table(
    "tasks",
    metadata,
    counted("number"),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("person_id", Text, ForeignKey("persons.id"), index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("key", Text),
    Column("seen_at", UtcDateTime),
    Column("seen_by", Text),
    Column("done_at", UtcDateTime),
    Column("done_by", Text),
    Index(None, "done_at", "since"),
    Index(
        "uq_tasks_open_key",
        "key",
        unique=True,
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

holders = Table(
    "holders",
    metadata,
    Column("cluster_id", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("name", Text),
    Column("epoch", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

staff_users = Table(
    "staff_users",
    metadata,
    Column("username", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("username", Text, ForeignKey("staff_users.username"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

disclosures = Table(
    "disclosures",
    metadata,
    counted("number"),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False, index=True),
    Column("level", SmallInteger, nullable=False),
    Column("channel", Text, nullable=False),
    Column("inbound_seq", BigKey, ForeignKey("events.seq")),
    Column("at", UtcDateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
