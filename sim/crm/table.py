"""The customer table: what the shop has on record of each customer on a morning. No hidden trait is in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.codes import ABOUT, CUSTOMER_GROUPS, ON_RECORD, TIERS
from sim.events import Columns
from sim.run import Run
from sim.world.customer_groups import GROUPS, Seen, group_of

PERMISSIONS = ("yes, on record", "ticked, nothing on record", "no", "asked to stop", "never asked")
YES, UNRECORDED, NO, STOPPED, UNASKED = range(len(PERMISSIONS))
MEMBERSHIPS = ("no member", *TIERS)
QUESTION = ABOUT.index("question")


def customer_table(run: Run, day: float | None = None) -> pd.DataFrame:
    """A row a customer who has ordered before a day, by number of the customer.

    Args:
        run: a finished run.
        day: the morning looked at, in days since take-over; the end of the run if none is given.

    Returns:
        Columns: group; first_day and days_since_last_order in whole days; orders; spent_hkd, mean_order_hkd; email
        (whether the shop may write to them, in words); mails received; complaints; waiting (messages not answered yet);
        member (tier, or no member) and points held.
    """
    now = float(run.days if day is None else day)
    count = run.scenario.customers
    orders = _before(run, "order_placed", now)
    number = np.bincount(orders["customer"], minlength=count)
    who = np.flatnonzero(number)
    first, last = np.full(count, np.inf), np.full(count, -np.inf)
    day_of_order = np.floor(orders["day"])
    np.minimum.at(first, orders["customer"], day_of_order)
    np.maximum.at(last, orders["customer"], day_of_order)
    spent = np.bincount(orders["customer"], weights=orders["value_cents"], minlength=count) / 100.0
    asked, answered = (_before(run, kind, now) for kind in ("enquiry", "enquiry_answered"))
    is_complaint = asked["about"] != QUESTION
    complained = np.full(count, -np.inf)
    np.maximum.at(complained, asked["customer"][is_complaint], np.floor(asked["day"][is_complaint]))
    seen = Seen(number[who], now - first[who], now - last[who], spent[who], now - complained[who])
    waiting = np.bincount(asked["customer"], minlength=count) - np.bincount(answered["customer"], minlength=count)
    mails = np.bincount(_before(run, "message_sent", now)["customer"], minlength=count)
    table = pd.DataFrame(
        {
            "group": pd.Categorical.from_codes(
                group_of(seen, run.scenario.numbers()).astype(np.int64), categories=pd.Index(CUSTOMER_GROUPS)
            ),
            "first_day": first[who],
            "days_since_last_order": seen.since_last,
            "orders": seen.orders,
            "spent_hkd": seen.spent_hkd,
            "mean_order_hkd": seen.spent_hkd / seen.orders,
            "email": pd.Categorical.from_codes(permission(run, now)[who], categories=pd.Index(PERMISSIONS)),
            "mails": mails[who],
            "complaints": np.bincount(asked["customer"][is_complaint], minlength=count)[who],
            "waiting": waiting[who],
            "member": pd.Categorical.from_codes(tier(run, now)[who], categories=pd.Index(MEMBERSHIPS)),
            "points": points_held(run, now)[who],
        },
        index=pd.Index(who, name="customer"),
    )
    return table


def permission(run: Run, now: float) -> NDArray[np.int64]:
    """Whether the shop may send marketing by e-mail, a code of PERMISSIONS for everybody: the latest answer holds."""
    code = np.full(run.scenario.customers, UNASKED)
    consents = _before(run, "consent", now)
    recorded = consents["ticked"] & np.isin(consents["how"], ON_RECORD)
    answer = np.where(recorded, YES, np.where(consents["ticked"], UNRECORDED, NO))
    code[consents["customer"]] = answer  # rows stand in order of days, so the last one of a customer remains
    asked_day, answer_day = np.full(run.scenario.customers, -np.inf), np.full(run.scenario.customers, -np.inf)
    requests = _before(run, "unsubscribe_requested", now)
    asked_day[requests["customer"]] = requests["day"]
    answer_day[consents["customer"]] = consents["day"]
    code[asked_day > answer_day] = STOPPED
    return code


def tier(run: Run, now: float) -> NDArray[np.int64]:
    """Everybody's standing in the membership scheme, a code of MEMBERSHIPS."""
    code = np.zeros(run.scenario.customers, dtype=np.int64)
    code[_before(run, "member_joined", now)["customer"]] = 1 + TIERS.index("member")
    changed = _before(run, "tier_changed", now)
    code[changed["customer"]] = 1 + changed["tier"]
    return code


def points_held(run: Run, now: float) -> NDArray[np.int64]:
    """Points that everybody holds: earned less used less expired."""
    held = np.zeros(run.scenario.customers, dtype=np.int64)
    for kind, sign in (("points_earned", 1), ("points_used", -1), ("points_expired", -1)):
        moved = _before(run, kind, now)
        np.add.at(held, moved["customer"], sign * moved["points"].astype(np.int64))
    return held


def group_table(run: Run, day: float | None = None) -> pd.DataFrame:
    """A row a customer group, in the order of the rules: customers, their means, and how many may be written to."""
    table = customer_table(run, day)
    numbers = run.scenario.numbers()
    by = table.groupby("group", observed=False)
    return pd.DataFrame(
        {
            "rule": [group.in_words(numbers) for group in GROUPS],
            "customers": by.size(),
            "orders": by["orders"].mean(),
            "days_since_last_order": by["days_since_last_order"].mean(),
            "spent_hkd": by["spent_hkd"].mean(),
            "may_write": by["email"].agg(lambda answers: int((answers == PERMISSIONS[YES]).sum())),
        }
    )


def _before(run: Run, kind: str, now: float) -> Columns:
    table = run.log.table(kind)
    end = int(np.searchsorted(table["day"], now))
    return {name: values[:end] for name, values in table.items()}


__all__ = ["MEMBERSHIPS", "PERMISSIONS", "customer_table", "group_table", "permission", "points_held", "tier"]
