"""The embedded calendar. Each 5-minute unit that a visit or a hold needs is a row that can exist only once, so two
visits of a practitioner cannot overlap, whoever races. A refused call leaves the transaction as it found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.availability import check_bookable, choose, enough, fitting, free_on, needed_units, search_days
from domain.booking import LIVE_STATUSES, Appointment, Hold, NewBooking, Slot, SlotQuery
from domain.clinic import Clinic
from domain.errors import RuleViolation
from domain.ports import Work
from domain.working_hours import HolidayCalendar, wall_instant
from store.engine import Store
from store.errors import UnitsTaken
from store.ids import new_id
from store.unit_of_work import UnitOfWork, unit_of_work

_LONGEST_VISIT = timedelta(hours=4)
_FIRST_LOOK_DAYS = 7
"""How far ahead the first read looks; each further one looks twice as far as the one before."""


class ClinicBook:
    """Implements `domain.ports.Calendar` over the store."""

    def __init__(self, store: Store, clinic: Clinic, is_holiday: HolidayCalendar) -> None:
        self._store = store
        self._clinic = clinic
        self._is_holiday = is_holiday

    async def find(self, query: SlotQuery, *, now: datetime, person_id: str | None = None) -> list[Slot]:
        found: list[Slot] = []
        who = [practitioner.id for practitioner, _ in fitting(query, self._clinic)]
        if not who:
            return found
        async with self._store.read() as work:
            for days in _looks(search_days(query, self._clinic, now)):
                start, end = self._midnight(days[0]), self._midnight(days[-1] + timedelta(days=1))
                busy = await work.calendar.busy(who, start, end, now, ignore_person_id=person_id)
                for day in days:
                    found += free_on(day, query, self._clinic, busy, now, self._is_holiday)
                    if enough(query, self._clinic, found):
                        return choose(query, self._clinic, found)
        return choose(query, self._clinic, found)

    async def hold(self, work: Work, slot: Slot, *, person_id: str, now: datetime) -> Hold:
        uow = unit_of_work(work)
        await self.expire_holds(uow, now=now)
        await self._check_rules(uow, slot, [person_id], now)
        until = now + timedelta(minutes=self._clinic.booking.hold_minutes)
        hold = Hold(id=new_id("hld"), slot=slot, person_id=person_id, expires_at=until)
        async with uow.nested():
            await self.release(uow, person_id=person_id)
            await uow.calendar.put_hold(hold)
            await self._take(uow, slot, hold_id=hold.id)
        return hold

    async def release(self, work: Work, *, person_id: str) -> None:
        uow = unit_of_work(work)
        hold = await uow.calendar.hold_of(person_id)
        if hold is not None:
            await _drop(uow, hold)

    async def book(self, work: Work, slot: Slot, booking: NewBooking, *, now: datetime) -> Appointment:
        uow = unit_of_work(work)
        await self.expire_holds(uow, now=now)
        await self._check_rules(uow, slot, [booking.booked_by], now)
        await self._check_open_unproven(uow, booking, now)
        await _check_patient_free(uow, slot, booking.patient_id)
        appointment = _new_appointment(slot, booking, now)
        async with uow.nested():
            await self.release(uow, person_id=booking.booked_by)
            await uow.calendar.put_appointment(appointment)
            await self._take(uow, slot, appointment_id=appointment.id)
        return appointment

    async def move(self, work: Work, appointment_id: str, slot: Slot, *, now: datetime) -> Appointment:
        """Its own old time does not stand in the way of the new one, nor does a hold of its patient or booker."""
        uow = unit_of_work(work)
        before = await _changeable(uow, appointment_id, now)
        people = sorted({before.booked_by, before.patient_id})
        await self.expire_holds(uow, now=now)
        await self._check_rules(uow, slot, people, now)
        await _check_patient_free(uow, slot, before.patient_id, but=before.id)
        after = replace(
            before,
            practitioner_id=slot.practitioner_id,
            visit_type_id=slot.visit_type_id,
            start=slot.start,
            end=slot.end,
            status="booked",  # a confirmation was for the old time
            version=before.version + 1,
        )
        async with uow.nested():  # a new time that is taken brings the old one back
            for person_id in people:
                await self.release(uow, person_id=person_id)
            await uow.calendar.free_units(appointment_id=before.id)
            await self._take(uow, slot, appointment_id=before.id)
            await uow.calendar.put_appointment(after)
        return after

    async def cancel(self, work: Work, appointment_id: str, *, now: datetime) -> Appointment:
        uow = unit_of_work(work)
        before = await _changeable(uow, appointment_id, now)
        cancelled = replace(before, status="cancelled", version=before.version + 1)
        await uow.calendar.free_units(appointment_id=before.id)
        await uow.calendar.put_appointment(cancelled)
        return cancelled

    async def expire_holds(self, work: Work, *, now: datetime) -> int:
        uow = unit_of_work(work)
        expired = await uow.calendar.expired_holds(now)
        for hold in expired:
            await _drop(uow, hold)
        return len(expired)

    async def _take(
        self, uow: UnitOfWork, slot: Slot, *, appointment_id: str | None = None, hold_id: str | None = None
    ) -> None:
        needed = needed_units(slot, self._clinic, self._is_holiday)
        try:
            await uow.calendar.take_units(slot.practitioner_id, needed, appointment_id=appointment_id, hold_id=hold_id)
        except UnitsTaken:
            raise RuleViolation("slot_taken") from None

    async def _check_rules(self, uow: UnitOfWork, slot: Slot, people: Iterable[str], now: datetime) -> None:
        """The clinic's rules. A slot still held met them when it was held: the notice does not run out meanwhile."""
        held = [hold.slot for person_id in people if (hold := await uow.calendar.hold_of(person_id)) is not None]
        if slot not in held or slot.start <= now:
            check_bookable(slot, self._clinic, now, self._is_holiday)

    async def _check_open_unproven(self, uow: UnitOfWork, booking: NewBooking, now: datetime) -> None:
        limit = self._clinic.booking.max_open_unproven
        if not booking.proven and await uow.calendar.open_unproven(booking.booked_by, booking.contact, now) >= limit:
            raise RuleViolation("too_many_open", limit=limit)

    def _midnight(self, day: date) -> datetime:
        return wall_instant(day, time(), self._clinic.zone)


