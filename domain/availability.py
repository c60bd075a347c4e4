"""The rules of the book as pure functions: which times are free, which may be booked, and what a visit occupies.

`free_slots` is the whole search. A calendar that loads what is busy bit by bit asks for `search_days`, then
`free_on` each day until there is `enough`, then `choose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta

from domain.booking import Slot, SlotQuery
from domain.clinic import Clinic, PractitionerEntry, VisitTypeEntry
from domain.errors import RuleViolation
from domain.working_hours import (
    UNIT,
    HolidayCalendar,
    Interval,
    local_date,
    next_unit,
    unit_of,
    units,
    working_intervals,
)

Busy = Mapping[str, AbstractSet[datetime]]
"""The units taken, by practitioner."""
_QUARTER_HOUR = 15


def visit_minutes(visit: VisitTypeEntry, new_patient: bool) -> int:
    """How long the visit itself lasts."""
    return visit.minutes_new_patient or visit.minutes if new_patient else visit.minutes


def occupied(slot: Slot, visit: VisitTypeEntry) -> tuple[datetime, datetime]:
    """The visit with its buffers."""
    before, after = timedelta(minutes=visit.buffer_before), timedelta(minutes=visit.buffer_after)
    return slot.start - before, slot.end + after


def needed_units(slot: Slot, clinic: Clinic, is_holiday: HolidayCalendar) -> tuple[datetime, ...]:
    """The units a booking of this slot takes: the visit and its buffers, the later one cut where the shift ends."""
    visit = clinic.visit_type(slot.visit_type_id)
    start, end = occupied(slot, visit)
    shift = _shift_around(slot, visit, clinic, is_holiday)
    return units(start, min(end, shift.end) if shift else end)


def check_bookable(slot: Slot, clinic: Clinic, now: datetime, is_holiday: HolidayCalendar) -> None:
    """Whether the clinic lets anyone have this slot, were it free.

    Raises RuleViolation: slot_gone (the clinic no longer offers it), too_soon, too_far, outside_hours.
    """
    practitioner, visit = _offered(slot, clinic)
    if slot.start < now + timedelta(minutes=clinic.booking.min_notice_minutes) or slot.start <= now:
        raise RuleViolation("too_soon", phone=clinic.phone)
    if local_date(slot.start, clinic) > _last_day(clinic, now):
        raise RuleViolation("too_far", days=clinic.booking.horizon_days)
    if _shift_around(slot, visit, clinic, is_holiday) is None:
        raise RuleViolation("outside_hours", practitioner=practitioner.name)


def free_slots(query: SlotQuery, clinic: Clinic, busy: Busy, now: datetime, is_holiday: HolidayCalendar) -> list[Slot]:
    """The first `query.limit` free slots over all fitting practitioners, earliest first."""
    found: list[Slot] = []
    for day in search_days(query, clinic, now):
        found += free_on(day, query, clinic, busy, now, is_holiday)
        if enough(query, clinic, found):
            break
    return choose(query, clinic, found)


def search_days(query: SlotQuery, clinic: Clinic, now: datetime) -> Iterator[date]:
    """The local dates on which a fitting slot may start, in order, within the clinic's horizon."""
    day = max(local_date(now, clinic), query.date_from or date.min)
    last = min(_last_day(clinic, now), query.date_to or date.max)
    if query.after is not None:
        day = max(day, local_date(query.after, clinic))
    if query.before is not None:
        last = min(last, local_date(query.before, clinic))
    while day <= last:
        if _day_wanted(day, query):
            yield day
        day += timedelta(days=1)


def free_on(
    day: date, query: SlotQuery, clinic: Clinic, busy: Busy, now: datetime, is_holiday: HolidayCalendar
) -> list[Slot]:
    """Every tidy free slot of one local date, earliest first; at the same time in the clinic's own order."""
    found: list[Slot] = []
    for practitioner, visit in fitting(query, clinic):
        taken = busy.get(practitioner.id, frozenset())
        for shift in working_intervals(clinic, practitioner, day, is_holiday):
            found += _free_in(shift, taken, practitioner, visit, query, lambda at: _time_wanted(at, query, clinic, now))
    return sorted(found, key=lambda slot: slot.start)


def fitting(query: SlotQuery, clinic: Clinic) -> list[tuple[PractitionerEntry, VisitTypeEntry]]:
    """Who could be seen, and for which kind of visit."""
    pairs = []
    for practitioner in clinic.practitioners:
        visit = _visit_for(practitioner, query, clinic) if _who_wanted(practitioner, query) else None
        if visit is not None:
            pairs.append((practitioner, visit))
    return pairs


def enough(query: SlotQuery, clinic: Clinic, found: Sequence[Slot]) -> bool:
    """Whether later days cannot change what `choose` takes."""
    if query.spread_days:
        return len({local_date(slot.start, clinic) for slot in found}) >= query.limit
    return len(found) >= query.limit


def choose(query: SlotQuery, clinic: Clinic, found: Sequence[Slot]) -> list[Slot]:
    """What to offer of the free slots: other days first, then other times, then whatever else there is."""
    if not query.spread_days:
        return list(found[: query.limit])

    def another_day(slot: Slot, picked: Sequence[Slot]) -> bool:
        return local_date(slot.start, clinic) not in {local_date(p.start, clinic) for p in picked}

    def another_time(slot: Slot, picked: Sequence[Slot]) -> bool:
        return all(slot.end <= p.start or p.end <= slot.start for p in picked)

    picked: list[Slot] = []
    for accepts in (another_day, another_time, lambda slot, picked: slot not in picked):
        for slot in found:
            if len(picked) >= query.limit:
                break
            if accepts(slot, picked):
                picked.append(slot)
    return sorted(picked, key=lambda slot: slot.start)


