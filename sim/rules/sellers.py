"""What outside sellers do on the shop's platform: bait and switch, agreed prices, orders of their own.

They are the sellers' acts; the shop is told of them as of other wrongs done to it. A bait that goes on after the shop
knew of it is an incident of the shop's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.codes_of_the_platform import ABUSES
from sim.rules.rule import MOST_EVENTS, Finding, Rows, Rule, in_window, refer
from sim.run import Run

WASH, DEAL, BAIT = (ABUSES.index(word) for word in ("a seller's own orders", "an agreement on prices", "a bait price"))


class Spell(NamedTuple):
    """One abuse: the row of `abuse_began`, who, when, and when it was over (or the end of the run)."""

    row: int
    seller: int
    began: float
    ended: float


def spells(run: Run, threat: int) -> Iterator[Spell]:
    """The abuses of one sort that began in the window."""
    table, over, window = run.log.table("abuse_began"), run.log.table("abuse_ended"), in_window(run, "abuse_began")
    for row in range(window.start, window.stop):
        if table["threat"][row] != threat:
            continue
        seller, began = int(table["seller"][row]), float(table["day"][row])
        own = (over["threat"] == threat) & (over["seller"] == seller) & (over["began"] == began)
        yield Spell(row, seller, began, float(over["day"][own][0]) if own.any() else float(run.days))


def bait_and_switch(run: Run) -> list[Finding]:
    """Bait offers whose customers were turned away and offered something dearer, one finding each.

    It is the seller's act, unless customers were turned away so many days after the shop knew.
    """
    offered, known = run.log.table("dearer_offered"), run.log.table("abuse_found")
    days = run.scenario.numbers()["sellers.days_to_act"]
    findings = []
    for spell in spells(run, BAIT):
        rows: Rows = np.flatnonzero((offered["seller"] == spell.seller) & (offered["began"] == spell.began))
        rows = rows[offered["day"][rows] < run.days]
        if not len(rows):
            continue
        own = (known["threat"] == BAIT) & (known["seller"] == spell.seller) & (known["began"] == spell.began)
        first_known = float(known["day"][own].min()) if own.any() else np.inf
        late = offered["day"][rows] > first_known + days
        evidence = refer("abuse_began", [spell.row])
        findings.append(
            Finding(
                "TD-08",
                day=float(offered["day"][rows[np.argmax(late)]]),
                events=evidence + refer("dearer_offered", rows[: MOST_EVENTS - 1]),
                count=1 + len(rows),
                people=len(np.unique(offered["customer"][rows])),
                item=int(offered["item"][rows[0]]),
                defence="" if late.any() or not own.any() else "the shop put an end to it when it knew",
                by_stranger=not late.any(),
            )
        )
    return findings


def agreed_prices(run: Run) -> list[Finding]:
    """Two sellers agree on prices, one finding an agreement."""
    agreed, findings = run.log.table("prices_agreed"), []
    for spell in spells(run, DEAL):
        rows = np.flatnonzero((agreed["seller"] == spell.seller) & (agreed["day"] == spell.began))
        events = refer("abuse_began", [spell.row]) + refer("prices_agreed", rows[: MOST_EVENTS - 1])
        findings.append(
            Finding("CO-01", day=spell.began, events=events, count=1 + len(rows), people=0, by_stranger=True)
        )
    return findings


def orders_of_ones_own(run: Run) -> list[Finding]:
    """A seller books orders that are none, to look better than they are: one finding a campaign."""
    orders, findings = run.log.table("fake_order"), []
    for spell in spells(run, WASH):
        inside = (orders["day"] >= spell.began) & (orders["day"] <= spell.ended)
        rows = np.flatnonzero((orders["threat"] == WASH) & (orders["seller"] == spell.seller) & inside)
        if len(rows):
            events = refer("abuse_began", [spell.row]) + refer("fake_order", rows[: MOST_EVENTS - 1])
            day = float(orders["day"][rows[0]])
            findings.append(Finding("CC-04", day=day, events=events, count=1 + len(rows), people=0, by_stranger=True))
    return findings


RULES = (
    Rule(
        id="TD-08",
        ordinance="Cap. 362",
        section="s.13H",
        title="A low price draws customers in, who are then turned to something dearer",
        severity="O2",
        penalty="fine HK$500,000 and 5 years",
        evidence="V",
        source="CCBS (Consumer Council)",
        text_date="n/d",
        card=(
            "Bait and switch: a trader invites at a price, then will not show or sell the thing, and means to sell "
            "another. The seller commits it. That a shop is held to it too when customers are still turned away three "
            "days after it knew is a rule of this exercise, not the law's words."
        ),
        find=bait_and_switch,
    ),
    Rule(
        id="CO-01",
        ordinance="Cap. 619",
        section="s.6",
        title="Two competitors agree on prices",
        severity="C",
        penalty="order of the Competition Tribunal: up to 10 % of turnover for each year, at most 3 years",
        evidence="S",
        source="CONV18 (law firm)",
        text_date="2018",
        card=(
            "The First Conduct Rule: whoever competes must not agree on prices. It makes no difference whether it is "
            "written down. The sellers who agree break it; a shop that sees it tells the Competition Commission."
        ),
        find=agreed_prices,
    ),
    Rule(
        id="CC-04",
        ordinance="Cap. 210",
        section="ss.16A, 19",
        title="A seller books orders that are none",
        severity="O2",
        penalty="10 to 14 years (from memory)",
        evidence="M",
        source="IS (the government's pages on information security), in part from memory",
        text_date="n/d",
        card=(
            "Fraud and false accounting: deceiving others for gain, or falsifying a record made for accounts. Orders "
            "that a seller places with itself, to stand higher in the list, can be both. Here they are found when they "
            "were booked, whatever the seller had in mind; only a court can say that it was for gain."
        ),
        find=orders_of_ones_own,
    ),
)
