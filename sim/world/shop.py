"""The shop's side of the world: master record, page, till and shelf, as arrays over items."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.codes import FIELDS
from sim.places import DATASETS
from sim.streams import Floats, Integers

PRICE, PROMOTION, CONTENT = range(len(FIELDS))
NOT_WRONG = -1e9
NO_BATCH = -1
PLENTY = 2**31


@lru_cache(maxsize=1)
def catalogue() -> tuple[dict[str, str], ...]:
    """Rows of `datasets/catalogue.csv`, sorted by price."""
    with (DATASETS / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def partners() -> tuple[int, ...]:
    """The second item of each pair: the next dearer one of the same category; for the dearest, the next cheaper one.

    -1 where a category holds one item only.
    """
    of_category: dict[str, list[int]] = {}
    for item, row in enumerate(catalogue()):
        of_category.setdefault(row["category"], []).append(item)
    found = [-1] * len(catalogue())
    for items in of_category.values():
        for first, second in zip(items, [*items[1:], *items[-2:-1]], strict=False):
            found[first] = second
    return tuple(found)


class Shop:
    """What is for sale, what is shown, and what is there. Alter it only inside `world.change()`.

    Args:
        floor_percent: nothing is sold below cost plus this; 0 means that there is no such rule.
        has_offers: must customers know more than the price, because the policy makes offers?
        cost_factor: what the goods cost the shop against the catalogue; the shelf of day 0 is valued alike.
    """

    def __init__(self, floor_percent: int = 0, *, has_offers: bool = False, cost_factor: float = 1.0) -> None:
        rows = catalogue()
        self.items = len(rows)
        self.usual_cents: Integers = np.array([int(row["price_cents"]) for row in rows])
        self.cost_cents: Integers = np.array([round(int(row["unit_cost_cents"]) * cost_factor) for row in rows])
        self.licence_until: Floats = np.array([float(row["picture_licence_until_day"]) for row in rows])
        self.usual_dollars: Floats = self.usual_cents / 100.0
        self.list_cents = self.usual_cents.copy()
        self.on_promotion = np.zeros(self.items, dtype=bool)
        self.promotion_depth = 0.0
        self.in_flash = np.zeros(self.items, dtype=bool)
        self.flash_depth = 0.0
        none = np.zeros(self.items, dtype=np.int64)
        self.floor_cents: Integers = -(-self.cost_cents * (100 + floor_percent) // 100) if floor_percent else none
        self.has_floor = floor_percent > 0
        self.has_offers = has_offers
        self.offer_shown = np.zeros(self.items, dtype=bool)  # does the page show an offer?
        self.was_cents = np.zeros(self.items, dtype=np.int64)  # crossed-out price on the page; 0 if there is none
        self.was_invented = np.zeros(self.items, dtype=bool)
        self.page_cents = self.list_cents.copy()
        self.till_cents = self.list_cents.copy()
        self.wrong_since = np.full((len(FIELDS), self.items), NOT_WRONG)  # day of birth of an open fault
        self.fault_cause = np.zeros((len(FIELDS), self.items), dtype=np.int8)
        self.righted_at = np.full(self.items, NOT_WRONG)  # when a wrong price or promotion was last put right
        self.fault_batch = np.full((len(FIELDS), self.items), NO_BATCH)  # the batch of changes that went wrong with it
        self.described_wrong = np.zeros(self.items, dtype=bool)  # the goods are not what their page says
        self._counts = np.full((2, self.items), PLENTY, dtype=np.int64)
        self.record, self.on_hand = self._counts  # to be altered in place
        self.reserved = np.zeros(self.items, dtype=np.int64)
        self.review_logit: Floats | None = None  # what stars add to the wish for an item, where reviews are shown
        self.is_up = True
        self.has_adverts = False  # foreign adverts on the checkout
        self.off_sale: NDArray[np.bool_] | None = None  # items of sellers who are off the platform, once there are any
        self._logged: Integers | None = None  # the prices that `_page_log` belongs to
        self.refresh()

    def master_cents(self) -> Integers:
        """What should be shown and charged."""
        depth = self.on_promotion * self.promotion_depth
        if self.in_flash.any():
            depth = np.maximum(depth, np.where(self.in_flash, self.flash_depth, 0.0))
        reduced: Integers = np.rint(self.list_cents * (1 - depth)).astype(np.int64)  # as `round` in master_of
        if not self.has_floor:
            return reduced
        return np.maximum(reduced, np.minimum(self.floor_cents, self.list_cents))

    def master_of(self, item: int) -> int:
        """What should be shown and charged for one item."""
        return max(self.asked_of(item), min(int(self.floor_cents[item]), int(self.list_cents[item])))

    def asked_of(self, item: int) -> int:
        """The same without a lowest price."""
        depth = self.promotion_depth if self.on_promotion[item] else 0.0
        if self.in_flash[item]:
            depth = max(depth, self.flash_depth)
        return round(int(self.list_cents[item]) * (1 - depth))

    def on_offer(self, item: int) -> bool:
        """Is the item reduced in the master record?"""
        return bool(self.on_promotion[item] or self.in_flash[item])

    def wrong(self, field: int) -> np.ndarray:
        """Which items have an open fault in a field."""
        return self.wrong_since[field] > NOT_WRONG

    def refresh(self) -> None:
        """Work out anew what follows from prices and pages; called when a change of them ends."""
        if self._logged is None or (self._logged != self.page_cents).any():
            self._logged = self.page_cents.copy()
            self._page_log = np.log(self.page_cents / self.usual_cents)
        self._prices = np.empty((5, self.items), dtype=np.int64)
        self._prices[0], self._prices[1], self._prices[2] = self.page_cents, self.till_cents, self.master_cents()
        np.greater(self.wrong_since[PROMOTION:], NOT_WRONG, out=self._prices[3:], casting="unsafe")
        self._prices[4] += self.described_wrong
        self._offers = None
        if self.has_offers:
            self._offers = np.array([self.list_cents, self.in_flash, self.was_cents, self.was_invented], dtype=np.int64)

    def face(self, since: float) -> Face:
        """What customers meet from this moment on."""
        counts = self._counts - self.reserved
        if self.off_sale is not None:
            counts = np.where(self.off_sale, np.minimum(counts, 0), counts)
        return Face(
            since,
            self.is_up,
            self._page_log,
            self._prices,
            counts,
            self._offers,
            self.review_logit,
            self.has_adverts,
            self.off_sale,
        )


def side_by_side(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The same of several faces one after the other, item after item."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis=-1)


class Face(NamedTuple):
    """The shop as customers meet it until the next change; arrays over items, money in cents.

    Attributes:
        since: the moment from which it holds, in days.
        is_up: can it be reached?
        page_log: ln of the shown price against the usual one.
        prices: rows price shown, charged and as it should be; is the promotion wrong (1 or 0); is the content wrong
            (1: a picture without a licence, 2: the goods are not as described, 0: neither).
        stock: rows units offered (the record less what is sold and not yet packed) and free (on the shelf and not yet
            sold); either may be negative.
        offers: rows list price, is it in a flash sale, crossed-out price, is that invented; None in a shop that makes
            no offers beside its weekly promotions.
        review_logit: what the stars shown add to the wish for an item; None where no reviews are shown. Never altered.
        has_adverts: do foreign adverts stand on the checkout?
        off_sale: items of sellers who are off the platform; None until there is one. Never altered.
    """

    since: float
    is_up: bool
    page_log: Floats
    prices: Integers
    stock: Integers
    offers: Integers | None
    review_logit: Floats | None
    has_adverts: bool
    off_sale: NDArray[np.bool_] | None
