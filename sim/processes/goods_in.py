"""Goods in: how a delivery gets into the stock record.

Delivery notes are sometimes wrong. Whoever books the note books its mistake; counting finds it and takes staff time,
and until then the page does not offer what has come. A supplier who may write into our record books when the van
leaves, a day ahead: it costs nobody's time, but he is wrong more often, and the page offers what is still on the road.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.codes import FINDERS
from sim.streams import Integers
from sim.world.staff import PUBLISH
from sim.world.world import World

Booked = Callable[[Integers, Integers, Integers], None]
"""Told items, units and units noted once they are in the record."""


class Note(NamedTuple):
    """A delivery note: what comes of which item (each item once), and how much of it the note says."""

    items: Integers
    units: Integers
    written: Integers


def written(world: World, ordered: int, items: Integers, units: Integers) -> Integers:
    """Units as the delivery notes will have them; luck by item and day of the order, whoever books it."""
    numbers, streams = world.numbers, world.streams
    chance = numbers["stock.note_wrong"]
    if world.policy.supply.deliveries == "supplier books":
        chance = min(chance * numbers["stock.supplier_wrong"], 1.0)
    wrong = (streams.some("delivery note", ordered, items) < chance).nonzero()[0]
    if not len(wrong):
        return units
    more = streams.some("delivery note says more", ordered, items[wrong]) < 0.5
    size = np.maximum(np.rint(numbers["stock.note_error"] * units[wrong]), 1).astype(np.int64)
    noted = units.copy()
    noted[wrong] = np.maximum(noted[wrong] + np.where(more, size, -size), 0)
    return noted


def book(world: World, items: Integers, units: Integers, noted: Integers, booked: Booked) -> None:
    """Type in what the notes say. Call inside `world.change()`, when the goods are on the shelf."""
    np.add.at(world.shop.record, items, noted)
    booked(items, units, noted)
    wrong = (noted != units).nonzero()[0]
    if len(wrong):
        log_errors(world, np.unique(items[wrong]))


def count(world: World, items: Integers, units: Integers, booked: Booked) -> Generator[simpy.Event, object, None]:
    """Count what has come, then book it."""
    hours = len(items) * world.numbers["stock.notes_minutes"] / 60.0
    yield from world.staff.work("goods in", hours, PUBLISH)
    with world.change(stock_only=True) as shop:
        np.add.at(shop.record, items, units)
    booked(items, units, units)


def booked_by_the_supplier(
    world: World, note: Note, moment: float, booked: Booked
) -> Generator[simpy.Event, object, None]:
    """The supplier writes into the record when the van leaves."""
    yield world.until(moment)
    with world.change(stock_only=True) as shop:
        shop.record[note.items] += note.written
    booked(note.items, note.units, note.written)
    log_errors(world, note.items)


def log_errors(world: World, items: Integers) -> None:
    """Write down by how much the record of these items is off now."""
    error = world.shop.record[items] - world.shop.on_hand[items]
    world.log.record_block("stock_drifted", len(items), day=world.now, item=items, error_units=error)


def log_righted(world: World, items: NDArray[np.integer], finder: str) -> None:
    """Write down that the record of these items agrees with the shelf again, and who found that it did not."""
    code = FINDERS.index(finder)
    world.log.record_block("stock_record_righted", len(items), day=world.now, item=items, finder=code)
