"""The rules for booking one slot, to the minute, and the units it needs."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from domain.availability import check_bookable, needed_units, occupied
from domain.booking import Slot
from domain.errors import RuleViolation
from domain.working_hours import UNIT
from tests.domain.book_clinic import a_clinic, at, never


def a_slot(start: str, *, minutes: int = 30, who: str = "adler", what: str = "check") -> Slot:
    begin = at(a_clinic(), start).astimezone(UTC)
    return Slot(practitioner_id=who, visit_type_id=what, start=begin, end=begin + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("slot", "code", "values"),
    [
        (a_slot("2027-03-01 08:55"), "too_soon", {"phone": "+442079460000"}),
        (a_slot("2027-02-26 09:00"), "too_soon", {"phone": "+442079460000"}),
        (a_slot("2027-05-31 09:00"), "too_far", {"days": 90}),
        (a_slot("2027-03-01 11:35"), "outside_hours", {"practitioner": "Dr. Adler"}),
        (a_slot("2027-03-06 10:00"), "outside_hours", {"practitioner": "Dr. Adler"}),
        (a_slot("2027-03-01 13:05", what="mole", minutes=15), "outside_hours", {"practitioner": "Dr. Adler"}),
        (a_slot("2027-03-01 10:00", minutes=60), "slot_gone", {}),
        (a_slot("2027-03-01 10:02"), "slot_gone", {}),
        (a_slot("2027-03-01 10:00", who="nobody"), "slot_gone", {}),
        (a_slot("2027-03-01 10:00", what="nothing"), "slot_gone", {}),
        (a_slot("2027-03-01 10:00", what="massage", minutes=40), "slot_gone", {}),
    ],
)
def test_what_may_not_be_booked_and_why(slot: Slot, code: str, values: dict[str, object]) -> None:
    clinic = a_clinic()
    with pytest.raises(RuleViolation) as refused:
        check_bookable(slot, clinic, at(clinic, "2027-03-01 07:00"), never)
    assert (refused.value.code, refused.value.values) == (code, values)


@pytest.mark.parametrize(
    ("slot", "now"),
    [
        (a_slot("2027-03-01 09:00"), "2027-03-01 07:00"),
        (a_slot("2027-05-31 16:30"), "2027-03-02 00:00"),
        (a_slot("2027-03-01 10:00", minutes=45), "2027-02-26 07:00"),
        (a_slot("2027-03-01 11:30"), "2027-02-26 07:00"),
    ],
)
def test_the_last_moments_and_lengths_the_rules_allow(slot: Slot, now: str) -> None:
    clinic = a_clinic()
    check_bookable(slot, clinic, at(clinic, now), never)


def test_a_holiday_is_outside_hours() -> None:
    clinic = a_clinic()
    with pytest.raises(RuleViolation, match="outside_hours"):
        check_bookable(a_slot("2027-03-01 10:00"), clinic, at(clinic, "2027-02-26 07:00"), lambda _: True)


def test_a_slot_needs_its_visit_and_buffers_within_the_shift() -> None:
    clinic = a_clinic()
    middle, last = a_slot("2027-03-01 10:00"), a_slot("2027-03-01 11:30")
    assert len(needed_units(middle, clinic, never)) == 7
    assert needed_units(last, clinic, never)[-1] + UNIT == last.end
    assert occupied(last, clinic.visit_type("check"))[1] == last.end + timedelta(minutes=5)
