"""Which pages may open the chat socket: the clinic's own, those it lists, and what is no browser at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.web.origin import origin_allowed

HOST = "chat.clinic.example"
LISTED = ("https://www.clinic.example", "http://localhost:3000")
PUBLIC = "https://faden.clinic.example/"


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "https://chat.clinic.example",
        "http://chat.clinic.example",
        "https://CHAT.clinic.EXAMPLE",
        "https://www.clinic.example",
        "HTTPS://www.clinic.example",
        "http://localhost:3000",
        "https://faden.clinic.example",
    ],
)
def test_ours_and_the_listed_are_let_in(origin: str | None) -> None:
    assert origin_allowed(origin, HOST, LISTED, PUBLIC)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://evil.example",
        "https://clinic.example",
        "https://www.clinic.example.evil.example",
        "https://evil.example/https://www.clinic.example",
        "https://www.clinic.example@evil.example",
        "https://evil.example#www.clinic.example",
        "https://xwww.clinic.example",
        "http://www.clinic.example",
        "https://www.clinic.example:8443",
        "http://localhost:3001",
        "file://",
        "file://chat.clinic.example",
        "chrome-extension://chat.clinic.example",
        "//chat.clinic.example",
        "chat.clinic.example",
    ],
)
def test_everybody_else_is_kept_out(origin: str) -> None:
    assert not origin_allowed(origin, HOST, LISTED, PUBLIC)


def test_the_own_host_counts_with_its_port() -> None:
    assert origin_allowed("http://127.0.0.1:8000", "127.0.0.1:8000", (), None)
    assert not origin_allowed("http://127.0.0.1:9000", "127.0.0.1:8000", (), None)
    assert not origin_allowed("http://127.0.0.1", "127.0.0.1:8000", (), None)


def test_without_a_host_only_the_listed_are_let_in() -> None:
    assert not origin_allowed("https://chat.clinic.example", None, LISTED, PUBLIC)
    assert origin_allowed(LISTED[0], None, LISTED, None)


@pytest.mark.parametrize("entry", ["https://www.clinic.example/", "https://www.clinic.example/book?x=1", LISTED[0]])
def test_a_listed_address_may_be_written_with_its_path(entry: str) -> None:
    assert origin_allowed("https://www.clinic.example", HOST, (entry,), None)


@given(st.from_regex(r"https?://[a-z]{1,12}\.(?:com|example|clinic)(?::[0-9]{2,4})?", fullmatch=True))
def test_an_origin_is_let_in_only_if_it_is_written_down(origin: str) -> None:
    assert not origin_allowed(origin, HOST, LISTED, PUBLIC)
    assert origin_allowed(origin, HOST, (*LISTED, origin), PUBLIC)
    assert origin_allowed(origin, origin.split("//")[1], (), None)


@pytest.mark.parametrize("origin", ["http://[", "https://[::1", "http://x]"])
def test_a_broken_origin_is_refused_and_no_error(origin: str) -> None:
    assert not origin_allowed(origin, HOST, LISTED, PUBLIC)


@pytest.mark.parametrize("origin", ["null", "", "evil"])
def test_a_listed_address_without_its_scheme_opens_the_door_to_nobody(origin: str) -> None:
    assert not origin_allowed(origin, HOST, ("www.clinic.example",), None)
    assert not origin_allowed(origin, HOST, (), "faden.clinic.example")
