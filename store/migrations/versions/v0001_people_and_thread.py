"""Persons, their keys and addresses, the thread, open business."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.columns import BIG, TIME, columns, counted, index, primary, reference, unique

revision = "0001"
down_revision = None


def upgrade() -> None:
    _contact_points()
    _person_keys()
    _persons()
    _enquiries()
    _facts()
    _links()
    _person_links()
    _sessions()
    _events()
    _answers()
    _journal()
    _unanswered()


def _contact_points() -> None:
    op.create_table(
        "contact_points",
        *columns(sa.Text, "id", "system", "account", "value"),
        primary("contact_points", "id"),
        unique("contact_points", "system", "account", "value"),
    )


def _person_keys() -> None:
    op.create_table(
        "person_keys",
        *columns(sa.Text, "person_id"),
        *columns(sa.LargeBinary, "wrapped", nullable=True),
        *columns(TIME, "erased_at", nullable=True),
        primary("person_keys", "person_id"),
    )


def _persons() -> None:
    op.create_table(
        "persons",
        *columns(sa.Text, "id"),
        *columns(TIME, "created_at"),
        *columns(sa.Text, "name", "name_folded", nullable=True),
        *columns(sa.Date, "birth_date", nullable=True),
        *columns(sa.Text, "language", "patient_kind", nullable=True),
        *columns(TIME, "last_event_at"),
        *columns(BIG, "event_count"),
        primary("persons", "id"),
    )
    index("persons", "last_event_at", "id")


def _enquiries() -> None:
    op.create_table(
        "enquiries",
        *columns(sa.Text, "id", "person_id", "status", "channel"),
        *columns(TIME, "opened_at", "updated_at"),
        *columns(sa.LargeBinary, "body"),
        primary("enquiries", "id"),
        reference("enquiries", "person_id", "persons.id"),
    )
    index("enquiries", "person_id", "status", "opened_at")


def _facts() -> None:
    op.create_table(
        "facts",
        counted("number"),
        *columns(sa.Text, "person_id", "field"),
        *columns(sa.LargeBinary, "body"),
        *columns(BIG, "source", nullable=True),
        *columns(sa.SmallInteger, "level"),
        *columns(TIME, "at"),
        *columns(sa.Boolean, "current"),
        primary("facts", "number"),
        reference("facts", "person_id", "persons.id"),
        sqlite_autoincrement=True,
    )
    index("facts", "person_id", "current")


def _links() -> None:
    op.create_table(
        "links",
        *columns(sa.Text, "id", "contact_point_id", "person_id", "strength", "evidence", "author"),
        *columns(TIME, "created_at"),
        primary("links", "id"),
        reference("links", "contact_point_id", "contact_points.id"),
        reference("links", "person_id", "persons.id"),
        unique("links", "contact_point_id", "person_id"),
    )
    index("links", "person_id")


def _person_links() -> None:
    op.create_table(
        "person_links",
        *columns(sa.Text, "id", "person_id", "other_id", "strength", "evidence", "author"),
        *columns(TIME, "created_at"),
        primary("person_links", "id"),
        reference("person_links", "other_id", "persons.id"),
        reference("person_links", "person_id", "persons.id"),
        unique("person_links", "person_id", "other_id"),
    )
    index("person_links", "other_id")


def _sessions() -> None:
    op.create_table(
        "sessions",
        counted("number"),
        *columns(sa.Text, "id", "person_id", "contact_point_id", "channel"),
        *columns(TIME, "started_at"),
        *columns(TIME, "ended_at", nullable=True),
        *columns(sa.Text, "language", nullable=True),
        primary("sessions", "number"),
        reference("sessions", "contact_point_id", "contact_points.id"),
        reference("sessions", "person_id", "persons.id"),
        unique("sessions", "id"),
        sqlite_autoincrement=True,
    )
    index("sessions", "person_id", "channel", "number")


def _events() -> None:
    op.create_table(
        "events",
        counted("seq"),
        *columns(TIME, "at"),
        *columns(sa.Text, "person_id", "channel", "direction", "author", "kind"),
        *columns(sa.LargeBinary, "body"),
        *columns(sa.Text, "session_id", "external_id", "delivery", nullable=True),
        primary("events", "seq"),
        reference("events", "person_id", "persons.id"),
        reference("events", "session_id", "sessions.id"),
        unique("events", "external_id"),
        sqlite_autoincrement=True,
    )
    index("events", "person_id", "kind", "seq")
    index("events", "person_id", "seq")


def _answers() -> None:
    op.create_table(
        "answers",
        *columns(BIG, "inbound_seq", "reply_seq"),
        primary("answers", "inbound_seq"),
        reference("answers", "inbound_seq", "events.seq"),
        reference("answers", "reply_seq", "events.seq"),
    )
    index("answers", "reply_seq")


def _journal() -> None:
    op.create_table(
        "journal",
        counted("number"),
        *columns(BIG, "inbound_seq"),
        *columns(sa.Text, "tool"),
        *columns(sa.Integer, "ordinal"),
        *columns(sa.Text, "person_id", nullable=True),
        *columns(sa.LargeBinary, "body"),
        *columns(TIME, "at"),
        primary("journal", "number"),
        reference("journal", "inbound_seq", "events.seq"),
        reference("journal", "person_id", "persons.id"),
        unique("journal", "inbound_seq", "tool", "ordinal"),
        sqlite_autoincrement=True,
    )


def _unanswered() -> None:
    op.create_table(
        "unanswered",
        *columns(BIG, "inbound_seq"),
        *columns(sa.Text, "person_id", "channel"),
        primary("unanswered", "inbound_seq"),
        reference("unanswered", "inbound_seq", "events.seq"),
        reference("unanswered", "person_id", "persons.id"),
    )
    index("unanswered", "person_id", "channel", "inbound_seq")
