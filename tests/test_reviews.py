"""Reviews say what happened, stand beside their item, and a banner leads to what is reduced."""

from typing import Any

import numpy as np
import pytest

from sim.parameters import read_parameters
from sim.policy import with_levers
from sim.processes.reviews import MOST_STARS
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.world.people import logistic, logit
from tests.conftest import MakeScenario, differing_kinds
from tests.direction import MANY_ORDERS
from tests.test_settling import run_with_interruptions

SEED = 2
MECHANISMS = ("fulfilment", "publishing", "reviews", "satisfaction", "website")
NUMBERS = read_parameters()
HANDS = {"parcel.capacity_ratio": 100.0}
"""Parcels of one do not wait for those of another: scarce hands couple lives (decision 9)."""


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """A shop whose parcels are sometimes late and whose customers like to write."""
    return make_scenario(
        customers=400,
        days=60,
        mechanisms=MECHANISMS,
        parameters={
            "parcel.mean_days": 3.0,
            "reviews.writes": 0.4,
            "reviews.writes_let_down": 0.8,
            **MANY_ORDERS,
            **HANDS,
        },
    )


@pytest.fixture(scope="module")
def shown(shop: Scenario) -> Run:
    """Reviews are shown."""
    return life_with(shop, {"reviews.shown": True})


def life_with(shop: Scenario, levers: dict[str, Any]) -> Run:
    """A run with these levers."""
    return run(with_levers(shop.reference_policy(), levers), shop, SEED)


def test_a_review_is_written_after_its_parcel_came_about_what_was_bought(shown: Run) -> None:
    """One an order at most, the morning after the day of the parcel, and about an item of the order."""
    reviews, parcels, lines = (shown.log.table(kind) for kind in ("review_written", "delivered", "order_line"))
    came = dict(zip(parcels["order"].tolist(), parcels["day"].tolist(), strict=True))
    bought = set(zip(lines["order"].tolist(), lines["item"].tolist(), strict=True))
    assert len(reviews["day"]) > 50
    assert len(np.unique(reviews["order"])) == len(reviews["order"])
    for order, item, day in zip(*(reviews[name].tolist() for name in ("order", "item", "day")), strict=True):
        assert int(day) == int(came[order]) + 1
        assert (order, item) in bought


def test_a_late_parcel_costs_stars(shown: Run) -> None:
    """Where all went well nobody gives fewer than three; a late parcel takes two stars off."""
    reviews, parcels, lines = (shown.log.table(kind) for kind in ("review_written", "delivered", "order_line"))
    late = np.isin(reviews["order"], parcels["order"][parcels["late_days"] > 0])
    wrong = np.isin(reviews["order"], lines["order"][~lines["content_right"]])
    over = np.isin(reviews["order"], lines["order"][lines["charged_cents"] > lines["shown_cents"]])
    well = reviews["stars"][~late & ~wrong & ~over]
    assert late.sum() > 5
    assert well.min() >= 3
    assert reviews["stars"][late].max() <= MOST_STARS - NUMBERS["reviews.lost_late"]
    mean = 5 * NUMBERS["reviews.five_stars"] + 4 * NUMBERS["reviews.four_stars"]
    mean += 3 * (1 - NUMBERS["reviews.five_stars"] - NUMBERS["reviews.four_stars"])
    assert abs(well.mean() - mean) < 4 * 0.7 / np.sqrt(len(well)), "standard deviation of a star is below 0.7"


