"""What an inspection exercise asks for: which item, what is wrong with it, and what one would do first."""

from __future__ import annotations

from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from sim.world.shop import catalogue

FaultKind = Literal["price", "promotion", "picture", "stock"]
FirstStep = Literal["correct", "honour", "refund", "remove"]
FAULTS: Final[tuple[FaultKind, ...]] = get_args(FaultKind)
FIRST_STEPS: Final[tuple[FirstStep, ...]] = get_args(FirstStep)
FAULT_WORDS: Final[dict[FaultKind, str]] = {
    "price": "the price is not the right one",
    "promotion": "an offer is shown that does not run today, or one that runs is not shown",
    "picture": "the shop may not show the picture today",
    "stock": "it is shown as in stock, and nothing is left",
}
STEP_WORDS: Final[dict[FirstStep, str]] = {
    "correct": "put the page right; no customer has to be told",
    "honour": "put the page right, and deliver what was ordered at the price that the page showed",
    "refund": "put the page right, tell the customers who ordered, and pay back",
    "remove": "take the picture off the page at once",
}
FAULT_NAMES: Final[dict[FaultKind, str]] = {
    "price": "Price",
    "promotion": "Offer",
    "picture": "Picture",
    "stock": "Stock",
}
STEP_NAMES: Final[dict[FirstStep, str]] = {
    "correct": "Put right",
    "honour": "Put right and honour",
    "refund": "Put right and pay back",
    "remove": "Take off",
}
MOST_FINDINGS: Final = 160
"""Every kind of fault on each of forty pages; marking counts false alarms, so nobody gains by so many."""


class Finding(BaseModel):
    """One thing that is wrong on the shop front."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    item: int = Field(ge=0, lt=len(catalogue()), description="number of the item, as on its page")
    fault: FaultKind
    first: FirstStep = Field(description="what one would do first")


__all__ = [
    "FAULTS",
    "FAULT_NAMES",
    "FAULT_WORDS",
    "FIRST_STEPS",
    "MOST_FINDINGS",
    "STEP_NAMES",
    "STEP_WORDS",
    "FaultKind",
    "Finding",
    "FirstStep",
]
