"""An Enquiry: open business, from first word to outcome. It is what is carried from one channel to the next."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.booking import Slot, SlotQuery
from domain.thread import Channel

EnquiryStatus = Literal["open", "booked", "answered", "handed_over", "abandoned"]
Wish = Literal["book", "move", "cancel", "list", "question", "message"]
Asked = Literal[
    "nothing", "confirm", "choose_slot", "name", "phone", "birth_date", "reason", "practitioner", "when",
    "which_appointment", "message", "patient_name",
]  # fmt: skip


class Offer(BaseModel):
    """A slot we offered, remembered so that "the second one" works tomorrow on another channel."""

    model_config = ConfigDict(frozen=True)

    id: str
    slot: Slot


class Enquiry(BaseModel):
    """What the person wants and how far we have come. Everything in it is untrusted text or our own ids."""

    model_config = ConfigDict(frozen=True)

    id: str
    person_id: str
    status: EnquiryStatus = "open"
    channel: Channel = "web"
    opened_at: datetime
    updated_at: datetime
    wish: Wish = "question"
    reason: str | None = None
    specialty_id: str | None = None
    practitioner_id: str | None = None
    any_practitioner: bool = False
    visit_type_id: str | None = None
    new_patient: bool | None = None
    for_someone_else: bool = False
    patient_name: str | None = None
    """Whom it is for when not the person themselves."""
    query: SlotQuery = SlotQuery()
    offers: tuple[Offer, ...] = ()
    chosen: str | None = None
    """Slot id picked and held, waiting for what is still missing."""
    hold_id: str | None = None
    continuity: Literal["granted", "refused"] | None = None
    """Whether it may be picked up when the person calls or writes from the number they gave; asked once."""
    appointment_id: str | None = None
    """The appointment to move or cancel, or the one booked."""
    offered_ever: tuple[str, ...] = Field(default=())
    """Slot ids already declined or superseded, so that "others" brings new ones."""

    def offer(self, slot_id: str) -> Offer | None:
        return next((o for o in self.offers if o.id == slot_id), None)
