"""What one message means: language, intents, dates, phones, names, practitioners, specialty, urgency.

`Understander(vocabulary).understand(text, now, asked, lang)` never raises on any text and keeps nothing between
calls. Rules with certainty (STOP, a phone number, a birth date, RED) go before the classifier; they are never
its features.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

import numpy as np

from agent import screen
from agent.embedded import birth_dates, clauses, language, names, phones, signals
from agent.embedded.dates import Reading, parse
from agent.embedded.features import Floats
from agent.embedded.intents import Asked, Intent, IntentReader
from agent.embedded.model import load
from agent.embedded.practitioners import Mention, Practitioners
from agent.embedded.specialties import Specialties
from agent.embedded.vocabulary import Vocabulary
from knowledge_base.encoder import encode, sanitised
from prompts import Lang

MAX_CHARS = 1000
_BIRTH_WORDS = re.compile(r"\b(?:19|20)\d\d\b|\bgeb|\bborn|birth|\bdob\b|jahrgang|neunzehnhundert|nineteen", re.I)
_TITLE_BEFORE = re.compile(r"\b(?:dr|prof|doktor|doctor|doc|bei|zu|zum|zur|with|see)\b\.?\s*(?:frau |herrn? )?$", re.I)
LITTLE_ELSE_WORDS = 4
SHORT_WORDS = 8

Span = tuple[int, int]


class ClauseIntent(NamedTuple):
    """One clause of the message with its likeliest intent."""

    text: str
    intent: str
    p: float


@dataclass(frozen=True)
class Understanding:
    """Everything read from one message; `as_json` is the public contract."""

    text: str
    lang: Lang
    lang_p: float
    intents: tuple[Intent, ...]
    clauses: tuple[ClauseIntent, ...] = ()
    dates: tuple[Reading, ...] = ()
    phones: tuple[str, ...] = ()
    birth_date: date | None = None
    names: tuple[str, ...] = ()
    practitioner_candidates: tuple[str, ...] = ()
    specialty: str | None = None
    specialty_elsewhere: str | None = None
    negated: bool = False
    corrects: bool = False
    postpones: bool = False
    emergency: str = "NONE"

    @property
    def intent(self) -> str:
        return self.intents[0].intent

    @property
    def practitioner(self) -> str | None:
        """The practitioner meant, if only one fits."""
        return self.practitioner_candidates[0] if len(self.practitioner_candidates) == 1 else None

    def p(self, intent: str) -> float:
        return next((found.p for found in self.intents if found.intent == intent), 0.0)

    def as_json(self) -> dict[str, object]:
        return {
            "text": self.text,
            "lang": self.lang,
            "intents": [{"intent": found.intent, "p": found.p} for found in self.intents],
            "dates": [reading.as_json() for reading in self.dates],
            "phones": list(self.phones),
            "birth_date": self.birth_date.isoformat() if self.birth_date else None,
            "names": list(self.names),
            "practitioner": self.practitioner,
            "specialty": self.specialty,
            "emergency": self.emergency,
        }


@dataclass(frozen=True)
class _Entities:
    dates: tuple[Reading, ...]
    phones: tuple[phones.Phone, ...]
    birth: birth_dates.BirthDate | None
    mentions: tuple[Mention, ...]
    names: tuple[str, ...]

    @property
    def spans(self) -> list[Span]:
        dates = [(reading.start_char, reading.end_char) for reading in self.dates]
        return dates + _spans(self.phones) + _spans([self.birth] if self.birth else []) + _spans(self.mentions)


class Understander:
    """Understands the patients of one clinic; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._fallback: Lang = "de" if vocabulary.country.upper() in ("DE", "AT", "CH") else "en"
        self._reader = IntentReader()
        learned = load()
        self._practitioners = Practitioners(vocabulary.practitioners, learned.common_words)
        self._specialties = Specialties(vocabulary.specialties, learned.everyday_words)

    def understand(self, text: str, now: datetime, asked: Asked = "nothing", lang: Lang | None = None) -> Understanding:
        """`lang` is the language the conversation had so far; `asked` what we asked last."""
        text = sanitised(text, MAX_CHARS)
        emergency = screen.screen_emergency(text).level
        spoken = language.of_conversation(text, lang, self._fallback)
        found = self._entities(text, now.astimezone(self._vocabulary.zone), asked, spoken.lang)
        parts = clauses.split(text, found.spans)
        complaints = self._complaints(_masked(text, found.spans, " "))
        texts = list(dict.fromkeys([text, *parts, *complaints]))
        vectors = dict(zip(texts, encode(texts), strict=True))
        rows = self._reader.read([text, *parts], np.stack([vectors[one] for one in (text, *parts)]), asked)
        row = self._reader.message(rows[0], rows[1:], asked)
        if emergency == "NONE":
            row = self._reader.without_alarm(row)
        row = self._ruled(row, text, found, emergency, asked)
        intents = self._reader.ranked(row)
        return Understanding(
            text=text,
            lang=spoken.lang,
            lang_p=spoken.p,
            intents=intents,
            clauses=self._clauses(parts, rows[1:], intents),
            dates=found.dates,
            phones=tuple(phone.e164 for phone in found.phones),
            birth_date=found.birth.value if found.birth else None,
            names=found.names,
            practitioner_candidates=tuple(mention.practitioner_id for mention in found.mentions),
            specialty=self._specialty(text, [vectors[one] for one in complaints], intents, asked, found.names),
            specialty_elsewhere=self._specialties.elsewhere(text),
            negated=bool(signals.NEGATION.search(text)),
            corrects=bool(signals.CORRECTION.search(text)),
            postpones=bool(signals.POSTPONEMENT.search(text)),
            emergency=emergency,
        )

    def _entities(self, text: str, now: datetime, asked: Asked, lang: Lang) -> _Entities:
        read = parse(text, now, lang)
        spans = [(reading.start_char, reading.end_char) for reading in read]
        rung = phones.find(text, self._vocabulary.country, lang, avoid=spans, asked=asked == "phone")
        birth = birth_dates.find(_masked(text, _spans(rung)), now.date(), asked=asked == "birth_date")
        if birth and asked != "birth_date" and not _BIRTH_WORDS.search(text):
            birth = None  # "21.10. 10 Uhr" is an appointment
        taken = _spans(rung) + _spans([birth] if birth else [])
        dates = tuple(r for r in read if not any(r.start_char < end and start < r.end_char for start, end in taken))
        dates = _not_surnames(dates, names.find(text, asked=asked == "name", avoid=taken))
        days = [(reading.start_char, reading.end_char) for reading in dates]
        said = self._practitioners.mentions(_masked(text, taken), asked=asked == "practitioner")
        own = names.find(text, asked=asked == "name", avoid=taken + days)
        mentions = tuple(mention for mention in said if not _is_own_name(mention, own, text, asked))
        avoid = taken + _spans(mentions) + days
        called = tuple(names.find(text, asked=asked == "name", avoid=avoid))
        if rung and not called:
            called = tuple(names.beside_number(_masked(text, avoid)))
        return _Entities(dates, tuple(rung), birth, mentions, called)

    def _ruled(self, row: Floats, text: str, found: _Entities, emergency: str, asked: Asked) -> Floats:
        """What rules know for certain; the later rule is the stronger."""
        others = _words_outside(text, found.spans)
        little_else = len(others) <= LITTLE_ELSE_WORDS
        rules = (
            (not re.search(r"\w", text), "oos", 0.9),
            (bool(signals.POSTPONEMENT.search(text)) and len(others) <= SHORT_WORDS, "no", 0.6),
            (bool(found.dates) and not found.mentions and signals.only_when(text, others), "choose_slot", 0.6),
            (asked == "confirm" and bool(signals.YES.match(text)), "yes", 0.6),
            (asked == "confirm" and bool(signals.NO.match(text)), "no", 0.6),
            (asked == "name" and bool(found.names), "give_name", 0.7 if little_else else 0.4),
            (bool(found.birth) and (little_else or asked == "birth_date"), "give_dob", 0.9),
            (bool(found.phones) and (little_else or asked == "phone"), "give_phone", 0.9),
            (screen.wants_person(text), "human", 0.8),
            (screen.opts_out(text), "opt_out", 0.97),
            (emergency == "RED", "emergency", 0.99),
        )
        for holds, intent, to in rules:
            if holds:
                row = self._reader.raised(row, intent, to)
        return row

    def _clauses(self, parts: Sequence[str], rows: Floats, intents: Sequence[Intent]) -> tuple[ClauseIntent, ...]:
        if len(parts) == 1:
            return (ClauseIntent(parts[0], *intents[0]),)
        return tuple(ClauseIntent(part, *self._reader.ranked(row)[0]) for part, row in zip(parts, rows, strict=True))

    def _complaints(self, text: str) -> list[str]:
        """What may name a complaint: the message, its clauses, and the gist of each."""
        wordings = [text, *clauses.split(text)]
        gists = {one: self._specialties.gist(one) for one in wordings}
        return list(dict.fromkeys(form for one in wordings if len(gists[one]) > 3 for form in (one, gists[one])))

    def _specialty(
        self, text: str, vectors: Sequence[Floats], intents: Sequence[Intent], asked: Asked, people: Sequence[str]
    ) -> str | None:
        """By meaning only where somebody may be speaking of what ails them."""
        likely = {found.intent for found in intents[:2] if found.p >= 0.15}
        ails = asked in ("reason", "practitioner") or likely & {
            "book",
            "which_doctor",
            "emergency",
            "availability",
        }
        return self._specialties.meant(text, vectors) if ails else self._specialties.named(_without(people, text))


