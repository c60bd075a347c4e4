"""Booking and moving: ask only for what is missing, one thing at a time, and offer only what is free."""

from __future__ import annotations

from typing import Any

from agent.embedded.dialogue import answering
from agent.embedded.dialogue.situation import Ask, Situation, Speech, Step
from agent.embedded.dialogue.wishes import merged
from agent.state import Made
from domain.enquiry import Enquiry
from domain.phone import spaced
from prompts import times
from tools.directory import working_days

_LOST = frozenset({"slot_taken", "slot_gone", "too_soon", "slot_unknown", "outside_hours", "too_far"})
_NEEDS = {"needs_name": "name", "needs_phone": "phone", "needs_patient_name": "patient_name"}


def book(s: Situation) -> Step:
    """The next step of a booking or a move, whatever the message brought."""
    latest = s.last("find_slots", "book_appointment", "move_appointment")
    if latest is None:
        return _begin(s)
    if latest.tool == "find_slots":
        return _after_search(s, latest)
    return _after_write(s, latest)


def _begin(s: Situation) -> Step:
    slot_id = s.plan.slot_id or _waiting_slot(s)
    if slot_id:
        return _write(s, slot_id)
    enquiry = s.enquiry
    if enquiry is None or not (enquiry.specialty_id or enquiry.practitioner_id or enquiry.visit_type_id):
        return _ask_reason(s)
    return search(s)


def _waiting_slot(s: Situation) -> str | None:
    """A slot chosen earlier that only waited for a name or a number — unless this message wants another time."""
    meaning = s.plan.meaning
    if s.enquiry is None or s.enquiry.chosen is None or s.plan.when:
        return None
    if meaning.cue("more", "sooner", "later") or meaning.has("more_slots") or meaning.payload == "more_slots":
        return None
    return s.enquiry.chosen


def _write(s: Situation, slot_id: str) -> Ask:
    enquiry = s.enquiry
    if enquiry and enquiry.wish == "move" and enquiry.appointment_id:
        return Ask("move_appointment", {"appointment_id": enquiry.appointment_id, "slot_id": slot_id})
    return Ask("book_appointment", {"slot_id": slot_id})


def _ask_reason(s: Situation) -> Speech:
    speech = Speech(_answers(s), asked="reason")
    if s.start.asked != "reason" or s.plan.meaning.only_details:
        speech.parts.append(s.say("booking.ask_reason"))
        return speech
    if s.start.asked_data.get("unsure"):
        return offer_person(s)
    speech.asked_data = {"unsure": 1}
    speech.parts.append(s.say("booking.ask_specialty"))
    speech.choices = [(spec.title.get(s.lang), f"spec:{spec.id}") for spec in s.clinic.specialties]
    return speech


def offer_person(s: Situation) -> Speech:
    """Not understood twice in a row: somebody from the team may do better."""
    return Speech(
        [s.say("dialogue.unsure_again")], asked="confirm", asked_data={"do": "human", "unsure": 2},
        choices=[(s.say("booking.button_yes"), "yes"), (s.say("booking.button_no"), "no")],
    )  # fmt: skip


def search(s: Situation) -> Ask:
    """find_slots with the enquiry's matter and the wish of this message over the earlier one."""
    enquiry, meaning = s.enquiry, s.plan.meaning
    args: dict[str, Any] = merged(_earlier_query(s, enquiry), s.plan.when)
    if enquiry:
        args |= _matter(enquiry)
    others = meaning.cue("more") or (meaning.has("more_slots") and not s.plan.when)
    if meaning.payload == "more_slots" or (others and not meaning.cue("sooner", "later")):
        args["more"] = True
    begun = (s.start.enquiry and s.start.enquiry.offers) or s.plan.aim == "move"
    if begun and not s.plan.when:
        args |= {name: True for name in ("sooner", "later") if meaning.cue(name)}
    return Ask("find_slots", args)


def _earlier_query(s: Situation, enquiry: Enquiry | None) -> Any:
    if enquiry is None or s.plan.meaning.cue("earliest"):
        return None
    return enquiry.query


def _matter(enquiry: Enquiry) -> dict[str, Any]:
    matter = {
        "practitioner_id": None if enquiry.any_practitioner else enquiry.practitioner_id,
        "specialty_id": enquiry.specialty_id,
        "visit_type_id": enquiry.visit_type_id,
    }
    return {name: value for name, value in matter.items() if value}


