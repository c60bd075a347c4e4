"""Words as people really write them: compounds ("Mittwochnachmittag") and typing errors ("nächtsen dienstag")."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

# Only these words are worth guessing: long, frequent, and unlike ordinary words.
_REPAIRABLE = ("WD", "MO", "R0", "R1", "R2", "NEXT", "Pvormittag", "Pafternoon", "Pmorning", "Pevening", "WEEK")
_TOO_COMMON = {"march", "april"}  # "match", "watch"
# Ordinary words one slip away from a date word.
_ORDINARY = frozenset(
    ("dienst evening heutige mittel modern monate montage morden morgan morten morton sonst weaker").split()
)


def repairable(words: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    single = (key[0] for key, symbols in words.items() if len(key) == 1 and symbols.startswith(_REPAIRABLE))
    return tuple(sorted(word for word in single if len(word) >= 5 and word not in _TOO_COMMON))


def repair(word: str, candidates: Iterable[str]) -> str:
    """The date word this one is a slip of (same first letter; one slip, two in a long word), or nothing."""
    if not 5 <= len(word) <= 14 or word in _ORDINARY:
        return ""
    best, best_distance = "", (1 if len(word) < 8 else 2) + 1
    for candidate in candidates:
        if candidate[0] == word[0] and abs(len(candidate) - len(word)) < best_distance:
            distance = OSA.distance(word, candidate, score_cutoff=best_distance - 1)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


def split_compound(word: str, words: Mapping[tuple[str, ...], str]) -> str:
    """Symbols of a day and a part of day, or a month and its week, written as one word; or nothing."""
    for cut in range(5, len(word) - 3):
        head, tail = words.get((word[:cut],), ""), words.get((word[cut:],), "")
        if head.startswith(("WD", "R0", "R1")) and re.match("P[a-z]", tail):
            return f"{head.replace('WDP', 'WD')} {tail}"
        if head.startswith("MO") and tail == "WEEK":
            return f"WEEK OF {head}"
    return ""
