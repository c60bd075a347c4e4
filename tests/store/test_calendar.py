"""The book's rows: each unit has one owner whoever races, and freeing brings back what lay beneath."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from domain.booking import Appointment
from domain.errors import BackendError
from store.engine import Store
from store.errors import UnitsTaken
from store.records import BusyBlock
from store.tables.columns import UtcDateTime
from tests.domain.book_clinic import a_clinic
from tests.store.rows import HOUR, NOW, UNIT, add_person, appointment, book, hold, starts

TEN = datetime(2027, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


async def taken(store: Store, now: datetime = NOW, ignore: str | None = None) -> set[datetime]:
    async with store.read() as work:
        busy = await work.calendar.busy(["adler", "brandt"], TEN - DAY, TEN + DAY, now, ignore_person_id=ignore)
    assert busy["brandt"] == set()
    return busy["adler"]


async def test_of_fifty_racing_for_overlapping_times_only_disjoint_ones_win(store: Store) -> None:
    ada = await add_person(store)

    async def attempt(n: int) -> Appointment:
        async with store.write() as work:
            return await book(work, ada, TEN + (n % 5) * UNIT)

    results = await asyncio.gather(*(attempt(n) for n in range(50)), return_exceptions=True)
    won = [result for result in results if isinstance(result, Appointment)]
    assert len(won) == 1
    assert sum(isinstance(result, UnitsTaken) for result in results) == 49
    assert await taken(store) == set(starts(won[0].start, 6))
    async with store.read() as work:
        assert await work.calendar.appointments_of(ada) == won


async def test_a_refusal_inside_a_nested_part_leaves_the_rest(store: Store) -> None:
    ada = await add_person(store)
    async with store.write() as work:
        await book(work, ada, TEN)
        with pytest.raises(UnitsTaken):
            async with work.nested():
                await book(work, ada, TEN + 5 * UNIT)
        await book(work, ada, TEN + 6 * UNIT)
    assert await taken(store) == set(starts(TEN, 12))


async def test_units_need_exactly_one_owner(store: Store) -> None:
    async with store.write() as work:
        for owners in ({}, {"appointment_id": "apt_1", "hold_id": "hld_1"}):
            with pytest.raises(ValueError, match="name the"):
                await work.calendar.free_units(**owners)

    async def take(**owner: str) -> None:
        async with store.write() as work:
            await work.calendar.take_units("adler", [TEN], **owner)

    for owner in ({}, {"appointment_id": "apt_unknown"}):
        with pytest.raises(BackendError):
            await take(**owner)
    assert await taken(store) == set()


async def test_holds_count_until_they_run_out_and_not_for_their_holder(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    held = hold(ada, TEN, NOW + HOUR)
    async with store.write() as work:
        await work.calendar.put_hold(held)
        await work.calendar.take_units("adler", starts(TEN, 6), hold_id=held.id)
        assert await work.calendar.hold_of(ada) == held == await work.calendar.get_hold(held.id)
        assert await work.calendar.hold_of(bea) is None
        assert await work.calendar.expired_holds(NOW + HOUR - UNIT) == []
        assert await work.calendar.expired_holds(NOW + HOUR) == [held]
    assert await taken(store) == await taken(store, ignore=bea) == set(starts(TEN, 6))
    assert await taken(store, ignore=ada) == await taken(store, NOW + HOUR) == set()
    async with store.write() as work:
        await work.calendar.free_units(hold_id=held.id)
        await work.calendar.delete_hold(held.id)
        assert await work.calendar.get_hold(held.id) is None
    assert await taken(store) == set()


async def test_only_what_lies_between_start_and_end_is_read(store: Store) -> None:
    async with store.write() as work:
        await work.calendar.add_busy("adler", TEN, TEN + HOUR)
        busy = await work.calendar.busy(["adler"], TEN + UNIT, TEN + 3 * UNIT, NOW)
    assert busy == {"adler": {TEN + UNIT, TEN + 2 * UNIT}}


async def test_blocks_fill_what_is_free_and_come_back_when_a_visit_goes(store: Store) -> None:
    ada = await add_person(store)
    async with store.write() as work:
        visit = await book(work, ada, TEN)
        await work.calendar.add_busy("adler", TEN - UNIT, TEN + 2 * UNIT, "lunch")
        await work.calendar.add_busy("adler", TEN + UNIT, TEN + 3 * UNIT + timedelta(minutes=2), "meeting")
        with pytest.raises(UnitsTaken):
            async with work.nested():
                await book(work, ada, TEN - 6 * UNIT)
    assert await taken(store) == set(starts(TEN - UNIT, 7))
    async with store.write() as work:
        await work.calendar.free_units(appointment_id=visit.id)
    assert await taken(store) == set(starts(TEN - UNIT, 5))
    async with store.write() as work:
        await work.calendar.clear_busy()
    assert await taken(store) == set()


async def test_a_block_of_a_month_fits(store: Store) -> None:
    async with store.write() as work:
        await work.calendar.add_busy("adler", TEN - 15 * DAY, TEN + 15 * DAY, "leave")
        await work.calendar.add_busy("adler", TEN, TEN, "nothing")
        busy = await work.calendar.busy(["adler"], TEN - 30 * DAY, TEN + 30 * DAY, NOW)
    assert len(busy["adler"]) == 30 * 24 * 12


async def test_an_import_replaces_all_blocks_and_leaves_appointments(store: Store) -> None:
    ada = await add_person(store)
    crooked = BusyBlock("", "adler", TEN + timedelta(minutes=2), TEN + 2 * UNIT, "off the grid")
    after = BusyBlock("", "adler", TEN + 5 * UNIT, TEN + 8 * UNIT, "meeting")
    async with store.write() as work:
        visit = await book(work, ada, TEN)
        await work.calendar.add_busy("adler", TEN - HOUR, TEN, "gone with the import")
        await work.calendar.replace_busy([crooked])  # nothing is left to take
        await work.calendar.replace_busy([crooked, after, after])
    assert await taken(store) == set(starts(TEN, 8))
    async with store.write() as work:
        await work.calendar.free_units(appointment_id=visit.id)
    assert await taken(store) == set(starts(TEN, 2)) | set(starts(TEN + 5 * UNIT, 3))
    async with store.write() as work:
        await work.calendar.replace_busy([])
    assert await taken(store) == set()


async def test_an_appointment_comes_back_whole_and_is_replaced(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    made = appointment(ada, TEN, booked_by=bea, reason="Ekzem", contact="+44201", proven=True)
    moved = replace(made, start=TEN + HOUR, end=TEN + 2 * HOUR, status="confirmed", version=2, reason="")
    async with store.write() as work:
        await work.calendar.put_appointment(made)
        assert await work.calendar.get_appointment(made.id) == made
        await work.calendar.put_appointment(moved)
        assert await work.calendar.get_appointment(made.id) == moved
        assert await work.calendar.get_appointment("apt_none") is None
        assert await work.calendar.appointments_of(ada) == await work.calendar.appointments_of(bea) == [moved]


async def test_appointments_are_found_by_time_practitioner_and_person(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    first, second = appointment(ada, TEN), appointment(bea, TEN + HOUR, status="cancelled")
    other = appointment(ada, TEN + UNIT, practitioner_id="brandt")
    async with store.write() as work:
        for one in (second, other, first):
            await work.calendar.put_appointment(one)
        between = work.calendar.appointments_between
        assert await between(TEN, TEN + HOUR) == [first, other]
        assert await between(TEN, TEN + HOUR + UNIT, "adler") == [first, second]
        assert await between(TEN + UNIT, TEN + UNIT) == []
        assert await work.calendar.appointments_of(ada, after=TEN) == [other]


async def test_open_unproven_counts_the_booker_and_the_number(store: Store) -> None:
    ada, bea = await add_person(store), await add_person(store)
    async with store.write() as work:
        count = work.calendar.open_unproven
        for one in (
            appointment(ada, TEN, contact="+44201"),
            appointment(ada, TEN + HOUR, contact="+44202"),
            appointment(ada, TEN + HOUR, proven=True),
            appointment(ada, TEN + HOUR, status="cancelled"),
            appointment(ada, NOW - HOUR),
        ):
            await work.calendar.put_appointment(one)
        assert await count(ada, None, NOW) == 2
        assert await count(bea, None, NOW) == await count(bea, "+44203", NOW) == 0
        assert await count(bea, "+44201", NOW) == 1
        assert await count(ada, "+44201", NOW) == 2
        assert await count(ada, "+44201", TEN) == 1


async def test_the_mirror_of_the_clinic_follows_its_file(store: Store) -> None:
    clinic = a_clinic()
    async with store.write() as work:
        await work.calendar.sync_clinic(clinic.practitioners, clinic.visit_types)
        await work.calendar.sync_clinic(clinic.practitioners[:1], clinic.visit_types)
        rows = await work.connection.exec_driver_sql("SELECT id, active FROM practitioners ORDER BY id")
        assert [(row.id, bool(row.active)) for row in rows] == [("adler", True), ("brandt", False)]


@settings(max_examples=200)
@given(
    one=st.datetimes(timezones=st.timezones(), min_value=datetime(1990, 1, 2), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    other=st.datetimes(timezones=st.timezones(), min_value=datetime(1990, 1, 2), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
)
def test_instants_survive_and_sort_as_text(one: datetime, other: datetime) -> None:
    sqlite = dialect()
    kind = UtcDateTime().dialect_impl(sqlite)
    text, back = kind.bind_processor(sqlite), kind.result_processor(sqlite, None)
    assert text
    assert back
    assert isinstance(text(one), str)
    assert back(text(one)) == one.astimezone(UTC)
    assert back(text(one)).tzinfo is UTC
    assert (text(one) < text(other)) == (one.astimezone(UTC) < other.astimezone(UTC))


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2027, 3, 1), dialect())  # noqa: DTZ001
