"""Bringing a friend: the way from the link to the reward, what ends it, and what each check stops and lets through."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.codes import ABOUT, COSTS, HARMS
from sim.policy import with_levers
from sim.processes.referral import Referral
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.world.people import PROSPECT
from sim.world.world import World
from tests.conftest import MakeScenario, differing_kinds

NONE, ADDRESS, AFTER = "none", "same address or phone", "after the first paid order"
REWARDS: dict[str, Any] = {"referral.reward_hkd": 50, "referral.friend_reward_hkd": 30}
LIVELY = {"base.discovery_per_day": 0.001, "base.r": 1.0, "referral.tells": 1.0, "referral.converts": 0.3}
DAYS = 14
FAR_OUT = 3.5


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Customers who speak of the shop, people who have not found it, and cheats."""
    parameters = {**LIVELY, "referral.cheats": 0.7}
    return make_scenario(
        customers=600,
        days=60,
        mechanisms=("referral", "satisfaction", "service"),
        parameters=parameters,
        policy=REWARDS,
    )


def checked(shop: Scenario, check: str) -> Run:
    return run(with_levers(shop.reference_policy(), {"referral.check": check}), shop)


@pytest.fixture(scope="module")
def lives(shop: Scenario) -> dict[str, Run]:
    """The same worlds under each check."""
    return {check: checked(shop, check) for check in (NONE, ADDRESS, AFTER)}


