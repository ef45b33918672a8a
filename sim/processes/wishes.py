"""How far a visit would go, by its luck alone: to a basket, to a try to pay, to an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.streams import Floats, Integers


class Wishes(NamedTuple):
    """How far visits would go, an entry each.

    Attributes:
        convert: logit of the luck of buying.
        basket: logit of the luck of filling a basket.
        obstacle: luck of what would stop a basket.
    """

    convert: Floats
    basket: Floats
    obstacle: Floats


class Payments(NamedTuple):
    """How payments of visits would go in the usual shop, an entry each.

    Attributes:
        tries: logit of the luck of trying to pay.
        dares: logit of the luck of ordering because one may change one's mind; None where one may not.
        fate: row of the till's tables + luck of what becomes of a payment that fails in the usual shop.
    """

    tries: Floats
    dares: Floats | None
    fate: Floats


Till = Callable[[Integers, int | Integers, Floats, Floats, Floats | None], Payments]
"""From customers, days, logit of the luck of buying, dollars, and the luck of what would stop a basket (None if it is
not drawn yet) of planned visits to how their payments would go."""

Website = Callable[[Integers, int | Integers, Floats, Floats], Wishes]
"""From customers, days, luck of buying and dollars of planned visits to their wishes."""
