"""Dates and times in German and English booking talk: `parse(text, reference)` gives the readings of a sentence.

Promised: a pure function of its arguments, never raises on any text, reads at most the first 1000 characters.
How it works, bottom up: tokens -> symbols (lexicons) -> rewriting rules (calendar, clock, ranges) -> readings.
"""

from agent.embedded.dates.parsing import parse
from agent.embedded.dates.reading import Reading, Span

__all__ = ["Reading", "Span", "parse"]
