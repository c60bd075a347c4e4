"""The visitor's token: ours opens, anything else is nobody, and it says nothing."""

from __future__ import annotations

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from channels.web.tokens import VisitorTokens

KEY = b"k" * 32
TOKENS = VisitorTokens(KEY)


def test_a_token_leads_back_to_its_visitor_also_after_a_restart() -> None:
    visitor, token = TOKENS.issue()
    assert TOKENS.visitor(token) == visitor
    assert VisitorTokens(KEY).visitor(token) == visitor
    assert TOKENS.token(visitor) == token


def test_no_two_visitors_are_the_same() -> None:
    issued = [TOKENS.issue() for _ in range(200)]
    assert len({visitor for visitor, _ in issued}) == len({token for _, token in issued}) == 200
    assert min(len(visitor) for visitor, _ in issued) >= 20, "not to be guessed"


def test_another_instances_token_is_nobodys() -> None:
    _, token = VisitorTokens(b"other" * 7).issue()
    assert TOKENS.visitor(token) is None


@pytest.mark.parametrize(
    "foreign",
    [
        URLSafeSerializer(KEY).dumps("anna"),
        URLSafeSerializer(KEY, salt="faden.staff").dumps("anna"),
        URLSafeSerializer(b"", salt="faden.visitor").dumps("anna"),
        base64.urlsafe_b64encode(b'"anna"').decode(),
    ],
)
def test_what_was_signed_for_something_else_or_not_at_all_opens_nothing(foreign: str) -> None:
    assert TOKENS.visitor(foreign) is None


@pytest.mark.parametrize("payload", [None, 1, ["anna"], {"visitor": "anna"}, True])
def test_only_a_text_is_a_visitor(payload: object) -> None:
    assert TOKENS.visitor(URLSafeSerializer(KEY, salt="faden.visitor").dumps(payload)) is None


@given(st.integers(min_value=0), st.characters())
def test_a_token_changed_in_one_place_is_nobodys_and_never_anothers(place: int, letter: str) -> None:
    visitor, token = TOKENS.issue()
    at = place % len(token)
    changed = token[:at] + letter + token[at + 1 :]
    # The last letter of a base64 text may hold unused bits: then it is still the same token, never another visitor.
    assert TOKENS.visitor(changed) in (None, visitor)
    if token[at] != letter and at not in (len(token) - 1, token.index(".") - 1):
        assert TOKENS.visitor(changed) is None


@given(st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.lists(st.text()))
@example("")
@example(".")
@example("\ud800.x")
@example("ü.ö")
@example("x" * 100_000)
@example("." * 299)
def test_anything_a_client_may_send_is_nobody_and_no_error(token: object) -> None:
    assert TOKENS.visitor(token) is None