class _Placed(Protocol):
    """Something found at a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _spans(found: Iterable[_Placed]) -> list[Span]:
    return [(one.start, one.end) for one in found]


def _masked(text: str, spans: Iterable[Span], filler: str = "§") -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = filler * (end - start)
    return "".join(letters)


def _not_surnames(dates: Sequence[Reading], people: Sequence[str]) -> tuple[Reading, ...]:
    """Anna Sonntag is not coming on Sunday, Karl Abeld not in the evening."""
    surnames = {word.casefold() for name in people if len(name.split()) > 1 for word in name.split()[1:]}
    return tuple(reading for reading in dates if reading.text.casefold() not in surnames)


def _without(people: Sequence[str], text: str) -> str:
    """The text without patients' names: Herr Husten has no cough, Ben Schuster no shoulder."""
    for word in {word for name in people for word in name.split() if len(word) > 1}:
        text = re.sub(rf"\b{re.escape(word)}\b", " ", text, flags=re.I)
    return text


def _is_own_name(mention: Mention, own: Sequence[str], text: str, asked: Asked) -> bool:
    """'I'm Sarah Weber' is a patient, even where there is a Dr. Weber."""
    surname = text[mention.start : mention.end]
    if len(surname.split()) > 1 or _TITLE_BEFORE.search(text[: mention.start]):
        return False
    full = any(len(name.split()) > 1 and name.split()[-1].casefold() == surname.casefold() for name in own)
    return full or (asked == "name" and bool(own))


def _words_outside(text: str, spans: Iterable[Span]) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", _masked(text.lower(), spans, " ")))
