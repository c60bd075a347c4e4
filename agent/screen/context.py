"""What stands around a dangerous word and lowers it: denied, past, the name of a clinic, somebody's talk, an idiom.

Lowering is narrow on purpose. What a caller adds about rules, about who said what, or about not wanting to
trouble anybody never lowers anything.
"""

from __future__ import annotations

import re
from typing import Literal

from agent.screen.fold import Words, pattern
from agent.screen.found import Found
from agent.screen.past import is_past
from agent.screen.rules import Match
from agent.screen.surroundings import expressions, found_in

Level = Literal["RED", "AMBER", "NONE"]

_BRIDGE_LENGTH = 4
_NAME_LENGTH = 3
_SURE_LENGTH = 8


def without_idioms(folded: str) -> str:
    return found_in("idioms").sub(" ; ", folded)


def level_of(match: Match, text: Words, found: Found) -> Level:
    """RED for a symptom now or unqualified; lower only for what context.txt names."""
    if _names_a_service(match, text, found):
        return "NONE"
    denied = _denied(match, text)
    if match.rule.strength == "AMBER":
        return "NONE" if denied and match.rule.kind != "medication" else "AMBER"
    if denied:
        return "NONE" if match.rule.all_of == ("emergency",) else "AMBER"
    clause = _clause(match, text)
    if is_past(match, text) or _told_of_another(match, text) or found_in("asks for a service").search(clause):
        return "AMBER"
    return "RED"


def _clause(match: Match, text: Words, further: int = 0) -> str:
    own = {text.clauses[p] for p in match.positions}
    return text.clause_text(own | {max(own) + i for i in range(1, further + 1)})


def _before(match: Match, text: Words) -> str:
    """The words of the same clause that lead up to the match."""
    first = match.positions[0]
    start = text.clauses.index(text.clauses[first])
    return " ".join(text.tokens[start:first]) + " "


def _names_a_service(match: Match, text: Words, found: Found) -> bool:
    """`stroke clinic`, `Schlaganfall-Nachsorge`, `follow-up after his heart attack`: an appointment, not an event."""
    if match.rule.kind == "medication" or len(match.positions) > _NAME_LENGTH:
        return False
    last = match.positions[-1]
    for hit in found.hits("service"):
        sure = hit.edits == 0 or (hit.edits == 1 and hit.length >= _SURE_LENGTH)
        if hit.first == last + 1 and sure and text.clauses[hit.first] == text.clauses[last]:
            return True
    current = found_in("now").search(_clause(match, text)) or is_past(match, text)
    leads_up = re.search(rf"\b{expressions('service before')}$", _before(match, text))
    return match.rule.strength == "NAMED" and bool(leads_up) and not current


def _denied(match: Match, text: Words) -> bool:
    """`no chest pain`, `my chest doesn't hurt`, `Brustschmerzen habe ich nicht`; never the `not` of the symptom."""
    tokens, last = text.tokens, match.positions[-1]
    if _denied_before(match, text):
        return True
    own_not = any(_is("negator", tokens[p]) or tokens[p] == "nicht" for p in match.positions)
    just_before = tokens[last - 1] if last > match.positions[0] and last - 1 not in match.positions else ""
    if not own_not and (just_before == "nicht" or _is("negator", just_before)):
        return True
    return bool(pattern(expressions("denied after")).match(" ".join(tokens[last + 1 : last + 5])))


def _denied_before(match: Match, text: Words) -> bool:
    first = match.positions[0]
    for position in range(first - 1, max(first - 1 - _BRIDGE_LENGTH, -1), -1):
        token = text.tokens[position]
        if text.clauses[position] != text.clauses[first]:
            return False
        if _is("negator", token):
            only = text.tokens[position + 1] in {"only", "just", "nur"}
            return not only and not _all_the_more(token, match, text)
        if not _is("negated bridge", token):
            return False
    return False


def _all_the_more(negator: str, match: Match, text: Words) -> bool:
    """`I've never had chest pain like this`, `can't walk without chest pain` deny nothing."""
    around = " ".join(t for p, t in enumerate(text.tokens) if p not in match.positions)
    return negator in {"never", "nie", "without", "ohne"} and bool(found_in("all the more").search(around))


def _is(section: str, token: str) -> bool:
    return found_in(section).fullmatch(token) is not None


def _told_of_another(match: Match, text: Words) -> bool:
    onward = _clause(match, text, further=1) + " " + " ".join(text.tokens[: match.positions[0]])
    return (
        match.rule.kind == "suicide"
        and found_in("talk").search(onward) is not None
        and found_in("somebody else").search(onward) is not None
    )
