"""What the grammar hands out: a `Reading` of a stretch of text, and the `Span`s of its other meanings."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Grain = Literal["day", "time", "daypart", "week", "month", "range"]
Bound = Literal[">=", "<="]


@dataclass(frozen=True)
class Span:
    """A stretch of local time: start inclusive, end exclusive, start == end for an exact time."""

    start: datetime
    end: datetime

    def as_json(self) -> dict[str, str]:
        return {"start": _local(self.start), "end": _local(self.end)}


@dataclass(frozen=True)
class Reading:
    """One date, time, or both, as somebody said it.

    `start` and `end` are local and aware. A reading without a date lies on the reference day, or on the next day
    when it is already over then. A reading over several days with a time of day starts at that time of the first
    day and ends at that time of the last; `date_from`, `date_to` (inclusive), `time_from`, `time_to` say the same
    without the fusion. An open side is None there (`start` is then the reference day, `end` the end of next year).
    `weekdays` are the weekdays named (Monday is 0); with `date_from` and `date_to` both None they are a pattern
    ("montags", any Monday). `alternatives` are the other meanings, the likeliest being start and end.
    """

    text: str
    start_char: int
    end_char: int
    start: datetime
    end: datetime
    grain: Grain
    bound: Bound | None = None
    negated: bool = False
    alternatives: tuple[Span, ...] = ()
    has_date: bool = False
    has_time: bool = False
    weekdays: tuple[int, ...] = ()
    time_from: time | None = None
    time_to: time | None = None
    date_from: date | None = None
    date_to: date | None = None

    def as_json(self) -> dict[str, object]:
        """The READING object of the public contract (`understand --json`)."""
        return {
            "text": self.text,
            "start": _local(self.start),
            "end": _local(self.end),
            "grain": self.grain,
            "bound": self.bound,
            "negated": self.negated,
            "alternatives": [span.as_json() for span in self.alternatives],
        }


def _local(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
