"""structlog as JSON lines. A log line never carries a body, a name, a number or a birth date (tests/app guards it)."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_NUMBER = re.compile(r"\+?\d[\d ]{7,14}\d")
PERSONAL = frozenset({"text", "body", "name", "phone", "birth_date", "address", "to", "from", "summary", "question"})


def set_up_logs(level: str = "INFO", *, as_json: bool = True) -> None:
    """Configure structlog and the standard library's loggers once per process."""
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=level, force=True)
    for noisy in ("httpx", "httpcore", "chromadb", "uvicorn.access", "dbos", "twilio.http_client", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            without_personal_data,
            _only_fault_type,
            structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def without_personal_data(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops personal fields and masks what looks like a number in the rest."""
    for key in list(entry):
        if key in PERSONAL:
            entry[key] = "…"
        elif isinstance(entry[key], str) and key not in ("timestamp", "event", "level", "trace"):
            entry[key] = _NUMBER.sub("…", entry[key])
    return entry


def _only_fault_type(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where it failed, without the values: an exception's message may quote a patient."""
    fault = entry.pop("exc_info", None)
    if fault:
        error = fault if isinstance(fault, BaseException) else sys.exc_info()[1]
        if error is not None:
            entry["fault"] = type(error).__name__
            entry["trace"] = _frames(error)
    return entry


def _frames(error: BaseException) -> list[str]:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-8:]
