"""structlog as JSON lines. A log line never carries a body, a name, a number or a birth date (tests/app guards it)."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

_NUMBER = re.compile(r"\+?\(?\d[\d\s()/.\-–]{5,}\d")
"""Anything a telephone number or birth date may look like."""
_OURS = frozenset({"timestamp", "level", "trace"})
"""Fields made here, which hold no foreign text."""
PERSONAL = frozenset({"text", "body", "name", "phone", "birth_date", "address", "to", "from", "summary", "question"})


def set_up_logs(level: str = "INFO", *, as_json: bool = True) -> None:
    """Configure structlog and, through the same guards, the loggers of every library; once per process."""
    first: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    guards: list[Processor] = [_only_fault_type, without_personal_data]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=first,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *guards, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for noisy in ("httpx", "httpcore", "chromadb", "uvicorn.access", "dbos", "twilio.http_client", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*first, *guards, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def without_personal_data(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops personal fields, at any depth, and masks what looks like a number in the rest."""
    for key in list(entry):
        if key not in _OURS:
            entry[key] = _guarded(key, entry[key])
    return entry


def _guarded(key: str, value: Any) -> Any:
    if key in PERSONAL:
        return "…"
    if isinstance(value, str):
        return _NUMBER.sub("…", value)
    if isinstance(value, Mapping):
        return {name: _guarded(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_guarded("", inner) for inner in value]
    return value


def _only_fault_type(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where it failed, without the values: an exception's message may quote a patient."""
    fault = entry.pop("exc_info", None)
    if fault:
        error = _error_of(fault)
        if error is not None:
            entry["fault"] = type(error).__name__
            entry["trace"] = _frames(error)
    return entry


def _error_of(fault: Any) -> BaseException | None:
    """The exception behind whatever a logger takes for one."""
    if isinstance(fault, BaseException):
        return fault
    return fault[1] if isinstance(fault, tuple) else sys.exc_info()[1]


def _frames(error: BaseException) -> list[str]:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-8:]
