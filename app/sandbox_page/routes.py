"""Serves the page and its static files; everything on it comes from the sandbox's own calls."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.clinic import Clinic, Lang
from domain.errors import BadInput

_FOLDER = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_LANGUAGES: tuple[Lang, ...] = ("de", "en")
_NEVER_CACHED = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_SCRIPT_WORDS = "script."


def add_page(router: APIRouter, clinic: Clinic) -> None:
    """`GET /sandbox` and `/sandbox/static/…` on the sandbox's router, which has the prefix."""
    templates = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Listed once, so that no path can lead out of the folder.
    files = {path.name: path for path in (_FOLDER / "static").iterdir() if path.suffix in _TYPES}

    @router.get("", include_in_schema=False)
    async def page(request: Request) -> Response:
        lang = _language(request, clinic)
        words = loaded(lang)
        script = {key.removeprefix(_SCRIPT_WORDS): text for key, text in words.items() if key.startswith(_SCRIPT_WORDS)}
        html = templates.get_template("page.html").render(
            clinic=clinic, lang=lang, t=words, script_words=json.dumps(script, ensure_ascii=False), languages=_LANGUAGES
        )
        headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin", **_NEVER_CACHED}
        return HTMLResponse(html, headers={**headers, "Content-Language": lang, "Vary": "Accept-Language"})

    @router.get("/static/{name}", include_in_schema=False)
    async def static_file(name: str) -> Response:
        if name not in files:
            raise BadInput("not_found", "There is no such file.", status=404)
        return FileResponse(files[name], media_type=_TYPES[files[name].suffix], headers=_NEVER_CACHED)


def _language(request: Request, clinic: Clinic) -> Lang:
    """As asked for in the address, else the browser's, else the clinic's."""
    accepted = re.findall(r"[A-Za-z]+", request.headers.get("accept-language", ""))
    for said in (request.query_params.get("lang"), *accepted):
        for lang in _LANGUAGES:
            if said and said.lower() == lang:
                return lang
    return clinic.default_language


@cache
def loaded(lang: Lang) -> dict[str, str]:
    """Every word of the page in one language; those under `script.` travel to the script."""
    words: dict[str, str] = json.loads((_FOLDER / "words" / f"{lang}.json").read_text(encoding="utf-8"))
    return words
