"""What to write at a place of clinic.yaml, read off the schema itself: new fields need no words here."""

from __future__ import annotations

import types
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MultipleOf
from pydantic import BaseModel, StringConstraints
from rapidfuzz import fuzz, process

from app.clinic_yaml import Loc
from domain.clinic import Bilingual, Clinic, Phone

_PLAIN: dict[Any, str] = {
    bool: "true or false",
    Decimal: "an amount, e.g. 85 or 85.50",
    time: 'a time, e.g. "08:30"',
    date: "a date, e.g. 2026-12-24",
    Bilingual: "both languages: {de: …, en: …}",
}
_PHONE_PATTERN = get_args(Phone)[1].pattern


def fields_at(loc: Loc) -> tuple[str, ...]:
    """The names of the fields a place may have."""
    schema, _ = _schema_at(loc)
    return tuple(schema.model_fields) if _is_model(schema) else ()


def what_to_write(loc: Loc) -> str:
    """A value for this place in words: "a whole number from 5 to 240 in steps of 5"."""
    schema, rules = _schema_at(loc)
    return _in_words(schema, rules)


def did_you_mean(word: str, known: Sequence[str], otherwise: str) -> str:
    """The nearest known word as a question; `otherwise` when none is near."""
    match = process.extractOne(word, known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=60)
    return f"did you mean `{match[0]}`?" if match else otherwise


def _schema_at(loc: Loc) -> tuple[Any, list[Any]]:
    """The type of a place and the rules on it."""
    schema, rules = Clinic, []  # type: Any, list[Any]
    for part in loc:
        if _is_model(schema) and part in schema.model_fields:
            info = schema.model_fields[part]
            schema, rules = _bare(info.annotation, list(info.metadata))
        elif get_origin(schema) is tuple and isinstance(part, int):
            schema, rules = _bare(get_args(schema)[0], [])
        else:
            return str, []
    return schema, rules


def _bare(annotation: Any, rules: list[Any]) -> tuple[Any, list[Any]]:
    """Without `| None` and `Annotated`, whose rules are kept."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _bare(inner, rules + more)
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(arg for arg in get_args(annotation) if arg is not type(None)), rules)
    return annotation, rules


def _in_words(schema: Any, rules: list[Any]) -> str:
    if schema in _PLAIN:
        return _PLAIN[schema]
    if schema is int:
        return _number(rules)
    if get_origin(schema) is Literal:
        return "one of " + ", ".join(get_args(schema))
    if get_origin(schema) is tuple:
        inner = _in_words(*_bare(get_args(schema)[0], []))
        return f"a list [ … ] with {inner} for each entry"
    if _is_model(schema):
        needed = [name for name, info in schema.model_fields.items() if info.is_required()]
        return "the fields " + ", ".join(needed or schema.model_fields)
    return _text(rules)


def _number(rules: list[Any]) -> str:
    words = "a whole number"
    for rule in rules:
        if isinstance(rule, Ge):
            words += f" from {rule.ge}"
        elif isinstance(rule, Le):
            words += f" to {rule.le}"
    steps = [f" in steps of {rule.multiple_of}" for rule in rules if isinstance(rule, MultipleOf)]
    return words + "".join(steps)


def _text(rules: list[Any]) -> str:
    patterns = [rule.pattern for rule in rules if isinstance(rule, StringConstraints)]
    if _PHONE_PATTERN in patterns:
        return 'a number with its country code and no spaces, e.g. "+442079460142"'
    if any(patterns):
        return "a short name of lower-case letters, digits, - and _ that begins with a letter"
    return "a text"


def _is_model(schema: Any) -> bool:
    return isinstance(schema, type) and issubclass(schema, BaseModel)
