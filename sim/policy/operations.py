"""Levers on keeping the shop right: publishing, checking, stock, records, answering customers."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Publishing(Levers):
    """How changes of prices and promotions reach the page and the till."""

    second_person_checks: bool = lever(
        "A second person checks before publishing",
        default=False,
        unit="yes or no",
        rows="M3-6.2-f5 R2-6.1-e3",
        help="A colleague reads every change before it goes live. It takes staff time and catches most slips.",
    )


class Monitoring(Levers):
    """What is looked at, and how often."""

    price_check_days: int = lever(
        "Check all prices and promotions every",
        default=14,
        low=1,
        high=90,
        step=1,
        unit="days",
        rows="M3-6.2-f2 M3-6.2-f3 M3-6.2-f5",
        help="Staff compare every page with the price list. A fault lives half this long on average.",
    )
    content_check_days: int = lever(
        "Check descriptions and pictures every",
        default=60,
        low=1,
        high=180,
        step=1,
        unit="days",
        rows="M3-6.2-f2 R2-6.1-f2 M3-6.1-e2",
        help="Staff read descriptions and look at picture licences.",
    )
    stock_count_days: int = lever(
        "Count the stock every",
        default=60,
        low=1,
        high=180,
        step=1,
        unit="days",
        rows="M3-6.1-c2 M3-6.2-f2",
        help="Staff count the shelves and put the stock record right.",
    )
    reconcile_days: int = lever(
        "Match orders, payments and messages every",
        default=30,
        low=1,
        high=90,
        step=1,
        unit="days",
        rows="M3-6.2-e4 M3-6.1-c5",
        help="Staff compare orders with payment and message records and complete what is missing.",
    )
    uptime_poll_minutes: int = lever(
        "Look whether the shop is up every",
        default=60,
        low=1,
        high=1440,
        step=1,
        unit="minutes",
        rows="M3-6.2-f1 M3-6.1-d2",
        help="An automatic visitor tries the shop this often and raises the alarm when nothing answers.",
    )


class Service(Levers):
    """People and money for the shop's work."""

    clerks: int = lever(
        "Clerks on duty",
        default=2,
        low=1,
        high=8,
        step=1,
        unit="people",
        rows="R2-6.1-c M3-6.2-f4",
        help="People who publish, check, repair, answer customers and work off requests during opening hours.",
    )
    goodwill_hkd: int = lever(
        "Goodwill payment after our mistake",
        default=0,
        low=0,
        high=100,
        step=10,
        unit="HK$",
        rows="R2-6.1-c",
        help="Paid beside the refund when a complaint was our mistake. It makes up for part of a long wait.",
    )
    goodwill_for: Literal["all", "regular customers", "nobody"] = lever(
        "Goodwill is for",
        default="all",
        unit="choice",
        rows="R2-6.1-c R2-6.3-c1",
        help="Who gets the goodwill payment after our mistake.",
        choices={
            "all": "everybody who complains of our mistake",
            "regular customers": "customers with three orders or more",
            "nobody": "the refund must do",
        },
    )
    answer_first: Literal["in order", "complaints", "questions"] = lever(
        "Answer first",
        default="in order",
        unit="choice",
        rows="R2-6.1-c M3-6.2-f4",
        help="Which messages a clerk takes first when several wait. The others wait longer.",
        choices={
            "in order": "as they come in",
            "complaints": "complaints before questions",
            "questions": "questions before complaints",
        },
    )
