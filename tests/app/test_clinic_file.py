"""clinic.yaml: what is right loads; what is wrong is named by file and line, all at once, with what to write."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clinic_file import load_clinic
from domain.clinic import Clinic
from domain.errors import ConfigurationError

SMALL = """\
id: corner
name: The Corner Practice
country: GB
timezone: Europe/London
phone: +442079460001
address: {street: 1 Corner Road, postcode: E1 0AA, city: London, map_url: "https://map.example"}
opening_hours:
  - {days: [mon, tue], start: 09:00, end: 14:00}
specialties:
  - id: general
    title: {de: Allgemeinmedizin, en: general practice}
practitioners:
  - id: ward
    name: Dr. Ward
    full_name: Dr. Jo Ward
    pronoun: they
    specialty: general
    hours: [{days: [mon], start: 10:00, end: 13:30}]
visit_types:
  - id: visit
    title: {de: Sprechstunde, en: consultation}
    specialty: general
    minutes: 20
"""


def load(folder: Path, text: str | bytes) -> Clinic:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "clinic.yaml").write_bytes(data)
    return load_clinic(folder)


def faults(folder: Path, text: str | bytes) -> list[str]:
    """The report's lines, without the folder."""
    with pytest.raises(ConfigurationError) as caught:
        load(folder, text)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def changed(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def test_a_small_clinic_loads(tmp_path: Path) -> None:
    clinic = load(tmp_path, SMALL)
    assert clinic.phone == "+442079460001"
    assert clinic.practitioners[0].hours[0].end == time(13, 30)
    assert clinic.booking.horizon_days == 90


def test_values_mean_what_they_look_like_and_not_what_yaml_1_1_makes_of_them(tmp_path: Path) -> None:
    more = (
        "insurers: [No, 007, 1:30]\nclosures: [{first: 2026-12-24, last: 2026-12-31}]\nmessages: {name_reason: true}\n"
    )
    clinic = load(tmp_path, SMALL.replace("minutes: 20", "minutes: 20\n    price: 85.50") + more)
    assert clinic.insurers == ("No", "007", "1:30")
    assert clinic.opening_hours[0].end == time(14)
    assert clinic.closures[0].first == date(2026, 12, 24)
    assert clinic.messages.name_reason is True
    assert clinic.visit_types[0].price == Decimal("85.50")


def test_a_value_left_empty_is_none_where_that_is_allowed(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL + "email:\n").email is None
    assert faults(tmp_path, SMALL + "insurers:\n")[0].startswith("clinic.yaml:24: insurers is empty — write a list")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("country: GB", "country: UK"), "3: country: 'UK' does not fit here — write one of GB, DE, AT, CH"),
        (("name: The Corner Practice\n", ""), "1: name is missing — add `name:` with a text"),
        (("    name: Dr. Ward\n", ""), "13: practitioners[ward].name is missing — add `name:` with a text"),
        (("    pronoun", "    pronom"), "16: practitioners[ward].pronom is not a field of clinic.yaml — did you mean"),
        (("    pronoun: they", "    pronoun: they\n    xyz: 1"), "17: practitioners[ward].xyz is not a field of"),
        (("end: 13:30", "end: half two"), "18: practitioners[ward].hours[1].end: 'half two' does not fit here — write"),
        (("10:00, end: 13:30", "13:30, end: 10:00"), "18: practitioners[ward].hours[1]: a shift must end after it"),
        (
            ("days: [mon]", "days: []"),
            "18: practitioners[ward].hours[1].days is empty — write a list [ … ] with one of",
        ),
        (
            ("[mon, tue]", "[mon, tues]"),
            "8: opening_hours[1].days[2]: 'tues' does not fit here — write one of mon, tue",
        ),
        (("minutes: 20", "minutes: 7"), "23: visit_types[visit].minutes: '7' does not fit here — write a whole number"),
        (("minutes: 20", "minutes: {a: b}"), "23: visit_types[visit].minutes: a group of fields does not fit here"),
        (("/London", "/Londn"), "4: timezone: 'Europe/Londn' is not an IANA time zone — write e.g. Europe/London"),
        (("+442", "0044 2"), "5: phone: '0044 2079460001' does not fit here — write a number with its country code"),
        (("{de: Sprechstunde, en: consultation}", "visit"), "21: visit_types[visit].title: 'visit' does not fit here"),
        (("  - id: ward", "  - id: Dr Ward"), "13: practitioners[Dr Ward].id: 'Dr Ward' does not fit here — write a"),
        (("country: GB", "country: GB\ncountry: DE"), "4: `country` is written twice, first on line 3 — keep one"),
        (("country: GB", "country: GB\n<<: {a: b}"), "4: merge keys (<<) are not understood — write the fields out"),
        (("{street", "&a {x: *a, street"), "6: an alias (*) stands for something that contains it — write it out"),
        (("country: GB", "country: GB\n? [a]\n: b"), "4: a field's name must be a plain word — write `name: value`"),
    ],
)
def test_each_fault_names_its_line_and_what_to_write(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    report = faults(tmp_path, changed(change))
    assert any(line.startswith(f"clinic.yaml:{expected}") for line in report), report
    assert all(" — " in line for line in report)


def test_one_mistake_is_one_line(tmp_path: Path) -> None:
    for change in (
        ("days: [mon]", "days: [monday]"),
        ("specialty: general\n    hours", "specialty: genral\n    hours"),
    ):
        assert len(faults(tmp_path, changed(change))) == 1


def test_references_are_checked_whatever_else_is_wrong(tmp_path: Path) -> None:
    text = changed(
        ("country: GB", "country: UK"),
        ("specialty: general\n    hours", "specialty: genral\n    hours"),
        ("specialty: general\n    minutes", "specialty: cardiology\n    practitioners: [ward, wart]\n    minutes"),
    )
    report = faults(tmp_path, text + text[text.index("  - id: visit") :])
    assert [line.split(":")[1] for line in report] == ["3", "17", "22", "23", "25", "27", "28"]
    assert report[1].endswith("there is no `genral` among the specialties — did you mean `general`?")
    assert report[2].endswith("there is no `cardiology` among the specialties — known are general")
    assert "practitioners[2]: there is no `wart` among the practitioners — did you mean `ward`?" in report[3]
    assert report[4].endswith("the id `visit` is used twice, first on line 20 — give each its own id")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: corner\nname: a: b\n", "2: mapping values are not allowed here — check the indentation"),
        ("id: corner\nbooking:\n\toffers: 2\n", "3: found character '\\t' that cannot start any token — indent with"),
        ("id: corner\nname: 'open\n", "3: found unexpected end of stream — check"),
        ("id: corner\nname: *nobody\n", "2: found undefined alias"),
        ("id: corner\n---\nid: other\n", "2: but found another document — check"),
        ("id: corner\nname: \x07\n", "2: a character that YAML does not allow (code 7) — remove it"),
        (b"id: corner\nname: M\xfcller\n", "2: this is not UTF-8 text — save the file as UTF-8"),
        ("", "1: the file is empty — write the clinic's fields"),
        ("# nothing yet\n", "1: the file is empty"),
        ("- id: corner\n", "1: the file: a list does not fit here — write the fields id, name, country"),
    ],
)
def test_what_is_not_a_clinic_at_all(tmp_path: Path, text: str | bytes, expected: str) -> None:
    report = faults(tmp_path, text)
    assert report[0].startswith(f"clinic.yaml:{expected}"), report
    assert len(report) == 1


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_clinic(tmp_path / "nowhere")
    assert "faden init" in caught.value.how
    assert caught.value.where.endswith("nowhere/clinic.yaml")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf" + SMALL.encode()).id == "corner"


@given(st.data())
def test_no_damage_to_the_file_gives_anything_but_a_clinic_or_a_report(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        junk = data.draw(
            st.sampled_from(["", "  x: 1", "- a", "id:", "days: 3", "hours: {}", ": {", "  - ", "x: [", "é: 1"])
        )
        lines[at] = junk if data.draw(st.booleans()) else lines[at][data.draw(st.integers(0, 8)) :]
    try:
        assert load(tmp_path_factory.mktemp("clinic"), "\n".join(lines)).id
    except ConfigurationError as error:
        for line in str(error).splitlines():
            assert " — " in line
            assert int(line.split("clinic.yaml:")[1].split(":")[0]) <= len(lines) + 1
