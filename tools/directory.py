"""What clinic.yaml itself knows: who treats what, on which days, what a visit costs. Facts only, no words."""

from __future__ import annotations

from typing import Any

from domain.clinic import WEEKDAYS, Clinic, Lang, PractitionerEntry
from prompts import times


def practitioner_data(entry: PractitionerEntry, clinic: Clinic, lang: Lang) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "pronoun": entry.pronoun,
        "specialty_id": entry.specialty,
        "specialty": clinic.specialty(entry.specialty).title.get(lang),
        "days": [times.weekday(index, lang) for index in working_days(entry)],
    }


def working_days(entry: PractitionerEntry) -> list[int]:
    """Weekday numbers, Monday = 0."""
    return [index for index, name in enumerate(WEEKDAYS) if any(name in shift.days for shift in entry.hours)]


def who_treats(clinic: Clinic, specialty_id: str, lang: Lang) -> list[dict[str, Any]]:
    return [practitioner_data(p, clinic, lang) for p in clinic.practitioners if p.specialty == specialty_id]


def visit_prices(clinic: Clinic, specialty_id: str, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "visit_type_id": visit.id,
            "visit_type": visit.title.get(lang),
            "price": times.price(visit.price, clinic.currency, lang),
            "minutes": visit.minutes,
        }
        for visit in clinic.visit_types
        if visit.specialty == specialty_id and visit.price is not None
    ]
