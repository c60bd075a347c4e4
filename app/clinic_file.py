"""Reads a clinic's `clinic.yaml`. All its faults are reported at once, each as `file:line: what is wrong — what to
write`; the schema is `domain/clinic.py`, every field is explained in `docs/clinic-yaml.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.clinic_hints import did_you_mean, fields_at, what_to_write
from app.clinic_yaml import Document, Fault, Loc, read_document
from domain.clinic import Clinic
from domain.errors import ConfigurationError

FILE_NAME = "clinic.yaml"
_REFERENCES = (
    ("practitioners", "specialty", "specialties"),
    ("visit_types", "specialty", "specialties"),
    ("visit_types", "practitioners", "practitioners"),
)
"""Which field of which section names entries of which other one."""


def load_clinic(folder: Path) -> Clinic:
    """The clinic of a folder. Raises ConfigurationError naming every fault."""
    path = folder / FILE_NAME
    document = read_document(_text_of(path))
    faults = list(document.faults)
    if document.data is None and not faults:
        faults = [Fault(1, "the file is empty", "write the clinic's fields as in docs/clinic-yaml.md")]
    if document.data is not None:
        faults += _reference_faults(document)
        try:
            clinic = Clinic.model_validate(document.data)
        except ValidationError as error:
            faults += _schema_faults(document, error, said=bool(faults))
        else:
            if not faults:
                return clinic
    raise _configuration_error(path, faults)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        how = "there is no such file — point FADEN_CLINIC to a clinic's folder, or make one with `./faden init DIR`"
        raise ConfigurationError(str(path), how) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}:{line}", "this is not UTF-8 text — save the file as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(str(path), f"cannot be read ({error.strerror}) — check its permissions") from None


def _configuration_error(path: Path, faults: list[Fault]) -> ConfigurationError:
    first, *others = sorted(set(faults))
    lines = [f"{first.what} — {first.write}"]
    lines += [f"{path}:{fault.line}: {fault.what} — {fault.write}" for fault in others]
    return ConfigurationError(f"{path}:{first.line}", "\n".join(lines))


def _schema_faults(document: Document, error: ValidationError, *, said: bool) -> Iterator[Fault]:
    details = error.errors(include_url=False)
    for detail in details:
        loc = detail["loc"]
        entries_wrong = any(other["loc"][: len(loc)] == loc != other["loc"] for other in details)
        if detail["type"] == "too_short" and entries_wrong:
            continue  # pydantic counts only the right entries
        if not loc and said:
            continue  # what the clinic as a whole shows has been said with its lines
        yield _fault(document, detail)


def _fault(document: Document, detail: ErrorDetails) -> Fault:
    loc, line, place = detail["loc"], document.line(detail["loc"]), _place(document, detail["loc"])
    if detail["type"] == "missing":
        return Fault(line, f"{place} is missing", f"add `{loc[-1]}:` with {what_to_write(loc)}")
    if detail["type"] == "extra_forbidden":
        known = fields_at(loc[:-1])
        otherwise = f"remove it; the fields here are {', '.join(known)}"
        return Fault(line, f"{place} is not a field of clinic.yaml", did_you_mean(str(loc[-1]), known, otherwise))
    if detail["type"] == "value_error":
        what, _, write = str(detail["ctx"]["error"]).partition("; ")
        return Fault(line, f"{place}: {what}" if place else what, write or f"write {what_to_write(loc)}")
    if detail["input"] is None or detail["input"] in ([], ""):
        return Fault(line, f"{place} is empty", f"write {what_to_write(loc)}")
    return Fault(line, f"{place}: {_shown(detail['input'])} does not fit here", f"write {what_to_write(loc)}")


def _place(document: Document, loc: Loc) -> str:
    """`practitioners[weber].hours[2].end`: entries by their id, else counted from one."""
    words = ""
    for depth, part in enumerate(loc):
        if isinstance(part, int):
            named = document.value((*loc[: depth + 1], "id"))
            words += f"[{named if isinstance(named, str) else part + 1}]"
        else:
            words += f".{part}" if words else part
    return words or "the file"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return f"'{value}'" if len(str(value)) <= 40 else f"'{str(value)[:40]}…'"


def _reference_faults(document: Document) -> Iterator[Fault]:
    for section in ("specialties", "practitioners", "visit_types"):
        yield from _twice(document, section)
    for section, name, target in _REFERENCES:
        known = [value for _, value in _named(document, target, "id")]
        for loc, value in _named(document, section, name):
            if known and value not in known:
                what = f"{_place(document, loc)}: there is no `{value}` among the {target}"
                yield Fault(document.line(loc), what, did_you_mean(value, known, f"known are {', '.join(known)}"))


def _twice(document: Document, section: str) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for loc, value in _named(document, section, "id"):
        if value in lines:
            what = f"{section}: the id `{value}` is used twice, first on line {lines[value]}"
            yield Fault(document.line(loc), what, "give each its own id")
        lines.setdefault(value, document.line(loc))


def _named(document: Document, section: str, name: str) -> Iterator[tuple[Loc, str]]:
    """Every id that a field of a section's entries holds, alone or in a list, whatever else is wrong there."""
    entries = document.value((section,))
    for index in range(len(entries) if isinstance(entries, list) else 0):
        loc: Loc = (section, index, name)
        value = document.value(loc)
        if isinstance(value, str):
            yield loc, value
        elif isinstance(value, list):
            yield from (((*loc, i), each) for i, each in enumerate(value) if isinstance(each, str))
