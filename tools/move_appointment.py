"""Move an own appointment to an offered slot: the new time is taken before the old one is given up."""

from __future__ import annotations

from pydantic import BaseModel, Field

from memory import enquiries
from tools.appointment_data import appointment_data
from tools.book_appointment import booking_event, offered_slot
from tools.context import Call, ToolResult
from tools.my_appointments import own_appointment
from tools.tool import Effect, Tool


class Args(BaseModel):
    appointment_id: str = Field(description="id from my_appointments")
    slot_id: str = Field(description="the id of a slot that find_slots returned")


async def move_appointment(call: Call, args: Args) -> ToolResult:
    now = call.services.memory.now()
    before = own_appointment(call, args.appointment_id)
    async with call.services.memory.transaction() as work:
        enquiry = await enquiries.current(work, call.brief.person_id, call.brief.channel, now)
        slot = offered_slot(enquiry, args.slot_id)
        moved = await call.services.calendar.move(work, before.id, slot, now=now)
        await enquiries.save(work, enquiry, now, status="booked", wish="move", appointment_id=moved.id, chosen=slot.id)
        data = appointment_data(moved, call.clinic, call.lang, call.brief.patient_names)
        data["was"] = before.start.astimezone(call.clinic.zone).isoformat()
        await call.services.memory.append(work, booking_event(call, "appointment_moved", data))
        return await call.done(work, ToolResult(data=data, done="moved"))


TOOL = Tool(
    name="move_appointment",
    description="Move one of the patient's own appointments to a slot that find_slots returned.",
    args=Args,
    effect=Effect.WRITE,
    run=move_appointment,
    during_emergency=False,
)
