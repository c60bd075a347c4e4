"""From what was said about days and times to the fields of a slot search, and how a new wish changes an old one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agent.embedded.dates import Reading
from domain.booking import SlotQuery

_DAY_FIELDS = ("date_from", "date_to", "weekdays", "not_weekdays")
_TIME_FIELDS = ("time_from", "time_to")


def wished(readings: Sequence[Reading]) -> dict[str, Any]:
    """The search fields that the readings of one message name together (JSON-able)."""
    wish: dict[str, Any] = {}
    wanted = _narrowest([r for r in readings if not r.negated])
    _days(wish, [r for r in wanted if r.has_date or r.weekdays])
    for reading in wanted:
        if reading.has_time:
            wish["time_from"] = reading.time_from.isoformat() if reading.time_from else None
            wish["time_to"] = reading.time_to.isoformat() if reading.time_to else None
    unwanted = sorted({day for r in readings if r.negated for day in _weekdays(r)})
    if unwanted:
        wish["not_weekdays"] = unwanted
    return wish


def _narrowest(readings: Sequence[Reading]) -> list[Reading]:
    """Without what another reading says more exactly: "next week. Friday 25"."""
    return [r for r in readings if not any(_within(other, r) for other in readings if other is not r)]


def _within(inner: Reading, outer: Reading) -> bool:
    if not (inner.date_from and inner.date_to and outer.date_from and outer.date_to) or outer.has_time:
        return False
    inside = outer.date_from <= inner.date_from and inner.date_to <= outer.date_to
    return inside and (inner.date_from, inner.date_to) != (outer.date_from, outer.date_to)


def _days(wish: dict[str, Any], dated: Sequence[Reading]) -> None:
    if not dated:
        return
    firsts = [r.date_from for r in dated if r.date_from]
    lasts = [r.date_to for r in dated]
    wish["date_from"] = min(firsts).isoformat() if firsts else None
    known_lasts = [last for last in lasts if last is not None]
    wish["date_to"] = max(known_lasts).isoformat() if len(known_lasts) == len(lasts) and known_lasts else None
    days = sorted({day for r in dated for day in _weekdays(r)})
    wish["weekdays"] = days if all(_weekdays(r) for r in dated) else []


def _weekdays(reading: Reading) -> tuple[int, ...]:
    """The weekdays a reading stands for: those named, or the one of its single day."""
    if reading.weekdays:
        return reading.weekdays
    if reading.date_from and reading.date_from == reading.date_to:
        return (reading.date_from.weekday(),)
    return ()


def merged(old: SlotQuery | None, new: dict[str, Any]) -> dict[str, Any]:
    """A new wish over an old one: a new day replaces the old day, a new time the old time, the rest stays."""
    before: dict[str, Any] = {}
    if old is not None:
        before = old.model_dump(mode="json", include={*_DAY_FIELDS, *_TIME_FIELDS}, exclude_defaults=True)
    if any(name in new for name in ("date_from", "date_to", "weekdays")):
        before = {k: v for k, v in before.items() if k not in ("date_from", "date_to", "weekdays", "not_weekdays")}
    if any(name in new for name in _TIME_FIELDS):
        before = {k: v for k, v in before.items() if k not in _TIME_FIELDS}
    return {k: v for k, v in {**before, **new}.items() if v not in (None, [], ())}
