"""Everything around the business: greetings, thanks, handing over, thinking it over, and not understanding."""

from __future__ import annotations

from agent.embedded.dialogue import booking
from agent.embedded.dialogue.situation import Ask, Situation, Speech, Step
from agent.handover import handover_words
from domain.phone import spaced
from prompts import times


def human(s: Situation) -> Step:
    """A person was asked for: the task first, then the words."""
    made = s.last("hand_to_staff")
    if made is None:
        return Ask("hand_to_staff", {"reason": _what_about(s)})
    speech = Speech([handover_words(made.result.data, s.lang, s.clinic)], show_choices=False)
    if not s.brief.known.phone:
        speech.parts.append(s.say("handover.ask_contact"))
        speech.asked = "phone"
    return speech


def _what_about(s: Situation) -> str:
    """The patient's words; when they only said yes to our offer, what they wrote before it."""
    said = [event.text for event in s.start.messages if event.author == "patient"][-2:]
    own = s.start.asked_data.get("do") == "human"
    return " / ".join([*(said if own else []), s.plan.meaning.text])[-400:]


def complaint(s: Situation) -> Step:
    made = s.last("hand_to_staff")
    if made is None:
        return Ask("hand_to_staff", {"reason": s.plan.meaning.text[:400]})
    return Speech([s.say("dialogue.complaint")], show_choices=False)


def think(s: Situation) -> Speech:
    """The patient takes time: nothing is lost, and we ask once whether to carry on elsewhere."""
    speech = Speech([s.say("booking.think_about_it")], show_choices=False)
    known, enquiry = s.brief.known, s.enquiry
    if known.phone and enquiry and enquiry.continuity is None:
        return _ask_continuity(s, speech)
    if not known.phone:
        speech.parts.append(s.say("booking.leave_contact"))
    return speech


def _ask_continuity(s: Situation, speech: Speech) -> Speech:
    speech.parts.append(s.say("booking.continuity", phone=spaced(s.brief.known.phone or "")))
    speech.asked, speech.asked_data = "confirm", {"do": "continuity"}
    speech.choices = [(s.say("booking.button_yes"), "yes"), (s.say("booking.button_no"), "no")]
    return speech


def dropped(s: Situation) -> Speech:
    return Speech([s.say("booking.dropped")], show_choices=False)


def contact(s: Situation) -> Step:
    """Name or number left: thank, and go on with what was open."""
    if s.last("book_appointment", "move_appointment", "find_slots") or _booking_waits(s):
        return booking.book(s)
    known = s.brief.known
    words = s.say("booking.noted_name", name=known.name) if known.name else s.say("booking.noted")
    speech = Speech([words], show_choices=False)
    pending = booking.pending_question(s)
    if pending:
        speech.parts += pending.parts[1:]
        speech.asked, speech.asked_data, speech.choices = pending.asked, pending.asked_data, pending.choices
    elif known.phone and s.enquiry and s.enquiry.continuity is None:
        return _ask_continuity(s, speech)
    return speech


def _booking_waits(s: Situation) -> bool:
    """Whether a booking under way only lacked what this message gives."""
    if s.enquiry is None:
        return False
    asked_for_it = s.start.asked in ("name", "phone", "patient_name")
    return bool(s.enquiry.chosen or (asked_for_it and s.enquiry.offers))


def thanks(s: Situation) -> Speech:
    return _small(s, "dialogue.thanks")


def goodbye(s: Situation) -> Speech:
    return Speech([s.say("dialogue.goodbye")], show_choices=False)


def greeting(s: Situation) -> Speech:
    if s.brief.known.name:
        return _small(s, "greeting.again_name", name=s.brief.known.name)
    return _small(s, "greeting.again")


def ask_bot(s: Situation) -> Speech:
    return _small(s, "dialogue.ask_bot", clinic=s.clinic.name)


def off_topic(s: Situation) -> Step:
    """Not ours to answer; what does not even ask anything may be nonsense, and twice in a row brings a person."""
    if s.plan.meaning.cue("question"):
        return _small(s, "dialogue.off_topic", clinic=s.clinic.name)
    if s.start.asked_data.get("unsure"):
        return unsure(s)
    speech = _small(s, "dialogue.off_topic", clinic=s.clinic.name)
    speech.asked_data = {**speech.asked_data, "unsure": 1}
    return speech


def _small(s: Situation, entry: str, /, **values: object) -> Speech:
    """A short word, then back to what was open."""
    speech = Speech([s.say(entry, **values)], show_choices=False)
    pending = booking.pending_question(s)
    if pending:
        speech.parts += pending.parts
        speech.asked, speech.asked_data, speech.choices = pending.asked, pending.asked_data, pending.choices
    elif s.start.asked == "confirm" and s.start.asked_data.get("do"):
        speech.asked, speech.asked_data = "confirm", dict(s.start.asked_data)
    return speech


def silence(s: Situation) -> Speech:
    """ "..." and "?": say that we are here, and what was open."""
    return _small(s, "dialogue.here")


def unknown_doctor(s: Situation) -> Speech:
    """A doctor the clinic does not have."""
    names = times.listed([p.name for p in s.clinic.practitioners], s.lang)
    return Speech([s.say("questions.unknown_doctor", names=names)], show_choices=False)


def close_call(s: Situation) -> Speech:
    """Two wishes nearly as likely: ask which."""
    first, second = s.plan.meaning.top, s.plan.meaning.second
    titles = {name: s.say(f"dialogue.intent_{name}") for name in (first, second)}
    speech = Speech([s.say("dialogue.close_call", first=titles[first], second=titles[second])])
    speech.choices = [(titles[name], f"intent:{name}") for name in (first, second)]
    return speech


def lifted(s: Situation) -> Step:
    """No emergency after all: on with the booking it stopped, else whatever it may be."""
    enquiry = s.enquiry
    if enquiry and enquiry.wish in ("book", "move") and (enquiry.chosen or enquiry.offers):
        return booking.book(s)
    return Speech([s.say("dialogue.not_now")], show_choices=False)


def unsure(s: Situation) -> Step:
    """Say so; the second time in a row offer a person, the third time ask one to help."""
    if s.start.asked_data.get("unsure") == 2:
        return human(s)
    if s.start.asked_data.get("unsure"):
        return booking.offer_person(s)
    pending = booking.pending_question(s)
    speech = Speech([s.say("dialogue.unsure")], asked_data={"unsure": 1}, show_choices=False)
    if pending:
        speech.asked, speech.choices = pending.asked, pending.choices
        speech.asked_data |= pending.asked_data
    elif s.start.asked == "confirm" and s.start.asked_data.get("do"):
        speech.asked, speech.asked_data = "confirm", {**s.start.asked_data, "unsure": 1}
    return speech
