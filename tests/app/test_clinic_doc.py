"""docs/clinic-yaml.md explains every field of the schema, and its example is a clinic."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from app.clinic_file import load_clinic
from domain import clinic as schema

DOC = (Path(__file__).parents[2] / "docs" / "clinic-yaml.md").read_text(encoding="utf-8")
SECTIONS = {
    "The clinic": schema.Clinic,
    "address": schema.Address,
    "A shift (`opening_hours`, `hours`)": schema.Shift,
    "A closure (`closures`, `absences`)": schema.Closure,
    "specialties": schema.Specialty,
    "practitioners": schema.PractitionerEntry,
    "visit_types": schema.VisitTypeEntry,
    "booking": schema.BookingRules,
    "messages": schema.Messages,
    "web": schema.Web,
}


def rows(section: str) -> list[str]:
    """The first cells of a section's table."""
    body = DOC.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [line.split("|")[1] for line in body.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize(("section", "model"), SECTIONS.items())
def test_each_table_is_its_model(section: str, model: type[BaseModel]) -> None:
    documented = [(name, bool(star)) for cell in rows(section) for name, star in re.findall(r"`(\w+)`( \*)?", cell)]
    assert documented == [(name, info.is_required()) for name, info in model.model_fields.items()]


@pytest.mark.parametrize("section", ["booking", "messages"])
def test_what_holds_when_left_out_is_the_default(section: str) -> None:
    body = DOC.split(f"\n## {section}\n")[1].split("\n## ")[0]
    shown = dict(re.findall(r"^\| `(\w+)` \|.*\| `(\w+)` \|$", body, re.M))
    assert shown == {n: str(info.default).lower() for n, info in SECTIONS[section].model_fields.items()}


def test_no_model_of_the_schema_is_left_out() -> None:
    seen: set[Any] = set()
    waiting: list[Any] = [schema.Clinic]
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
            seen.add(kind)
            waiting += [info.annotation for info in kind.model_fields.values()]
    assert seen - {schema.Bilingual, schema.BilingualList} == set(SECTIONS.values())


def test_the_shortest_clinic_loads(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", DOC, re.S)[0]
    (tmp_path / "clinic.yaml").write_text(example, encoding="utf-8")
    assert load_clinic(tmp_path).id == "corner"
