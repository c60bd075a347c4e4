"""A small clinic for the tests of the book: two practitioners, visits with and without buffers, any time zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.clinic import Clinic

WEEK = ["mon", "tue", "wed", "thu", "fri"]


def a_clinic(zone: str = "Europe/London", **changes: Any) -> Clinic:
    """Adler (dermatology, Mon–Fri 9–12 and 13–17) and Brandt (physio, Mon and Wed 10–16)."""
    text = {"de": "Text", "en": "text"}
    fields: dict[str, Any] = {
        "id": "testbed",
        "name": "Testbed",
        "country": "GB",
        "timezone": zone,
        "phone": "+442079460000",
        "address": {"street": "1 Road", "postcode": "E1", "city": "London", "map_url": "https://map.example"},
        "opening_hours": [{"days": WEEK, "start": "08:00", "end": "18:00"}],
        "specialties": [{"id": "skin", "title": text}, {"id": "physio", "title": text}],
        "practitioners": [
            practitioner("adler", "skin", [shift(WEEK, "09:00", "12:00"), shift(WEEK, "13:00", "17:00")]),
            practitioner("brandt", "physio", [shift(["mon", "wed"], "10:00", "16:00")]),
        ],
        "visit_types": [
            visit("check", "skin", 30, buffer_after=5, default=True, minutes_new_patient=45),
            visit("mole", "skin", 15, buffer_before=10, buffer_after=10),
            visit("massage", "physio", 40, default=True),
        ],
    }
    return Clinic.model_validate(fields | changes)


def practitioner(name: str, specialty: str, hours: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    known = {"id": name, "name": f"Dr. {name.title()}", "full_name": name.title(), "pronoun": "they"}
    return known | {"specialty": specialty, "hours": hours} | more


def shift(days: list[str], start: str, end: str) -> dict[str, Any]:
    return {"days": days, "start": start, "end": end}


def visit(name: str, specialty: str | None, minutes: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": {"de": name, "en": name}, "specialty": specialty, "minutes": minutes} | more


def never(_: date) -> bool:
    """A place without public holidays."""
    return False


def at(clinic: Clinic, text: str) -> datetime:
    """A local time of the clinic: "2027-03-01 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=clinic.zone)
