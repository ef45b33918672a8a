"""What stands between a customer and an order: baskets that are left, parcels that are late, letdowns, complaints."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.codes import ABOUT, HARMS, OBSTACLES
from sim.measures.measure import window
from sim.pages.months import count_by_month, month_names, month_of
from sim.run import Run


def baskets_left(run: Run) -> pd.DataFrame:
    """Baskets that were filled and not paid: a row a reason, a column a month, then `all` and `value_hkd`."""
    left = window(run, "basket_left")
    table = _by_month(run, left["day"], left["reason"], OBSTACLES)
    cents = np.bincount(left["reason"], weights=left["value_cents"], minlength=len(OBSTACLES))
    return table.assign(value_hkd=cents / 100.0)


def letdowns(run: Run) -> pd.DataFrame:
    """How often customers were let down, by cause and month; causes that never happened are left out."""
    harms = window(run, "harm")
    table = _by_month(run, harms["day"], harms["cause"], HARMS)
    return table[table["all"] > 0].sort_values("all", ascending=False, kind="stable")


def messages_by_subject(run: Run) -> pd.DataFrame:
    """What customers wrote to the service desk about, by month; subjects that never came up are left out."""
    asked = window(run, "enquiry")
    table = _by_month(run, asked["day"], asked["about"], ABOUT)
    return table[table["all"] > 0]


def parcels_by_month(run: Run) -> pd.DataFrame:
    """A row a month: parcels that `arrived`, and how many of them came `late`, after the day that was promised."""
    parcels = window(run, "delivered")
    late = parcels["day"][parcels["late_days"] > 0]
    return pd.DataFrame({"arrived": count_by_month(run, parcels["day"]), "late": count_by_month(run, late)})


def coupon_orders(run: Run) -> pd.DataFrame:
    """Orders with a coupon and without one: `orders`, `mean_order_hkd` paid for the goods of one."""
    orders = window(run, "order_placed")
    rows = {}
    for words, chosen in (("with a coupon", orders["coupon"]), ("without a coupon", ~orders["coupon"])):
        count = int(chosen.sum())
        spent = float(orders["value_cents"][chosen].sum(dtype="f8")) / 100.0
        rows[words] = {"orders": count, "mean_order_hkd": spent / count if count else np.nan}
    return pd.DataFrame.from_dict(rows, orient="index")


def _by_month(run: Run, days: np.ndarray, codes: np.ndarray, words: tuple[str, ...]) -> pd.DataFrame:
    names = month_names(run)
    place = codes.astype(np.int64) * len(names) + month_of(run, days)
    counts = np.bincount(place, minlength=len(words) * len(names)).reshape(len(words), len(names))
    table = pd.DataFrame(counts, index=list(words), columns=names)
    return table.assign(all=counts.sum(axis=1))


__all__ = ["baskets_left", "coupon_orders", "letdowns", "messages_by_subject", "parcels_by_month"]
