"""A script on the payment page copies card numbers until somebody takes it off.

Cards stolen are the orders paid by card while it is there: rate x dwell. Nothing about the dwell is drawn; see
`break_ins`. Some of the cards are misused later, and their owners learn where they were stolen.
"""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import simpy

from sim.codes import WAYS_TO_PAY
from sim.processes import feelings
from sim.processes.day_orders import DayOrders
from sim.processes.visits import Visits
from sim.streams import Integers
from sim.threats.break_ins import Intruder
from sim.world.world import World

CARD = WAYS_TO_PAY.index("card")


def copy_cards(world: World, intruder: Intruder, copied: set[int]) -> None:
    """From now on the card of every order is copied, until the intruder is shut out.

    Args:
        world: the world.
        intruder: who put the script there.
        copied: orders of which another script has the card already; added to.
    """
    skimmer = Skimmer(world, intruder, copied)
    world.when_settled.append(skimmer.copy)
    world.start(skimmer.until_removed())


class Skimmer:
    """A script on the payment page."""

    def __init__(self, world: World, intruder: Intruder, copied: set[int]) -> None:
        self.world = world
        self.intruder = intruder
        self.copied = copied
        self.ended = math.inf

    def until_removed(self) -> Generator[simpy.Event, object, None]:
        """Wait until the intruder is out; the orders of that day are copied up to then."""
        yield self.intruder.out
        self.ended = self.world.now

    def copy(self, visits: Visits, today: DayOrders) -> None:
        """Copy the cards of a day's orders that were paid while the script was there."""
        if visits.day > self.ended:
            self.world.when_settled.remove(self.copy)
            return
        by_name = np.argsort(visits.who)  # nobody visits twice a day
        moment = visits.moment[by_name[np.searchsorted(visits.who, today.who, sorter=by_name)]]
        inside = (moment > self.intruder.began) & (moment <= self.ended)
        if isinstance(today.way, np.ndarray):
            inside &= today.way == CARD
        if self.copied:
            inside &= ~np.isin(today.order, list(self.copied))
        who, order = today.who[inside], today.order[inside]
        self.copied.update(order.tolist())
        self.world.log.record_block(
            "card_stolen", len(who), day=moment[inside], customer=who, order=order, flaw=self.intruder.flaw
        )
        self._misuse(visits.day, who, order)

    def _misuse(self, day: int, who: Integers, order: Integers) -> None:
        """Draw whose card is misused, and when its owner learns of it."""
        world, numbers = self.world, self.world.numbers
        luck, when = world.streams.several(("card is misused", "card is misused when"), day, who)
        for row in np.flatnonzero(luck < numbers["card.misused"]).tolist():
            days = -math.log1p(-float(when[row])) * numbers["card.misused_days"]
            world.start(_learns(world, who[row : row + 1], order[row : row + 1], days))


def _learns(world: World, who: Integers, order: Integers, days: float) -> Generator[simpy.Event, object, None]:
    """The owner sees a payment by somebody else, and is told by the bank where the card was stolen."""
    yield world.env.timeout(days)
    world.log.record("card_misused", day=world.now, customer=int(who[0]), order=int(order[0]))
    feelings.harm(world, who, order, "card misused", np.array([world.numbers["leave.card_misused"]]))
