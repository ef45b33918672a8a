"""Prevention of Bribery Ordinance (Cap. 201): advantages that staff take without leave."""

from __future__ import annotations

import numpy as np

from sim.codes import GIFT_ANSWERS
from sim.rules.rule import Finding, Rule, in_window, refer
from sim.run import Run

IN_SECRET = GIFT_ANSWERS.index("taken, and nobody told")


def taken_in_secret(run: Run) -> list[Finding]:
    """Gifts of suppliers taken without leave of the shop: one finding each."""
    gifts, window = run.log.table("gift_offered"), in_window(run, "gift_offered")
    rows = window.start + np.flatnonzero(gifts["answer"][window] == IN_SECRET)
    return [
        Finding("PB-01", float(gifts["day"][row]), refer("gift_offered", [row]), 1, 1, item=int(gifts["item"][row]))
        for row in rows.tolist()
    ]


RULES = (
    Rule(
        id="PB-01",
        ordinance="Cap. 201",
        section="s.9(1)",
        title="A member of staff takes a supplier's gift without leave of the shop",
        severity="O2",
        penalty="fine HK$500,000 and 7 years",
        evidence="V",
        source="ICAC1 (the anti-corruption commission's guide for business)",
        text_date="no date on the page",
        card=(
            "Staff may not take anything of value, whatever the amount, for a favour in the shop's business unless the "
            "shop allows it: before, or as soon as possible after. Custom is no defence, and it does not matter "
            "whether the favour was done. A meal eaten together is no advantage; a hamper sent home is."
        ),
        find=taken_in_secret,
    ),
)
