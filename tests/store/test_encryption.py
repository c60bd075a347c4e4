"""Bodies are unreadable in the file, open only for their person, and never again once the key is erased."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.enquiry import Enquiry
from domain.errors import ConfigurationError
from domain.people import Assurance, Fact
from domain.thread import Choice
from store.crypto import InstanceKey, KeyCache, new_key, open_sealed, seal
from store.engine import Store, open_store
from store.errors import Unreadable
from tests.store.conftest import KEY
from tests.store.rows import HOUR, NOW, add_person, appointment, message, outgoing, reply

CANARY = "Kanarienvogel"
"""Stands in every body that must not be readable."""


async def write_everything(store: Store, person_id: str) -> int:
    async with store.write() as work:
        told = await work.events.append(message(person_id, f"{CANARY} 1", data={"d": f"{CANARY} 2"}), NOW)
        await work.events.append(reply(person_id, f"{CANARY} 3"), NOW, [told.seq])
        await work.persons.put_fact(person_id, Fact("reason", f"{CANARY} 4", told.seq, Assurance.ANONYMOUS, NOW))
        enquiry = Enquiry(id=f"enq_{person_id}", person_id=person_id, opened_at=NOW, updated_at=NOW, reason=CANARY)
        await work.enquiries.put(enquiry)
        await work.journal.put(told.seq, "t", 0, {"a": CANARY}, {"r": CANARY}, NOW, person_id=person_id)
        await work.journal.put(told.seq, "t", 1, {"a": CANARY}, {"r": CANARY}, NOW)
        visit = appointment(person_id, NOW + HOUR, reason=CANARY, contact=f"+{CANARY}", id=f"apt_{person_id}")
        await work.calendar.put_appointment(visit)
        buttons = (Choice(CANARY, CANARY),)
        await work.outbox.add(outgoing(person_id, f"k:{person_id}", body=CANARY, buttons=buttons))
        await work.tasks.add("human", person_id, CANARY, "today", NOW, key=f"k:{person_id}")
        await work.tasks.add("other", None, CANARY, "today", NOW)
        await work.disclosures.add(person_id, CANARY, 3, CANARY, "web", told.seq, NOW)
        await work.audit.add("admin", "look", person_id, {"why": CANARY}, NOW)
        await work.due.put(f"k:{person_id}", NOW, "reminder", {"text": CANARY}, 1)
    return told.seq


async def read_everything(store: Store, person_id: str, seq: int) -> list[Any]:
    """All that is kept of one person; work of no person (due, audit) is not theirs to erase."""
    async with store.read() as work:
        return [
            await work.events.recent(person_id, 9), await work.persons.facts(person_id),
            await work.enquiries.of_person(person_id), await work.journal.find(seq, "t", 0),
            [entry.args for entry in await work.journal.of_inbound(seq) if entry.ordinal == 0],
            await work.calendar.appointments_of(person_id), await work.outbox.to(None),
            [task for task in await work.tasks.open_tasks() if task.person_id],
            await work.disclosures.of_person(person_id),
        ]  # fmt: skip


def raw(folder: Path) -> Iterable[bytes]:
    """Every file of the database, the write-ahead log included."""
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


async def test_no_body_is_readable_in_the_files(store: Store, sqlite_file: Path) -> None:
    ada = await add_person(store, "Ada Sichtbar")
    await write_everything(store, ada)
    for content in (raw(sqlite_file.parent), await _after_close(store, sqlite_file)):
        assert any(b"Ada Sichtbar" in data for data in content), "the files looked at are not those of the store"
        assert not any(CANARY.encode() in data for data in content)
        assert not any(KEY in data for data in content)


async def _after_close(store: Store, sqlite_file: Path) -> Iterable[bytes]:
    await store.close()
    return raw(sqlite_file.parent)


async def test_an_erased_key_makes_everything_of_the_person_unreadable(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    lost, kept = await write_everything(store, ada), await write_everything(store, bea)
    everything = await read_everything(store, bea, kept)
    assert CANARY in str(await read_everything(store, ada, lost))
    async with store.write() as work:
        await work.keys.erase(ada, NOW + HOUR)
        assert (await work.events.recent(ada, 9))[0].data == {"erased": True}
    left = await read_everything(store, ada, lost)
    of_ada = [*left[:6], left[8], [one for one in left[6] if one.person_id == ada]]
    assert CANARY not in str(of_ada)
    assert [(event.text, event.data) for event in left[0]] == [("", {"erased": True})] * 2
    assert (left[1], left[3], left[4]) == ([], None, [])
    assert left[2][0].reason is None
    assert (left[5][0].reason, left[5][0].contact) == ("", None)
    assert [task.summary for task in left[7] if task.person_id == ada] == [""]
    assert (await read_everything(store, bea, kept))[:6] == everything[:6]


async def test_a_rolled_back_erasure_did_not_happen(store: Store) -> None:
    ada = await add_person(store)
    seq = await write_everything(store, ada)
    before = await read_everything(store, ada, seq)

    async def fail() -> None:
        async with store.write() as work:
            await work.keys.erase(ada, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await read_everything(store, ada, seq) == before


async def test_the_wrapped_key_leaves_the_file(store: Store, sqlite_file: Path) -> None:
    ada = await add_person(store)
    await write_everything(store, ada)
    async with store.read() as work:
        rows = await work.connection.exec_driver_sql("SELECT wrapped FROM person_keys WHERE person_id = ?", (ada,))
        wrapped = bytes(rows.scalar_one())
    assert any(wrapped in data for data in raw(sqlite_file.parent))
    async with store.write() as work:
        await work.keys.erase(ada, NOW)
    await store.close()
    assert not any(wrapped in data for data in raw(sqlite_file.parent))


async def test_the_next_start_reads_what_the_last_one_wrote(store: Store, url: str) -> None:
    ada = await add_person(store)
    seq = await write_everything(store, ada)
    everything = await read_everything(store, ada, seq)
    later = open_store(url, KEY)
    await later.migrate()
    assert await read_everything(later, ada, seq) == everything
    await later.close()


async def test_another_secret_is_refused_at_the_start(store: Store, url: str) -> None:
    await store.migrate()
    stranger = open_store(url, KEY[::-1])
    with pytest.raises(ConfigurationError, match="FADEN_SECRET_KEY"):
        await stranger.migrate()
    await stranger.close()


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="FADEN_SECRET_KEY"):
        InstanceKey(b"short")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(person_id=st.text(max_size=20), value=JSON)
def test_what_is_sealed_opens_as_it_was(person_id: str, value: Any) -> None:
    key = new_key()
    body = seal(person_id, key, value)
    assert open_sealed(person_id, key, body) == value
    assert body != seal(person_id, key, value)  # a fresh nonce each time


@given(value=st.text(min_size=1), position=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_changed_body_does_not_open(value: str, position: int, bit: int) -> None:
    key = new_key()
    body = bytearray(seal("per_1", key, value))
    body[position % len(body)] ^= 1 << bit
    with pytest.raises(Unreadable):
        open_sealed("per_1", key, bytes(body))


def test_a_body_opens_for_its_person_only() -> None:
    key = new_key()
    with pytest.raises(Unreadable):
        open_sealed("per_2", key, seal("per_1", key, "x"))
    with pytest.raises(Unreadable):
        open_sealed("per_1", new_key(), seal("per_1", key, "x"))
    with pytest.raises(Unreadable):
        open_sealed("per_1", key, b"")


def test_the_cache_forgets_with_time_with_size_and_when_told() -> None:
    tick = 0.0
    cache = KeyCache(lambda: tick)
    for n in range(1100):
        cache.put(str(n), b"k")
        assert cache.get("0")  # in use, so kept
    assert cache.get("1") is None
    assert cache.get("1099") == b"k"
    cache.drop("1099")
    assert cache.get("1099") is None
    tick += 61
    assert cache.get("0") is None
    cache.put("0", b"k")
    cache.clear()
    assert cache.get("0") is None
