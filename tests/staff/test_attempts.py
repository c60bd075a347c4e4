"""How often a password may be tried: the rule itself, under any order of attempts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from staff.attempts import ALLOWED, WINDOW_SECONDS, Attempts


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def tried(attempts: Attempts, key: str) -> bool:
    try:
        attempts.begin(key)
    except BadInput as fault:
        refusal = fault
    else:
        return True
    assert (refusal.status, refusal.code) == (429, "too_many_attempts")
    return False


@given(st.lists(st.floats(0, WINDOW_SECONDS / 2), max_size=80))
def test_no_window_ever_holds_more_failures_than_allowed(pauses: list[float]) -> None:
    seconds = Seconds()
    attempts = Attempts(seconds)
    let_in: list[float] = []
    for pause in pauses:
        seconds.now += pause
        recent = [at for at in let_in if at > seconds.now - WINDOW_SECONDS]
        allowed = tried(attempts, "anna")
        assert allowed is (len(recent) < ALLOWED)
        if allowed:
            let_in.append(seconds.now)


def test_a_success_forgets_and_others_are_not_touched() -> None:
    attempts = Attempts(Seconds())
    assert all(tried(attempts, "anna") for _ in range(ALLOWED))
    assert not tried(attempts, "anna")
    assert tried(attempts, "bert")
    attempts.succeeded("anna")
    assert tried(attempts, "anna")


def test_the_message_says_how_long_to_wait() -> None:
    seconds = Seconds()
    attempts = Attempts(seconds)
    for _ in range(ALLOWED):
        attempts.begin("anna")
    seconds.now = WINDOW_SECONDS - 41.5
    with pytest.raises(BadInput, match="42 seconds"):
        attempts.begin("anna")


def test_many_names_do_not_fill_the_memory_and_the_newest_are_kept() -> None:
    attempts = Attempts(Seconds())
    for number in range(11_000):
        attempts.begin(f"name {number}")
    for _ in range(ALLOWED - 1):
        attempts.begin("name 10999")
    assert not tried(attempts, "name 10999")
    assert len(attempts) <= 10_000
