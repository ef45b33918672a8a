"""The orders of a day, as the end of the day needs them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.streams import Floats, Integers

LUCK_OF_AN_ORDER = ("leaving", "record missing", "time on the road")


class DayOrders(NamedTuple):
    """Orders of one day (one entry an order) and their lines (one entry a line).

    `luck` has a row for each of `LUCK_OF_AN_ORDER`; `pull_ahead` is the part of the pull that also brings orders
    forward, coupons and flash sales, and `used_coupon` says which orders used one: None in a shop without offers.
    `gross_cents` is an order's value before discounts, `paid_cents` after.
    `given_cents` are points used and a friend's gift, paid with in place of money: no lower price to get used to.
    `shown` and `charged` are prices of one unit, `net` is what it cost the customer in money, in cents.
    `untrue`: the goods are not as described. `total_cents` is what was paid in money, delivery fee among it, by which
    `way` (one number if all are paid alike); `kept` are the orders that were not cancelled on the day.
    """

    who: Integers
    order: Integers
    luck: Floats
    pull: Floats
    pull_ahead: Floats | None
    used_coupon: Integers | None
    usual_cents: Floats
    gross_cents: Floats
    paid_cents: Floats
    given_cents: float | Floats
    line_who: Integers
    line_order: Integers
    item: Integers
    units: Integers
    shown: Integers
    charged: Integers
    net: Integers
    untrue: NDArray[np.bool_]
    total_cents: Floats
    way: int | Integers
    kept: Integers | slice = slice(None)
