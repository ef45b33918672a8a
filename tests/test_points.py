"""Points of members: a ledger that is worked by hand, that never goes below nothing, and that the profit carries."""

from collections import defaultdict, deque
from typing import Any

import numpy as np
import pytest

from sim.measures.members import points_open
from sim.processes.membership import Membership
from sim.processes.points import BY_JOINING, BY_ORDER, MONTH_DAYS, REWARD_CENTS
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.world.world import World
from tests.conftest import MakeScenario
from tests.handwritten import Story, value

STEP, MONTHS = 500, 1
CLUB: dict[str, Any] = {
    "members.open": True,
    "members.welcome_points": 300,
    "members.points_per_hkd": 2,
    "members.points_for_10_hkd": STEP,
    "members.expiry_months": MONTHS,
    "members.silver_from_hkd": 500,
}


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """The corner shop with a generous scheme whose points do not last."""
    return make_scenario(customers=400, days=60, parameters={"base.r": 1.5}, policy=CLUB)


@pytest.fixture(scope="module")
def life(shop: Scenario) -> Run:
    return run(scenario=shop, seed=3)


def club_of(shop: Scenario, **parameters: float) -> tuple[World, Membership]:
    """A scheme before its first day, for steps by hand; nobody forgets their points."""
    scenario = Scenario.model_validate(
        {**shop.model_dump(), "parameters": {**shop.parameters, "member.forgets": 0.0, **parameters}}
    )
    world = build(scenario.reference_policy(), scenario, 1)
    return world, Membership(world)


def test_the_oldest_points_go_first_worked_by_hand(shop: Scenario) -> None:
    """700 on day 0, 400 on day 10; one reward of 500 on day 20. Day 30: of the first 700, 200 are left and expire.

    The second grant loses nothing then, and its 400 on day 40.
    """
    world, club = club_of(shop)
    points, who, order = club.points, np.array([5]), np.array([1])
    points.earn(0, who, order, np.array([700]), BY_ORDER)
    points.earn(10, who, order, np.array([400]), BY_ORDER)
    off = points.use(who, order, np.array([20.5]), np.array([1999.0]))  # two rewards are held, one fits
    assert off.tolist() == [REWARD_CENTS]
    balance = [int(points.granted[5] - points.gone[5])]
    for day in (29, 30, 39, 40):
        points.expire(day)
        balance.append(int(points.granted[5] - points.gone[5]))
    assert balance == [600, 600, 400, 400, 0]
    world.log.close()
    assert world.log.table("points_expired")["points"].tolist() == [200, 400]


def test_points_are_used_in_whole_rewards_and_never_pay_more_than_the_order(shop: Scenario) -> None:
    _, club = club_of(shop)
    who = np.array([1, 2, 3])
    club.points.earn(0, who, who, np.array([499, 1200, 5000]), BY_ORDER)
    off = club.points.use(who, who, np.array([1.1, 1.2, 1.3]), np.array([9_000.0, 9_000.0, 2_500.0]))
    assert off.tolist() == [0, 2 * REWARD_CENTS, 2 * REWARD_CENTS]


def test_who_forgets_never_uses_a_point(shop: Scenario) -> None:
    _, club = club_of(shop, **{"member.forgets": 1.0})
    club.points.earn(0, np.array([1]), np.array([1]), np.array([5000]), BY_JOINING)
    assert not club.points.use(np.array([1]), np.array([1]), np.array([1.5]), np.array([90_000.0])).any()


def ledger_of(life: Run) -> dict[int, list[tuple[float, str, int]]]:
    """All movements by customer, as they happened: of one moment, what expires goes before what comes."""
    found = defaultdict(list)
    for kind in ("points_used", "points_expired", "points_earned"):
        table = life.log.table(kind)
        for customer, day, points in zip(table["customer"], table["day"], table["points"], strict=True):
            found[int(customer)].append((float(day), kind, int(points)))
    return {customer: sorted(rows, key=lambda row: row[0]) for customer, rows in found.items()}


