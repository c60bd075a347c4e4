"""Which web pages may open the chat socket (cross-site WebSocket hijacking, domain.md §6 row 12)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def origin_allowed(origin: str | None, host: str | None, allowed: Iterable[str], public_url: str | None) -> bool:
    """Own host and the clinic's listed origins; no Origin at all is not a browser and is accepted."""
    if origin is None:
        return True
    listed = {_normal(entry) for entry in allowed}
    if public_url:
        listed.add(_normal(public_url))
    if _normal(origin) in listed:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and host is not None and parts.netloc.casefold() == host.casefold()


def _normal(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".casefold()
