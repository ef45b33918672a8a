"""Outside sellers on the shop's platform: who sells what, who competes with whom, and who is off for a while.

Sellers come in pairs that sell like goods: of two neighbours in price and category one is the first seller's, the other
the second's. Their goods lie on the shop's shelves and go out with its parcels; price and stock are what they say.
"""

from __future__ import annotations

import numpy as np

from sim.parameters import Parameters
from sim.streams import Integers, Streams
from sim.world.shop import catalogue, partners

NOBODY = -1
"""Seller of the shop's own goods; seller in whose name somebody from outside acts."""


class Sellers:
    """The outside sellers of a run.

    Args:
        numbers: parameters of the world.
        streams: the luck of the run.

    Attributes:
        count: how many there are, an even number.
        like: for each item of a seller the rival's item next to it; `NOBODY` for the shop's own goods.
        of_item: which seller sells each item; `NOBODY` for the shop's own goods.
        off_until: the day until which a seller is off the platform, a seller each; 0 for those who are not.
    """

    def __init__(self, numbers: Parameters, streams: Streams) -> None:
        self.pairs = int(numbers["sellers.count"]) // 2
        self.count = 2 * self.pairs
        self.of_item: Integers = np.full(len(catalogue()), NOBODY)
        self.like: Integers = self.of_item.copy()
        self._of_seller: dict[int, list[int]] = {seller: [] for seller in range(self.count)}
        wanted = self.pairs * int(numbers["sellers.items_each"])
        luck = streams.some("sellers: whose goods", 0, np.arange(len(catalogue())))
        given = 0
        for item in np.argsort(luck).tolist():
            other = partners()[item]
            if given == wanted:
                break
            if other == NOBODY or self.of_item[item] != NOBODY or self.of_item[other] != NOBODY:
                continue
            first = 2 * (given % self.pairs)
            for seller, thing in ((first, item), (first + 1, other)):
                self.of_item[thing] = seller
                self._of_seller[seller].append(thing)
            self.like[item], self.like[other] = other, item
            given += 1
        self.off_until = np.zeros(self.count)

    def items(self, seller: int) -> list[int]:
        """What a seller sells."""
        return self._of_seller[seller]

    @staticmethod
    def rival(seller: int) -> int:
        """The other seller of the pair, who sells like goods."""
        return seller ^ 1

    def is_off(self, seller: int, now: float) -> bool:
        """Is the seller off the platform at this moment?"""
        return bool(self.off_until[seller] > now)
