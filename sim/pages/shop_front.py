"""The shop front of a moment: what each page shows and the till charges, beside what the price list says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from sim.codes import FIELDS
from sim.run import Run
from sim.world.shop import catalogue

PRICE, PROMOTION, CONTENT = range(len(FIELDS))
_CHANGED, _REPAIRED, _BORN = range(3)  # at one moment things happen in this order


def shop_front(run: Run, day: float) -> pd.DataFrame:
    """Every item as it stood at a moment, rebuilt from the log.

    Args:
        run: a finished run.
        day: the moment, in days since take-over.

    Returns:
        A row an item (index `item`): `name`, `category`, `master_cents`, `shown_cents`, `charged_cents`, `on_offer`
        (by the price list), `wrong_price`, `wrong_promotion`, `wrong_content` (is a fault open?), and `since`, the day
        from which the oldest open fault is there; no number where there is none.
    """
    rows = catalogue()
    count = len(rows)
    master = np.array([int(row["price_cents"]) for row in rows])
    shown, charged = master.copy(), master.copy()
    on_offer = np.zeros(count, dtype=bool)
    since = np.full((len(FIELDS), count), np.nan)
    for what, event in _events(run, day):
        item = int(event["item"])
        if what == _CHANGED:
            master[item], on_offer[item] = event["price_cents"], event["promotion"]
            if np.isnan(since[[PRICE, PROMOTION], item]).all():
                shown[item] = charged[item] = master[item]
        elif what == _BORN:
            since[event["field"], item] = event["day"]
            shown[item], charged[item], master[item] = (event[f"{p}_cents"] for p in ("shown", "charged", "master"))
        else:
            since[event["field"], item] = np.nan
            if np.isnan(since[[PRICE, PROMOTION], item]).all():
                shown[item] = charged[item] = master[item]
    faulty = ~np.isnan(since)
    oldest = np.where(faulty.any(axis=0), np.where(faulty, since, np.inf).min(axis=0), np.nan)
    return pd.DataFrame(
        {
            "name": [row["name"] for row in rows],
            "category": [row["category"] for row in rows],
            "master_cents": master,
            "shown_cents": shown,
            "charged_cents": charged,
            "on_offer": on_offer,
            **{f"wrong_{field}": faulty[code] for code, field in enumerate(FIELDS)},
            "since": oldest,
        },
        index=pd.RangeIndex(count, name="item"),
    )


def _events(run: Run, day: float) -> Iterator[tuple[int, dict[str, Any]]]:
    """Everything that happened to pages up to a moment, in its order."""
    found = []
    for what, kind in ((_CHANGED, "price_changed"), (_REPAIRED, "fault_repaired"), (_BORN, "fault_born")):
        table = run.log.table(kind)
        end = int(np.searchsorted(table["day"], day, side="right"))
        for row in range(end):
            found.append((float(table["day"][row]), what, row, {name: table[name][row] for name in table}))
    for _, what, _, event in sorted(found, key=lambda entry: entry[:3]):
        yield what, event
