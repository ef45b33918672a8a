"""What a measure is, and the window in which all of them look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.events import Columns
from sim.measures.shares import Share
from sim.run import Run

Days = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """One number that a finished run gives."""

    name: str
    unit: str
    meaning: str
    function: Callable[[Run], float | Share]


def between(run: Run, kind: str, start_day: float, end_day: float) -> Columns:
    """The events of a kind with start_day <= day < end_day; every table is sorted by day."""
    table = run.log.table(kind)
    first, end = np.searchsorted(table["day"], (start_day, end_day))
    return {name: values[first:end] for name, values in table.items()}


def window(run: Run, kind: str) -> Columns:
    """The events of a kind in the run's window [0, days)."""
    return between(run, kind, 0.0, float(run.days))


def days_inside(run: Run, begins: Days, ends: Days) -> float:
    """How many days of the window all these spells cover together."""
    inside = np.minimum(ends, float(run.days)) - np.maximum(begins, 0.0)
    return float(np.maximum(inside, 0.0).sum())
