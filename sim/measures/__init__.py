"""The measures: pure functions of a finished run. Nothing is counted while the world runs."""

from __future__ import annotations

import math

import pandas as pd

from sim.measures import (
    access,
    accuracy,
    attacks,
    budget,
    continuity,
    detection,
    ledger,
    members,
    money,
    platform,
    retention,
    security,
    timeliness,
)
from sim.measures.measure import Measure
from sim.measures.shares import Share
from sim.run import Run

_FAMILIES = (
    retention,
    members,
    accuracy,
    timeliness,
    detection,
    continuity,
    security,
    access,
    attacks,
    platform,
    budget,
    money,
    ledger,
)
MEASURES: dict[str, Measure] = {measure.name: measure for family in _FAMILIES for measure in family.MEASURES}


def measure_all(run: Run) -> pd.DataFrame:
    """All measures of a run: value, unit, low and high (no number where there is no interval), indexed by name."""
    rows = []
    for measure in MEASURES.values():
        value = measure.function(run)
        value, low, high = value if isinstance(value, Share) else (value, math.nan, math.nan)
        rows.append((measure.name, value, measure.unit, low, high))
    return pd.DataFrame(rows, columns=["measure", "value", "unit", "low", "high"]).set_index("measure")


__all__ = ["MEASURES", "Measure", "measure_all"]
