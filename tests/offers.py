"""What tests of offers and of coupons share: a shop half of whose customers are members, and ways to read its log."""

from typing import Any

import numpy as np

from sim.codes import CODES, OFFERS
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from tests.conftest import MakeScenario

FAR_OUT = 4.0
SENT, LEAKED = CODES.index("sent"), CODES.index("leaked")
FLASH = OFFERS.index("flash sale")
TO_ALL = {"outreach.newsletters_per_month": 0, "outreach.audience": "everyone", "coupons.floor_hkd": 0}
EVERY_OFFER: dict[str, Any] = {
    **TO_ALL,
    "coupons.depth_percent": 40,
    "coupons.per_quarter": 6,
    "coupons.code": "public word",
    "coupons.budget_hkd": 500,
    "prices.floor_percent": 10,
    "prices.was_price": "a higher price never charged",
    "prices.member_percent": 10,
    "prices.bundle_percent": 30,
    "flash.per_quarter": 6,
    "flash.items": 60,
    "flash.hours": 48,
}
FEW_STAFF_NEEDED = {"publish.minutes": 0.0, "publish.second_minutes": 0.0}


def half_members(make_scenario: MakeScenario) -> Scenario:
    """Customers, prices and mails; half of the customers are members."""
    return make_scenario(
        customers=400,
        days=45,
        mechanisms=("messages", "publishing", "satisfaction"),
        parameters={"member.inherited": 0.5},
        policy=TO_ALL,
    )


def with_offers(shop: Scenario, seed: int = 1, **values: Any) -> Run:
    """A run under other levers; `coupons__budget_hkd` stands for `coupons.budget_hkd`."""
    levers = {name.replace("__", "."): value for name, value in values.items()}
    return run(with_levers(shop.reference_policy(), levers), shop, seed)


def new(life: Run, kind: str) -> dict[str, np.ndarray]:
    """The events of a kind since take-over."""
    table = life.log.table(kind)
    return {name: values[table["day"] >= 0] for name, values in table.items()}


def of_order(life: Run, cents: np.ndarray) -> np.ndarray:
    """Cents of order lines summed by order, in the order of `order_placed`."""
    lines, placed = new(life, "order_line"), new(life, "order_placed")
    by_number = np.argsort(placed["order"])
    place = by_number[np.searchsorted(placed["order"][by_number], lines["order"])]
    return np.bincount(place, weights=lines["quantity"] * cents, minlength=len(placed["day"]))
