"""Customer groups: rules over what the shop can see, never over hidden traits.

Every customer is in exactly one group, the first whose rule fits. The same rules serve the campaigns of the running
shop and the customer table that a trainee reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.codes import CUSTOMER_GROUPS
from sim.streams import Floats, Integers

Flags = NDArray[np.bool_]
Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Seen:
    """What the shop has seen of its customers, an entry each.

    Attributes:
        orders: orders so far.
        since_first: days since the first order.
        since_last: days since the last order.
        spent_hkd: paid for all orders, HK$.
        since_complaint: days since the last complaint; infinite if there was none.
    """

    orders: Integers
    since_first: Floats
    since_last: Floats
    spent_hkd: Floats
    since_complaint: Floats


@dataclass(frozen=True)
class CustomerGroup:
    """One group: its name, its rule in words with the numbers in braces, and the rule."""

    name: str
    words: str
    rule: Callable[[Seen, Numbers], Flags]

    def in_words(self, numbers: Numbers) -> str:
        """The rule as the shop's handbook has it."""
        return self.words.format_map({key.removeprefix("crm."): f"{value:,.0f}" for key, value in numbers.items()})


def _is_active(seen: Seen, numbers: Numbers) -> Flags:
    return seen.since_last <= numbers["measure.active_window_days"]


_RULES: tuple[tuple[str, Callable[[Seen, Numbers], Flags]], ...] = (
    ("complained within the last {let_down_days} days", lambda s, n: s.since_complaint <= n["crm.let_down_days"]),
    ("first order within the last {new_days} days", lambda s, n: s.since_first <= n["crm.new_days"]),
    (
        "a recent order, and HK${best_spent_hkd} or more spent in all",
        lambda s, n: _is_active(s, n) & (s.spent_hkd >= n["crm.best_spent_hkd"]),
    ),
    (
        "a recent order, and {regular_orders} orders or more",
        lambda s, n: _is_active(s, n) & (s.orders >= n["crm.regular_orders"]),
    ),
    ("a recent order, but few so far", _is_active),
    ("two orders or more, but none lately", lambda s, _: s.orders > 1),
    ("one order, long ago", lambda s, _: np.ones(len(s.orders), dtype=bool)),
)
GROUPS = tuple(CustomerGroup(name, *rule) for name, rule in zip(CUSTOMER_GROUPS, _RULES, strict=True))


def group_of(seen: Seen, numbers: Numbers) -> NDArray[np.int8]:
    """The group of each customer, a code of CUSTOMER_GROUPS."""
    group = np.full(len(seen.orders), len(GROUPS) - 1, dtype=np.int8)
    for code in reversed(range(len(GROUPS))):
        group[GROUPS[code].rule(seen, numbers)] = code
    return group
