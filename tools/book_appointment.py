"""Book an offered slot. Without a name and a reachable number the slot is held while they are asked for."""

from __future__ import annotations

from pydantic import BaseModel, Field

from domain.booking import Appointment, NewBooking, Slot
from domain.enquiry import Enquiry
from domain.errors import RuleViolation
from domain.people import Assurance
from domain.ports import Work
from domain.thread import EventKind, NewEvent
from memory import enquiries, facts
from tools.appointment_data import appointment_data, slot_data
from tools.context import Call, ToolResult
from tools.tool import Effect, Tool


class Args(BaseModel):
    slot_id: str = Field(description="the id of a slot that find_slots returned")


async def book_appointment(call: Call, args: Args) -> ToolResult:
    now = call.services.memory.now()
    async with call.services.memory.transaction() as work:
        enquiry = await enquiries.current(work, call.brief.person_id, call.brief.channel, now)
        slot = offered_slot(enquiry, args.slot_id)
        missing = _missing(call, enquiry)
        if missing:
            return await call.done(work, await _hold(call, work, enquiry, slot, missing))
        appointment = await call.services.calendar.book(work, slot, await _booking(call, work, enquiry), now=now)
        await enquiries.save(
            work, enquiry, now, status="booked", wish="book", chosen=slot.id, appointment_id=appointment.id
        )
        return await call.done(work, await _booked(call, work, appointment, enquiry))


def offered_slot(enquiry: Enquiry, slot_id: str) -> Slot:
    """Only what was offered in this enquiry can be taken."""
    offer = enquiry.offer(slot_id)
    if offer is None:
        raise RuleViolation("slot_unknown")
    return offer.slot


def _missing(call: Call, enquiry: Enquiry) -> str | None:
    known = call.brief.known
    if enquiry.for_someone_else and not enquiry.patient_name:
        return "needs_patient_name"
    if not known.name:
        return "needs_name"
    return None if known.phone else "needs_phone"


async def _hold(call: Call, work: Work, enquiry: Enquiry, slot: Slot, missing: str) -> ToolResult:
    now = call.services.memory.now()
    hold = await call.services.calendar.hold(work, slot, person_id=call.brief.person_id, now=now)
    await enquiries.save(work, enquiry, now, wish="book", chosen=slot.id, hold_id=hold.id)
    data = {
        "held": slot_data(slot, call.clinic, call.lang),
        "until": hold.expires_at.astimezone(call.clinic.zone).isoformat(),
    }
    return ToolResult(ok=False, code=missing, data=data)


async def _booking(call: Call, work: Work, enquiry: Enquiry) -> NewBooking:
    booker = call.brief.person_id
    patient = booker
    if enquiry.for_someone_else and enquiry.patient_name:
        patient = (await facts.patients_of(work, booker)).get(enquiry.patient_name.casefold()) or (
            await facts.new_patient_person(work, enquiry.patient_name, call.services.memory.now())
        )
    return NewBooking(
        patient_id=patient,
        booked_by=booker,
        channel=call.brief.channel,
        reason=enquiry.reason or "",
        contact=call.brief.known.phone,
        proven=call.brief.assurance >= Assurance.PROVEN,
    )


async def _booked(call: Call, work: Work, appointment: Appointment, enquiry: Enquiry) -> ToolResult:
    names = {appointment.patient_id: enquiry.patient_name or ""} if enquiry.for_someone_else else {}
    data = appointment_data(appointment, call.clinic, call.lang, names)
    await call.services.memory.append(work, booking_event(call, "appointment_booked", data))
    return ToolResult(data=data, done="booked")


def booking_event(call: Call, kind: EventKind, data: dict[str, object]) -> NewEvent:
    """The timeline entry of a change to the calendar."""
    return NewEvent(
        person_id=call.brief.person_id,
        session_id=call.brief.session_id or None,
        channel=call.brief.channel,
        direction="internal",
        author="assistant",
        kind=kind,
        data=data,
    )


TOOL = Tool(
    name="book_appointment",
    description="Book a slot the patient has chosen. Says what is still needed (name, phone) and holds the slot.",
    args=Args,
    effect=Effect.WRITE,
    run=book_appointment,
    during_emergency=False,
)
