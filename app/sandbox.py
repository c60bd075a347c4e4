"""The sandbox: a clock that can be set, a reset, and the outbox, for demos, evals and acceptance tests.

Only with FADEN_SANDBOX=1, in one process, on loopback (`app.serve` refuses anything else).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field

from app.bootstrap import House
from app.clock import SettableClock
from app.sandbox_page.routes import add_page
from channels.web.origin import origin_allowed
from domain.errors import BadInput


def _iso(value: object) -> object:
    """Times are written as text; a bare number would be read as seconds since 1970."""
    if value is not None and not isinstance(value, str):
        raise ValueError("write an ISO time with offset, such as 2024-10-15T22:00:00+01:00")
    return value


def _near(value: datetime) -> datetime:
    """A year the calendar and its holidays are known for."""
    if not 2000 <= value.year <= 2100:
        raise ValueError("write a time between 2000 and 2100")
    return value


IsoTime = Annotated[AwareDatetime, BeforeValidator(_iso), AfterValidator(_near)]


class ClockChange(BaseModel):
    """Exactly one of the two."""

    now: IsoTime | None = None
    advance_seconds: float | None = Field(None, ge=0, le=400 * 86400)


class Reset(BaseModel):
    now: IsoTime | None = None


class Sandbox:
    """What the sandbox remembers between calls."""

    def __init__(self, house: House) -> None:
        assert isinstance(house.clock, SettableClock), "the sandbox needs a clock that can be set"
        self.house = house
        self.clock = house.clock
        self._untouched = True

    async def change_clock(self, change: ClockChange) -> None:
        target = self._target(change)
        first, self._untouched = self._untouched, False
        if target < self.clock.now() and not first:
            raise BadInput("clock_backwards", "The clock runs forwards only; reset the sandbox first.", status=409)
        self.clock.set(target)
        await self.house.keep_clock()
        if first:
            await self.house.seed()
        await self.house.idle()

    def _target(self, change: ClockChange) -> datetime:
        if (change.now is None) == (change.advance_seconds is None):
            raise BadInput("invalid", "Give either now or advance_seconds.", status=422)
        if change.now is not None:
            return change.now
        assert change.advance_seconds is not None
        return self.clock.now() + timedelta(seconds=change.advance_seconds)

    async def reset(self, now: datetime | None) -> None:
        await self.house.reset(now)
        self._untouched = True

    def local_now(self) -> str:
        return self.clock.now().astimezone(self.house.clinic.zone).isoformat()


def _from_here(request: Request) -> None:
    """A page of another site must not wipe a demo that happens to run on this machine."""
    if not origin_allowed(request.headers.get("origin"), request.headers.get("host"), (), None):
        raise BadInput("foreign_origin", "The sandbox answers its own pages only.", status=403)


def sandbox_routes(house: House) -> APIRouter:
    """The paths of contract.md that exist so far: clock, settle, reset, outbox."""
    router = APIRouter(prefix="/sandbox", tags=["sandbox"], dependencies=[Depends(_from_here)])
    add_page(router, house.clinic)
    sandbox = Sandbox(house)

    @router.get("/clock")
    async def read_clock() -> dict[str, str]:
        return {"now": sandbox.local_now()}

    @router.put("/clock")
    async def set_clock(change: ClockChange) -> dict[str, str]:
        await sandbox.change_clock(change)
        return {"now": sandbox.local_now()}

    @router.post("/settle")
    async def settle() -> dict[str, str]:
        await house.idle()
        return {"now": sandbox.local_now()}

    @router.post("/reset")
    async def reset(body: Reset | None = None) -> dict[str, str]:
        await sandbox.reset(body.now if body else None)
        return {"now": sandbox.local_now()}

    @router.get("/outbox")
    async def outbox(to: str | None = None) -> list[dict[str, Any]]:
        address = to.strip() if to else None
        if address and address[0].isdigit():
            address = f"+{address}"  # an unescaped plus in a query arrives as a blank
        async with house.store.read() as work:
            messages = await work.outbox.to(address)
        return [_outbox_shape(message, house) for message in messages]

    return router


def _outbox_shape(message: Any, house: House) -> dict[str, Any]:
    return {
        "id": message.id,
        "channel": message.channel,
        "to": message.to,
        "body": message.body,
        "buttons": [{"title": b.title, "payload": b.payload} for b in message.buttons],
        "links": [{"title": link.title, "url": link.url} for link in message.links],
        "template": message.template,
        "status": message.status,
        "at": message.created_at.astimezone(house.clinic.zone).isoformat(),
    }