def pairs(table: Mapping[str, np.ndarray], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, row by row."""
    return list(zip(*(table[name].tolist() for name in names), strict=True))


def cents_for(life: Run, what: str) -> int:
    table = life.log.table("cost")
    return int(table["cents"][table["what"] == COSTS.index(what)].sum())


def test_only_people_who_never_ordered_are_told_and_by_somebody_they_listen_to(lives: dict[str, Run]) -> None:
    life = lives[NONE]
    world = build(life.policy, life.scenario, life.seed)
    placed, told = life.log.table("order_placed"), life.log.table("friend_invited")
    first = np.full(life.scenario.customers, math.inf)
    np.minimum.at(first, placed["customer"], placed["day"])
    ordered = set(zip(placed["customer"].tolist(), np.floor(placed["day"]).tolist(), strict=True))
    assert len(told["day"]) > 50
    for day, referrer, friend in pairs(told, "day", "customer", "friend"):
        assert first[friend] > day
        assert (referrer, day - 1) in ordered
        assert friend in world.ties.listeners(np.array([referrer]))[1]


def test_each_step_follows_the_one_before(lives: dict[str, Run]) -> None:
    """Told, then the shop opened with the link within 14 days, then a first order; the gift is off that order alone."""
    log = lives[AFTER].log
    told = {}
    for day, referrer, friend in pairs(log.table("friend_invited"), "day", "customer", "friend"):
        told.setdefault(friend, []).append((day, referrer))
    came = pairs(log.table("friend_came"), "customer", "referrer", "day")
    assert len(came) > 20
    for friend, referrer, day in came:
        assert any(by == referrer and at < day <= at + DAYS for at, by in told[friend])
    assert len({friend for friend, _, _ in came}) == len(came), "a name can be brought once"
    opened = {(friend, referrer) for friend, referrer, _ in came}
    placed = log.table("order_placed")
    first = {
        customer: cents
        for customer, cents, is_first in pairs(placed, "customer", "given_cents", "is_first")
        if is_first
    }
    brought = pairs(log.table("friend_ordered"), "customer", "referrer")
    assert len(brought) > 10
    assert set(brought) <= opened
    for friend, _ in brought:
        assert first[friend] == 3000
    given = {customer for customer, cents in pairs(placed, "customer", "given_cents") if cents}
    assert given == {friend for friend, _ in brought}


def test_when_the_reward_is_paid_is_what_the_check_says(lives: dict[str, Run]) -> None:
    """At once, to whoever's friend comes; or not to people who share an address; or with the friend's first order."""
    for check, life in lives.items():
        log = life.log
        paid = {
            (referrer, friend)
            for referrer, friend, honest in pairs(log.table("reward_paid"), "customer", "friend", "honest")
            if honest
        }
        came = pairs(log.table("friend_came"), "referrer", "customer", "allowed")
        if check == AFTER:
            assert paid == set(pairs(log.table("friend_ordered"), "referrer", "customer"))
        else:
            assert paid == {(referrer, friend) for referrer, friend, allowed in came if allowed}
        refused = {(referrer, friend) for referrer, friend, allowed in came if not allowed}
        assert refused == set(pairs(log.table("reward_refused"), "customer", "friend"))
        assert bool(refused) == (check == ADDRESS)
        assert cents_for(life, "rewards for bringing a friend") == len(paid) * 5000


def test_an_honest_person_who_is_refused_is_let_down_and_asks(lives: dict[str, Run]) -> None:
    log = lives[ADDRESS].log
    harm, enquiry = log.table("harm"), log.table("enquiry")
    let_down = harm["customer"][harm["cause"] == HARMS.index("refused a reward")]
    asks = enquiry["customer"][enquiry["about"] == ABOUT.index("refused a reward")]
    refused = log.table("reward_refused")["customer"]
    assert len(let_down) > 5
    assert set(let_down.tolist()) <= set(refused.tolist())
    assert 0 < len(asks) < len(let_down)
    assert set(asks.tolist()) <= set(let_down.tolist())
    gifts = log.table("order_placed")
    without = {friend for _, friend in pairs(log.table("reward_refused"), "customer", "friend")}
    assert not {customer for customer, cents in pairs(gifts, "customer", "given_cents") if cents} & without


def test_the_same_cheats_try_and_each_check_stops_its_share(shop: Scenario) -> None:
    """None stops nobody; an address stops 9 in 10; an order under the second name is too much for 7 in 10."""
    parameters = {
        **shop.parameters,
        "referral.tells": 0.0,
        "referral.cheat_tries": 1.0,
    }  # nobody honest, so that the checks change no life
    cheats_only = Scenario.model_validate({**shop.model_dump(), "parameters": parameters})
    tried = []
    for check, stops in ((NONE, 0.0), (ADDRESS, 0.9), (AFTER, 0.7)):
        life = checked(cheats_only, check)
        attempts, paid = life.log.table("second_name"), life.log.table("reward_paid")
        tried.append(pairs(attempts, "customer", "day"))
        stopped = attempts["stopped"]
        error = math.sqrt(stops * (1 - stops) / len(stopped))
        assert abs(stopped.mean() - stops) <= FAR_OUT * error, check
        assert not paid["honest"].any()
        assert len(paid["day"]) == (~stopped).sum()
        assert np.array_equal(paid["friend"], paid["customer"])
        assert cents_for(life, "rewards drawn by cheats") == paid["cents"].sum()
    assert tried[0] == tried[1] == tried[2]
    assert len(tried[0]) > 50


def test_a_cheat_brings_nobody(shop: Scenario, lives: dict[str, Run]) -> None:
    """With and without cheats the same people order the same things; only money is lost."""
    parameters = {**shop.parameters, "referral.cheats": 0.0}
    honest = run(scenario=Scenario.model_validate({**shop.model_dump(), "parameters": parameters}))
    assert set(differing_kinds(honest.log, lives[NONE].log)) == {"second_name", "reward_paid", "cost"}


def with_friends(shop: Scenario) -> tuple[World, Referral]:
    """A world before its first day, and the scheme, for steps by hand."""
    world = build(shop.reference_policy(), shop, 1)
    return world, Referral(world)


def test_a_customer_whom_a_friend_brought_leaves_less_readily_while_the_friend_is_there(shop: Scenario) -> None:
    """0.82 from the first order, 1 again from the evening on which the friend has left."""
    world, friends = with_friends(shop)
    people = world.people
    referrer = np.flatnonzero(people.status == 1)[:2]
    brought = np.flatnonzero(people.status == PROSPECT)[:2]
    friends.invited_by[brought], friends.link_until[brought] = referrer, 5
    people.orders[brought] = 1
    people.set_status(brought, 1)
    friends._first_orders(3, brought)
    assert people.loyalty[brought].tolist() == [0.82, 0.82]
    people.set_status(referrer[:1], 2)
    friends._lose_friends()
    assert people.loyalty[brought].tolist() == [1.0, 0.82]
    friends._lose_friends()
    assert people.loyalty[brought].tolist() == [1.0, 0.82], "lost once"
    world.log.close()
    assert pairs(world.log.table("friend_lost"), "customer", "referrer") == [(brought[0], referrer[0])]


def test_a_friend_is_lost_when_the_referrer_leaves_and_not_before(lives: dict[str, Run]) -> None:
    log = lives[NONE].log
    left = dict(pairs(log.table("customer_left"), "customer", "day"))
    lost = pairs(log.table("friend_lost"), "day", "customer", "referrer")
    assert lost
    ordered = log.table("friend_ordered")
    brought = {friend: (day, by) for day, friend, by in pairs(ordered, "day", "customer", "referrer")}
    for day, friend, referrer in lost:
        assert brought[friend][1] == referrer
        assert 0 <= day - max(left[referrer], brought[friend][0]) < 1


def test_four_in_a_hundred_friends_order_because_of_the_link(make_scenario: MakeScenario) -> None:
    """The anchor: within 14 days 1 - (1 - 0.04) exp(-14 x discovery) of them order."""
    shop = make_scenario(
        "neutral", customers=12_000, days=90, mechanisms=("referral",), parameters={"referral.tells": 1.0}
    )
    life = run(with_levers(shop.reference_policy(), {"referral.reward_hkd": 50}), shop)
    told, ordered = life.log.table("friend_invited"), life.log.table("friend_ordered")
    day = np.full(shop.customers, math.inf)
    day[ordered["customer"]] = ordered["day"]
    seen = told["day"] + DAYS <= shop.days
    wait = day[told["friend"][seen]] - told["day"][seen]
    share = 1 - (1 - 0.04) * math.exp(-DAYS * shop.numbers()["base.discovery_per_day"])
    assert seen.sum() > 1000
    error = math.sqrt(share * (1 - share) / seen.sum())
    assert abs((wait <= DAYS).mean() - share) < FAR_OUT * error


def test_links_end_and_leave_nothing_behind(shop: Scenario) -> None:
    """A prospect whose link has ended finds the shop as before it."""
    world = build(shop.reference_policy(), shop, 2)
    while world.env.peek() <= shop.days:
        world.env.step()
    people = world.people
    told = {friend: day for day, friend in pairs(table_of_open(world), "day", "friend")}
    idle = np.array([f for f, day in told.items() if day + DAYS < shop.days and people.status[f] == PROSPECT])
    assert len(idle) > 5
    assert np.allclose(people.visit_base[idle], people.discovery_chance[idle], rtol=1e-12)


def table_of_open(world: World) -> Mapping[str, np.ndarray]:
    """Links of a finished world."""
    world.log.close()
    return world.log.table("friend_invited")


def test_nobody_comes_with_a_link_while_the_shop_is_down(make_scenario: MakeScenario) -> None:
    """A visit that finds the shop closed opens no link."""
    shop = make_scenario(
        customers=600,
        days=60,
        mechanisms=("outages", "referral"),
        parameters={**LIVELY, "outage.hardware_per_year": 400.0, "outage.repair_minutes": 600.0},
        policy=REWARDS,
    )
    log = run(scenario=shop).log
    visits, downs = log.table("visit"), log.table("outage_ended")
    came = set(pairs(log.table("friend_came"), "customer", "day"))
    down = np.zeros(len(visits["day"]), dtype=bool)
    for begun, ended in pairs(downs, "began", "day"):
        down |= (visits["day"] >= begun) & (visits["day"] < ended)
    assert down.sum() > 100
    told = set(log.table("friend_invited")["friend"].tolist())
    closed = {
        (customer, math.floor(day) + 1.0)
        for customer, day, is_down in zip(visits["customer"].tolist(), visits["day"].tolist(), down, strict=True)
        if is_down and customer in told
    }
    assert closed
    assert not came & closed, "there is one visit a day at most"
