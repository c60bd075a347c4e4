"""The grammar from end to end: cover lookalikes, tokens, symbols, rules level by level, groups, readings."""

from datetime import datetime
from typing import Literal

from agent.embedded.dates import calendar_days, clock_times, offsets, periods, ranges
from agent.embedded.dates.context import settle
from agent.embedded.dates.groups import group
from agent.embedded.dates.language import language
from agent.embedded.dates.lookalikes import cover
from agent.embedded.dates.reading import Reading
from agent.embedded.dates.resolve import resolve
from agent.embedded.dates.rules import rewrite
from agent.embedded.dates.tokens import symbols_of
from agent.embedded.dates.values import Item, Scene

LONGEST_TEXT = 1000
# Each level sees what the one before has made: days before clock times, so that "on the 5th" is no hour.
LEVELS = (
    periods.FIRST,
    [*calendar_days.RULES, *periods.RULES],
    periods.ON_DAYS,
    offsets.RULES,
    offsets.RULES,
    periods.LEFT_OVER,
    ranges.DAY_RANGES,
    clock_times.RULES,
    clock_times.HALVES,
    ranges.WINDOWS,
    ranges.BOUNDS,
    ranges.PAIRS,
)


def parse(
    text: str, reference: datetime, lang: Literal["de", "en"] | None = None, *, bare_hours: bool = False
) -> list[Reading]:
    """Every date and time in a text as of `reference`, in the order of the text.

    `reference` is aware, in the clinic's zone; the readings are in that zone. `lang` is the conversation's language;
    a text clearly in the other one is read as such. With `bare_hours`, a text that is only a number is an hour: for
    the answer to "at what time?".
    """
    if reference.tzinfo is None:
        raise ValueError("parse: the reference time must be aware")
    text = text[:LONGEST_TEXT]
    scene = Scene(reference, language(text, lang), bare_hours)
    items = understood(text, scene)
    readings = (resolve(found, text, scene) for found in group(items, scene))
    return [reading for reading in readings if reading is not None]


def understood(text: str, scene: Scene) -> list[Item]:
    """The items of a text after all rules."""
    items = settle(symbols_of(cover(text), scene), scene)
    for rules in LEVELS:
        items = rewrite(items, rules, scene)
    return items
