"""Which of the clinic's practitioners a message names, typos and homophones included.

`mentions` returns every practitioner that fits: "Dr. Schmit" is both Schmidt and Schmitt, and the dialogue asks.
With a title or "bei/with" before it a name may be further off than without.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from agent.embedded.vocabulary import PractitionerName

AFTER_TITLE = 0.82
AFTER_PREPOSITION = 0.9
WITHOUT_CUE = 0.93


class Mention(NamedTuple):
    practitioner_id: str
    score: float
    start: int
    end: int


_TITLES = {
    "dr", "doktor", "doctor", "doc", "prof", "professor", "frau", "herr", "herrn", "mr", "mrs", "ms", "miss", "med",
    "frl", "dres", "doktorin",
}  # fmt: skip
_PREPOSITIONS = {"bei", "beim", "zu", "zum", "zur", "von", "mit", "fuer", "with", "for", "see", "to", "by"}
_PARTICLES = {"van", "von", "de", "der", "den", "la", "le", "di", "da", "el", "al", "o", "mc"}
# Surnames that are words first: without a title they must be written like a name.
_EVERYDAY = frozenset(
    "young long king white black green gray grey brown short small little rich wise good best strong stark "
    "frank may march price day hall wood stone lake hill bush field park street bell fox rose cook baker mason "
    "braun weiss schwarz klein gross lang kurz jung alt winter sommer herbst sonntag freitag montag koch bauer "
    "richter wolf fuchs vogel busch kraft ernst engel kaiser koenig haas roth sauer scharf froh spaeth morgen "
    "abend stein berg bach".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SHORT = 3


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """'Yıldız', 'Krüger', "O'Connor" as patients type them: yildiz, krueger, oconnor."""
    lower = word.lower().replace("ı", "i").replace("ß", "ss")
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("æ", "ae"), ("ł", "l"), ("đ", "d")):
        lower = lower.replace(umlaut, plain)
    bare = unicodedata.normalize("NFKD", lower)
    return "".join(letter for letter in bare if letter.isalnum())


@lru_cache(maxsize=8192)
def _loose(word: str) -> str:
    """'krueger' and 'kruger' alike."""
    return re.sub(r"([aou])e", r"\1", folded(word))


_KOELN = [
    (re.compile(r"ph"), "f"), (re.compile(r"[dt](?=[csz])"), "8"), (re.compile(r"^c(?=[ahkloqrux])"), "4"),
    (re.compile(r"(?<![sz])c(?=[ahkoqux])"), "4"), (re.compile(r"c"), "8"), (re.compile(r"(?<=[ckq])x"), "8"),
    (re.compile(r"x"), "48"), (re.compile(r"[aeijouy]"), "0"), (re.compile(r"[bp]"), "1"), (re.compile(r"[dt]"), "2"),
    (re.compile(r"[fvw]"), "3"), (re.compile(r"[gkq]"), "4"), (re.compile(r"l"), "5"), (re.compile(r"[mn]"), "6"),
    (re.compile(r"r"), "7"), (re.compile(r"[sz]"), "8"), (re.compile(r"[^0-8]"), ""),
]  # fmt: skip


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Kölner Phonetik: Meier, Mayer and Maier are all 67."""
    code = folded(word)
    for pattern, digit in _KOELN:
        code = pattern.sub(digit, code)
    code = re.sub(r"(.)\1+", r"\1", code)
    return code[:1] + code[1:].replace("0", "")


class Practitioners:
    """The clinic's practitioners by their surnames, full names and aliases."""

    def __init__(self, names: Iterable[PractitionerName], common_words: frozenset[str] = frozenset()) -> None:
        self._common = frozenset(folded(word) for word in common_words)
        self._forms: list[tuple[str, tuple[str, ...]]] = []
        for practitioner in names:
            for written in (practitioner.name, *practitioner.aliases):
                words = [word for word in _WORD.findall(written) if folded(word) not in _TITLES]
                for form in {tuple(words), tuple(_surname(words))}:
                    if form:
                        self._forms.append((practitioner.id, form))

    def mentions(self, text: str, *, asked: bool = False) -> list[Mention]:
        """Best first; several practitioners at one place in the text mean that the patient must choose."""
        words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
        found: list[Mention] = []
        for at in range(len(words)):
            if folded(words[at][0]) not in _TITLES:
                found += self._at(words, at, asked)
        return _settled(found)

    def _at(self, words: list[tuple[str, int, int]], at: int, asked: bool) -> list[Mention]:
        needed = self._needed(words, at, asked)
        found = []
        for practitioner_id, form in self._forms:
            said = words[at : at + len(form)]
            if len(said) == len(form):
                scores = [_alike(one[0], other) for one, other in zip(said, form, strict=True)]
                if min(scores) >= needed and not self._everyday(said, needed, min(scores)):
                    bonus = 0.02 * (len(form) - 1)
                    found.append(Mention(practitioner_id, min(scores) + bonus, said[0][1], said[-1][2]))
        return found

    def _everyday(self, said: list[tuple[str, int, int]], needed: float, score: float) -> bool:
        """'young' is a word before it is a colleague."""
        word = said[0][0]
        if len(said) > 1 or needed <= AFTER_TITLE:
            return False
        if folded(word) in _EVERYDAY:
            return not word[0].isupper()
        return folded(word) in self._common and score < 1

    def _needed(self, words: list[tuple[str, int, int]], at: int, asked: bool) -> float:
        before = folded(words[at - 1][0]) if at else ""
        if before in _PARTICLES and at > 1:
            before = folded(words[at - 2][0])
        if before in _TITLES or asked:
            return AFTER_TITLE
        return AFTER_PREPOSITION if before in _PREPOSITIONS or len(words) == 1 else WITHOUT_CUE


def _surname(words: list[str]) -> list[str]:
    """The last word with its particles: 'van der Heyde', 'Phillips'."""
    start = len(words) - 1
    while start > 0 and folded(words[start - 1]) in _PARTICLES:
        start -= 1
    return words[start:]


@lru_cache(maxsize=16384)
def _alike(said: str, name: str) -> float:
    one, other = folded(said), folded(name)
    if one == other or _loose(said) == _loose(name) or one == other + "s":
        return 1.0
    if min(len(one), len(other)) <= _SHORT:
        return 0.0  # "Lee" is one letter from half the dictionary
    if sound(one) == sound(other) and len(sound(one)) > 1 and _begin_alike(one, other):
        return max(0.92, JaroWinkler.similarity(one, other))
    if OSA.distance(one, other) > max(1, len(other) // 4):
        return 0.0
    return JaroWinkler.similarity(one, other)


def _begin_alike(one: str, other: str) -> bool:
    """'Fieber' sounds like 'Weber' to the code; 'Filips' and 'Phillips' really are alike."""
    return one.replace("ph", "f")[0] == other.replace("ph", "f")[0]


def _settled(found: list[Mention]) -> list[Mention]:
    """Per practitioner the best mention; where one name is spelt exactly, near misses at that place go."""
    best: dict[str, Mention] = {}
    for mention in found:
        if mention.practitioner_id not in best or mention.score > best[mention.practitioner_id].score:
            best[mention.practitioner_id] = mention
    kept = [
        mention
        for mention in best.values()
        if not any(
            (other.start < mention.end and mention.start < other.end and other.score >= 1 > mention.score)
            or (other.start <= mention.start and mention.end <= other.end and other.score > mention.score >= 1)
            for other in best.values()
        )
    ]
    return sorted(kept, key=lambda mention: (-mention.score, mention.start))
