"""Alembic's entry point. The connection is the store's, already inside its transaction."""

from __future__ import annotations

from alembic import context

from store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
