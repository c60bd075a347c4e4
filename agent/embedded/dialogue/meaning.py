"""What a message means in its place: intents, picks and facts, read against what we asked and offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.embedded.choices import Offer, chosen
from agent.embedded.dates import Reading
from agent.embedded.dialogue.cues import cues
from agent.embedded.dialogue.visit_types import named_visit_type
from agent.embedded.signals import YES
from agent.embedded.understanding import Understanding
from agent.state import Heard
from domain.clinic import Clinic
from memory import Brief

ACT = 0.45
"""An intent this likely is acted on."""
CLAUSE = 0.55
"""A second wish in another clause must be clearer."""
DOUBTED_CLAUSE = 0.85
"""And clearer still where it asks for what is unlikely here."""
UNSURE = 0.28
"""Below this nothing is understood."""
_WITHOUT_APPOINTMENT = {"reschedule": 0.3, "cancel": 0.3, "my_appointment": 0.3}
_WHOLE_ONLY = frozenset({"human", "opt_out", "oos", "emergency", "complaint", "ask_bot"})
"""Intents a fragment of a message is not believed on."""
_BY_WORD = {
    "ask_bot": re.compile(
        r"\b(ro)?bot\b|comput|maschine|mensch|human|real person|\bki\b|\bai\b|künstlich|echte|wer (bist|sind)|who are"
    ),
    "human": re.compile(
        r"mensch|person|mitarbeit|jemand(em)?\b.*(sprechen|reden)|human|someone|somebody|reception|empfang|kolleg|staff"
        r"|team|operator|verbinden|talk to|speak|sprechen|anrufen|zurückruf|rückruf|rufen|call me|ring me|call back"
    ),
}
"""Intents believed only with a word for them in the message."""
_SURE_NAME = 0.8
_FEW_WORDS = 6
ABOUT_CLINIC = frozenset(
    {"opening_hours", "directions", "prices", "preparation", "insurance", "which_doctor", "prescription"}
)
"""Intents that ask the clinic something."""
CLOSE = 0.12
"""Two intents nearer than this are asked about."""


_MONTHS = (
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    "|january|february|march|may|june|july|october|december"
)
_EXACT_DAY = re.compile(rf"\d\s*(\.|st|nd|rd|th|/)|woche|week|morgen|tomorrow|heute|today|{_MONTHS}")
"""What makes a day a certain one, not just any of that name."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A message in its place. `intents` are those to act on; `top` is the likeliest whether or not it is clear."""

    text: str
    payload: str | None
    intents: frozenset[str]
    top: str
    top_p: float
    second: str
    second_p: float
    cues: frozenset[str]
    clauses: tuple[tuple[str, str], ...]
    """Each clause with its likeliest intent, when that is clear."""
    picks: tuple[int, ...]
    readings: tuple[Reading, ...]
    practitioner: str | None
    candidates: tuple[str, ...]
    specialty: str | None
    specialty_elsewhere: str | None
    """A kind of specialist the clinic does not have."""
    visit_type: str | None
    name: str | None
    names: tuple[str, ...]
    phone: str | None
    birth_date: str | None

    def has(self, *names: str) -> bool:
        return any(name in self.intents for name in names)

    def cue(self, *names: str) -> bool:
        return any(name in self.cues for name in names)

    def target(self, kind: str) -> str | None:
        """The id in a button's payload `kind:id`."""
        if self.payload and self.payload.startswith(f"{kind}:"):
            return self.payload.partition(":")[2]
        return None

    @property
    def only_details(self) -> bool:
        """Who, how to reach them or when – and nothing of what it is about."""
        told = self.name or self.phone or self.birth_date or self.readings
        return bool(told) and not (self.specialty or self.visit_type) and len(self._other_words()) <= _FEW_WORDS

    def _other_words(self) -> list[str]:
        named = (self.name or "").casefold().split()
        spans = [(reading.start_char, reading.end_char) for reading in self.readings]
        letters = "".join(c for i, c in enumerate(self.text) if not any(a <= i < b for a, b in spans))
        return [word for word in re.findall(r"[^\W\d_]+", letters.casefold()) if word not in named]

    @property
    def yes(self) -> bool:
        return self.payload == "yes" or (self.payload is None and self.has("yes") and not self.has("no"))

    @property
    def clear_yes(self) -> bool:
        """A yes in so many words: what it brings about cannot be undone, and no model is asked whether it sounds so."""
        said = bool(YES.match(self.text)) or self.cue("go_ahead")
        return self.payload == "yes" or (said and self.payload is None and not self.no and not self.cue("keep_it"))

    @property
    def no(self) -> bool:
        return self.payload == "no" or (self.payload is None and self.has("no"))


