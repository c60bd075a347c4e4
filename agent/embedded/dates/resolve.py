"""From a group of days and times to a `Reading`: which local moments it spans, and what else it could mean."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from agent.embedded.dates.groups import Group
from agent.embedded.dates.halves import settled
from agent.embedded.dates.reading import Grain, Reading, Span
from agent.embedded.dates.values import DAY_MINUTES, Clock, Days, Scene

_OLDEST = timedelta(days=400)  # what lies further back is a birth date or a story


def resolve(group: Group, text: str, scene: Scene) -> Reading | None:
    clock = _still_ahead(_clock(group), group, scene)
    if group.days is not None and group.days.last < scene.today - _OLDEST:
        return None
    days = group.days or _possible_day(clock, scene)
    span = _span(days, clock, scene)
    alternatives = [_span(replace(days, first=first, last=last), clock, scene) for first, last in days.others]
    if clock is not None:
        alternatives += [_span(days, replace(clock, first=first, last=last), scene) for first, last in clock.others]
    if len(days.weekdays) > 1 and not days.pattern:
        alternatives += [_span(Days(day, day), clock, scene) for day in _each(days)]
    time_from, time_to = _times(clock)
    dated = group.days is not None
    named = dated and not days.pattern
    return Reading(
        text=text[group.start : group.end],
        start_char=group.start,
        end_char=group.end,
        start=span.start,
        end=span.end,
        grain=_grain(days, clock, dated),
        bound=(clock.bound if clock else None) or days.bound,
        negated=group.negated,
        alternatives=tuple(dict.fromkeys(other for other in alternatives if other != span)),
        has_date=dated,
        has_time=clock is not None,
        weekdays=days.weekdays if dated else (),
        time_from=time_from,
        time_to=time_to,
        date_from=days.first if named and days.bound != "<=" else None,
        date_to=days.last if named and days.bound != ">=" else None,
    )


def _clock(group: Group) -> Clock | None:
    """The time with its part of day folded in: "heute Nachmittag nach vier", "morgens um 7"."""
    if group.clock is None:
        return group.part
    half = group.part.half if group.part else None
    clock = settled(group.clock, half)
    if clock.bound == ">=" and group.part is not None and group.part.last is not None and group.part.last > clock.first:
        return replace(clock, last=group.part.last)
    return clock


def _still_ahead(clock: Clock | None, group: Group, scene: Scene) -> Clock | None:
    """Today at 8, said at ten: this evening, since nobody asks for what is over."""
    days, said = group.days, group.clock
    if clock is None or said is None or not said.loose or group.part or days is None:
        return clock
    last = clock.first if clock.last is None else clock.last
    over = days.first == days.last == scene.today and last < scene.now.hour * 60 + scene.now.minute
    if not over or clock.bound or last + DAY_MINUTES // 2 > DAY_MINUTES:
        return clock
    evening = replace(clock, first=clock.first + DAY_MINUTES // 2, last=clock.last and clock.last + DAY_MINUTES // 2)
    return replace(evening, others=((clock.first, clock.last),))


def _possible_day(clock: Clock | None, scene: Scene) -> Days:
    """The reference day, or the next one when the time is already over."""
    if clock is None:
        return Days(scene.today, scene.today)
    last = clock.last if clock.last is not None else DAY_MINUTES if clock.bound == ">=" else clock.first
    over = last < scene.now.hour * 60 + scene.now.minute and (clock.last is None or clock.last > clock.first)
    day = scene.today + timedelta(days=1 if over else 0)
    return Days(day, day)


def _at(day: date, minutes: int, scene: Scene) -> datetime:
    extra, minutes = divmod(minutes, DAY_MINUTES)
    day += timedelta(days=extra)
    return datetime(day.year, day.month, day.day, *divmod(minutes, 60), tzinfo=scene.now.tzinfo)


def _span(days: Days, clock: Clock | None, scene: Scene) -> Span:
    first = min(scene.today, days.last) if days.bound == "<=" else days.first
    midnight = _at(days.last, DAY_MINUTES, scene)
    horizon = datetime(max(scene.today.year, days.first.year) + 2, 1, 1, tzinfo=scene.now.tzinfo)
    if clock is None:
        return Span(_at(first, 0, scene), horizon if days.bound == ">=" else midnight)
    start = _at(first, 0 if clock.bound == "<=" else clock.first, scene)
    if days.bound == ">=":
        return Span(start, horizon)
    if clock.bound == "<=" or (clock.last is None and clock.bound is None):
        end = _at(days.last, clock.first, scene)
    elif clock.last is None:
        end = midnight
    else:
        end = _at(days.last, clock.last + (DAY_MINUTES if clock.last <= clock.first else 0), scene)
    return Span(start, max(start, end))


def _times(clock: Clock | None) -> tuple[time | None, time | None]:
    if clock is None:
        return None, None
    first, last = _time(clock.first), None if clock.last is None else _time(clock.last)
    if clock.bound == "<=":
        return None, first
    if clock.bound == ">=":
        return first, last
    return first, first if clock.last is None else last


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60)) if minutes < DAY_MINUTES else time(23, 59)


def _grain(days: Days, clock: Clock | None, dated: bool) -> Grain:
    if clock is None:
        return days.grain
    if clock.part:
        return "daypart"
    if clock.last is not None and clock.bound is None:
        return "range"
    return "range" if dated and days.wide else "time"


def _each(days: Days) -> list[date]:
    length = (days.last - days.first).days
    return [day for n in range(length + 1) if (day := days.first + timedelta(days=n)).weekday() in days.weekdays][:7]
