"""How surely we know who is talking, and what that allows (design.md, Identity and disclosure).

A level is a property of the present contact, computed here and nowhere else; the agent's tools receive it.
"""

from __future__ import annotations

from domain.booking import Appointment
from domain.people import Assurance, ContactPoint

_BY_SYSTEM: dict[str, Assurance] = {
    "web": Assurance.ANONYMOUS,
    "phone": Assurance.ANONYMOUS,
    "whatsapp": Assurance.POSSESSION,
    "email": Assurance.ANONYMOUS,
}


def assurance_of(contact: ContactPoint) -> Assurance:
    """The level a contact point reaches by itself: a web visitor or a caller id proves nothing."""
    return _BY_SYSTEM[contact.system]


def may_manage(appointment: Appointment, person_id: str, assurance: Assurance) -> bool:
    """Whether this person may see, move or cancel the appointment from the present contact.

    Below T3 only what this very visitor or caller booked itself ("own session"); the visitor token or the
    call in progress is the proof, since a person without links is exactly one contact point.
    """
    if appointment.booked_by == person_id:
        return True
    return assurance >= Assurance.PROVEN and appointment.patient_id == person_id
