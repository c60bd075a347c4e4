"""Whether a message asks something, and how the question is put to the clinic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from agent.embedded.dialogue.meaning import ABOUT_CLINIC, CLOSE

if TYPE_CHECKING:
    from agent.embedded.dialogue.plan import Aim, Place

_BESIDE = frozenset({"book", "take", "move", "cancel", "list"})
"""Aims beside which a question in the same message is answered too."""
_CHAT = frozenset({"yes", "no", "thanks", "goodbye", "greeting", "give_name", "give_phone", "give_dob", "choose_slot"})
_NAMED = frozenset({"book", "reschedule", "cancel", "my_appointment"})
_FOLLOW_UP = re.compile(r"(und|and|also|what about|how about|wie sieht es|wie ist es (mit|am))\b")
_SHORT = 3
_ASKED = re.compile(r"[^?\n]{6,}\?")
_MOST_QUESTIONS = 3
_RULES = re.compile(
    r"frist|regel|bedingung|gebühr|kosten(los|frei)?|kostet|bis wann|wie lange vorher"
    r"|policy|fee|charge|notice|how late"
)


def is_question(place: Place) -> bool:
    """Whether the message asks the clinic something (alone or beside a wish)."""
    meaning = place.meaning
    if meaning.payload is not None or (place.start.asked == "reason" and "?" not in meaning.text):
        return False
    if meaning.cue("team") and meaning.cue("question"):
        return True
    if _wants_a_time(place):
        return False
    if _names_another_matter(place):
        return False
    if meaning.has(*ABOUT_CLINIC) or about_rules(place) or asks_days(place):
        return True
    if place.offered and place.busy and meaning.readings:
        return False  # "And on Monday?"
    if meaning.cue("question") and not meaning.has("book", "availability", "reschedule", "cancel", "my_appointment"):
        chat = _CHAT if len(meaning.text.split()) <= _SHORT else frozenset()
        return not meaning.has("more_slots", "human", "ask_bot", *chat)
    return False


def _names_another_matter(place: Place) -> bool:
    """ "It's about my eczema" in the middle of a booking asks nothing."""
    meaning = place.meaning
    told = place.busy and meaning.specialty and not meaning.cue("question", "treats")
    return bool(told) and meaning.intents & ABOUT_CLINIC <= {"which_doctor"}


def _wants_a_time(place: Place) -> bool:
    """ "I need an ENT appointment not before 3": a day or time with a matter, and nothing asked."""
    meaning = place.meaning
    matter = meaning.specialty or meaning.practitioner or meaning.visit_type
    if matter and meaning.cue("wants") and not meaning.cue("question"):
        return True
    if not (matter and meaning.readings) or meaning.cue("days", "treats", "team", "prepare"):
        return False
    return not (meaning.cue("question") and meaning.has(*ABOUT_CLINIC))


def is_plain_question(place: Place) -> bool:
    """A question with no wish to book in it."""
    meaning = place.meaning
    return asks_days(place) or (is_question(place) and not meaning.has("book", "availability", "more_slots"))


def asks_days(place: Place) -> bool:
    """ "Which days does she work?" – the rota, not a free time."""
    meaning = place.meaning
    return meaning.cue("days") and meaning.cue("question") and about_whom(place) is not None and not meaning.readings


def about_whom(place: Place) -> str | None:
    """The practitioner a question is about: named, or the one we are talking of."""
    enquiry = place.start.enquiry
    return place.meaning.practitioner or (enquiry.practitioner_id if enquiry else None)


def wants_prescription(place: Place) -> bool:
    """Asks for a prescription rather than about prescriptions."""
    return place.meaning.has("prescription") and place.meaning.cue("prescription") and not place.meaning.cue("question")


def about_rules(place: Place) -> bool:
    """Asks about the cancellation rule rather than to cancel."""
    meaning = place.meaning
    return meaning.cue("question") and meaning.has("cancel", "prices") and bool(_RULES.search(meaning.text.casefold()))


def is_close_call(place: Place) -> bool:
    """Two different wishes nearly as likely: worth asking which."""
    meaning = place.meaning
    near = meaning.top_p - meaning.second_p < CLOSE and meaning.top_p + meaning.second_p > 0.4
    return near and meaning.top in _NAMED and meaning.second in _NAMED


def question_calls(place: Place, aim: Aim) -> list[tuple[str, dict[str, Any]]]:
    """answer_from_clinic for the questions in the message."""
    topic = place.meaning.target("topic")
    if topic:
        return [("answer_from_clinic", {"question": place.meaning.text or topic, "topic_id": topic})]
    if aim != "answer" and not (aim in _BESIDE and place.meaning.has(*ABOUT_CLINIC)):
        return []
    if not is_question(place) or wants_prescription(place) or place.meaning.specialty_elsewhere:
        return []
    several = _ASKED.findall(place.meaning.text)
    if aim == "answer" and len(several) > 1 and not asks_days(place):
        return [("answer_from_clinic", {"question": one.strip()[:500]}) for one in several[:_MOST_QUESTIONS]]
    return [("answer_from_clinic", _question(place))]


def _question(place: Place) -> dict[str, Any]:
    meaning = place.meaning
    args: dict[str, Any] = {"question": _asking_part(place) or _whole(place)}
    if asks_days(place):
        return {**args, "aspect": "working_days", "practitioner_id": about_whom(place)}
    if meaning.cue("team") and not meaning.specialty:
        return {**args, "aspect": "team"}
    if meaning.has("which_doctor") or (meaning.cue("treats") and meaning.specialty):
        if meaning.practitioner and not meaning.specialty:
            return args
        if meaning.specialty:
            return {**args, "aspect": "who_treats", "specialty_id": meaning.specialty}
    preparation = _own_preparation(place)
    if preparation:
        args["topic_id"] = preparation
    if meaning.has("oos"):
        args["off_topic"] = True
    return args


def _asking_part(place: Place) -> str:
    """Of a message with a wish in it, only the clause that asks."""
    meaning = place.meaning
    if len(meaning.clauses) < 2 or not meaning.has("book", "reschedule", "cancel", "choose_slot"):
        return ""
    return " ".join(text for text, intent in meaning.clauses if intent in ABOUT_CLINIC)


def _own_preparation(place: Place) -> str | None:
    """How to prepare for the visit under way or just booked, when the question names no other."""
    meaning, start, clinic = place.meaning, place.start, place.clinic
    if not (meaning.has("preparation") and meaning.cue("prepare")):
        return None
    visit_id = meaning.visit_type or (start.enquiry.visit_type_id if start.enquiry else None)
    if visit_id is None and start.appointments and not meaning.specialty:
        visit_id = start.appointments[0].visit_type_id
    return clinic.visit_type(visit_id).preparation if visit_id else None


def _whole(place: Place) -> str:
    """The question understandable by itself: a short follow-up takes the last question with it."""
    text = place.meaning.text.strip()
    said = [event for event in place.start.messages if event.author == "patient"]
    replies = [event for event in place.start.messages if event.author == "assistant"]
    answered = bool(replies and replies[-1].data.get("sources"))
    short = len(text.split()) <= 2 or _FOLLOW_UP.match(text.casefold())
    if answered and said and short:
        return f"{_without_names(said[-1].text, place)} {text} {_specialty_named(place)}".strip()[:1000]
    return f"{text} {_matter(place)}".strip()[:1000]


def _without_names(text: str, place: Place) -> str:
    """The last question, when this one asks the same of somebody else."""
    if place.meaning.practitioner:
        names = [name for p in place.clinic.practitioners for name in (p.full_name, p.name, *p.aliases)]
        text = re.sub("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), "", text, flags=re.I)
    return text.strip()


def _specialty_named(place: Place) -> str:
    if place.meaning.practitioner is None:
        return ""
    wanted = place.clinic.practitioner(place.meaning.practitioner).specialty
    return next((f"({s.title.get(place.start.lang)})" for s in place.clinic.specialties if s.id == wanted), "")


def _matter(place: Place) -> str:
    """ "What does it cost?" in the middle of a booking: what "it" is."""
    meaning, enquiry = place.meaning, place.start.enquiry
    if not (place.busy and enquiry and meaning.has("prices")):
        return ""
    if meaning.specialty or meaning.practitioner or meaning.visit_type:
        return ""
    if enquiry.visit_type_id:
        return f"({place.clinic.visit_type(enquiry.visit_type_id).title.get(place.start.lang)})"
    usual = next((v for v in place.clinic.visit_types if v.default and v.specialty == enquiry.specialty_id), None)
    return f"({usual.title.get(place.start.lang)})" if usual else ""
