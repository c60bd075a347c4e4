"""Dates and times as staff read them: in the clinic's zone, in the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TypeVar
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta

from domain.clinic import Lang
from staff.words import Words

_LOCALES: dict[Lang, str] = {"de": "de_DE", "en": "en_GB"}
_SHORT_DAY: dict[Lang, str] = {"de": "EEE d. MMM", "en": "EEE d MMM"}
T = TypeVar("T")


class LocalTimes:
    def __init__(self, lang: Lang, zone: ZoneInfo, now: datetime) -> None:
        self._locale = _LOCALES[lang]
        self._short_day = _SHORT_DAY[lang]
        self._t = Words(lang)
        self.zone = zone
        self.now = now.astimezone(zone)

    def clock(self, at: datetime) -> str:
        """ "14:00"."""
        return format_time(at.astimezone(self.zone), "HH:mm", locale=self._locale)

    def day(self, day: date) -> str:
        """ "Heute · Freitag, 18. Oktober 2024"."""
        full = format_date(day, "full", locale=self._locale)
        near = {0: "day.today", 1: "day.tomorrow", -1: "day.yesterday"}.get((day - self.now.date()).days)
        return f"{self._t(near)} · {full}" if near else full

    def long_date(self, day: date) -> str:
        """ "18. Oktober 2024"."""
        return format_date(day, "long", locale=self._locale)

    def written_date(self, text: str) -> str:
        """A stored ISO date as `long_date`; anything else as it stands."""
        try:
            return self.long_date(date.fromisoformat(text))
        except ValueError:
            return text

    def when(self, at: datetime) -> str:
        """ "Fr. 18. Okt., 14:00"; today only the time."""
        local = at.astimezone(self.zone)
        if local.date() == self.now.date():
            return self.clock(local)
        return f"{format_date(local, self._short_day, locale=self._locale)}, {self.clock(local)}"

    def ago(self, at: datetime) -> str:
        """ "vor 2 Stunden"."""
        if self.now - at < timedelta(minutes=1):
            return self._t("time.just_now")
        return format_timedelta(at - self.now, granularity="minute", add_direction=True, locale=self._locale)

    def by_day(self, entries: Iterable[T], moment: str) -> list[tuple[date, list[T]]]:
        """Entries in order of time, by local date of the attribute `moment`."""

        def local_day(entry: T) -> date:
            at: datetime = getattr(entry, moment)
            return at.astimezone(self.zone).date()

        return [(day, list(same)) for day, same in groupby(entries, key=local_day)]
