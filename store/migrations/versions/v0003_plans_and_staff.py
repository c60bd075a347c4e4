"""What waits: due rows, outbox, tasks; what staff do and what is kept of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.columns import BIG, TIME, columns, counted, index, primary, reference, unique

revision = "0003"
down_revision = "0002"

_OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    _audit()
    _counters()
    _due()
    _holders()
    _leases()
    _settings()
    _staff_users()
    _outbox()
    _staff_sessions()
    _tasks()
    _disclosures()


def _audit() -> None:
    op.create_table(
        "audit",
        *columns(sa.BigInteger, "number"),
        *columns(TIME, "at"),
        *columns(sa.Text, "actor", "action", "subject"),
        *columns(sa.LargeBinary, "body", "previous", "digest"),
        primary("audit", "number"),
    )


def _counters() -> None:
    op.create_table(
        "counters",
        *columns(sa.Text, "name"),
        *columns(sa.BigInteger, "value"),
        primary("counters", "name"),
    )


def _due() -> None:
    op.create_table(
        "due",
        *columns(sa.Text, "key"),
        *columns(sa.Integer, "version"),
        *columns(TIME, "due_at"),
        *columns(sa.Text, "kind"),
        *columns(sa.LargeBinary, "body"),
        *columns(sa.Text, "state"),
        primary("due", "key"),
    )
    index("due", "state", "due_at")


def _holders() -> None:
    op.create_table(
        "holders",
        *columns(sa.Text, "cluster_id", "holder"),
        *columns(sa.Text, "name", nullable=True),
        *columns(sa.Integer, "epoch"),
        *columns(TIME, "since"),
        primary("holders", "cluster_id"),
    )


def _leases() -> None:
    op.create_table(
        "leases",
        *columns(sa.Text, "key", "owner"),
        *columns(sa.Float, "expires"),
        primary("leases", "key"),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        *columns(sa.Text, "key"),
        *columns(sa.JSON, "value"),
        primary("settings", "key"),
    )


def _staff_users() -> None:
    op.create_table(
        "staff_users",
        *columns(sa.Text, "username", "password_hash", "name", "role"),
        *columns(TIME, "created_at"),
        primary("staff_users", "username"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        counted("number"),
        *columns(sa.Text, "id", "key", "person_id", "channel", "address"),
        *columns(sa.LargeBinary, "body"),
        *columns(sa.Text, "template", nullable=True),
        *columns(sa.Text, "status"),
        *columns(sa.Integer, "epoch"),
        *columns(TIME, "created_at", "status_at"),
        *columns(sa.Text, "provider_id", "error", nullable=True),
        primary("outbox", "number"),
        reference("outbox", "person_id", "persons.id"),
        unique("outbox", "id"),
        unique("outbox", "key"),
        sqlite_autoincrement=True,
    )
    index("outbox", "address", "number")
    index("outbox", "provider_id")
    index("outbox", "status", "number")


def _staff_sessions() -> None:
    op.create_table(
        "staff_sessions",
        *columns(sa.Text, "token_hash", "username"),
        *columns(TIME, "expires_at"),
        primary("staff_sessions", "token_hash"),
        reference("staff_sessions", "username", "staff_users.username"),
    )
    index("staff_sessions", "expires_at")


def _tasks() -> None:
    op.create_table(
        "tasks",
        counted("number"),
        *columns(sa.Text, "id", "kind"),
        *columns(sa.Text, "person_id", nullable=True),
        *columns(TIME, "since"),
        *columns(sa.LargeBinary, "body"),
        *columns(sa.Text, "urgency"),
        *columns(sa.Text, "key", nullable=True),
        *columns(TIME, "seen_at", nullable=True),
        *columns(sa.Text, "seen_by", nullable=True),
        *columns(TIME, "done_at", nullable=True),
        *columns(sa.Text, "done_by", nullable=True),
        primary("tasks", "number"),
        reference("tasks", "person_id", "persons.id"),
        unique("tasks", "id"),
        sqlite_autoincrement=True,
    )
    index("tasks", "done_at", "since")
    index("tasks", "person_id")
    op.create_index(
        "uq_tasks_open_key", "tasks", ["key"], unique=True,
        sqlite_where=_OPEN, postgresql_where=_OPEN,
    )  # fmt: skip


def _disclosures() -> None:
    op.create_table(
        "disclosures",
        counted("number"),
        *columns(sa.Text, "person_id"),
        *columns(sa.SmallInteger, "level"),
        *columns(sa.Text, "channel"),
        *columns(BIG, "inbound_seq", nullable=True),
        *columns(TIME, "at"),
        *columns(sa.LargeBinary, "body"),
        primary("disclosures", "number"),
        reference("disclosures", "inbound_seq", "events.seq"),
        reference("disclosures", "person_id", "persons.id"),
        sqlite_autoincrement=True,
    )
    index("disclosures", "person_id")
