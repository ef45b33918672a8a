"""Levers on prices and on what is taken off them: who pays what, and below what nothing is sold."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Prices(Levers):
    """House rules for prices and offers. The defaults are a shop that has nothing but its weekly promotions."""

    offers_add_up: bool = lever(
        "Offers add up",
        default=True,
        unit="yes or no",
        rows="R2-6.1-e2 R2-6.2-a3",
        help="A coupon may be used on top of other offers. If not, each line gets the best one of its offers alone.",
    )
    floor_percent: int = lever(
        "Never sell below cost plus",
        default=0,
        low=0,
        high=25,
        step=5,
        unit="% of cost",
        rows="R2-6.2-a3 R2-6.1-e2",
        help="No price can be entered below this, and the till stops all discounts there. 0 means no such rule.",
    )
    was_price: Literal["none", "lowest of the last 28 days", "a higher price never charged"] = lever(
        "Crossed-out price beside an offer",
        default="none",
        unit="choice",
        rows="R2-6.2-a3 R2-6.3-a",
        help="The old price that an offer shows beside the new one. It makes the cut look like more.",
        choices={
            "none": "the new price stands alone",
            "lowest of the last 28 days": "the lowest price that was really charged in that time",
            "a higher price never charged": "a price that nobody has ever paid here",
        },
    )
    member_percent: int = lever(
        "Member price",
        default=0,
        low=0,
        high=50,
        step=5,
        unit="% off",
        rows="R2-6.2-a3 R2-6.2-a2",
        help="What members pay less on everything. Only members see it. 0 means that members pay what everybody pays.",
    )
    bundle_percent: int = lever(
        "Two together",
        default=0,
        low=0,
        high=50,
        step=5,
        unit="% off the second",
        rows="R2-6.2-a2 R2-6.2-a3",
        help="Each item is offered with its neighbour in the same part of the shop, which then costs less.",
    )


class Flash(Levers):
    """Sales of a few hours, entered by staff like every change of a price."""

    per_quarter: int = lever(
        "Flash sales",
        default=0,
        low=0,
        high=6,
        step=1,
        unit="in 90 days",
        rows="R2-6.2-a2 R2-6.2-a3",
        help="How many short sales there are in 90 days. Staff enter each start and each end by hand.",
    )
    depth_percent: int = lever(
        "Reduction in a flash sale",
        default=30,
        low=5,
        high=50,
        step=5,
        unit="% off",
        rows="R2-6.2-a3",
        help="What an item in the sale costs less. Of the sale and the weekly promotion the deeper cut holds.",
    )
    items: int = lever(
        "Items in a flash sale",
        default=20,
        low=1,
        high=200,
        step=1,
        unit="items",
        rows="R2-6.2-a2",
        help="How many items are in it. Each must be entered twice: when the sale begins and when it ends.",
    )
    hours: int = lever(
        "A flash sale lasts",
        default=24,
        low=6,
        high=96,
        step=6,
        unit="hours",
        rows="R2-6.2-a2 R2-6.1-e1",
        help="Planned length, from opening time. It ends when staff have entered the end, in opening hours.",
    )
