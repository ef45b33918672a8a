"""Trade Descriptions Ordinance (Cap. 362): a crossed-out price claims a price advantage, which must be real."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rule, in_window, refer
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
)
