"""The "needs me" list, and what staff do with it."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from domain.clinic import Clinic
from domain.errors import BadInput
from domain.tasks import StaffTask, Urgency
from staff.access import Access, SignedIn
from staff.desk import Desk
from staff.shapes import TaskList, TaskShape

_ORDER: tuple[Urgency, ...] = ("now", "today", "soon")


def task_routes(desk: Desk, access: Access) -> APIRouter:
    router = APIRouter(prefix="/api/staff", tags=["staff"])

    @router.get("/needs-me")
    async def needs_me(_: SignedIn = Depends(access.reading)) -> TaskList:
        """What waits for a person: the most urgent first, among these who has waited longest."""
        return TaskList(items=[_shape(task, desk.clinic) for task in await open_tasks(desk)])

    @router.post("/tasks/{task_id}/seen")
    async def seen(task_id: str, who: SignedIn = Depends(access.writing)) -> TaskShape:
        """Somebody has seen it; it stays on the list."""
        async with desk.store.write() as work:
            known = _must(await work.tasks.get(task_id))
            task = _must(await work.tasks.seen(task_id, who.user.username, desk.clock.now()))
            if known.seen_at is None:
                await work.audit.add(who.user.username, "saw task", task_id, {}, desk.clock.now())
        return _shape(task, desk.clinic)

    @router.post("/tasks/{task_id}/done")
    async def done(task_id: str, who: SignedIn = Depends(access.writing)) -> TaskShape:
        """It is dealt with and leaves the list."""
        async with desk.store.write() as work:
            known = _must(await work.tasks.get(task_id))
            task = _must(await work.tasks.done(task_id, who.user.username, desk.clock.now()))
            if known.done_at is None:
                await work.audit.add(who.user.username, "finished task", task_id, {}, desk.clock.now())
        return _shape(task, desk.clinic)

    return router


async def open_tasks(desk: Desk) -> list[StaffTask]:
    async with desk.store.read() as work:
        return sorted(await work.tasks.open_tasks(), key=lambda task: _ORDER.index(task.urgency))


def _must(task: StaffTask | None) -> StaffTask:
    if task is None:
        raise BadInput("unknown_task", "There is no such task.", status=404)
    return task


def _shape(task: StaffTask, clinic: Clinic) -> TaskShape:
    return TaskShape(
        id=task.id,
        kind=task.kind,
        person_id=task.person_id,
        since=task.since.astimezone(clinic.zone),
        summary=task.summary,
        urgency=task.urgency,
    )
