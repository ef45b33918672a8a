"""Levers on delivery: what is promised, who carries it, who looks into the parcel."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Delivery(Levers):
    """From the packing table to the customer's door."""

    promise_days: int = lever(
        "Delivery promised within",
        default=5,
        low=1,
        high=14,
        step=1,
        unit="days",
        rows="R2-6.1-c R2-6.1-b2 M3-6.2-b2",
        help="A shorter promise sells more to those who believe it, but the parcel takes as long as it takes.",
    )
    carrier: Literal["usual", "express"] = lever(
        "Carrier",
        default="usual",
        unit="choice",
        rows="R2-6.1-c M3-6.2-b2",
        help="Who takes the parcels. Express costs more for every parcel.",
        choices={"usual": "two days on the road on average", "express": "one day on the road on average"},
    )
    signature: bool = lever(
        "Parcels are handed over against a signature",
        default=False,
        unit="yes or no",
        rows="R2-6.1-c M3-6.2-b2 M3-6.1-c5",
        help="Fewer parcels go astray, and the bank believes a signature. It costs money for every parcel, and who is "
        "not at home waits a day longer.",
    )
    if_lost: Literal["pay back", "send again", "ask the carrier first"] = lever(
        "When a parcel never came",
        default="pay back",
        unit="choice",
        rows="R2-6.1-c M3-6.1-c4 M3-6.2-b1",
        help="What the shop does for a customer who writes that a parcel has not come.",
        choices={
            "pay back": "the money goes back at once",
            "send again": "the same goods go out once more",
            "ask the carrier first": "the carrier pays part of the goods, and the customer waits for days",
        },
    )
    second_person_checks: bool = lever(
        "A second person looks into every parcel",
        default=False,
        unit="yes or no",
        rows="R2-6.1-c R2-6.1-e3",
        help="Before it is closed, a colleague compares the parcel with the order. It takes staff time.",
    )
