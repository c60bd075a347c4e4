"""What waits for a member of staff: the "needs me" list (contract.md, Staff API)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TaskKind = Literal[
    "human", "emergency", "knowledge_gap", "clinician_question", "delivery", "stalled", "callback", "other"
]
Urgency = Literal["now", "today", "soon"]


@dataclass(frozen=True, slots=True)
class StaffTask:
    """`summary` is for staff eyes and stored encrypted; a task is never deleted, only seen and done."""

    id: str
    kind: TaskKind
    person_id: str | None
    since: datetime
    summary: str
    urgency: Urgency
    seen_at: datetime | None = None
    seen_by: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
