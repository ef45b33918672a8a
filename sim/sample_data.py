"""The sample data: what a small shop would have on file after half a year, as plain tables for other programs.

One run of the corner shop with few people, under the policy `keeping`; everybody in it is invented. Orders carry the
date of the customer's first order, without which nobody can tell who has left from who was never there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from sim.crm import customer_table
from sim.places import DATASETS
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario, load_scenario
from sim.world.identities import identity

PEOPLE: Final = 400
SEED: Final = 7
POLICY: Final = DATASETS / "policies" / "keeping.json"


@dataclass(frozen=True)
class Field:
    """One column: its name, its type in the words of the Table Schema, and what it says, with its unit."""

    name: str
    type: str
    says: str


CRM: Final = (
    Field("customer", "integer", "customer number"),
    Field("name", "string", "name in English letters, surname first; an invented person"),
    Field("name_zh", "string", "the same name in Traditional Chinese"),
    Field("email", "string", "an address at a domain set aside for examples"),
    Field("phone", "string", "eight digits that no telephone in Hong Kong has"),
    Field("district", "string", "district"),
    Field("group", "string", "customer group at the end, by the rules of the shop"),
    Field("first_order_date", "date", "day of the first order"),
    Field("last_order_date", "date", "day of the last order"),
    Field("days_since_last_order", "integer", "whole days from the last order to the end"),
    Field("orders", "integer", "orders so far"),
    Field("spent_hkd", "number", "paid for all orders, HK$"),
    Field("mean_order_hkd", "number", "mean of an order, HK$"),
    Field("may_get_marketing", "string", "what the record says about marketing by e-mail"),
    Field("mails", "integer", "mails received so far"),
    Field("complaints", "integer", "messages about something that went wrong"),
    Field("waiting", "integer", "messages not answered yet"),
    Field("member", "string", "tier in the membership scheme, or no member"),
    Field("points", "integer", "points held"),
)
ORDERS: Final = (
    Field("order", "integer", "order number"),
    Field("customer", "integer", "customer number"),
    Field("date", "date", "day of the order"),
    Field("time", "string", "time of the order, hours and minutes"),
    Field("first_order_date", "date", "day of this customer's first order"),
    Field("is_first", "boolean", "is it the customer's first order?"),
    Field("value_hkd", "number", "paid for the goods, HK$"),
    Field("discount_hkd", "number", "taken off before, HK$"),
    Field("delivery_fee_hkd", "number", "paid for delivery, HK$"),
    Field("coupon", "boolean", "was a coupon used?"),
)
MESSAGES: Final = (
    Field("campaign", "integer", "campaign number"),
    Field("customer", "integer", "customer number"),
    Field("date", "date", "day of sending"),
    Field("named", "boolean", "was the customer addressed by name?"),
    Field("opened", "boolean", "was it opened?"),
    Field("clicked", "boolean", "was its link followed?"),
)
CAMPAIGNS: Final = (
    Field("campaign", "integer", "campaign number"),
    Field("date", "date", "day of sending"),
    Field("mail", "string", "what was sent"),
    Field("people", "integer", "receivers"),
    Field("opened", "integer", "receivers who opened it"),
    Field("bounced", "integer", "mails beside these that came back"),
)


@dataclass(frozen=True)
class Table:
    """One table of the sample: title, columns, the key, and which columns point to which other table."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    points_to: tuple[tuple[str, str], ...] = ()


TABLES: Final = (
    Table("crm", "Customers on record at the end of the half year", CRM, ("customer",)),
    Table("orders", "Orders of a year and a half, the year before take-over among them", ORDERS, ("order",),
          (("customer", "crm"),)),
    Table("campaigns", "Sends of one message to a list", CAMPAIGNS, ("campaign",)),
    Table("messages", "Messages to single customers", MESSAGES, ("campaign", "customer"),
          (("customer", "crm"), ("campaign", "campaigns"))),
)  # fmt: skip


@cache
def sample_run() -> Run:
    """The run behind the sample."""
    scenario = Scenario.model_validate({**load_scenario("corner-shop").model_dump(), "customers": PEOPLE})
    groups = json.loads(POLICY.read_text(encoding="utf-8"))
    values = {f"{group}.{name}": value for group, levers in groups.items() for name, value in levers.items()}
    return run(with_levers(scenario.reference_policy(), values), scenario, SEED)


def tables() -> dict[str, pd.DataFrame]:
    """All tables of the sample by name, with the columns that `TABLES` declares."""
    one = sample_run()
    made = {"crm": _crm(one), "orders": _orders(one), "campaigns": _campaigns(one), "messages": _messages(one)}
    return {table.name: made[table.name][[field.name for field in table.fields]] for table in TABLES}


def _dates(one: Run, days: pd.Series) -> pd.Series:
    start = one.scenario.start_date
    return days.map(lambda day: (start + timedelta(days=int(np.floor(day)))).isoformat())


def _crm(one: Run) -> pd.DataFrame:
    table = customer_table(one).reset_index()
    people = pd.DataFrame([vars(identity(one.seed, int(number))) for number in table["customer"]])
    table = pd.concat([table, people.drop(columns="customer").rename(columns={"email": "address_email"})], axis=1)
    table = table.rename(columns={"email": "may_get_marketing"}).rename(columns={"address_email": "email"})
    table["first_order_date"] = _dates(one, table["first_day"])
    table["last_order_date"] = _dates(one, one.days - table["days_since_last_order"])
    table["days_since_last_order"] = np.floor(table["days_since_last_order"]).astype(int)
    for column in ("spent_hkd", "mean_order_hkd"):
        table[column] = table[column].round(2)
    return table


def _orders(one: Run) -> pd.DataFrame:
    table = one.events("order_placed")
    table["first_order_date"] = _dates(one, table.groupby("customer")["day"].transform("min"))
    table["date"] = _dates(one, table["day"])
    minutes = np.floor((table["day"] % 1) * 24 * 60).astype(int)
    table["time"] = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in minutes]
    for column, cents in (("value", "value"), ("discount", "discount"), ("delivery_fee", "fee")):
        table[f"{column}_hkd"] = table[f"{cents}_cents"] / 100
    return table


def _campaigns(one: Run) -> pd.DataFrame:
    table = one.events("campaign")
    opened = one.events("message_sent").groupby("campaign")["opened"].sum()
    table["opened"] = table["campaign"].map(opened).fillna(0).astype(int)
    table["date"] = _dates(one, table["day"])
    return table


def _messages(one: Run) -> pd.DataFrame:
    table = one.events("message_sent")
    table["date"] = _dates(one, table["day"])
    return table


__all__ = ["TABLES", "Field", "Table", "sample_run", "tables"]
