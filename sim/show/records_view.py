"""The records of a shop after half a year, as pages to read: each is a list of parts, a heading and what is below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from sim.assessment.questions import View
from sim.crm import group_table
from sim.pages.buying import (
    buyers_by_orders,
    gaps_between_orders,
    orders_by_hour,
    orders_by_month,
    orders_by_weekday,
)
from sim.pages.funnel import STEPS, funnel_by_month
from sim.pages.mails import mails_by_kind, newsletters
from sim.pages.obstacles import baskets_left, coupon_orders, letdowns, messages_by_subject, parcels_by_month
from sim.pages.talk import comments_by_subject, posts_by_month, reviews_by_stars, threads_by_kind
from sim.run import Run
from sim.show import markup
from sim.show.bars_chart import bars_chart
from sim.show.crm_panel import MAIL_STEPS, groups_table, mails_table

Parts = dict[str, str]
"""Heading to HTML."""
CUSTOMER_FILE: Final = "Customer file"
"""The part of the customer records that is opened by a customer's number."""


def orders_view(run: Run) -> Parts:
    """When customers order, how much, and how soon again."""
    weekdays, hours, months = orders_by_weekday(run), orders_by_hour(run), orders_by_month(run)
    weekday_bars = bars_chart({str(name)[:3]: n for name, n in weekdays["orders"].items()}, "Weekday", "Orders")
    hour_bars = bars_chart({str(name)[:2]: n for name, n in hours["orders"].items()}, "Hour that begins at", "Orders")
    rows = [
        (
            str(name),
            f"{row['orders']:,.0f}",
            f"{row['days']:.0f}",
            f"{row['orders'] / row['days']:.1f}",
            f"HK${row['sales_hkd']:,.0f}",
            "none" if pd.isna(row["mean_order_hkd"]) else f"HK${row['mean_order_hkd']:,.0f}",
        )
        for name, row in months.iterrows()
    ]
    head = ("Month", "Orders", "Days in the records", "Orders a day", "Sales", "Mean order")
    return {
        "Orders by weekday": weekday_bars + _shares("Orders by weekday", "Weekday", weekdays, "orders", "Orders"),
        "Orders by hour of the day": hour_bars
        + _shares("Orders by hour of the day", "Hour", hours, "orders", "Orders"),
        "Orders by month": markup.table("Orders by month", head, rows, numbers=(1, 2, 3, 4, 5)),
        "From one order to the next": _shares(
            "From one order to the next", "The next order came after", gaps_between_orders(run), "gaps", "Times"
        ),
        "How often customers ordered": _shares(
            "How often customers ordered", "Ordered in this half year", buyers_by_orders(run), "customers", "Customers"
        ),
    }


def obstacles_view(run: Run) -> Parts:
    """What keeps customers from an order, and what lets them down."""
    baskets, coupons, parcels = baskets_left(run), coupon_orders(run), parcels_by_month(run)
    worth = [f"HK${value:,.0f}" for value in baskets["value_hkd"]]
    coupon_rows = [
        (str(name).capitalize(), f"{row['orders']:,.0f}", _dollars(row["mean_order_hkd"]))
        for name, row in coupons.iterrows()
    ]
    parcel_rows = [(str(name), f"{row['arrived']:,}", f"{row['late']:,}") for name, row in parcels.iterrows()]
    unseen = "The shop itself does not see this list, for most customers say nothing; the simulation knows it."
    return {
        "Baskets left, by reason": _by_month(
            "Baskets left, by reason", "Reason", baskets.drop(columns="value_hkd"), ("Worth", worth)
        ),
        "Parcels by month": markup.table(
            "Parcels by month", ("Month", "Arrived", "Of these late"), parcel_rows, numbers=(1, 2)
        ),
        "How customers were let down": _by_month("How customers were let down", "Cause", letdowns(run))
        + markup.paragraphs(unseen),
        "What customers wrote about": _by_month("What customers wrote about", "Subject", messages_by_subject(run)),
        "Orders with a coupon and without": markup.table(
            "Orders with a coupon and without", ("Orders", "Number", "Mean order"), coupon_rows, numbers=(1, 2)
        ),
    }


def records_view(run: Run) -> Parts:
    """The customer groups; the file of one customer is opened by number."""
    heading = "Customer groups at the end"
    return {heading: groups_table(heading, group_table(run))}


