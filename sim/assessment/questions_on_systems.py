"""Makers of questions on the systems of customer relations: records, e-mail, website, public talk (R2-6.1-d1 to d4)."""

from __future__ import annotations

from typing import Final

import pandas as pd

from sim.assessment.picking import Found, Maker, Pick, count, difference, figure, of_100, top_one
from sim.assessment.questions_on_orders import LEAST, months
from sim.codes import CUSTOMER_GROUPS
from sim.crm import customer_table, group_table
from sim.crm.table import PERMISSIONS, YES
from sim.pages.funnel import STEPS, funnel_by_month
from sim.pages.mails import NEWSLETTER, mails_by_kind, newsletters
from sim.pages.talk import comments_by_subject, posts_by_month, reviews_by_stars, threads_by_kind
from sim.run import Run

CHOICES: Final = 4
"""Customers, or newsletters, to choose between."""
THREADS_SAID: Final = {"a question": "questions", "a rumour": "rumours", "abuse": "insults"}


def _people(run: Run, pick: Pick, which: pd.Series | None = None) -> list[int]:
    """Customers on record, or some of them, in the order of the draw."""
    numbers = customer_table(run).index if which is None else which.index[which]
    return pick.order(int(number) for number in numbers)


def _figure_of(column: str, least: float) -> Maker:
    """A figure in the file of one customer who has no less than this of it."""

    def make(run: Run, pick: Pick) -> Found | None:
        table = customer_table(run)
        chosen = _people(run, pick, table[column] >= least)
        if not chosen:
            return None
        return Found(figure(table, chosen[0], column), {"customer": str(chosen[0])})

    return make


def _word_of(column: str, words: tuple[str, ...]) -> Maker:
    """A word in the file of one customer; each of the words is as likely, however many customers it fits."""

    def make(run: Run, pick: Pick) -> Found | None:
        table = customer_table(run)
        there = [word for word in words if (table[column] == word).any()]
        right = pick.one(there)
        if right is None or len(there) < 3:
            return None
        return Found(right, {"customer": str(_people(run, pick, table[column] == right)[0])}, words)

    return make


def _who_has_most(column: str) -> Maker:
    """Which of some customers has the largest figure; only customers who ordered more than once."""

    def make(run: Run, pick: Pick) -> Found | None:
        table = customer_table(run)
        some = _people(run, pick, table["orders"] > 1)[:CHOICES]
        right = top_one({number: round(figure(table, number, column)) for number in some})
        return None if right is None or len(some) < CHOICES else _among(right, some)

    return make


def _who_alone(run: Run, pick: Pick, fits: pd.Series) -> Found | None:
    """Which one of some customers fits; the others do not."""
    right, others = _people(run, pick, fits)[:1], _people(run, pick, ~fits)[: CHOICES - 1]
    return _among(right[0], right + others) if right and len(others) == CHOICES - 1 else None


def _among(right: int, some: list[int]) -> Found:
    options = [str(number) for number in sorted(some)]
    listed = f"{', '.join(options[:-1])} or {options[-1]}"
    return Found(right, {"customers": listed}, tuple(options))


def _who_may_be_written_to(run: Run, pick: Pick) -> Found | None:
    return _who_alone(run, pick, customer_table(run)["email"] == PERMISSIONS[YES])


def _who_complained(run: Run, pick: Pick) -> Found | None:
    return _who_alone(run, pick, customer_table(run)["complaints"] > 0)


def _of_group(column: str) -> Maker:
    def make(run: Run, pick: Pick) -> Found | None:
        table = group_table(run)
        group = pick.one(str(name) for name in table.index[table["customers"] >= LEAST])
        if group is None:
            return None
        customers, may = (figure(table, group, name) for name in ("customers", "may_write"))
        if column == "share":
            return of_100(may, customers, {"group": group})
        return Found(customers if column == "customers" else may, {"group": group})

    return make


def _newsletter(top: str, bottom: str) -> Maker:
    """Of 100 in one column, how many in another, for one newsletter."""

    def make(run: Run, pick: Pick) -> Found | None:
        table = newsletters(run)
        date = pick.one(table.index[table[bottom] >= LEAST])
        if date is None:
            return None
        return of_100(figure(table, date, top), figure(table, date, bottom), {"date": date})

    return make


def _mail_bounced(run: Run, pick: Pick) -> Found | None:
    table = newsletters(run)
    date = pick.one(table.index)
    if date is None:
        return None
    return difference(count(table, date, "sent"), count(table, date, "delivered"), {"date": date})


def _mail_opened_difference(run: Run, pick: Pick) -> Found | None:
    opened = newsletters(run)["opened"]
    two = pick.some(opened.index, 2)
    if two is None:
        return None
    more, less = sorted(two, key=lambda date: -opened[date])
    return difference(count(opened, more), count(opened, less), {"more": more, "less": less})


def _mail_best(run: Run, pick: Pick) -> Found | None:
    table = newsletters(run)
    some = pick.some(table.index[table["delivered"] >= LEAST], CHOICES)
    if some is None:
        return None
    best = top_one({date: round(figure(table, date, "opened") / figure(table, date, "delivered"), 3) for date in some})
    order = [date for date in table.index if date in some]
    return None if best is None else Found(best, {}, tuple(order))


def _kind(top: str, bottom: str | None) -> Maker:
    def make(run: Run, pick: Pick) -> Found | None:
        table = mails_by_kind(run)
        kind = pick.one(str(name) for name in table.index[table["delivered"] >= 100])
        if kind is None:
            return None
        value = figure(table, kind, top)
        if bottom is None:
            return Found(value, {"kind": kind})
        return of_100(value, figure(table, kind, bottom), {"kind": kind})

    return make


