"""The words of the pages, German and English side by side in `words/*.json`; a missing one fails by name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from domain.clinic import Lang

_FOLDER = Path(__file__).parent / "words"
LANGUAGES: tuple[Lang, ...] = ("de", "en")


class Words:
    """`t("home.title")` for a text of ours, `t.of("status", value)` for a value that may be newer than its word."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._words = loaded(lang)

    def __call__(self, key: str, **values: object) -> str:
        return self._words[key].format(**values)

    def of(self, group: str, value: str) -> str:
        """The word for a value of a group; the value itself when there is none."""
        return self._words.get(f"{group}.{value}", value)

    def field(self, name: str) -> str:
        """What a known fact is called; `opt_out.whatsapp` is one of its channel."""
        head, _, channel = name.partition(".")
        return f"{self.of('field', head)} ({self.of('channel', channel)})" if channel else self.of("field", head)


@cache
def loaded(lang: Lang) -> dict[str, str]:
    words: dict[str, str] = json.loads((_FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return words