def _offered(slot: Slot, clinic: Clinic) -> tuple[PractitionerEntry, VisitTypeEntry]:
    practitioner = next((p for p in clinic.practitioners if p.id == slot.practitioner_id and p.bookable), None)
    visit = next((v for v in clinic.visit_types if v.id == slot.visit_type_id), None)
    if practitioner is None or visit is None or not clinic.offers_visit(practitioner, visit):
        raise RuleViolation("slot_gone")
    lengths = {timedelta(minutes=visit_minutes(visit, new_patient)) for new_patient in (True, False)}
    if slot.end - slot.start not in lengths or unit_of(slot.start) != slot.start:
        raise RuleViolation("slot_gone")
    return practitioner, visit


def _shift_around(slot: Slot, visit: VisitTypeEntry, clinic: Clinic, is_holiday: HolidayCalendar) -> Interval | None:
    start, _ = occupied(slot, visit)
    practitioner = clinic.practitioner(slot.practitioner_id)
    shifts = working_intervals(clinic, practitioner, local_date(slot.start, clinic), is_holiday)
    return next((shift for shift in shifts if shift.contains(start, slot.end)), None)


def _last_day(clinic: Clinic, now: datetime) -> date:
    return local_date(now, clinic) + timedelta(days=clinic.booking.horizon_days)


def _day_wanted(day: date, query: SlotQuery) -> bool:
    if query.weekdays and day.weekday() not in query.weekdays:
        return False
    return day.weekday() not in query.not_weekdays and day not in query.not_dates


def _time_wanted(start: datetime, query: SlotQuery, clinic: Clinic, now: datetime) -> bool:
    if start <= now or start < now + timedelta(minutes=clinic.booking.min_notice_minutes):
        return False
    if (query.after is not None and start <= query.after) or (query.before is not None and start >= query.before):
        return False
    wall = start.astimezone(clinic.zone).time()
    if query.time_from is not None and query.time_from == query.time_to:
        return wall == query.time_from
    return (query.time_from is None or wall >= query.time_from) and (query.time_to is None or wall < query.time_to)


def _who_wanted(practitioner: PractitionerEntry, query: SlotQuery) -> bool:
    return (
        practitioner.bookable
        and query.practitioner_id in (None, practitioner.id)
        and query.specialty_id in (None, practitioner.specialty)
    )


def _visit_for(practitioner: PractitionerEntry, query: SlotQuery, clinic: Clinic) -> VisitTypeEntry | None:
    """The visit asked for if this practitioner does it; else their specialty's default, else the first they offer."""
    offered = [visit for visit in clinic.visit_types if clinic.offers_visit(practitioner, visit)]
    if query.visit_type_id is not None:
        return next((visit for visit in offered if visit.id == query.visit_type_id), None)

    def rank(visit: VisitTypeEntry) -> tuple[bool, bool, bool]:
        return not visit.default, visit.specialty != practitioner.specialty, visit.follow_up

    return min(offered, key=rank, default=None)


def _free_in(
    shift: Interval,
    taken: AbstractSet[datetime],
    practitioner: PractitionerEntry,
    visit: VisitTypeEntry,
    query: SlotQuery,
    wanted: Callable[[datetime], bool],
) -> Iterator[Slot]:
    minutes = timedelta(minutes=visit_minutes(visit, query.new_patient))
    for gap in _gaps(shift, taken):
        first, last = _span_of_starts(gap, shift, visit, minutes)
        for at in _tidy_starts(first, last, wanted):
            yield Slot(practitioner_id=practitioner.id, visit_type_id=visit.id, start=at, end=at + minutes)


def _gaps(shift: Interval, taken: AbstractSet[datetime]) -> Iterator[Interval]:
    """The free stretches of a shift."""
    unit = next_unit(shift.start)
    start: datetime | None = None
    while unit < shift.end:
        if unit not in taken:
            start = start or unit
        elif start is not None:
            yield Interval(start, unit)
            start = None
        unit += UNIT
    if start is not None:
        yield Interval(start, shift.end)


def _span_of_starts(
    gap: Interval, shift: Interval, visit: VisitTypeEntry, minutes: timedelta
) -> tuple[datetime, datetime]:
    """The first and the last start that fit the gap; only the shift's end may cut the buffer after the visit."""
    after = timedelta(0) if gap.end == shift.end else timedelta(minutes=visit.buffer_after)
    return gap.start + timedelta(minutes=visit.buffer_before), gap.end - after - minutes


def _tidy_starts(first: datetime, last: datetime, wanted: Callable[[datetime], bool]) -> list[datetime]:
    """Starts that leave no holes (the gap's first) or sound like an appointment (:00, :15, :30, :45).

    When the wish leaves none of these, its first start on the 5-minute grid: an exact time is met if it is free.
    """
    starts, start = [], first.astimezone(UTC)
    while start <= last:
        if wanted(start):
            starts.append(start)
        start += UNIT
    return [at for at in starts if at == first or at.minute % _QUARTER_HOUR == 0] or starts[:1]
