"""What staff see and do: tasks, holders, logins, the disclosure log, the audit chain."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from domain.errors import BackendError
from store.engine import Store
from store.records import Holder, StaffSession, StaffUser
from tests.store.rows import HOUR, NOW, UNIT, add_person, say


async def test_a_task_is_filed_once_per_open_key(store: Store) -> None:
    ada = await add_person(store)
    async with store.write() as work:
        tasks = work.tasks
        first = await tasks.add("human", ada, "möchte einen Menschen", "today", NOW, key="human:1")
        assert await tasks.add("human", ada, "again", "now", NOW + UNIT, key="human:1") == first
        assert await tasks.add("human", ada, "no key", "today", NOW) != await tasks.add("human", ada, "", "today", NOW)
        await tasks.done(first.id, "admin", NOW + HOUR)
        second = await tasks.add("human", ada, "later", "today", NOW + HOUR, key="human:1")
        assert second.id != first.id
        assert len(await tasks.open_tasks()) == 3


async def test_who_has_waited_longest_comes_first(store: Store) -> None:
    async with store.write() as work:
        late = await work.tasks.add("callback", None, "late", "soon", NOW + HOUR)
        early = await work.tasks.add("emergency", None, "early", "now", NOW)
        assert await work.tasks.open_tasks() == [early, late]
        assert await work.tasks.get(late.id) == late


async def test_the_first_to_see_and_to_finish_is_kept(store: Store) -> None:
    async with store.write() as work:
        task = await work.tasks.add("other", None, "x", "soon", NOW)
        seen = await work.tasks.seen(task.id, "ada", NOW + UNIT)
        assert seen == replace(task, seen_at=NOW + UNIT, seen_by="ada")
        assert await work.tasks.seen(task.id, "bea", NOW + HOUR) == seen
        done = await work.tasks.done(task.id, "bea", NOW + HOUR)
        assert done == replace(seen, done_at=NOW + HOUR, done_by="bea")
        assert await work.tasks.done(task.id, "ada", NOW + HOUR) == done
        assert await work.tasks.open_tasks() == []
        assert await work.tasks.get(task.id) == done
        assert await work.tasks.seen("tsk_none", "ada", NOW) is None
        assert await work.tasks.done("tsk_none", "ada", NOW) is None


async def test_every_change_of_holder_raises_the_epoch(store: Store) -> None:
    async with store.write() as work:
        assert await work.holders.get("per_1") == Holder("per_1", "agent", None, 0, None)
        assert await work.holders.set("per_1", "ada", "Ada L.", NOW) == Holder("per_1", "ada", "Ada L.", 1, NOW)
        back = await work.holders.set("per_1", "agent", None, NOW + HOUR)
        assert back == Holder("per_1", "agent", None, 2, NOW + HOUR) == await work.holders.get("per_1")
        assert (await work.holders.get("per_2")).epoch == 0


async def test_members_of_staff_log_in_and_out(store: Store) -> None:
    user = StaffUser("admin", "hash-1", "Front desk", "admin", NOW)
    async with store.write() as work:
        staff = work.staff
        assert await staff.count() == 0
        assert await staff.get("admin") is None
        await staff.put(user)
        await staff.put(replace(user, password_hash="hash-2", created_at=NOW + HOUR))
        assert await staff.get("admin") == replace(user, password_hash="hash-2")
        assert await staff.count() == 1
        await staff.open_session("t1", "admin", NOW + HOUR)
        await staff.open_session("t2", "admin", NOW + HOUR * 2)
        assert await staff.session("t1") == StaffSession("t1", "admin", NOW + HOUR)
        await staff.drop_expired(NOW + HOUR)
        assert await staff.session("t1") is None
        await staff.close_session("t2")
        assert await staff.session("t2") is None


async def test_nobody_logs_in_without_a_user(store: Store) -> None:
    async def log_in() -> None:
        async with store.write() as work:
            await work.staff.open_session("t1", "nobody", NOW + HOUR)

    with pytest.raises(BackendError):
        await log_in()


async def test_a_disclosure_says_what_at_which_level_and_why(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    seq = (await say(store, ada)).seq
    async with store.write() as work:
        await work.disclosures.add(ada, "appointment apt_1", 3, "two facts", "web", seq, NOW)
        await work.disclosures.add(ada, "first name", 1, "grant", "voice", None, NOW + UNIT)
        told = await work.disclosures.of_person(ada)
        assert await work.disclosures.of_person(bea) == []
    assert [(d.what, d.level, d.why, d.channel, d.inbound_seq, d.at) for d in told] == [
        ("appointment apt_1", 3, "two facts", "web", seq, NOW),
        ("first name", 1, "grant", "voice", None, NOW + UNIT),
    ]


async def fill(store: Store, count: int = 4) -> None:
    for n in range(count):
        async with store.write() as work:
            await work.audit.add("admin", "take", f"per_{n}", {"n": n}, NOW + n * UNIT)


async def test_the_audit_chain_holds_and_reads_newest_first(store: Store) -> None:
    async with store.read() as work:
        assert await work.audit.verify()
        assert await work.audit.tail() == []
    await asyncio.gather(fill(store), fill(store))
    async with store.read() as work:
        assert await work.audit.verify()
        tail = await work.audit.tail(3)
    assert [entry.number for entry in tail] == [8, 7, 6]
    assert tail[0].detail == {"n": 3}


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET actor = 'eve' WHERE number = 2",
        "UPDATE audit SET body = (SELECT body FROM audit WHERE number = 1) WHERE number = 2",
        "UPDATE audit SET at = (SELECT at FROM audit WHERE number = 1) WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM audit WHERE number = 4",
        "UPDATE audit SET digest = previous WHERE number = 4",
        "UPDATE audit SET number = 9 WHERE number = 4",
    ],
)
async def test_tampering_with_the_audit_chain_is_seen(store: Store, tampering: str) -> None:
    await fill(store)
    async with store.write() as work:
        assert await work.audit.verify()
        changed = await work.connection.exec_driver_sql(tampering)
        assert changed.rowcount == 1
        assert not await work.audit.verify()


async def test_an_audit_entry_of_a_failed_transaction_leaves_no_gap(store: Store) -> None:
    await fill(store, 1)

    async def fail() -> None:
        async with store.write() as work:
            await work.audit.add("admin", "take", "per_1", {}, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    await fill(store, 1)
    async with store.read() as work:
        assert await work.audit.verify()
        assert len(await work.audit.tail()) == 2