def _after_search(s: Situation, search_made: Made) -> Step:
    result = search_made.result
    if not result.ok:
        return Speech([*_answers(s), refusal(s, search_made)], asked="when")
    lost = any(one.result.code in _LOST for one in s.since_plan)
    if result.data["exact_time"] and not lost:
        return _write(s, result.data["slots"][0]["id"])
    return offer(s, search_made, lost)


def offer(s: Situation, search_made: Made, lost: bool) -> Speech:
    """Read out what find_slots returned."""
    data, meaning = search_made.result.data, s.plan.meaning
    slots = data["slots"]
    speech = Speech(_answers(s))
    wanted_something = bool(s.plan.when) or meaning.cue("sooner", "later", "more")
    if lost:
        speech.parts.append(s.say("booking.just_taken"))
    elif not data["as_wished"] and wanted_something:
        name = "booking.not_sooner" if meaning.cue("sooner") and not s.plan.when else "booking.not_as_wished"
        speech.parts += [s.say(name), *_rota(s, slots)]
    speech.parts.append(_offer_words(s, slots))
    if len(slots) == 1:
        speech.asked, speech.asked_data = "confirm", {"do": "take", "slot_id": slots[0]["id"]}
    else:
        speech.asked = "choose_slot"
    return speech


def _rota(s: Situation, slots: list[dict[str, Any]]) -> list[str]:
    """Why nothing is free on the day wished, when the practitioner never works on it."""
    wished, people = set(s.plan.when.get("weekdays", ())), {slot["practitioner_id"] for slot in slots}
    if not wished or len(people) != 1:
        return []
    entry = s.clinic.practitioner(people.pop())
    days = working_days(entry)
    if wished & set(days):
        return []
    listed = times.listed([times.weekday(day, s.lang) for day in days], s.lang)
    return [s.say("booking.works_on", name=entry.name, days=f"am {listed}" if s.lang == "de" else listed)]


def _offer_words(s: Situation, slots: list[dict[str, Any]]) -> str:
    names = {slot["practitioner"] for slot in slots}
    if len(names) > 1:
        each = [s.say("booking.slot_with", time=s.moment(x["start"]), practitioner=x["practitioner"]) for x in slots]
        return s.say("booking.offer_several", times=times.listed(each, s.lang, either=True))
    moments = times.listed([s.moment(slot["start"]) for slot in slots], s.lang, either=True)
    name = "booking.offer" if len(slots) > 1 else "booking.offer_one"
    return s.say(name, practitioner=slots[0]["practitioner"], times=moments)


def _after_write(s: Situation, write: Made) -> Step:
    result = write.result
    if result.ok:
        return _moved(s, write) if write.tool == "move_appointment" else _booked(s, write)
    if result.code in _NEEDS:
        return _ask_needed(s, write)
    if result.code in _LOST and s.last("find_slots") is None:
        return search(s)
    return Speech([*_answers(s), refusal(s, write)], asked="when", show_choices=False)


def _ask_needed(s: Situation, write: Made) -> Speech:
    held, code = write.result.data["held"], str(write.result.code)
    values = {"time": s.moment(held["start"]), "practitioner": held["practitioner"], "name": s.brief.known.name or ""}
    speech = Speech(_answers(s), show_choices=False)
    speech.asked = _NEEDS[code]  # type: ignore[assignment]
    prompt = {"needs_name": "ask_name", "needs_phone": "ask_phone", "needs_patient_name": "ask_patient_name"}[code]
    speech.parts.append(s.say(f"booking.{prompt}", **values))
    return speech


def _booked(s: Situation, write: Made) -> Speech:
    data = write.result.data
    values = {
        "time": s.moment(data["start"]),
        "practitioner": data["practitioner"],
        "visit": data["visit_type"],
        "clinic": s.clinic.name,
        "address": s.address(),
    }
    words = s.say("booking.booked_for", patient=data["for"], **values) if data.get("for") else s.say(
        "booking.booked", **values
    )  # fmt: skip
    hint = s.say("booking.cancellation_hint", hours=s.clinic.booking.cancellation_notice_hours)
    phone = s.brief.known.phone
    reach = s.say("booking.reach_you", phone=spaced(phone)) if phone else ""
    return Speech([*_answers(s), words, reach, hint], show_choices=False)


