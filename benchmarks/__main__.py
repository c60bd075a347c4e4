"""Runs the benchmarks named on the command line, or all."""

from __future__ import annotations

import asyncio
import importlib
import sys

from benchmarks.measure import console

NAMES = ("turn", "context", "retrieval", "sockets")


def main(chosen: list[str]) -> None:
    unknown = [name for name in chosen if name not in NAMES]
    if unknown:
        sys.exit(f"no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}")
    for name in chosen or NAMES:
        console.rule(name)
        asyncio.run(importlib.import_module(f"benchmarks.{name}").run())


if __name__ == "__main__":
    main(sys.argv[1:])
