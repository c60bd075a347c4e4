"""Prometheus counters and timings; labels are codes and channels, never anything about a person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
REFUSED = Counter("faden_refused_input_total", "Input refused, by door and code", ["door", "code"], registry=REGISTRY)
TURNS = Counter("faden_turns_total", "Turns answered, by outcome", ["outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "faden_turn_seconds", "From start to stored reply", buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)  # fmt: skip
IN_FLIGHT = Gauge("faden_turns_in_flight", "Turns being made now", registry=REGISTRY)


def exposition() -> bytes:
    return generate_latest(REGISTRY)
