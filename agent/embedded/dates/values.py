"""What rules pass to each other: a stretch of text (`Item`), what it means (`Days`, `Clock`), and the `Scene`."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

Half = Literal["am", "noon", "pm", "night"]
DAY_MINUTES = 24 * 60
# Nobody means 3 in the morning at a clinic: below this hour an unmarked clock time is meant after noon.
OPENING_MINUTE = 7 * 60


@dataclass(frozen=True)
class Clock:
    """A time of day in minutes. `last` is None for an exact time; `loose` means the half of the day was not said."""

    first: int
    last: int | None = None
    loose: bool = False
    part: bool = False
    half: Half | None = None
    bound: Literal[">=", "<="] | None = None
    others: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True)
class Days:
    """One or several calendar days, both ends included. `others` are other meanings of the same words."""

    first: date
    last: date
    grain: Literal["day", "week", "month", "range"] = "day"
    weekdays: tuple[int, ...] = ()
    pattern: bool = False
    bound: Literal[">=", "<="] | None = None
    others: tuple[tuple[date, date], ...] = ()

    @property
    def wide(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True)
class Item:
    """A stretch of text and the symbol rules match on; which of the other fields are filled depends on the symbol."""

    symbol: str
    start: int
    end: int
    number: int = 0
    word: str = ""
    article: bool = False  # "the" or "der" stood before it
    days: Days | None = None
    clock: Clock | None = None


@dataclass(frozen=True)
class Scene:
    """Where and when something was said."""

    now: datetime
    lang: Literal["de", "en"]
    bare_hours: bool = False
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.now.date())

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def coming(self, weekday: int) -> date:
        """The next such weekday after today: whoever means today says so."""
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)


# from, to, half of the day
PARTS: dict[str, tuple[int, int, Half]] = {
    "opening": (6 * 60, 10 * 60, "am"),
    "dawn": (5 * 60, 9 * 60, "am"),
    "frueh": (5 * 60, 11 * 60, "am"),
    "earlymorning": (6 * 60, 10 * 60, "am"),
    "morning": (6 * 60, 12 * 60, "am"),
    "vormittag": (6 * 60, 12 * 60 + 30, "am"),
    "latemorning": (10 * 60, 12 * 60, "am"),
    "midday": (12 * 60, 14 * 60, "noon"),
    "earlyafternoon": (12 * 60, 15 * 60, "pm"),
    "afterlunch": (13 * 60, 18 * 60, "pm"),
    "afternoon": (12 * 60, 18 * 60, "pm"),
    "lateafternoon": (15 * 60, 18 * 60 + 30, "pm"),
    "endofday": (16 * 60, 18 * 60 + 30, "pm"),
    "earlyevening": (17 * 60, 19 * 60, "pm"),
    "evening": (17 * 60, 22 * 60, "pm"),
    "lateevening": (20 * 60, 22 * 60, "pm"),
    "latenight": (22 * 60, DAY_MINUTES, "night"),
    "night": (20 * 60, DAY_MINUTES, "night"),
}


def part(name: str) -> Clock:
    first, last, half = PARTS[name]
    return Clock(first, last, part=True, half=half)
