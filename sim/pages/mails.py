"""What became of the mails, as a clerk reads it: a row a kind of mail, and the newsletters one by one."""

from __future__ import annotations

from calendar import month_name
from datetime import timedelta
from typing import Final

import numpy as np
import pandas as pd

from sim.codes import MAILS
from sim.measures.campaigns import campaign_report
from sim.run import Run

NEWSLETTER: Final = MAILS[0]
STEPS: Final = ["sent", "delivered", "opened", "clicked", "visited", "unsubscribed"]


def mails_by_kind(run: Run) -> pd.DataFrame:
    """The campaign report, a row a kind of mail: how many `sends`, and the sums of STEPS."""
    return campaign_report(run).assign(sends=1).groupby("mail", sort=False)[["sends", *STEPS]].sum()


def newsletters(run: Run) -> pd.DataFrame:
    """The campaign report of the newsletters, a row a date, in the order of sending: STEPS."""
    report = campaign_report(run)
    chosen = report[report["mail"] == NEWSLETTER]
    dates = pd.Index([long_date(run, day) for day in chosen["day"]], name="date")
    return chosen[STEPS].set_axis(dates, axis=0)


def long_date(run: Run, day: float) -> str:
    """A day of the run, such as "5 March 2026"."""
    moment = run.scenario.start_date + timedelta(days=int(np.floor(day)))
    return f"{moment.day} {month_name[moment.month]} {moment.year}"


__all__ = ["NEWSLETTER", "STEPS", "long_date", "mails_by_kind", "newsletters"]