def _looks(days: Iterable[date]) -> Iterator[list[date]]:
    """The days to search in stretches, each read at once: most searches end in the first."""
    span, stretch = _FIRST_LOOK_DAYS, list[date]()
    for day in days:
        if stretch and (day - stretch[0]).days >= span:
            yield stretch
            span, stretch = span * 2, []
        stretch.append(day)
    if stretch:
        yield stretch


def _new_appointment(slot: Slot, booking: NewBooking, now: datetime) -> Appointment:
    return Appointment(
        id=new_id("apt"),
        practitioner_id=slot.practitioner_id,
        visit_type_id=slot.visit_type_id,
        patient_id=booking.patient_id,
        booked_by=booking.booked_by,
        start=slot.start,
        end=slot.end,
        status="booked",
        channel=booking.channel,
        created_at=now,
        reason=booking.reason,
        proven=booking.proven,
        contact=booking.contact,
    )


async def _drop(uow: UnitOfWork, hold: Hold) -> None:
    await uow.calendar.free_units(hold_id=hold.id)
    await uow.calendar.delete_hold(hold.id)


async def _changeable(uow: UnitOfWork, appointment_id: str, now: datetime) -> Appointment:
    """An appointment still ahead, which can be moved or cancelled."""
    appointment = await uow.calendar.get_appointment(appointment_id)
    if appointment is None:
        raise RuleViolation("appointment_unknown")
    if appointment.status not in ("booked", "confirmed") or appointment.start <= now:
        raise RuleViolation("appointment_over")
    return appointment


async def _check_patient_free(uow: UnitOfWork, slot: Slot, patient_id: str, *, but: str | None = None) -> None:
    """Nobody can be with two practitioners at once."""
    for other in await uow.calendar.appointments_of(patient_id, after=slot.start - _LONGEST_VISIT):
        if other.patient_id != patient_id or other.id == but or other.practitioner_id == slot.practitioner_id:
            continue
        if other.status in LIVE_STATUSES and other.start < slot.end and slot.start < other.end:
            raise RuleViolation("patient_busy")
