"""Which of their own appointments a person means when they want to move or cancel one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agent.embedded.dates import Reading
from domain.booking import Appointment

if TYPE_CHECKING:
    from agent.embedded.dialogue.plan import Aim, Place

_TOWARDS = re.compile(r"(\bauf( den| die)?|\bzu(m|r)?|\blieber( am| um)?|\bto|\bfor|\binstead|\brather( on)?) *$")


def target(place: Place, aim: Aim) -> str | None:
    """The id of the appointment meant, when just one fits; None when it must be asked or there is none."""
    if aim not in ("move", "cancel"):
        return None
    picked = place.meaning.target("appt")
    if picked:
        return picked
    fitting = fitting_appointments(place)
    return fitting[0].id if len(fitting) == 1 else None


def fitting_appointments(place: Place) -> list[Appointment]:
    """Own appointments that the message's days and names allow."""
    own = list(place.start.appointments)
    named = [a for a in own if _named(place, a)]
    fitting = named or own
    zone = place.clinic.zone
    for reading in place.meaning.readings:
        same_day = [a for a in fitting if _covers(reading, a.start.astimezone(zone).date())]
        if same_day and not _towards(reading, place.meaning.text):
            return same_day
    return fitting


def _named(place: Place, appointment: Appointment) -> bool:
    """By the practitioner's name or field: "the orthopaedic one"."""
    if appointment.practitioner_id == place.meaning.practitioner:
        return True
    return place.clinic.practitioner(appointment.practitioner_id).specialty == place.meaning.specialty


def _covers(reading: Reading, day: object) -> bool:
    return reading.has_date and reading.date_from == day and reading.date_to == day


def _towards(reading: Reading, text: str) -> bool:
    """Whether the reading is where the appointment should go, not where it is."""
    return bool(_TOWARDS.search(text[: reading.start_char].casefold()))


def new_times(place_text: str, readings: tuple[Reading, ...], old: Appointment, local_day: object) -> list[Reading]:
    """The readings that are not just naming the old appointment."""
    return [r for r in readings if not (_covers(r, local_day) and not _towards(r, place_text))]
