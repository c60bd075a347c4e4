"""The upcoming appointments this person may see from here; what is told is logged as a disclosure."""

from __future__ import annotations

from pydantic import BaseModel

from domain.booking import Appointment
from domain.errors import RuleViolation
from tools.appointment_data import appointment_buttons, appointment_data
from tools.context import Call, ToolResult
from tools.tool import Effect, Tool


class Args(BaseModel):
    pass


async def my_appointments(call: Call, args: Args) -> ToolResult:
    listed = [appointment_data(a, call.clinic, call.lang, call.brief.patient_names) for a in call.brief.appointments]
    choices = appointment_buttons(call.brief.appointments, call.clinic, call.lang) if len(listed) > 1 else ()
    result = ToolResult(data={"appointments": listed}, choices=choices)
    async with call.services.memory.transaction() as work:
        for entry in listed:
            await call.services.memory.disclose(
                work, call.brief.person_id, f"appointment {entry['id']}", call.brief.assurance, "asked for own",
                call.inbound_seq,
            )  # fmt: skip
        return await call.done(work, result)


def own_appointment(call: Call, appointment_id: str) -> Appointment:
    """An appointment this person may change; any other does not exist for them."""
    appointment = call.brief.appointment(appointment_id)
    if appointment is None:
        raise RuleViolation("appointment_unknown")
    return appointment


TOOL = Tool(
    name="my_appointments",
    description="List the patient's own upcoming appointments, as far as they may be told here.",
    args=Args,
    effect=Effect.READ,
    run=my_appointments,
)
