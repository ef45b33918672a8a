"""The shop's side of the world: master record, page, till and shelf, as arrays over items."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import NamedTuple

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
        self._counts = np.full((2, self.items), PLENTY, dtype=np.int64)
        self.record, self.on_hand = self._counts  # to be altered in place
        self.reserved = np.zeros(self.items, dtype=np.int64)
        self.review_logit: Floats | None = None  # what stars add to the wish for an item, where reviews are shown
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

    def refresh(self) -> None:
        """Work out anew what follows from prices and pages; called when a change of them ends."""
        self._page_log = np.log(self.page_cents / self.usual_cents)
        self._prices = np.empty((5, self.items), dtype=np.int64)
        self._prices[0], self._prices[1], self._prices[2] = self.page_cents, self.till_cents, self.master_cents()
        np.greater(self.wrong_since[PROMOTION:], NOT_WRONG, out=self._prices[3:], casting="unsafe")

    def face(self, since: float) -> Face:
        """What customers meet from this moment on."""
        return Face(since, self.is_up, self._page_log, self._prices, self._counts - self.reserved, self.review_logit)


class Face(NamedTuple):
    """The shop as customers meet it until the next change; arrays over items, money in cents.

    Attributes:
        since: the moment from which it holds, in days.
        is_up: can it be reached?
        page_log: ln of the shown price against the usual one.
        prices: rows price shown, charged and as it should be; is the promotion wrong, is the content wrong (1 or 0).
        stock: rows units offered (the record less what is sold and not yet packed) and free (on the shelf and not yet
            sold); either may be negative.
        review_logit: what the stars shown add to the wish for an item; None where no reviews are shown. Never altered.
    """

    since: float
    is_up: bool
    page_log: Floats
    prices: Integers
    stock: Integers
    review_logit: Floats | None
