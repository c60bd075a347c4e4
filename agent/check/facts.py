"""What may be said in this turn: everything the tools returned, the approved texts, the patient's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from agent.check.mentions import Mentions

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})")


@dataclass(frozen=True, slots=True)
class Facts:
    """Normalised values a sentence may contain; `approved` texts pass verbatim."""

    dates: frozenset[tuple[int, int]]
    weekdays: frozenset[int]
    dated_weekdays: frozenset[tuple[int, int, int]]
    times: frozenset[int]
    prices: frozenset[Decimal]
    phones: frozenset[str]
    doctors: frozenset[str]
    approved: tuple[str, ...]
    done: frozenset[str]

    @classmethod
    def collect(
        cls,
        *,
        zone: ZoneInfo,
        now: datetime,
        tool_results: Sequence[str] = (),
        approved: Sequence[str] = (),
        patient: Sequence[str] = (),
        practitioners: Sequence[str] = (),
        moments: Iterable[datetime] = (),
        phones: Sequence[str] = (),
        done: frozenset[str] = frozenset(),
    ) -> Facts:
        """`now` is allowed too: saying today's date is no invention."""
        known = [moment.astimezone(zone) for moment in (now, *moments, *_moments(tool_results))]
        texts = [_ISO.sub(" ", text) for text in tool_results]
        said = Mentions.of([*texts, *approved, *patient, *phones])
        return cls(
            dates=frozenset({(m.day, m.month) for m in known} | said.dates),
            weekdays=frozenset({m.weekday() for m in known} | said.weekdays),
            dated_weekdays=frozenset({(m.weekday(), m.day, m.month) for m in known} | said.dated_weekdays),
            times=frozenset({m.hour * 60 + m.minute for m in known} | {t for each in said.times for t in each}),
            prices=frozenset(said.prices),
            phones=frozenset(said.phones),
            doctors=frozenset({name.split()[-1].casefold() for name in practitioners}),
            approved=tuple(_plain(text) for text in approved),
            done=done,
        )

    def verbatim(self, sentence: str) -> bool:
        """Whether the sentence stands word for word in an approved text."""
        return any(_plain(sentence) in text for text in self.approved)


def _moments(texts: Sequence[str]) -> list[datetime]:
    return [datetime.fromisoformat(found) for text in texts for found in _ISO.findall(text)]


def _plain(text: str) -> str:
    return " ".join(text.split())
