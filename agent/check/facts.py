"""What may be said in this turn: gathered once from tools, approved knowledge, the patient and the clinic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agent.check.amounts import cents_of, national, phones_in, prices_in
from agent.check.clocks import Clock, clocks_in
from agent.check.days import Day, days_in, relative_days, weekdays_listed
from agent.check.names import doctors_in, surname
from agent.check.sentences import split_sentences

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_PRICE_KEY = re.compile(r"price|preis|fee|cost|amount", re.IGNORECASE)
_MINOR_UNIT = re.compile(r"pence|cents?|minor|rappen", re.IGNORECASE)
_END_KEY = re.compile(r"^(?:ends?(?:_at)?|until|expires(?:_at)?)$", re.IGNORECASE)
_DONE_BY_STATUS = {"booked": "booked", "confirmed": "booked", "cancelled": "cancelled"}
_MARKUP = re.compile(r"^\s*(?:[-*+•]\s+|#+\s*|>\s*|\d+[.)]\s+)|[*_`]|\[|\]\([^)]*\)")
_DAYS_BEHIND, _DAYS_AHEAD = 60, 305


@dataclass(frozen=True)
class Moment:
    """A day and a time that belong together."""

    on: date
    minute: int


@dataclass
class Facts:
    """Build with `Facts.collect`; `check_sentence` only reads it."""

    now: datetime
    days: list[Day] = field(default_factory=list)
    dates: set[date] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    moments: set[Moment] = field(default_factory=set)
    times: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)
    patient_times: set[int] = field(default_factory=set)
    prices: set[tuple[int, str | None]] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    doctors: set[str] = field(default_factory=set)
    result_doctors: set[str] = field(default_factory=set)
    approved: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)

    @classmethod
    def collect(
        cls,
        *,
        zone: ZoneInfo,
        now: datetime,
        tool_results: Iterable[str] = (),
        approved: Iterable[str] = (),
        patient: Iterable[str] = (),
        practitioners: Iterable[str] = (),
        moments: Iterable[datetime] = (),
        phones: Iterable[str] = (),
        done: Iterable[str] = (),
        booked: bool = False,
    ) -> Facts:
        """`tool_results` are JSON or prose; `done` says what was stored: "booked", "moved", "cancelled", "held"."""
        facts = cls(now.astimezone(zone))
        facts.dates.add(facts.now.date())  # to say today's date is no invention
        for result in tool_results:
            facts._read_result(result)
        for text in approved:
            facts._read_prose(text)
            facts.approved |= {plain(sentence) for sentence in (*split_sentences(text), *text.splitlines(), text)}
        for text in patient:
            facts._read_patient(text)
        facts.doctors |= {surname(name) for name in practitioners}
        for moment in moments:
            facts._put_moment(moment.astimezone(zone))
        facts.phones |= {national(phone) for phone in phones}
        facts.done |= set(done) | ({"booked"} if booked else set())
        return facts

    # --- reading ---------------------------------------------------------------------------------

    def _read_result(self, result: str) -> None:
        try:
            self._walk(json.loads(result), "")
        except ValueError:
            self._read_source(result)

    def _walk(self, value: Any, key: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                self._walk(inner, str(name))
            if "held" in value:
                self.done.add("held")
        elif isinstance(value, list):
            for inner in value:
                self._walk(inner, key)
        elif isinstance(value, str):
            self._read_value(value, key)
        elif isinstance(value, int | float) and not isinstance(value, bool) and _PRICE_KEY.search(key):
            self.prices.add((round(value if _MINOR_UNIT.search(key) else value * 100), None))

    def _read_value(self, value: str, key: str) -> None:
        if _PRICE_KEY.search(key) and re.fullmatch(r"\d+(?:[.,]\d+)?", value):
            self.prices.add((cents_of(value) or 0, None))
        if key == "status" and value in _DONE_BY_STATUS:
            self.done.add(_DONE_BY_STATUS[value])
        if key in {"practitioner", "doctor", "practitioner_name"}:
            self.doctors.add(surname(value))
            self.result_doctors.add(surname(value))
        if _END_KEY.match(key) and _ISO.fullmatch(value):
            end = self._local(value)
            self.ends.add(end.hour * 60 + end.minute)
        else:
            self._read_source(value)

    def _read_source(self, text: str) -> None:
        for stamp in _ISO.finditer(text):
            self._put_moment(self._local(stamp[0]))
        self.result_doctors |= set(doctors_in(text))
        self._read_prose(_ISO.sub(" ", text))

    def _local(self, stamp: str) -> datetime:
        moment = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
        zone = self.now.tzinfo
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)

    def _put_moment(self, moment: datetime) -> None:
        self.dates.add(moment.date())
        self.moments.add(Moment(moment.date(), moment.hour * 60 + moment.minute))

    def _read_prose(self, text: str) -> None:
        for line in text.splitlines():
            for sentence in split_sentences(line):
                self._read_sentence(sentence)
        self._read_plain(text)

    def _read_sentence(self, sentence: str) -> None:
        """A time that is said with a date belongs to that date; any other stands alone."""
        days = days_in(sentence)
        clocks = clocks_in(blanked(sentence, days))
        for clock in clocks:
            day = day_of(clock, days, clocks)
            dates = list(self._near(day)) if day else []
            if dates:
                self.moments |= {Moment(on, minute) for on in dates for minute in clock.minutes}
            else:
                self.times |= clock.minutes

    def _read_plain(self, text: str) -> None:
        days = days_in(text)
        self._put_days(days)
        self.weekdays |= weekdays_listed(text)
        prices = prices_in(text)
        self.prices |= {(price.cents, price.currency) for price in prices if price.cents is not None}
        self.phones |= set(phones_in(blanked(text, [*days, *prices])))
        self.doctors |= set(doctors_in(text))

    def _read_patient(self, text: str) -> None:
        days = days_in(text)
        for clock in clocks_in(blanked(text, days)):
            self.patient_times |= clock.minutes
        self._read_plain(text)
        self.dates |= set(relative_days(text, self.now))
        for weekday in {day.weekday for day in days if day.weekday is not None}:
            soonest = self.now.date() + timedelta(days=(weekday - self.now.weekday()) % 7)
            self.dates |= {soonest, soonest + timedelta(days=7)}

    def _put_days(self, days: Iterable[Day]) -> None:
        for day in days:
            self.days.append(day)
            if day.weekday is not None:
                self.weekdays.add(day.weekday)
            self.dates |= set(self._near(day))

    def _near(self, day: Day) -> Iterator[date]:
        """The date meant by a day and month without a year: the one that is near."""
        if day.day is None or day.month is None:
            return
        for year in [day.year] if day.year else range(self.now.year - 1, self.now.year + 2):
            try:
                on = date(year, day.month, day.day)
            except ValueError:
                continue
            if day.year or -_DAYS_BEHIND <= (on - self.now.date()).days <= _DAYS_AHEAD:
                yield on

    # --- answering -------------------------------------------------------------------------------

    def knows_day(self, day: Day) -> bool:
        if any(day.fits(on) for on in self.dates):
            return True
        if not day.is_dated:
            return day.weekday in self.weekdays
        return day.month is None and any(
            known.day == day.day and day.weekday in (None, known.weekday) for known in self.days
        )

    def knows_date(self, on: date) -> bool:
        return on in self.dates or on.weekday() in self.weekdays

    def times_on(self, day: Day) -> set[int]:
        return {moment.minute for moment in self.moments if day.fits(moment.on)}

    def times_of_date(self, on: date) -> set[int]:
        return {moment.minute for moment in self.moments if moment.on == on}

    def all_times(self) -> set[int]:
        return self.times | {moment.minute for moment in self.moments}

    def knows_price(self, cents: int | None, currency: str) -> bool:
        """A bare number of a tool may be said in any currency, unless a source gives it one."""
        said_in = {unit for amount, unit in self.prices if amount == cents}
        return currency in said_in or said_in == {None}

    def is_approved(self, sentence: str) -> bool:
        return plain(sentence) in self.approved


def plain(text: str) -> str:
    """Without markup and with single spaces: how verbatim is compared."""
    return " ".join(_MARKUP.sub(" ", text).split()).casefold()


def blanked(text: str, spans: Iterable[Any]) -> str:
    """The text with these mentions blanked, so that nothing is read twice."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def day_of(clock: Clock, days: list[Day], clocks: list[Clock]) -> Day | None:
    """Which day a time belongs to: `Friday at two` looks back, `two on Friday, ten on Monday` looks ahead."""
    if not days:
        return None
    looks_ahead = clocks[0].start < days[0].start
    ahead = [day for day in days if day.start > clock.start]
    back = [day for day in days if day.start < clock.start]
    return (ahead or back)[0] if looks_ahead and ahead else (back or ahead)[-1] if back else ahead[0]
