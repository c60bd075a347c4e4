"""When a practitioner works: absences, holidays, and the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clinic import WEEKDAYS, Clinic
from domain.working_hours import UNIT, next_unit, units, wall_instant, working_intervals
from tests.domain.book_clinic import a_clinic, never, practitioner, shift

ALL_DAYS = list(WEEKDAYS)
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


def working(clinic: Clinic, day: date) -> list[tuple[datetime, datetime]]:
    return [(i.start, i.end) for i in working_intervals(clinic, clinic.practitioners[0], day, never)]


def clinic_with(*hours: tuple[str, str], zone: str = "Europe/London", **more: object) -> Clinic:
    return a_clinic(
        zone,
        practitioners=[practitioner("adler", "skin", [shift(ALL_DAYS, *pair) for pair in hours], **more)],
        visit_types=a_clinic().model_dump()["visit_types"][:2],
    )


def test_shifts_are_local_and_adjoining_ones_are_joined() -> None:
    clinic = clinic_with(("13:00", "17:00"), ("09:00", "12:00"), ("12:00", "12:30"))
    day = datetime(2027, 7, 5, tzinfo=UTC)
    assert working(clinic, day.date()) == [
        (day.replace(hour=8), day.replace(hour=11, minute=30)),
        (day.replace(hour=12), day.replace(hour=16)),
    ]


@pytest.mark.parametrize("where", ["clinic", "practitioner", "holiday"])
def test_days_off_have_no_hours_and_the_days_around_them_do(where: str) -> None:
    closed = [{"first": "2027-07-06", "last": "2027-07-07"}]
    absences = closed if where == "practitioner" else []
    clinic = clinic_with(("09:00", "12:00"), absences=absences)
    if where == "clinic":
        clinic = Clinic.model_validate(clinic.model_dump() | {"closures": closed})
    off = {date(2027, 7, 6), date(2027, 7, 7)}
    is_holiday = off.__contains__ if where == "holiday" else never
    worked = [
        day
        for day in (date(2027, 7, 5) + timedelta(days=n) for n in range(4))
        if working_intervals(clinic, clinic.practitioners[0], day, is_holiday)
    ]
    assert worked == [date(2027, 7, 5), date(2027, 7, 8)]


def test_a_weekday_without_a_shift_is_free() -> None:
    clinic = a_clinic()
    assert working_intervals(clinic, clinic.practitioner("brandt"), date(2027, 7, 6), never) == []


@pytest.mark.parametrize(
    ("zone", "day", "hours", "length"),
    [
        ("Europe/London", SPRING, ("00:00", "04:00"), 3),
        ("Europe/London", AUTUMN, ("00:00", "04:00"), 5),
        ("Europe/London", SPRING, ("01:15", "01:45"), 0),
        ("Europe/London", SPRING, ("00:00", "01:30"), 1),
        ("Europe/London", SPRING, ("01:30", "03:00"), 1),
        ("Europe/London", AUTUMN, ("01:00", "02:00"), 2),
        ("Europe/Berlin", SPRING, ("01:00", "05:00"), 3),
        ("Europe/Berlin", AUTUMN, ("01:00", "05:00"), 5),
        ("Europe/Berlin", SPRING, ("02:00", "03:00"), 0),
        ("Europe/Berlin", SPRING, ("09:00", "17:00"), 8),
    ],
)
def test_a_shift_over_a_clock_change_lasts_as_long_as_it_really_does(
    zone: str, day: date, hours: tuple[str, str], length: int
) -> None:
    worked = sum((end - start for start, end in working(clinic_with(hours, zone=zone), day)), timedelta())
    assert worked == timedelta(hours=length)


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Berlin"])
def test_nine_every_monday_stays_nine(zone: str) -> None:
    clinic = clinic_with(("09:00", "12:00"), zone=zone)
    mondays = [date(2026, 10, 5) + timedelta(weeks=n) for n in range(40)]
    starts = [working(clinic, monday)[0][0].astimezone(clinic.zone) for monday in mondays]
    assert {start.time() for start in starts} == {time(9)}
    assert len({start.utcoffset() for start in starts}) == 2, "the span must cross both clock changes"


@given(
    day=st.sampled_from((SPRING, AUTUMN)) | st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    walls=st.lists(st.times(), min_size=2, max_size=6),
    zone=st.sampled_from(ZONES),
)
def test_later_wall_times_are_never_earlier_instants(day: date, walls: list[time], zone: str) -> None:
    instants = [wall_instant(day, wall.replace(second=0, microsecond=0), a_clinic(zone).zone) for wall in sorted(walls)]
    assert instants == sorted(instants)


@given(
    day=st.sampled_from((SPRING, AUTUMN)) | st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    walls=st.lists(st.integers(0, 95), min_size=2, max_size=6, unique=True),
    zone=st.sampled_from(ZONES),
)
def test_intervals_are_in_order_forward_apart_and_on_their_own_day(day: date, walls: list[int], zone: str) -> None:
    texts = [f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in walls]
    hours = [(min(a, b), max(a, b)) for a, b in zip(texts[::2], texts[1::2], strict=False)]
    intervals = working(clinic_with(*hours, zone=zone), day)
    flat = [instant for interval in intervals for instant in interval]
    assert all(earlier < later for earlier, later in pairwise(flat))
    assert all(start.astimezone(a_clinic(zone).zone).date() == day for start, _ in intervals)
    taken = [unit for start, end in intervals for unit in units(start, end)]
    assert len(taken) == len(set(taken))


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 100_000))
def test_units_cover_exactly_what_is_touched(start: datetime, seconds: int) -> None:
    end = start + timedelta(seconds=seconds)
    covering = units(start, end)
    if seconds == 0:
        assert covering == ()
    else:
        assert covering[0] <= start < covering[0] + UNIT
        assert covering[-1] < end <= covering[-1] + UNIT
        assert len(covering) == (covering[-1] - covering[0]) // UNIT + 1
    assert all(unit.timestamp() % 300 == 0 for unit in covering)
    assert start <= next_unit(start) < start + UNIT


def test_units_of_a_reversed_stretch_are_none() -> None:
    noon = datetime(2027, 7, 5, 12, 2, tzinfo=UTC)
    assert units(noon, noon - timedelta(minutes=1)) == ()
