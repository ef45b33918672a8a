"""Doing nothing, 90 % off for everybody and a mail a day each lose to a sensible policy, and `compare` says why.

A shop of half the usual size, eight seeds. The sensible policy is `datasets/policies/careful.json`.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sim.compare import Comparison, compare
from sim.places import DATASETS
from sim.policy import Policy, with_levers
from sim.scenario import Scenario

pytestmark = pytest.mark.slow

SEEDS = range(1, 9)
HOUSE_RULES = {"coupons.budget_hkd": 1000, "prices.floor_percent": 10, "prices.offers_add_up": False}
TO_ALL = {"outreach.audience": "everyone"}
GIVEN_AWAY = {"coupons.depth_percent": 90, "coupons.floor_hkd": 0, **TO_ALL}


@pytest.fixture(scope="module")
def shop(make_scenario: Callable[..., Scenario]) -> Scenario:
    """The corner shop, smaller and shorter."""
    return make_scenario(customers=1000, days=120)


@pytest.fixture(scope="module")
def sensible() -> Policy:
    """A policy that keeps the law, writes once a week and gives 15 % off twice a quarter."""
    return Policy.model_validate(json.loads((DATASETS / "policies" / "careful.json").read_text(encoding="utf-8")))


def against(sensible: Policy, other: Policy, shop: Scenario) -> Comparison:
    """The other policy against the sensible one."""
    return compare(sensible, other, shop, seeds=SEEDS)


def assert_loses(found: Comparison, measure: str, culprit: str, about: str) -> None:
    """The interval of the change lies below zero, and most of the loss is put down to the lever."""
    effect = found.effects.loc[measure]
    told = f"{about}: {measure} changes by {effect['change']:.4g} ({effect['low']:.4g} to {effect['high']:.4g})"
    assert effect["high"] < 0, told
    shares = found.decisions[measure]
    assert shares.idxmin() == culprit, f"{told}; shares {shares.to_dict()}"
    assert shares[culprit] < 0.5 * effect["change"], f"{told}; shares {shares.to_dict()}"


def changed(found: Comparison, heading: str, cause: str) -> float:
    """Change of one line of the ledger."""
    return float(found.ledger.loc[(heading, cause), "change"])


def test_doing_nothing_loses(sensible: Policy, shop: Scenario) -> None:
    """A shop that writes to nobody loses the orders that messages bring."""
    other: dict[str, Any] = {"outreach.newsletters_per_month": 0, "coupons.depth_percent": 0}
    found = against(sensible, with_levers(sensible, other), shop)
    assert_loses(found, "net_margin_hkd", "outreach.newsletters_per_month", "silence")
    assert changed(found, "Orders, by what moved them (orders)", "because of messages") < 0
    assert found.effects.loc["retention_rate", "high"] < 0


def test_the_shop_of_today_loses(sensible: Policy, shop: Scenario) -> None:
    """Leaving everything as it is, is no plan either."""
    effects = compare(shop.reference_policy(), sensible, shop, seeds=SEEDS, why=False).effects
    for measure in ("retention_rate", "net_margin_hkd", "sales_accuracy"):
        assert effects.loc[measure, "low"] > 0, effects.loc[measure].to_dict()


def test_ninety_percent_off_for_everybody_loses(sensible: Policy, shop: Scenario) -> None:
    """Nobody reacts to more than half price; the rest is given away."""
    found = against(sensible, with_levers(sensible, GIVEN_AWAY), shop)
    assert_loses(found, "net_margin_hkd", "coupons.depth_percent", "90 % off")
    assert changed(found, "Discounts given, by kind (HK$)", "coupons, by those to whom they were sent") > 0


def test_house_rules_contain_a_coupon_that_is_too_deep(sensible: Policy, shop: Scenario) -> None:
    """A budget and a lowest price hold whatever somebody types into the coupon; the ledger says how often."""
    deep = with_levers(sensible, GIVEN_AWAY)
    found = compare(deep, with_levers(deep, HOUSE_RULES), shop, seeds=SEEDS)
    assert found.effects.loc["net_margin_hkd", "low"] > 0, found.effects.loc["net_margin_hkd"].to_dict()
    assert changed(found, "Discounts stopped at the lowest price (lines)", "at the till") > 0
    assert changed(found, "Coupons refused, by what came of it (visits)", "left") > 0


def test_a_mail_a_day_loses(sensible: Policy, shop: Scenario) -> None:
    """Beyond patience a mail brings no visit, and it drives customers away."""
    found = against(sensible, with_levers(sensible, {"outreach.newsletters_per_month": 30, **TO_ALL}), shop)
    for measure in ("retention_rate", "net_margin_hkd"):
        assert_loses(found, measure, "outreach.newsletters_per_month", "a mail a day")
    assert changed(found, "Customers lost, by cause (customers)", "too many messages") > 0
