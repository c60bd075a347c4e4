"""When a practitioner works, as instants: shifts minus closures, absences and public holidays.

Wall times are the clinic's, instants are UTC; a clock change never makes an interval negative or counts it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.clinic import Clinic, Closure, PractitionerEntry

UNIT = timedelta(minutes=5)
"""The grid of the book: what is taken or free is counted in these."""

HolidayCalendar = Callable[[date], bool]
"""Whether a local date is a public holiday where the clinic is."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in UTC; `end` is exclusive."""

    start: datetime
    end: datetime

    def contains(self, start: datetime, end: datetime) -> bool:
        return self.start <= start and end <= self.end


def units(start: datetime, end: datetime) -> tuple[datetime, ...]:
    """The 5-minute units (UTC) that `start`–`end` touches, in ascending order; none when it is empty."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    unit, touched = unit_of(start), []
    while start < end and unit < end:
        touched.append(unit)
        unit += UNIT
    return tuple(touched)


def unit_of(instant: datetime) -> datetime:
    """The unit an instant lies in."""
    utc = instant.astimezone(UTC)
    return utc.replace(minute=utc.minute - utc.minute % 5, second=0, microsecond=0)


def next_unit(instant: datetime) -> datetime:
    """The first unit that starts at this instant or later."""
    unit = unit_of(instant)
    return unit if unit == instant else unit + UNIT


def wall_instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """When the clinic's clock first shows this time; a time the clocks skip is the moment they skip it.

    Later wall times are never earlier instants, so no shift turns negative and no two of a day come to overlap.
    """
    local = datetime.combine(day, wall.replace(tzinfo=None), tzinfo=zone)
    while local.astimezone(UTC).astimezone(zone).time() != local.time():
        local += timedelta(minutes=1)
    return local.astimezone(UTC)


def local_date(instant: datetime, clinic: Clinic) -> date:
    return instant.astimezone(clinic.zone).date()


def working_intervals(
    clinic: Clinic, practitioner: PractitionerEntry, day: date, is_holiday: HolidayCalendar
) -> list[Interval]:
    """What the practitioner works on this local date, in order; adjoining shifts are one interval."""
    shifts = [shift for shift in practitioner.hours if shift.on(day)]
    if not shifts or _covers(clinic.closures, day) or _covers(practitioner.absences, day) or is_holiday(day):
        return []
    zone = clinic.zone
    return _joined(Interval(wall_instant(day, s.start, zone), wall_instant(day, s.end, zone)) for s in shifts)


def _covers(closures: Iterable[Closure], day: date) -> bool:
    return any(closure.first <= day <= closure.last for closure in closures)


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda i: i.start):
        if interval.end <= interval.start:
            continue  # a shift wholly inside the hour that spring skips
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return joined
