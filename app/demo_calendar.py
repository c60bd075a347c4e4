"""A plausibly full calendar around any instant, so that a demo clinic feels like one. Pure and deterministic.

Every practitioner is well booked for two weeks and less and less after that, with room for each kind of visit on
every working day; only the practitioner of the demo's story starts as a sought-after one does (`_STORY`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from calendars.public_holidays import public_holidays
from domain.clinic import Clinic, PractitionerEntry, VisitTypeEntry
from domain.working_hours import (
    HolidayCalendar,
    Interval,
    local_date,
    next_unit,
    unit_of,
    wall_instant,
    working_intervals,
)

_DAYS_BEFORE = 7
_DAYS_BEYOND_HORIZON = 14
_QUARTER_HOUR = timedelta(minutes=15)
_FREE_SHARE = ((-1, 0.04), (1, 0.12), (14, 0.26), (56, 0.60))
"""Days ahead and the share of working time still free, straight lines in between."""
_STORY = {"phillips": ((), (), (time(14),), (time(10), time(11, 30), time(15)))}
"""Per practitioner the free times of the day itself and of the working days after it; each has room for one visit of
the practitioner's usual kind. contract.md, "Sandbox", names two of them."""


@dataclass(frozen=True, slots=True)
class BusyBlock:
    """Time of a practitioner that is taken (UTC), buffers included."""

    practitioner_id: str
    start: datetime
    end: datetime
    label: str


def seed_calendar(clinic: Clinic, now: datetime) -> list[BusyBlock]:
    """What is taken from a week before `now` to two weeks beyond the last bookable day."""
    today, is_holiday = local_date(now, clinic), public_holidays(clinic)
    blocks: list[BusyBlock] = []
    for practitioner in clinic.practitioners:
        for busy in _diary(clinic, practitioner, today, is_holiday):
            blocks.append(BusyBlock(practitioner.id, busy.start, busy.end, "busy"))
    return blocks


def _diary(
    clinic: Clinic, practitioner: PractitionerEntry, today: date, is_holiday: HolidayCalendar
) -> Iterator[Interval]:
    visits = [visit for visit in clinic.visit_types if clinic.offers_visit(practitioner, visit)]
    if not visits:
        return
    story, worked = _STORY.get(practitioner.id, ()), 0
    for ahead in range(-_DAYS_BEFORE, clinic.booking.horizon_days + _DAYS_BEYOND_HORIZON + 1):
        day = today + timedelta(days=ahead)
        shifts = _on_the_grid(working_intervals(clinic, practitioner, day, is_holiday))
        worked += bool(shifts) and ahead > 0
        dice = Random(f"{clinic.id} {practitioner.id} {day}")  # the same day looks alike whenever one asks
        if ahead >= 0 and worked < len(story):
            starts = (wall_instant(day, wall, clinic.zone) for wall in story[worked])
            free = [Interval(start, start + _usual(visits)) for start in starts]
        else:
            free = _free(shifts, visits, ahead, dice)
        for shift in shifts:
            for stretch in _without(shift, free):
                yield from _visits(stretch, [_length(visit) for visit in visits], dice)


def _free(shifts: Sequence[Interval], visits: Sequence[VisitTypeEntry], ahead: int, dice: Random) -> list[Interval]:
    """What is left free of a day: room for the longest and for a usual visit, then more up to the day's share."""
    lengths = [_length(visit) for visit in visits]
    wanted = [max(lengths), _usual(visits)] if ahead > 0 else []
    goal = _free_share(ahead) * sum(((shift.end - shift.start) for shift in shifts), timedelta())
    while sum(wanted, timedelta()) + min(lengths) <= goal:
        wanted.append(dice.choice(lengths))
    free: list[Interval] = []
    for length in wanted:
        places = [place for shift in shifts for place in _places(shift, length) if not _overlaps(place, free)]
        if places:
            free.append(dice.choice(places))
    return sorted(free, key=lambda window: window.start)


def _free_share(ahead: int) -> float:
    if ahead <= _FREE_SHARE[0][0]:
        return _FREE_SHARE[0][1]
    for (day, share), (next_day, next_share) in itertools.pairwise(_FREE_SHARE):
        if ahead <= next_day:
            return share + (next_share - share) * (ahead - day) / (next_day - day)
    return _FREE_SHARE[-1][1]


def _places(shift: Interval, length: timedelta) -> Iterator[Interval]:
    start = shift.start
    while start + length <= shift.end:
        yield Interval(start, start + length)
        start += _QUARTER_HOUR


def _overlaps(place: Interval, others: Sequence[Interval]) -> bool:
    return any(place.start < other.end and other.start < place.end for other in others)


def _without(shift: Interval, free: Sequence[Interval]) -> Iterator[Interval]:
    """The stretches of a shift between its free windows."""
    start = shift.start
    for window in free:
        if window.end <= shift.start or window.start >= shift.end:
            continue
        if start < window.start:
            yield Interval(start, window.start)
        start = window.end
    if start < shift.end:
        yield Interval(start, shift.end)


def _visits(stretch: Interval, lengths: Sequence[timedelta], dice: Random) -> Iterator[Interval]:
    """Visits that follow each other; the last one takes what would be too short for another."""
    start = stretch.start
    while start < stretch.end:
        end = start + dice.choice(lengths)
        if stretch.end - end < min(lengths):
            end = stretch.end
        yield Interval(start, end)
        start = end


def _usual(visits: Sequence[VisitTypeEntry]) -> timedelta:
    return _length(next((visit for visit in visits if visit.default), visits[0]))


def _length(visit: VisitTypeEntry) -> timedelta:
    """What a visit takes at most, buffers included."""
    minutes = max(visit.minutes, visit.minutes_new_patient or 0)
    return timedelta(minutes=visit.buffer_before + minutes + visit.buffer_after)


def _on_the_grid(shifts: Sequence[Interval]) -> list[Interval]:
    whole = [Interval(next_unit(shift.start), unit_of(shift.end)) for shift in shifts]
    return [shift for shift in whole if shift.start < shift.end]
