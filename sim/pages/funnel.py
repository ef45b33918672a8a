"""The funnel of the website: how many visits open a page, fill a basket, pay; month by month."""

from __future__ import annotations

from typing import Final

import pandas as pd

from sim.measures.measure import window
from sim.pages.months import count_by_month
from sim.run import Run

STEPS: Final = {
    "visits": "Visits",
    "views": "Opened a page",
    "baskets": "Filled a basket",
    "payments": "Paid",
}
"""By column, what each step of the funnel is called: visits that came so far."""


def funnel_by_month(run: Run) -> pd.DataFrame:
    """A row a month, and one for `all`; a column for each of STEPS."""
    days = window(run, "funnel")
    table = pd.DataFrame({name: count_by_month(run, days["day"], days[name]).astype("int64") for name in STEPS})
    table.loc["all"] = table.sum()
    return table


__all__ = ["STEPS", "funnel_by_month"]
