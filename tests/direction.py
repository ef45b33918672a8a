"""What a row about the direction of a lever says, and the counts from the log that rows share.

Each file of `tests/directions/` has rows for the levers of one topic; `test_direction` runs them all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import numpy as np

from sim.codes import COSTS, FIELDS, TASKS, THREATS
from sim.run import Run

Count = Callable[[Run], float]


def topics() -> list[ModuleType]:
    """The files of `tests/directions/`; each holds `ROWS` and `NEUTRAL` for the levers of one topic."""
    names = sorted(path.stem for path in (Path(__file__).parent / "directions").glob("*.py"))
    return [import_module(f"tests.directions.{name}") for name in names]


def rows(kind: str) -> Count:
    """How many events of a kind in the run."""
    return lambda life: int((life.log.table(kind)["day"] >= 0).sum())


def rows_where(kind: str, column: str, *wanted: object) -> Count:
    """How many events of a kind whose column has one of these values."""

    def count(life: Run) -> float:
        table = life.log.table(kind)
        return int((np.isin(table[column], wanted) & (table["day"] >= 0)).sum())

    return count


def total(kind: str, column: str) -> Count:
    """Sum of a column over the run."""

    def count(life: Run) -> float:
        table = life.log.table(kind)
        return float(table[column][table["day"] >= 0].sum())

    return count


def mean(kind: str, column: str) -> Count:
    """Mean of a column."""
    return lambda life: float(life.log.table(kind)[column].mean())


def cost_of(what: str) -> Count:
    """Cents spent on something."""

    def count(life: Run) -> float:
        table = life.log.table("cost")
        return float(table["cents"][table["what"] == COSTS.index(what)].sum())

    return count


def hours_of(task: str) -> Count:
    """Staff hours spent on a task."""

    def count(life: Run) -> float:
        table = life.log.table("work")
        return float(table["hours"][table["task"] == TASKS.index(task)].sum())

    return count


def got_in(threat: str) -> Count:
    """Attacks of a threat that nothing stopped."""

    def count(life: Run) -> float:
        table = life.log.table("attack")
        return float(((table["threat"] == THREATS.index(threat)) & (table["stopped_by"] == 0)).sum())

    return count


def wrong_price_lines(life: Run) -> float:
    """Share of order lines with a wrong price or promotion."""
    table = life.log.table("order_line")
    return float((~table["price_right"] | ~table["promotion_right"]).mean())


def days_on_the_list(life: Run) -> float:
    """Days from a request to stop to the removal, summed; open requests count to the end of the run."""
    asked, removed = life.log.table("unsubscribe_requested"), life.log.table("unsubscribed")
    still_on = len(asked["day"]) - len(removed["day"])
    return float(removed["day"].sum() + still_on * life.days - asked["day"].sum())


def days_records_are_missing(life: Run) -> float:
    """Days that papers are missing, summed."""
    missing, filed = life.log.table("record_missing"), life.log.table("record_completed")
    still_missing = len(missing["day"]) - len(filed["day"])
    return float(filed["day"].sum() + still_missing * life.days - missing["day"].sum())


def days_of_wrong_content(life: Run) -> float:
    """Item-days with a wrong description or picture."""
    born, repaired = life.log.table("fault_born"), life.log.table("fault_repaired")
    begun, ended = born["day"][born["field"] == 2], repaired["day"][repaired["field"] == 2]
    return float(ended.sum() + (len(begun) - len(ended)) * life.days - begun.sum())


def days_of_wrong(field: str) -> Count:
    """Item-days with an open fault in a field."""
    code = FIELDS.index(field)

    def count(life: Run) -> float:
        born, repaired = life.log.table("fault_born"), life.log.table("fault_repaired")
        begun, done = born["day"][born["field"] == code], repaired["field"] == code
        open_ends = np.isin(begun, repaired["born_day"][done], invert=True)
        ended = (repaired["day"] - repaired["born_day"])[done].sum()
        return float(ended + (life.days - begun[open_ends]).sum())

    return count


def items_recorded_wrong(life: Run) -> float:
    """Order lines for which the shelf held less than the record said."""
    return float((~life.log.table("order_line")["stock_right"]).mean())


def wrong_stock_records(life: Run) -> float:
    """Records that went off the shelf, by drift or a delivery note."""
    return float((life.log.table("stock_drifted")["error_units"] != 0).sum())


def days_in_a_strangers_hands(life: Run) -> float:
    """Account-days from take-over to closing, summed; open ones count to the end of the run."""
    taken, closed = life.log.table("account_taken"), life.log.table("account_closed")
    still_open = len(taken["day"]) - len(closed["day"])
    return float(closed["day"].sum() + still_open * life.days - taken["day"].sum())


def messages_after_a_request(life: Run) -> float:
    """Messages to customers who had asked for none."""
    asked, sent = life.log.table("unsubscribe_requested"), life.log.table("message_sent")
    when = np.full(life.scenario.customers, np.inf)
    when[asked["customer"]] = asked["day"]
    return float((sent["day"] > when[sent["customer"]]).sum())


def people_not_asked(life: Run) -> float:
    """New customers on the list without notice of what for."""
    table = life.log.table("consent")
    return float((~table["notice"] & (table["day"] >= 0)).sum())


def receivers(life: Run) -> float:
    """People who received at least one message."""
    return float(len(np.unique(life.log.table("message_sent")["customer"])))


def incidents(rule: str) -> Count:
    """How many incidents of a rule."""
    return lambda life: float((life.incidents()["rule"] == rule).sum())


@dataclass(frozen=True)
class Row:
    """One lever: two values, what is counted, and which way it must move from the first to the second."""

    lever: str
    values: tuple[Any, Any]
    count: Count
    way: Literal["up", "down"]
    mechanisms: tuple[str, ...]
    rule: Literal["usually", "never against", "to nothing"] = "usually"
    parameters: dict[str, float] = field(default_factory=dict)
    both: dict[str, Any] = field(default_factory=dict)
    days: int = 60
    customers: int = 250
    system: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """Lever and count."""
        return f"{self.lever}: {self.why}"


@dataclass(frozen=True)
class Neutral:
    """A situation in which a lever cannot matter: another value of it must leave every event as it was."""

    lever: str
    other: Any
    where: str
    both: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    parameters: dict[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Lever and situation."""
        return f"{self.lever}: {self.where}"


SHOP = ("fulfilment", "publishing", "satisfaction", "season", "service", "stock")
MAIL = ("messages", "satisfaction", "season")
MANY_ORDERS = {"base.r": 1.5, "base.conversion": 0.4}
MANY_SLIPS = {"publish.slip": 0.2, "publish.slip_promotion": 0.3}
MANY_WRONG_PRICES = {
    "publish.slip": 0.9,
    "publish.price_changes_per_day": 60.0,
    "publish.price_step": 0.3,
    "publish.minutes": 0.1,
    "base.r": 4.0,
    "base.conversion": 0.4,
}
MANY_ATTACKS = {"phish.per_mailbox_month": 6.0, "phish.click": 0.3}
NO_OUTAGES = {"outage.provider_per_year": 0.0, "outage.hardware_per_year": 0.0, "outage.change_failure": 0.0}
MANY_REQUESTS = {"message.unsubscribe": 0.03}
PAGES = ("website",)
COUPONS = {"coupons.depth_percent": 20, "outreach.audience": "everyone", "outreach.newsletters_per_month": 0}
