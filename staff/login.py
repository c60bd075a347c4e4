"""`POST /staff/login` and `/staff/logout`, and the first admin.

A browser gets a cookie and the next page; `Accept: application/json` gets a token for `Authorization: Bearer`.
"""

from __future__ import annotations

import re
from datetime import datetime

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from domain.errors import BadInput
from staff.access import Access, SignedIn, check_csrf, give_cookies, take_cookies
from staff.attempts import Attempts
from staff.desk import Desk
from staff.passwords import LONGEST, Passwords
from staff.rendering import Pages
from store.engine import Store
from store.records import StaffUser

ADMIN = "admin"
_OUR_PAGE = re.compile(r"/staff(/[\w/-]*)?(\?[^\s\\]*)?")


async def ensure_admin(store: Store, password: str, now: datetime) -> None:
    """The admin `admin` with this password, made if there is none; the setting decides which password holds."""
    passwords = Passwords()
    async with store.read() as work:
        known = await work.staff.get(ADMIN)
    if known and await passwords.matches(known.password_hash, password):
        return
    hashed = await passwords.hashed(password)
    name, created_at = (known.name, known.created_at) if known else ("Admin", now)
    async with store.write() as work:
        await work.staff.put(StaffUser(ADMIN, hashed, name, "admin", created_at))


class Credentials:
    """Checks username and password; wrong ones are counted, and nobody learns which of the two was wrong."""

    def __init__(self, store: Store, attempts: Attempts) -> None:
        self._store = store
        self._attempts = attempts
        self._passwords = Passwords()

    async def check(self, request: Request, username: str, password: str) -> StaffUser:
        """Raises BadInput: wrong_login (401), too_many_attempts (429)."""
        async with self._store.read() as work:
            user = await work.staff.get(username)
        password_hash = user.password_hash if user else None
        # a new password starts with a clean slate, hence its hash in the key
        key = username, request.client.host if request.client else "", password_hash or ""
        self._attempts.begin(*key)
        right = await self._passwords.matches(password_hash, password)
        if user is None or not right:
            raise BadInput("wrong_login", "Username or password is wrong.", status=401)
        self._attempts.succeeded(*key)
        return user


def login_routes(desk: Desk, access: Access, pages: Pages, attempts: Attempts) -> APIRouter:
    router = APIRouter(tags=["staff"])
    credentials = Credentials(desk.store, attempts)

    @router.post("/staff/login")
    async def login(
        request: Request,
        username: str = Form(max_length=200),
        password: str = Form(max_length=LONGEST),
        next_page: str = Form("", alias="next"),
    ) -> Response:
        """Sign in: a session cookie, or `{"token"}` where JSON is asked for."""
        _refuse_other_sites(request)
        try:
            user = await credentials.check(request, username.strip(), password)
        except BadInput as fault:
            if not _from_a_page(request):
                raise
            values = {"fault": fault.code, "username": username, "next_page": next_page}
            return pages.show(request, "login.html", values, status=fault.status)
        return _welcome(request, await access.open(user, desk.clock.now()), next_page, secure=desk.secure_cookies)

    @router.post("/staff/logout")
    async def logout(request: Request, csrf: str = Form("")) -> Response:
        """End this session. The page's form shows the CSRF token in a field, everybody else in the header."""
        response = RedirectResponse("/staff", status_code=303) if _from_a_page(request) else Response(status_code=204)
        if _from_a_page(request) and await access.find(request) is None:
            return response  # the session ran out in an open tab
        who = await access.reading(request)
        check_csrf(who, csrf or request.headers.get("x-csrf-token", ""))
        await access.close(who, desk.clock.now())
        take_cookies(response, secure=desk.secure_cookies)
        return response

    return router


def _welcome(request: Request, who: SignedIn, next_page: str, *, secure: bool) -> Response:
    """The token to whoever asked for JSON, else cookies and on to the page that was wanted, if it is one of ours."""
    if "application/json" in request.headers.get("accept", "") and not _from_a_page(request):
        return JSONResponse({"token": who.token}, headers={"Cache-Control": "no-store"})
    response = RedirectResponse(next_page if _OUR_PAGE.fullmatch(next_page) else "/staff", status_code=303)
    give_cookies(response, who, secure=secure)
    return response


def _from_a_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _refuse_other_sites(request: Request) -> None:
    """No other site may sign a browser in under an account of its choosing."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise BadInput("other_site", "Sign in on this site.", status=403)
