"""The rules of rules.txt: which concepts together mean which danger, and where a text fulfils them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from agent.screen.found import Found, Hit
from agent.screen.lexicon import concepts

Strength = Literal["RED", "NAMED", "AMBER"]
_LINE = re.compile(r"^(RED|NAMED|AMBER) (\w+) (\d+): ([\w +-]+)$")
_SILENCE_REACH = 4
_MOST_EDITS = 2
_LONG_ALONE = 9
_LONG_ENOUGH_TO_SILENCE = 6


@dataclass(frozen=True)
class Rule:
    """`all_of` within `span` words, and none of `none_of` near."""

    strength: Strength
    kind: str
    span: int
    all_of: tuple[str, ...]
    none_of: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A rule fulfilled by these words of the text."""

    rule: Rule
    positions: tuple[int, ...]


@cache
def rules() -> tuple[Rule, ...]:
    text = (Path(__file__).parent / "rules.txt").read_text(encoding="utf-8")
    return tuple(_rule(line) for line in text.splitlines() if line and not line.startswith("#"))


def _rule(line: str) -> Rule:
    found = _LINE.match(line)
    if found is None:
        raise ValueError(f"rules.txt: cannot read {line!r}")
    wanted, *unwanted = re.split(r"\s+-\s+", found[4])
    all_of = tuple(re.split(r"\s+\+\s+", wanted))
    unknown = [name for name in (*all_of, *unwanted) if name not in concepts()]
    if unknown:
        raise ValueError(f"rules.txt: {unknown} of {line!r} is not in lexicon.txt")
    strength: Strength = "RED" if found[1] == "RED" else "NAMED" if found[1] == "NAMED" else "AMBER"
    return Rule(strength, found[2], int(found[3]), all_of, tuple(unwanted))


def matches(rule: Rule, found: Found) -> Iterator[Match]:
    """Every place where the rule holds; two concepts never share a letter."""
    rows = [found.hits(concept) for concept in rule.all_of]
    if not all(rows):
        return
    for anchor in rows[0]:
        chosen = _complete((anchor,), rows[1:], rule.span)
        if chosen is not None and not _silenced(chosen, rule, found):
            yield Match(rule, tuple(sorted({p for hit in chosen for p in range(hit.first, hit.last + 1)})))


def _complete(chosen: tuple[Hit, ...], rows: list[list[Hit]], span: int) -> tuple[Hit, ...] | None:
    if not rows:
        return chosen if _believable(chosen) else None
    anchor = chosen[0]
    near = [h for h in rows[0] if h.first <= anchor.last + span and h.last >= anchor.first - span]
    for hit in sorted(near, key=lambda h: (h.edits, abs(h.first - anchor.first))):
        together = (*chosen, hit)
        inside = max(h.first for h in together) - min(h.last for h in together) <= span
        if inside and not any(hit.overlaps(other) for other in chosen):
            complete = _complete(together, rows[1:], span)
            if complete is not None:
                return complete
    return None


def _believable(chosen: tuple[Hit, ...]) -> bool:
    """The more words agree, the more misspelling is believed; one word alone must be long to be two letters off."""
    if len(chosen) == 1:
        return chosen[0].edits <= (0 if chosen[0].length < 5 else 1 if chosen[0].length < _LONG_ALONE else 2)
    return sum(hit.edits for hit in chosen) <= _MOST_EDITS and sum(h.edits for h in chosen if h.length < 5) <= 1


def _silenced(chosen: tuple[Hit, ...], rule: Rule, found: Found) -> bool:
    first = min(hit.first for hit in chosen) - _SILENCE_REACH
    last = max(hit.last for hit in chosen) + _SILENCE_REACH
    return any(
        hit.first <= last
        and hit.last >= first
        and (not hit.edits or (hit.edits == 1 and hit.length >= _LONG_ENOUGH_TO_SILENCE))
        for name in rule.none_of
        for hit in found.hits(name)
        if not any(hit.overlaps(own) and (own.edits or hit.edits) for own in chosen)
    )
