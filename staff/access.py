"""Who is signed in: sessions by cookie or Bearer token, and the CSRF token a cookie needs for every change.

Only the SHA-256 of a session's token is stored. The CSRF token is derived from the session's, so it needs no row.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import Request, Response

from domain.errors import BadInput
from store.engine import Store
from store.records import StaffUser

SESSION_COOKIE = "faden_staff"
CSRF_COOKIE = "faden_csrf"
SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff at the other end of a request."""

    user: StaffUser
    token: str
    by_cookie: bool

    @property
    def csrf(self) -> str:
        return hashlib.sha256(b"csrf:" + self.token.encode()).hexdigest()


def real_now() -> datetime:
    """Logins last by real time: setting the sandbox's clock to Friday must not throw the receptionist out."""
    return datetime.now(UTC)


class Access:
    """Opens, finds and closes sessions; `reading` and `writing` are the dependencies of all other endpoints."""

    def __init__(self, store: Store, now: Callable[[], datetime] = real_now) -> None:
        self._store = store
        self._now = now

    async def open(self, user: StaffUser, clinic_now: datetime) -> SignedIn:
        """A session of 12 hours, noted in the audit log."""
        token = secrets.token_urlsafe(32)
        async with self._store.write() as work:
            await work.staff.drop_expired(self._now())
            await work.staff.open_session(_stored(token), user.username, self._now() + SESSION)
            await work.audit.add(user.username, "signed in", user.username, {}, clinic_now)
        return SignedIn(user, token, by_cookie=True)

    async def close(self, who: SignedIn, clinic_now: datetime) -> None:
        async with self._store.write() as work:
            await work.staff.close_session(_stored(who.token))
            await work.audit.add(who.user.username, "signed out", who.user.username, {}, clinic_now)

    async def find(self, request: Request) -> SignedIn | None:
        """Whoever the request comes from; a Bearer token, where there is one, decides alone."""
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        by_cookie = scheme.lower() != "bearer"
        token = request.cookies.get(SESSION_COOKIE, "") if by_cookie else bearer.strip()
        if not token:
            return None
        async with self._store.read() as work:
            session = await work.staff.session(_stored(token))
            if session is None or session.expires_at <= self._now():
                return None
            user = await work.staff.get(session.username)
        return SignedIn(user, token, by_cookie) if user else None

    async def reading(self, request: Request) -> SignedIn:
        """Raises BadInput: not_signed_in (401)."""
        who = await self.find(request)
        if who is None:
            raise BadInput("not_signed_in", "Sign in first.", status=401)
        return who

    async def writing(self, request: Request) -> SignedIn:
        """As `reading`; whoever comes by cookie also shows its CSRF token. Raises BadInput: csrf (403)."""
        who = await self.reading(request)
        check_csrf(who, request.headers.get("x-csrf-token", ""))
        return who


def check_csrf(who: SignedIn, shown: str) -> None:
    """Raises BadInput: csrf (403)."""
    if who.by_cookie and not hmac.compare_digest(who.csrf.encode(), shown.encode()):
        raise BadInput("csrf", "The X-CSRF-Token header is missing or not this session's.", status=403)


def give_cookies(response: Response, who: SignedIn, *, secure: bool) -> None:
    """The session for the browser alone, its CSRF token readable by our script."""
    age = int(SESSION.total_seconds())
    response.set_cookie(SESSION_COOKIE, who.token, max_age=age, httponly=True, samesite="lax", secure=secure)
    response.set_cookie(CSRF_COOKIE, who.csrf, max_age=age, httponly=False, samesite="lax", secure=secure)


def take_cookies(response: Response, *, secure: bool) -> None:
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=secure)
    response.delete_cookie(CSRF_COOKIE, samesite="lax", secure=secure)


def _stored(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
