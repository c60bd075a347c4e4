"""A unit of work is all or nothing, whatever ends it, and what follows a commit follows only a commit."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from domain.errors import BackendError, ConfigurationError
from store.engine import Store, open_store
from store.unit_of_work import UnitOfWork, unit_of_work
from tests.store.conftest import KEY
from tests.store.rows import NOW, add_person, message


class Stop(Exception):
    """Whatever goes wrong above the store."""


async def names(store: Store) -> list[str | None]:
    async with store.read() as work:
        return sorted(person.name or "" for person in (await work.persons.search())[0])


async def test_what_is_written_is_there_for_the_next_reader(store: Store) -> None:
    await add_person(store, "Ada")
    assert await names(store) == ["Ada"]


async def test_an_exception_leaves_nothing_and_calls_nobody(store: Store) -> None:
    called: list[str] = []

    async def fail() -> None:
        async with store.write() as work:
            await work.persons.create(NOW, "Ada")
            work.on_commit(lambda: called.append("committed"))
            raise Stop

    with pytest.raises(Stop):
        await fail()
    assert await names(store) == []
    assert called == []


async def test_callbacks_run_once_after_the_commit_and_can_read_what_was_written(store: Store) -> None:
    seen: list[asyncio.Task[list[str | None]]] = []
    async with store.write() as work:
        await work.persons.create(NOW, "Ada")
        work.on_commit(lambda: seen.append(asyncio.create_task(names(store))))
        assert seen == []
    (reader,) = seen
    assert await reader == ["Ada"]


async def test_a_failing_callback_does_not_stop_the_others_or_the_caller(store: Store) -> None:
    called: list[str] = []

    def broken() -> None:
        raise Stop

    async with store.write() as work:
        work.on_commit(broken)
        work.on_commit(lambda: called.append("second"))
    assert called == ["second"]


async def test_a_nested_part_fails_by_itself(store: Store) -> None:
    called: list[str] = []

    async def fail_inside(work: UnitOfWork) -> None:
        async with work.nested():
            await work.persons.create(NOW, "Inner")
            work.on_commit(lambda: called.append("inner"))
            raise Stop

    async with store.write() as work:
        await work.persons.create(NOW, "Outer")
        work.on_commit(lambda: called.append("outer"))
        with pytest.raises(Stop):
            await fail_inside(work)
        async with work.nested():
            await work.persons.create(NOW, "Later")
    assert await names(store) == ["Later", "Outer"]
    assert called == ["outer"]


async def test_a_key_made_in_a_part_that_failed_is_not_used_again(store: Store, url: str) -> None:
    async def fail_inside(work: UnitOfWork) -> None:
        async with work.nested():
            await work.persons.create(NOW, person_id="per_1")
            raise Stop

    async with store.write() as work:
        with pytest.raises(Stop):
            await fail_inside(work)
        await work.persons.create(NOW, person_id="per_1")
        await work.events.append(message("per_1", "kept"), NOW)
    later = open_store(url, KEY)  # has no key in memory
    async with later.read() as work:
        assert [event.text for event in await work.events.recent("per_1", 5)] == ["kept"]
    await later.close()


async def test_a_cancelled_writer_leaves_nothing_and_blocks_nobody(store: Store) -> None:
    inside = asyncio.Event()

    async def stuck() -> None:
        async with store.write() as work:
            await work.persons.create(NOW, "Ada")
            inside.set()
            await asyncio.sleep(3600)

    writer = asyncio.create_task(stuck())
    await inside.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    await add_person(store, "Bea")
    assert await names(store) == ["Bea"]


async def test_writers_cancelled_at_any_statement_leave_whole_transactions_only(store: Store) -> None:
    async def pair(n: int) -> None:
        async with store.write() as work:
            await work.persons.create(NOW, f"{n:02}")
            await work.persons.create(NOW, f"{n:02}")

    writers = [asyncio.create_task(pair(n)) for n in range(12)]
    for _ in range(12):
        await asyncio.sleep(0.003)
        writers.pop(0).cancel()
    await asyncio.gather(*writers)
    await add_person(store, "last")
    found = await names(store)
    assert found.count("last") == 1
    assert all(found.count(name) == 2 for name in found if name != "last")


async def test_a_process_killed_inside_a_transaction_leaves_nothing(store: Store, url: str) -> None:
    script = (
        "import asyncio, os, sys\n"
        "from tests.store.rows import NOW\n"
        "from store.engine import open_store\n"
        "async def main():\n"
        "    async with open_store(sys.argv[1], sys.argv[2].encode()).write() as work:\n"
        "        await work.persons.create(NOW, 'Ada')\n"
        "        os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    run = [sys.executable, "-c", script, url, KEY.decode()]
    killed = subprocess.run(run, cwd=Path(__file__).parents[2], check=False, capture_output=True)
    assert killed.returncode == -9, killed.stderr.decode()
    await add_person(store, "Bea")
    assert await names(store) == ["Bea"]


async def test_readers_see_a_snapshot_and_cannot_write(store: Store) -> None:
    await add_person(store, "Ada")
    async with store.read() as work:
        assert len((await work.persons.search())[0]) == 1
        await asyncio.create_task(add_person(store, "Bea"))
        assert len((await work.persons.search())[0]) == 1

    async def write_while_reading() -> None:
        async with store.read() as work:
            await work.persons.create(NOW, "Eve")

    with pytest.raises(BackendError):
        await write_while_reading()
    assert await names(store) == ["Ada", "Bea"]


async def test_a_second_write_inside_the_first_is_refused_instead_of_hanging(store: Store) -> None:
    async with store.write():
        with pytest.raises(RuntimeError, match="writing already"):
            await add_person(store, "Ada")
    await add_person(store, "Bea")
    assert await names(store) == ["Bea"]


async def test_read_then_write_by_thirty_at_once_loses_no_update(store: Store) -> None:
    async def one_more() -> None:
        async with store.write() as work:
            await work.persons.search()
            await work.knowledge.bump_generation()

    await asyncio.gather(*(one_more() for _ in range(30)))
    async with store.read() as work:
        assert await work.knowledge.generation() == 30


async def test_wipe_empties_everything_and_the_store_goes_on(store: Store) -> None:
    person_id = await add_person(store, "Ada")
    async with store.write() as work:
        first = await work.events.append(message(person_id), NOW)
        await work.audit.add("admin", "login", "console", {}, NOW)
    await store.wipe()
    assert await names(store) == []
    again = await add_person(store, "Bea")
    async with store.write() as work:
        await work.audit.add("admin", "login", "console", {"after": "wipe"}, NOW)
        assert (await work.events.append(message(again), NOW)).seq > first.seq  # a seq is never given twice
        assert await work.audit.verify()


async def test_narrowing_takes_only_our_own_work(store: Store) -> None:
    async with store.write() as work:
        assert unit_of_work(work) is work
    with pytest.raises(TypeError):
        unit_of_work(object())  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["", "sqlite+aiosqlite://", "sqlite:///x.db", "postgresql://h/d", "mysql://h/d", "x"])
def test_a_url_that_cannot_work_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"FADEN_DATABASE_URL.*sqlite\+aiosqlite:////data"):
        open_store(url, KEY)


async def test_a_database_that_cannot_be_opened_is_a_backend_error(tmp_path: Path) -> None:
    nowhere = open_store(f"sqlite+aiosqlite:///{tmp_path}/missing/x.sqlite", KEY)
    with pytest.raises(BackendError):
        await nowhere.ping()
    await nowhere.close()
    for thread in threading.enumerate():  # the driver's own, which reports to this test's loop once more
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)


async def test_ping_answers(store: Store) -> None:
    await store.ping()
