"""Cuts a message into clauses, so that several wishes in one message can each be heard."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

Span = tuple[int, int]

_BOUNDARY = re.compile(
    r"(?<=[?!;\n])\s*|(?<=[^\W\d]{2}\.)\s+|,\s+|\s+[-–—]\s+"
    r"|\s+(?=(?:und|and|aber|but|außerdem|also|dann|oder|sowie|plus)\s)",
    re.I,
)
_JOINERS = re.compile(r"^(?:und|and|aber|but|außerdem|also|dann|then|oder|or|sowie|plus|auch)\s+", re.I)
_WORD = re.compile(r"\w+")
_ABBREVIATED = re.compile(r"\b(?:dr|prof|hr|fr|mr|mrs|ms|st|nr|tel|geb|ca|bzw|usw|evtl|str)\.$", re.I)
_SHORTEST_WORDS = 3
_MOST = 6
_SOCIAL_OR_ANSWER = re.compile(
    r"^(?:ja|jo|jep|yes|yeah|yep|ok(?:ay)?|nein|nee|nö|no|nope|hallo|hi|hello|hey|moin|servus|"
    r"guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening)|danke|vielen dank|thanks|thank you|"
    r"tschüss|bye|stopp?)\b\W*$",
    re.I,
)


def split(text: str, keep_whole: Iterable[Span] = ()) -> list[str]:
    """Clauses in order; one-word answers and greetings stand alone, other scraps join their neighbour."""
    whole = list(keep_whole)
    cuts = [0]
    for match in _BOUNDARY.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end in whole)
        if not inside and not _ABBREVIATED.search(text, 0, match.start()):
            cuts.append(match.end())
    cuts.append(len(text))
    pieces = [text[start:end].strip(" ,;\n") for start, end in itertools.pairwise(cuts)]
    return _joined([piece for piece in pieces if _WORD.search(piece)])[:_MOST]


def _joined(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        alone = _SOCIAL_OR_ANSWER.match(piece)
        short = len(_WORD.findall(_JOINERS.sub("", piece))) < _SHORTEST_WORDS
        if joined and short and not alone and not _SOCIAL_OR_ANSWER.match(joined[-1]):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(_JOINERS.sub("", piece) if joined else piece)
    return joined
