"""A seller shows a low price of goods that are hardly there, cancels what is ordered, and offers something dearer.

Each morning the seller says that plenty are there; the packers find none, so orders are cancelled as any that cannot be
sent. What is cancelled, and the complaints about it, betray the seller.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from sim.processes.service_desk import Matter
from sim.streams import Integers
from sim.threats import abuse, seller_prices
from sim.threats.abuse import BAIT, Gate, sellers_of
from sim.threats.seller_cases import Case, Desk
from sim.world.history import order_day
from sim.world.shop import PLENTY
from sim.world.staff import ROUTINE
from sim.world.world import World

MORNING, WEEK = 8.0 / 24.0, 7
CANCELLED = "cancelled line"


def gates(world: World) -> tuple[Gate, ...]:
    """Fear, and the proof that the goods are there."""
    stops = world.numbers["bait.proof_stops"] * world.policy.platform.stock_proof
    return (abuse.fears(world), Gate("stock had to be proven", 1 - stops))


def start(world: World, desk: Desk) -> None:
    """Begin the attempts, and write down what they lead one to expect."""
    baits = Baits(world, desk)
    rate, count = world.numbers["bait.per_seller_year"], sellers_of(world).count
    abuse.expect(world, BAIT, rate, count, abuse.chance(gates(world)))
    world.when_cancelled.append(baits.cancelled)
    world.when_answered.append(baits.complained)
    world.start(baits.run())
    if world.policy.platform.stock_proof:
        world.start(_proofs(world))


def _proofs(world: World) -> Generator[simpy.Event, object, None]:
    """A clerk looks at the proofs of each week."""
    hours = world.numbers["bait.proof_hours"] * sellers_of(world).count
    for day in range(0, world.scenario.days, WEEK):
        yield world.until(day + MORNING)
        yield from world.staff.work("proof of stock", hours, ROUTINE)


class Bait:
    """One offer: its case, how many are left of what the seller keeps there, and how many were taken away."""

    def __init__(self, item: int, dearer: int, left: int) -> None:
        self.item = item
        self.dearer = dearer
        self.left = left
        self.away = 0
        self.case: Case | None = None
        self.orders: set[int] = set()
        self.complaints = 0


class Baits:
    """The offers that stand, by item."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world, self.desk = world, desk
        self.shown: dict[int, Bait] = {}

    def run(self) -> Generator[simpy.Event, object, None]:
        """Now and then a seller baits, with any item but the dearest of their own."""
        world, sellers = self.world, sellers_of(self.world)
        for moment, seller in abuse.campaigns(world, BAIT, world.numbers["bait.per_seller_year"], sellers.count):
            yield world.until(moment)
            mine, day = sorted(sellers.items(seller)), int(moment)
            if len(mine) < 2:  # there must be something dearer
                continue
            item = mine[int(abuse.luck(world, BAIT, "which item", day, seller) * (len(mine) - 1))]
            passes = abuse.succeeds(world, BAIT, day, (seller, 0), seller, item, gates(world))
            if passes and all(sellers.of_item[other] != seller for other in self.shown):
                self.show(seller, item, mine[mine.index(item) + 1])

    def show(self, seller: int, item: int, dearer: int) -> None:
        """The low price is shown, and the goods go away but for a few."""
        world, numbers = self.world, self.world.numbers
        bait = self.shown[item] = Bait(item, dearer, round(numbers["bait.units"]))
        with world.change():
            asked = seller_prices.ask(world, item, 1 - numbers["bait.depth"])
            self._empty(bait)
        world.log.record(
            "bait_shown",
            day=world.now,
            seller=seller,
            item=item,
            price_cents=asked.asked,
            before_cents=asked.before,
            units=bait.left,
        )

        def ends() -> None:
            del self.shown[item]
            with world.change() as shop:
                seller_prices.ask_again(world, item, asked)
                shop.on_hand[item] += bait.away
                shop.record[item] = shop.on_hand[item]

        bait.case = self.desk.begin(BAIT, seller, item, ends, tip="bait.tip_days")
        world.start(self.each_morning(bait))

    def _empty(self, bait: Bait) -> None:
        """Take away what is there beyond the few, and say that plenty are. Call inside a change."""
        shop, item = self.world.shop, bait.item
        bait.left = min(bait.left, int(shop.on_hand[item]))
        bait.away += int(shop.on_hand[item]) - bait.left
        shop.on_hand[item] = bait.left
        if shop.record[item] < PLENTY // 2:
            claimed = int(shop.reserved[item]) + round(self.world.numbers["bait.claims"])
            shop.record[item] = max(int(shop.record[item]), claimed)

    def each_morning(self, bait: Bait) -> Generator[simpy.Event, object, None]:
        """The seller puts the record back to plenty, until it is over."""
        while True:
            yield self.world.until(np.floor(self.world.now) + 1 + MORNING)
            if self.shown.get(bait.item) is not bait:
                return
            with self.world.change(stock_only=True):
                self._empty(bait)

    def cancelled(self, who: Integers, orders: Integers, items: Integers) -> None:
        """Whoever ordered the bait and does not get it is offered the dearer item."""
        world = self.world
        for item, bait in self.shown.items():
            rows = np.flatnonzero(items == item)
            if not len(rows) or bait.case is None:
                continue
            lucks = world.streams.some("takes the dearer item", order_day(orders[rows]), who[rows], item)
            bait.orders.update(orders[rows].tolist())
            world.log.record_block(
                "dearer_offered",
                len(rows),
                day=world.now,
                customer=who[rows],
                order=orders[rows],
                seller=bait.case.seller,
                item=item,
                dearer=bait.dearer,
                began=bait.case.began,
                taken=lucks < world.numbers["bait.taken"],
            )

    def complained(self, matter: Matter) -> None:
        """So many complaints that were read about one offer betray it."""
        if matter.about != CANCELLED:
            return
        for bait in list(self.shown.values()):
            if bait.case is not None and matter.order in bait.orders:
                bait.complaints += 1
                if bait.complaints >= self.world.numbers["bait.complaints"]:
                    self.desk.find(bait.case, "customer")
