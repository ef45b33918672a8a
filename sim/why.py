"""Why a measure changed: by decision and by mechanism; `story` tells it by one customer.

*By decision*: the change is shared out over the levers that differ, by re-running the same worlds with some of them put
back. Shapley's value of lever i is the mean of v(S + i) - v(S) over all orders in which the levers can be changed;
exact for up to `EXACT_LEVERS` levers, else a mean over sampled orders, one a seed. Along one order
the steps add up to the whole change, so the shares always add up to it.

*By mechanism*: what moves customers is logged with its cause, so a loss or a gain reads as a ledger.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator, Philox

from sim import abuse_ledger, kept_up
from sim.codes import ABOUT, CODES, EARNED
from sim.kinds import KINDS
from sim.measures.faults import fault_table
from sim.policy import Policy, changed_levers, with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from sim.streams import stream_key

DECISION_MEASURES = ("retention_rate", "sales_accuracy", "compliance_incidents", "net_margin_hkd")
EXACT_LEVERS = 4


def share_out(
    a: Policy, b: Policy, scenario: Scenario, seed: int, measures_a: pd.DataFrame, measures_b: pd.DataFrame
) -> pd.DataFrame:
    """Each changed lever's share of the change on one seed, for `DECISION_MEASURES`.

    Args:
        a: the policy compared with.
        b: the policy in question.
        scenario: the scenario both run in.
        seed: the seed both were run on.
        measures_a: measures of A; it is not run again.
        measures_b: measures of B, likewise.

    Returns:
        A row a lever (index `lever`), a column a measure; columns add up to the change.
    """
    changed = changed_levers(a, b)
    names = list(DECISION_MEASURES)
    values = {
        frozenset[str](): measures_a.loc[names, "value"].to_numpy(dtype=float),
        frozenset(changed): measures_b.loc[names, "value"].to_numpy(dtype=float),
    }
    shares = _shapley(a, changed, scenario, seed, values)
    return pd.DataFrame(shares, index=pd.Index(list(changed), name="lever"), columns=names)


def _shapley(
    a: Policy,
    changed: dict[str, tuple[Any, Any]],
    scenario: Scenario,
    seed: int,
    values: dict[frozenset[str], np.ndarray],
) -> np.ndarray:
    """Mean step of each lever over orders, on one seed; `values` keeps what was run already."""

    def value(levers: frozenset[str]) -> np.ndarray:
        if levers not in values:
            policy = with_levers(a, {path: changed[path][1] for path in levers})
            table = run(policy, scenario, seed).measures()
            values[levers] = table.loc[list(DECISION_MEASURES), "value"].to_numpy(dtype=float)
        return values[levers]

    paths = list(changed)
    shares = np.zeros((len(paths), len(DECISION_MEASURES)))
    orders = _orders(len(paths), seed)
    for order in orders:
        done: frozenset[str] = frozenset()
        for index in order:
            after = done | {paths[index]}
            shares[index] += value(after) - value(done)
            done = after
    return shares / max(len(orders), 1)


def _orders(count: int, seed: int) -> list[tuple[int, ...]]:
    """All orders of few levers; of many, one drawn by the seed."""
    if count <= EXACT_LEVERS:
        return list(permutations(range(count)))
    luck = Generator(Philox(key=stream_key(seed, "order of levers")))
    return [tuple(luck.permutation(count).tolist())]


def ledger(one: Run) -> pd.DataFrame:
    """Causes and their amounts in one run: index (heading, cause), column `amount`."""
    rows: list[tuple[str, str, float]] = []
    rows += _by_word(one, "customer_left", "cause", "Customers lost, by cause (customers)")
    rows += _orders_by_cause(one)
    rows += _discounts(one)
    rows += _by_word(one, "visit_lost", "reason", "Purchases lost at the page, by cause (visits)")
    rows += _by_word(one, "basket_left", "reason", "Baskets left behind, by what stopped the customer (baskets)")
    rows += _by_word(one, "payment_failed", "reason", "Payments that failed, by what stopped them (payments)")
    rows += _by_word(one, "second_charge_found", "finder", "Second charges found, by finder (payments)")
    rows += _by_word(one, "charged_back", "reason", "Payments taken back by banks, by what was said (payments)")
    rows += _by_word(one, "stolen_card_used", "outcome", "Orders with stolen cards, by what became of them (orders)")
    rows += _by_word(one, "harm", "cause", "Let-downs felt by customers (events)")
    rows += _by_word(one, "enquiry", "about", "Messages to the shop, by what they are about (messages)")
    rows += _waiting(one)
    rows += _by_word(one, "said_in_public", "about", "Said in public, by what it is about (customers)")
    rows += _by_word(one, "heard", "what", "Heard from friends (people)")
    rows += _by_word(one, "thread_opened", "about", "Written in the forum (threads)")
    rows += _permission(one)
    rows += _members(one)
    rows += _friends(one)
    rows += _wrong_lines(one)
    rows += _wrong_by_cause(one)
    rows += _overcharged(one)
    rows += _by_word(one, "fault_born", "cause", "Faults, by how they were born (faults)")
    rows += _by_word(one, "change_late", "reason", "Changes not entered in time, by what they were for (changes)")
    rows += _by_word(one, "fault_found", "finder", "Faults found, by finder (faults)")
    rows += _by_word(one, "phishing_attempt", "stopped_by", "False messages, by what stopped them (messages)")
    rows += _by_word(one, "flaw_patched", "how", "Critical flaws closed, by how (flaws)")
    rows += _by_word(one, "break_in", "outcome", "Flaws used before they were closed, by what for (break-ins)")
    rows += _by_word(one, "break_in_found", "finder", "Intruders in the server, by who noticed them (intruders)")
    rows += _by_word(one, "pc_attacked", "stopped_by", "Harmful programs, by what stopped them (programs)")
    rows += _by_word(one, "flood", "stopped_by", "Floods of requests, by what stopped them (floods)")
    rows += _by_word(one, "misuse_found", "finder", "Members of staff who gave money away, by what found it (people)")
    rows += _by_word(one, "gift_offered", "answer", "Gifts offered to staff, by what became of them (gifts)")
    rows += _data_requests(one)
    rows += [
        ("Compliance incidents, by rule (incident, not conviction)", str(rule), float(count))
        for rule, count in _by_rule(one, by_stranger=False)
    ]
    rows += [("Crimes against the shop, by rule", rule, count) for rule, count in _by_rule(one, by_stranger=True)]
    rows += _by_word(one, "attack", "threat", "Attacks on accounts, by threat (attacks)")
    rows += _by_word(one, "attack", "stopped_by", "Attacks on accounts, by what stopped them (attacks)")
    rows += abuse_ledger.rows(one)
    rows += kept_up.rows(one)
    rows += _hours(one)
    rows += _costs(one)
    table = pd.DataFrame(rows, columns=["heading", "cause", "amount"])
    return table.set_index(["heading", "cause"])


def _by_word(one: Run, kind: str, column: str, heading: str) -> list[tuple[str, str, float]]:
    table = one.log.table(kind)
    words = KINDS[kind].columns[column].words
    counts = np.bincount(table[column][table["day"] >= 0], minlength=len(words))
    return [(heading, word, float(count)) for word, count in zip(words, counts, strict=True) if count]


def _orders_by_cause(one: Run) -> list[tuple[str, str, float]]:
    """Orders split by what moved them.

    With pulls f_1, f_2, ... an order is expected 1 / prod(f) times without them; the rest, 1 - 1 / prod(f), is shared
    out by ln f_k / sum ln f. Below 1 the rest is negative: orders that were kept from happening.
    """
    table = one.log.table("order_placed")
    inside = table["day"] >= 0
    heading = "Orders, by what moved them (orders)"
    names = {
        "pull_message": "because of messages",
        "pull_coupon": "because of coupons",
        "pull_price": "because of shown prices",
        "pull_season": "because of season and planned events",
        "pull_site": "because of pages, checkout, ways to pay and delivery promise",
        "pull_member": "because of membership",
        "pull_was": "because of crossed-out prices",
        "pull_member_price": "because of member prices",
        "pull_post": "because of the page that they follow",
        "pull_word": "because of what others say",
        "pull_review": "because of reviews and places in the list",
    }
    logs = np.log(np.maximum(np.array([table[name][inside] for name in names], dtype=float), 1e-12))
    total = logs.sum(axis=0)
    # (1 - exp(-t)) / t tends to 1 as t tends to 0
    weight = np.where(np.abs(total) < 1e-9, 1.0, -np.expm1(-total) / np.where(total == 0, 1.0, total))
    extra = (logs * weight).sum(axis=1)
    first = float(table["is_first"][inside].sum())
    rows = [(heading, word, float(amount)) for word, amount in zip(names.values(), extra, strict=True) if amount]
    return [(heading, "by habit", float(inside.sum() - extra.sum())), *rows, (heading, "of these, first orders", first)]


def _discounts(one: Run) -> list[tuple[str, str, float]]:
    """What was taken off orders, by what took it off; codes that were refused; discounts that the floor stopped."""
    placed = one.log.table("order_placed")
    inside, heading = placed["day"] >= 0, "Discounts given, by kind (HK$)"
    leaked = placed["coupon_from"] == CODES.index("leaked")
    kinds = (
        ("coupons, by those to whom they were sent", placed["coupon_cents"] * (inside & ~leaked)),
        ("coupons, by others who found the word", placed["coupon_cents"] * (inside & leaked)),
        ("member prices", placed["member_cents"] * inside),
        ("two together", placed["bundle_cents"] * inside),
        ("points and friends' gifts, paid with in place of money", placed["given_cents"] * inside),
    )
    rows = [(heading, word, float(cents.sum(dtype=np.int64)) / 100) for word, cents in kinds if cents.any()]
    refused = one.log.table("coupon_refused")["paid"]
    counts = (
        ("Coupons refused, by what came of it (visits)", "paid the full price", refused.sum()),
        ("Coupons refused, by what came of it (visits)", "left", (~refused).sum()),
        ("Discounts stopped at the lowest price (lines)", "at the till", len(one.log.table("floor_held")["day"])),
    )
    return rows + [(title, word, float(count)) for title, word, count in counts if count]


def _waiting(one: Run) -> list[tuple[str, str, float]]:
    heading = "Customers who waited for an answer (messages)"
    again = len(one.log.table("enquiry_repeated")["day"])
    open_end = len(one.log.table("enquiry")["day"]) - len(one.log.table("enquiry_answered")["day"])
    amounts = {"written a second time": again, "still waiting at the end": open_end}
    return [(heading, cause, float(amount)) for cause, amount in amounts.items() if amount]


def _data_requests(one: Run) -> list[tuple[str, str, float]]:
    table = one.log.table("data_request_answered")
    heading = "Requests for customers' data, by who asked and what became of it (requests)"
    rows = []
    for code, asker in enumerate(KINDS["data_request_answered"].columns["asker"].words):
        granted = table["granted"][table["asker"] == code]
        amounts = {f"handed out: {asker}": granted.sum(), f"refused: {asker}": (~granted).sum()}
        rows += [(heading, cause, float(amount)) for cause, amount in amounts.items() if amount]
    return rows


def _costs(one: Run) -> list[tuple[str, str, float]]:
    table = one.log.table("cost")
    words = KINDS["cost"].columns["what"].words
    cents = np.bincount(table["what"], weights=table["cents"], minlength=len(words))
    return [
        ("Money spent beside goods, by what for (HK$)", word, float(spent) / 100)
        for word, spent in zip(words, cents, strict=True)
        if spent
    ]


def _permission(one: Run) -> list[tuple[str, str, float]]:
    heading = "Permission to write (people)"
    consent = one.log.table("consent")
    new = consent["day"] >= 0
    return [
        (heading, "people who ticked the box", float(consent["ticked"][new].sum())),
        (heading, "asked to be left alone", float(len(one.log.table("unsubscribe_requested")["day"]))),
        (heading, "taken off the list", float(len(one.log.table("unsubscribed")["day"]))),
    ]


def _by_rule(one: Run, *, by_stranger: bool) -> list[tuple[str, float]]:
    """How many findings of each rule, of the shop's own making or of strangers."""
    table = one.incidents()
    counts = table["rule"][table["by_stranger"] == by_stranger].value_counts(sort=False).sort_index()
    return [(str(rule), float(count)) for rule, count in counts.items()]


