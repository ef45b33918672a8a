"""Customers who bought at a wrong price: paid back unasked or not, cancelled or honoured; never paid twice."""

from collections import Counter

import numpy as np
import pytest

from sim.codes import ABOUT
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from tests.conftest import MakeScenario
from tests.direction import MANY_WRONG_PRICES
from tests.handwritten import Story, value

OVERCHARGED = ABOUT.index("charged more than shown")
ALL_NOTICE = {"notice.overcharged": 1.0, "complain.overcharged": 0.5}


@pytest.fixture(scope="module")
def slipping(make_scenario: MakeScenario) -> Scenario:
    """A shop with many slips, looked at every other day; everybody sees an overcharge, half of them write."""
    return make_scenario(
        customers=300,
        days=50,
        mechanisms=("fulfilment", "publishing", "satisfaction", "service"),
        parameters={**MANY_WRONG_PRICES, **ALL_NOTICE, "notice.not_as_described": 0.0},
        policy={"monitoring.price_check_days": 2, "service.clerks": 8},
    )


def life_with(scenario: Scenario, **levers: str) -> Run:
    """A run with some levers of the group `repair`."""
    values = {f"repair.{name}": value for name, value in levers.items()}
    return run(with_levers(scenario.reference_policy(), values), scenario, seed=1)


def too_much(life: Run) -> dict[int, int]:
    """Cents charged above the page, by order."""
    lines = life.log.table("order_line")
    extra = np.maximum(lines["charged_cents"] - lines["shown_cents"], 0) * lines["quantity"]
    found: dict[int, int] = {}
    for order, cents in zip(lines["order"].tolist(), extra.tolist(), strict=True):
        found[order] = found.get(order, 0) + cents
    return found


def test_everybody_who_paid_too_much_is_paid_back_once(slipping: Scenario) -> None:
    """To the cent, however many of them had complained; whoever is told in time does not write."""
    usual, looked_for = life_with(slipping), life_with(slipping, overcharged="everybody")
    owed, refund = too_much(looked_for), looked_for.log.table("refund")
    back: dict[int, int] = {}
    for order, cents in zip(refund["order"].tolist(), refund["amount_cents"].tolist(), strict=True):
        back[order] = back.get(order, 0) + cents
    assert len(back) > 10
    assert all(cents == owed[order] for order, cents in back.items())
    assert len(looked_for.log.table("buyer_told")["day"]) > 5
    writes = [int((life.log.table("enquiry")["about"] == OVERCHARGED).sum()) for life in (usual, looked_for)]
    assert writes[1] < writes[0]
    made_good = [life.measures().loc["overcharges_made_good", "value"] for life in (usual, looked_for)]
    assert made_good[0] < 0.7 < made_good[1]


def test_a_buyer_is_told_after_the_price_was_put_right(slipping: Scenario) -> None:
    """Nobody knows before; the next working morning they do."""
    life = life_with(slipping, overcharged="everybody")
    told, repaired = life.log.table("buyer_told"), life.log.table("fault_repaired")
    for day, item in zip(told["day"].tolist(), told["item"].tolist(), strict=True):
        before = repaired["day"][(repaired["item"] == item) & (repaired["day"] < day)]
        assert len(before)


def test_what_was_too_cheap_is_cancelled_before_it_is_packed(slipping: Scenario) -> None:
    """Only lines below the right price, at most once, none that was delivered; what they cost is not spent."""
    life = life_with(slipping, undercharged="cancel")
    cancelled, lines = life.log.table("sale_cancelled"), life.log.table("order_line")
    assert len(cancelled["day"]) > 3
    cheap = lines["charged_cents"] < lines["master_cents"]
    sold = Counter(zip(lines["order"][cheap].tolist(), lines["item"][cheap].tolist(), strict=True))
    assert Counter(zip(cancelled["order"].tolist(), cancelled["item"].tolist(), strict=True)) <= sold
    single = [order for order in cancelled["order"].tolist() if (lines["order"] == order).sum() == 1]
    assert single, "an order of which nothing is left"
    assert not np.isin(life.log.table("delivered")["order"], single).any()
    assert not len(life_with(slipping).log.table("sale_cancelled")["day"])


def test_made_good_counts_orders_not_events(story: Story) -> None:
    """Three orders were charged too much: one is told, one complains and is answered, one hears nothing."""
    for customer in (1, 2, 3, 4):
        story.order(3, customer)
        story.line(3, customer, charged=5000 if customer == 4 else 5500)
    number = [(3 + 1000) * 10_000_000 + customer for customer in range(5)]
    story.tell("buyer_told", 5, customer=1, order=number[1], item=7, cents=1000)
    story.tell("enquiry_answered", 5, customer=2, order=number[2], about=OVERCHARGED, waited_hours=1.0)
    story.tell("enquiry_answered", 6, customer=3, order=number[3], about=0, waited_hours=1.0)
    assert value(story.end(), "overcharges_made_good") == pytest.approx(2 / 3)
