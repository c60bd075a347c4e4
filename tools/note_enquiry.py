"""Keep what the patient wants with the open enquiry: it is what the next message, or the next channel, begins with."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from domain.enquiry import EnquiryStatus, Wish
from domain.errors import RuleViolation
from memory import enquiries
from tools.context import Call, ToolResult
from tools.find_slots import When
from tools.tool import Effect, Tool


class Args(BaseModel):
    wish: Wish | None = None
    reason: str | None = Field(None, max_length=300, description="in the patient's own words")
    specialty_id: str | None = None
    practitioner_id: str | None = None
    any_practitioner: bool | None = None
    visit_type_id: str | None = None
    new_patient: bool | None = None
    for_someone_else: bool | None = None
    when: When | None = Field(None, description="days and times they wish, as long as you cannot search yet")
    patient_name: str | None = Field(None, max_length=120, description="whom it is for, when not the person")
    appointment_id: str | None = Field(None, description="the appointment to move or cancel")
    continuity: Literal["granted", "refused"] | None = Field(None, description="may we carry on from their number?")
    status: EnquiryStatus | None = Field(None, description="'abandoned' when the patient drops it")
    fresh: bool = Field(False, description="a new matter: forget practitioner, visit, offers of the last one")


_MATTER: dict[str, object] = {
    "reason": None, "specialty_id": None, "practitioner_id": None, "any_practitioner": False, "visit_type_id": None,
    "for_someone_else": False, "patient_name": None, "offers": (), "offered_ever": (), "chosen": None,
    "appointment_id": None,
}  # fmt: skip


async def note_enquiry(call: Call, args: Args) -> ToolResult:
    _known_ids(call, args)
    now = call.services.memory.now()
    async with call.services.memory.transaction() as work:
        enquiry = await enquiries.current(work, call.brief.person_id, call.brief.channel, now)
        changes: dict[str, object] = dict(_MATTER) if args.fresh else {}
        changes |= args.model_dump(exclude={"fresh", "when"}, exclude_none=True)
        if args.when:
            changes["query"] = enquiry.query.model_copy(update=args.when.model_dump(exclude_unset=True))
        await enquiries.save(work, enquiry, now, **changes)
        if args.status == "abandoned":
            await call.services.calendar.release(work, person_id=call.brief.person_id)
        return await call.done(work, ToolResult(data={"noted": sorted(changes)}))


def _known_ids(call: Call, args: Args) -> None:
    clinic = call.clinic
    if args.practitioner_id and args.practitioner_id not in {p.id for p in clinic.practitioners}:
        raise RuleViolation("practitioner_unknown")
    if args.specialty_id and args.specialty_id not in {s.id for s in clinic.specialties}:
        raise RuleViolation("specialty_unknown")
    if args.visit_type_id and args.visit_type_id not in {v.id for v in clinic.visit_types}:
        raise RuleViolation("visit_type_unknown")
    if args.appointment_id and call.brief.appointment(args.appointment_id) is None:
        raise RuleViolation("appointment_unknown")


TOOL = Tool(
    name="note_enquiry",
    description="Note what the patient wants (reason, practitioner, for whom …) as soon as they say it.",
    args=Args,
    effect=Effect.WRITE,
    run=note_enquiry,
)
