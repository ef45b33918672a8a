"""Orders that are placed and not paid: their goods are kept aside until the time to pay is over."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.processes.offers import Basket
from sim.processes.visits import Visits
from sim.streams import Integers
from sim.world.history import order_number
from sim.world.world import World


def hold(
    world: World, visits: Visits, chosen: Integers, basket: Basket, right: NDArray[np.bool_]
) -> tuple[Integers, Basket, NDArray[np.bool_]]:
    """Take the orders that will lapse out of those of a day.

    Args:
        world: the world.
        visits: of one day.
        chosen: which of the visits order; altered never.
        basket: their lines, whose goods are reserved already.
        right: was each line on the shelf?

    Returns:
        The others, with their lines.
    """
    assert visits.lapses is not None, "there are orders that will lapse"
    held = visits.lapses[chosen]
    for place in held.nonzero()[0].tolist():
        lines = basket.row == place
        which = int(chosen[place])
        item, units = basket.item[lines], basket.units[lines]
        cents = int((units * world.shop.usual_cents[item]).sum())
        world.start(_wait(world, float(visits.moment[which]), int(visits.who[which]), visits.day, item, units, cents))
    stays = ~held
    lines = stays[basket.row]
    rest = basket.only(lines)
    return chosen[stays], rest._replace(row=(stays.cumsum() - 1)[rest.row]), right[lines]


def _wait(
    world: World, moment: float, customer: int, day: int, item: Integers, units: Integers, cents: int
) -> Generator[simpy.Event, object, None]:
    """The goods are free again when the time is over; of orders of the day itself that is known at its end."""
    order, count = order_number(day, customer), int(units.sum())
    world.log.record("order_held", day=moment, customer=customer, order=order, value_cents=cents, units=count)
    ends = moment + world.policy.payment.hold_hours / 24.0
    yield world.until(ends)
    with world.change(stock_only=True) as shop:
        np.subtract.at(shop.reserved, item, units)
    if ends < world.scenario.days:
        world.log.record("order_lapsed", day=ends, customer=customer, order=order, units=count)
