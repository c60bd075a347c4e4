"""The client's frames: read to the letter of the contract, and nothing but BadInput for anything else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.web.frames import MAX_FRAME_BYTES, Frame, Hello, Said, Typing, cleaned, read_frame
from domain.errors import BadInput

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(("type", "id", "text", "payload", "visitor", "last_seq", "lang", "identity"))
KINDS = st.sampled_from(("hello", "message", "choice", "typing", "welcome", ""))
ALMOST_FRAMES = st.builds(lambda kind, rest: {**rest, "type": kind}, KINDS | JSON, st.dictionaries(FIELDS, JSON))
CODES = {"binary", "too_large", "not_json", "unknown_type", "no_id", "empty"}


def refused(raw: Any, lang: Any = "en") -> str:
    with pytest.raises(BadInput) as fault:
        read_frame(raw, lang)
    assert fault.value.message
    return fault.value.code


def outcome(raw: Any) -> Frame | str:
    """The frame, or the code it was refused with; anything else raised is a failure."""
    try:
        return read_frame(raw, "de")
    except BadInput as fault:
        return fault.code


def frame(**fields: Any) -> str:
    return json.dumps(fields)


def test_hello_in_full_and_bare() -> None:
    raw = frame(type="hello", visitor="tok", last_seq=7, lang="de", identity="jwt", later="ignored")
    assert read_frame(raw, "en") == Hello("tok", 7, "de", "jwt")
    assert read_frame(frame(type="hello"), "en") == Hello(None, 0, None, None)


@pytest.mark.parametrize("seq", [-1, 1.5, "7", True, None, [], 2**62, 10**30])
def test_a_last_seq_that_cannot_be_one_asks_for_everything(seq: object) -> None:
    hello = read_frame(frame(type="hello", last_seq=seq), "en")
    assert isinstance(hello, Hello)
    assert hello.last_seq == 0


@pytest.mark.parametrize("lang", ["fr", "", "DE", 1, ["de"], {"de": 1}])
def test_a_language_we_do_not_speak_is_none(lang: object) -> None:
    hello = read_frame(frame(type="hello", lang=lang), "en")
    assert isinstance(hello, Hello)
    assert hello.lang is None


def test_message_choice_and_typing() -> None:
    assert read_frame(frame(type="message", id="a1", text=" Hallo,\r\nda \n"), "de") == Said("a1", "Hallo,\nda", None)
    assert read_frame(frame(type="choice", id="a2", payload="slot:1"), "de") == Said("a2", "", "slot:1")
    assert read_frame(frame(type="typing"), "de") == Typing()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\x00\x01", "binary"),
        (b'{"type":"typing"}', "binary"),
        (None, "binary"),
        ("", "not_json"),
        ("hello", "not_json"),
        ('{"type":"typing"', "not_json"),
        ("[]", "not_json"),
        ("null", "not_json"),
        ('"typing"', "not_json"),
        ("1" * 5000, "not_json"),
        ("[" * 8000, "not_json"),
        ('{"a":' * 100 + "1" + "}" * 100, "unknown_type"),
        ("{}", "unknown_type"),
        (frame(type="welcome"), "unknown_type"),
        (frame(type=["message"]), "unknown_type"),
        (frame(type="message", text="Hallo"), "no_id"),
        (frame(type="message", id="", text="Hallo"), "no_id"),
        (frame(type="message", id=7, text="Hallo"), "no_id"),
        (frame(type="message", id="x" * 101, text="Hallo"), "no_id"),
        (frame(type="message", id="a"), "empty"),
        (frame(type="message", id="a", text=" \n\t "), "empty"),
        (frame(type="message", id="a", text="\x00\x1b"), "empty"),
        (frame(type="message", id="a", text=["Hallo"]), "empty"),
        (frame(type="choice", id="a", text="Hallo"), "empty"),
        (frame(type="choice", id="a", payload="x" * 201), "too_large"),
        (frame(type="message", id="a", text="x" * MAX_FRAME_BYTES), "too_large"),
        (json.dumps({"type": "message", "id": "a", "text": "ü" * 4200}, ensure_ascii=False), "too_large"),
    ],
)
def test_what_is_no_frame_is_refused_by_its_code(raw: Any, code: str) -> None:
    assert refused(raw) == code


def test_the_limit_is_8_kib_in_bytes_and_the_last_byte_counts() -> None:
    def sized(size: int) -> str:
        bare = len(frame(type="message", id="a", text=""))
        return frame(type="message", id="a", text="x" * (size - bare))

    assert len(sized(MAX_FRAME_BYTES)) == 8 * 1024
    assert isinstance(read_frame(sized(MAX_FRAME_BYTES), "en"), Said)
    assert refused(sized(MAX_FRAME_BYTES + 1)) == "too_large"


def test_the_sender_is_told_in_their_language() -> None:
    for code, raw in [("empty", frame(type="message", id="a", text="")), ("not_json", "{"), ("binary", b"")]:
        messages = []
        for lang in ("de", "en"):
            with pytest.raises(BadInput) as fault:
                read_frame(raw, lang)  # type: ignore[arg-type]
            messages.append(fault.value.message)
        assert messages[0] != messages[1], code


@given(st.text() | st.binary() | st.none())
@example("\ud800")
@example('{"type":"message","id":"a","text":"\\ud800"}')
@example('{"type":NaN}')
def test_nothing_but_a_frame_or_bad_input_comes_of_any_bytes(raw: Any) -> None:
    found = outcome(raw)
    assert isinstance(found, Hello | Said | Typing) or found in CODES


@given(ALMOST_FRAMES)
def test_nothing_but_a_frame_or_bad_input_comes_of_any_json(almost: dict[str, Any]) -> None:
    found = outcome(json.dumps(almost))
    assert isinstance(found, Hello | Said | Typing) or found in CODES
    if isinstance(found, Said):
        assert bool(found.text) != bool(found.payload)
        assert (found.payload is None) == (almost["type"] == "message")
    if isinstance(found, Hello):
        assert 0 <= found.last_seq < 2**62
        assert found.lang in ("de", "en", None)


@given(st.text())
def test_what_is_kept_can_be_stored_and_is_cleaned_only_once(text: str) -> None:
    kept = cleaned(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", kept)
    assert cleaned(kept) == kept


@given(st.text("abcäöüß€🙂 \n", min_size=1))
def test_ordinary_words_arrive_as_they_were_written(text: str) -> None:
    raw = frame(type="message", id="a", text=text)
    if text.strip():
        assert read_frame(raw, "de") == Said("a", text.strip(), None)
    else:
        assert refused(raw) == "empty"


@pytest.mark.parametrize("client_id", [" ", "\x00", "\t\n", "\x07"])
def test_an_id_of_nothing_visible_is_no_id(client_id: str) -> None:
    """Two messages whose ids both become empty would count as one, and the second never be answered."""
    assert refused(frame(type="message", id=client_id, text="Hallo")) == "no_id"
