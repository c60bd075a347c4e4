"""Renders the pages: language, headers and what every template knows. All foreign text is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.clinic import Clinic, Lang
from domain.phone import spaced
from domain.ports import Clock
from staff.access import SignedIn
from staff.local_times import LocalTimes
from staff.words import LANGUAGES, Words

LANG_COOKIE = "faden_staff_lang"
_YEAR_SECONDS = 365 * 24 * 3600
_HEADERS = {
    # 'self' may frame the pages: the sandbox shows the receptionist's screen beside the patient's phone
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Pages:
    def __init__(self, clinic: Clinic, clock: Clock, *, secure_cookies: bool) -> None:
        self._clinic = clinic
        self._clock = clock
        self._secure = secure_cookies
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["spaced"] = spaced

    def lang(self, request: Request) -> Lang:
        """As asked for in the address, else as last chosen, else the browser's, else the clinic's."""
        for said in (request.query_params.get("lang"), request.cookies.get(LANG_COOKIE)):
            for lang in LANGUAGES:
                if said == lang:
                    return lang
        for tag in re.findall(r"[A-Za-z]+", request.headers.get("accept-language", "")):
            for lang in LANGUAGES:
                if tag.lower() == lang:
                    return lang
        return self._clinic.default_language

    def show(
        self,
        request: Request,
        template: str,
        values: Mapping[str, Any],
        *,
        status: int = 200,
        who: SignedIn | None = None,
    ) -> HTMLResponse:
        lang = self.lang(request)
        context = {
            "clinic": self._clinic,
            "lang": lang,
            "t": Words(lang),
            "times": LocalTimes(lang, self._clinic.zone, self._clock.now()),
            "who": who,
            "here": _here(request),
            "languages": {other: _here(request, lang=other) for other in LANGUAGES},
            "visit_titles": {visit.id: visit.title.get(lang) for visit in self._clinic.visit_types},
        }
        html = self._templates.get_template(template).render({**context, **values})
        response = HTMLResponse(html, status_code=status, headers={**_HEADERS, "Content-Language": lang})
        if request.query_params.get("lang") == lang:
            response.set_cookie(
                LANG_COOKIE, lang, max_age=_YEAR_SECONDS, httponly=True, samesite="lax", secure=self._secure
            )
        return response


def _here(request: Request, **changes: str) -> str:
    """This page's address on this server; after a failed login, which is no page of its own, the front one's."""
    if request.method != "GET":
        return "/staff" + ("?lang=" + changes["lang"] if changes else "")
    url = request.url.include_query_params(**changes) if changes else request.url.remove_query_params("lang")
    return url.path + (f"?{url.query}" if url.query else "")
