"""What a tool may touch while it serves one message. Ids come from here, never from the model's arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.clinic import Clinic, Lang
from domain.opening import IsHoliday
from domain.ports import Calendar, Clock, Work
from domain.thread import Choice, NewEvent, WebLink
from knowledge_base.library import KnowledgeBase
from memory import Brief, Memory, journal


@dataclass(frozen=True, slots=True)
class Services:
    """The clinic and the rooms below, the same for every call."""

    clinic: Clinic
    clock: Clock
    calendar: Calendar
    memory: Memory
    knowledge: KnowledgeBase
    is_holiday: IsHoliday


class Shown(BaseModel):
    """A button or link under the reply, decided by the tool, not by the model."""

    model_config = ConfigDict(frozen=True)

    title: str
    target: str


class ToolResult(BaseModel):
    """What a call came to. `code` names the refusal (`prompts/refusals.md`) or what is still needed."""

    model_config = ConfigDict(frozen=True)

    ok: bool = True
    code: str | None = None
    data: dict[str, Any] = Field(default_factory=dict)
    choices: tuple[Shown, ...] = ()
    links: tuple[Shown, ...] = ()
    approved: tuple[str, ...] = ()
    """Approved knowledge texts: the check lets them pass verbatim."""
    done: str | None = None
    """What was really stored: "booked", "moved", "cancelled"; the check needs it to let such a claim pass."""

    def buttons(self) -> tuple[Choice, ...]:
        return tuple(Choice(c.title, c.target) for c in self.choices)

    def web_links(self) -> tuple[WebLink, ...]:
        return tuple(WebLink(link.title, link.target) for link in self.links)


@dataclass(slots=True)
class Call:
    """One tool call in progress, for the message `inbound_seq`; `done` stores its result exactly once."""

    services: Services
    brief: Brief
    inbound_seq: int
    tool: str
    ordinal: int
    args: dict[str, Any]
    recorded: bool = field(default=False)

    @property
    def clinic(self) -> Clinic:
        return self.services.clinic

    @property
    def lang(self) -> Lang:
        return self.brief.lang

    async def done(self, work: Work, result: ToolResult) -> ToolResult:
        """Journal the result and put the call on the timeline, in the transaction of its write."""
        now = self.services.memory.now()
        stored = result.model_dump(mode="json")
        await journal.record(
            work, self.brief.person_id, self.inbound_seq, self.tool, self.ordinal, self.args, stored, now
        )
        await self.services.memory.append(work, self._event(result))
        self.recorded = True
        return result

    def _event(self, result: ToolResult) -> NewEvent:
        return NewEvent(
            person_id=self.brief.person_id,
            session_id=self.brief.session_id or None,
            channel=self.brief.channel,
            direction="internal",
            author="assistant",
            kind="tool_call",
            text="",
            data={"tool": self.tool, "args": self.args, "ok": result.ok, "code": result.code, "for": self.inbound_seq},
        )
