"""When the clinic is open: pure functions over clinic.yaml, for promises such as "we call you back after eight"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.clinic import Clinic

IsHoliday = Callable[[date], bool]


def open_day(clinic: Clinic, day: date, is_holiday: IsHoliday) -> bool:
    """Whether the clinic opens at all on a local date."""
    if is_holiday(day) or any(c.first <= day <= c.last for c in clinic.closures):
        return False
    return any(shift.on(day) for shift in clinic.opening_hours)


def is_open(clinic: Clinic, now: datetime, is_holiday: IsHoliday) -> bool:
    """Whether somebody is at reception at this instant."""
    local = now.astimezone(clinic.zone)
    if not open_day(clinic, local.date(), is_holiday):
        return False
    return any(s.on(local.date()) and s.start <= local.time() < s.end for s in clinic.opening_hours)


def next_opening(clinic: Clinic, now: datetime, is_holiday: IsHoliday) -> datetime | None:
    """The next time reception opens, local and aware; None when closed for the next 30 days."""
    local = now.astimezone(clinic.zone)
    for offset in range(31):
        day = local.date() + timedelta(days=offset)
        if not open_day(clinic, day, is_holiday):
            continue
        starts = sorted(s.start for s in clinic.opening_hours if s.on(day))
        for start in starts:
            opening = datetime.combine(day, start, clinic.zone)
            if opening > local:
                return opening
    return None
