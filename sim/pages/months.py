"""The months of a run, by name, so that every page of the records counts by the same ones."""

from __future__ import annotations

from calendar import month_name, monthrange
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.run import Run


def month_of(run: Run, days: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each moment of the window the place of its month in `month_names`."""
    table = np.empty(run.days, dtype=np.int64)
    names = month_names(run)
    for day in range(run.days):
        table[day] = names.index(_name(run, day))
    found: NDArray[np.int64] = table[np.floor(days).astype(np.int64)]
    return found


def month_names(run: Run) -> list[str]:
    """Months that the window touches, in order, such as "January 2026"."""
    return list(dict.fromkeys(_name(run, day) for day in range(run.days)))


def whole_months(run: Run) -> list[str]:
    """Months that lie in the window from the first day to the last."""
    start, end = run.scenario.start_date, run.scenario.start_date + timedelta(days=run.days - 1)
    whole = []
    for name in month_names(run):
        first = next(start + timedelta(days=day) for day in range(run.days) if _name(run, day) == name)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        if first.day == 1 and last <= end:
            whole.append(name)
    return whole


def count_by_month(run: Run, days: NDArray[np.float64], weights: NDArray[np.generic] | None = None) -> pd.Series:
    """How many of these moments, or how much of what is weighed, fall in each month."""
    names = month_names(run)
    amounts = np.bincount(month_of(run, days), weights=weights, minlength=len(names))
    return pd.Series(amounts if weights is not None else amounts.astype(np.int64), index=pd.Index(names, name="month"))


def _name(run: Run, day: int) -> str:
    moment = run.scenario.start_date + timedelta(days=day)
    return f"{month_name[moment.month]} {moment.year}"


__all__ = ["count_by_month", "month_names", "month_of", "whole_months"]
