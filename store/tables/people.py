"""Persons, their keys, their addresses, and the removable edges between them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from store.tables.columns import BigKey, UtcDateTime, counted, metadata

persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("name", Text),
    Column("name_folded", Text),  # lower-cased here: SQLite's lower() knows ASCII only
    Column("birth_date", Date),
    Column("language", Text),
    Column("patient_kind", Text),
    Column("last_event_at", UtcDateTime, nullable=False),
    Column("event_count", BigKey, nullable=False, default=0),
    Index(None, "last_event_at", "id"),
)

person_keys = Table(
    "person_keys",
    metadata,
    Column("person_id", Text, primary_key=True),  # no foreign key: "" is the instance, and an erased person may go
    Column("wrapped", LargeBinary),
    Column("erased_at", UtcDateTime),
)

contact_points = Table(
    "contact_points",
    metadata,
    Column("id", Text, primary_key=True),
    Column("system", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("system", "account", "value"),
)

links = Table(
    "links",
    metadata,
    Column("id", Text, primary_key=True),
    Column("contact_point_id", Text, ForeignKey("contact_points.id"), nullable=False),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False, index=True),
    Column("strength", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("contact_point_id", "person_id"),
)

person_links = Table(
    "person_links",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("other_id", Text, ForeignKey("persons.id"), nullable=False, index=True),
    Column("strength", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "other_id"),
)

facts = Table(
    "facts",
    metadata,
    counted("number"),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("field", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("source", BigKey),
    Column("level", SmallInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(None, "person_id", "current"),
    sqlite_autoincrement=True,
)
