"""Finding, booking, moving and cancelling as tools: what they return, remember, refuse and put on the timeline."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.house import OpenHouse, local
from tests.tools.desk import Desk, starts

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_free_times_are_offered_earliest_first_and_remembered(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    found = await desk.does("find_slots", practitioner_id="phillips")
    assert starts(found) == ["2024-10-18T14:00", "2024-10-21T10:00"]
    slot = found.data["slots"][0]
    assert (slot["practitioner"], slot["visit_type"], slot["price"]) == ("Dr. Phillips", "skin consultation", "£160")
    assert [c.target for c in found.choices] == [*(f"slot:{s['id']}" for s in found.data["slots"]), "more_slots"]
    enquiry = await desk.enquiry()
    assert enquiry is not None
    assert enquiry.wish == "book"
    assert [offer.id for offer in enquiry.offers] == [s["id"] for s in found.data["slots"]]


async def test_more_times_are_other_times_until_there_are_no_others(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    seen: list[str] = []
    for _ in range(4):
        found = await desk.does("find_slots", practitioner_id="phillips", date_to="2024-11-01", more=bool(seen))
        if set(starts(found)) & set(seen):
            break
        seen += starts(found)
    assert len(seen) >= 4
    assert len(set(seen)) == len(seen)


async def test_later_and_sooner_are_seen_from_the_last_offer(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    first = starts(await desk.does("find_slots", practitioner_id="okafor", date_from="2024-10-24"))
    later = starts(await desk.does("find_slots", practitioner_id="okafor", later=True))
    assert min(later) > max(first)
    sooner = starts(await desk.does("find_slots", practitioner_id="okafor", sooner=True))
    assert max(sooner) < min(later)


async def test_a_wish_nothing_fits_is_widened_and_said_to_be(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    exact = await desk.does("find_slots", practitioner_id="phillips", date_from="2024-10-18", date_to="2024-10-18")
    assert exact.data["as_wished"]
    sunday = await desk.does("find_slots", practitioner_id="phillips", date_from="2024-10-20", date_to="2024-10-20")
    assert not sunday.data["as_wished"]
    assert starts(sunday)[0] >= "2024-10-21"


@pytest.mark.parametrize(
    ("wish", "allowed"),
    [
        ({"weekdays": [0]}, lambda at: at.weekday() == 0),
        ({"not_weekdays": [2, 4]}, lambda at: at.weekday() == 0),
        ({"time_from": "14:00"}, lambda at: at.hour >= 14),
        ({"time_to": "11:00"}, lambda at: at.hour < 11),
        ({"date_from": "2024-11-04", "date_to": "2024-11-08"}, lambda at: at.date().isoformat()[:8] == "2024-11-"),
    ],
)
async def test_a_wish_is_kept_to(rooms: OpenHouse, wish: dict[str, object], allowed: object) -> None:
    found = await (await Desk.of(rooms)).does("find_slots", practitioner_id="phillips", **wish)
    assert found.data["as_wished"]
    assert all(allowed(datetime.fromisoformat(start)) for start in starts(found))  # type: ignore[operator]


async def test_an_exact_time_that_is_free_is_known_as_such(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    wish = {"practitioner_id": "phillips", "date_from": "2024-10-18", "date_to": "2024-10-18"}
    free = await desk.does("find_slots", **wish, time_from="14:00", time_to="14:00")
    assert free.data["exact_time"]
    taken = await desk.does("find_slots", **wish, time_from="09:00", time_to="09:00")
    assert not taken.data["exact_time"]
    assert not taken.data["as_wished"]


async def test_nothing_free_within_the_horizon_is_refused_with_the_clinics_number(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)
    refused = await desk.does("find_slots", specialty_id="dermatology", visit_type_id="ecg")
    assert refused.code == "nothing_free"
    assert refused.data["phone"] == rooms.house.clinic.phone


async def test_a_new_patient_gets_the_longer_visit_until_they_say_they_are_not(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms)

    async def minutes() -> float:
        slot = (await desk.does("find_slots", practitioner_id="okafor")).data["slots"][0]
        return (datetime.fromisoformat(slot["end"]) - datetime.fromisoformat(slot["start"])) / timedelta(minutes=1)

    assert await minutes() == 30
    await desk.does("remember_contact", patient_kind="returning")
    assert await minutes() == 20


async def test_booking_asks_for_what_is_missing_one_at_a_time_and_holds_the_slot_meanwhile(rooms: OpenHouse) -> None:
    desk, rival = await Desk.of(rooms), await Desk.of(rooms, "Rival", "07700 900555")
    [slot, _] = await desk.offers(practitioner_id="phillips")
    assert (await desk.does("book_appointment", slot_id=slot)).code == "needs_name"
    assert slot not in await rival.offers(practitioner_id="phillips"), "it is held"
    await desk.does("remember_contact", name="Sarah Miller")
    held = await desk.does("book_appointment", slot_id=slot)
    assert held.code == "needs_phone"
    assert held.data["held"]["id"] == slot
    await desk.does("remember_contact", phone="07700 900123")
    booked = await desk.does("book_appointment", slot_id=slot)
    assert (booked.ok, booked.done) == (True, "booked")
    [appointment] = await rooms.live()
    assert local(appointment, rooms) == "2024-10-18 14:00"
    assert appointment.contact == "+447700900123"
    enquiry = await desk.enquiry()
    assert enquiry is None, "the enquiry is no longer open"


async def test_a_hold_runs_out_by_the_clinics_clock_and_may_be_taken_by_another(rooms: OpenHouse) -> None:
    desk, rival = await Desk.of(rooms), await Desk.of(rooms, "Rival", "07700 900555")
    [slot, _] = await desk.offers(practitioner_id="phillips")
    await desk.does("book_appointment", slot_id=slot)
    rooms.set_clock(rooms.house.clock.now() + timedelta(minutes=16))
    await rival.hears("anything on Friday?")
    assert (await rival.books(practitioner_id="phillips")).data["id"]
    await desk.does("remember_contact", name="Sarah Miller", phone="07700 900123")
    assert (await desk.does("book_appointment", slot_id=slot)).code == "slot_taken"
    assert len(await rooms.live()) == 1


async def test_for_somebody_else_their_name_is_needed_first_and_kept_as_a_person_of_their_own(
    rooms: OpenHouse,
) -> None:
    desk = await Desk.of(rooms, "Jane Moore", "07700 900444")
    await desk.does("note_enquiry", for_someone_else=True)
    [slot, _] = await desk.offers(practitioner_id="chen")
    assert (await desk.does("book_appointment", slot_id=slot)).code == "needs_patient_name"
    await desk.does("note_enquiry", patient_name="Lucy Moore")
    booked = await desk.does("book_appointment", slot_id=slot)
    assert booked.data["for"] == "Lucy Moore"
    await desk.hears("and another one for Lucy")
    await desk.does("note_enquiry", wish="book", for_someone_else=True, patient_name="lucy moore")
    await desk.books(practitioner_id="nair")
    first, second = await rooms.live()
    assert first.patient_id == second.patient_id, "the same child is not made twice"


async def test_the_same_call_of_the_same_turn_is_made_once(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Sarah Miller", "07700 900123")
    [slot, _] = await desk.offers(practitioner_id="phillips")
    first = await desk.does("book_appointment", slot_id=slot)
    assert await desk.again("book_appointment", slot_id=slot) == first
    assert len(await rooms.appointments()) == 1
    assert len(await desk.visitor.events("appointment_booked")) == 1


async def test_of_two_who_take_the_same_slot_one_gets_it_and_the_other_a_refusal(rooms: OpenHouse) -> None:
    one, two = await Desk.of(rooms, "One", "07700 900001"), await Desk.of(rooms, "Two", "07700 900002")
    [slot, _] = await one.offers(practitioner_id="phillips")
    assert slot in await two.offers(practitioner_id="phillips")
    assert (await one.does("book_appointment", slot_id=slot)).ok
    assert (await two.does("book_appointment", slot_id=slot)).code == "slot_taken"
    assert len(await rooms.live()) == 1
    assert await two.visitor.events("appointment_booked") == []


async def test_moving_keeps_the_appointment_and_frees_the_old_time(rooms: OpenHouse) -> None:
    desk, other = await Desk.of(rooms, "Sarah", "07700 900123"), await Desk.of(rooms)
    booked = await desk.books(practitioner_id="phillips")
    await desk.hears("can I move it?")
    slots = await desk.offers(practitioner_id="phillips", date_from="2024-10-21")
    moved = await desk.does("move_appointment", appointment_id=booked.data["id"], slot_id=slots[0])
    assert (moved.data["id"], moved.done) == (booked.data["id"], "moved")
    assert moved.data["was"].startswith("2024-10-18T14:00")
    [appointment] = await rooms.live()
    assert local(appointment, rooms) == "2024-10-21 10:00"
    assert "2024-10-18T14:00" in starts(await other.does("find_slots", practitioner_id="phillips"))


async def test_a_move_to_a_time_just_taken_leaves_the_appointment_where_it_is(rooms: OpenHouse) -> None:
    desk, rival = await Desk.of(rooms, "Sarah", "07700 900123"), await Desk.of(rooms, "Rival", "07700 900555")
    booked = await desk.books(practitioner_id="phillips")
    await desk.hears("can I move it?")
    [slot, *_] = await desk.offers(practitioner_id="phillips", date_from="2024-10-21")
    assert (await rival.books(practitioner_id="phillips", date_from="2024-10-21")).ok
    refused = await desk.does("move_appointment", appointment_id=booked.data["id"], slot_id=slot)
    assert refused.code == "slot_taken"
    assert "2024-10-18 14:00" in [local(a, rooms) for a in await rooms.live()]
    assert await desk.visitor.events("appointment_moved") == []


@pytest.mark.parametrize(("hours_before", "late"), [(25, False), (23, True)])
async def test_a_cancellation_is_stored_and_says_whether_it_is_late(
    rooms: OpenHouse, hours_before: int, late: bool
) -> None:
    desk = await Desk.of(rooms, "Sarah", "07700 900123")
    booked = await desk.books(practitioner_id="phillips")
    [appointment] = await rooms.live()
    rooms.set_clock(appointment.start - timedelta(hours=hours_before))
    await desk.hears("please cancel")
    cancelled = await desk.does("cancel_appointment", appointment_id=booked.data["id"])
    assert (cancelled.done, cancelled.data["late"]) == ("cancelled", late)
    assert [a.status for a in await rooms.appointments()] == ["cancelled"]
    assert (await desk.does("cancel_appointment", appointment_id=booked.data["id"])).code == "appointment_unknown"


async def test_what_has_begun_can_be_neither_moved_nor_cancelled(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Sarah", "07700 900123")
    booked = await desk.books(practitioner_id="phillips")
    [appointment] = await rooms.live()
    rooms.set_clock(appointment.start + timedelta(minutes=5))
    await desk.hears("please cancel")
    assert (await desk.does("cancel_appointment", appointment_id=booked.data["id"])).code == "appointment_unknown"
    assert (await desk.does("my_appointments")).data["appointments"] == []
    assert [a.status for a in await rooms.appointments()] == ["booked"]


async def test_dropping_an_enquiry_gives_the_held_slot_back(rooms: OpenHouse) -> None:
    desk, other = await Desk.of(rooms), await Desk.of(rooms)
    [slot, _] = await desk.offers(practitioner_id="phillips")
    await desk.does("book_appointment", slot_id=slot)
    await desk.does("note_enquiry", status="abandoned")
    assert slot in await other.offers(practitioner_id="phillips")
    assert await desk.enquiry() is None


async def test_a_new_matter_forgets_the_old_ones_offers(rooms: OpenHouse) -> None:
    desk = await Desk.of(rooms, "Sarah", "07700 900123")
    await desk.does("note_enquiry", reason="eczema", specialty_id="dermatology", practitioner_id="phillips")
    [slot, _] = await desk.offers(practitioner_id="phillips")
    await desk.does("note_enquiry", fresh=True, specialty_id="orthopaedics")
    enquiry = await desk.enquiry()
    assert enquiry is not None
    assert (enquiry.specialty_id, enquiry.practitioner_id, enquiry.reason) == ("orthopaedics", None, None)
    assert (await desk.does("book_appointment", slot_id=slot)).code == "slot_unknown"
