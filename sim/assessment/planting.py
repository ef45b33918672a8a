"""Forty items for one learner: faults that the simulated shop really has, planted ones, and near misses that are right.

Every number here is a choice about the assessment, not a fact of the world; sizes of prices and offers come from the
world's parameters. Which items, how many and what size: luck keyed by a number that only the training centre can make.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from sim.assessment.findings import FAULTS, FaultKind
from sim.assessment.item_record import ItemRecord
from sim.assessment.near_misses import OFFER_DAYS, add_near_misses, set_member_prices
from sim.assessment.own_luck import OwnLuck
from sim.assessment.recorded_items import is_usable, item_record
from sim.pages.shop_records import ShopRecords
from sim.parameters import Parameters

ITEMS: Final = 40
LEAST_AND_MOST: Final[dict[FaultKind, tuple[int, int]]] = {
    "price": (3, 5),
    "promotion": (5, 6),
    "picture": (3, 4),
    "stock": (3, 4),
}
"""Faults of each kind on a shop front: 14 to 19 of 40 pages, so that no kind hangs on one page."""
# Half of each kind at most are faults that came by themselves: licences end on the same days in every simulated shop.
WITH_ORDERS: Final = 2 / 3
"""Share of planted prices, offers and stock that somebody has ordered, so that the right first step varies."""
SMALLEST_MOVE: Final = 0.4
"""Of the world's usual step of a price; what is smaller could be taken for a rounding."""
Plant = Callable[[ItemRecord, float, float, bool], bool]
"""Changes a record, given luck of how and how much, and whether it is to harm who ordered; False where it cannot."""


def choose_and_plant(records: ShopRecords, numbers: Parameters, luck_number: int) -> list[ItemRecord]:
    """The items of a shop front, in the order of their names.

    Args:
        records: the morning of a simulated shop.
        numbers: the world's parameters: size of price steps, depth of offers.
        luck_number: what the luck of choosing and planting is keyed by.

    Returns:
        Forty records with at most one fault each; `ItemRecord.faults` says which.
    """
    luck = OwnLuck(luck_number)
    everything = [item_record(records, numbers, item) for item in range(len(records.list_cents))]
    usable = [one for one in everything if is_usable(records, one)]
    usable.sort(key=lambda one: luck("which items", one.item))
    chosen: dict[int, ItemRecord] = {}
    clean = [one for one in usable if not list(one.faults())]
    step = numbers["publish.price_step"]
    for kind in FAULTS:
        wanted = luck.between("how many", FAULTS.index(kind), LEAST_AND_MOST[kind])
        own = [one for one in usable if list(one.faults()) == [kind]][: wanted // 2]
        chosen.update({one.item: one for one in own})
        _plant_some(kind, wanted - len(own), clean, chosen, luck, step)
    rest = [one for one in clean if one.item not in chosen]
    with_orders = [one for one in rest if one.ordered][: sum(bool(one.ordered) for one in chosen.values())]
    rest = [*with_orders, *(one for one in rest if one not in with_orders)]  # an order is no sign of a fault
    chosen.update({one.item: one for one in rest[: ITEMS - len(chosen)]})
    add_near_misses(list(chosen.values()), luck)
    set_member_prices(list(chosen.values()), luck)
    return sorted(chosen.values(), key=lambda one: one.name)  # numbers follow prices, names follow nothing


def _plant_some(
    kind: FaultKind,
    count: int,
    clean: Iterable[ItemRecord],
    chosen: dict[int, ItemRecord],
    luck: OwnLuck,
    step: float,
) -> None:
    """Plant so many faults of a kind; of those with orders, every second one harms who ordered."""
    left = [one for one in clean if one.item not in chosen]
    with_orders = [one for one in left if one.ordered][: round(count * WITH_ORDERS)] if kind != "picture" else []
    harms = luck("who is harmed first", FAULTS.index(kind)) < 0.5
    for one in [*with_orders, *(one for one in left if one not in with_orders)]:
        if count <= 0:
            return
        how, size = (luck(f"{kind}: {what}", one.item) for what in ("how", "size"))
        planted = _wrong_price(one, how, size, harms, step) if kind == "price" else _PLANTS[kind](one, how, size, harms)
        if planted:
            one.is_planted = True
            chosen[one.item] = one
            count -= 1
            harms = not harms


def _wrong_price(one: ItemRecord, how: float, size: float, harms: bool, step: float) -> bool:
    """The page missed a change of the price list; where somebody ordered, it shows too little."""
    if one.offer_shown:
        return False
    move = step * (SMALLEST_MOVE + (1 - SMALLEST_MOVE) * size)
    one.page_cents = round(one.list_cents * math.exp(move if how < 0.5 and not one.ordered else -move))
    one.till_cents = one.list_cents if harms else one.page_cents
    return one.page_cents != one.list_cents


def _wrong_offer(one: ItemRecord, how: float, size: float, harms: bool) -> bool:
    """An offer that has ended or not begun is shown; or, where nobody ordered, one that runs is not."""
    if one.offers:
        return False
    today, gap = one.today, 1 + math.floor(size * 4)
    first = today - gap - OFFER_DAYS + 1
    if how >= 0.6:
        first = today + gap if one.ordered else today - gap
    one.offers = [(first, first + OFFER_DAYS - 1)]
    one.offer_shown = not one.offer_runs
    one.page_cents = one.offer_cents if one.offer_shown else one.list_cents
    one.till_cents = one.price_today if harms else one.page_cents
    return True


def _wrong_picture(one: ItemRecord, how: float, size: float, _: bool) -> bool:
    """The licence ended some days ago, or the picture is not on the list."""
    one.licences = [] if how < 1 / 3 else [one.today - 1 - math.floor(size**2 * 40)]
    return True


def _wrong_stock(one: ItemRecord, _: float, size: float, harms: bool) -> bool:
    """Nothing is left, or fewer than are ordered, and the page does not know."""
    spare = one.ordered - one.arrived
    if spare < 0 or not one.in_stock:
        return False
    one.counted = spare - (min(1 + math.floor(size * spare), spare) if harms else 0)
    return True


_PLANTS: Final[dict[FaultKind, Plant]] = {
    "promotion": _wrong_offer,
    "picture": _wrong_picture,
    "stock": _wrong_stock,
}


__all__ = ["ITEMS", "LEAST_AND_MOST", "choose_and_plant"]
