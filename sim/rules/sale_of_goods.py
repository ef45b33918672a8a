"""Sale of Goods Ordinance (Cap. 26): goods that are not as described may be sent back, and the money is due."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rule
from sim.rules.spells import finding_each_row, rows_where
from sim.run import Run


def refund_refused(run: Run) -> list[Finding]:
    """Customers who were refused their money for goods that are not as described: one finding each."""
    every = np.ones(len(run.log.table("refund_refused")["day"]), dtype=bool)
    return finding_each_row(run, "SG-01", "refund_refused", rows_where(run, "refund_refused", every))


RULES = (
    Rule(
        id="SG-01",
        ordinance="Cap. 26",
        section="ss.15, 16; Cap. 71",
        title="Money refused for goods that are not as described",
        severity="C",
        penalty="the customer may reject the goods and sue for the price",
        evidence="S",
        source="CLICQ1 (community legal information centre)",
        text_date="n/d",
        card=(
            "Goods must be as described and fit to sell. If not, the customer may reject them within a reasonable "
            "time and have the whole price back. No house rule can take that from a consumer; a voucher is no money."
        ),
        find=refund_refused,
    ),
)
