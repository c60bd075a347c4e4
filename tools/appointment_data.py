"""How slots and appointments appear in results: ids, ISO times in the clinic's zone, and the names people know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.booking import Appointment, Slot
from domain.clinic import Clinic, Lang
from prompts import say, times
from tools.context import Shown
from tools.directory import working_days


def slot_data(slot: Slot, clinic: Clinic, lang: Lang) -> dict[str, Any]:
    visit = clinic.visit_type(slot.visit_type_id)
    return {
        "id": slot.id,
        "start": slot.start.astimezone(clinic.zone).isoformat(),
        "end": slot.end.astimezone(clinic.zone).isoformat(),
        "practitioner_id": slot.practitioner_id,
        "practitioner": clinic.practitioner(slot.practitioner_id).name,
        "works_on": [times.weekday(day, lang) for day in working_days(clinic.practitioner(slot.practitioner_id))],
        "visit_type_id": slot.visit_type_id,
        "visit_type": visit.title.get(lang),
        "price": times.price(visit.price, clinic.currency, lang) if visit.price is not None else None,
    }


def appointment_data(appointment: Appointment, clinic: Clinic, lang: Lang, names: dict[str, str]) -> dict[str, Any]:
    visit = clinic.visit_type(appointment.visit_type_id)
    return {
        "id": appointment.id,
        "start": appointment.start.astimezone(clinic.zone).isoformat(),
        "end": appointment.end.astimezone(clinic.zone).isoformat(),
        "practitioner_id": appointment.practitioner_id,
        "practitioner": clinic.practitioner(appointment.practitioner_id).name,
        "visit_type_id": appointment.visit_type_id,
        "visit_type": visit.title.get(lang),
        "preparation": visit.preparation,
        "for": names.get(appointment.patient_id),
        "status": appointment.status,
    }


def slot_buttons(slots: Iterable[Slot], clinic: Clinic, lang: Lang) -> tuple[Shown, ...]:
    """One button a slot, and one for other times; the practitioner is named when the slots differ in it."""
    listed = list(slots)
    several = len({slot.practitioner_id for slot in listed}) > 1
    buttons = [Shown(title=_title(slot, clinic, lang, several), target=f"slot:{slot.id}") for slot in listed]
    if buttons:
        buttons.append(Shown(title=say("booking.button_other_times", lang), target="more_slots"))
    return tuple(buttons)


def _title(slot: Slot, clinic: Clinic, lang: Lang, with_name: bool) -> str:
    moment = times.short_moment(slot.start.astimezone(clinic.zone), lang)
    return f"{moment} – {clinic.practitioner(slot.practitioner_id).name}" if with_name else moment


def appointment_buttons(appointments: Iterable[Appointment], clinic: Clinic, lang: Lang) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            title=f"{times.short_moment(a.start.astimezone(clinic.zone), lang)} – "
            f"{clinic.practitioner(a.practitioner_id).name}",
            target=f"appt:{a.id}",
        )
        for a in appointments
    )
