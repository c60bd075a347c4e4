"""Any interleaving of find, hold, book, move, cancel, sweep and passing time, against a naive book kept beside it.

Over the weekend the clocks go back, by day and by night: after every step what is taken is exactly what the live
appointments, the holds and the blocks need, nothing twice and nothing outside hours.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.availability import check_bookable, needed_units
from domain.booking import Slot, SlotQuery
from domain.clinic import WEEKDAYS, Clinic
from domain.errors import RuleViolation
from domain.working_hours import UNIT, local_date, units, working_intervals
from tests.calendars.desk import for_person
from tests.calendars.store_desk import StoreDesk
from tests.domain.book_clinic import a_clinic, at, never, practitioner, shift, visit

PEOPLE = ("p1", "p2", "p3")
DOCTORS = ("adler", "brandt")
VISITS = ("check", "mole")
_ALL = list(WEEKDAYS)


def weekend_clinic() -> Clinic:
    """Two practitioners of one specialty: by day and in the night, in short shifts, so that visits collide."""
    nights = [shift(_ALL, "00:30", "02:30"), shift(_ALL, "09:00", "10:30"), shift(_ALL, "11:00", "12:00")]
    return a_clinic(
        practitioners=[practitioner(name, "skin", nights) for name in DOCTORS],
        visit_types=[
            visit("check", "skin", 30, buffer_after=5, default=True),
            visit("mole", "skin", 15, buffer_before=10, buffer_after=10),
        ],
        booking={"min_notice_minutes": 60, "max_open_unproven": 4},
    )


CLINIC = weekend_clinic()
START = at(CLINIC, "2026-10-24 05:00").astimezone(UTC)
MINUTES = dict.fromkeys(VISITS, 0) | {v.id: v.minutes for v in CLINIC.visit_types}


def _slot(who: str, what: str, start: datetime) -> Slot:
    return Slot(practitioner_id=who, visit_type_id=what, start=start, end=start + timedelta(minutes=MINUTES[what]))


def _starts() -> st.SearchStrategy[datetime]:
    """Few enough that they collide: two mornings and the night between, on the 5-minute grid."""
    night = st.integers(0, 42).map(lambda n: at(CLINIC, "2026-10-25 00:15").astimezone(UTC) + n * UNIT)
    sunday = st.integers(0, 42).map(lambda n: at(CLINIC, "2026-10-25 08:45").astimezone(UTC) + n * UNIT)
    saturday = st.integers(0, 42).map(lambda n: at(CLINIC, "2026-10-24 08:45").astimezone(UTC) + n * UNIT)
    return night | sunday | saturday


SLOTS = st.builds(_slot, st.sampled_from(DOCTORS), st.sampled_from(VISITS), _starts())


@dataclass
class Entry:
    """What the naive book knows of an appointment."""

    patient: str
    slot: Slot
    live: bool = True


class Interleaving(RuleBasedStateMachine):
    """The model is dictionaries and overlap checks; the calendar must agree with it step by step."""

    runner: asyncio.Runner
    desk: StoreDesk

    @initialize()
    def open(self) -> None:
        self.runner = asyncio.Runner()
        self.folder = TemporaryDirectory(prefix="faden-book-")
        self.desk = StoreDesk(CLINIC, Path(self.folder.name))
        self.now = START
        self.entries: dict[str, Entry] = {}
        self.holds: dict[str, tuple[Slot, datetime]] = {}
        self.blocked: Counter[tuple[str, datetime]] = Counter()
        self.offered: list[Slot] = []

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.run(self.desk.store.close())
            self.runner.close()
            self.folder.cleanup()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @rule(person=st.sampled_from(PEOPLE), limit=st.integers(1, 4), what=st.sampled_from(VISITS))
    def find(self, person: str, limit: int, what: str) -> None:
        query = SlotQuery(visit_type_id=what, new_patient=False, limit=limit)
        self.offered = self.run(self.desk.calendar.find(query, now=self.now, person_id=person))
        assert self.offered, "ninety days cannot be full"
        for slot in self.offered:
            assert self._may_be_taken(slot)
            assert not self._in_the_way(slot, own_hold=person)

    @rule(person=st.sampled_from(PEOPLE), slot=SLOTS, as_offered=st.booleans())
    def hold(self, person: str, slot: Slot, as_offered: bool) -> None:
        slot = self.offered[0] if as_offered and self.offered else slot
        if self._attempt(self._hold(person, slot), slot, own_hold=person):
            self.holds[person] = (slot, self.now + timedelta(minutes=CLINIC.booking.hold_minutes))

    @rule(person=st.sampled_from(PEOPLE), slot=SLOTS, as_offered=st.booleans())
    def book(self, person: str, slot: Slot, as_offered: bool) -> None:
        slot = self.offered[-1] if as_offered and self.offered else slot
        booked = self._attempt(self._book(person, slot), slot, own_hold=person)
        if booked:
            assert not self._patient_elsewhere(person, slot)
            self.entries[booked.id] = Entry(person, slot)
            self.holds.pop(person, None)

    @rule(person=st.sampled_from(PEOPLE))
    def book_what_is_held(self, person: str) -> None:
        if person in self._held():
            self.book(person=person, slot=self.holds[person][0], as_offered=False)

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), slot=SLOTS)
    def move(self, data: st.DataObject, slot: Slot) -> None:
        which = data.draw(st.sampled_from(list(self.entries)))  # as booked: ids are random, their order is not
        entry = self.entries[which]
        if self._attempt(self._move(which, slot), slot, own_hold=entry.patient, own=which):
            assert self._changeable(entry)
            assert not self._patient_elsewhere(entry.patient, slot, but=which)
            entry.slot = slot
            self.holds.pop(entry.patient, None)

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        which = data.draw(st.sampled_from(list(self.entries)))
        could = self._changeable(self.entries[which])
        _, refusal = self._outcome(self._cancel(which))
        assert refusal == (None if could else "appointment_over")
        self.entries[which].live = self.entries[which].live and not could

    @rule(person=st.sampled_from(PEOPLE))
    def release(self, person: str) -> None:
        self.run(self._release(person))
        self.holds.pop(person, None)

    @rule()
    def sweep(self) -> None:
        self.run(self._sweep())
        assert self.run(self._sweep()) == 0

    @rule(minutes=st.sampled_from((1, 5, 14, 15, 90)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(slot=SLOTS)
    def somebody_blocks(self, slot: Slot) -> None:
        """Only what is free: a block over a live visit is staff's own affair."""
        self.sweep()
        if not self._in_the_way(slot):
            self.run(self.desk.block(slot.practitioner_id, slot.start, slot.end))
            self.blocked.update((slot.practitioner_id, unit) for unit in units(slot.start, slot.end))

    @invariant()
    def taken_is_exactly_what_is_needed_once_and_within_hours(self) -> None:
        if not hasattr(self, "desk"):
            return
        needed = self._needed(self._live() + list(self._held().values())) + self.blocked
        assert not needed or max(needed.values()) == 1, "two visits overlap"
        assert self.run(self.desk.taken(DOCTORS, self.now)) == set(needed)
        for slot in self._live():
            assert self._within_hours(slot)

    def _attempt(self, write: Coroutine[Any, Any, Any], slot: Slot, *, own_hold: str, own: str | None = None) -> Any:
        """Success only where the naive book agrees; a refusal for a reason the naive book sees too."""
        free = not self._in_the_way(slot, own_hold=own_hold, own=own)
        kept = self._held().get(own_hold) == slot and slot.start > self.now
        may = kept or self._may_be_taken(slot)
        result, refusal = self._outcome(write)
        if refusal is None:
            assert free
            assert may
        assert not (refusal == "slot_taken" and free)
        assert not (refusal in ("too_soon", "outside_hours", "slot_gone", "too_far") and may)
        return result

    def _outcome(self, write: Coroutine[Any, Any, Any]) -> tuple[Any, str | None]:
        try:
            return self.run(write), None
        except RuleViolation as refusal:
            return None, refusal.code

    def _may_be_taken(self, slot: Slot) -> bool:
        try:
            check_bookable(slot, CLINIC, self.now, never)
        except RuleViolation:
            return False
        return True

    def _within_hours(self, slot: Slot) -> bool:
        who = CLINIC.practitioner(slot.practitioner_id)
        hours = working_intervals(CLINIC, who, local_date(slot.start, CLINIC), never)
        return any(worked.contains(slot.start, slot.end) for worked in hours)

    def _in_the_way(self, slot: Slot, own_hold: str | None = None, own: str | None = None) -> bool:
        others = [e.slot for which, e in self.entries.items() if e.live and which != own]
        others += [held for person, held in self._held().items() if person != own_hold]
        return bool(set(self._needed([slot])) & set(self._needed(others) + self.blocked))

    def _patient_elsewhere(self, patient: str, slot: Slot, but: str | None = None) -> bool:
        theirs = [e.slot for which, e in self.entries.items() if e.live and e.patient == patient and which != but]
        return any(other.start < slot.end and slot.start < other.end for other in theirs)

    def _needed(self, slots: list[Slot]) -> Counter[tuple[str, datetime]]:
        return Counter((slot.practitioner_id, unit) for slot in slots for unit in needed_units(slot, CLINIC, never))

    def _live(self) -> list[Slot]:
        return [entry.slot for entry in self.entries.values() if entry.live]

    def _held(self) -> dict[str, Slot]:
        return {person: slot for person, (slot, until) in self.holds.items() if until > self.now}

    def _changeable(self, entry: Entry) -> bool:
        return entry.live and entry.slot.start > self.now

    async def _hold(self, person: str, slot: Slot) -> Any:
        async with self.desk.work() as work:
            return await self.desk.calendar.hold(work, slot, person_id=person, now=self.now)

    async def _book(self, person: str, slot: Slot) -> Any:
        async with self.desk.work() as work:
            return await self.desk.calendar.book(work, slot, for_person(person), now=self.now)

    async def _move(self, which: str, slot: Slot) -> Any:
        async with self.desk.work() as work:
            return await self.desk.calendar.move(work, which, slot, now=self.now)

    async def _cancel(self, which: str) -> Any:
        async with self.desk.work() as work:
            return await self.desk.calendar.cancel(work, which, now=self.now)

    async def _release(self, person: str) -> None:
        async with self.desk.work() as work:
            await self.desk.calendar.release(work, person_id=person)

    async def _sweep(self) -> int:
        async with self.desk.work() as work:
            return await self.desk.calendar.expire_holds(work, now=self.now)


TestInterleaving = Interleaving.TestCase
TestInterleaving.settings = settings(max_examples=30, stateful_step_count=30)
