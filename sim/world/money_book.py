"""What the shop has been paid for each order, and what has gone back: no more ever goes back than was paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.streams import Floats, Integers
from sim.world.history import ORDER_SHIFT, ORDER_STEP


@dataclass
class Claim:
    """Money that the shop owes a customer.

    Attributes:
        why: a word of `REFUND_FOR`.
        asked: since when, in days.
        is_found: somebody in the shop knows of it.
        is_settled: it has been paid, or the bank has taken it.
    """

    customer: int
    order: int
    cents: int
    why: str
    asked: float
    is_found: bool = True
    is_settled: bool = False


class ShortPayout(NamedTuple):
    """A payout that was less than was due, until somebody matches it."""

    arrived: float
    cents: int


class Goods(NamedTuple):
    """The lines of an order that will come back once it is there; `cents` is their price without the delivery fee."""

    customer: int
    order: int
    item: Integers
    units: Integers
    cents: int


class MoneyBook:
    """Payments by order, and what has gone back of each.

    Attributes:
        days: on which something falls due with a customer or a bank.
        goods_back: by order, goods that will be sent back.
        second_charges: by order, payments that were taken twice.
        short_payouts: those that nobody has found yet.
        lost_goods: by order, what the goods of a parcel that was missed cost, HK cents.
    """

    def __init__(self) -> None:
        self._paid: dict[int, tuple[Integers, Floats, int | Integers]] = {}
        self._again: dict[int, list[tuple[int, int]]] = {}
        self._back: dict[int, int] = {}
        self.days: set[int] = set()
        self.goods_back: dict[int, Goods] = {}
        self.second_charges: dict[int, Claim] = {}
        self.short_payouts: list[ShortPayout] = []
        self.lost_goods: dict[int, int] = {}

    def note(self, day: int, who: Integers, cents: Floats, way: int | Integers) -> None:
        """Keep what the orders of a day were paid with, and how; a customer has one order a day at most."""
        self._paid[day] = who, cents, way

    def note_second(self, day: int, claim: Claim, way: int) -> None:
        """Keep a payment that was taken twice."""
        self.second_charges[claim.order] = claim
        self._again.setdefault(day, []).append((claim.cents, way))

    def taken(self, day: int) -> Iterator[tuple[int | Integers, Floats]]:
        """What was paid on a day: ways (one number for all, or one each) and cents."""
        if day in self._paid:
            _, cents, way = self._paid[day]
            yield way, cents
        for again, by in self._again.get(day, ()):
            yield by, np.array([again], dtype=np.float64)

    def paid(self, order: int) -> int:
        """What was paid for an order, HK cents; 0 for an order that the book does not know."""
        day, customer = order // ORDER_STEP - ORDER_SHIFT, order % ORDER_STEP
        if day not in self._paid:
            return 0
        who, cents, _ = self._paid[day]
        place = (who == customer).nonzero()[0]
        return int(cents[place[0]]) if len(place) else 0

    def give_back(self, order: int, cents: int | None = None) -> int:
        """Take as much as there is, at most `cents`, off what the shop keeps of an order; returns how much that is."""
        back = self._back.get(order, 0)
        left = self.paid(order) - back
        taken = max(left if cents is None else min(cents, left), 0)
        if taken:
            self._back[order] = back + taken
        return taken

    def give_back_all(self, order: Integers, cents: Integers) -> Integers:
        """The same for lines that will not come; what is left of their orders will not be sent back."""
        self.keep_goods(order)
        asked = zip(order.tolist(), cents.tolist(), strict=True)
        return np.array([self.give_back(number, most) for number, most in asked], dtype=np.int64)

    def keep_goods(self, order: Integers) -> None:
        """These orders will not be sent back after all: something of them was not there."""
        for number in order.tolist():
            self.goods_back.pop(number, None)

    def keep_again(self, order: int, cents: int) -> None:
        """What had gone back has come to the shop after all."""
        self._back[order] = self._back.get(order, 0) - cents
