"""Remember who the person says they are and how to reach them. Telling us a number proves nothing about it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from domain.errors import RuleViolation
from domain.phone import to_e164
from memory import facts
from tools.context import Call, ToolResult
from tools.tool import Effect, Tool


class Args(BaseModel):
    name: str | None = Field(None, min_length=1, max_length=120)
    phone: str | None = Field(None, max_length=40, description="as the patient wrote it")
    birth_date: date | None = None
    patient_kind: Literal["new", "returning"] | None = None
    opt_out: bool | None = Field(None, description="no more messages on this channel / messages again")


async def remember_contact(call: Call, args: Args) -> ToolResult:
    learned = _facts(call, args)
    now = call.services.memory.now()
    async with call.services.memory.transaction() as work:
        for name, value in learned.items():
            await facts.learn(
                work, call.brief.person_id, name, value, source=call.inbound_seq, level=call.brief.assurance, now=now
            )
        if "phone" in learned:
            await facts.claim_phone(work, call.brief.person_id, learned["phone"], now)
        return await call.done(work, ToolResult(data=dict(learned)))


def _facts(call: Call, args: Args) -> dict[str, str]:
    learned: dict[str, str] = {}
    if args.name:
        learned["name"] = " ".join(args.name.split())
    if args.phone:
        number = to_e164(args.phone, call.clinic.country)
        if number is None:
            raise RuleViolation("phone_invalid")
        learned["phone"] = number
    if args.birth_date:
        if not date(1900, 1, 1) <= args.birth_date <= call.services.memory.now().date():
            raise RuleViolation("birth_date_invalid")
        learned["birth_date"] = args.birth_date.isoformat()
    if args.patient_kind:
        learned["patient_kind"] = args.patient_kind
    if args.opt_out is not None:
        learned[f"opt_out.{call.brief.channel}"] = "yes" if args.opt_out else "no"
    return learned


TOOL = Tool(
    name="remember_contact",
    description="Remember the name, phone number, birth date the patient gives.",
    args=Args,
    effect=Effect.WRITE,
    run=remember_contact,
)
