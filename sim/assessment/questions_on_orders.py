"""Makers of questions on how customers buy (R2-6.1-b1) and on what keeps them from it (R2-6.1-b2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from sim.assessment.picking import Found, Maker, Pick, count, difference, figure, of_100, top_one
from sim.codes import OBSTACLES
from sim.pages.buying import (
    buyers_by_orders,
    gaps_between_orders,
    orders_by_hour,
    orders_by_month,
    orders_by_weekday,
)
from sim.pages.months import month_names, whole_months
from sim.pages.obstacles import baskets_left, coupon_orders, letdowns, messages_by_subject, parcels_by_month
from sim.run import Run

HOURS_TOGETHER: Final = 3
LEAST: Final = 20
"""A share or a comparison is asked of no fewer than so many."""


def months(run: Run) -> list[str]:
    """Months to ask about: those that are whole; all where the run is too short for two of them."""
    whole = whole_months(run)
    return whole if len(whole) > 1 else month_names(run)


def _weekday_orders(run: Run, pick: Pick) -> Found | None:
    table = orders_by_weekday(run)
    day = str(pick.one(table.index))
    return Found(count(table, day, "orders"), {"weekday": day})


def _busiest(table: Callable[[Run], pd.DataFrame]) -> Maker:
    def make(run: Run, _: Pick) -> Found | None:
        found = table(run)
        best = top_one({str(name): float(orders) for name, orders in found["orders"].items()})
        return None if best is None else Found(best, {}, tuple(map(str, found.index)))

    return make


def _weekday_difference(run: Run, pick: Pick) -> Found | None:
    orders = orders_by_weekday(run)["orders"]
    more, less = sorted(pick.order(map(str, orders.index))[:2], key=lambda day: -orders[day])
    return difference(count(orders, more), count(orders, less), {"more": more, "less": less})


def _weekend_share(run: Run, _: Pick) -> Found | None:
    orders = orders_by_weekday(run)["orders"]
    total = int(orders.sum())
    return of_100(count(orders, "Saturday") + count(orders, "Sunday"), total) if total >= LEAST else None


def _hours(*, is_share: bool) -> Maker:
    def make(run: Run, pick: Pick) -> Found | None:
        orders = orders_by_hour(run)["orders"]
        begin = pick.order(range(6, 24 - HOURS_TOGETHER + 1))[0]  # by night there is little to count
        some, total = orders.iloc[begin : begin + HOURS_TOGETHER], int(orders.sum())
        words = {"begin": f"{begin:02d}:00", "end": f"{begin + HOURS_TOGETHER:02d}:00"}
        if is_share:
            return of_100(int(some.sum()), total, words) if total >= LEAST else None
        return Found(int(some.sum()), words, working=" + ".join(f"{n:,}" for n in some))

    return make


def _month_orders(run: Run, pick: Pick) -> Found | None:
    month = str(pick.one(months(run)))
    return Found(count(orders_by_month(run), month, "orders"), {"month": month})


def _busiest_month(run: Run, _: Pick) -> Found | None:
    table = orders_by_month(run).loc[months(run)]
    best = top_one({str(month): round(rate, 1) for month, rate in (table["orders"] / table["days"]).items()})
    return None if best is None or len(table) < 3 else Found(best, {}, tuple(map(str, table.index)))


def _month_mean_order(run: Run, pick: Pick) -> Found | None:
    month = str(pick.one(months(run)))
    table = orders_by_month(run)
    is_enough = count(table, month, "orders") >= LEAST
    return Found(figure(table, month, "mean_order_hkd"), {"month": month}) if is_enough else None


def _gap_share(run: Run, pick: Pick) -> Found | None:
    table = gaps_between_orders(run)
    gap = str(pick.one(table.index))
    return Found(100.0 * figure(table, gap, "share"), {"gap": gap}) if table["gaps"].sum() >= LEAST else None


def _gap_within(run: Run, _: Pick) -> Found | None:
    return Found(int(gaps_between_orders(run)["gaps"].iloc[:3].sum()))


def _ordered_once(run: Run, _: Pick) -> Found | None:
    table = buyers_by_orders(run)
    return Found(100.0 * figure(table, "once", "share")) if table["customers"].sum() >= LEAST else None


def _ordered_often(run: Run, _: Pick) -> Found | None:
    return Found(int(buyers_by_orders(run)["customers"].iloc[2:].sum()))


def _left_month(run: Run, pick: Pick) -> Found | None:
    month, reason = str(pick.one(months(run))), str(pick.one(OBSTACLES))
    return Found(count(baskets_left(run), reason, month), {"month": month, "reason": reason})


def _left_share(run: Run, pick: Pick) -> Found | None:
    counts, reason = baskets_left(run)["all"].iloc[1:], str(pick.one(OBSTACLES[1:]))
    total = int(counts.sum())
    return of_100(count(counts, reason), total, {"reason": reason}) if total >= LEAST else None


def _left_worth(run: Run, pick: Pick) -> Found | None:
    table, reason = baskets_left(run), str(pick.one(OBSTACLES))
    baskets = count(table, reason, "all")
    worth = figure(table, reason, "value_hkd")
    working = f"HK${worth:,.0f} ÷ {baskets:,}"
    return Found(worth / baskets, {"reason": reason}, working=working) if baskets >= LEAST else None


def _left_worst_month(run: Run, pick: Pick) -> Found | None:
    asked, reason = months(run), str(pick.one(OBSTACLES[1:]))
    table = baskets_left(run)
    worst = top_one({month: figure(table, reason, month) for month in asked})
    return None if worst is None or len(asked) < 3 else Found(worst, {"reason": reason}, tuple(asked))


def _letdown_month(run: Run, pick: Pick) -> Found | None:
    month, table = str(pick.one(months(run))), letdowns(run)
    cause = pick.one(map(str, table.index[:3]))
    return None if cause is None else Found(count(table, cause, month), {"month": month, "cause": cause})


def _letdown_difference(run: Run, pick: Pick) -> Found | None:
    counts = letdowns(run)["all"]
    two = pick.some(map(str, counts.index[:4]), 2)
    if two is None:
        return None
    more, less = sorted(two, key=lambda cause: -counts[cause])
    return difference(count(counts, more), count(counts, less), {"more": more, "less": less})


def _late_share(run: Run, pick: Pick) -> Found | None:
    month, table = str(pick.one(months(run))), parcels_by_month(run)
    arrived, late = (count(table, month, name) for name in ("arrived", "late"))
    return of_100(late, arrived, {"month": month}) if arrived >= LEAST else None


def _coupon_orders(run: Run, _: Pick) -> Found | None:
    return Found(int(coupon_orders(run)["orders"].iloc[0]))


def _coupon_difference(run: Run, _: Pick) -> Found | None:
    table = coupon_orders(run)
    if (table["orders"] < LEAST).any():
        return None
    difference = abs(float(table["mean_order_hkd"].iloc[0] - table["mean_order_hkd"].iloc[1]))
    return Found(difference) if difference >= 1 else None


def _written_about(run: Run, pick: Pick) -> Found | None:
    counts = messages_by_subject(run)["all"].nlargest(3)
    subject = pick.one(map(str, counts.index))
    return None if subject is None else Found(int(counts[subject]), {"subject": subject})


def _written_month(run: Run, pick: Pick) -> Found | None:
    month = str(pick.one(months(run)))
    return Found(int(messages_by_subject(run)[month].sum()), {"month": month})


ON_ORDERS: Final[dict[str, Maker]] = {
    "weekday-orders": _weekday_orders,
    "busiest-weekday": _busiest(orders_by_weekday),
    "weekday-difference": _weekday_difference,
    "weekend-share": _weekend_share,
    "hours-orders": _hours(is_share=False),
    "hours-share": _hours(is_share=True),
    "busiest-hour": _busiest(orders_by_hour),
    "month-orders": _month_orders,
    "busiest-month": _busiest_month,
    "month-mean-order": _month_mean_order,
    "gap-share": _gap_share,
    "gap-within": _gap_within,
    "ordered-once": _ordered_once,
    "ordered-often": _ordered_often,
    "left-month": _left_month,
    "left-share": _left_share,
    "left-worth": _left_worth,
    "left-worst-month": _left_worst_month,
    "letdown-month": _letdown_month,
    "letdown-difference": _letdown_difference,
    "late-share": _late_share,
    "coupon-orders": _coupon_orders,
    "coupon-difference": _coupon_difference,
    "written-about": _written_about,
    "written-month": _written_month,
}
"""By the id of the template."""


__all__ = ["LEAST", "ON_ORDERS", "months"]
