"""Ids of everything we store: short, random, safe in a URL, and their prefix says what they name."""

from __future__ import annotations

import secrets

_RANDOM_BYTES = 12


def new_id(prefix: str) -> str:
    """A fresh id such as `per_x3Jf0aQ-2kTz_b1c`; nobody can guess the next one."""
    return f"{prefix}_{secrets.token_urlsafe(_RANDOM_BYTES)}"
