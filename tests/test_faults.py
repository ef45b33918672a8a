"""The life of a fault is told from the log: cause, finder, repair, and what was sold meanwhile."""

import math

from sim.codes import FINDERS
from sim.measures.faults import COLUMNS, fault_table
from sim.policy import with_levers
from sim.run import run
from tests.conftest import MakeScenario
from tests.direction import MANY_WRONG_PRICES
from tests.handwritten import Story

PRICE = 0


def test_a_fault_told_by_hand(story: Story) -> None:
    """Item 7 is wrong twice: found by a customer, then a check; two lines under the first, one of them told."""
    story.fault(2, 7, "price")
    for customer, day in ((1, 3), (2, 4), (3, 9)):
        story.order(day, customer)
        story.line(day, customer, charged=5500 if day < 5 else 5000, price=day > 5)
    story.tell("fault_found", 5, item=7, field=PRICE, finder=FINDERS.index("customer"))
    story.tell("fault_found", 5.5, item=7, field=PRICE, finder=FINDERS.index("check"))
    story.repair(6, 7, "price", born=2)
    story.tell("buyer_told", 7, customer=1, order=(3 + 1000) * 10_000_000 + 1, item=7, cents=1000)
    story.fault(6, 7, "price")
    story.fault(8, 9, "content")
    table = fault_table(story.end())
    assert list(table.columns) == list(COLUMNS)
    first, second, third = table.itertuples(index=False)
    assert (first.born, first.found, first.finder, first.repaired) == (2, 5, "customer", 6)
    assert (first.lines, first.dear, first.told, first.cancelled) == (2, 2, 1, 0)
    assert first.cause == "slip at the keyboard"
    assert (second.born, second.finder, second.lines) == (6, "", 0)
    assert math.isnan(second.found)
    assert math.isnan(second.repaired)
    assert (third.field, third.item) == ("content", 9)


def test_every_line_sold_wrong_has_its_fault(make_scenario: MakeScenario) -> None:
    """Prices, offers and pages: what was sold wrong is counted under one fault a field, no line is lost."""
    scenario = make_scenario(
        customers=200, days=40, mechanisms=("fulfilment", "publishing"), parameters=MANY_WRONG_PRICES
    )
    policy = with_levers(
        scenario.reference_policy(), {"repair.undercharged": "cancel", "repair.overcharged": "everybody"}
    )
    life = run(policy, scenario, 1)
    table, lines = fault_table(life), life.log.table("order_line")
    for field in ("price", "promotion", "content"):
        assert table.loc[table["field"] == field, "lines"].sum() == (~lines[f"{field}_right"]).sum()
    ended = table[table["repaired"].notna()]
    assert (ended["repaired"] >= ended["born"]).all()
    assert (table["told"] <= table["dear"]).all()
    assert table["lines"].sum() > 50