def mails_view(run: Run) -> Parts:
    """How far the mails came."""
    rows = [(str(date), *(f"{amount:,}" for amount in row.tolist())) for date, row in newsletters(run).iterrows()]
    head = ("Newsletter of", *MAIL_STEPS)
    return {
        "Mails by kind": mails_table("Mails by kind", mails_by_kind(run)),
        "Newsletters one by one": markup.table(
            "Newsletters one by one", head, rows, numbers=tuple(range(1, len(head)))
        ),
    }


def website_view(run: Run) -> Parts:
    """How far visits came on the website."""
    rows = [(_all(name), *(f"{amount:,}" for amount in row.tolist())) for name, row in funnel_by_month(run).iterrows()]
    head = ("Month", *STEPS.values())
    text = markup.paragraphs(
        "A visit goes from step to step: the shop opens, the page of an item opens, a basket is filled, it is paid."
    )
    return {
        "The funnel by month": text
        + markup.table("The funnel by month", head, rows, numbers=tuple(range(1, len(head))))
    }


def talk_view(run: Run) -> Parts:
    """What is said in public."""
    posts = [
        (str(name), *(f"{row[column]:,}" for column in ("posts", "seen", "said")))
        for name, row in posts_by_month(run).iterrows()
    ]
    comments = [
        (str(name), f"{row['comments']:,}", f"{row['friends']:,}") for name, row in comments_by_subject(run).iterrows()
    ]
    threads = [
        (str(name), f"{row['opened']:,.0f}", "none" if pd.isna(row["days"]) else f"{row['days']:.1f}")
        for name, row in threads_by_kind(run).iterrows()
    ]
    stars, total = reviews_by_stars(run), max(int(reviews_by_stars(run).sum()), 1)
    reviews = [(f"{star}", f"{count:,}", f"{100 * count / total:.1f} %") for star, count in stars.items()]
    return {
        "Posts and comments by month": markup.table(
            "Posts and comments by month", ("Month", "Posts", "Seen", "Comments of customers"), posts, numbers=(1, 2, 3)
        ),
        "Comments on the shop's page": markup.table(
            "Comments on the shop's page", ("About", "Comments", "Read by friends"), comments, numbers=(1, 2)
        ),
        "What is written in the forum": markup.table(
            "What is written in the forum",
            ("What", "Written", "Days until taken care of"),
            threads,
            numbers=(1, 2),
        ),
        "Reviews by stars": markup.table("Reviews by stars", ("Stars", "Reviews", "Share"), reviews, numbers=(1, 2)),
    }


VIEWS: Final[dict[View, tuple[str, Callable[[Run], Parts]]]] = {
    "orders": ("When customers order", orders_view),
    "obstacles": ("What keeps them from it", obstacles_view),
    "records": ("Customer records", records_view),
    "mails": ("E-mail", mails_view),
    "website": ("The website", website_view),
    "talk": ("What is said in public", talk_view),
}
"""By the name that questions use: what a page of the records is called, and what is on it."""


def page_of(run: Run, view: View) -> str:
    """A whole page of the records."""
    title, parts = VIEWS[view]
    return f"<h3>{title}</h3>" + "".join(parts(run).values())


def _shares(caption: str, first: str, table: pd.DataFrame, counts: str, counted: str) -> str:
    rows = [(str(name), f"{row[counts]:,.0f}", f"{100 * row['share']:.1f} %") for name, row in table.iterrows()]
    total = table[counts].sum()
    rows.append(("All", f"{total:,.0f}", "100.0 %" if total else "0.0 %"))
    return markup.table(caption, (first, counted, "Share"), rows, numbers=(1, 2))


def _by_month(caption: str, first: str, table: pd.DataFrame, last: tuple[str, list[str]] | None = None) -> str:
    """Months are short here, so that all of them fit on a small screen."""
    names = [_all(name) if name == "all" else str(name)[:3] for name in table.columns]
    rows = [[str(name), *(f"{amount:,}" for amount in row.tolist())] for name, row in table.iterrows()]
    head = [first, *names]
    if last is not None:
        head.append(last[0])
        rows = [[*row, more] for row, more in zip(rows, last[1], strict=True)]
    return markup.table(caption, head, rows, numbers=tuple(range(1, len(head))))


def _all(name: object) -> str:
    return "All" if name == "all" else str(name)


def _dollars(value: float) -> str:
    return "none" if pd.isna(value) else f"HK${value:,.0f}"


__all__ = ["CUSTOMER_FILE", "VIEWS", "Parts", "page_of"]
