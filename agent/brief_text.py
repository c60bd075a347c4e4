"""The brief in words, for a model that reads: clinic, person, open enquiry, next appointments, rules of the house."""

from __future__ import annotations

from domain.clinic import Clinic, PractitionerEntry
from memory import Brief
from prompts import say, times


def brief_text(brief: Brief, clinic: Clinic) -> str:
    """Small and of bounded size, whatever the history."""
    lines = [say("system.role", brief.lang, clinic=clinic.name), say("system.rules", brief.lang)]
    local = brief.now.astimezone(clinic.zone)
    lines.append(f"Now: {times.moment(local, 'en')} ({clinic.timezone}). Language: {brief.lang}.")
    lines.append("Practitioners: " + "; ".join(_practitioner(p) for p in clinic.practitioners))
    lines.append("Visit types: " + "; ".join(f"{v.id} ({v.title.get(brief.lang)})" for v in clinic.visit_types))
    known = brief.known
    lines.append(f"Known (do not ask again): name={known.name}, phone={known.phone}, birth date={known.birth_date}")
    if brief.enquiry:
        fields = {"person_id", "hold_id", "offered_ever", "opened_at", "updated_at"}
        lines.append("Open enquiry: " + brief.enquiry.model_dump_json(exclude=fields, exclude_defaults=True))
    for appointment in brief.appointments:
        start = times.moment(appointment.start.astimezone(clinic.zone), "en")
        who = clinic.practitioner(appointment.practitioner_id).name
        lines.append(f"Appointment {appointment.id}: {start}, {who}")
    if brief.emergency_open:
        lines.append(say("system.emergency_open", brief.lang))
    return "\n".join(lines)


def _practitioner(entry: PractitionerEntry) -> str:
    return f"{entry.id} ({entry.name}, {entry.specialty})"
