"""The clinic's appointments between two instants, whatever their status."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from fastapi import APIRouter, Depends, Query

from domain.booking import Appointment
from domain.clinic import Clinic
from domain.errors import BadInput
from domain.working_hours import local_date, wall_instant
from staff.access import Access, SignedIn
from staff.desk import Desk
from staff.shapes import AppointmentList, AppointmentShape, Named
from store.unit_of_work import UnitOfWork

_LOST_PLUS = re.compile(r" (?=\d\d:?\d\d(:?\d\d(\.\d+)?)?$)")
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class AppointmentReader:
    """Gives stored appointments the names of who they are about; asks for each name once."""

    def __init__(self, work: UnitOfWork, clinic: Clinic) -> None:
        self._work = work
        self._clinic = clinic
        self._practitioners = {entry.id: entry.name for entry in clinic.practitioners}
        self._names: dict[str, str | None] = {}

    async def shape(self, appointment: Appointment) -> AppointmentShape:
        who = appointment.practitioner_id
        return AppointmentShape(
            id=appointment.id,
            practitioner=Named(id=who, name=self._practitioners.get(who)),
            visit_type=appointment.visit_type_id,
            patient=await self._named(appointment.patient_id),
            booked_by=await self._named(appointment.booked_by),
            start=appointment.start.astimezone(self._clinic.zone),
            end=appointment.end.astimezone(self._clinic.zone),
            status=appointment.status,
            channel=appointment.channel,
        )

    async def _named(self, person_id: str) -> Named:
        if person_id not in self._names:
            person = await self._work.persons.get(person_id)
            self._names[person_id] = person.name if person else None
        return Named(id=person_id, name=self._names[person_id])


def appointment_routes(desk: Desk, access: Access) -> APIRouter:
    router = APIRouter(prefix="/api/staff/appointments", tags=["staff"])

    @router.get("")
    async def appointments(
        start: str = Query("", alias="from", max_length=60),
        end: str = Query("", alias="to", max_length=60),
        _: SignedIn = Depends(access.reading),
    ) -> AppointmentList:
        """Those starting at `from` or later and before `to`; without them from today to the booking horizon."""
        first = instant("from", start) if start else start_of_today(desk)
        last = instant("to", end) if end else _later(first, timedelta(days=desk.clinic.booking.horizon_days + 1))
        if last < first:
            raise BadInput("bad_range", "`to` must not be before `from`.", status=422)
        return AppointmentList(items=await between(desk, first, last))

    return router


async def between(desk: Desk, start: datetime, end: datetime) -> list[AppointmentShape]:
    """Earliest first."""
    async with desk.store.read() as work:
        reader = AppointmentReader(work, desk.clinic)
        return [await reader.shape(a) for a in await work.calendar.appointments_between(start, end)]


def start_of_today(desk: Desk) -> datetime:
    """Midnight by the clinic's clock."""
    return wall_instant(local_date(desk.clock.now(), desk.clinic), time.min, desk.clinic.zone)


def _later(start: datetime, by: timedelta) -> datetime:
    return start + by if start < _END_OF_TIME - by else _END_OF_TIME


def instant(name: str, text: str) -> datetime:
    """An ISO 8601 time with its offset; a "+" that was not escaped in the query is accepted.

    Raises BadInput: bad_time (422).
    """
    try:
        at = datetime.fromisoformat(_LOST_PLUS.sub("+", text.strip()))
        if at.utcoffset() is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    how = f"`{name}` must be an ISO 8601 time with offset, such as 2024-10-18T00:00:00+01:00."
    raise BadInput("bad_time", how, status=422)
