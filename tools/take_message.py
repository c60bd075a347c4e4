"""Pass a question or message on to the clinic's people: a task on their list, never an answer of our own."""

from __future__ import annotations

from pydantic import BaseModel, Field

from domain.tasks import TaskKind
from memory import staff_tasks
from tools.context import Call, ToolResult
from tools.tool import Effect, Tool


class Args(BaseModel):
    text: str = Field(min_length=1, max_length=1000, description="the question in the patient's own words")
    practitioner_id: str | None = Field(None, description="when it is for one practitioner")


async def take_message(call: Call, args: Args) -> ToolResult:
    known = call.brief.known
    who = ", ".join(part for part in (known.name, known.phone) if part) or "–"
    practitioner = next((p.name for p in call.clinic.practitioners if p.id == args.practitioner_id), None)
    kind: TaskKind = "clinician_question" if practitioner else "other"
    summary = f"{practitioner + ': ' if practitioner else ''}{args.text} ({who})"
    async with call.services.memory.transaction() as work:
        task = await staff_tasks.file_task(
            work, kind, call.brief.person_id, summary, "today", call.services.memory.now()
        )
        return await call.done(
            work, ToolResult(data={"task_id": task.id, "practitioner": practitioner, "phone": known.phone})
        )


TOOL = Tool(
    name="take_message",
    description="Pass the patient's question or message on to the clinic's staff or to one practitioner.",
    args=Args,
    effect=Effect.WRITE,
    run=take_message,
)
