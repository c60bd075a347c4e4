"""The versions of the clinic's knowledge topics. Public words, so not sealed; what is live has status approved."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, Text

from store.tables.columns import UtcDateTime, metadata

topic_versions = Table(
    "topic_versions",
    metadata,
    Column("topic_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("status", Text, nullable=False, index=True),
    Column("texts", JSON, nullable=False),
    Column("source", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("retired_at", UtcDateTime),
    Index(None, "topic_id", "content_hash"),
)
