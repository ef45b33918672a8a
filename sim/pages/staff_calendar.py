"""The staff calendar: hours worked on each task week by week, what was there to work, and how long work waited."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.kinds import KINDS
from sim.measures.timeliness import people_on_staff
from sim.rules.rule import calendar_of
from sim.run import Run

WEEK = 7


def staff_calendar(run: Run) -> pd.DataFrame:
    """Hours by week and task.

    Returns:
        A row a week (index `week`, counted from 1); a column a task that was worked on, in hours; then `there`, the
        hours that clerks were there, and `waited_hours`, the mean time that tasks begun in the week had waited.
        Work is counted in the week in which it ended.
    """
    work = run.log.table("work")
    weeks = -(-run.days // WEEK)
    week = np.minimum((work["day"] // WEEK).astype(np.int64), weeks - 1)
    words = KINDS["work"].columns["task"].words
    table = pd.DataFrame(index=pd.RangeIndex(1, weeks + 1, name="week"))
    for code in np.unique(work["task"]).tolist():
        mine = work["task"] == code
        table[words[code]] = np.bincount(week[mine], weights=work["hours"][mine], minlength=weeks)
    calendar = calendar_of(run)
    opens = np.array([calendar.is_working_day(day) for day in range(run.days)], dtype=float)
    hours = np.add.reduceat(opens, np.arange(0, run.days, WEEK)) * calendar.hours_per_day * people_on_staff(run)
    count = np.bincount(week, minlength=weeks)
    waited = np.bincount(week, weights=work["waited_hours"], minlength=weeks)
    table["there"] = hours
    table["waited_hours"] = waited / np.maximum(count, 1)
    return table