def test_the_pull_of_reviews_is_the_formula(make_scenario: MakeScenario) -> None:
    """Logit + slope (shown stars - usual), with the stars of the item that stood there when the order was placed."""
    shop = make_scenario(
        customers=400,
        days=60,
        mechanisms=("fulfilment", "reviews"),
        parameters={
            "reviews.writes": 0.6,
            "reviews.writes_let_down": 0.6,
            "reviews.slope": 0.5,
            **MANY_ORDERS,
            **HANDS,
        },
        policy={"reviews.shown": True},
    )
    life = run(scenario=shop, seed=SEED)
    numbers, people = shop.numbers(), build(shop.reference_policy(), shop, SEED).people
    reviews, orders, lines = (life.log.table(kind) for kind in ("review_written", "order_placed", "order_line"))
    seen = 0
    for row in np.flatnonzero(orders["day"] >= 0).tolist():
        item = lines["item"][np.flatnonzero(lines["order"] == orders["order"][row])[0]]
        before = reviews["stars"][(reviews["item"] == item) & (reviews["day"] < orders["day"][row])].astype(float)
        shown = (numbers["reviews.prior"] * numbers["reviews.usual"] + before.sum()) / (
            numbers["reviews.prior"] + len(before)
        )
        own = people.conversion[orders["customer"][row]]
        rated = logistic(logit(np.array([own])) + numbers["reviews.slope"] * (shown - numbers["reviews.usual"]))
        assert orders["pull_review"][row] == pytest.approx(float(rated[0] / own), rel=1e-5)
        seen += len(before) > 0
    assert seen > 20, "the row must be about orders of items with reviews"


def test_until_a_first_review_stands_there_nothing_differs(shop: Scenario, shown: Run) -> None:
    """Showing reviews acts through reviews alone."""
    without = life_with(shop, {})
    first = shown.log.table("review_written")["day"][0]
    for kind in ("visit", "order_placed"):
        left, right = without.log.table(kind), shown.log.table(kind)
        for name in left:
            np.testing.assert_array_equal(left[name][left["day"] < first], right[name][right["day"] < first])
    assert "order_placed" in differing_kinds(without.log, shown.log)


def test_whoever_writes_unasked_writes_the_same_when_asked(shop: Scenario, shown: Run) -> None:
    """Asking adds writers and moves nobody's stars."""
    asked = life_with(shop, {"reviews.shown": True, "reviews.ask_after_delivery": True})
    first, second = (
        dict(zip(*(life.log.table("review_written")[name].tolist() for name in ("order", "stars")), strict=True))
        for life in (shown, asked)
    )
    both = first.keys() & second.keys()
    assert len(second) > len(first)
    assert len(both) > 0.8 * len(first), "a few orders differ, because other stars stand there"
    assert all(first[order] == second[order] for order in both)


def test_planning_and_settling_more_often_change_nothing(shop: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each visit meets the stars and the promotions of its moment, however the visits are put together."""
    levers = {"reviews.shown": True, "website.banner": "this week's promotions"}
    policy = with_levers(shop.reference_policy(), levers)
    planned = run(policy, shop, SEED).log.digest()
    often = Scenario.model_validate({**shop.model_dump(), "policy": levers})
    moments = np.linspace(0.01, shop.days - 0.01, 300)
    assert planned == run_with_interruptions(often, SEED, moments).digest()
    monkeypatch.setattr("sim.processes.visits.PLANNED_AT_ONCE", 1)
    assert planned == run(policy, shop, SEED).log.digest()


def test_a_banner_moves_only_those_who_follow_it(shop: Scenario) -> None:
    """The others come for the same thing on the same day, as often as they would."""
    banner = {"website.banner": "this week's promotions"}
    without, with_banner = life_with(shop, {}), life_with(shop, banner)
    world = build(shop.reference_policy(), shop, SEED)
    visits = with_banner.log.table("visit")
    day = np.floor(visits["day"]).astype(np.int64)
    follows = world.streams.some("follows the banner", day, visits["customer"]) < NUMBERS["website.banner_share"]
    others = np.setdiff1d(np.arange(shop.customers), visits["customer"][follows])
    assert np.isin(visits["customer"], others).sum() > 50
    assert not differing_kinds(without.log, with_banner.log, others)
    reduced = [share_of_reduced(life) for life in (without, with_banner)]
    assert reduced[1] > reduced[0]


def share_of_reduced(life: Run) -> float:
    """Share of order lines sold well below the dearest price at which the item was sold."""
    lines = life.log.table("order_line")
    dearest = np.zeros(int(lines["item"].max()) + 1)
    np.maximum.at(dearest, lines["item"], lines["shown_cents"])
    return float((lines["shown_cents"] < 0.95 * dearest[lines["item"]]).mean())
