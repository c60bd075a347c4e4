"""German or English. Language belongs to the conversation: one short word does not switch it.

A switch needs three words and more than 0.8 certainty, or an explicit wish ("auf Deutsch bitte").
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from agent.embedded.features import char_grams
from agent.embedded.model import LANGUAGE_CHARS, load
from prompts import Lang

DECIDED_ABOVE = 0.6
SWITCH_ABOVE = 0.8
SWITCH_WORDS = 3

_WISH: dict[Lang, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:auf|in|lieber|bitte|sprechen sie|sprichst du|k(?:ö|oe?)nnen (?:wir|sie)) deutsch\b|\bdeutsch,? bitte\b"
        r"|\b(?:in|speak|switch to|do you (?:speak|have)|rather) german\b|\bgerman,? please\b|^deutsch\W*$",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:auf|lieber|bitte|sprechen sie|sprichst du|k(?:ö|oe?)nnen (?:wir|sie)) englisch\b|\benglisch,? bitte\b"
        r"|\b(?:in|speak|switch to|rather) english\b|\benglish,? please\b|^english\W*$",
        re.I,
    ),
}


class Detected(NamedTuple):
    lang: Lang
    p: float


def detect(text: str, fallback: Lang = "en") -> Detected:
    """The likelier language of this text alone; `fallback` where nothing speaks for either."""
    learned = load()
    row = learned.language_chars.row(char_grams(text, *LANGUAGE_CHARS))
    if not row.any():
        return Detected(fallback, 0.5)
    score = float(row @ learned.language_coefficients) + learned.language_bias
    german = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return Detected("de", german) if german >= 0.5 else Detected("en", 1 - german)


def wished(text: str) -> Lang | None:
    """The language the patient explicitly asks for."""
    asked: list[Lang] = [lang for lang, pattern in _WISH.items() if pattern.search(text)]
    return asked[0] if len(asked) == 1 else None


def of_conversation(text: str, current: Lang | None, fallback: Lang = "en") -> Detected:
    """The language to answer in: what was wished, else what the conversation had, else what is detected."""
    wish = wished(text)
    if wish:
        return Detected(wish, 1.0)
    found = detect(text, fallback)
    if current is None:
        return found if found.p > DECIDED_ABOVE else Detected(fallback, 0.5)
    if found.lang == current:
        return found
    words = len(re.findall(r"[^\W\d_]+", text))
    if found.p > SWITCH_ABOVE and words >= SWITCH_WORDS:
        return found
    return Detected(current, 1 - found.p)
