"""One shape for every error over HTTP: `{"error": {"code", "message"}}` (contract.md). Endpoints need no try/except."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app import metrics
from domain.errors import BadInput, RuleViolation

log = structlog.get_logger(__name__)
_CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed"}


def error_response(status: int, code: str, message: str) -> JSONResponse:
    metrics.REFUSED.labels("http", code).inc()
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


def install_error_shape(app: FastAPI) -> None:
    """Render every kind of failure in the contract's shape."""

    @app.exception_handler(BadInput)
    async def bad_input(_: Request, fault: BadInput) -> JSONResponse:
        return error_response(fault.status, fault.code, fault.message)

    @app.exception_handler(RuleViolation)
    async def rule(_: Request, fault: RuleViolation) -> JSONResponse:
        return error_response(409, fault.code, fault.code.replace("_", " "))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, fault: RequestValidationError) -> JSONResponse:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != "body")
        return error_response(422, "invalid", f"{where}: {first['msg']}" if where else str(first["msg"]))

    @app.exception_handler(HTTPException)
    async def http(_: Request, fault: HTTPException) -> JSONResponse:
        return error_response(fault.status_code, _CODES.get(fault.status_code, "error"), str(fault.detail))

    @app.exception_handler(Exception)
    async def bug(_: Request, fault: Exception) -> JSONResponse:
        log.exception("request failed", fault=type(fault).__name__)
        return error_response(500, "internal", "Something went wrong on our side.")
