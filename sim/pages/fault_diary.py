"""The diary of faults as people read it: days, names, what went wrong, who found it, and what was sold under it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.measures.faults import fault_table
from sim.run import Run
from sim.world.shop import catalogue

COLUMNS = ("day", "item", "name", "field", "cause", "found", "finder", "repaired", "age_days", "lines")


def fault_diary(run: Run) -> pd.DataFrame:
    """A row a fault of price, promotion or content, in the order of birth.

    Returns:
        `day` of birth, `item`, `name`, `field`, `cause`; `found` (day, no number while nobody has), `finder` (empty
        while nobody has), `repaired` (day, likewise), `age_days` up to repair or the end of the run, and `lines`, the
        order lines sold under it.
    """
    faults = fault_table(run)
    late = faults["found"] > faults["repaired"]  # found when it was over already: a finding of nothing
    names = np.array([row["name"] for row in catalogue()], dtype=object)
    diary = faults.assign(
        day=faults["born"],
        name=names[faults["item"].to_numpy()],
        found=faults["found"].mask(late),
        finder=faults["finder"].mask(late, ""),
        age_days=faults["repaired"].fillna(float(run.days)) - faults["born"],
    )
    return diary[list(COLUMNS)]
