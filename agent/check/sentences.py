"""Cuts a reply into sentences: `Dr. Phillips`, `18. Oktober`, `z. B.`, `14.30 Uhr` and web addresses stay whole."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"'”“»’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„\"'/–-])(?:dr|dres|med|dent|prof|mr|mrs|ms|st|no|nr|bzw|ca|evtl|inkl|exkl|str|tel|mind|max|min|vgl|ggf|sog"
    r"|approx|incl|ext|dept|hr|fr|mo|di|mi|do|sa|so|mon|tue|wed|thu|fri|sat|sun|jan|feb|mär|mar|apr|jun|jul|aug|sept?|okt|oct"
    r"|nov|dez|dec|vs|[a-zäöü])\.$",
    re.IGNORECASE,
)
# After these a new sentence may well begin; only a capital that continues them keeps it whole.
_MAY_END = re.compile(r"(?:usw|etc|u\. ?ä|a\.m|p\.m)\.$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_CONTINUES = re.compile(r"\s+[a-zäöüß(]")
_CALENDAR_WORD = re.compile(
    r"\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_SPACED_ABBREVIATION = re.compile(r"(?:^|\s)(?:z|d|u|i|o|a|s|e)\.\s?(?:b|h|a|d|r|ä|g|e|u|o|t|m)\.$", re.IGNORECASE)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text in order, without the white space around them; a line break always ends one."""
    return [part for line in text.splitlines() for part in _of_line(line) if part]


def _of_line(line: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for end in _END.finditer(line):
        if _ends_here(line[start : end.end()], line[end.end() :], line[end.start() : end.end()]):
            parts.append(line[start : end.end()].strip())
            start = end.end()
    parts.append(line[start:].strip())
    return parts


def _ends_here(before: str, after: str, mark: str) -> bool:
    if not after.strip():
        return True
    if mark[0] in "!?" or not mark.startswith(".") or len(mark.strip("\"'”“»’)]")) > 1:
        return not _CONTINUES.match(after) or mark[0] in "!?"
    if _MAY_END.search(before):
        return not (_CONTINUES.match(after) or _CALENDAR_WORD.match(after))
    if _ORDINAL.search(before) or _SPACED_ABBREVIATION.search(before) or _ABBREVIATION.search(before):
        return False
    return not _CONTINUES.match(after)