def _members(one: Run) -> list[tuple[str, str, float]]:
    """Who joined, and what became of points; nothing where there is no scheme."""
    joined = len(one.log.table("member_joined")["day"])
    if not joined:
        return []
    heading, earned = "Points, by what became of them (points)", one.log.table("points_earned")
    used, expired = (int(one.log.table(f"points_{what}")["points"].sum()) for what in ("used", "expired"))
    points = np.bincount(earned["reason"], weights=earned["points"], minlength=len(EARNED))
    rows = [("Membership (people)", "joined the scheme", float(joined))]
    rows += [(heading, f"earned by {word}", float(amount)) for word, amount in zip(EARNED, points, strict=True)]
    rows += [(heading, "used", -float(used)), (heading, "expired", -float(expired))]
    rows.append((heading, "still held: what the shop owes", float(points.sum() - used - expired)))
    return [row for row in rows if row[2]]


def _friends(one: Run) -> list[tuple[str, str, float]]:
    """Links, friends, and cheats, caught and not; nothing where nobody is rewarded."""
    heading, log = "Bringing friends (people)", one.log
    stopped = log.table("second_name")["stopped"]
    amounts = {
        "friends told": len(log.table("friend_invited")["day"]),
        "friends who opened the shop": len(log.table("friend_came")["day"]),
        "friends who became customers": len(log.table("friend_ordered")["day"]),
        "honest people refused": len(log.table("reward_refused")["day"]),
        "second names stopped": int(stopped.sum()),
        "second names let through": int((~stopped).sum()),
    }
    return [(heading, word, float(amount)) for word, amount in amounts.items() if amount]


