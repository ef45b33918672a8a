"""How long is something wrong? The age of faults, and the time in which the shop could be reached."""

from __future__ import annotations

import numpy as np

from sim.codes import FIELDS
from sim.measures.measure import Days, Measure, days_inside, window
from sim.measures.shares import Share, share
from sim.rules.rule import calendar_of
from sim.run import Run
from sim.world.world import USUAL_CUSTOMERS


def open_faults(run: Run, field: int) -> Days:
    """Days of birth of the faults in a field that were not repaired by the end of the log."""
    born, repaired = run.log.table("fault_born"), run.log.table("fault_repaired")
    births, repairs = born["field"] == field, repaired["field"] == field
    # a fault is known by item and moment of birth: a complex number holds the pair exactly
    was_born = born["day"][births] + 1j * born["item"][births].astype("f8")
    is_done = repaired["born_day"][repairs] + 1j * repaired["item"][repairs].astype("f8")
    days: Days = born["day"][births][~np.isin(was_born, is_done)]
    return days


def _ages(run: Run) -> Days:
    """Ages of all faults, in days: at repair, or at the end of the window if still open."""
    repaired = window(run, "fault_repaired")
    ages = [repaired["day"] - repaired["born_day"]]
    for field in range(len(FIELDS)):
        still_open = open_faults(run, field)
        ages.append(float(run.days) - still_open[still_open < run.days])
    return np.concatenate(ages)


def fault_age_days(run: Run) -> float:
    """Mean age of faults: at repair, or at the end of the window if still open; 0 if there was none."""
    ages = _ages(run)
    return float(ages.mean()) if len(ages) else 0.0


def fault_age_p90_days(run: Run) -> float:
    """The age that nine of ten faults do not exceed, between two neighbours in proportion; 0 if there was none."""
    ages = _ages(run)
    return float(np.quantile(ages, 0.9)) if len(ages) else 0.0


def check_lateness_days(run: Run) -> float:
    """Mean days from the moment at which a round was due to its end, or the window's; 0 if none was due.

    Rounds of all tasks that were begun or are waited for, nights and holidays among the days; those that were left out
    are counted by `checks_left_out`.
    """
    due, done = window(run, "check_due"), window(run, "check_done")
    if not len(due["day"]):
        return 0.0
    finished = float((done["day"] - done["due"]).sum())
    waits = (due["day"] + 1j * due["task"])[~np.isin(due["day"] + 1j * due["task"], done["due"] + 1j * done["task"])]
    return (finished + float((run.days - waits.real).sum())) / len(due["day"])


def changes_on_time(run: Run) -> Share:
    """Changes of prices and offers entered by their due time / all that fell due in the window; 1 if none did."""
    due, late = window(run, "change_announced")["due"], window(run, "change_late")["day"]
    count = int((due < run.days).sum())
    return share(count - len(late), count, of_nothing=1.0)


def checks_left_out(run: Run) -> float:
    """Rounds of checking, counting, matching and reviewing that fell due while staff were behind and were not done."""
    return float(window(run, "check_done")["left_out"].sum())


def people_on_staff(run: Run) -> int:
    """Clerks, and helpers from their first day on."""
    size = max(1.0, run.scenario.customers / USUAL_CUSTOMERS)
    return round(run.policy.service.clerks * size) + round(run.policy.service.helpers * size)


def hours_of_staff(run: Run) -> tuple[float, float]:
    """Hours that staff worked in the window, overtime among them, and those for which all of them were there."""
    there = people_on_staff(run) * calendar_of(run).working_hours_between(0.0, float(run.days))
    return float(window(run, "work")["hours"].sum(dtype="f8")), there


def staff_busy(run: Run) -> float:
    """Hours worked / hours for which staff were there; 1 at most, though overtime may come on top."""
    worked, there = hours_of_staff(run)
    return min(1.0, worked / there) if there else 0.0


def uptime(run: Run) -> float:
    """Share of the window in which the shop could be reached; an outage without an end lasts to the end."""
    began, ended = run.log.table("outage_began")["day"], run.log.table("outage_ended")
    lasting = began[~np.isin(began, ended["began"])]
    begins = np.concatenate([ended["began"], lasting])
    ends = np.concatenate([ended["day"], np.full(len(lasting), float(run.days))])
    return 1.0 - days_inside(run, begins, ends) / run.days


MEASURES = (
    Measure("fault_age_days", "days", "Mean age of a fault when it was repaired, or at the end.", fault_age_days),
    Measure("fault_age_p90_days", "days", "Age that nine of ten faults do not exceed.", fault_age_p90_days),
    Measure("check_lateness_days", "days", "Mean time from when a round was due to its end.", check_lateness_days),
    Measure("checks_left_out", "rounds", "Rounds that were not done because staff were behind.", checks_left_out),
    Measure("changes_on_time", "share", "Changes of prices and offers entered by their due time.", changes_on_time),
    Measure("staff_busy", "share", "Hours of the clerks in which they were at work.", staff_busy),
    Measure("uptime", "share", "Time in which the shop could be reached.", uptime),
)
