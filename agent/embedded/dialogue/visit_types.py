"""Which kind of visit a message names, by the clinic's own titles and keywords."""

from __future__ import annotations

import re
import unicodedata

from domain.clinic import Clinic


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return " ".join(re.sub(r"[^\w\s]", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


def named_visit_type(text: str, clinic: Clinic) -> str | None:
    """The visit type whose longest keyword occurs in the text; None when none does."""
    words = f" {_folded(text[:1000])} "
    best: tuple[int, str] | None = None
    for visit in clinic.visit_types:
        for keyword in (*visit.keywords.de, *visit.keywords.en, visit.title.de, visit.title.en):
            folded = _folded(keyword)
            if folded and f" {folded}" in words and (best is None or len(folded) > best[0]):
                best = (len(folded), visit.id)
    return best[1] if best else None
