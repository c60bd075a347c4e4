"""The migrated schema is the one the tables describe, and a start that changes nothing is one look."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from store.engine import Store, open_store
from store.migrations import HEAD
from store.migrations.run import configuration
from store.tables import metadata
from tests.store.conftest import KEY
from tests.store.rows import add_person


async def test_tables_and_migrations_say_the_same(store: Store) -> None:
    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    async with store.write() as work:
        assert await work.connection.run_sync(compare) == []


async def test_counted_keys_check_and_partial_index_are_in_the_schema(store: Store, sqlite_file: Path) -> None:
    """What Alembic does not compare on SQLite."""
    async with store.write() as work:
        rows = await work.connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        made = {row.name: row.sql for row in rows}
        names = await work.connection.run_sync(lambda c: [x["name"] for x in inspect(c).get_check_constraints("units")])
    for table in metadata.tables.values():
        if table.dialect_options["sqlite"].get("autoincrement"):
            assert "AUTOINCREMENT" in made[table.name], table.name
    assert names == ["ck_units_one_owner"]
    assert "done_at IS NULL" in made["uq_tasks_open_key"]


def test_the_head_we_name_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD


async def test_starting_again_keeps_the_data(store: Store) -> None:
    ada = await add_person(store, "Ada")
    await store.migrate()
    async with store.read() as work:
        assert await work.persons.get(ada)


async def test_processes_that_start_at_once_do_not_collide(tmp_path: Path) -> None:
    stores = [open_store(f"sqlite+aiosqlite:///{tmp_path}/new.sqlite", KEY) for _ in range(3)]
    await asyncio.gather(*(store.migrate() for store in stores))
    await add_person(stores[0])
    async with stores[2].read() as work:
        assert len((await work.persons.search())[0]) == 1
    for store in stores:
        await store.close()


async def test_an_up_to_date_start_does_not_load_alembic(store: Store, url: str) -> None:
    script = (
        "import asyncio, sys\n"
        "from store.engine import open_store\n"
        "async def main():\n"
        "    store = open_store(sys.argv[1], sys.argv[2].encode())\n"
        "    await store.migrate()\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
        "assert 'alembic' not in sys.modules\n"
    )
    run = [sys.executable, "-c", script, url, KEY.decode()]
    done = subprocess.run(run, cwd=Path(__file__).parents[2], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
