"""What the store refuses. Each is raised inside the transaction; whoever lets it pass rolls everything back."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from domain.errors import BackendError, FadenError


class AlreadyAnswered(FadenError):
    """Another reply has answered one of these messages."""


class DuplicateEvent(FadenError):
    """An event with this external id is stored already: it is the same message."""


class AlreadyJournaled(FadenError):
    """This very call of this turn is in the journal: its result is there to be read."""


class UnitsTaken(FadenError):
    """Somebody else has one of these units of the practitioner's time."""


class PersonErased(FadenError):
    """The person's key was erased; nothing more may be written about them."""


class Unreadable(BackendError):
    """A sealed body was tampered with, or sealed under another secret."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


_UNIQUE_SQLSTATE = "23505"
_SQLITE_UNIQUE = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


def breaks_uniqueness(error: IntegrityError) -> bool:
    """Whether a UNIQUE or PRIMARY KEY said no, rather than a missing parent row."""
    if getattr(error.orig, "sqlstate", None) == _UNIQUE_SQLSTATE:
        return True
    cause: BaseException | None = error.orig
    while cause is not None:
        if getattr(cause, "sqlite_errorname", None) in _SQLITE_UNIQUE:
            return True
        cause = cause.__cause__
    return False
