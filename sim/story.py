"""The two lives of the customer in whom two runs differ most tellingly, in plain words."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.kinds import KINDS
from sim.run import Run
from sim.sentence import sentence
from sim.two_lives import Event, Story, weave
from sim.world.identities import identity


def tell(a: Run, b: Run) -> Story | None:
    """The story of the customer in whom the two runs differ most tellingly; None if no customer differs."""
    customer = telling_customer(a, b)
    if customer is None:
        return None
    rows = weave(_life(a, customer), _life(b, customer), a.scenario.start_date)
    person = identity(a.seed, customer)
    who = f"{person.name} (customer {customer}, {person.district}; an invented person), seed {a.seed}."
    return Story("customer", customer, person.name, f"{who} {_outcome(a, b, customer)}", rows)


def telling_customer(a: Run, b: Run) -> int | None:
    """First choice: somebody who was let down and left under one policy only; else the largest difference in orders."""
    gone = [_left(one) for one in (a, b)]
    orders = [_orders(one) for one in (a, b)]
    gap = orders[1] - orders[0]
    known = (orders[0] + orders[1] >= 2).astype(float)
    only_a = (gone[0] > 0) & (gone[1] < 0) & (gap > 0)
    only_b = (gone[1] > 0) & (gone[0] < 0) & (gap < 0)
    # a short life is told better than a long one, so among those who left the fewest orders win
    score = np.abs(gap) + (1000.0 - orders[0] - orders[1]) * (only_a | only_b) * known
    best = int(np.argmax(score))
    return best if score[best] > 0 else _first_difference(a, b)


def _first_difference(a: Run, b: Run) -> int | None:
    for kind, declared in KINDS.items():
        if "customer" in declared.columns:
            table_a, table_b = a.log.table(kind), b.log.table(kind)
            extra = np.setxor1d(table_a["customer"], table_b["customer"])
            if len(extra):
                return int(extra[0])
    return None


def _left(one: Run) -> np.ndarray:
    """Per customer: cause code of leaving in the window, -1 if still there."""
    cause = np.full(one.scenario.customers, -1)
    table = one.log.table("customer_left")
    cause[table["customer"]] = table["cause"]
    return cause


def _orders(one: Run) -> np.ndarray:
    table = one.log.table("order_placed")
    return np.bincount(table["customer"][table["day"] >= 0], minlength=one.scenario.customers)


def _life(one: Run, customer: int) -> list[Event]:
    """All events of a customer since take-over, as sentences."""
    events: list[Event] = []
    for kind, declared in KINDS.items():
        if "customer" not in declared.columns or kind in ("visit", "paid"):  # neither is news
            continue
        table = one.log.table(kind)
        for index in np.flatnonzero((table["customer"] == customer) & (table["day"] >= 0)):
            row = {name: table[name][index] for name in declared.columns}
            if kind == "order_line" and all(row[name] for name in declared.columns if name.endswith("_right")):
                continue
            if kind == "basket_left" and not row["reason"]:  # looking is no event in a life
                continue
            name = "harm: too many messages" if kind == "harm" and _is_about_messages(row) else kind
            events.append((round(float(row["day"]), 6), name, sentence(kind, row)))
    return events


def _is_about_messages(row: dict[str, Any]) -> bool:
    return KINDS["harm"].columns["cause"].words[int(row["cause"])] == "too many messages"


def _outcome(a: Run, b: Run, customer: int) -> str:
    ends = []
    for label, one in (("A", a), ("B", b)):
        cause = _left(one)[customer]
        count = _orders(one)[customer]
        if cause >= 0:
            end = f"has left ({KINDS['customer_left'].columns['cause'].words[cause]})"
        else:
            ever = (one.log.table("order_placed")["customer"] == customer).any()
            end = "is still a customer" if ever else "never became a customer"
        ends.append(f"Under {label}: {count} order{'' if count == 1 else 's'}, {end}.")
    return " ".join(ends)


__all__ = ["tell", "telling_customer"]
