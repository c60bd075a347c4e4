"""Timing helpers: medians and 95th percentiles, and a table with the ratio that matters."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

console = Console()


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Timing:
        ordered = sorted(seconds)
        return cls(statistics.median(ordered) * 1000, ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000)


async def timed(action: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await action()
    return time.perf_counter() - started


async def alternately(
    actions: dict[str, Callable[[], Awaitable[object]]], rounds: int, warm_up: int = 3
) -> dict[str, Timing]:
    """Each action once a round, so that whatever disturbs one disturbs all."""
    seconds: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds + warm_up):
        for name, action in actions.items():
            taken = await timed(action)
            if number >= warm_up:
                seconds[name].append(taken)
    return {name: Timing.of(taken) for name, taken in seconds.items()}


def show(title: str, timings: dict[str, Timing], base: str, note: str = "") -> None:
    """A table with every row's ratio to the base row."""
    table = Table("", "p50 ms", "p95 ms", "p50 ×", "p95 ×", title=title, caption=note, title_justify="left")
    for name, timing in timings.items():
        ratios = timing.p50 / timings[base].p50, timing.p95 / timings[base].p95
        table.add_row(name, f"{timing.p50:.2f}", f"{timing.p95:.2f}", f"{ratios[0]:.2f}", f"{ratios[1]:.2f}")
    console.print(table)
