"""The console's pages, rendered on the server from what the API answers. Read-only but for seen and done."""

from __future__ import annotations

from datetime import date, time, timedelta

from fastapi import APIRouter, Request, Response

from domain.booking import LIVE_STATUSES
from domain.errors import BadInput
from domain.working_hours import local_date, wall_instant
from staff.access import Access
from staff.appointments import between, start_of_today
from staff.desk import Desk
from staff.persons import LONGEST_QUERY, TIMELINE_LENGTH, find_persons, open_file
from staff.rendering import Pages
from staff.shapes import PersonList
from staff.tasks import open_tasks

_DAYS_SHOWN = 7
_WEEK = timedelta(days=_DAYS_SHOWN)
_NEXT_SHOWN = 8
_LATEST_SHOWN = 6
_PERSONS_SHOWN = 30


def page_routes(desk: Desk, access: Access, pages: Pages) -> APIRouter:
    console = Console(desk, access, pages)
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/staff", console.home)
    router.add_api_route("/staff/persons", console.persons)
    router.add_api_route("/staff/persons/{person_id}", console.person)
    router.add_api_route("/staff/appointments", console.appointments)
    return router


class Console:
    """One method a page; whoever is not signed in gets the login form in its place."""

    def __init__(self, desk: Desk, access: Access, pages: Pages) -> None:
        self._desk = desk
        self._access = access
        self._pages = pages

    async def home(self, request: Request) -> Response:
        who = await self._access.find(request)
        if who is None:
            return self._ask_to_sign_in(request, status=200)
        desk, today = self._desk, start_of_today(self._desk)
        week = await between(desk, today, today + _WEEK)
        coming = [visit for visit in week if visit.status in LIVE_STATUSES and visit.end > desk.clock.now()]
        latest = (await find_persons(desk, "", _LATEST_SHOWN)).items
        values = {"tasks": await open_tasks(desk), "coming": coming[:_NEXT_SHOWN], "latest": latest}
        return self._pages.show(request, "home.html", values, who=who)

    async def persons(self, request: Request, q: str = "", after: str | None = None) -> Response:
        who = await self._access.find(request)
        if who is None:
            return self._ask_to_sign_in(request)
        found = await self._search(q[:LONGEST_QUERY], after)
        return self._pages.show(request, "persons.html", {"q": q, "after": after, "found": found}, who=who)

    async def person(self, request: Request, person_id: str) -> Response:
        who = await self._access.find(request)
        if who is None:
            return self._ask_to_sign_in(request)
        try:
            file = await open_file(self._desk, who, person_id, self._pages.lang(request))
        except BadInput as fault:
            return self._pages.show(request, "not_found.html", {}, status=fault.status, who=who)
        values = {
            "file": file,
            "person": file.person,
            "sources": {item.seq for item in file.timeline},
            "cut": len(file.timeline) == TIMELINE_LENGTH,
        }
        return self._pages.show(request, "person.html", values, who=who)

    async def appointments(self, request: Request) -> Response:
        """A week of them; `from` is a local date."""
        who = await self._access.find(request)
        if who is None:
            return self._ask_to_sign_in(request)
        desk = self._desk
        first = _date(request.query_params.get("from", "")) or local_date(desk.clock.now(), desk.clinic)
        start, end = (wall_instant(day, time.min, desk.clinic.zone) for day in (first, first + _WEEK))
        days = [first + timedelta(days=n) for n in range(_DAYS_SHOWN)]
        values = {"days": days, "week": _WEEK, "found": await between(desk, start, end)}
        return self._pages.show(request, "appointments.html", values, who=who)

    def _ask_to_sign_in(self, request: Request, status: int = 401) -> Response:
        next_page = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        values = {"fault": "", "username": "", "next_page": next_page}
        return self._pages.show(request, "login.html", values, status=status)

    async def _search(self, q: str, after: str | None) -> PersonList:
        """A cursor nobody gave starts the list anew: on a page that is kinder than an error."""
        try:
            return await find_persons(self._desk, q, _PERSONS_SHOWN, after)
        except BadInput:
            return await find_persons(self._desk, q, _PERSONS_SHOWN)


def _date(text: str) -> date | None:
    """A day in this or a neighbouring century; anything else is no date to show."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
