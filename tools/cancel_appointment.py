"""Cancel an own appointment. A late cancellation is allowed and said to be late; fees are decided by staff only."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel, Field

from memory import enquiries
from tools.appointment_data import appointment_data
from tools.book_appointment import booking_event
from tools.context import Call, ToolResult
from tools.my_appointments import own_appointment
from tools.tool import Effect, Tool


class Args(BaseModel):
    appointment_id: str = Field(description="id from my_appointments; only after the patient has confirmed")


async def cancel_appointment(call: Call, args: Args) -> ToolResult:
    now = call.services.memory.now()
    before = own_appointment(call, args.appointment_id)
    late = before.start - now < timedelta(hours=call.clinic.booking.cancellation_notice_hours)
    async with call.services.memory.transaction() as work:
        cancelled = await call.services.calendar.cancel(work, before.id, now=now)
        enquiry = await enquiries.current(work, call.brief.person_id, call.brief.channel, now)
        await enquiries.save(work, enquiry, now, status="answered", wish="cancel", appointment_id=cancelled.id)
        data = appointment_data(cancelled, call.clinic, call.lang, call.brief.patient_names)
        data["late"] = late
        await call.services.memory.append(work, booking_event(call, "appointment_cancelled", data))
        return await call.done(work, ToolResult(data=data, done="cancelled"))


TOOL = Tool(
    name="cancel_appointment",
    description="Cancel one of the patient's own appointments, after they have said clearly which one.",
    args=Args,
    effect=Effect.WRITE,
    run=cancel_appointment,
)
