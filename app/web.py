"""The web application: every door of the house on one FastAPI app, reading like a list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from fastapi_offline import FastAPIOffline

from app import metrics
from app.bootstrap import House, build_house
from app.sandbox import sandbox_routes
from app.settings import Settings
from app.web_errors import install_error_shape
from channels.web.routes import web_routes
from staff.router import staff_routes


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[FastAPI]:
    """The running application, drained and closed at the end."""
    house = build_house(settings)
    await house.start(new_calendar=settings.sandbox)
    try:
        yield create_app(house)
    finally:
        await house.close()


def create_app(house: House) -> FastAPI:
    """The app over a started house."""
    settings = house.settings
    app = FastAPIOffline(
        title="Faden", docs_url="/api/docs", openapi_url="/api/openapi.json", redoc_url=None, static_url="/api/static"
    )
    install_error_shape(app)
    app.include_router(
        web_routes(lambda: house.chat, public_url=settings.public_url, with_site=settings.clinic.name == "riverside")
    )
    app.include_router(staff_routes(house.store, house.clinic, house.clock, secure_cookies=_is_https(settings)))
    if settings.sandbox:
        app.include_router(sandbox_routes(house))
    _operations(app, house)
    return app


def _is_https(settings: Settings) -> bool:
    return bool(settings.public_url and settings.public_url.startswith("https://"))


def _operations(app: FastAPI, house: House) -> None:
    @app.get("/readyz", include_in_schema=False)
    async def ready() -> Response:
        checks = {"database": house.store.ping(), "knowledge": house.knowledge.ping()}
        outcomes = await asyncio.gather(*checks.values(), return_exceptions=True)
        state = {name: not isinstance(o, BaseException) for name, o in zip(checks, outcomes, strict=True)}
        state |= {"calendar": state["database"], "model": True}
        return JSONResponse(state, status_code=200 if all(state.values()) else 503)

    @app.get("/metrics", include_in_schema=False)
    async def prometheus() -> Response:
        return Response(metrics.exposition(), media_type="text/plain; version=0.0.4")
