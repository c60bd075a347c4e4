"""The timeline: sessions, events and what answers what, the journal of turns, open business."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from store.tables.columns import BigKey, UtcDateTime, counted, metadata

sessions = Table(
    "sessions",
    metadata,
    counted("number"),
    Column("id", Text, nullable=False, unique=True),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("contact_point_id", Text, ForeignKey("contact_points.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("language", Text),
    Index(None, "person_id", "channel", "number"),
    sqlite_autoincrement=True,
)

events = Table(
    "events",
    metadata,
    counted("seq"),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("session_id", Text, ForeignKey("sessions.id")),
    Column("external_id", Text, unique=True),
    Column("delivery", Text),
    Index(None, "person_id", "seq"),
    Index(None, "person_id", "kind", "seq"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    Column("inbound_seq", BigKey, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("reply_seq", BigKey, ForeignKey("events.seq"), nullable=False, index=True),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("inbound_seq", BigKey, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Index(None, "person_id", "channel", "inbound_seq"),
)

journal = Table(
    "journal",
    metadata,
    counted("number"),
    Column("inbound_seq", BigKey, ForeignKey("events.seq"), nullable=False),
    Column("tool", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("person_id", Text, ForeignKey("persons.id")),
    Column("body", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("inbound_seq", "tool", "ordinal"),
    sqlite_autoincrement=True,
)

enquiries = Table(
    "enquiries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "person_id", "status", "opened_at"),
)
