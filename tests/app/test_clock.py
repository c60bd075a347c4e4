"""The clocks: aware, settable, running on, never backwards by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import SettableClock, SystemClock

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Machine:
    """A machine whose two clocks a test moves by hand."""

    def __init__(self) -> None:
        self.wall = START
        self.ticks = 100.0

    def clock(self, offset: timedelta = timedelta(0)) -> SettableClock:
        return SettableClock(offset, wall=lambda: self.wall, monotonic=lambda: self.ticks)

    def run(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ticks += seconds


def test_the_real_clocks_are_aware_and_in_utc() -> None:
    for clock in (SystemClock(), SettableClock()):
        before, now, after = datetime.now(UTC), clock.now(), datetime.now(UTC)
        assert before <= now <= after
        assert now.utcoffset() == timedelta(0)


def test_a_set_clock_runs_on_from_there() -> None:
    machine = Machine()
    clock = machine.clock()
    clock.set(datetime(2024, 10, 15, 23, 0, tzinfo=timezone(timedelta(hours=1))))
    assert clock.now() == datetime(2024, 10, 15, 22, 0, tzinfo=UTC)
    machine.run(90)
    assert clock.now() == datetime(2024, 10, 15, 22, 1, 30, tzinfo=UTC)
    assert clock.now().utcoffset() == timedelta(0)


def test_advancing_adds_to_what_has_passed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.run(10)
    clock.advance(3600)
    assert clock.now() == START + timedelta(seconds=3610)
    assert clock.offset == timedelta(hours=1)


def test_the_offset_survives_a_restart() -> None:
    machine = Machine()
    first = machine.clock()
    first.set(START - timedelta(days=400))
    machine.run(50)
    assert machine.clock(first.offset).now() == first.now()


def test_sleep_of_the_machine_counts_as_time() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += timedelta(hours=8)  # the monotonic clock stands still in sleep
    assert clock.now() == START + timedelta(hours=8)


def test_a_naive_time_and_a_step_back_by_advance_are_refused() -> None:
    clock = Machine().clock()
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2024, 10, 15, 22, 0))  # noqa: DTZ001
    with pytest.raises(ValueError, match="forwards"):
        clock.advance(-1)
    assert clock.now() == START


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(-1e7, 1e7)), max_size=20))
def test_no_correction_of_the_machines_time_turns_the_clock_back(steps: list[tuple[float, float]]) -> None:
    machine = Machine()
    clock = machine.clock()
    seen = clock.now()
    for seconds, correction in steps:
        machine.run(seconds)
        machine.wall += timedelta(seconds=correction)
        assert clock.now() >= seen
        seen = clock.now()
