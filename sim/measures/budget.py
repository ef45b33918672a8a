"""The budget set against what was spent, line by line; and a project against its plan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.codes import BUDGET_LINES, COSTS, PROJECT_TASKS
from sim.measures.measure import Measure, window
from sim.policy.budget import Budget
from sim.processes.introduction import AFTER
from sim.run import Run

CENTS = 100.0
BUDGET_DAYS = 365.0
SPENT_ON = {
    "software": ("set-up of the system", "system fees", "commission", "changes at night", "cover for outages"),
    "hardware": ("hardware", "room for visitors", "backups"),
    "publicity": ("publicity",),
    "training": ("training",),
    "security": ("security", "protection against attack", "incident"),
}
"""Which costs belong to which line; wages, parcels and messages are no part of the budget of a system."""


def budget_table(run: Run) -> pd.DataFrame:
    """Budget, actual and difference (actual - budget) by line, HK$; the budget is that of the run's share of a year.

    The reserve is used by what the lines were overspent; its actual is at most what there was of it.
    """
    costs, share = window(run, "cost"), run.days / BUDGET_DAYS
    rows, over = [], 0.0
    for line in BUDGET_LINES[:-1]:
        codes = [COSTS.index(what) for what in SPENT_ON[line]]
        actual = sum(int(costs["cents"][costs["what"] == code].sum()) for code in codes) / CENTS
        planned = getattr(run.policy.budget, f"{line}_hkd") * share
        over += max(actual - planned, 0.0)
        rows.append((line, planned, actual))
    reserve = run.policy.budget.reserve_hkd * share
    rows.append((BUDGET_LINES[-1], reserve, min(over, reserve)))
    table = pd.DataFrame(rows, columns=["line", "budget", "actual"]).set_index("line")
    table["difference"] = table["actual"] - table["budget"]
    return table


def over_budget_hkd(run: Run) -> float:
    """What was spent beyond the lines and the reserve together; 0 where nothing was budgeted."""
    if run.policy.budget == Budget():
        return 0.0
    difference, spent = (budget_table(run)[name].to_numpy() for name in ("difference", "actual"))
    return float(np.maximum(difference[:-1], 0.0).sum() - spent[-1])  # the last line is the reserve


def project_delay_days(run: Run) -> float:
    """Days from the planned to the last opening on the new system; at least to the end where that has not come.

    0 without a project, and where the planned end lies behind the run's.
    """
    began, live = run.log.table("project_began"), window(run, "went_live")["day"]
    if not len(began["day"]):
        return 0.0
    planned = float(began["day"][0] + began["planned_days"][0])
    return float(live[-1]) - planned if len(live) else max(run.days - planned, 0.0)


def project_overrun(run: Run) -> float:
    """What the set-up has cost beyond its estimate, as a share of it; 0 without a project or while it is under it."""
    began, costs = run.log.table("project_began"), window(run, "cost")
    if not len(began["day"]) or not began["planned_cents"][0]:
        return 0.0
    spent = int(costs["cents"][costs["what"] == COSTS.index("set-up of the system")].sum())
    return max(spent / int(began["planned_cents"][0]) - 1, 0.0)


def critical_path(run: Run) -> list[str]:
    """The tasks that settled when the project was finished, in order: of what a task waited for, the last to end."""
    tasks = run.log.table("project_task")
    ended = dict(zip(tasks["task"].tolist(), tasks["day"].tolist(), strict=True))
    if len(ended) < len(PROJECT_TASKS):
        return []
    path, before = [max(ended, key=lambda task: ended[task])], AFTER
    while before[path[-1]]:
        path.append(max(before[path[-1]], key=lambda task: ended[task]))
    return [PROJECT_TASKS[task] for task in reversed(path)]


MEASURES = (
    Measure("over_budget_hkd", "HK$", "Spent beyond the lines of the budget and its reserve.", over_budget_hkd),
    Measure("project_delay_days", "days", "New system in use so many days after the plan.", project_delay_days),
    Measure("project_overrun", "times the estimate", "Cost of the set-up beyond its estimate.", project_overrun),
)
