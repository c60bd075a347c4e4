"""The notes a message leaves before anything is said: contact details, and the matter of the enquiry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from agent.embedded.dialogue.questions import asks_days
from agent.embedded.dialogue.wishes import wished
from domain.enquiry import Enquiry

if TYPE_CHECKING:
    from agent.embedded.dialogue.plan import Aim, Place

Calls = list[tuple[str, dict[str, Any]]]


def contact_calls(place: Place, aim: Aim) -> Calls:
    """remember_contact with what the message tells about the person."""
    meaning, start = place.meaning, place.start
    told: dict[str, Any] = {}
    own, _ = people(place)
    if own and own != start.known.name:
        told["name"] = own
    if meaning.phone and meaning.phone != start.known.phone:
        told["phone"] = meaning.phone
    if meaning.birth_date:
        told["birth_date"] = meaning.birth_date
    if meaning.cue("returning", "new"):
        told["patient_kind"] = "returning" if meaning.cue("returning") else "new"
    return [("remember_contact", told)] if told else []


def enquiry_calls(place: Place, aim: Aim, appointment_id: str | None) -> Calls:
    """note_enquiry with what the message tells about the matter."""
    if aim == "move":
        return _moving(place, appointment_id)
    if aim == "drop":
        return [("note_enquiry", {"status": "abandoned"})]
    if aim not in ("book", "answer", "confirmed", "take", "which_practitioner"):
        return _continuity(place, aim)
    noted = _matter(place, aim)
    if aim in ("book", "which_practitioner") and not place.busy:
        noted["wish"] = "book"
    when = wished(place.meaning.readings)
    if aim == "book" and when and not (_searchable(noted) or _searchable(place.start.enquiry)):
        noted["when"] = when
    if aim == "confirmed":
        return _confirmed(place, noted)
    return [("note_enquiry", noted)] if noted else []


def _searchable(matter: dict[str, Any] | Enquiry | None) -> bool:
    """Whether it is known whom to look for free times with; until then a wished day is kept with the enquiry."""
    known = matter.model_dump() if isinstance(matter, Enquiry) else matter or {}
    return any(known.get(name) for name in ("specialty_id", "practitioner_id", "visit_type_id"))


def _matter(place: Place, aim: Aim) -> dict[str, Any]:
    """Specialty, practitioner, visit type, reason, for whom — as far as the message says."""
    meaning, enquiry, clinic = place.meaning, place.start.enquiry, place.clinic
    noted: dict[str, Any] = {}
    visit = clinic.visit_type(meaning.visit_type) if meaning.visit_type else None
    practitioner = meaning.target("pract") or meaning.practitioner
    specialty = meaning.target("spec") or meaning.specialty or (visit.specialty if visit else None)
    if asks_days(place):
        specialty = None
    if practitioner:
        specialty = clinic.practitioner(practitioner).specialty
    elif visit and visit.specialty:
        specialty = visit.specialty  # who does this visit, whatever the rest of the message sounds like
    changed = bool(enquiry and specialty and enquiry.specialty_id and enquiry.specialty_id != specialty)
    if enquiry and changed and aim == "book":
        noted |= {"fresh": True, "for_someone_else": enquiry.for_someone_else, "patient_name": enquiry.patient_name}
    if specialty and aim != "take":
        noted["specialty_id"] = specialty
        team = [p.id for p in clinic.practitioners if p.specialty == specialty and p.bookable]
        practitioner = practitioner or (team[0] if len(team) == 1 else None)
    if practitioner:
        noted["practitioner_id"] = practitioner
    if visit and aim == "book":
        noted["visit_type_id"] = visit.id
    if _tells_reason(place, aim, specialty):
        noted["reason"] = meaning.text.strip()[:300]
    noted |= _for_whom(place, aim)
    if meaning.cue("any_practitioner"):
        noted["any_practitioner"] = True
    return noted


def _tells_reason(place: Place, aim: Aim, specialty: str | None) -> bool:
    if place.meaning.payload is not None or (place.start.enquiry and place.start.enquiry.reason):
        return False
    if specialty is not None:
        return aim in ("book", "answer")
    return place.start.asked == "reason" and aim == "book" and not place.meaning.only_details


def _for_whom(place: Place, aim: Aim) -> dict[str, Any]:
    meaning = place.meaning
    noted: dict[str, Any] = {}
    if meaning.cue("someone_else") and aim in ("book", "which_practitioner"):
        noted["for_someone_else"] = True
    _, patient = people(place)
    if patient:
        noted["patient_name"] = patient
    return noted


_SELF = r"(ich bin|ich heiße|mein name ist|hier ist|i'?m|i am|my name is|me:|this is)( \w+){0,3}? "
"""What stands before the writer's own name ("I'm his mum Kate Brown")."""


def people(place: Place) -> tuple[str | None, str | None]:
    """(the writer's own name, the patient's name) among the names in a message: a parent is not the child."""
    meaning, enquiry = place.meaning, place.start.enquiry
    names = list(meaning.names)
    if not names:
        return None, None
    for_other = meaning.cue("someone_else") or bool(enquiry and enquiry.for_someone_else)
    if not for_other:
        return names[0], None
    text = meaning.text.casefold()
    own = next((name for name in names if re.search(f"{_SELF}{re.escape(name.casefold())}", text)), None)
    others = [name for name in names if name != own]
    if own or place.start.asked == "patient_name" or len(names) > 1:
        return own or (names[1] if len(names) > 1 else None), others[0] if others else None
    patient = (enquiry.patient_name or "") if enquiry else ""
    if patient and names[0].casefold().startswith(patient.split()[0].casefold()):
        return None, names[0]  # "Ben", then "Ben Schuster"
    if place.start.asked == "name" or patient:
        return names[0], None
    return None, names[0]


def _moving(place: Place, appointment_id: str | None) -> Calls:
    appointment = place.start.appointment(appointment_id or "")
    if appointment is None:
        return []
    clinic = place.clinic
    return [
        (
            "note_enquiry",
            {
                "fresh": True,
                "wish": "move",
                "appointment_id": appointment.id,
                "practitioner_id": appointment.practitioner_id,
                "specialty_id": clinic.practitioner(appointment.practitioner_id).specialty,
                "visit_type_id": appointment.visit_type_id,
            },
        )
    ]


def _confirmed(place: Place, noted: dict[str, Any]) -> Calls:
    if place.doing == "offer_booking":
        then = place.start.asked_data.get("then")
        noted = {"wish": "book", **(then if isinstance(then, dict) else {}), **noted}
    elif place.doing == "continuity":
        noted["continuity"] = "granted"
    else:
        return []
    return [("note_enquiry", noted)]


def _continuity(place: Place, aim: Aim) -> Calls:
    if aim == "declined" and place.doing == "continuity":
        return [("note_enquiry", {"continuity": "refused"})]
    return []