def _stopped_per_10000(run: Run, _: Pick) -> Found | None:
    table = mails_by_kind(run)
    if NEWSLETTER not in table.index or figure(table, NEWSLETTER, "delivered") < 1000:
        return None
    return Found(10_000.0 * figure(table, NEWSLETTER, "unsubscribed") / figure(table, NEWSLETTER, "delivered"))


def _funnel(top: str, bottom: str) -> Maker:
    def make(run: Run, pick: Pick) -> Found | None:
        month, table = str(pick.one(months(run))), funnel_by_month(run)
        whole = figure(table, month, bottom)
        return of_100(figure(table, month, top), whole, {"month": month}) if whole >= LEAST else None

    return make


def _funnel_lost(run: Run, pick: Pick) -> Found | None:
    month, table = str(pick.one(months(run))), funnel_by_month(run)
    before = str(pick.one(("visits", "views", "baskets")))
    steps = list(STEPS)
    after = steps[steps.index(before) + 1]
    words = {"month": month, "before": f"“{STEPS[before]}”", "after": f"“{STEPS[after]}”"}
    return difference(count(table, month, before), count(table, month, after), words)


def _funnel_worst_month(run: Run, _: Pick) -> Found | None:
    table = funnel_by_month(run).loc[months(run)]
    if len(table) < 3 or (table["baskets"] < LEAST).any():
        return None
    shares = table["payments"] / table["baskets"]
    worst = top_one({str(month): -round(share, 3) for month, share in shares.items()})
    return None if worst is None else Found(worst, {}, tuple(map(str, table.index)))


def _posts_seen(run: Run, pick: Pick) -> Found | None:
    month = str(pick.one(months(run)))
    return Found(count(posts_by_month(run), month, "seen"), {"month": month})


def _posts_mean(run: Run, pick: Pick) -> Found | None:
    month, table = str(pick.one(months(run))), posts_by_month(run)
    posts, seen = (figure(table, month, name) for name in ("posts", "seen"))
    working = f"{seen:,.0f} ÷ {posts:,.0f}"
    return Found(seen / posts, {"month": month}, working=working) if posts else None


def _comments(column: str) -> Maker:
    def make(run: Run, pick: Pick) -> Found | None:
        table = comments_by_subject(run)
        subject = pick.one(map(str, table.index[:3]))
        return None if subject is None else Found(count(table, subject, column), {"subject": subject})

    return make


def _comments_complaints(run: Run, _: Pick) -> Found | None:
    comments = comments_by_subject(run)["comments"]
    total = int(comments.sum())
    return of_100(total - int(comments.get("praise", 0)), total) if total >= LEAST else None


def _forum(run: Run, pick: Pick) -> Found | None:
    kind = str(pick.one(THREADS_SAID))
    return Found(count(threads_by_kind(run), kind, "opened"), {"thread": THREADS_SAID[kind]})


def _reviews_stars(run: Run, pick: Pick) -> Found | None:
    stars = pick.one((5, 4, 3, 2))
    return None if stars is None else Found(int(reviews_by_stars(run)[stars]), {"stars": str(stars)})


def _reviews_mean(run: Run, _: Pick) -> Found | None:
    reviews = reviews_by_stars(run)
    total = int(reviews.sum())
    return Found(float((reviews * reviews.index).sum()) / total) if total >= LEAST else None


ON_SYSTEMS: Final[dict[str, Maker]] = {
    "orders-of": _figure_of("orders", 4),
    "spent-of": _figure_of("spent_hkd", 500),
    "last-order-of": _figure_of("days_since_last_order", 10),
    "points-of": _figure_of("points", 1),
    "consent-of": _word_of("email", PERMISSIONS),
    "group-of": _word_of("group", CUSTOMER_GROUPS),
    "who-spent-most": _who_has_most("spent_hkd"),
    "who-silent-longest": _who_has_most("days_since_last_order"),
    "who-may-be-written-to": _who_may_be_written_to,
    "who-complained": _who_complained,
    "group-size": _of_group("customers"),
    "group-may-write": _of_group("may_write"),
    "group-share": _of_group("share"),
    "mail-bounced": _mail_bounced,
    "mail-open-rate": _newsletter("opened", "delivered"),
    "mail-click-rate": _newsletter("clicked", "opened"),
    "mail-opened-difference": _mail_opened_difference,
    "mail-best": _mail_best,
    "kind-delivered": _kind("delivered", None),
    "kind-came": _kind("visited", "delivered"),
    "kind-open-rate": _kind("opened", "delivered"),
    "stopped-per-10000": _stopped_per_10000,
    "funnel-views": _funnel("views", "visits"),
    "funnel-baskets": _funnel("baskets", "views"),
    "funnel-payments": _funnel("payments", "baskets"),
    "funnel-lost": _funnel_lost,
    "funnel-worst-month": _funnel_worst_month,
    "posts-seen": _posts_seen,
    "posts-mean": _posts_mean,
    "comments-about": _comments("comments"),
    "comments-friends": _comments("friends"),
    "comments-complaints": _comments_complaints,
    "forum-questions": _forum,
    "reviews-stars": _reviews_stars,
    "reviews-mean": _reviews_mean,
}
"""By the id of the template."""


__all__ = ["CHOICES", "ON_SYSTEMS"]
