"""Every error Faden raises on purpose. Each has one audience; anything else is a bug.

FadenError
├── RuleViolation          the patient may hear it; the model reads its code and values
│   └── NeedsProof         allowed once the person has proven who they are
├── BackendError           a calendar, provider or database failed; `permanent` says whether to retry
├── BadInput               a client sent something that is not the interface; rendered as 4xx or an error frame
└── ConfigurationError     start-up only; names the setting and how to set it
"""

from __future__ import annotations


class FadenError(Exception):
    """Root of the tree."""


class RuleViolation(FadenError):
    """A rule of the clinic says no. `code` names the prompt `refusals.<code>`; `values` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class NeedsProof(RuleViolation):
    """The person must first prove who they are (design.md, identity and disclosure)."""


class BackendError(FadenError):
    """Something behind a port failed."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class BadInput(FadenError):
    """The sender's request breaks the public interface. `code` is stable, `message` is for people."""

    def __init__(self, code: str, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class ConfigurationError(FadenError):
    """Faden cannot start: `where` names the setting or file:line, `how` says what to write."""

    def __init__(self, where: str, how: str) -> None:
        super().__init__(f"{where}: {how}")
        self.where = where
        self.how = how
