"""The visitor's token: signed, opaque, without personal data. A forged or foreign one is simply a new visitor."""

from __future__ import annotations

import secrets

from itsdangerous import BadSignature, URLSafeSerializer

_LONGEST = 300


class VisitorTokens:
    """Issues and reads visitor tokens of one instance."""

    def __init__(self, key: bytes) -> None:
        self._signer = URLSafeSerializer(key, salt="faden.visitor")

    def issue(self) -> tuple[str, str]:
        """(visitor id, token) of a new visitor."""
        visitor = secrets.token_urlsafe(16)
        return visitor, self.token(visitor)

    def token(self, visitor: str) -> str:
        return str(self._signer.dumps(visitor))

    def visitor(self, token: object) -> str | None:
        """The visitor id of a token of ours, else None."""
        if not isinstance(token, str) or len(token) > _LONGEST:
            return None
        try:
            visitor = self._signer.loads(token)
        except (BadSignature, UnicodeError):
            return None
        return visitor if isinstance(visitor, str) else None
