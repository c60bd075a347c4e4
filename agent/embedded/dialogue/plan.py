"""Reads a message once: what to remember, what to note, what to ask the clinic — and the aim of the reply.

The aim is decided by one table, `_RULES`: the first rule that holds names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from agent.embedded.dialogue import changes, notes, questions
from agent.embedded.dialogue.meaning import UNSURE, Meaning, mean
from agent.embedded.dialogue.wishes import wished
from agent.state import Heard
from domain.clinic import Clinic
from memory import Brief

Aim = Literal[
    "stopped", "human", "confirmed", "declined", "drop", "think", "cancel", "list", "move", "take", "which_offer",
    "book", "topic", "answer", "pass_on", "complaint", "ask_bot", "thanks", "goodbye", "greeting", "contact",
    "unclear_contact", "keep", "silence", "unknown_doctor", "which_practitioner", "lifted", "off_topic",
    "close_call", "unsure",
]  # fmt: skip
BOOKING_AIMS = frozenset({"book", "move", "take", "which_offer"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A call the plan makes before anything is said."""

    tool: str
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the message asks of us: the calls to make first, then the aim."""

    aim: Aim
    meaning: Meaning
    calls: tuple[Planned, ...] = ()
    slot_id: str | None = None
    """Picked by this message."""
    appointment_id: str | None = None
    """The appointment this message is about."""
    when: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A message in its place: what it means, the brief the turn began with, the clinic."""

    meaning: Meaning
    start: Brief
    clinic: Clinic

    @property
    def doing(self) -> object:
        """What our last question was about, when it was a yes/no question."""
        return self.start.asked_data.get("do")

    @property
    def busy(self) -> bool:
        """Whether a booking or move is under way."""
        enquiry = self.start.enquiry
        return enquiry is not None and enquiry.wish in ("book", "move")

    @property
    def offered(self) -> bool:
        return bool(self.start.enquiry and self.start.enquiry.offers)


def make_plan(start: Brief, heard: Heard, clinic: Clinic) -> Plan:
    """Pure: the same message in the same place is always planned alike."""
    place = Place(mean(heard, start, clinic), start, clinic)
    aim = next(aim for aim, holds in _RULES if holds(place))
    meaning = place.meaning
    when = wished(meaning.readings)
    appointment_id = changes.target(place, aim)
    calls = [
        *notes.contact_calls(place, aim),
        *notes.enquiry_calls(place, aim, appointment_id),
        *questions.question_calls(place, aim),
    ]
    return Plan(
        aim=aim,
        meaning=meaning,
        calls=tuple(Planned(tool, args) for tool, args in calls),
        slot_id=_slot(place),
        appointment_id=appointment_id,
        when=when,
    )


_CHANGES = ("reschedule", "cancel", "my_appointment")
_PLAIN_YES = re.compile(r"\W*(ja|jo|gern|ok|passt|yes|yeah|yep|sure|please)\b", re.I)
_ASIDE = re.compile(r"\w[.!;,]\s+\S[^?]*\?")
"""A question that comes after another sentence."""


def _slot(place: Place) -> str | None:
    meaning, start = place.meaning, place.start
    if meaning.target("slot"):
        return meaning.target("slot")
    if place.doing == "take" and meaning.yes:
        return str(start.asked_data.get("slot_id"))
    if len(meaning.picks) == 1 and start.enquiry:
        return start.enquiry.offers[meaning.picks[0]].id
    return None


def _booking_words(place: Place) -> bool:
    """Whether the message carries anything a booking under way, or a new one, can use."""
    meaning = place.meaning
    if meaning.has("book", "availability", "more_slots") or meaning.payload == "more_slots":
        return True
    if meaning.cue("just_appointment"):
        return True
    if meaning.target("spec") or meaning.target("pract") or meaning.target("intent") == "book":
        return True
    if meaning.cue("earliest") and not meaning.has("opening_hours"):
        return True
    if meaning.readings and ((meaning.cue("refuses") and place.offered) or place.doing == "offer_booking"):
        return True
    if meaning.cue("wants") and not meaning.cue("question") and (meaning.specialty or meaning.visit_type):
        return True
    if not place.busy:
        named = meaning.visit_type or meaning.practitioner or (meaning.specialty and meaning.readings)
        return bool(named or meaning.has("choose_slot")) and not meaning.cue("question")
    if meaning.cue("more", "sooner", "later", "any_practitioner"):
        return True
    if meaning.readings and not questions.is_question(place):
        return True
    return bool(meaning.specialty or meaning.practitioner or meaning.visit_type) and not questions.is_question(place)


def _answers_what_we_asked(place: Place) -> bool:
    meaning, asked = place.meaning, place.start.asked
    if questions.is_question(place):
        return False
    given = {
        "name": meaning.name,
        "patient_name": meaning.name,
        "phone": meaning.phone,
        "birth_date": meaning.birth_date,
        "reason": meaning.top_p < 0.9 or meaning.top not in ("greeting", "thanks", "goodbye", "no"),
        "when": meaning.readings,
        "practitioner": meaning.practitioner,
    }
    return place.busy and bool(given.get(asked))


def _gives_contact(place: Place) -> bool:
    return bool(place.meaning.name or place.meaning.phone or place.meaning.birth_date)


def _take(place: Place) -> bool:
    meaning = place.meaning
    if meaning.target("slot"):
        return True
    if not place.offered or meaning.cue("more") or meaning.has("cancel", "more_slots"):
        return False
    if place.doing == "take" and meaning.yes:
        return not meaning.cue("question") or bool(_PLAIN_YES.match(meaning.text))
    if meaning.cue("refuses") and not meaning.cue("prefer"):
        return False
    beside = bool(meaning.name or meaning.phone or _ASIDE.search(meaning.text))
    return len(meaning.picks) == 1 and (beside or not questions.is_question(place))


