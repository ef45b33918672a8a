"""From the records of a simulated morning to the record of one item, and which items can be inspected."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.assessment.findings import FaultKind
from sim.assessment.item_record import OWN_PICTURE, ItemRecord
from sim.codes import FIELDS
from sim.pages.shop_records import ShopRecords
from sim.parameters import Parameters

CALENDAR_DAYS: Final = 14
"""Offers that ended so long ago are left out of the calendar; our choice."""
NO_END: Final = 36_500
"""The catalogue gives pictures of the shop's own a last day that is centuries away."""
FIELD_OF: Final[dict[FaultKind, str]] = {"price": "price", "promotion": "promotion", "picture": "content"}


def item_record(records: ShopRecords, numbers: Parameters, item: int) -> ItemRecord:
    """An item as the simulated shop has it."""
    last, ordered, arrived = records.licence_last[item], int(records.sold[item]), int(records.arrived[item])
    return ItemRecord(
        item=item,
        today=records.day,
        depth=numbers["publish.promotion_depth"],
        list_cents=int(records.list_cents[item]),
        page_cents=int(records.page_cents[item]),
        till_cents=int(records.till_cents[item]),
        offer_shown=bool(records.offer_shown[item]),
        offers=[
            (one.first, one.last)
            for one in records.offers
            if one.item == item and one.last >= records.day - CALENDAR_DAYS
        ],
        licences=[OWN_PICTURE if last > NO_END else int(last)],
        in_stock=bool(records.offered[item] > 0),
        counted=int(records.free[item]) - arrived + ordered,
        arrived=arrived,
        ordered=ordered,
        reference=_references(records, item),
    )


def _references(records: ShopRecords, item: int) -> dict[FaultKind, str]:
    """The last event in the log that each kind of fault of an item would stand on."""
    found: dict[FaultKind, str] = {}
    born = records.log.table("fault_born")
    for kind, name in FIELD_OF.items():
        rows = np.flatnonzero((born["item"] == item) & (born["field"] == FIELDS.index(name)))
        if len(rows):
            found[kind] = f"fault_born:{rows[-1]}"
    drifted = np.flatnonzero(records.log.table("stock_drifted")["item"] == item)
    if len(drifted):
        found["stock"] = f"stock_drifted:{drifted[-1]}"
    return found


def is_usable(records: ShopRecords, one: ItemRecord) -> bool:
    """Can everything about the item be told from the lists, and do the lists agree with the world's open faults?

    Left out are goods that are not as described, tills that alone are wrong, goods that are there but shown as sold
    out, and items with two faults: no list says what a clerk should make of them.
    """
    item = one.item
    price, promotion, content = records.wrong[:, item].tolist()
    found = set(one.faults())
    return (
        one.counted >= 0
        and len(found) <= 1
        and not records.described_wrong[item]
        and records.ordered[item] == records.sold[item]
        and (one.in_stock or one.left <= 0)
        and (price or promotion) == bool(found & {"price", "promotion"})
        and content == ("picture" in found)
        and not (records.on_offer[item] and not one.offer_runs)
        and (one.page_cents != one.price_today or one.till_cents == one.price_today)
    )


__all__ = ["CALENDAR_DAYS", "is_usable", "item_record"]
