"""The demo clinic's own file says what the demo, its website and its knowledge rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.clinic_file import load_clinic
from domain.clinic import WEEKDAYS, Clinic

FOLDER = Path(__file__).parents[2] / "clinics" / "riverside"
PRICES = {
    "skin_consultation": (160, 30), "skin_follow_up": (95, 15), "skin_check": (195, 45),
    "gp_consultation": (85, 20), "health_check": (240, 45), "vaccination": (60, 10),
    "heart_consultation": (210, 40), "ecg": (90, 20), "gyn_consultation": (175, 30), "cervical_screening": (120, 20),
    "ortho_consultation": (190, 30), "child_consultation": (110, 25), "ent_consultation": (170, 30),
    "hearing_test": (95, 30), "physio_first": (85, 45), "physio_session": (65, 30),
}  # fmt: skip
DAYS = {
    "phillips": "mon wed fri", "okafor": "mon tue wed thu fri", "weber": "tue thu", "haddad": "mon tue thu",
    "brennan": "wed fri", "chen": "mon tue wed fri", "sorensen": "tue wed", "nair": "mon tue wed thu fri",
}  # fmt: skip


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return load_clinic(FOLDER)


def test_where_it_is(clinic: Clinic) -> None:
    assert (clinic.name, clinic.address.street) == ("Riverside Medical Center", "42 High Street")
    assert (clinic.timezone, clinic.phone, clinic.holiday_region) == ("Europe/London", "+442079460142", "ENG")


def test_prices_and_lengths(clinic: Clinic) -> None:
    assert {visit.id: (visit.price, visit.minutes) for visit in clinic.visit_types} == PRICES
    assert clinic.visit_type("skin_consultation").minutes_new_patient is None


def test_who_works_when(clinic: Clinic) -> None:
    worked = {p.id: {day for shift in p.hours for day in shift.days} for p in clinic.practitioners}
    assert worked == {who: set(days.split()) for who, days in DAYS.items()}
    assert clinic.practitioner("phillips").pronoun == "she"
    assert clinic.practitioner("phillips").specialty == "dermatology"


def test_nobody_works_while_the_clinic_is_closed(clinic: Clinic) -> None:
    opened = {day: next(s for s in clinic.opening_hours if day in s.days) for day in WEEKDAYS[:6]}
    for practitioner in clinic.practitioners:
        for shift in practitioner.hours:
            assert all(opened[day].start <= shift.start < shift.end <= opened[day].end for day in shift.days)


def test_every_specialty_is_found_in_both_languages_and_has_a_usual_visit(clinic: Clinic) -> None:
    for specialty in clinic.specialties:
        for words in (specialty.treats.de, specialty.treats.en):
            assert len(set(words)) == len(words) >= 12
        assert [visit.default for visit in clinic.visit_types_of(specialty.id)].count(True) == 1
        assert any(practitioner.specialty == specialty.id for practitioner in clinic.practitioners)


def test_every_visit_has_words_and_its_own_preparation(clinic: Clinic) -> None:
    for visit in clinic.visit_types:
        assert visit.preparation == f"prep-{visit.id.replace('_', '-')}"
        assert min(len(visit.keywords.de), len(visit.keywords.en)) >= 4
        assert visit.sensitive == (visit.specialty == "gynaecology")
