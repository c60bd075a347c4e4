"""A message on its way out: written in the transaction of what causes it, sent by the delivery job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.thread import Channel, Choice, Delivery, WebLink


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """`key` makes it exist once, however often its cause is run again; `epoch` is the holder's it was made under."""

    id: str
    person_id: str
    channel: Channel
    to: str
    body: str
    created_at: datetime
    key: str
    epoch: int = 0
    buttons: tuple[Choice, ...] = ()
    links: tuple[WebLink, ...] = ()
    template: str | None = None
    status: Delivery = "pending"
    status_at: datetime | None = None
    provider_id: str | None = None
    error: str | None = None
