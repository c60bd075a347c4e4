"""Is what was named over? `had … last year`, `but it is gone now`; never `since yesterday`, never hearsay."""

from __future__ import annotations

import re
from functools import cache

from agent.screen.fold import Words, pattern
from agent.screen.rules import Match
from agent.screen.surroundings import expressions, found_in

# A poison or a wish to die is not over because it was last night.
_ONLY_LONG_AGO = frozenset({"poisoning", "suicide"})
# `Her speech is gone`, `die Luft ist weg`: here gone is the danger itself.
_GONE_IS_DANGER = frozenset({"breathing", "stroke", "unconscious"})
_CLAUSES_ONWARD = 2


def is_past(match: Match, text: Words) -> bool:
    if match.rule.kind not in _ONLY_LONG_AGO and _is_over(match, text):
        return True
    clause = text.clause_text({text.clauses[p] for p in match.positions})
    if re.search(rf"\b{expressions('since')}", clause) or found_in("now").search(clause):
        return False
    if found_in("long ago").search(clause) or _in_a_year(clause):
        return True
    lately = found_in("lately").search(clause) and found_in("past verb").search(clause)
    return bool(lately) and match.rule.kind not in _ONLY_LONG_AGO


def _in_a_year(clause: str) -> bool:
    """`in 2019`, but not the year of a date somebody wants."""
    months = pattern(rf"({expressions('month')}|\d+) $")
    return any(not months.search(clause[: year.start()]) for year in found_in("year").finditer(clause))


def _is_over(match: Match, text: Words) -> bool:
    """In the same clause, or with a mere pronoun in the next two."""
    last = text.clauses[match.positions[-1]]
    own = _recovered() if match.rule.kind in _GONE_IS_DANGER else _recovered_or_gone()
    for clause in dict.fromkeys(text.clauses[match.positions[0] :]):
        if clause > last + _CLAUSES_ONWARD:
            break
        said = text.clause_text({clause})
        over = (own if clause <= last else _mere_pronoun_is_over()).search(said)
        not_yet = over and re.search(rf"\b{expressions('not yet')} (\w+ )?$", said[: over.start()])
        if over and not not_yet and not found_in("hearsay").search(said):
            return True
    return False


@cache
def _recovered() -> re.Pattern[str]:
    return pattern(rf"\b{expressions('recovered')}")


@cache
def _recovered_or_gone() -> re.Pattern[str]:
    return pattern(rf"\b({expressions('recovered')}|{expressions('gone')})")


@cache
def _mere_pronoun_is_over() -> re.Pattern[str]:
    return pattern(rf"^({expressions('pronouns')} )*({expressions('recovered')}|{expressions('gone')})")
