"""Trade Descriptions Ordinance (Cap. 362) on offers: the advantage must be real, and there must be enough of it."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import MOST_EVENTS, Finding, Rule, in_window, refer
from sim.run import Run


def invented_was_price(run: Run) -> list[Finding]:
    """Offers whose crossed-out price lies above the lowest price charged in the days before, one finding each."""
    shown, window = run.log.table("offer_shown"), in_window(run, "offer_shown")
    rows = window.start + np.flatnonzero(shown["was_cents"][window] > shown["lowest_cents"][window])
    return [
        Finding(
            "TD-02",
            day=float(shown["day"][row]),
            events=refer("offer_shown", [row]),
            count=1,
            people=0,
            item=int(shown["item"][row]),
        )
        for row in rows.tolist()
    ]


def bait(run: Run) -> list[Finding]:
    """Coupon campaigns whose code stopped working before a reasonable part of its time was over, one finding each."""
    campaigns, spent = run.log.table("campaign"), run.log.table("budget_spent")
    refused, window = run.log.table("coupon_refused"), in_window(run, "budget_spent")
    period = run.scenario.numbers()["bait.period_share"] * run.policy.coupons.valid_days
    findings = []
    for row in range(window.start, window.stop):
        number = spent["campaign"][row]
        sent = int(np.flatnonzero(campaigns["campaign"] == number)[-1])
        first_morning = np.floor(campaigns["day"][sent]) + 1
        if spent["day"][row] - first_morning >= period:
            continue
        own = np.flatnonzero(refused["campaign"] == number)
        evidence = refer("campaign", [sent]) + refer("budget_spent", [row])
        findings.append(
            Finding(
                "TD-07",
                day=float(spent["day"][row]),
                events=evidence + refer("coupon_refused", own[: MOST_EVENTS - len(evidence)]),
                count=len(evidence) + len(own),
                people=len(np.unique(refused["customer"][own])),
            )
        )
    return findings


RULES = (
    Rule(
        id="TD-02",
        ordinance="Cap. 362",
        section="s.7",
        title="A crossed-out price that was not the price before",
        severity="O2",
        penalty="fine HK$500,000 and 5 years",
        evidence="S",
        source="AWC13 (law firm)",
        text_date="2013",
        card=(
            "That something costs less than before is a trade description too: any price advantage or discount is. "
            "A crossed-out price that nobody paid makes it a false one. The ordinance sets no number of days; that the "
            "lowest price of the 28 days before counts is a rule of this exercise."
        ),
        find=invented_was_price,
    ),
    Rule(
        id="TD-07",
        ordinance="Cap. 362",
        section="s.13G",
        title="A coupon that ran dry almost at once",
        severity="O2",
        penalty="fine HK$500,000 and 5 years",
        evidence="S",
        source="CC300043 (Consumer Council)",
        text_date="n/d",
        card=(
            "Whoever advertises a price must offer it for a reasonable period and in reasonable quantity, or say "
            "plainly how long and how much. A code that stops in the first fifth of its time counts as bait here; the "
            "fifth, and that a coupon counts as an advertised price, are rules of this exercise, not the law's words."
        ),
        find=bait,
    ),
)
