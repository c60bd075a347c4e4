"""All authored words of Faden, loaded by name like application templates.

A file `booking.md` holds entries `## ask_name`, each a list of `- de: …` and `- en: …` lines side by side
(several lines of one language are variants; `- de voice: …` is the spoken form). The entry's name is
`booking.ask_name`. Placeholders are `{name}`; an unknown entry, language or missing value fails by its name.
To add words: add an entry. `tests/prompts` proves that every entry has both languages and the same placeholders.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal

Lang = Literal["de", "en"]
Modality = Literal["text", "voice"]

_FOLDER = Path(__file__).parent
_LINE = re.compile(r"^- (de|en)( voice)?: (.*)$")


class MissingWords(LookupError):
    """An entry, a language or a value that a template needs does not exist; the message names it."""


@cache
def entries() -> dict[str, dict[tuple[Lang, Modality], tuple[str, ...]]]:
    """Every entry of every file: name → (language, modality) → variants, in the order written."""
    found: dict[str, dict[tuple[Lang, Modality], tuple[str, ...]]] = {}
    for path in sorted(_FOLDER.glob("*.md")):
        for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, body = block.partition("\n")
            found[f"{path.stem}.{title.strip()}"] = _variants(body)
    return found


def _variants(body: str) -> dict[tuple[Lang, Modality], tuple[str, ...]]:
    collected: dict[tuple[Lang, Modality], list[str]] = {}
    current: list[str] | None = None
    for line in body.splitlines():
        match = _LINE.match(line)
        if match:
            lang: Lang = "de" if match[1] == "de" else "en"
            current = collected.setdefault((lang, "voice" if match[2] else "text"), [])
            current.append(match[3])
        elif current is not None and line.startswith("  "):
            current[-1] += "\n" + line.strip()
    return {key: tuple(lines) for key, lines in collected.items()}


def variants(name: str, lang: Lang, modality: Modality = "text") -> tuple[str, ...]:
    """All wordings of an entry; the voice form falls back to the text form."""
    entry = entries().get(name)
    if entry is None:
        raise MissingWords(f"no prompt named {name!r}")
    found = entry.get((lang, modality)) or entry.get((lang, "text"))
    if not found:
        raise MissingWords(f"prompt {name!r} has no words in {lang!r}")
    return found


def say(entry: str, lang: Lang, /, *, variant: int = 0, modality: Modality = "text", **values: object) -> str:
    """The words of an entry with its values filled in; `variant` counts round the wordings there are."""
    choices = variants(entry, lang, modality)
    return _fill(entry, choices[variant % len(choices)], values)


def _fill(name: str, template: str, values: dict[str, object]) -> str:
    for placeholder in placeholders(template):
        if values.get(placeholder) is None:
            raise MissingWords(f"prompt {name!r} needs a value for {placeholder!r}")
    return template.format(**values)


def placeholders(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}