def _moved(s: Situation, write: Made) -> Speech:
    data = write.result.data
    words = s.say(
        "booking.moved", was=s.moment(data["was"]), time=s.moment(data["start"]), practitioner=data["practitioner"]
    )
    return Speech([*_answers(s), words], show_choices=False)


def _answers(s: Situation) -> list[str]:
    """Answers to questions asked beside the booking."""
    return answering.answer_words(s)


def refusal(s: Situation, made: Made) -> str:
    """The clinic's words for a rule that says no."""
    values = dict(made.result.data)
    if "phone" in values:
        values["phone"] = spaced(str(values["phone"]))
    return s.say(f"refusals.{made.result.code}", **values)


def contact_refused(s: Situation) -> Speech | None:
    """A number or birth date that cannot be one is asked for again at once."""
    refused = next((m for m in s.made[: len(s.plan.calls)] if m.tool == "remember_contact" and not m.result.ok), None)
    if refused is None:
        return None
    asked = "phone" if refused.result.code == "phone_invalid" else "birth_date"
    return Speech([refusal(s, refused)], asked=asked, show_choices=False)  # type: ignore[arg-type]


def unclear_contact(s: Situation) -> Speech:
    """We asked for a name or a number and got something else."""
    if s.start.asked == "phone" and not any(character.isdigit() for character in s.plan.meaning.text):
        return Speech([s.say("booking.why_phone", phone=spaced(s.clinic.phone))], asked="phone", show_choices=False)
    unclear = {"phone": "dialogue.phone_unclear", "birth_date": "dialogue.ask_birth_date"}
    name = unclear.get(s.start.asked, "dialogue.name_unclear")
    return Speech([s.say(name)], asked=s.start.asked, show_choices=False)


def which_offer(s: Situation) -> Speech:
    """A yes to two offers: which one?"""
    offers = s.enquiry.offers if s.enquiry else ()
    zone = s.clinic.zone
    choices = [(times.short_moment(o.slot.start.astimezone(zone), s.lang), f"slot:{o.id}") for o in offers]
    return Speech([*_answers(s), s.say("booking.which_of_these")], asked="choose_slot", choices=choices)


def which_practitioner(s: Situation) -> Speech:
    """Two names fit what was written: ask."""
    people = [s.clinic.practitioner(each) for each in s.plan.meaning.candidates]
    either = times.listed([p.name for p in people], s.lang, either=True)
    speech = Speech([s.say("booking.ask_which_practitioner", either=either)], asked="practitioner")
    speech.choices = [(p.name, f"pract:{p.id}") for p in people]
    return speech


def pending_question(s: Situation) -> Speech | None:
    """After a side question: back to what was open, in other words than before."""
    if s.start.asked not in ("choose_slot", "name", "phone", "reason", "when", "patient_name") and not _one_offered(s):
        return None
    enquiry = s.start.enquiry
    if enquiry is None or enquiry.wish not in ("book", "move"):
        return None
    return _repeat(s, enquiry)


def _one_offered(s: Situation) -> bool:
    """Whether we asked if the only time we offered suits."""
    return s.start.asked == "confirm" and s.start.asked_data.get("do") == "take"


def _repeat(s: Situation, enquiry: Enquiry) -> Speech:
    """The open question in words that claim nothing: what was held may have run out meanwhile."""
    zone, asked = s.clinic.zone, s.start.asked
    speech = Speech([s.say("booking.back_to_it")], asked=asked, show_choices=False)
    if (asked == "choose_slot" or _one_offered(s)) and enquiry.offers:
        slots = [_as_data(s, offer.slot.start.isoformat(), offer.slot.practitioner_id) for offer in enquiry.offers]
        speech.parts.append(_offer_words(s, slots))
        speech.asked_data = dict(s.start.asked_data) if _one_offered(s) else {}
        speech.choices = [
            (times.short_moment(o.slot.start.astimezone(zone), s.lang), f"slot:{o.id}") for o in enquiry.offers
        ]
    elif asked in ("name", "phone"):
        speech.parts.append(s.say(f"refusals.needs_{asked}"))
    elif asked == "patient_name":
        speech.parts.append(s.say("booking.ask_patient_name"))
    else:
        speech.parts.append(s.say("booking.ask_when" if asked == "when" else "booking.ask_reason"))
    return speech


def _as_data(s: Situation, start: str, practitioner_id: str) -> dict[str, Any]:
    return {"start": start, "practitioner": s.clinic.practitioner(practitioner_id).name}
