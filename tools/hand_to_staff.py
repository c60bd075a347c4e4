"""Hand the conversation to a person: the task exists in the same transaction in which the patient is told so."""

from __future__ import annotations

from pydantic import BaseModel, Field

from domain.opening import is_open, next_opening
from domain.phone import spaced
from domain.thread import NewEvent
from memory import staff_tasks
from tools.context import Call, ToolResult
from tools.tool import Effect, Tool


class Args(BaseModel):
    reason: str = Field("", max_length=500, description="what it is about, in the patient's words")


async def hand_to_staff(call: Call, args: Args) -> ToolResult:
    services, brief = call.services, call.brief
    now = services.memory.now()
    opening = next_opening(call.clinic, now, services.is_holiday)
    data = {
        "open_now": is_open(call.clinic, now, services.is_holiday),
        "opens_at": opening.isoformat() if opening else None,
        "clinic_phone": spaced(call.clinic.phone),
        "callback": brief.known.phone,
    }
    who = ", ".join(part for part in (brief.known.name, brief.known.phone) if part) or "–"
    async with services.memory.transaction() as work:
        await staff_tasks.file_task(
            work, "human", brief.person_id, f"{args.reason or '–'} ({who})", "now" if data["open_now"] else "today",
            now, key=f"human:{brief.person_id}",
        )  # fmt: skip
        await services.memory.append(
            work,
            NewEvent(
                person_id=brief.person_id,
                session_id=brief.session_id or None,
                channel=brief.channel,
                direction="internal",
                author="assistant",
                kind="handoff",
                data={"reason": args.reason},
            ),
        )
        return await call.done(work, ToolResult(data=data))


TOOL = Tool(
    name="hand_to_staff",
    description="The patient wants a person, or you cannot help: tell the clinic's staff.",
    args=Args,
    effect=Effect.WRITE,
    run=hand_to_staff,
)
