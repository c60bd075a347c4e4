"""Structured wishes that no model may miss: a human please, stop writing to me, it is no emergency after all.

All are precise rather than clever (requests.txt); what they miss is the intent model's business.
"""

from __future__ import annotations

from agent.screen.fold import cap, fold, words
from agent.screen.surroundings import found_in


def wants_person(text: str) -> bool:
    """`einen Menschen bitte`, `can I talk to a real person`; not `sind Sie ein Mensch?`, not `I spoke to a person`."""
    said = _plain(text)
    if found_in("only a person").fullmatch(said):
        return True
    denied = found_in("no person").search(said) and not found_in("not with a machine").search(said)
    return bool(found_in("wants person").search(said)) and not denied


def opts_out(text: str) -> bool:
    """The whole message is a wish to hear no more; `Stopp, ich meinte Montag` is a correction."""
    return bool(found_in("opts out").fullmatch(_plain(text)))


def opts_in(text: str) -> bool:
    return bool(found_in("opts in").fullmatch(_plain(text)))


def withdraws(text: str) -> bool:
    """`doch kein Notfall`; the caller asks the screen first, for a new danger in the same breath."""
    return "?" not in text and bool(found_in("withdrawn").search(_plain(text)))


def _plain(text: str) -> str:
    return " ".join(words(fold(cap(text))).tokens)
