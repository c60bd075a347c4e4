"""What every calendar backend keeps: subclass `CalendarContract` and give it a `desk` fixture."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.booking import Appointment, Slot
from domain.errors import RuleViolation
from tests.calendars.desk import (
    NOW,
    QUERY,
    Desk,
    book,
    cancel,
    for_person,
    hold,
    is_free,
    move,
    refused,
    slot_at,
)


class CalendarContract:
    async def test_find_offers_the_earliest_of_two_days(self, desk: Desk) -> None:
        assert await desk.calendar.find(QUERY, now=NOW) == [slot_at("01 09:00"), slot_at("02 09:00")]

    async def test_a_search_that_nobody_fits_is_empty(self, desk: Desk) -> None:
        assert await desk.calendar.find(QUERY.model_copy(update={"practitioner_id": "nobody"}), now=NOW) == []

    async def test_a_full_fortnight_is_looked_past(self, desk: Desk) -> None:
        await desk.block("adler", NOW, NOW + timedelta(days=15))
        assert await desk.calendar.find(QUERY, now=NOW) == [slot_at("16 09:00"), slot_at("17 09:00")]

    async def test_what_is_booked_is_no_longer_offered_nor_bookable(self, desk: Desk) -> None:
        booked = await book(desk, slot_at("01 09:00"), reason="itch")
        assert (booked.status, booked.version, booked.patient_id, booked.reason) == ("booked", 1, "p1", "itch")
        assert (booked.start, booked.end) == (slot_at("01 09:00").start, slot_at("01 09:00").end)
        assert (await desk.calendar.find(QUERY, now=NOW))[0] == slot_at("01 09:35")
        for overlapping in ("01 09:00", "01 09:30"):  # 09:30 is the buffer
            with refused("slot_taken"):
                await book(desk, slot_at(overlapping), "p2")

    async def test_a_block_from_elsewhere_is_respected(self, desk: Desk) -> None:
        assert await is_free(desk, slot_at("01 10:00"))
        await desk.block("adler", slot_at("01 10:10").start, slot_at("01 10:20").start)
        assert not await is_free(desk, slot_at("01 10:00"))
        assert await is_free(desk, slot_at("01 10:20"))
        with refused("slot_taken"):
            await book(desk, slot_at("01 10:00"))

    async def test_a_hold_keeps_others_out_and_its_holder_in(self, desk: Desk) -> None:
        held = await hold(desk, slot_at("01 10:00"))
        assert held.expires_at == NOW + timedelta(minutes=15)
        assert not await is_free(desk, held.slot)
        assert await is_free(desk, held.slot, person_id="p1")
        with refused("slot_taken"):
            await hold(desk, held.slot, "p2")
        with refused("slot_taken"):
            await book(desk, held.slot, "p2")
        assert (await book(desk, held.slot, "p1")).start == held.slot.start

    async def test_booking_consumes_the_hold_even_of_another_time(self, desk: Desk) -> None:
        await hold(desk, slot_at("01 10:00"))
        await book(desk, slot_at("01 14:00"))
        assert await is_free(desk, slot_at("01 10:00"))

    async def test_a_second_hold_replaces_the_first_unless_it_is_refused(self, desk: Desk) -> None:
        await hold(desk, slot_at("01 11:00"), "p2")
        await hold(desk, slot_at("01 10:00"))
        with refused("slot_taken"):
            await hold(desk, slot_at("01 11:00"))
        assert not await is_free(desk, slot_at("01 10:00"))
        await hold(desk, slot_at("01 10:10"))
        assert await is_free(desk, slot_at("01 09:30"))
        assert not await is_free(desk, slot_at("01 10:10"))

    async def test_an_expired_hold_never_blocks(self, desk: Desk) -> None:
        await hold(desk, slot_at("01 10:00"))
        almost, over = NOW + timedelta(minutes=15, seconds=-1), NOW + timedelta(minutes=15)
        assert not await is_free(desk, slot_at("01 10:00"), almost)
        with refused("slot_taken"):
            await book(desk, slot_at("01 10:00"), "p2", almost)
        assert await is_free(desk, slot_at("01 10:00"), over)
        await book(desk, slot_at("01 10:00"), "p2", over)

    async def test_expired_holds_are_swept_once(self, desk: Desk) -> None:
        await hold(desk, slot_at("01 10:00"))
        await hold(desk, slot_at("01 14:00"), "p2", NOW + timedelta(minutes=5))
        async with desk.work() as work:
            assert await desk.calendar.expire_holds(work, now=NOW + timedelta(minutes=15)) == 1
            assert await desk.calendar.expire_holds(work, now=NOW + timedelta(minutes=15)) == 0
        assert not await is_free(desk, slot_at("01 14:00"), NOW + timedelta(minutes=15))

    async def test_release_gives_the_held_time_back_and_may_be_repeated(self, desk: Desk) -> None:
        await hold(desk, slot_at("01 10:00"))
        async with desk.work() as work:
            await desk.calendar.release(work, person_id="p1")
            await desk.calendar.release(work, person_id="p1")
        assert await is_free(desk, slot_at("01 10:00"))

    async def test_notice_does_not_run_out_while_a_slot_is_held(self, desk: Desk) -> None:
        await hold(desk, slot_at("01 09:00"))
        later = NOW + timedelta(minutes=10)
        with refused("too_soon"):
            await book(desk, slot_at("01 09:05"), "p2", later)
        await hold(desk, slot_at("01 09:00"), now=later)
        await book(desk, slot_at("01 09:00"), now=later + timedelta(minutes=10))

    async def test_move_frees_the_old_time_and_keeps_the_appointment(self, desk: Desk) -> None:
        before = await book(desk, slot_at("01 10:00"), reason="itch")
        after = await move(desk, before.id, slot_at("02 14:00", who="cordes"))
        assert (after.id, after.version, after.status, after.reason) == (before.id, 2, "booked", "itch")
        assert (after.practitioner_id, after.start) == ("cordes", slot_at("02 14:00").start)
        assert await is_free(desk, slot_at("01 10:00"))
        assert not await is_free(desk, slot_at("02 14:00", who="cordes"))

    async def test_its_own_old_time_does_not_block_a_move(self, desk: Desk) -> None:
        before = await book(desk, slot_at("01 10:00"))
        await move(desk, before.id, slot_at("01 10:15"))
        assert not await is_free(desk, slot_at("01 10:20"))
        await book(desk, slot_at("01 09:30"), "p2")  # with its buffer it ends at 10:05, inside the old time

    async def test_a_refused_move_keeps_the_old_time_and_the_hold(self, desk: Desk) -> None:
        await book(desk, slot_at("02 10:00"), "p2")
        before = await book(desk, slot_at("01 10:00"))
        await hold(desk, slot_at("03 10:00"))
        async with desk.work() as work:  # refused and then committed, as a turn does that journals the refusal
            with refused("slot_taken"):
                await desk.calendar.move(work, before.id, slot_at("02 10:15"), now=NOW)
        assert not await is_free(desk, slot_at("01 10:00"))
        assert not await is_free(desk, slot_at("03 10:00"))
        assert (await move(desk, before.id, slot_at("03 10:00"))).version == 2

    async def test_a_move_may_take_what_its_booker_holds(self, desk: Desk) -> None:
        before = await book(desk, slot_at("01 10:00"), patient_id="p9")
        await hold(desk, slot_at("02 10:00"))
        assert (await move(desk, before.id, slot_at("02 10:00"))).start == slot_at("02 10:00").start

    async def test_cancel_frees_the_time_and_cannot_be_repeated(self, desk: Desk) -> None:
        booked = await book(desk, slot_at("01 10:00"))
        cancelled = await cancel(desk, booked.id, slot_at("01 09:55").start)  # late is allowed
        assert (cancelled.status, cancelled.version) == ("cancelled", 2)
        assert await is_free(desk, slot_at("01 10:00"))
        with refused("appointment_over"):
            await cancel(desk, booked.id)
        with refused("appointment_over"):
            await move(desk, booked.id, slot_at("02 10:00"))

    async def test_what_is_past_or_unknown_cannot_be_changed(self, desk: Desk) -> None:
        booked = await book(desk, slot_at("01 10:00"))
        with refused("appointment_over"):
            await cancel(desk, booked.id, booked.start)
        with refused("appointment_over"):
            await move(desk, booked.id, slot_at("02 10:00"), booked.start)
        with refused("appointment_unknown"):
            await cancel(desk, "apt_none")
        with refused("appointment_unknown"):
            await move(desk, "apt_none", slot_at("02 10:00"))

    @pytest.mark.parametrize(
        ("slot", "code"),
        [
            (slot_at("01 08:55"), "too_soon"),
            (slot_at("01 10:00").model_copy(update={"start": NOW - timedelta(days=7), "end": NOW}), "slot_gone"),
            (slot_at("01 10:00", days_later=98), "too_far"),
            (slot_at("01 12:10"), "outside_hours"),
            (slot_at("06 10:00"), "outside_hours"),
            (slot_at("01 10:00", minutes=25), "slot_gone"),
        ],
    )
    async def test_the_clinics_rules_hold_for_every_write(self, desk: Desk, slot: Slot, code: str) -> None:
        kept = await book(desk, slot_at("01 14:00"))
        with refused(code):
            await hold(desk, slot, "p2")
        with refused(code):
            await book(desk, slot, "p2")
        with refused(code):
            await move(desk, kept.id, slot)
        assert not await is_free(desk, slot_at("01 14:00"))

    async def test_unproven_bookings_are_limited_by_visitor_and_by_number(self, desk: Desk) -> None:
        await book(desk, slot_at("01 10:00"), contact="+44201")
        await book(desk, slot_at("02 10:00"), contact="+44202")
        with refused("too_many_open"):
            await book(desk, slot_at("03 10:00"), contact="+44203")
        await book(desk, slot_at("03 10:00"), "p2", contact="+44201")
        with refused("too_many_open"):
            await book(desk, slot_at("04 10:00"), "p3", contact="+44201")
        await book(desk, slot_at("04 10:00"), proven=True)

    async def test_cancelled_and_past_appointments_make_room(self, desk: Desk) -> None:
        first, _ = await book(desk, slot_at("01 10:00")), await book(desk, slot_at("01 14:00"))
        with refused("too_many_open"):
            await book(desk, slot_at("03 10:00"))
        await cancel(desk, first.id)
        await book(desk, slot_at("03 10:00"))
        await book(desk, slot_at("03 14:00"), now=slot_at("01 15:00").start)

    async def test_nobody_is_with_two_practitioners_at_once(self, desk: Desk) -> None:
        await book(desk, slot_at("01 10:00"))
        with refused("patient_busy"):
            await book(desk, slot_at("01 10:15", who="cordes"))
        other = await book(desk, slot_at("01 10:30", who="cordes"))
        with refused("patient_busy"):
            await move(desk, other.id, slot_at("01 09:45", who="cordes"))

    async def test_somebody_else_may_be_booked_at_the_same_time(self, desk: Desk) -> None:
        await book(desk, slot_at("01 10:00"))
        theirs = await book(desk, slot_at("01 10:00", who="cordes"), patient_id="p2")
        assert (theirs.patient_id, theirs.booked_by) == ("p2", "p1")

    async def test_a_transaction_that_fails_leaves_nothing(self, desk: Desk) -> None:
        async def crash() -> None:
            async with desk.work() as work:
                await desk.calendar.book(work, slot_at("01 10:00"), for_person("p1"), now=NOW)
                raise RuntimeError("crash")

        with pytest.raises(RuntimeError, match="crash"):
            await crash()
        assert await is_free(desk, slot_at("01 10:00"))

    async def test_of_fifty_racing_for_one_slot_one_wins_and_the_rest_are_offered_the_next(self, desk: Desk) -> None:
        (offered,) = await desk.calendar.find(QUERY.model_copy(update={"limit": 1}), now=NOW)
        attempts = (book(desk, offered, f"p{n}") for n in range(1, 51))
        results = await asyncio.gather(*attempts, return_exceptions=True)
        refusals = [result.code for result in results if isinstance(result, RuleViolation)]
        assert refusals == ["slot_taken"] * 49
        (won,) = (result for result in results if isinstance(result, Appointment))
        assert won.start == offered.start
        assert (await desk.calendar.find(QUERY, now=NOW))[0] == slot_at("01 09:35")
