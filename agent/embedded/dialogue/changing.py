"""Own appointments: list, move, cancel — and the yes or no to what we asked."""

from __future__ import annotations

from agent.embedded.dialogue import answering, booking
from agent.embedded.dialogue.situation import Ask, Situation, Speech, Step
from agent.state import Made
from domain.booking import Appointment
from domain.phone import spaced
from prompts import times


def listed(s: Situation) -> Step:
    """ "When is my appointment?" – and back to what was open."""
    made = s.last("my_appointments")
    return answering.back(s, _list(s, made)) if made else Ask("my_appointments", {})


def _list(s: Situation, made: Made) -> Speech:
    own = made.result.data["appointments"]
    if not own:
        return _none(s)
    if len(own) == 1:
        words = s.say(
            "booking.yours_one",
            time=s.moment(own[0]["start"]),
            practitioner=own[0]["practitioner"],
            visit=own[0]["visit_type"],
        )
        return Speech([*answering.answer_words(s), words], show_choices=False)
    each = [s.say("booking.slot_with", time=s.moment(a["start"]), practitioner=a["practitioner"]) for a in own]
    words = s.say("booking.yours_several", times=times.listed(each, s.lang))
    return Speech([*answering.answer_words(s), words], show_choices=False)


def _none(s: Situation) -> Speech:
    words = s.say("booking.none_of_yours", phone=spaced(s.clinic.phone))
    return Speech([*answering.answer_words(s), words], show_choices=False)


def move(s: Situation) -> Step:
    """Find out which appointment, then look for a new time."""
    if not s.start.appointments:
        return _none(s)
    if s.plan.appointment_id is None:
        return _which(s, "move")
    return booking.book(s)


def cancel(s: Situation) -> Step:
    """Find out which appointment, then ask for a clear yes."""
    if not s.start.appointments:
        return _none(s)
    appointment = s.start.appointment(s.plan.appointment_id or "")
    if appointment is None:
        return _which(s, "cancel")
    words = s.say("booking.confirm_cancel", **_values(s, appointment))
    return Speech(
        [*answering.answer_words(s), words],
        asked="confirm",
        asked_data={"do": "cancel", "appointment_id": appointment.id, "then": _then(s, appointment)},
        choices=[(s.say("booking.button_cancel_yes"), "yes"), (s.say("booking.button_cancel_no"), "no")],
    )


def _then(s: Situation, appointment: Appointment) -> dict[str, str]:
    """Whom the patient wants to see instead, said in the same breath as the cancellation."""
    practitioner_id = s.plan.meaning.practitioner
    if practitioner_id is None or practitioner_id == appointment.practitioner_id:
        return {}
    specialty_id = s.clinic.practitioner(practitioner_id).specialty
    return {"practitioner_id": practitioner_id, "specialty_id": specialty_id}


def _values(s: Situation, appointment: Appointment) -> dict[str, str]:
    start = appointment.start.astimezone(s.clinic.zone)
    return {
        "time": times.moment(start, s.lang),
        "practitioner": s.clinic.practitioner(appointment.practitioner_id).name,
    }


def _which(s: Situation, do: str) -> Speech:
    zone = s.clinic.zone
    choices = [
        (
            f"{times.short_moment(a.start.astimezone(zone), s.lang)} – {s.clinic.practitioner(a.practitioner_id).name}",
            f"appt:{a.id}",
        )
        for a in s.start.appointments
    ]
    parts = [*answering.answer_words(s), s.say(f"booking.ask_which_{do}")]
    return Speech(parts, asked="which_appointment", asked_data={"do": do}, choices=choices)


def confirmed(s: Situation) -> Step:
    """A yes to what we asked: do it."""
    match s.start.asked_data.get("do"):
        case "cancel":
            return _cancel_now(s)
        case "pass_on":
            return _pass_on(s)
        case "human":
            from agent.embedded.dialogue import chatting

            return chatting.human(s)
        case "continuity":
            return Speech([s.say("booking.continuity_yes")], show_choices=False)
    return booking.book(s)


def _cancel_now(s: Situation) -> Step:
    made = s.last("cancel_appointment")
    if made is None:
        return Ask("cancel_appointment", {"appointment_id": str(s.start.asked_data["appointment_id"])})
    if not made.result.ok:
        return Speech([booking.refusal(s, made)], show_choices=False)
    return _cancelled(s, made)


def _cancelled(s: Situation, made: Made) -> Speech:
    data = made.result.data
    values = {"time": s.moment(data["start"]), "practitioner": data["practitioner"]}
    if data["late"]:
        hours = s.clinic.booking.cancellation_notice_hours
        return Speech([s.say("booking.cancelled_late", hours=hours, **values)], show_choices=False)
    words = s.say("booking.cancelled", **values)
    asked_data = {"do": "offer_booking", "then": s.start.asked_data.get("then", {})}
    return Speech([words], asked="confirm", asked_data=asked_data, show_choices=False)


def _pass_on(s: Situation) -> Step:
    made = s.last("take_message")
    if made is None:
        enquiry = s.enquiry
        args: dict[str, object] = {"text": str(s.start.asked_data.get("question", ""))[:1000] or "–"}
        if enquiry and enquiry.practitioner_id and s.start.asked_data.get("clinical"):
            args["practitioner_id"] = enquiry.practitioner_id
        return Ask("take_message", args)
    if s.brief.known.phone:
        return Speech([s.say("questions.passed_on_phone", phone=spaced(s.brief.known.phone))], show_choices=False)
    return Speech(
        [s.say("questions.passed_on"), s.say("questions.ask_contact_for_reply")], asked="phone", show_choices=False
    )


def declined(s: Situation) -> Step:
    """A no to what we asked, and to nothing before it."""
    do = s.start.asked_data.get("do")
    if do == "cancel":
        return Speech([s.say("booking.kept")], show_choices=False)
    if do == "continuity":
        return Speech([s.say("booking.continuity_no")], show_choices=False)
    if s.enquiry and s.enquiry.chosen and do != "take":
        return booking.book(s)
    if (s.start.asked == "choose_slot" or do == "take") and s.enquiry and s.enquiry.offers:
        return _other_times(s)
    if s.last("book_appointment", "move_appointment"):
        return booking.book(s)
    return Speech([s.say("dialogue.not_now")], show_choices=False)


def keep(s: Situation) -> Step:
    """It stays as it is: say which appointment that is."""
    made = s.last("note_enquiry")
    if made is None and s.enquiry and s.enquiry.wish == "move":
        return Ask("note_enquiry", {"status": "abandoned"})
    first = s.start.appointments[0]
    return Speech([s.say("booking.stays", **_values(s, first))], show_choices=False)


def _other_times(s: Situation) -> Step:
    """No to the times offered: look for others, once, in the same step."""
    made = s.last("find_slots")
    if made is None:
        ask = booking.search(s)
        return Ask(ask.tool, {**ask.args, "more": True})
    if not made.result.ok:
        return Speech([booking.refusal(s, made)], asked="when", show_choices=False)
    return booking.offer(s, made, lost=False)
