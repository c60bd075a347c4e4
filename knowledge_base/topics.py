"""A topic: one thing patients ask about, with the clinic's approved words for it in German, English or both.

`parse_topic` reads one from Markdown (front matter between `---` lines, then `# de` and `# en` sections) and names
every fault as file, line and what to write. The words are kept to the letter.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from domain.clinic import Bilingual, BilingualList, Lang, Slug
from domain.errors import ConfigurationError
from knowledge_base.front_matter import Faults, FrontMatter, read_front_matter

LANGUAGES: tuple[Lang, Lang] = ("de", "en")
_HEADING = re.compile(r"^#[ \t]+(.*?)[ \t]*$")
_FENCE = "---"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """A text in one language or both."""

    de: str | None = None
    en: str | None = None

    def get(self, lang: Lang) -> str | None:
        return self.de if lang == "de" else self.en


class TopicLink(_Part):
    """Shown as a link beside the answer."""

    title: Bilingual
    url: str = Field(pattern=r"^https://\S+$")


class Topic(_Part):
    """What the clinic says about one matter. `body` is approved text and is only ever quoted whole."""

    id: Slug
    title: Bilingual
    questions: BilingualList
    """How patients ask, in their own words: what retrieval finds a topic by."""
    practitioner: Slug | None = None
    """Whose words they are."""
    clinical: bool = False
    """Whether the question also goes on the practitioner's list."""
    visit_types: tuple[Slug, ...] = ()
    short: Words = Words()
    """One sentence, for voice and where there is little room."""
    links: tuple[TopicLink, ...] = ()
    body: Words

    @field_validator("questions")
    @classmethod
    def _something_asked(cls, questions: BilingualList) -> BilingualList:
        if not questions.de and not questions.en:
            raise ValueError("no question is given; write three to five, as patients ask them")
        return questions

    @model_validator(mode="after")
    def _says_something(self) -> Topic:
        if not self.body.de and not self.body.en:
            raise ValueError("there is no answer; write one under `# de` or `# en`")
        return self

    def speaks(self, lang: Lang) -> bool:
        """Whether more than the title is in this language."""
        return bool(self.body.get(lang) or self.questions.get(lang))

    def text(self, lang: Lang) -> tuple[str, Lang]:
        """The approved text in this language if there is one, else in the other; and which it is."""
        other: Lang = "en" if lang == "de" else "de"
        own = self.body.get(lang)
        return (own, lang) if own else (self.body.get(other) or "", other)

    def short_text(self, lang: Lang) -> tuple[str, Lang]:
        """One sentence where the clinic wrote one in that language, else the whole text."""
        short = self.short.get(lang)
        return (short, lang) if short else self.text(lang)

    def content_hash(self) -> str:
        """The same for the same content, however its file is laid out."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def parse_topic(source: Path | str) -> Topic:
    """The topic of a file, or of a file's text. Raises ConfigurationError naming every fault."""
    where = str(source) if isinstance(source, Path) else "topic"
    faults = Faults(where)
    text = _read(source) if isinstance(source, Path) else source
    front, body = _split(text, faults)
    data = dict(front.data)
    sections = _sections(body, len(text.splitlines()) - len(body), faults)
    if "body" in data:
        faults.add(front.line(("body",)), "`body` is not a field here", "write the answer under `# de` and `# en`")
    faults.raise_if_any()
    try:
        return Topic.model_validate({**data, "body": sections})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            faults.add_detail(front, detail)
        raise faults.error() from None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(str(path), "there is no such file") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}:{line}", "this is not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(str(path), f"cannot be read ({error.strerror}); check its permissions") from None


def _split(text: str, faults: Faults) -> tuple[FrontMatter, list[str]]:
    """The front matter, and the lines of the body."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != _FENCE:
        faults.add(1, "the front matter is missing", "begin with a line `---`, then `id:`, `title:`, `questions:`")
        raise faults.error()
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if end is None:
        faults.add(1, "the front matter has no end", "write a line `---` after its last field")
        raise faults.error()
    return read_front_matter("\n".join(lines[1:end]), 1, faults), lines[end + 1 :]


def _sections(lines: list[str], offset: int, faults: Faults) -> dict[str, Any]:
    """The text under `# de` and `# en`, without the blank lines around it and otherwise untouched."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(lines, start=offset + 1):
        heading = _HEADING.match(line)
        if heading and heading[1] in LANGUAGES and heading[1] not in found:
            current = found.setdefault(heading[1], [])
        elif heading:
            problem = "is written twice" if heading[1] in found else "is not a language of the clinic"
            faults.add(
                number,
                f"`# {heading[1]}` {problem}",
                "write `# de` and `# en`, each once; inside an answer begin headings with `##`",
            )
        elif current is not None:
            current.append(line)
        elif line.strip():
            faults.add(number, "there is text before the first section", "write `# de` or `# en` above it")
            current = []
    texts = {lang: "\n".join(body).strip("\n") for lang, body in found.items()}
    for lang, body in texts.items():
        if not body.strip():
            at = next(n for n, line in enumerate(lines, start=offset + 1) if line.startswith("#") and lang in line)
            faults.add(at, f"the section `# {lang}` is empty", "write the answer under it, or remove it")
    return texts
