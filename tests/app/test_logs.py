"""No patient reaches a log line: not by a field, not by a number in a text, not by an exception's message."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from app.logs import PERSONAL, set_up_logs, without_personal_data

CANARY = "Sarah Ekzemcanary"
NUMBER = "+447700900123"
WRITTEN_NUMBERS = ["+447700900123", "07700 900123", "030 1234567", "+49 151 23456789"]
OTHERWISE_WRITTEN = ["0044 7700 900 123", "020-7946-0321", "0151/23456789", "(0151) 234-5678", "+44 (0)7700 900123"]
Lines = Callable[[], str]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """What was logged so far, with the process's own set-up."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in list(logging.Logger.manager.loggerDict)}
    set_up_logs()
    yield stream.getvalue
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


def only(text: str) -> dict[str, Any]:
    """The one line there is."""
    (line,) = text.splitlines()
    entry: dict[str, Any] = json.loads(line)
    return entry


def test_a_line_is_json_with_what_helps_to_find_the_fault(lines: Lines) -> None:
    structlog.get_logger("x").info("turn finished", seq=7, took_ms=12.5, channel="web")
    entry = only(lines())
    assert (entry["event"], entry["seq"], entry["channel"], entry["level"]) == ("turn finished", 7, "web", "info")
    assert entry["timestamp"].startswith("20")


@pytest.mark.parametrize("field", sorted(PERSONAL))
@pytest.mark.parametrize("value", [CANARY, [CANARY], {"any": CANARY}, (NUMBER, CANARY)])
def test_a_personal_field_is_never_shown_whatever_it_holds(lines: Lines, field: str, value: object) -> None:
    structlog.get_logger("x").warning("something", **{field: value})
    text = lines()
    assert "canary" not in text
    assert NUMBER not in text
    assert only(text)[field] == "…"


@pytest.mark.parametrize("field", ["text", "body", "name", "phone", "birth_date", "address", "to", "from"])
def test_the_personal_fields_are_known(field: str) -> None:
    assert field in PERSONAL


@pytest.mark.parametrize("number", WRITTEN_NUMBERS)
def test_a_number_is_masked_wherever_it_hides_in_a_text(lines: Lines, number: str) -> None:
    structlog.get_logger("x").warning("odd", detail=f"call from {number} refused")
    text = lines()
    assert number not in text
    assert only(text)["detail"] == "call from … refused"


@given(st.from_regex(r"\+[1-9][0-9]{8,14}", fullmatch=True), st.text("abc äß.,:", max_size=10))
def test_no_international_number_survives(number: str, around: str) -> None:
    entry = without_personal_data(None, "info", {"event": "x", "detail": f"{around}{number}{around}"})
    assert number not in entry["detail"]
    assert number[1:] not in entry["detail"]


@given(st.dictionaries(st.sampled_from(("seq", "took_ms", "channel", "code")), st.integers(0, 99_999), max_size=4))
def test_what_is_not_personal_stays(values: dict[str, int]) -> None:
    assert without_personal_data(None, "info", {"event": "x", **values}) == {"event": "x", **values}


def test_an_exception_says_where_but_not_what(lines: Lines) -> None:
    try:
        raise ValueError(f"could not store {CANARY} {NUMBER}")
    except ValueError:
        structlog.get_logger("x").exception("turn failed", seq=3)
    text = lines()
    assert "canary" not in text
    assert NUMBER not in text
    entry = only(text)
    assert entry["fault"] == "ValueError"
    assert entry["seq"] == 3
    assert any("test_logs.py:" in frame for frame in entry["trace"])


def test_neither_does_what_caused_it_nor_what_it_carried(lines: Lines) -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise RuntimeError(NUMBER) from cause
    except RuntimeError as fault:
        structlog.get_logger("x").error("failed", exc_info=fault)
    text = lines()
    assert "canary" not in text
    assert NUMBER not in text
    assert only(text)["fault"] == "RuntimeError"


def test_an_exception_logged_after_it_was_handled_is_no_trouble(lines: Lines) -> None:
    structlog.get_logger("x").error("no exception here", exc_info=True)
    assert only(lines())["event"] == "no exception here"


@pytest.mark.parametrize("number", OTHERWISE_WRITTEN)
def test_a_number_is_masked_however_it_is_written(lines: Lines, number: str) -> None:
    structlog.get_logger("x").warning("odd", detail=f"call from {number} refused")
    assert not re.search(r"[0-9]", only(lines())["detail"])


def test_a_number_in_the_event_itself_is_masked(lines: Lines) -> None:
    structlog.get_logger("x").warning(f"call from {NUMBER}")
    assert NUMBER not in lines()


def test_personal_fields_inside_other_values_are_dropped(lines: Lines) -> None:
    structlog.get_logger("x").warning("odd", data={"text": CANARY, "list": [{"phone": NUMBER}]})
    text = lines()
    assert "canary" not in text
    assert NUMBER not in text


@pytest.mark.parametrize("logger", ["uvicorn.error", "asyncio", "sqlalchemy.pool", "dbos"])
def test_an_exception_logged_by_a_library_says_no_more_than_ours(lines: Lines, logger: str) -> None:
    """Starlette raises what an endpoint raised again after answering, and uvicorn logs it with its message."""
    try:
        raise ValueError(f"{CANARY} {NUMBER}")
    except ValueError:
        logging.getLogger(logger).exception("Exception in ASGI application")
    text = lines()
    assert "ASGI" in text
    assert "canary" not in text
    assert NUMBER not in text
