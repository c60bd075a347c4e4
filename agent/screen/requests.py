"""Structured wishes that no model may miss: a human please, stop writing to me, it is no emergency after all.

All are precise rather than clever (requests.txt); what they miss is the intent model's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent.screen.fold import cap, fold, words
from agent.screen.surroundings import found_in

# One alone may be no answer to the question; two together are the patient's word that it is none.
_SIGNS: Final = ("not now", "back then", "cleared", "only booking")
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?\n]*")


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
    """`doch kein Notfall`, `that was last week, I'm fine`; the caller asks the screen first, for a new danger.

    Playing it down in another's name, or saying that it is back, withdraws nothing.
    """
    said = _plain("; ".join(_stated(text)))
    if found_in("not withdrawn").search(said):
        return False
    signs = [sign for sign in _SIGNS if found_in(sign).search(said)]
    return bool(found_in("withdrawn").search(said)) or len(signs) > 1


def _stated(text: str) -> Iterator[str]:
    """What is said and not asked: `kein Notfall, kann ich buchen?` says something, `das ist keiner, oder?` does not."""
    for sentence in _SENTENCE.findall(cap(text)):
        *parts, last = sentence.split(",")
        if "?" not in sentence:
            yield sentence
        elif not found_in("tag").fullmatch(_plain(last)):
            yield from (part for part in parts if not found_in("asks").match(_plain(part)))


def _plain(text: str) -> str:
    return " ".join(words(fold(cap(text))).tokens)
