"""Notes on the pages that only a few of an item are left: true ones, and invented ones.

A note makes visitors get on from the page more often. An invented one is seen through by some of those who buy.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes import feelings
from sim.processes.day_orders import DayOrders
from sim.world.world import World

WEEK, NINE = 7, 9.0 / 24.0
FEW = 3
INVENTED, TRUE = "always 3 left", "true counts"


def _how(world: World) -> str:
    """What the notes say; none where nobody keeps a stock record or pages are no matter."""
    return str(world.policy.duties.scarcity_notes) if world.has("duties") and world.has("stock") else "none"


def gain(world: World) -> float:
    """Factor on getting on from the first page."""
    how, numbers = _how(world), world.numbers
    if how == INVENTED:
        return 1 + numbers["scarcity.gain_invented"]
    return 1 + numbers["scarcity.gain_true"] if how == TRUE else 1.0


def start(world: World) -> None:
    """Put the notes up, if there are any."""
    if _how(world) != "none" and world.has("website"):
        world.start(notes(world))


def notes(world: World) -> Generator[simpy.Event, object, None]:
    """Each week: the items that get a note, with what the record says of them."""
    items = np.arange(world.shop.items)
    for day in range(0, world.scenario.days, WEEK):
        yield world.until(day + NINE)
        recorded = np.maximum(world.shop.record, 0)
        if _how(world) == INVENTED:
            chosen = np.sort(np.argsort(_luck(world, day))[: int(world.numbers["scarcity.items"])])
            shown = np.full(len(chosen), FEW)
        else:
            chosen = items[(recorded > 0) & (recorded <= FEW)]
            shown = recorded[chosen]
        world.log.record_block(
            "scarcity_note", len(chosen), day=world.now, item=chosen, shown=shown, recorded=recorded[chosen]
        )


def _luck(world: World, day: int) -> np.ndarray:
    return world.streams.some("item with a note", day, np.arange(world.shop.items))


def seen_through(world: World, day: int, today: DayOrders) -> None:
    """Some of those who bought an item with an invented note see that there were plenty."""
    if _how(world) != INVENTED or not world.has("website"):
        return
    monday = day - day % WEEK
    noted = np.argsort(_luck(world, monday))[: int(world.numbers["scarcity.items"])]
    lines = np.isin(today.item, noted).nonzero()[0]
    who, first = np.unique(today.line_who[lines], return_index=True)
    order = today.line_order[lines][first]
    sees = world.streams.some("sees through a note", day, who) < world.numbers["scarcity.seen_through"]
    size = np.full(int(sees.sum()), world.numbers["leave.note"])
    feelings.harm(world, who[sees], order[sees], "note on stock not true", size)
