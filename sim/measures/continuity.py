"""What a loss of data would cost, and how long it took to come back from those that happened."""

from __future__ import annotations

import numpy as np

from sim.measures.measure import Days, Measure, window
from sim.parameters import Parameters
from sim.run import Run
from sim.world.backups import HOURS_A_DAY, can_be_read

MONTHS_A_YEAR = 12.0


def recovery_point_hours(run: Run) -> float:
    """Hours of work that a loss of data would have taken with it, on average over the days of the run; 0 without any.

    While copying works: B (1/(p q) - 1/2), B the hours between copies, p the chance that one is made, q that it can be
    read. While it is broken, the hours since it broke come on top, up to what papers and mails reach back. Losses by
    hardware and by changes weigh as often as each is to be expected, from go-live on under the new system.
    """
    kept = run.log.table("backups_kept")
    if not len(kept["day"]):
        return 0.0
    every, copies = float(kept["every_hours"][0]), int(kept["copies"][0])
    noon = np.arange(run.days) + 0.5
    since = np.zeros(run.days)  # hours since copying broke, at noon
    mended = run.log.table("backup_mended")
    broke = run.log.table("backup_broke")["day"]
    ends = np.concatenate([mended["day"], np.full(len(broke) - len(mended["day"]), np.inf)])
    for begin, end in zip(broke.tolist(), ends.tolist(), strict=True):
        inside = (noon >= begin) & (noon < end)
        since[inside] = (noon[inside] - begin) * HOURS_A_DAY
    hours = _would_be_lost(run.scenario.numbers(), every, copies, since)
    live = window(run, "went_live")["day"]
    if len(live):
        after = _would_be_lost(run.scenario.numbers_after(), every, copies, since)
        hours = np.where(noon >= live[-1], after, hours)
    return float(hours.mean())


def _would_be_lost(numbers: Parameters, every: float, copies: int, since: Days) -> Days:
    """Hours that a loss would take on each day, with the hours since copying broke."""
    most = numbers["recovery.paper_days"] * HOURS_A_DAY
    by_change = MONTHS_A_YEAR * numbers["outage.changes_per_month"] * numbers["outage.change_failure"]
    by_hardware = numbers["outage.hardware_per_year"]
    weights = np.array([by_change * numbers["loss.change"], by_hardware * numbers["loss.hardware"]])
    if not weights.sum():
        weights = np.array([1.0, 0.0])
    total = np.zeros(len(since))
    for machine_lost, weight in zip((False, True), (weights / weights.sum()).tolist(), strict=True):
        chance = numbers["backup.succeeds"] * can_be_read(numbers, copies, machine_lost=machine_lost)
        sound = every * (1 / chance - 0.5) if chance > 0 else most
        total += weight * np.minimum(sound + since, most)
    return total


def recovery_hours(run: Run) -> float:
    """Mean hours from a loss of data until the shop was up with what was left of them; 0 if none were lost."""
    hours = window(run, "data_recovered")["hours"]
    return float(hours.mean()) if len(hours) else 0.0


MEASURES = (
    Measure(
        "recovery_point_hours",
        "hours",
        "Work that a loss of data would take with it, on average over the days of the run.",
        recovery_point_hours,
    ),
    Measure(
        "recovery_hours", "hours", "Mean time to come back after a loss of data; 0 if none was lost.", recovery_hours
    ),
)
