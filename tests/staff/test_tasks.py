"""The "needs me" list: its order, its shape, and what seen and done do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.tasks import StaffTask, TaskKind, Urgency
from tests.staff.front_desk import NOW, FrontDesk
from tests.staff.test_login import code

LIST = "/api/staff/needs-me"


async def filed(desk: FrontDesk, kind: TaskKind, urgency: Urgency, minutes_ago: int, person: str | None = None) -> str:
    since = NOW - timedelta(minutes=minutes_ago)
    async with desk.store.write() as work:
        return (await work.tasks.add(kind, person, f"{kind} please", urgency, since)).id


async def stored(desk: FrontDesk, task_id: str) -> StaffTask:
    async with desk.store.read() as work:
        task = await work.tasks.get(task_id)
    assert task is not None
    return task


async def test_most_urgent_first_then_who_has_waited_longest(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah")
    soon = await filed(desk, "knowledge_gap", "soon", 600)
    later = await filed(desk, "human", "now", 5, sarah)
    first = await filed(desk, "emergency", "now", 10, sarah)
    today = await filed(desk, "callback", "today", 60)
    client = await desk.signed_in()
    items = (await client.get(LIST)).json()["items"]
    assert [item["id"] for item in items] == [first, later, today, soon]
    assert items[1] == {
        "id": later,
        "kind": "human",
        "person_id": sarah,
        "since": "2024-10-15T21:55:00+01:00",
        "summary": "human please",
        "urgency": "now",
    }
    assert items[3]["person_id"] is None


async def test_seen_is_noted_once_and_stays_listed_done_leaves(desk: FrontDesk) -> None:
    task_id = await filed(desk, "human", "now", 5)
    client = await desk.signed_in()
    for _ in range(2):
        assert (await client.post(f"/api/staff/tasks/{task_id}/seen")).json()["id"] == task_id
        desk.hands.clinic += timedelta(minutes=1)
    task = await stored(desk, task_id)
    assert (task.seen_by, task.seen_at, task.done_at) == ("admin", NOW, None)
    assert len((await client.get(LIST)).json()["items"]) == 1
    for _ in range(2):
        assert (await client.post(f"/api/staff/tasks/{task_id}/done")).status_code == 200
    assert (await stored(desk, task_id)).done_by == "admin"
    assert (await client.get(LIST)).json() == {"items": []}
    marks = [entry for entry in await desk.audited() if entry[2] == task_id]
    assert marks == [("admin", "finished task", task_id), ("admin", "saw task", task_id)]


@pytest.mark.parametrize("action", ["seen", "done"])
async def test_an_unknown_task_is_404(desk: FrontDesk, action: str) -> None:
    client = await desk.signed_in()
    assert code(await client.post(f"/api/staff/tasks/tsk_unknown/{action}")) == (404, "unknown_task")


@pytest.mark.parametrize("action", ["seen", "done"])
async def test_a_cookie_needs_its_own_csrf_token(desk: FrontDesk, action: str) -> None:
    task_id = await filed(desk, "human", "now", 5)
    client, other = await desk.in_browser(), await desk.in_browser()
    path = f"/api/staff/tasks/{task_id}/{action}"
    for shown in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": other.cookies["faden_csrf"]}):
        assert code(await client.post(path, headers=shown)) == (403, "csrf")
    forged = {"X-CSRF-Token": "x", "Cookie": f"faden_staff={client.cookies['faden_staff']}; faden_csrf=x"}
    assert code(await desk.client().post(path, headers=forged)) == (403, "csrf")
    task = await stored(desk, task_id)
    assert (task.seen_at, task.done_at) == (None, None)
    right = {"X-CSRF-Token": client.cookies["faden_csrf"]}
    assert (await client.post(path, headers=right)).status_code == 200
