"""Units: each 5 minutes of a practitioner's time has one owner, an appointment, a hold or a foreign block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.working_hours import UNIT, unit_of
from domain.working_hours import units as units_of
from store.errors import UnitsTaken, breaks_uniqueness
from store.ids import new_id
from store.records import BusyBlock
from store.tables.book import busy_blocks, holds, units

_ROWS_AT_ONCE = 500
"""Keeps a long block below the databases' limit of parameters in one statement."""


class NewBusy(Protocol):
    """A block as whoever imports it has it."""

    @property
    def practitioner_id(self) -> str: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def label(self) -> str: ...


class Units:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def busy(
        self,
        practitioner_ids: Collection[str],
        start: datetime,
        end: datetime,
        now: datetime,
        ignore_person_id: str | None = None,
    ) -> dict[str, set[datetime]]:
        """The units taken between `start` and `end`. Holds that ran out, or are this person's own, do not count."""
        held = and_(holds.c.expires_at > now, _not_by(ignore_person_id))
        query = (
            select(units.c.practitioner_id, units.c.unit_start)
            .select_from(units.outerjoin(holds, units.c.hold_id == holds.c.id))
            .where(units.c.practitioner_id.in_(sorted(practitioner_ids)))
            .where(units.c.unit_start >= start, units.c.unit_start < end, or_(units.c.hold_id.is_(None), held))
        )
        taken: dict[str, set[datetime]] = {practitioner_id: set() for practitioner_id in practitioner_ids}
        for row in await self._connection.execute(query):
            taken[row.practitioner_id].add(row.unit_start)
        return taken

    async def take_units(
        self,
        practitioner_id: str,
        starts: Sequence[datetime],
        *,
        appointment_id: str | None = None,
        hold_id: str | None = None,
    ) -> None:
        """Take all of them or none: raises UnitsTaken, and the savepoint or transaction has to be rolled back."""
        owner = {"appointment_id": appointment_id, "hold_id": hold_id, "busy_id": None}
        await self._insert(practitioner_id, starts, owner)

    async def free_units(self, *, appointment_id: str | None = None, hold_id: str | None = None) -> None:
        """Give an owner's units back; what a foreign block covers stays taken."""
        owned = _owned_by(appointment_id, hold_id)
        rows = (await self._connection.execute(select(units).where(owned))).all()
        await self._connection.execute(delete(units).where(owned))
        for practitioner_id in sorted({row.practitioner_id for row in rows}):
            freed = {row.unit_start for row in rows if row.practitioner_id == practitioner_id}
            await self._cover(practitioner_id, freed)

    async def add_busy(self, practitioner_id: str, start: datetime, end: datetime, label: str = "") -> BusyBlock:
        """A block from elsewhere. Where it meets an appointment the appointment stays, both are true."""
        block = BusyBlock(new_id("bsy"), practitioner_id, start, end, label)
        await self._connection.execute(insert(busy_blocks).values(**_block_row(block.id, block)))
        wanted = units_of(start, end)
        await self._block(block.id, practitioner_id, wanted)
        return block

    async def replace_busy(self, blocks: Sequence[NewBusy]) -> None:
        """A whole import at once, in place of all earlier blocks; where one meets an appointment both are true."""
        await self.clear_busy()
        if not blocks:
            return
        named = [(new_id("bsy"), block) for block in blocks]
        await self._connection.execute(insert(busy_blocks), [_block_row(key, block) for key, block in named])
        earliest, latest = unit_of(min(block.start for block in blocks)), max(block.end for block in blocks)
        within = select(units.c.practitioner_id, units.c.unit_start).where(
            units.c.unit_start >= earliest, units.c.unit_start < latest
        )
        owner: dict[tuple[str, datetime], str | None] = {
            (row.practitioner_id, row.unit_start): None for row in await self._connection.execute(within)
        }
        for key, block in named:
            for start in units_of(block.start, block.end):
                owner.setdefault((block.practitioner_id, start), key)
        rows = [
            {"practitioner_id": who, "unit_start": start, "appointment_id": None, "hold_id": None, "busy_id": key}
            for (who, start), key in sorted(owner.items())
            if key is not None
        ]
        if rows:
            await self._connection.execute(insert(units), rows)

    async def clear_busy(self) -> None:
        """Remove all blocks, as before a new import."""
        await self._connection.execute(delete(units).where(units.c.busy_id.is_not(None)))
        await self._connection.execute(delete(busy_blocks))

    async def _insert(self, practitioner_id: str, starts: Iterable[datetime], owner: dict[str, str | None]) -> None:
        """Ascending in one statement: two racing for overlapping times cannot lock each other out on PostgreSQL."""
        rows = [{"practitioner_id": practitioner_id, "unit_start": start, **owner} for start in sorted(starts)]
        try:
            for first in range(0, len(rows), _ROWS_AT_ONCE):
                await self._connection.execute(insert(units).values(rows[first : first + _ROWS_AT_ONCE]))
        except IntegrityError as error:
            if breaks_uniqueness(error):
                raise UnitsTaken(practitioner_id) from None
            raise

    async def _block(self, busy_id: str, practitioner_id: str, wanted: Sequence[datetime]) -> None:
        """Take for a block those of the units that nobody has."""
        if not wanted:
            return
        c = units.c
        query = select(c.unit_start).where(c.practitioner_id == practitioner_id)
        query = query.where(c.unit_start >= wanted[0], c.unit_start <= wanted[-1])
        taken = set((await self._connection.execute(query)).scalars())
        owner = {"appointment_id": None, "hold_id": None, "busy_id": busy_id}
        await self._insert(practitioner_id, [start for start in wanted if start not in taken], owner)

    async def _cover(self, practitioner_id: str, freed: set[datetime]) -> None:
        """Units just freed belong to the blocks that lie there too."""
        c = busy_blocks.c
        query = select(busy_blocks).where(c.practitioner_id == practitioner_id)
        query = query.where(c.start < max(freed) + UNIT, c.end > min(freed))
        for block in (await self._connection.execute(query.order_by(c.id))).all():
            covered = [start for start in units_of(block.start, block.end) if start in freed]
            await self._block(block.id, practitioner_id, covered)


def _block_row(key: str, block: NewBusy) -> dict[str, Any]:
    return {
        "id": key,
        "practitioner_id": block.practitioner_id,
        "start": block.start,
        "end": block.end,
        "label": block.label,
    }


def _owned_by(appointment_id: str | None, hold_id: str | None) -> ColumnElement[bool]:
    if (appointment_id is None) == (hold_id is None):
        raise ValueError("name the appointment or the hold whose units these are")
    return units.c.appointment_id == appointment_id if hold_id is None else units.c.hold_id == hold_id


def _not_by(person_id: str | None) -> Any:
    return holds.c.person_id.is_not(None) if person_id is None else holds.c.person_id != person_id
