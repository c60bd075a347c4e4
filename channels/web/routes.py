"""The paths of the web chat: `/widget.js` and its modules, the socket `/chat`, and the demo clinic's website."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Response, WebSocket
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from channels.web.chat import ChatDoor, ChatSocket
from channels.web.origin import origin_allowed

_STATIC = Path(__file__).parent / "static"
_SITE = Path(__file__).parent / "site"


class _OpenFiles(StaticFiles):
    """The widget's modules are imported by pages of other origins, which needs CORS; they hold no data."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "no-cache"
        return response


def web_routes(door: Callable[[], ChatDoor], *, public_url: str | None, with_site: bool) -> APIRouter:
    """`door` is asked at each connection; the site is the demo clinic's."""
    router = APIRouter()

    @router.get("/widget.js", include_in_schema=False)
    async def widget() -> Response:
        headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
        return FileResponse(_STATIC / "widget.js", media_type="text/javascript", headers=headers)

    @router.websocket("/chat")
    async def chat(socket: WebSocket) -> None:
        clinic = door().clinic
        await socket.accept()
        headers = socket.headers
        if not origin_allowed(headers.get("origin"), headers.get("host"), clinic.web.origins, public_url):
            door().count("origin")
            await socket.close(1008)
            return
        await ChatSocket(door(), socket).serve()

    if (_STATIC / "widget").is_dir():
        router.mount("/widget", _OpenFiles(directory=_STATIC / "widget"), name="widget")
    if with_site:
        router.mount("/site", StaticFiles(directory=_SITE, html=True), name="site")
    return router
