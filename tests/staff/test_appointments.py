"""The appointments of the staff API: what lies between two instants, and how instants may be written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from staff.appointments import instant
from tests.staff.front_desk import FRIDAY, FrontDesk
from tests.staff.test_login import code

LIST = "/api/staff/appointments"


async def test_from_is_included_and_to_is_not_whatever_the_status(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah")
    early = await desk.booked(sarah, sarah, FRIDAY, status="cancelled")
    late = await desk.booked(sarah, sarah, FRIDAY + timedelta(hours=1))
    client = await desk.signed_in()

    async def between(start: str, end: str) -> list[str]:
        answer = await client.get(LIST, params={"from": start, "to": end})
        assert set(answer.json()) == {"items"}
        return [item["id"] for item in answer.json()["items"]]

    assert await between("2024-10-18T14:00:00+01:00", "2024-10-18T15:00:00+01:00") == [early]
    assert await between("2024-10-18T13:00:00Z", "2024-10-18T14:00:01Z") == [early, late]
    assert await between("2024-10-18T14:00:01+01:00", "2024-10-19T00:00:00+01:00") == [late]
    assert await between("2024-10-18T14:00:00+01:00", "2024-10-18T14:00:00+01:00") == []


async def test_an_unescaped_plus_is_understood(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah")
    visit = await desk.booked(sarah, sarah, FRIDAY)
    client = await desk.signed_in()
    answer = await client.get(f"{LIST}?from=2024-10-18T14:00:00+01:00&to=2024-10-18T14:00:01+01:00")
    assert [item["id"] for item in answer.json()["items"]] == [visit]


async def test_without_dates_from_today_on(desk: FrontDesk) -> None:
    sarah = await desk.person("Sarah")
    this_morning = desk.hands.clinic - timedelta(hours=12)
    today, friday = [await desk.booked(sarah, sarah, start) for start in (this_morning, FRIDAY)]
    await desk.booked(sarah, sarah, desk.hands.clinic - timedelta(days=1))
    await desk.booked(sarah, sarah, desk.hands.clinic + timedelta(days=200))
    client = await desk.signed_in()
    assert [item["id"] for item in (await client.get(LIST)).json()["items"]] == [today, friday]


async def test_who_has_left_and_who_gave_no_name_are_null(desk: FrontDesk) -> None:
    nameless = await desk.person()
    await desk.booked(nameless, nameless, FRIDAY, practitioner_id="retired")
    client = await desk.signed_in()
    (shown,) = (await client.get(LIST)).json()["items"]
    assert shown["practitioner"] == {"id": "retired", "name": None}
    assert shown["patient"] == shown["booked_by"] == {"id": nameless, "name": None}


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        ("yesterday", "2024-10-18T14:00:00Z", "bad_time"),
        ("2024-10-18T14:00:00", "2024-10-19T14:00:00Z", "bad_time"),
        ("2024-10-18T14:00:00Z", "2024-10-19", "bad_time"),
        ("2024-13-18T14:00:00Z", "2024-10-19T14:00:00Z", "bad_time"),
        ("0001-01-01T00:00:00+14:00", "2024-10-19T14:00:00Z", "bad_time"),
        ("2024-10-18T14:00:00Z", "2024-10-18T13:59:59Z", "bad_range"),
        ("2024-10-18T14:00:00Z" + "0" * 60, "2024-10-18T13:59:59Z", "invalid"),
    ],
)
async def test_bad_dates_are_refused(desk: FrontDesk, start: str, end: str, refusal: str) -> None:
    client = await desk.signed_in()
    assert code(await client.get(LIST, params={"from": start, "to": end})) == (422, refusal)


@pytest.mark.parametrize(
    "query",
    [{"from": "9999-12-31T00:00:00Z"}, {"from": "0001-01-02T00:00:00Z", "to": "9999-12-30T00:00:00Z"}],
)
async def test_times_may_reach_to_the_ends_of_the_calendar(desk: FrontDesk, query: dict[str, str]) -> None:
    client = await desk.signed_in()
    assert (await client.get(LIST, params=query)).json() == {"items": []}


@given(st.datetimes(timezones=st.timezones()))
def test_every_time_with_offset_is_read_as_that_instant(moment: object) -> None:
    text = moment.isoformat()  # type: ignore[attr-defined]
    try:
        expected = moment.timestamp()  # type: ignore[attr-defined]
        read = instant("from", text)
    except (BadInput, OverflowError, ValueError):
        assert text.startswith(("0001-01-01", "0001-01-02", "9999-12-3"))
    else:
        assert abs(read.timestamp() - expected) < 1e-3
        assert instant("from", text.replace("+", " ")) == read


@given(st.text(max_size=60))
def test_anything_else_is_bad_input_and_never_a_crash(text: str) -> None:
    try:
        read = instant("from", text)
    except BadInput as fault:
        refusal = fault
    else:
        refusal = None
        assert read.utcoffset() == timedelta(0)
    assert refusal is None or (refusal.status, refusal.code) == (422, "bad_time")
