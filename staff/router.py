"""The staff door as one router: login, API and pages. The write side of the console is not here yet."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from domain.clinic import Clinic
from domain.ports import Clock
from staff.access import Access
from staff.appointments import appointment_routes
from staff.attempts import Attempts
from staff.desk import Desk
from staff.login import login_routes
from staff.pages import page_routes
from staff.persons import person_routes
from staff.rendering import Pages
from staff.static_files import static_routes
from staff.tasks import task_routes
from store.engine import Store


def staff_routes(
    store: Store,
    clinic: Clinic,
    clock: Clock,
    *,
    secure_cookies: bool,
    access: Access | None = None,
    attempts: Attempts | None = None,
) -> APIRouter:
    """Everything under `/staff` and `/api/staff`. `access` and `attempts` are given where a test sets their time."""
    desk = Desk(store, clinic, clock, secure_cookies)
    access = access or Access(store)
    pages = Pages(clinic, clock, secure_cookies=secure_cookies)
    router = APIRouter()
    router.include_router(login_routes(desk, access, pages, Attempts() if attempts is None else attempts))
    for routes in (person_routes, appointment_routes, task_routes):
        router.include_router(routes(desk, access), dependencies=[Depends(_never_stored)])
    router.include_router(page_routes(desk, access, pages))
    router.include_router(static_routes())
    return router


def _never_stored(response: Response) -> None:
    """Patients' data stays out of every cache on the way."""
    response.headers["Cache-Control"] = "no-store"
