"""How long is something wrong? The age of faults, and the time in which the shop could be reached."""

from __future__ import annotations

import numpy as np

from sim.codes import FIELDS
from sim.measures.measure import Days, Measure, days_inside, window
from sim.run import Run


def open_faults(run: Run, field: int) -> Days:
    """Days of birth of the faults in a field that were not repaired by the end of the log."""
    born, repaired = run.log.table("fault_born"), run.log.table("fault_repaired")
    births, repairs = born["field"] == field, repaired["field"] == field
    # a fault is known by item and moment of birth: a complex number holds the pair exactly
    was_born = born["day"][births] + 1j * born["item"][births].astype("f8")
    is_done = repaired["born_day"][repairs] + 1j * repaired["item"][repairs].astype("f8")
    days: Days = born["day"][births][~np.isin(was_born, is_done)]
    return days


def fault_age_days(run: Run) -> float:
    """Mean age of faults: at repair, or at the end of the window if still open; 0 if there was none."""
    repaired = window(run, "fault_repaired")
    ages = [repaired["day"] - repaired["born_day"]]
    for field in range(len(FIELDS)):
        still_open = open_faults(run, field)
        ages.append(float(run.days) - still_open[still_open < run.days])
    all_ages = np.concatenate(ages)
    return float(all_ages.mean()) if len(all_ages) else 0.0


def uptime(run: Run) -> float:
    """Share of the window in which the shop could be reached; an outage without an end lasts to the end."""
    began, ended = run.log.table("outage_began")["day"], run.log.table("outage_ended")
    lasting = began[~np.isin(began, ended["began"])]
    begins = np.concatenate([ended["began"], lasting])
    ends = np.concatenate([ended["day"], np.full(len(lasting), float(run.days))])
    return 1.0 - days_inside(run, begins, ends) / run.days


MEASURES = (
    Measure("fault_age_days", "days", "Mean age of a fault when it was repaired, or at the end.", fault_age_days),
    Measure("uptime", "share", "Time in which the shop could be reached.", uptime),
)
