"""Levers on keeping the shop right: publishing, checking, stock, records, answering customers."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Publishing(Levers):
    """How changes of prices and promotions reach the page and the till."""

    entry: Literal["by hand", "template", "feed"] = lever(
        "Changes are entered",
        default="by hand",
        unit="choice",
        rows="M3-6.2-f5 M3-6.1-c3",
        help="How new prices get from the list into the shop. Quicker ways make fewer slips, but one that goes wrong "
        "spoils a whole batch.",
        choices={
            "by hand": "page by page; each can have a slip",
            "template": "a file for many changes at once; quick for long lists, but rows can shift",
            "feed": "straight from the price list, for money each month; when it breaks, all stays as it was",
        },
    )

    prepares_pages: bool = lever(
        "Prepare the pages of new models ahead",
        default=False,
        unit="yes or no",
        rows="M3-6.2-f5 M3-6.2-f2",
        help="A prepared page goes live on the day that the maker has named, also when the goods come later.",
    )
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
    price_check_percent: int = lever(
        "Pages looked at in each price check",
        default=100,
        low=5,
        high=100,
        step=5,
        unit="% of pages",
        rows="M3-6.2-f2 M3-6.2-f3",
        help="A round over part of the pages takes only part of the time, but a page has its turn less often.",
    )
    price_check_of: Literal["prices and promotions", "prices", "promotions"] = lever(
        "A price check looks at",
        default="prices and promotions",
        unit="choice",
        rows="M3-6.2-f2 M3-6.2-f3",
        help="What is compared with the price list. Looking at one thing only is quicker; the other stays unseen.",
        choices={
            "prices and promotions": "usual prices, and whether promotions have begun and ended",
            "prices": "usual prices only",
            "promotions": "promotions only",
        },
    )
    content_check_percent: int = lever(
        "Pages looked at in each check of descriptions and pictures",
        default=100,
        low=5,
        high=100,
        step=5,
        unit="% of pages",
        rows="M3-6.2-f2 R2-6.1-f2",
        help="A round over part of the pages takes only part of the time, but a page has its turn less often.",
    )
    sample: Literal["in turn", "at random"] = lever(
        "Which pages a round over part of them looks at",
        default="in turn",
        unit="choice",
        rows="M3-6.2-f2",
        help="In turn, every page is seen after a known time. At random, some pages wait very long for their turn.",
        choices={
            "in turn": "go on where the last round ended, so that every page gets its turn",
            "at random": "other pages each time, drawn by lot",
        },
    )
    compare_hours: int = lever(
        "Compare all prices by program every",
        default=0,
        low=0,
        high=168,
        step=1,
        unit="hours (0: never)",
        rows="M3-6.2-f1 M3-6.2-f3 M3-6.2-f5",
        help="A program compares the prices on all pages with the price list and raises alarms. It costs money each "
        "month and reads no descriptions; staff must look into each alarm.",
    )
    compare_tolerance_percent: int = lever(
        "The program raises an alarm at a difference above",
        default=5,
        low=0,
        high=30,
        step=1,
        unit="% of the price",
        rows="M3-6.2-f1 M3-6.2-f5",
        help="A small value finds small faults too, but raises more false alarms. A large one lets small faults pass.",
    )
    review_days: int = lever(
        "Review the price checks against needs every",
        default=0,
        low=0,
        high=180,
        step=10,
        unit="days (0: never)",
        rows="M3-6.2-g M3-6.2-f2",
        help="Business grows, and a procedure falls behind. A review makes checks more frequent where much is found "
        "wrong, and rarer where hardly anything is.",
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
    helpers: int = lever(
        "Helpers beside the clerks",
        default=0,
        low=0,
        high=6,
        step=1,
        unit="people",
        rows="R2-6.1-c M3-6.2-f4 M3-6.2-a4",
        help="They cost less than clerks and are taught for days first, by a clerk. They take longer, and what they "
        "have not learnt waits for a clerk.",
    )
    helpers_do: Literal["answers", "answers and checks"] = lever(
        "Helpers are taught",
        default="answers",
        unit="choice",
        rows="M3-6.2-a4 M3-6.2-f4",
        help="What helpers can do. More to learn takes more of a clerk's hours; repairs, money and rights are never "
        "theirs.",
        choices={
            "answers": "to answer customers, on all channels",
            "answers and checks": "the same, and to count, unpack and compare pages with the price list",
        },
    )
    overtime_hours: int = lever(
        "Overtime when much is left to do",
        default=0,
        low=0,
        high=4,
        step=1,
        unit="hours a day at most",
        rows="M3-6.2-f4 R2-6.1-c",
        help="Clerks go on after closing time while many tasks wait. An hour of it costs more than one of the day.",
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
