"""The clinic's book: who works there, appointments, holds, foreign blocks, and the units all of these take."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.tables.columns import UtcDateTime, metadata

practitioners = Table(
    "practitioners",
    metadata,
    Column("id", Text, primary_key=True),
    Column("entry", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
)

visit_types = Table(
    "visit_types",
    metadata,
    Column("id", Text, primary_key=True),
    Column("entry", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("practitioner_id", Text, nullable=False),  # no foreign key: clinic.yaml may drop whom old visits name
    Column("visit_type_id", Text, nullable=False),
    Column("patient_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("booked_by", Text, ForeignKey("persons.id"), nullable=False),
    Column("start", UtcDateTime, nullable=False, index=True),
    Column("end", UtcDateTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("contact_digest", LargeBinary),
    Column("body", LargeBinary, nullable=False),
    Index(None, "practitioner_id", "start"),
    Index(None, "patient_id", "start"),
    Index(None, "booked_by", "start"),
    Index(None, "contact_digest", "start"),
)

holds = Table(
    "holds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False, index=True),
    Column("practitioner_id", Text, nullable=False),
    Column("visit_type_id", Text, nullable=False),
    Column("start", UtcDateTime, nullable=False),
    Column("end", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

busy_blocks = Table(
    "busy_blocks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("practitioner_id", Text, nullable=False),
    Column("start", UtcDateTime, nullable=False),
    Column("end", UtcDateTime, nullable=False),
    Column("label", Text, nullable=False),
    Index(None, "practitioner_id", "start"),
)

units = Table(
    "units",
    metadata,
    Column("practitioner_id", Text, primary_key=True),
    Column("unit_start", UtcDateTime, primary_key=True),
    Column("appointment_id", Text, ForeignKey("appointments.id"), index=True),
    Column("hold_id", Text, ForeignKey("holds.id"), index=True),
    Column("busy_id", Text, ForeignKey("busy_blocks.id"), index=True),
    CheckConstraint(
        "(CASE WHEN appointment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN hold_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN busy_id IS NULL THEN 0 ELSE 1 END) = 1",
        name="ck_units_one_owner",
    ),
)
