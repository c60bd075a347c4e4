"""YAML read so that every value knows its line, and nothing is guessed: 14:00 stays a text, `no` is not false.

The schema decides what a text means. Faults found here: broken syntax, fields written twice, merge keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Loc = tuple[int | str, ...]
"""Where a value is: keys and list positions from the top, as pydantic reports them."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a file, and what to write instead."""

    line: int
    what: str
    write: str


@dataclass
class Document:
    """A file's values (dicts, lists, texts and None) and where they stand in it."""

    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    _lines: dict[Loc, int] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        while loc not in self._lines and loc:
            loc = loc[:-1]
        return self._lines.get(loc, 1)

    def value(self, loc: Loc) -> Any:
        """The value there; None when there is none."""
        value = self.data
        for part in loc:
            inside = isinstance(value, dict) and part in value
            if not inside and not (isinstance(value, list) and isinstance(part, int) and part < len(value)):
                return None
            value = value[part]
        return value

    def read(self, node: Node, loc: Loc, line: int, around: tuple[Node, ...] = ()) -> Any:
        """The plain value of a node, its line and those of all inside it kept."""
        self._lines[loc] = line
        if node in around:
            self.faults.append(Fault(line, "an alias (*) stands for something that contains it", "write it out"))
            return None
        around = (*around, node)
        if isinstance(node, MappingNode):
            return {key: self.read(value, (*loc, key), at, around) for key, value, at in self._fields(node)}
        if isinstance(node, SequenceNode):
            return [self.read(n, (*loc, i), n.start_mark.line + 1, around) for i, n in enumerate(node.value)]
        return None if node.tag == "tag:yaml.org,2002:null" else node.value

    def _fields(self, node: MappingNode) -> Iterator[tuple[str, Node, int]]:
        lines: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                self.faults.append(Fault(line, "a field's name must be a plain word", "write `name: value`"))
            elif key.tag == "tag:yaml.org,2002:merge":
                self.faults.append(Fault(line, "merge keys (<<) are not understood", "write the fields out"))
            elif key.value in lines:
                what = f"`{key.value}` is written twice, first on line {lines[key.value]}"
                self.faults.append(Fault(line, what, "keep one of them"))
            else:
                lines[key.value] = line
                yield key.value, value, line


def read_document(text: str) -> Document:
    """Broken syntax leaves an empty document with that one fault."""
    document = Document()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        document.faults.append(_syntax_fault(error, text))
        return document
    if root is not None:
        document.data = document.read(root, (), root.start_mark.line + 1)
    return document


def _syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "this is not YAML"
        advice = "check the indentation, the colons and the quotes here and on the line before"
        if "\\t" in problem:
            advice = "indent with spaces, not tabs"
        return Fault(mark.line + 1 if mark else 1, problem, advice)
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Fault(line, f"a character that YAML does not allow (code {error.character})", "remove it")
    return Fault(1, str(error), "write YAML")
