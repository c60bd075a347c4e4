"""Patients' names in a message, written or recognised from speech without capitals.

A name is what follows "ich heiße", "my name is", "für meinen Sohn", … , what signs a message, or — when it was
asked for — what the message consists of. Words patients use for other things are not names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from agent.embedded.features import folded
from agent.embedded.model import load
from agent.embedded.name_cues import (
    BEFORE_CUE,
    FIRST_FIRST,
    HONORIFICS,
    ONE_PART,
    OPENING,
    PARTICLES,
    SPELT,
    STOPPERS,
    STRONG,
    SURNAME_FIRST,
    TITLED,
    WEAK,
    WORD,
    first_names,
)

MOST_WORDS = 4

Span = tuple[int, int]

_CONTRACTION = re.compile(r"['’](?:ll|t|m|ve|re|d|s)$")
_CAPITALISED_PAIR = re.compile(r"(?<![\w.'’\-])([A-ZÄÖÜ][a-zäöüß]+)((?:\s+[A-ZÄÖÜ][\w'’\-]+){1,2})")


def find(text: str, *, asked: bool = False, avoid: Iterable[Span] = ()) -> list[str]:
    """The names, in the order found; `avoid` are spans already read as phones, dates or practitioners."""
    masked = _masked(text, avoid)
    found = _by_parts(masked) or [
        *_after(masked, STRONG, strong=True),
        *_after(masked, ONE_PART, strong=True),
        *_after(masked, TITLED, strong=True),
        *_after(masked, WEAK, strong=False),
        *_before_cue(masked),
        *_in_passing(masked),
    ]
    if asked:
        found = [*found, *_known_pairs(masked)] or _whole_message(masked)
    return _distinct(found + (_spelt(masked) if asked or found else []))


def beside_number(text: str) -> list[str]:
    """'Omar Bell, §§§' or 'ben schuster, 5 jahre, §§§': two words on their own in a message with a phone number."""
    for part in re.split(r"[,;.\n]|§+", text):
        words = part.split()
        plain = [folded(word) for word in words]
        if len(words) != 2 or any(not word.isalpha() or len(word) < 2 for word in plain):
            continue
        if not any(word in STOPPERS or (word in load().common_words and word not in first_names()) for word in plain):
            return [_written(words)]
    return []


def _by_parts(text: str) -> list[str]:
    for pattern in (SURNAME_FIRST, FIRST_FIRST):
        match = pattern.search(text)
        if match and not {folded(match["first"]), folded(match["last"])} & STOPPERS:
            return [_written([match["first"], match["last"]])]
    return []


def _after(text: str, cue: re.Pattern[str], *, strong: bool) -> list[str]:
    found = []
    at = 0
    while match := cue.search(text, at):
        words = _words_from(text, match.end())
        taken = _taken(words, text, strong=strong)
        loose = match[0].strip().lower() in ("for", "für", "me", "im", "by") and not _has_capitals(text)
        if taken and (strong or _looks_like_a_name(taken, text, known_only=loose)):
            found.append(_written(taken))
        at = match.end() if match.end() > at else at + 1
    return found


def _words_from(text: str, start: int) -> list[re.Match[str]]:
    """The words that follow directly, only blanks (or one comma) between them."""
    words: list[re.Match[str]] = []
    end = start
    for match in WORD.finditer(text, start):
        gap = text[end : match.start()]
        if gap.strip() not in ("", ",") or (words and words[-1][0].endswith(".") and len(words[-1][0]) > 3):
            break
        words.append(match)
        end = match.end()
        if len(words) > MOST_WORDS + 2:
            break
    return words


def _taken(words: Sequence[re.Match[str]], text: str, *, strong: bool) -> list[str]:
    taken: list[str] = []
    for number, match in enumerate(words):
        word = match[0].rstrip(".") if len(match[0]) > 2 else match[0]
        comma = "," in text[words[number - 1].end() : match.start()] if number else False
        if comma and not (len(taken) == 1 and len(words) == number + 1):
            repeated = taken and folded(word) not in STOPPERS and _nameish(word, text, first=False)
            if not (repeated and taken[-1] in [later[0].rstrip(".") for later in words[number + 1 :]]):
                break
            taken.clear()  # "Brown, Emily Brown"
        if folded(word) in HONORIFICS and not taken:
            continue
        last = number + 1 == len(words) or len(taken) == 1
        particle = folded(word) in PARTICLES and number + 1 < len(words)
        if not particle and not _nameish(word, text, first=not taken, strong=strong, last=last):
            break
        taken.append(word)
        if len(taken) == MOST_WORDS:
            break
    while taken and folded(taken[-1]) in PARTICLES:
        taken.pop()
    return taken


def _nameish(word: str, text: str, *, first: bool, strong: bool = False, last: bool = False) -> bool:
    plain = folded(word).rstrip(".")
    if plain in STOPPERS or len(plain) > 30 or _CONTRACTION.search(plain):
        return False
    if plain in first_names():
        return True
    capital = word[0].isupper()
    if _has_capitals(text) and not capital:
        return first and strong and plain not in load().common_words
    return plain not in load().common_words or (strong and capital and (first or last))


def _looks_like_a_name(taken: Sequence[str], text: str, *, known_only: bool = False) -> bool:
    if folded(taken[0]) in first_names():
        return True
    if known_only:
        return False
    full = len(taken) >= 2  # a particle counts: "van der Berg"
    if not _has_capitals(text):
        return full and not any(folded(word) in load().common_words for word in taken)
    return full and all(word[0].isupper() or folded(word) in PARTICLES for word in taken)


def _before_cue(text: str) -> list[str]:
    found = []
    for match in BEFORE_CUE.finditer(text):
        words = match["name"].split()
        while words and (folded(words[0]) in STOPPERS | HONORIFICS or not _nameish(words[0], text, first=True)):
            words.pop(0)
        named = all(_nameish(word, text, first=not at) for at, word in enumerate(words))
        if words and named and _looks_like_a_name(words, text):
            found.append(_written(words))
    return found


def _in_passing(text: str) -> list[str]:
    """'Norman Ivanov, I made a booking yesterday': a known first name and a capitalised word after it."""
    found = []
    for match in _CAPITALISED_PAIR.finditer(text):
        later = [word for word in match[2].split() if _nameish(word, text, first=False)]
        if folded(match[1]) in first_names() and later and later == match[2].split()[: len(later)]:
            found.append(_written([match[1], *later]))
    return found


def _known_pairs(text: str) -> list[str]:
    """'its bob here, bob harris' without capitals: a known first name and an unknown word."""
    if _has_capitals(text):
        return []
    words = text.split()
    pairs = itertools.pairwise(words)
    return [
        _written([first, second.rstrip(".,;!?")])
        for first, second in pairs
        if first in first_names()
        and second.rstrip(".,;!?").isalpha()
        and _nameish(second.rstrip(".,;!?"), text, first=False)
    ]


def _whole_message(text: str) -> list[str]:
    """When the name was asked for, a short message that is nothing else is the name."""
    bare = OPENING.sub("", text)
    words = _words_from(bare, len(bare) - len(bare.lstrip(" \t\n,.;:-")))
    if not words or len(words) > MOST_WORDS:
        return []
    plain = [folded(word[0]).rstrip(".") for word in words if folded(word[0]) not in PARTICLES]
    common = [word in STOPPERS or (word in load().common_words and word not in first_names()) for word in plain]
    if not plain or all(common) or any(word in STOPPERS for word in plain):
        return []
    if sum(common) and not ((len(words) == 2 and words[-1][0][0].isupper()) or plain[0] in first_names()):
        return []
    written = [word[0] for word in words]
    if len(written) > 2 and folded(written[0].rstrip(",")) == folded(written[-1]):
        written.pop(0)  # "Nowak, Piotr Nowak"
    return [_written(written)]


def _spelt(text: str) -> list[str]:
    """'M-E-Y-E-R', 's c h m i t z'."""
    return [re.sub(r"[^\w]", "", match[0]).capitalize() for match in SPELT.finditer(text)]


def _has_capitals(text: str) -> bool:
    """Whether this text uses capitals at all; speech recognition may not, and some people never do."""
    return any(letter.isupper() for letter in text[1:]) and not text.isupper()


def _written(words: Sequence[str]) -> str:
    return " ".join(_cased(word.rstrip(",;")) for word in words)


def _cased(word: str) -> str:
    plain = word.rstrip(".") if len(word) > 2 else word
    if plain.lower() in PARTICLES:
        return plain.lower()
    if plain.islower() or (plain.isupper() and len(plain) > 3):
        return "-".join(part.capitalize() for part in plain.split("-"))
    return plain


def _masked(text: str, spans: Iterable[Span]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "§" * (min(end, len(letters)) - start)
    return "".join(letters)


def _distinct(names: Sequence[str]) -> list[str]:
    """Without repetitions; a part of a longer name is not a second name."""
    kept: list[str] = []
    for name in names:
        if name and not any(set(name.split()) <= set(other.split()) for other in kept):
            kept = [other for other in kept if not set(other.split()) < set(name.split())]
            kept.append(name)
    return kept