def test_a_list_of_lots_kept_beside_gives_every_balance_and_every_expiry(life: Run) -> None:
    """The plain way: a queue of lots a member, the oldest used first, each lost when its time is up."""
    expired = 0
    for customer, rows in ledger_of(life).items():
        lots: deque[list[float]] = deque()
        for day, kind, points in rows:
            if kind == "points_earned":
                lots.append([day + MONTHS * MONTH_DAYS, points])
                continue
            due = [lot for lot in lots if lot[0] <= day]
            if kind == "points_expired":
                expired += 1
                assert points == sum(lot[1] for lot in due if lot[0] == day), f"customer {customer}, day {day}"
            left = points
            while left:
                assert lots, f"customer {customer} has fewer points than go on day {day}"
                taken = min(left, lots[0][1])
                lots[0][1] -= taken
                left -= taken
                if not lots[0][1]:
                    lots.popleft()
        assert all(lot[0] > life.days or not lot[1] for lot in lots), f"customer {customer} holds points too old"
    assert expired > 20, "the case must have something to expire"


def test_what_is_owed_is_what_was_earned_and_is_not_gone(life: Run) -> None:
    """And it is worth what the lever says: HK$10 for 500 points."""
    moves = [move for rows in ledger_of(life).values() for move in rows]
    balance = sum(points if kind == "points_earned" else -points for _, kind, points in moves)
    assert points_open(life) == balance > 0
    assert value(life, "points_liability_hkd") == pytest.approx(balance * 10 / STEP)


def test_points_used_are_the_discount_of_their_order(life: Run) -> None:
    used, placed = life.log.table("points_used"), life.log.table("order_placed")
    place = np.searchsorted(placed["order"], used["order"], sorter=np.argsort(placed["order"]))
    row = np.argsort(placed["order"])[place]
    assert len(used["day"]) > 50
    assert np.array_equal(placed["order"][row], used["order"])
    assert np.array_equal(placed["given_cents"][row], used["value_cents"])
    assert np.array_equal(placed["day"][row], used["day"])
    assert (placed["value_cents"] >= 0).all()


def test_money_back_for_a_cancelled_line_is_not_more_than_was_paid(make_scenario: MakeScenario) -> None:
    """Points off an order are off each of its lines."""
    shop = make_scenario(
        customers=400,
        days=60,
        parameters={"base.r": 1.5, "stock.drift": 0.05},
        policy={**CLUB, "members.points_for_10_hkd": 100, "monitoring.stock_count_days": 90},
    )
    life = run(scenario=shop, seed=2)
    cancelled, placed = life.log.table("line_cancelled"), life.log.table("order_placed")
    back: dict[int, int] = defaultdict(int)
    for order, cents in zip(cancelled["order"].tolist(), cancelled["refund_cents"].tolist(), strict=True):
        back[order] += cents
    paid = dict(zip(placed["order"].tolist(), placed["value_cents"].tolist(), strict=True))
    lines = life.log.table("order_line")
    units = np.bincount(np.unique(lines["order"], return_inverse=True)[1], weights=lines["quantity"])
    most = dict(zip(np.unique(lines["order"]).tolist(), units.tolist(), strict=True))
    assert len(set(back) & set(life.log.table("points_used")["order"].tolist())) > 3
    for order, cents in back.items():
        assert cents <= paid[order] + most[order], "rounding may give back half a cent a unit"


def test_the_profit_carries_what_is_promised(story: Story) -> None:
    """3,000 points earned, 1,000 used, 500 expired: 1,500 stand open, worth HK$15 at 1,000 points for HK$10."""
    order = story.order(1, 4, dollars=300)
    story.tell("points_earned", 2, customer=4, order=order, points=3000, reason=BY_ORDER)
    story.tell("points_used", 5.5, customer=4, order=order, points=1000, value_cents=1000)
    story.tell("points_expired", 9, customer=4, points=500)
    told = story.end()
    assert value(told, "points_liability_hkd") == 15.0
    before = 300 - 0.05 * 300  # the payment company's share
    assert value(told, "net_margin_before_points_hkd") == pytest.approx(before)
    assert value(told, "net_margin_hkd") == pytest.approx(before - 15.0)
