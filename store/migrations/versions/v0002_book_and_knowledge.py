"""The clinic's book, and the versions of its knowledge."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.columns import TIME, columns, index, primary, reference

revision = "0002"
down_revision = "0001"

_ONE_OWNER = (
    "(CASE WHEN appointment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN hold_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN busy_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def upgrade() -> None:
    _busy_blocks()
    _practitioners()
    _topic_versions()
    _visit_types()
    _appointments()
    _holds()
    _units()


def _busy_blocks() -> None:
    op.create_table(
        "busy_blocks",
        *columns(sa.Text, "id", "practitioner_id"),
        *columns(TIME, "start", "end"),
        *columns(sa.Text, "label"),
        primary("busy_blocks", "id"),
    )
    index("busy_blocks", "practitioner_id", "start")


def _practitioners() -> None:
    op.create_table(
        "practitioners",
        *columns(sa.Text, "id"),
        *columns(sa.JSON, "entry"),
        *columns(sa.Boolean, "active"),
        primary("practitioners", "id"),
    )


def _topic_versions() -> None:
    op.create_table(
        "topic_versions",
        *columns(sa.Text, "topic_id"),
        *columns(sa.Integer, "version"),
        *columns(sa.Text, "status"),
        *columns(sa.JSON, "texts"),
        *columns(sa.Text, "source", "content_hash", "author"),
        *columns(TIME, "created_at"),
        *columns(TIME, "retired_at", nullable=True),
        primary("topic_versions", "topic_id", "version"),
    )
    index("topic_versions", "status")
    index("topic_versions", "topic_id", "content_hash")


def _visit_types() -> None:
    op.create_table(
        "visit_types",
        *columns(sa.Text, "id"),
        *columns(sa.JSON, "entry"),
        *columns(sa.Boolean, "active"),
        primary("visit_types", "id"),
    )


def _appointments() -> None:
    op.create_table(
        "appointments",
        *columns(sa.Text, "id", "practitioner_id", "visit_type_id", "patient_id", "booked_by"),
        *columns(TIME, "start", "end"),
        *columns(sa.Text, "status", "channel"),
        *columns(TIME, "created_at"),
        *columns(sa.Boolean, "proven"),
        *columns(sa.Integer, "version"),
        *columns(sa.LargeBinary, "contact_digest", nullable=True),
        *columns(sa.LargeBinary, "body"),
        primary("appointments", "id"),
        reference("appointments", "booked_by", "persons.id"),
        reference("appointments", "patient_id", "persons.id"),
    )
    index("appointments", "booked_by", "start")
    index("appointments", "contact_digest", "start")
    index("appointments", "patient_id", "start")
    index("appointments", "practitioner_id", "start")
    index("appointments", "start")


def _holds() -> None:
    op.create_table(
        "holds",
        *columns(sa.Text, "id", "person_id", "practitioner_id", "visit_type_id"),
        *columns(TIME, "start", "end", "expires_at"),
        primary("holds", "id"),
        reference("holds", "person_id", "persons.id"),
    )
    index("holds", "expires_at")
    index("holds", "person_id")


def _units() -> None:
    op.create_table(
        "units",
        *columns(sa.Text, "practitioner_id"),
        *columns(TIME, "unit_start"),
        *columns(sa.Text, "appointment_id", "hold_id", "busy_id", nullable=True),
        primary("units", "practitioner_id", "unit_start"),
        sa.CheckConstraint(_ONE_OWNER, name="ck_units_one_owner"),
        reference("units", "appointment_id", "appointments.id"),
        reference("units", "busy_id", "busy_blocks.id"),
        reference("units", "hold_id", "holds.id"),
    )
    index("units", "appointment_id")
    index("units", "busy_id")
    index("units", "hold_id")
