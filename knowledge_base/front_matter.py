"""A topic file's front matter read so that every value knows its line, and its faults said in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from domain.errors import ConfigurationError

Loc = tuple[int | str, ...]

_WRITE = {
    "id": "a short name in small letters, such as `eczema-creams`",
    "title": "`title: {de: …, en: …}`",
    "questions": "`questions:` with `de:` and `en:`, each a list of three to five questions",
    "practitioner": "the id of a practitioner of clinic.yaml",
    "clinical": "`true` or `false`",
    "visit_types": "ids of visit types of clinic.yaml, as a list",
    "short": "`short: {de: …, en: …}`, one sentence each",
    "links": "a list of `{title: {de: …, en: …}, url: https://…}`",
    "url": "an address that begins with https://",
}


@dataclass
class FrontMatter:
    """The values (dicts, lists, texts) and the line each stands on."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Loc, int] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest thing around it."""
        while loc not in self.lines and loc:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


@dataclass
class Faults:
    """What is wrong in one file, with line and advice."""

    where: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, what: str, write: str) -> None:
        self.found.append((line, f"{what} — {write}"))

    def add_detail(self, front: FrontMatter, detail: ErrorDetails) -> None:
        """A fault the schema found."""
        loc: Loc = detail["loc"]
        name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in loc)
        what, _, advice = str(detail.get("ctx", {}).get("error", "")).partition("; ")
        write = advice or f"write {_advice(loc)}"
        if detail["type"] == "missing":
            self.add(front.line(loc[:-1]), f"`{name}` is missing", write)
        elif detail["type"] == "extra_forbidden":
            self.add(front.line(loc), f"`{name}` is not a field of a topic", f"the fields are {', '.join(_FIELDS)}")
        else:
            self.add(front.line(loc), what or f"`{name}`: {_shown(detail['input'])} does not fit here", write)

    def error(self) -> ConfigurationError:
        """All of them in one error, which stands where the first is."""
        (line, first), *others = sorted(set(self.found))
        rest = [f"{self.where}:{at}: {what}" for at, what in others]
        return ConfigurationError(f"{self.where}:{line}", "\n".join([first, *rest]))

    def raise_if_any(self) -> None:
        if self.found:
            raise self.error()


_FIELDS = ("id", "title", "questions", "practitioner", "clinical", "visit_types", "short", "links")


def read_front_matter(text: str, offset: int, faults: Faults) -> FrontMatter:
    """The fields of a front matter whose first line comes after `offset` lines of its file."""
    front = FrontMatter()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "this is not YAML"
        advice = (
            "check indentation, colons and quotes here and on the line before; "
            "write questions one a line, each beginning with `- `, or in quotes"
        )
        faults.add(offset + (mark.line + 1 if mark else 1), str(problem), advice)
        raise faults.error() from None
    if not isinstance(root, MappingNode):
        faults.add(offset + 1, "the front matter has no fields", "write `id:`, `title:` and `questions:`")
        raise faults.error()
    front.data = _value(root, (), offset, front, faults, ())
    return front


def _value(node: Node, loc: Loc, offset: int, front: FrontMatter, faults: Faults, around: tuple[Node, ...]) -> Any:
    """Nothing is guessed: `no` is a text, 14:00 is a text; the schema says what is true or false."""
    line = node.start_mark.line + 1 + offset
    front.lines.setdefault(loc, line)
    if node in around:
        faults.add(line, "an alias (*) stands for something that contains it", "write it out")
        return None
    around = (*around, node)
    if isinstance(node, MappingNode):
        values: dict[str, Any] = {}
        for key, value in node.value:
            at = key.start_mark.line + 1 + offset
            if not isinstance(key, ScalarNode) or key.value in values:
                name = key.value if isinstance(key, ScalarNode) else "a field's name"
                faults.add(at, f"`{name}` is written twice or is no plain word", "keep one `name: value`")
                continue
            front.lines[(*loc, key.value)] = at
            values[key.value] = _value(value, (*loc, key.value), offset, front, faults, around)
        return values
    if isinstance(node, SequenceNode):
        return [_value(item, (*loc, i), offset, front, faults, around) for i, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _advice(loc: Loc) -> str:
    names = [str(part) for part in loc if part in _WRITE]
    return _WRITE[names[-1]] if names else "text"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value in (None, "") else f"'{str(value)[:40]}'"
