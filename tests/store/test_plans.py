"""What happens later or once: due rows, the outbox, leases, counters, small settings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.thread import Choice, WebLink
from store.engine import Store
from store.ids import new_id
from store.repositories.leases import Leases
from tests.store.rows import HOUR, NOW, UNIT, add_person, outgoing


async def keys(store: Store, now: datetime) -> list[tuple[str, int]]:
    async with store.read() as work:
        return [(row.key, row.version) for row in await work.due.due(now)]


async def test_what_is_due_comes_earliest_first_with_its_payload(store: Store) -> None:
    async with store.write() as work:
        assert await work.due.next_at() is None
        await work.due.put("reminder:b", NOW + HOUR, "reminder", {"appointment": "b"}, 1)
        await work.due.put("reminder:a", NOW + UNIT, "reminder", {"appointment": "a"}, 3)
        assert await work.due.next_at() == NOW + UNIT
        assert await work.due.planned() == 2
        assert await work.due.due(NOW + UNIT - UNIT / 2) == []
        (row,) = await work.due.due(NOW + UNIT)
        assert (row.key, row.version, row.kind, row.payload) == ("reminder:a", 3, "reminder", {"appointment": "a"})
    assert await keys(store, NOW + HOUR) == [("reminder:a", 3), ("reminder:b", 1)]


async def test_the_same_version_is_planned_once_even_when_done(store: Store) -> None:
    async with store.write() as work:
        await work.due.put("k", NOW, "reminder", {}, 1)
        await work.due.put("k", NOW + HOUR, "reminder", {}, 1)
        assert await work.due.next_at() == NOW
        await work.due.done("k", 1)
        await work.due.put("k", NOW, "reminder", {}, 1)
        assert await work.due.planned() == 0
    assert await keys(store, NOW + HOUR) == []


async def test_a_new_version_replaces_the_plan_and_an_old_done_does_not_touch_it(store: Store) -> None:
    async with store.write() as work:
        await work.due.put("k", NOW, "reminder", {"n": 1}, 1)
        await work.due.put("k", NOW + HOUR, "reminder", {"n": 2}, 2)
        await work.due.done("k", 1)
        assert await work.due.due(NOW) == []
    assert await keys(store, NOW + HOUR) == [("k", 2)]


async def test_a_cancelled_plan_may_be_made_again(store: Store) -> None:
    async with store.write() as work:
        await work.due.put("k", NOW, "reminder", {}, 1)
        await work.due.cancel("k")
        await work.due.cancel("never planned")
        assert await work.due.next_at() is None
        await work.due.put("k", NOW, "reminder", {}, 1)
    assert await keys(store, NOW) == [("k", 1)]


async def test_a_message_comes_back_whole_and_each_key_exists_once(store: Store) -> None:
    ada = await add_person(store)
    buttons = (Choice("Ja", "yes"), Choice("Nein", "no"))
    first = outgoing(ada, "confirm:1", buttons=buttons, links=(WebLink("Karte", "https://map.example"),), epoch=3)
    again = outgoing(ada, "confirm:1", body="anders")
    async with store.write() as work:
        stored = await work.outbox.add(first)
        assert await work.outbox.add(again) == await work.outbox.get(first.id) == replace(first, status_at=NOW)
        assert stored.body == "Bis bald"
        assert await work.outbox.get(again.id) is None


async def test_the_outbox_is_read_by_status_address_and_provider(store: Store) -> None:
    ada = await add_person(store)
    one, two = outgoing(ada, "1"), outgoing(ada, "2", to="+442079460002", created_at=NOW - HOUR)
    async with store.write() as work:
        box = work.outbox
        for message in (one, two):
            await box.add(message)
        assert [m.id for m in await box.pending()] == [one.id, two.id]  # as they were written
        assert [m.id for m in await box.pending(limit=1)] == [one.id]
        await box.set_status(one.id, "sent", NOW + UNIT, provider_id="SM1")
        await box.set_status(one.id, "failed", NOW + HOUR, error="63016")
        assert [m.id for m in await box.pending()] == [two.id]
        found = await box.by_provider_id("SM1")
        assert found
        assert (found.id, found.status, found.status_at, found.error) == (one.id, "failed", NOW + HOUR, "63016")
        assert await box.by_provider_id("SM2") is None
        assert [m.id for m in await box.to("+442079460002")] == [two.id]
        assert [m.id for m in await box.to(None)] == [one.id, two.id]
        assert await box.to("+440000") == []


async def test_a_lease_is_held_renewed_given_back_and_lost(store: Store) -> None:
    wall = 1000.0
    async with store.write() as work:
        leases = Leases(work.connection, lambda: wall)
        assert await leases.acquire("turn:ada", "a", 8)
        assert await leases.acquire("turn:ada", "a", 8)
        assert not await leases.acquire("turn:ada", "b", 8)
        assert await leases.acquire("turn:bea", "b", 8)
        wall += 6
        assert await leases.renew("turn:ada", "a", 8)
        assert not await leases.renew("turn:ada", "b", 8)
        wall += 6
        await leases.release("turn:ada", "b")
        assert not await leases.acquire("turn:ada", "b", 8)
        wall += 2
        assert await leases.acquire("turn:ada", "b", 8)  # its owner had died
        assert not await leases.renew("turn:ada", "a", 8)
        await leases.release("turn:ada", "b")
        assert await leases.acquire("turn:ada", "a", 8)
        await leases.clear()
        assert await leases.acquire("turn:ada", "b", 8)


async def test_of_twenty_wanting_a_lease_one_gets_it(store: Store) -> None:
    async def want(owner: str) -> bool:
        async with store.write() as work:
            return await work.leases.acquire("turn:ada", owner, 60)

    assert sum(await asyncio.gather(*(want(f"o{n}") for n in range(20)))) == 1


@pytest.mark.parametrize("value", [0, -12.5, "x", None, False, {"a": [1, {"ü": None}]}, []])
async def test_a_setting_is_any_json_and_the_last_one_counts(store: Store, value: object) -> None:
    async with store.write() as work:
        assert await work.settings.get("clock") is None
        await work.settings.put("clock", "before")
        await work.settings.put("clock", value)
        stored = await work.settings.get("clock")
    assert (stored, type(stored)) == (value, type(value))


@given(st.integers(1, 500))
def test_ids_say_what_they_name_and_differ(count: int) -> None:
    made = {new_id("apt") for _ in range(count)}
    assert len(made) == count
    assert all(one.startswith("apt_") and len(one) == 20 and one.isascii() for one in made)
