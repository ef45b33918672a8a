"""Changes of prices and offers, and the luck of entering each: who is told to change what, why, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.codes import FIELDS, OFFERS, REASONS
from sim.streams import Floats, Integers
from sim.world.shop import PRICE, PROMOTION
from sim.world.world import World

SLIPS = ("slip", "second reader", "slip where")
WEEKLY, FLASH = range(len(OFFERS))
FLASH_BEGINS, FLASH_ENDS = len(FIELDS), len(FIELDS) + 1  # parts of the luck of slips; the fields have their own
COSTS, SEASON, LAW, OFFER, NEW_MODEL = range(len(REASONS))


class Change(NamedTuple):
    """One change to enter, and the luck of entering it.

    Attributes:
        day, item, field: what it is about.
        move: change of ln of the list price; 0 for a promotion.
        promoted: is the item on offer afterwards? None where that stays.
        offer: which kind of offer, a code of OFFERS.
        slip, second, where: luck of a slip, of the second reader, and of where the slip happens.
        reason: why, a code of REASONS.
    """

    day: int
    item: int
    field: int
    move: float
    promoted: bool | None
    slip: float
    second: float
    where: float
    offer: int = WEEKLY
    reason: int = OFFER


class Batch(NamedTuple):
    """Changes that are announced and entered together.

    Attributes:
        day: on which it was announced; that of its beginning for a flash sale.
        part: which batch of the day, the part of the luck of slips.
        due: day by which it must be live.
        changes: what is to be entered.
    """

    day: int
    part: int
    due: float
    changes: list[Change]

    @property
    def number(self) -> int:
        """A number that no other batch of the run has."""
        return self.day * (FLASH_ENDS + 1) + self.part


def price_changes(world: World, days: Integers, items: Integers) -> list[Change]:
    """The new prices of these items on these days, each with its reason."""
    step = world.numbers["publish.price_step"] * (2 * world.streams.some("price step", days, items) - 1)
    law, season = world.numbers["publish.by_law"], world.numbers["publish.by_season"]
    luck = world.streams.some("reason of a price change", days, items)
    reasons = np.where(luck < law, LAW, np.where(luck < law + season, SEASON, COSTS)).tolist()
    changes = _changes(world, days, items, PRICE, step.tolist(), [None] * len(items))
    return [change._replace(reason=reason) for change, reason in zip(changes, reasons, strict=True)]


def promotion_changes(world: World, day: int, ended: Integers, started: Integers) -> Batch:
    """Promotions of a Monday: those that end, then those that start."""
    items = np.concatenate((ended, started))
    promoted = [False] * len(ended) + [True] * len(started)
    changes = _changes(world, np.full(len(items), day), items, PROMOTION, [0.0] * len(items), promoted)
    return _announced(world, day, PROMOTION, changes)


def flash_changes(world: World, day: int, items: Integers, *, begins: bool) -> Batch:
    """Begin or end of a flash sale; `day` is that on which it began, and each end has a luck of its own."""
    days, count = np.full(len(items), day), len(items)
    part = FLASH_BEGINS if begins else FLASH_ENDS
    changes = _changes(world, days, items, PROMOTION, [0.0] * count, [begins] * count, FLASH, part)
    return _announced(world, day, part, changes)


def due_of(world: World, announced: float) -> float:
    """The day by which a change that is announced at a moment must be live."""
    return world.calendar.after_work(announced, world.numbers["publish.due_hours"])


def announce(world: World, moment: float | Floats, due: float | Floats, changes: list[Change]) -> None:
    """Write to the log what staff are told; moments may lie ahead."""
    world.log.record_block(
        "change_announced",
        len(changes),
        day=moment,
        item=np.array([change.item for change in changes]),
        field=np.array([change.field for change in changes]),
        reason=np.array([change.reason for change in changes]),
        due=due,
    )


def _announced(world: World, day: int, part: int, changes: list[Change]) -> Batch:
    due = due_of(world, world.now)
    announce(world, world.now, due, changes)
    return Batch(day, part, due, changes)


def _changes(
    world: World,
    days: Integers,
    items: Integers,
    field: int,
    moves: list[float],
    promoted: Sequence[bool | None],
    offer: int = WEEKLY,
    part: int | None = None,
) -> list[Change]:
    lucks = (world.streams.some(purpose, days, items, field if part is None else part).tolist() for purpose in SLIPS)
    fields, offers = [field] * len(items), [offer] * len(items)
    return [
        Change(*values)
        for values in zip(days.tolist(), items.tolist(), fields, moves, promoted, *lucks, offers, strict=True)
    ]