def _which_offer(place: Place) -> bool:
    meaning = place.meaning
    if not place.offered or place.start.asked != "choose_slot" or meaning.cue("more") or meaning.readings:
        return False
    return (meaning.yes and not meaning.picks) or len(meaning.picks) > 1


def _moving(place: Place) -> bool:
    meaning, start = place.meaning, place.start
    if meaning.target("intent") == "reschedule" or (meaning.target("appt") and place.doing == "move"):
        return True
    if meaning.has("reschedule") and not (place.busy and place.offered and not start.appointments):
        return not (place.busy and start.enquiry is not None and start.enquiry.wish == "move" and meaning.readings)
    if _which_one(place, "move"):
        return True
    if place.busy or not start.appointments or meaning.has("cancel", "book"):
        return False
    return bool(meaning.readings) and meaning.cue("prefer", "sooner", "later", "drop", "refuses")


def _which_one(place: Place, do: str) -> bool:
    """Words for one of the appointments we asked about."""
    meaning = place.meaning
    named = meaning.readings or meaning.practitioner or meaning.specialty
    return place.start.asked == "which_appointment" and place.doing == do and bool(named)


def _keeping(place: Place) -> bool:
    """ "Leave it as it is": said of an appointment that stands."""
    meaning = place.meaning
    if not (place.start.appointments and meaning.cue("keep")):
        return False
    days = {a.start.astimezone(place.clinic.zone).date() for a in place.start.appointments}
    return all(r.date_from in days or not r.has_date for r in meaning.readings)


def _when_is_it(place: Place) -> bool:
    """ "When is it?" of somebody who has an appointment."""
    meaning = place.meaning
    return bool(place.start.appointments) and meaning.top == "my_appointment" and not meaning.readings


def _cancelling(place: Place) -> bool:
    meaning, start = place.meaning, place.start
    if meaning.target("intent") == "cancel" or (meaning.target("appt") and place.doing == "cancel"):
        return True
    if _which_one(place, "cancel"):
        return True
    return meaning.has("cancel") and (bool(start.appointments) or not place.busy) and not questions.about_rules(place)


def _confirmed(place: Place) -> bool:
    """A yes to a yes-or-no question of ours; to a cancellation only a clear one."""
    if place.start.asked != "confirm" or place.doing is None:
        return False
    return place.meaning.clear_yes if place.doing == "cancel" else place.meaning.yes


def _declined(place: Place) -> bool:
    meaning = place.meaning
    keep = place.doing == "cancel" and meaning.cue("keep_it")
    return place.start.asked == "confirm" and (meaning.no or keep) and not meaning.readings


def _only_lifted(place: Place) -> bool:
    """ "It's no emergency after all", and nothing besides."""
    besides = _booking_words(place) or questions.is_question(place) or _gives_contact(place)
    return place.start.emergency_open and not besides and not place.meaning.has("human", *_CHANGES)


def _dropping(place: Place) -> bool:
    meaning = place.meaning
    if not place.busy:
        return False
    if meaning.has("cancel") and not place.start.appointments:
        return True
    if meaning.cue("no_thanks"):
        return place.start.asked == "choose_slot" or place.doing == "take"
    return meaning.cue("drop") and not meaning.readings and not meaning.picks


def _unclear_contact(place: Place) -> bool:
    asked = place.start.asked in ("name", "phone", "patient_name", "birth_date")
    return asked and place.busy and not questions.is_question(place) and not place.meaning.no


_RULES: tuple[tuple[Aim, Callable[[Place], bool]], ...] = (
    ("human", lambda p: p.meaning.payload == "human" or p.meaning.has("human")),
    ("topic", lambda p: p.meaning.target("topic") is not None),
    ("silence", lambda p: p.meaning.payload is None and not re.search(r"\w", p.meaning.text)),
    ("lifted", _only_lifted),
    ("unknown_doctor", lambda p: p.meaning.cue("some_doctor") and not p.meaning.candidates),
    ("think", lambda p: p.meaning.cue("think")),
    ("take", _take),
    ("drop", _dropping),
    ("keep", _keeping),
    ("confirmed", _confirmed),
    ("declined", _declined),
    ("cancel", _cancelling),
    ("move", _moving),
    ("list", lambda p: (p.meaning.has("my_appointment") or _when_is_it(p)) and not _booking_words(p)),
    ("which_offer", _which_offer),
    ("which_practitioner", lambda p: len(p.meaning.candidates) > 1 and p.meaning.practitioner is None),
    ("book", lambda p: _booking_words(p) and not questions.is_plain_question(p)),
    ("answer", lambda p: questions.is_question(p) or p.meaning.specialty_elsewhere is not None),
    ("book", _answers_what_we_asked),
    ("confirmed", lambda p: _gives_contact(p) and p.doing in ("human", "pass_on") and not p.meaning.no),
    ("contact", _gives_contact),
    ("unclear_contact", _unclear_contact),
    ("declined", lambda p: p.meaning.no),
    ("complaint", lambda p: p.meaning.has("complaint")),
    ("ask_bot", lambda p: p.meaning.has("ask_bot")),
    ("thanks", lambda p: p.meaning.has("thanks")),
    ("goodbye", lambda p: p.meaning.has("goodbye")),
    ("greeting", lambda p: p.meaning.has("greeting")),
    ("book", lambda p: bool(p.meaning.specialty) and p.meaning.top_p >= UNSURE and not p.meaning.has("oos")),
    ("off_topic", lambda p: p.meaning.has("oos")),
    ("greeting", lambda p: p.meaning.yes and p.start.asked == "nothing"),
    ("close_call", lambda p: questions.is_close_call(p)),
    ("unsure", lambda p: True),
)
