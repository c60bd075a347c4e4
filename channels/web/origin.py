"""Which web pages may open the chat socket (cross-site WebSocket hijacking, domain.md §6 row 12)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def origin_allowed(origin: str | None, host: str | None, allowed: Iterable[str], public_url: str | None) -> bool:
    """Own host and the clinic's listed origins; no Origin at all is not a browser and is accepted."""
    if origin is None:
        return True
    asking = _normal(origin)
    if asking is None:
        return False
    listed = {_normal(entry) for entry in (*allowed, *([public_url] if public_url else []))}
    return asking in listed or (host is not None and asking.partition("://")[2] == host.casefold())


def _normal(url: str) -> str | None:
    """scheme://host:port, or None for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return f"{parts.scheme}://{parts.netloc}".casefold()
