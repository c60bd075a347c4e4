"""What waits for a member of staff, filed in the transaction of the thing that caused it."""

from __future__ import annotations

from datetime import datetime

from domain.ports import Work
from domain.tasks import StaffTask, TaskKind, Urgency
from store.unit_of_work import unit_of_work


async def file_task(
    work: Work,
    kind: TaskKind,
    person_id: str | None,
    summary: str,
    urgency: Urgency,
    now: datetime,
    *,
    key: str | None = None,
) -> StaffTask:
    """Add to the "needs me" list; the same open `key` is filed once."""
    uow = unit_of_work(work)
    return await uow.tasks.add(kind, person_id, summary, urgency, now, key=key)
