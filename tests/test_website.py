"""The pages of the shop: from visit to payment, what stops a basket, and what each lever takes away of it."""

import math

import numpy as np
import pytest

from sim.codes import COSTS, OBSTACLES
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from tests.conftest import MakeScenario, differing_kinds

FAR_OUT = 4.0
ACCOUNT = OBSTACLES.index("had to sign in")


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Pages and habits alone, so that nothing but the pages makes a difference."""
    return make_scenario(customers=1500, days=60, mechanisms=("website",))


@pytest.fixture(scope="module")
def usual(shop: Scenario) -> Run:
    """The shop as it is."""
    return run(scenario=shop, seed=1)


def with_pages(shop: Scenario, seed: int = 1, **values: object) -> Run:
    """A run in which some levers of the website differ."""
    levers = {f"website.{name}": value for name, value in values.items()}
    return run(with_levers(shop.reference_policy(), levers), shop, seed)


def visit_keys(table: dict[str, np.ndarray]) -> set[tuple[int, float]]:
    """Customer and moment of each row."""
    return set(zip(table["customer"].tolist(), table["day"].tolist(), strict=True))


def test_usual_pages_leave_the_orders_of_the_base_law(make_scenario: MakeScenario, usual: Run) -> None:
    """With every lever at its default the funnel explains the orders; it does not move them."""
    bare = run(scenario=make_scenario(customers=1500, days=60, mechanisms=()), seed=1)
    assert differing_kinds(bare.log, usual.log) == ["basket_left", "funnel", "order_placed"]
    ours, theirs = usual.log.table("order_placed"), bare.log.table("order_placed")
    assert all(np.array_equal(ours[name], theirs[name]) for name in ours if name != "fee_cents")


def test_the_funnel_adds_up(usual: Run) -> None:
    """Visits, views, baskets and payments get fewer; a basket is paid or left."""
    funnel, log = usual.log.table("funnel"), usual.log
    assert (funnel["visits"] >= funnel["views"]).all()
    assert (funnel["views"] >= funnel["baskets"]).all()
    assert funnel["visits"].sum() == len(log.table("visit")["day"])
    assert funnel["baskets"].sum() == funnel["payments"].sum() + len(log.table("basket_left")["day"])
    placed = log.table("order_placed")["day"]
    assert funnel["payments"].sum() == (placed >= 0).sum()


def test_as_many_baskets_are_left_as_in_the_studies(shop: Scenario) -> None:
    """70 % are left; among people who met an obstacle the reasons stand as the survey has them.

    Customers surer than the share of paid baskets pay all of theirs, and a basket cannot be likelier than a visit, so a
    little less than the parameter is left: the tolerance is that and four standard errors.
    """
    lives = [run(scenario=shop, seed=seed) for seed in range(1, 6)]
    baskets = sum(int(life.log.table("funnel")["baskets"].sum()) for life in lives)
    reasons = np.concatenate([life.log.table("basket_left")["reason"] for life in lives])
    numbers = shop.numbers()
    expected = numbers["website.abandoned"]
    error = FAR_OUT * math.sqrt(expected * (1 - expected) / baskets)
    assert expected - 0.02 - error < len(reasons) / baskets < expected + error
    told = np.array([numbers[f"website.left_{name}"] for name in ("costs", "account", "trust", "long")])
    met = reasons[reasons > 0]
    for reason, share in enumerate(told / told.sum(), start=1):
        error = math.sqrt(share * (1 - share) / len(met))
        assert (met == reason).mean() == pytest.approx(share, abs=FAR_OUT * error + 0.02), OBSTACLES[reason]


def test_whom_a_guest_checkout_wins_had_been_stopped_at_the_account(shop: Scenario, usual: Run) -> None:
    """The first thing that differs in a customer's life is a basket left at the sign-in that is paid now.

    Or it is that the customer stays: an order that the pages helped to bring about wears a customer out less.
    """
    guests = with_pages(shop, checkout="guests welcome")
    stopped = usual.log.table("basket_left")
    at_account = {name: values[stopped["reason"] == ACCOUNT] for name, values in stopped.items()}
    orders, gone = (
        visit_keys(dict(usual.log.table(kind))) ^ visit_keys(dict(guests.log.table(kind)))
        for kind in ("order_placed", "customer_left")
    )
    first: dict[int, tuple[float, bool]] = {}
    for day, is_order, customer in sorted([(day, True, who) for who, day in orders] + [(d, False, w) for w, d in gone]):
        first.setdefault(customer, (day, is_order))
    won = {(customer, day) for customer, (day, is_order) in first.items() if is_order}
    assert won
    assert won <= visit_keys(at_account) & visit_keys(dict(guests.log.table("order_placed")))


@pytest.mark.parametrize(
    ("values", "sign"),
    [({"speed": "fast"}, 1), ({"speed": "slow"}, -1), ({"checkout_steps": 8}, -1), ({"delivery_fee_hkd": 0}, 1)],
    ids=str,
)
def test_on_the_first_day_a_lever_only_wins_or_only_loses(
    shop: Scenario, usual: Run, values: dict[str, object], sign: int
) -> None:
    """The same people with the same luck come: nobody is lost by what is better, nobody won by what is worse."""
    changed = with_pages(shop, **values)
    before, after = (
        {key for key in visit_keys(dict(life.log.table("order_placed"))) if 0 <= key[1] < 1}
        for life in (usual, changed)
    )
    assert before <= after if sign > 0 else after <= before


def test_pages_are_paid_for(make_scenario: MakeScenario) -> None:
    """Once for what is rebuilt, each month for what is rented: by hand."""
    shop = make_scenario(customers=50, days=60, mechanisms=("website",))
    changed = with_pages(shop, fits_phones=True, checkout_steps=3, search="forgiving", speed="slow", trust_mark=True)
    costs = changed.log.table("cost")
    assert set(costs["what"]) == {COSTS.index("website")}
    monthly = 60_000 - 40_000 + 25_000
    assert costs["cents"].tolist() == [600_000 + 2 * 150_000, monthly, monthly, monthly]
    assert costs["day"].tolist() == [0.0, 0.0, 30.0, 60.0]


def test_a_fee_is_money(shop: Scenario, usual: Run) -> None:
    """Small orders pay it, large ones do not, and the revenue holds it."""
    placed = usual.log.table("order_placed")
    new = placed["day"] >= 0
    worth, fee = placed["value_cents"][new], placed["fee_cents"][new]
    assert set(fee.tolist()) == {0, 3000}
    assert worth[fee == 0].mean() > worth[fee > 0].mean()
    assert usual.measures().loc["revenue_hkd", "value"] == (worth.sum() + fee.sum()) / 100


def test_guests_are_not_asked_for_consent(make_scenario: MakeScenario) -> None:
    """The price of a checkout for guests: about half of the new customers never see the question."""
    shop = make_scenario(customers=1500, days=90, mechanisms=("website", "messages"))
    asked, new = [], []
    for checkout in ("account needed", "guests welcome"):
        life = with_pages(shop, checkout=checkout)
        placed = life.log.table("order_placed")
        asked.append(int((life.log.table("consent")["day"] >= 0).sum()))
        new.append(int((placed["is_first"] & (placed["day"] >= 0)).sum()))
    assert asked[0] == new[0]
    share = asked[1] / new[1]
    assert share == pytest.approx(0.5, abs=FAR_OUT * math.sqrt(0.25 / new[1]))


@pytest.mark.slow
def test_delivery_has_a_best_price(make_scenario: MakeScenario) -> None:
    """No fee brings the most orders and too little money; a high fee loses the orders."""
    scenario, profit = make_scenario(), []
    for fee in (0, 30, 80):
        policy = with_levers(scenario.reference_policy(), {"website.delivery_fee_hkd": fee})
        profit.append([run(policy, scenario, seed).measures().loc["net_margin_hkd", "value"] for seed in range(1, 7)])
    for other in (0, 2):
        better = np.array(profit[1]) - np.array(profit[other])
        assert better.mean() > FAR_OUT * better.std(ddof=1) / math.sqrt(len(better))
