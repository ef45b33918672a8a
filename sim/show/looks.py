"""The one visual language: colours, and what measures are called and how their values are written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, Literal

from sim.policy import Lever

TODAY: Final = "#1b2a49"
"""Colour of the shop as it is today: near-black blue, always with a circle."""
YOURS: Final = "#e69f00"
"""Colour of the new policy: Okabe and Ito's orange, far apart in lightness as well, always with a square."""
QUIET: Final = "#5b6472"
"""Text of less weight; contrast to white above 4.5 to 1."""
LINE: Final = "#d5d9e0"
GOOD, BAD = "#00664f", "#a33b00"
"""Never alone: words or a sign stand beside them."""
FONT: Final = "system-ui, 'Noto Sans', 'Noto Sans CJK TC', sans-serif"


_LEAST: Final = {"percent": 0.0005, "count": 0.05, "money": 0.5, "days": 0.05, "hours": 0.05}
"""What is smaller is written as nought."""


@dataclass(frozen=True)
class Look:
    """How a measure is shown; `better` is the direction that is good for the shop, None where neither is."""

    label: str
    form: Literal["percent", "count", "money", "days", "hours"]
    better: Literal["up", "down"] | None
    phrases: tuple[str, str] | None = None
    """What a plan did that raised it, and one that lowered it, for a sentence that begins "your plan"."""

    @property
    def higher(self) -> str:
        """What a plan did that raised this measure."""
        return self.phrases[0] if self.phrases else f"raised {self.label.lower()}"

    @property
    def lower(self) -> str:
        """What a plan did that lowered this measure."""
        return self.phrases[1] if self.phrases else f"lowered {self.label.lower()}"

    def text(self, value: float, *, signed: bool = False) -> str:
        """The value with its unit, as people write it; "no value" where there is none."""
        if not math.isfinite(value):
            return "no value"
        value += 0.0 if abs(value) >= _LEAST[self.form] else -value  # no minus before a nought
        sign = "+" if signed else ""
        if self.form == "percent":
            return f"{100 * value:{sign}.1f} points" if signed else f"{100 * value:.1f} %"
        if self.form == "money":
            return f"{'+' if signed and value >= 0 else '-' if value < 0 else ''}HK${abs(value):,.0f}"
        if self.form in ("days", "hours"):
            return f"{value:{sign}.1f} {self.form}"
        return f"{value:{sign},.1f}"


