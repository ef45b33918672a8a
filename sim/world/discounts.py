"""How the discounts of an order line combine, to the cent, and where they stop.

The till charges c for a unit (an offer on the shelf is in it); l is the list price and f the lowest price that the
house allows (0: no rule). The pair takes b, the member price m and the coupon k off, as shares. Where offers add up,
the unit costs c (1 - b)(1 - m)(1 - k), rounded after each step. Where they do not, the best one alone holds: the lower
of c and l (1 - max(b, m, k)). In either case the discounts stop at min(f, c), those that come last first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.streams import Floats, Integers


class Depths(NamedTuple):
    """Shares taken off each line, in the order in which they are taken."""

    bundle: Floats
    member: Floats
    coupon: Floats


class Discounted(NamedTuple):
    """Prices of one unit of each line, HK cents.

    Attributes:
        net: what is paid.
        asked: what would be paid without a lowest price.
        parts: what each of the `Depths` took off, a row each; net + parts = charged.
    """

    net: Integers
    asked: Integers
    parts: Integers


def discounted(charged: Integers, listed: Integers, floor: Integers, depths: Depths, add_up: bool) -> Discounted:
    """Apply the house rules to lines; arrays over lines, prices of one unit in HK cents."""
    if add_up:
        steps = [charged.astype(np.int64)]
        for depth in depths:
            steps.append(_reduced(steps[-1], depth))
    else:
        base = np.maximum(charged, listed)  # whoever is charged too much is not refused the offer for it
        best = np.argmax(np.array(depths), axis=0)
        price = np.minimum(_reduced(base, np.max(np.array(depths), axis=0)), charged)
        steps = [charged.astype(np.int64)]
        steps += [np.where(best <= place, price, charged) for place in range(len(depths))]
    asked = steps[-1]
    lowest = np.minimum(floor, charged)
    held = [np.maximum(step, lowest) for step in steps]
    parts = np.array([before - after for before, after in pairwise(held)])
    return Discounted(held[-1], asked, parts)


def _reduced(cents: Integers, depth: Floats) -> NDArray[np.int64]:
    return np.rint(cents * (1 - depth)).astype(np.int64)
