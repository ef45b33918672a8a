"""Orders that nobody means: pranks and rivals' tricks, and sellers who buy from themselves to come out on top.

The goods are set aside, packed, sent and brought back: they fill the shelf's record, the packers' day and the figures
from which the shop orders. A seller's own orders lift the seller's goods in the list as well, until it is found out.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from typing import NamedTuple

import simpy

from sim.codes import COSTS
from sim.threats import abuse
from sim.threats.abuse import PRANK, WASH, Gate, sellers_of
from sim.threats.seller_cases import Case, Desk
from sim.world.sellers import NOBODY
from sim.world.staff import REPAIR
from sim.world.world import World

MINUTES_A_DAY = 1440.0
THERE_AND_BACK = 2


class Sort(NamedTuple):
    """What tells pranks from a seller's own orders: names of their parameters' group."""

    threat: int
    name: str


PRANKS, OWN = Sort(PRANK, "prank"), Sort(WASH, "wash")


def gates(world: World, sort: Sort, number: int, value_cents: float) -> tuple[Gate, ...]:
    """The gates that one order of a day meets; `number` counts those of the same campaign and day."""
    numbers, levers = world.numbers, world.policy.platform
    in_one_name = number // max(int(numbers[f"{sort.name}.telephones"]), 1)
    is_too_many = 0 < levers.order_limit <= in_one_name
    is_called = 0 < levers.call_back_hkd * 100 <= value_cents
    found = (
        Gate("too many orders from one telephone", 0.0 if is_too_many else 1.0),
        Gate("had to be paid before packing", numbers[f"{sort.name}.pays"] if levers.pay_first else 1.0),
        Gate("the call back", 1 - numbers[f"{sort.name}.call_sees"] * is_called),
    )
    return found if sort is PRANKS else (abuse.fears(world), *found)


def start(world: World, desk: Desk) -> None:
    """Begin the attempts, and write down what they lead one to expect."""
    orders = FakeOrders(world, desk)
    world.when_packed.append(orders.packed)
    for sort, targets in ((PRANKS, 1), (OWN, sellers_of(world).count)):
        rate = world.numbers[f"{sort.name}.per_year"]
        abuse.expect(world, sort.threat, rate, targets, _each(world, sort))
        world.start(orders.campaigns(sort, rate, targets))


def _each(world: World, sort: Sort) -> float:
    """Sum of the chances of all orders of a campaign; a call back counts by the share of goods that are dear enough."""
    usual, sellers = world.shop.usual_cents, sellers_of(world)
    values = usual if sort is PRANKS else usual[sellers.of_item != NOBODY]
    each = 0.0
    for number in range(round(world.numbers[f"{sort.name}.orders_day"])):
        dear = float((values >= world.policy.platform.call_back_hkd * 100).mean())
        called, not_called = (abuse.chance(gates(world, sort, number, cents)) for cents in (math.inf, -1.0))
        each += dear * called + (1 - dear) * not_called
    return each * round(world.numbers[f"{sort.name}.days"])


class Parcel(NamedTuple):
    """Goods that were ordered and that nobody means to keep."""

    ordered: float
    item: int
    units: int


class FakeOrders:
    """False orders that wait for the packers, and the campaigns from which they come."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world, self.desk = world, desk
        self.waiting: list[Parcel] = []

    def campaigns(self, sort: Sort, per_year: float, targets: int) -> Generator[simpy.Event, object, None]:
        """Now and then one begins; each goes on for its days beside the others."""
        for moment, target in abuse.campaigns(self.world, sort.threat, per_year, targets):
            yield self.world.until(moment)
            self.world.start(self.campaign(sort, target))

    def campaign(self, sort: Sort, target: int) -> Generator[simpy.Event, object, None]:
        """All orders of one campaign, some minutes apart, on some days."""
        world, begun = self.world, self.world.now
        seller = NOBODY if sort is PRANKS else target
        case: Case | None = None
        for number, day, moment in self._moments(sort, begun):
            yield world.until(moment)
            if case is not None and case.is_over:
                return
            item = self._item(sort, int(begun), target, number)
            value = int(world.shop.page_cents[item])
            key = target, number
            shut = gates(world, sort, day, value)
            if not abuse.succeeds(world, sort.threat, int(begun), key, seller, item, shut):
                continue
            if case is None and sort is OWN:
                case = self.desk.begin(WASH, seller, item, lambda: self._no_lift(seller), tip="wash.tip_days")
            self._place(sort, seller, item, value)

    def _moments(self, sort: Sort, begun: float) -> Iterator[tuple[int, int, float]]:
        """Number of the order in the campaign, number on its day, and moment."""
        numbers = self.world.numbers
        a_day, gap = round(numbers[f"{sort.name}.orders_day"]), numbers["prank.minutes_apart"] / MINUTES_A_DAY
        for day in range(round(numbers[f"{sort.name}.days"])):
            for one in range(a_day):
                yield day * a_day + one, one, begun + day + one * gap

    def _item(self, sort: Sort, day: int, target: int, number: int) -> int:
        u = self.world.streams.one(f"false order: {sort.name}", day, target, number)
        if sort is PRANKS:
            return int(u * self.world.shop.items)
        mine = sellers_of(self.world).items(target)
        return mine[int(u * len(mine))]

    def _place(self, sort: Sort, seller: int, item: int, value: int) -> None:
        """The goods are set aside, if any are left."""
        world, shop = self.world, self.world.shop
        if shop.record[item] - shop.reserved[item] < 1:
            return
        with world.change(stock_only=True):
            shop.reserved[item] += 1
            if sort is OWN and world.review_book is not None:
                world.review_book.lift(item, world.numbers["wash.lift"])
        world.log.record(
            "fake_order",
            day=world.now,
            threat=sort.threat,
            seller=seller,
            item=item,
            units=1,
            value_cents=value,
        )
        self.waiting.append(Parcel(world.now, item, 1))

    def _no_lift(self, seller: int) -> None:
        """The list is put in order again."""
        if self.world.review_book is not None:
            with self.world.change(stock_only=True):
                for item in sellers_of(self.world).items(seller):
                    self.world.review_book.no_lift(item)

    def packed(self, room: int, orders: int) -> int:
        """Pack the false orders of the days before; returns how many.

        Where there is not room for all, they have their share of it: nobody can tell them from the true `orders`.
        """
        world, shop, today = self.world, self.world.shop, math.floor(self.world.now)
        count = sum(parcel.ordered < today for parcel in self.waiting)
        if count + orders > room:
            count = round(room * count / (count + orders))
        ready, self.waiting = self.waiting[:count], self.waiting[count:]
        if not ready:
            return 0
        sent = []
        with world.change(stock_only=True):
            for parcel in ready:
                shop.reserved[parcel.item] -= parcel.units
                if shop.on_hand[parcel.item] >= parcel.units:
                    shop.on_hand[parcel.item] -= parcel.units
                    shop.record[parcel.item] -= parcel.units
                    sent.append(parcel)
        if sent:
            cents = round(THERE_AND_BACK * len(sent) * world.numbers["parcel.cost_cents"])
            world.log.record("cost", day=world.now, what=COSTS.index("parcels that nobody took in"), cents=cents)
            world.start(self._come_back(sent))
        return len(sent)

    def _come_back(self, sent: list[Parcel]) -> Generator[simpy.Event, object, None]:
        """Nobody takes them in; a clerk puts the goods back on the shelf."""
        world, numbers = self.world, self.world.numbers
        yield world.env.timeout(numbers["prank.back_days"])
        hours = len(sent) * numbers["prank.back_minutes"] / 60.0
        yield from world.staff.work("parcels that nobody took in", hours, REPAIR)
        with world.change(stock_only=True) as shop:
            for parcel in sent:
                shop.on_hand[parcel.item] += parcel.units
                shop.record[parcel.item] += parcel.units
        for parcel in sent:
            world.log.record(
                "fake_parcel_back",
                day=world.now,
                item=parcel.item,
                units=parcel.units,
                ordered=parcel.ordered,
            )
