"""`/staff/static`: the pages' own style, script and mark, and nothing else."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from domain.errors import BadInput

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def static_routes() -> APIRouter:
    """The files are listed once, so that no path can lead out of the folder."""
    router = APIRouter()
    files = {path.name: path for path in _FOLDER.iterdir() if path.suffix in _TYPES}

    @router.get("/staff/static/{name}", include_in_schema=False)
    async def static_file(name: str) -> Response:
        if name not in files:
            raise BadInput("not_found", "There is no such file.", status=404)
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return FileResponse(files[name], media_type=_TYPES[files[name].suffix], headers=headers)

    return router
