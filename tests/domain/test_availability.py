"""The search for free slots and the rules for booking one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.availability import (
    check_bookable,
    enough,
    fitting,
    free_on,
    free_slots,
    needed_units,
    visit_minutes,
)
from domain.booking import Slot, SlotQuery
from domain.clinic import Clinic
from domain.errors import RuleViolation
from domain.working_hours import UNIT, local_date, units, working_intervals
from tests.domain.book_clinic import a_clinic, at, never, practitioner, shift, visit

MONDAY = "2027-03-01"
ADLER = SlotQuery(practitioner_id="adler", new_patient=False)


def find(query: SlotQuery, busy: dict[str, set[datetime]] | None = None, *, clinic: Clinic | None = None,
         now: str = f"{MONDAY} 07:00") -> list[Slot]:  # fmt: skip
    clinic = clinic or a_clinic()
    return free_slots(query, clinic, busy or {}, at(clinic, now), never)


def starts(slots: list[Slot], clinic: Clinic | None = None) -> list[str]:
    return [f"{slot.start.astimezone((clinic or a_clinic()).zone):%m-%d %H:%M}" for slot in slots]


def wish(**fields: Any) -> SlotQuery:
    return ADLER.model_copy(update=fields)


def taken(*stretches: tuple[str, str], day: str = MONDAY) -> dict[str, set[datetime]]:
    clinic = a_clinic()
    return {"adler": {u for a, b in stretches for u in units(at(clinic, f"{day} {a}"), at(clinic, f"{day} {b}"))}}


def test_two_offers_are_the_earliest_of_two_days() -> None:
    assert starts(find(ADLER)) == ["03-01 09:00", "03-02 09:00"]


def test_one_day_only_is_filled_with_times_that_do_not_overlap() -> None:
    one_day = wish(date_from=date(2027, 3, 1), date_to=date(2027, 3, 1), limit=3)
    assert starts(find(one_day)) == ["03-01 09:00", "03-01 09:30", "03-01 10:00"]


def test_a_last_resort_offers_overlapping_times_rather_than_fewer() -> None:
    busy = taken(("09:00", "11:15"), ("13:00", "17:00"))
    only = wish(date_from=date(2027, 3, 1), date_to=date(2027, 3, 1), limit=3)
    assert starts(find(only, busy)) == ["03-01 11:15", "03-01 11:30"]


def test_without_spreading_the_times_follow_each_other() -> None:
    assert starts(find(wish(spread_days=False, limit=3))) == ["03-01 09:00", "03-01 09:15", "03-01 09:30"]


def test_the_gap_begins_the_grid_and_quarters_follow() -> None:
    busy = taken(("09:00", "10:05"), ("11:00", "17:00"))
    assert starts(find(wish(spread_days=False, limit=3), busy))[:2] == ["03-01 10:05", "03-01 10:15"]


def test_buffers_must_fit_between_visits_but_the_shift_end_cuts_the_last() -> None:
    exactly = taken(("09:00", "10:00"), ("10:35", "17:00"))
    one_unit_less = taken(("09:00", "10:00"), ("10:30", "17:00"))
    today = wish(date_to=date(2027, 3, 1))
    assert starts(find(today, exactly)) == ["03-01 10:00"]
    assert find(today, one_unit_less) == []
    assert starts(find(today, taken(("09:00", "11:30"), ("13:00", "17:00")))) == ["03-01 11:30"]


def test_the_buffer_before_lies_inside_the_shift() -> None:
    assert starts(find(wish(visit_type_id="mole", limit=1))) == ["03-01 09:10"]


def test_new_patients_get_the_longer_visit() -> None:
    (slot,) = find(wish(new_patient=True, limit=1))
    assert slot.end - slot.start == timedelta(minutes=45)
    check = a_clinic().visit_type("check")
    assert (visit_minutes(check, True), visit_minutes(check, False)) == (45, 30)
    assert visit_minutes(a_clinic().visit_type("massage"), True) == 40


def test_anyone_of_any_specialty_is_searched_and_a_specialty_narrows() -> None:
    anyone = find(SlotQuery(new_patient=False, spread_days=False, limit=40), now="2027-03-01 06:00")
    assert {slot.practitioner_id for slot in anyone} == {"adler", "brandt"}
    assert [slot.start for slot in anyone] == sorted(slot.start for slot in anyone)
    physio = find(SlotQuery(specialty_id="physio"))
    assert {(slot.practitioner_id, slot.visit_type_id) for slot in physio} == {("brandt", "massage")}
    assert starts(physio) == ["03-01 10:00", "03-03 10:00"]


def test_the_default_visit_is_the_specialtys_own() -> None:
    shared = [
        visit("phone", None, 10, default=True),
        visit("zero", "skin", 15),
        *a_clinic().model_dump()["visit_types"],
    ]
    clinic = a_clinic(visit_types=shared)
    assert [(p.id, v.id) for p, v in fitting(SlotQuery(), clinic)] == [("adler", "check"), ("brandt", "massage")]
    assert [v.id for _, v in fitting(SlotQuery(visit_type_id="phone"), clinic)] == ["phone", "phone"]


@pytest.mark.parametrize(
    "nobody",
    [{"visit_type_id": "massage"}, {"practitioner_id": "who"}, {"specialty_id": "physio"}, {"visit_type_id": "no"}],
)
def test_a_wish_nobody_fits_finds_nothing(nobody: dict[str, str]) -> None:
    assert find(wish(**nobody)) == []


def test_an_unbookable_practitioner_is_never_offered() -> None:
    hours = [shift(["mon"], "09:00", "12:00")]
    clinic = a_clinic(practitioners=[practitioner("adler", "skin", hours, bookable=False)])
    assert find(ADLER, clinic=clinic) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"time_from": time(10)}, ["03-01 10:00", "03-02 10:00"]),
        ({"time_from": time(11, 40)}, ["03-01 13:00", "03-02 13:00"]),
        ({"time_from": time(10, 20), "time_to": time(10, 20)}, ["03-01 10:20", "03-02 10:20"]),
        ({"time_from": time(12), "time_to": time(12)}, []),
        ({"time_from": time(10, 5), "time_to": time(10, 15)}, ["03-01 10:05", "03-02 10:05"]),
        ({"time_to": time(9)}, []),
        ({"time_from": time(13), "time_to": time(13, 15)}, ["03-01 13:00", "03-02 13:00"]),
        ({"not_weekdays": (0,)}, ["03-02 09:00", "03-03 09:00"]),
        ({"weekdays": (0,)}, ["03-01 09:00", "03-08 09:00"]),
        ({"weekdays": (5, 6)}, []),
        ({"not_dates": (date(2027, 3, 2),)}, ["03-01 09:00", "03-03 09:00"]),
        ({"date_from": date(2027, 3, 4)}, ["03-04 09:00", "03-05 09:00"]),
        ({"date_from": date(2027, 2, 1), "date_to": date(2027, 2, 27)}, []),
        ({"after": datetime(2027, 3, 3, 15, 0, tzinfo=UTC)}, ["03-03 15:15", "03-04 09:00"]),
        ({"before": datetime(2027, 3, 1, 9, 15, tzinfo=UTC)}, ["03-01 09:00"]),
        ({"before": datetime(2027, 3, 1, 9, 0, tzinfo=UTC)}, []),
        ({"limit": 0}, []),
    ],
)
def test_wishes(fields: dict[str, Any], expected: list[str]) -> None:
    assert starts(find(wish(**fields))) == expected


def test_notice_and_horizon_to_the_minute_and_the_day() -> None:
    assert starts(find(wish(limit=1), now=f"{MONDAY} 07:15")) == ["03-01 09:15"]
    assert starts(find(wish(limit=1), now=f"{MONDAY} 07:16")) == ["03-01 09:30"]
    far = wish(date_from=date(2027, 5, 29), limit=1)
    assert starts(find(far, now="2027-03-02 07:00")) == ["05-31 09:00"]
    assert find(far, now=f"{MONDAY} 23:59") == []


def test_a_search_stops_at_the_days_it_needs() -> None:
    asked: list[date] = []

    def noted(day: date) -> bool:
        asked.append(day)
        return False

    clinic = a_clinic()
    free_slots(ADLER, clinic, {}, at(clinic, f"{MONDAY} 07:00"), noted)
    assert set(asked) == {date(2027, 3, 1), date(2027, 3, 2)}


@st.composite
def searches(draw: st.DrawFn) -> tuple[SlotQuery, dict[str, set[datetime]], datetime, Clinic]:
    """A wish, a book with holes in it and a present moment, often near a clock change."""
    clinic = a_clinic(draw(st.sampled_from(("Europe/London", "Europe/Berlin"))))
    days = st.dates(date(2026, 10, 18), date(2026, 11, 1)) | st.dates(date(2027, 3, 20), date(2027, 4, 3))
    now = datetime.combine(draw(days), draw(st.times()), tzinfo=clinic.zone)
    clock = st.none() | st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
    query = SlotQuery(
        practitioner_id=draw(st.sampled_from((None, "adler", "brandt"))),
        new_patient=draw(st.booleans()),
        not_weekdays=tuple(draw(st.sets(st.integers(0, 6), max_size=2))),
        time_from=draw(clock),
        time_to=draw(clock),
        after=draw(st.none() | st.integers(0, 300).map(lambda hours: now + timedelta(hours=hours))),
        limit=draw(st.integers(1, 5)),
        spread_days=draw(st.booleans()),
    )
    origin = datetime.combine(now.date(), time(), tzinfo=UTC)
    busy: dict[str, set[datetime]] = {"adler": set(), "brandt": set()}
    for who, unit, length in draw(
        st.lists(st.tuples(st.sampled_from(sorted(busy)), st.integers(0, 2016), st.integers(1, 60)), max_size=25)
    ):
        busy[who].update(units(origin + unit * UNIT, origin + (unit + length) * UNIT))
    return query, busy, now, clinic


@settings(max_examples=150)
@given(searches())
def test_whatever_is_found_may_be_booked_is_free_and_is_as_wished(
    search: tuple[SlotQuery, dict[str, set[datetime]], datetime, Clinic],
) -> None:
    query, busy, now, clinic = search
    found = free_slots(query, clinic, busy, now, never)
    assert len(found) <= query.limit
    assert found == sorted(found, key=lambda slot: slot.start)
    assert len({slot.id for slot in found}) == len(found)
    for slot in found:
        check_bookable(slot, clinic, now, never)
        assert not busy[slot.practitioner_id] & set(needed_units(slot, clinic, never))
        local = slot.start.astimezone(clinic.zone)
        assert local.weekday() not in query.not_weekdays
        assert query.after is None or slot.start > query.after
        assert query.time_from is None or local.time() >= query.time_from
        assert query.time_to is None or local.time() < query.time_to or query.time_from == query.time_to == local.time()


@settings(max_examples=60)
@given(searches())
def test_the_first_found_is_the_first_there_is(
    search: tuple[SlotQuery, dict[str, set[datetime]], datetime, Clinic],
) -> None:
    """Against every 5-minute start of the next days, tried one by one: none earlier is free, save untidy ones."""
    query, busy, now, clinic = search
    query = query.model_copy(update={"limit": 1, "time_from": None, "time_to": None, "after": None})
    found = free_slots(query, clinic, busy, now, never)
    horizon = now + timedelta(days=12)
    for who, what in fitting(query, clinic):
        length = timedelta(minutes=visit_minutes(what, query.new_patient))
        for day in {local_date(now + timedelta(days=n), clinic) for n in range(12)}:
            for worked in working_intervals(clinic, who, day, never):
                for start in units(worked.start, worked.end):
                    slot = Slot(practitioner_id=who.id, visit_type_id=what.id, start=start, end=start + length)
                    if start >= horizon or start.minute % 15 or (found and start >= found[0].start):
                        continue
                    if day.weekday() in query.not_weekdays or not _free(slot, clinic, busy, now):
                        continue
                    pytest.fail(f"{slot} is free and earlier than {found}")


def _free(slot: Slot, clinic: Clinic, busy: dict[str, set[datetime]], now: datetime) -> bool:
    try:
        check_bookable(slot, clinic, now, never)
    except RuleViolation:
        return False
    return not busy[slot.practitioner_id] & set(needed_units(slot, clinic, never))


def test_enough_is_days_when_spreading_and_slots_when_not() -> None:
    clinic = a_clinic()
    day = free_on(date(2027, 3, 1), ADLER, clinic, {}, at(clinic, f"{MONDAY} 07:00"), never)
    assert not enough(ADLER, clinic, day)
    assert enough(wish(spread_days=False), clinic, day)