def mean(heard: Heard, start: Brief, clinic: Clinic) -> Meaning:
    """Read the patient's words against the state the turn began in."""
    u = heard.understanding
    ranked = _ranked(u, start)
    naming, typed = _is_naming(u, start), heard.payload is None
    found = cues(heard.text) if heard.payload is None else frozenset()
    if u.postpones:
        found |= {"think"}
    return Meaning(
        text=heard.text,
        payload=heard.payload,
        intents=_intents(u, ranked, start) if heard.payload is None else frozenset(),
        top=ranked[0][0],
        top_p=ranked[0][1],
        second=ranked[1][0],
        second_p=ranked[1][1],
        cues=found,
        clauses=tuple((clause.text, clause.intent) for clause in u.clauses if clause.p >= CLAUSE),
        picks=_picks(heard, start, clinic),
        readings=tuple(u.dates) if heard.payload is None else (),
        practitioner=None if naming else u.practitioner,
        candidates=() if naming else tuple(u.practitioner_candidates),
        specialty=None if naming else u.specialty,
        specialty_elsewhere=u.specialty_elsewhere if heard.payload is None else None,
        visit_type=None if naming else named_visit_type(heard.text, clinic),
        name=(u.names[0] if u.names else None) if typed else None,
        names=tuple(u.names) if typed else (),
        phone=(u.phones[0] if u.phones else None) if typed else None,
        birth_date=u.birth_date.isoformat() if u.birth_date and typed else None,
    )


def _ranked(u: Understanding, start: Brief) -> list[tuple[str, float]]:
    """The intents in the light of what is there: without an appointment, moving or cancelling one is unlikely."""
    doubt = _doubted(start)
    weighed = [(name, p * doubt.get(name, 1.0)) for name, p in u.intents]
    whole = sum(p for _, p in weighed) or 1.0
    ranked = sorted(((name, p / whole) for name, p in weighed), key=lambda pair: -pair[1])
    return [*ranked, ("oos", 0.0), ("oos", 0.0)]


def _doubted(start: Brief) -> dict[str, float]:
    return {} if start.appointments else _WITHOUT_APPOINTMENT


def _intents(u: Understanding, ranked: Sequence[tuple[str, float]], start: Brief) -> frozenset[str]:
    """The likeliest intent of the whole, and what other clauses clearly say besides."""
    clear = {name for name, p in ranked[:1] if p >= ACT}
    doubt = _doubted(start)
    for clause in u.clauses:
        enough = DOUBTED_CLAUSE if clause.intent in doubt else CLAUSE
        if clause.p >= enough and clause.intent not in _WHOLE_ONLY:
            clear.add(clause.intent)
    said = u.text.casefold()
    return frozenset(name for name in clear if name not in _BY_WORD or _BY_WORD[name].search(said))


def _picks(heard: Heard, start: Brief, clinic: Clinic) -> tuple[int, ...]:
    offers = start.enquiry.offers if start.enquiry else ()
    if not offers or heard.payload is not None:
        return ()
    slots = [Offer(o.slot.start.astimezone(clinic.zone), o.slot.practitioner_id) for o in offers]
    u = heard.understanding
    now = start.now.astimezone(clinic.zone)
    picked = chosen(heard.text, u.lang, slots, now=now, readings=u.dates, practitioner_ids=u.practitioner_candidates)
    return tuple(index for index in picked if _on_named_days(slots[index], u.dates))


def _on_named_days(slot: Offer, readings: Sequence[Reading]) -> bool:
    """A day named by its date ("the 23rd", "next week") is that day, not another of the same name."""
    day = slot.start.date()
    exact = [r for r in readings if not r.negated and _EXACT_DAY.search(r.text.casefold())]
    return all(r.date_from <= day <= r.date_to for r in exact if r.date_from and r.date_to)


def _is_naming(u: Understanding, start: Brief) -> bool:
    """A name we asked for is a name, even where it sounds like a complaint ("Al-Rashid") or a colleague."""
    if start.asked in ("name", "patient_name"):
        return bool(u.names) and u.intent in ("give_name", "give_phone")
    return bool(u.names) and u.p("give_name") >= _SURE_NAME
