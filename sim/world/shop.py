"""The shop's side of the world: master record, page, till and shelf, as arrays over items."""

from __future__ import annotations

import csv
from functools import lru_cache

import numpy as np

from sim.codes import FIELDS
from sim.places import DATASETS
from sim.streams import Floats, Integers

PRICE, PROMOTION, CONTENT = range(len(FIELDS))
NOT_WRONG = -1e9
PLENTY = 2**31


@lru_cache(maxsize=1)
def catalogue() -> tuple[dict[str, str], ...]:
    """Rows of `datasets/catalogue.csv`, sorted by price."""
    with (DATASETS / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


class Shop:
    """What is for sale, what is shown, and what is there. Alter it only inside `world.change()`."""

    def __init__(self) -> None:
        rows = catalogue()
        self.items = len(rows)
        self.usual_cents: Integers = np.array([int(row["price_cents"]) for row in rows])
        self.cost_cents: Integers = np.array([int(row["unit_cost_cents"]) for row in rows])
        self.licence_until: Floats = np.array([float(row["picture_licence_until_day"]) for row in rows])
        self.usual_dollars: Floats = self.usual_cents / 100.0
        self.list_cents = self.usual_cents.copy()
        self.on_promotion = np.zeros(self.items, dtype=bool)
        self.promotion_depth = 0.0
        self.page_cents = self.list_cents.copy()
        self.till_cents = self.list_cents.copy()
        self.wrong_since = np.full((len(FIELDS), self.items), NOT_WRONG)  # day of birth of an open fault
        self.fault_cause = np.zeros((len(FIELDS), self.items), dtype=np.int8)
        self.on_hand = np.full(self.items, PLENTY, dtype=np.int64)
        self.record = self.on_hand.copy()
        self.reserved = np.zeros(self.items, dtype=np.int64)
        self.is_up = True
        self.refresh()

    def master_cents(self) -> Integers:
        """What should be shown and charged."""
        reduced = np.rint(self.list_cents * (1 - self.promotion_depth)).astype(np.int64)  # as `round` in master_of
        return np.where(self.on_promotion, reduced, self.list_cents)

    def master_of(self, item: int) -> int:
        """What should be shown and charged for one item."""
        cents = int(self.list_cents[item])
        return round(cents * (1 - self.promotion_depth)) if self.on_promotion[item] else cents

    def wrong(self, field: int) -> np.ndarray:
        """Which items have an open fault in a field."""
        return self.wrong_since[field] > NOT_WRONG

    def shown_stock(self) -> Integers:
        """Units the page offers: the record less what is sold and not yet packed."""
        return np.maximum(self.record - self.reserved, 0)

    def refresh(self) -> None:
        """Bring what follows from the record up to date; called when a change ends.

        `page_log` is ln of the shown price against the usual one; the rest saves work in each block.
        """
        self.page_log = np.log(self.page_cents / self.usual_cents)
        self.master = self.master_cents()
        self.promotion_wrong = self.wrong(PROMOTION)
        self.content_wrong = self.wrong(CONTENT)