LOOKS: Final[dict[str, Look]] = {
    "retention_rate": Look("Customers kept", "percent", "up", ("kept more customers", "kept fewer customers")),
    "sales_accuracy": Look(
        "Order lines sold right", "percent", "up", ("sold more order lines right", "sold fewer order lines right")
    ),
    "compliance_incidents": Look(
        "Compliance incidents", "count", "down", ("had more incidents", "had fewer incidents")
    ),
    "repeat_purchase_rate": Look("Customers who ordered again", "percent", "up"),
    "new_customers": Look("New customers", "count", "up"),
    "active_customers": Look("Active customers", "count", "up"),
    "price_accuracy": Look("Right prices", "percent", "up"),
    "stock_accuracy": Look("Right stock", "percent", "up"),
    "promotion_accuracy": Look("Right offers", "percent", "up"),
    "content_accuracy": Look("Right pages", "percent", "up"),
    "record_accuracy": Look("Right records", "percent", "up"),
    "messages_on_file": Look("Answers on file", "percent", "up"),
    "fault_age_days": Look(
        "Age of faults", "days", "down", ("left faults open longer", "found and repaired faults sooner")
    ),
    "fault_age_p90_days": Look("Age of the worst faults", "days", "down"),
    "check_lateness_days": Look("Rounds late by", "days", "down"),
    "checks_left_out": Look("Rounds not done", "count", "down"),
    "changes_on_time": Look("Changes entered in time", "percent", "up"),
    "staff_busy": Look("Staff at work", "percent", None),
    "overcharges_made_good": Look("Overcharges paid back", "percent", "up"),
    "alarm_precision": Look("Alarms that were true", "percent", "up"),
    "uptime": Look("Shop open", "percent", "up"),
    "recovery_point_hours": Look("Work that a loss of data would cost", "hours", "down"),
    "recovery_hours": Look("Time to come back after a loss of data", "hours", "down"),
    "over_budget_hkd": Look("Spent beyond the budget", "money", "down"),
    "project_delay_days": Look("New system late", "days", "down", ("was later with the new system", "was sooner")),
    "project_overrun": Look("Set-up dearer than estimated", "percent", "down"),
    "security_incidents": Look("Break-ins", "count", "down"),
    "expected_security_incidents": Look(
        "Break-ins to be expected", "count", "down", ("made break-ins more likely", "made break-ins rarer")
    ),
    "server_break_ins": Look("Break-ins at the server", "count", "down"),
    "expected_server_break_ins": Look("Break-ins at the server to be expected", "count", "down"),
    "cards_stolen": Look("Card numbers stolen", "count", "down"),
    "server_dwell_days": Look("Time until an intruder is noticed", "days", "down"),
    "pc_infections": Look("Harmful programs on PCs", "count", "down"),
    "expected_pc_infections": Look("Harmful programs on PCs to be expected", "count", "down"),
    "false_orders": Look("Orders that nobody meant", "count", "down"),
    "expected_false_orders": Look("Orders that nobody means, to be expected", "count", "down"),
    "false_reviews": Look("Bought reviews shown", "count", "down"),
    "expected_false_reviews": Look("Bought reviews to be expected", "count", "down"),
    "seller_schemes": Look("Agreed prices and bait prices", "count", "down"),
    "expected_seller_schemes": Look("Agreed prices and bait prices to be expected", "count", "down"),
    "abuse_dwell_days": Look("Time until abuse of the platform is noticed", "days", "down"),
    "abuse_precision": Look("Decisions on abuse that were right", "percent", "up"),
    "abuse_recall": Look("Abuse that was noticed", "percent", "up"),
    "orphan_accounts": Look("Accounts of people who left, still open", "count", "down"),
    "customer_accounts_taken": Look("Customers' accounts taken over", "count", "down"),
    "rights_wait_hours": Look("Wait for somebody who has the right", "hours", "down"),
    "misuse_hkd": Look("Taken by way of accounts", "money", "down"),
    "orders": Look("Orders", "count", "up"),
    "payment_success_rate": Look("Payments that go through", "percent", "up"),
    "chargeback_rate": Look("Payments taken back by banks", "percent", "down"),
    "money_gap_hkd": Look("Money that nobody has matched", "money", "down"),
    "revenue_hkd": Look("Sales", "money", "up"),
    "net_margin_hkd": Look("Profit", "money", "up"),
    "net_margin_before_points_hkd": Look("Profit before points that members hold", "money", None),
    "points_liability_hkd": Look("Points that members hold", "money", None),
    "members_joined": Look("New members", "count", "up"),
    "friends_brought": Look("Customers whom a friend brought", "count", "up"),
    "cost_hkd": Look("Costs", "money", "down"),
    "complaints": Look("Complaints", "count", "down"),
    "unsubscribes": Look("Asked to be left alone", "count", "down"),
}
"""By measure; what each means is said where it is declared, in `sim.measures`."""


def look(measure: str) -> Look:
    """How a measure is shown.

    Raises:
        ValueError: no such measure.
    """
    try:
        return LOOKS[measure]
    except KeyError:
        raise ValueError(f"{measure}: no such measure") from None


_ONE_OF: Final = {"people": "person", "days": "day", "minutes": "minute", "orders": "order", "points": "point"}


def lever_text(lever: Lever, value: Any) -> str:
    """A value of a lever, as people say it."""
    if isinstance(lever.default, bool):
        return "yes" if value else "no"
    if lever.choices:
        return str(value)
    if lever.unit == "HK$":
        return f"HK${value:g}"
    first, *rest = lever.unit.split(" ")
    return " ".join([f"{value:g}", _ONE_OF.get(first, first) if value == 1 else first, *rest])


def lever_range(lever: Lever) -> str:
    """What a lever may be set to, as people say it."""
    if isinstance(lever.default, bool):
        return "yes or no"
    if lever.choices:
        return ", ".join(lever.choices)
    return (
        f"HK${lever.low:g} to {lever.high:g}"
        if lever.unit == "HK$"
        else f"{lever.low:g} to {lever.high:g} {lever.unit}"
    )