def _wrong_lines(one: Run) -> list[tuple[str, str, float]]:
    table = one.log.table("order_line")
    heading = "Order lines sold wrong, by field (lines)"
    fields = ("price", "promotion", "content", "stock")
    return [(heading, field, float((~table[f"{field}_right"]).sum())) for field in fields]


def _wrong_by_cause(one: Run) -> list[tuple[str, str, float]]:
    """Order lines sold under faults of price, promotion and page, by how those were born."""
    table = fault_table(one)
    heading = "Order lines sold under a fault, by how it was born (lines)"
    lines = table.groupby("cause", sort=True)["lines"].sum()
    return [(heading, str(cause), float(count)) for cause, count in lines.items() if count]


def _overcharged(one: Run) -> list[tuple[str, str, float]]:
    """Orders charged above the page, by what the shop did for their buyers; nothing where there was none."""
    lines, answers = one.log.table("order_line"), one.log.table("enquiry_answered")
    orders = np.unique(lines["order"][(lines["charged_cents"] > lines["shown_cents"]) & (lines["day"] >= 0)])
    unasked = np.isin(orders, one.log.table("buyer_told")["order"])
    asked = np.isin(orders, answers["order"][answers["about"] == ABOUT.index("charged more than shown")]) & ~unasked
    heading = "Orders charged more than the page showed, by what the shop did (orders)"
    counts = {"paid back unasked": unasked, "paid back after a complaint": asked, "nothing": ~unasked & ~asked}
    return [(heading, word, float(which.sum())) for word, which in counts.items() if which.any()]


def _hours(one: Run) -> list[tuple[str, str, float]]:
    table = one.log.table("work")
    words = KINDS["work"].columns["task"].words
    hours = np.bincount(table["task"], weights=table["hours"], minlength=len(words))
    return [
        ("Staff time, by task (hours)", word, float(spent)) for word, spent in zip(words, hours, strict=True) if spent
    ]
