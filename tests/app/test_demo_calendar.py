"""The demo's calendar is plausibly full around any instant, and begins as the demo's story needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.clinic_file import load_clinic
from app.demo_calendar import BusyBlock, seed_calendar
from calendars.public_holidays import public_holidays
from domain.availability import free_slots
from domain.booking import Slot, SlotQuery
from domain.clinic import Clinic
from domain.opening import open_day
from domain.working_hours import Interval, local_date, units, working_intervals

RIVERSIDE = load_clinic(Path(__file__).parents[2] / "clinics" / "riverside")
HOLIDAY = public_holidays(RIVERSIDE)
ZONE = RIVERSIDE.zone
STORY = datetime(2024, 10, 15, 22, 0, tzinfo=ZONE)
_MINUTES = 5 * 365 * 24 * 60
nows = st.integers(0, _MINUTES).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def awkward(test: object) -> object:
    """Any instant of five years, and clock changes, Christmas, Easter, midnight, a leap day."""
    moments = [
        "2024-10-15 22:00", "2024-12-20 17:00", "2025-12-24 09:00", "2025-04-17 23:59", "2026-04-03 00:00",
        "2026-10-23 12:00", "2027-03-26 07:30", "2027-03-28 00:30", "2028-02-29 13:00",
    ]  # fmt: skip
    for moment in moments:
        test = example(now=datetime.fromisoformat(moment).replace(tzinfo=ZONE))(test)  # type: ignore[arg-type]
    return settings(max_examples=12, deadline=None)(given(now=nows)(test))  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def seeded(now: datetime) -> Mapping[str, Sequence[BusyBlock]]:
    blocks = seed_calendar(RIVERSIDE, now)
    return {p.id: [b for b in blocks if b.practitioner_id == p.id] for p in RIVERSIDE.practitioners}


def taken(now: datetime) -> Mapping[str, AbstractSet[datetime]]:
    return {who: {u for b in blocks for u in units(b.start, b.end)} for who, blocks in seeded(now).items()}


def free(now: datetime, **wish: object) -> list[Slot]:
    query = SlotQuery.model_validate({"limit": 200, "spread_days": False, "new_patient": True} | wish)
    return free_slots(query, RIVERSIDE, taken(now), now, HOLIDAY)


def working_days(now: datetime, who: str, first: int, last: int) -> dict[date, list[Interval]]:
    """The practitioner's shifts from `first` to `last` days after the local date of `now`."""
    days = [local_date(now, RIVERSIDE) + timedelta(days=n) for n in range(first, last + 1)]
    shifts = {day: working_intervals(RIVERSIDE, RIVERSIDE.practitioner(who), day, HOLIDAY) for day in days}
    return {day: found for day, found in shifts.items() if found}


def local(slot: Slot) -> tuple[date, time]:
    start = slot.start.astimezone(ZONE)
    return start.date(), start.time()


def fullness(now: datetime, who: str, first: int, last: int) -> float:
    shifts = [shift for found in working_days(now, who, first, last).values() for shift in found]
    all_units = {unit for shift in shifts for unit in units(shift.start, shift.end)}
    return len(taken(now)[who] & all_units) / len(all_units)


def test_the_story_of_the_contract() -> None:
    offers = free_slots(SlotQuery(visit_type_id="skin_consultation"), RIVERSIDE, taken(STORY), STORY, HOLIDAY)
    assert [local(slot) for slot in offers] == [(date(2024, 10, 18), time(14)), (date(2024, 10, 21), time(10))]


@awkward
def test_dr_phillips_is_sought_after(now: datetime) -> None:
    first, second, third, *later = working_days(now, "phillips", 1, 60)
    slots = [local(slot) for slot in free(now, visit_type_id="skin_consultation")]
    on_third = [at for day, at in slots if day == third]
    assert slots[:2] == [(second, time(14)), (third, time(10))]
    assert len(on_third) > 1
    assert on_third[-1] >= time(13)
    assert any(at >= time(13) for day, at in slots if day in later[:3])
    assert not free(now, visit_type_id="skin_follow_up", date_to=first)
    assert len(free(now, visit_type_id="skin_consultation", date_to=second)) == 1
    assert not free(now, visit_type_id="skin_check", date_to=second)


@awkward
def test_everybody_else_has_several_free_times_within_five_working_days(now: datetime) -> None:
    today = local_date(now, RIVERSIDE)
    following = [today + timedelta(days=n) for n in range(1, 20)]
    week = [day for day in following if day.weekday() < 5 and open_day(RIVERSIDE, day, HOLIDAY)][:5]
    for practitioner in RIVERSIDE.practitioners:
        if practitioner.id == "phillips":
            continue
        slots = free(now, practitioner_id=practitioner.id, date_from=week[0], date_to=week[-1])
        assert len(slots) >= 2, practitioner.id


@awkward
def test_blocks_lie_inside_hours_on_the_grid_and_never_overlap(now: datetime) -> None:
    for who, blocks in seeded(now).items():
        shifts = [
            s for found in working_days(now, who, -7, RIVERSIDE.booking.horizon_days + 14).values() for s in found
        ]
        for block in blocks:
            assert any(shift.contains(block.start, block.end) for shift in shifts)
            assert block.start < block.end
            assert block.start.utcoffset() == block.end.utcoffset() == timedelta(0)
            assert [t.minute % 5 + t.second + t.microsecond for t in (block.start, block.end)] == [0, 0]
        assert all(before.end <= after.start for before, after in pairwise(blocks))


@awkward
def test_two_full_weeks_that_thin_out(now: datetime) -> None:
    for practitioner in RIVERSIDE.practitioners:
        assert 0.68 <= fullness(now, practitioner.id, 1, 14) <= 0.92, practitioner.id
        assert 0.30 <= fullness(now, practitioner.id, 60, RIVERSIDE.booking.horizon_days + 14) <= 0.55, practitioner.id
    assert fullness(now, "phillips", -7, -1) >= 0.9


@awkward
def test_the_same_instant_gives_the_same_calendar_in_every_zone(now: datetime) -> None:
    blocks = [block for each in seeded(now).values() for block in each]
    assert seed_calendar(RIVERSIDE, now.astimezone(UTC)) == blocks


def test_a_day_of_dr_phillips_that_is_today_is_full() -> None:
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
    assert fullness(monday, "phillips", 0, 0) == 1.0
    assert [day for day, _ in map(local, free(monday, visit_type_id="skin_consultation", limit=1))] == [
        date(2026, 11, 27)
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland"])
def test_another_clinic_gets_a_calendar_too(zone: str) -> None:
    hours = [{"days": ["mon", "sat", "sun"], "start": "00:07", "end": "23:41"}]
    changes = {
        "timezone": zone,
        "practitioners": [p.model_dump() | {"hours": hours} for p in RIVERSIDE.practitioners[1:]],
    }
    clinic = Clinic.model_validate(RIVERSIDE.model_dump() | changes)
    for now in (datetime(2026, 10, 23, tzinfo=UTC), datetime(2027, 3, 26, tzinfo=UTC)):
        blocks = seed_calendar(clinic, now)
        assert {block.practitioner_id for block in blocks} == {p.id for p in clinic.practitioners}
        for block in blocks:
            shifts = working_intervals(
                clinic, clinic.practitioner(block.practitioner_id), local_date(block.start, clinic), HOLIDAY
            )
            assert any(shift.contains(block.start, block.end) for shift in shifts)
