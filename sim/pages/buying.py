"""When and how customers order: by weekday, hour and month, and how long they take until the next order."""

from __future__ import annotations

from calendar import day_name
from typing import Final

import numpy as np
import pandas as pd

from sim.measures.measure import window
from sim.pages.months import count_by_month
from sim.run import Run

GAPS: Final = ((7, "up to 7 days"), (14, "8 to 14 days"), (30, "15 to 30 days"), (60, "31 to 60 days"))
"""Longest gap of each class, in days."""
LONGER: Final = "more than 60 days"


def orders_by_weekday(run: Run) -> pd.DataFrame:
    """A row a weekday, Monday first: `orders`, and their `share` of all."""
    first = run.scenario.start_date.weekday()
    days = np.floor(window(run, "order_placed")["day"]).astype(np.int64)
    return _with_share(np.bincount((days + first) % 7, minlength=7), list(day_name), "weekday")


def orders_by_hour(run: Run) -> pd.DataFrame:
    """A row an hour of the day, from midnight: `orders`, and their `share` of all."""
    moments = window(run, "order_placed")["day"]
    hours = np.floor((moments % 1.0) * 24.0).astype(np.int64)
    return _with_share(np.bincount(hours, minlength=24), [hour_words(hour) for hour in range(24)], "hour")


def orders_by_month(run: Run) -> pd.DataFrame:
    """A row a month: `orders`, `days` of it in the window, `sales_hkd`, `mean_order_hkd`, `with_coupon`."""
    orders = window(run, "order_placed")
    table = pd.DataFrame(
        {
            "orders": count_by_month(run, orders["day"]),
            "days": count_by_month(run, np.arange(run.days, dtype=np.float64)),
            "sales_hkd": count_by_month(run, orders["day"], orders["value_cents"]) / 100.0,
            "with_coupon": count_by_month(run, orders["day"][orders["coupon"]]),
        }
    )
    table["mean_order_hkd"] = table["sales_hkd"] / table["orders"].where(table["orders"] > 0)
    return table


def gaps_between_orders(run: Run) -> pd.DataFrame:
    """How long it took from one order of a customer to the next, both in the window: `gaps` and their `share`."""
    orders = window(run, "order_placed")
    place = np.lexsort((orders["day"], orders["customer"]))
    customer, day = orders["customer"][place], np.floor(orders["day"][place])
    gaps = np.diff(day)[customer[1:] == customer[:-1]]
    classes = np.searchsorted([longest for longest, _ in GAPS], gaps, side="left")
    counts = np.bincount(classes, minlength=len(GAPS) + 1)
    table = _with_share(counts, [*(words for _, words in GAPS), LONGER], "gap")
    return table.rename(columns={"orders": "gaps"})


def buyers_by_orders(run: Run) -> pd.DataFrame:
    """How many customers ordered once, twice ... in the window: `customers` and their `share`."""
    each = np.bincount(window(run, "order_placed")["customer"])
    counts = np.bincount(np.minimum(each[each > 0], 5), minlength=6)[1:]
    words = ["once", "twice", "3 times", "4 times", "5 times or more"]
    return _with_share(counts, words, "ordered").rename(columns={"orders": "customers"})


def hour_words(hour: int) -> str:
    """An hour of the day, such as "20:00 to 20:59"."""
    return f"{hour:02d}:00 to {hour:02d}:59"


def _with_share(counts: np.ndarray, names: list[str], index: str) -> pd.DataFrame:
    total = counts.sum()
    shares = counts / total if total else np.zeros(len(counts))
    return pd.DataFrame({"orders": counts, "share": shares}, index=pd.Index(names, name=index))


__all__ = [
    "GAPS",
    "LONGER",
    "buyers_by_orders",
    "gaps_between_orders",
    "hour_words",
    "orders_by_hour",
    "orders_by_month",
    "orders_by_weekday",
]
