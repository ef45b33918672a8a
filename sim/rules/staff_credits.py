"""Theft Ordinance (Cap. 210): credits and points that staff give to friends; no matter of bribery without a reward."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rule, in_window, refer
from sim.run import Run


def credits_for_a_friend(run: Run) -> list[Finding]:
    """Credits without a complaint behind them: one finding an account and customer."""
    credits, window = run.log.table("credit_granted"), in_window(run, "credit_granted")
    rows = window.start + (~credits["complaint"][window]).nonzero()[0]
    pairs = np.column_stack((credits["account"][rows], credits["customer"][rows]))
    found = []
    for account, customer in np.unique(pairs, axis=0).tolist():
        part = rows[(pairs[:, 0] == account) & (pairs[:, 1] == customer)]
        day = float(credits["day"][part[0]])
        found.append(Finding("PB-04", day, refer("credit_granted", part), len(part), 1, customer=customer))
    return found


RULES = (
    Rule(
        id="PB-04",
        ordinance="Cap. 210",
        section="s.16A; Cap. 201 s.9 if somebody pays for it",
        title="A member of staff gives a friend credits or points that nobody owed",
        severity="O2",
        penalty="fraud: 14 years (from memory, M); with a reward, fine HK$500,000 and 7 years",
        evidence="S",
        source="TB16 (law firm, on the anti-corruption commission's material for shops)",
        text_date="2016",
        card=(
            "Money that belongs to the shop is given away to a friend. If the friend pays for the favour it is bribery "
            "as well. All credits of one account for one customer count as one incident."
        ),
        find=credits_for_a_friend,
    ),
)
