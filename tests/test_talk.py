"""What people hear from each other: it travels along ties only, an answer takes part of it back, and it fades."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.codes import HEARD, SAID, THREADS
from sim.parameters import read_parameters
from sim.policy import with_levers
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.why import ledger
from sim.world.hearsay import Fading
from tests.conftest import MakeScenario, differing_kinds

PEOPLE, DAYS, SEED = 600, 60, 4
PAGE = {"social.posts_per_week": 3}
ANSWER = HEARD.index("an answer by the shop")
NUMBERS = read_parameters()
HANDS = {"parcel.capacity_ratio": 100.0}
"""Parcels of one do not wait for those of another: scarce hands couple lives (decision 9)."""


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """A shop with late parcels, and customers who talk."""
    return make_scenario(
        customers=PEOPLE,
        days=DAYS,
        mechanisms=("fulfilment", "forum", "satisfaction", "social"),
        parameters={"parcel.mean_days": 4.5, "talk.complains": 6.0, "talk.praises": 0.6, **HANDS},
    )


def life_with(shop: Scenario, **levers: Any) -> Run:
    """A run with these levers of the page and the forum."""
    policy = with_levers(shop.reference_policy(), {name.replace("__", "."): value for name, value in levers.items()})
    return run(policy, shop, SEED)


@pytest.fixture(scope="module")
def talk(shop: Scenario) -> Run:
    """The page is looked at every other day."""
    return life_with(shop, social__posts_per_week=3, social__look_every_days=2)


def test_talk_travels_along_ties_and_no_other_way(shop: Scenario, talk: Run) -> None:
    """Whoever hears something is a friend of the speaker, and each friend of a speaker hears it once."""
    ties = build(shop.reference_policy(), shop, SEED).ties
    said, heard = talk.log.table("said_in_public"), talk.log.table("heard")
    assert len(said["day"]) > 20
    place, friend = ties.listeners(said["customer"])
    expected = sorted(zip(said["day"][place].tolist(), said["customer"][place].tolist(), friend.tolist(), strict=True))
    told = heard["what"] != ANSWER
    rows = (heard[name][told].tolist() for name in ("day", "speaker", "customer"))
    assert sorted(zip(*rows, strict=True)) == expected
    assert said["friends"].sum() == told.sum()


def test_people_who_never_bought_hear_of_the_shop_too(talk: Run) -> None:
    """Some first orders come from people to whom a friend had spoken."""
    orders, heard = talk.log.table("order_placed"), talk.log.table("heard")
    known = {}
    for who, day in zip(orders["customer"].tolist(), orders["day"].tolist(), strict=True):
        known.setdefault(who, day)
    first = [
        day < known.get(who, np.inf) for who, day in zip(heard["customer"].tolist(), heard["day"].tolist(), strict=True)
    ]
    assert sum(first) > 10
    assert (orders["is_first"] & (np.abs(orders["pull_word"] - 1) > 1e-6)).any()


def test_only_the_let_down_complain_and_only_the_well_served_praise(talk: Run) -> None:
    """What is said in public happened to the speaker before."""
    said, harms, parcels = (talk.log.table(kind) for kind in ("said_in_public", "harm", "delivered"))
    wronged = dict(zip(harms["order"].tolist(), harms["day"].tolist(), strict=True))
    served = {
        order: day
        for order, day, late in zip(*(parcels[c].tolist() for c in ("order", "day", "late_days")), strict=True)
        if late <= 0
    }
    for order, day, about in zip(*(said[c].tolist() for c in ("order", "day", "about")), strict=True):
        before = served if about == SAID.index("praise") else wronged
        assert before[order] < day


def test_an_answer_takes_back_most_of_a_complaint_and_never_more_than_is_left(shop: Scenario, talk: Run) -> None:
    """For each friend: share x kept^days x what is still remembered of the complaint, days as long as it stood."""
    ties = build(shop.reference_policy(), shop, SEED).ties
    heard, answered = talk.log.table("heard"), talk.log.table("comment_answered")
    place, friend = ties.listeners(answered["customer"])
    answers = heard["what"] == ANSWER
    assert answers.sum() > 20
    np.testing.assert_array_equal(heard["customer"][answers], friend)
    days = answered["waited_days"][place].astype(float)
    left = NUMBERS["talk.complaint"] * np.exp(-days / NUMBERS["talk.memory_days"])
    size = heard["size"][answers]
    expected = NUMBERS["talk.answer_share"] * NUMBERS["talk.answer_per_day"] ** days * left
    np.testing.assert_allclose(size, expected, rtol=1e-5)
    assert (size < left).all()


@pytest.mark.slow
def test_complaints_that_are_answered_cost_fewer_visits(make_scenario: MakeScenario) -> None:
    """The same complaints in the same worlds; the answers alone differ."""
    shop = make_scenario(
        customers=1500,
        days=120,
        mechanisms=("fulfilment", "satisfaction", "social"),
        parameters={"parcel.mean_days": 6.0, "talk.complains": 5.0, "talk.complaint": 0.2},
    )
    before = with_levers(shop.reference_policy(), {"social.posts_per_week": 1})
    after = with_levers(before, {"social.look_every_days": 1})
    gains = []
    for seed in range(1, 7):
        silent, answered = run(before, shop, seed), run(after, shop, seed)
        gains.append(answered.log.counts()["visit"] - silent.log.counts()["visit"])
    assert np.mean(gains) > 3 * np.std(gains, ddof=1) / np.sqrt(len(gains)), gains


def remembered(table: Mapping[str, np.ndarray], size: np.ndarray, who: int, day: int, memory_days: float) -> float:
    """What a person has left on a morning of what these events brought them."""
    mine = (table["customer"] == who) & (table["day"] < day)
    return float((size[mine] * np.exp(-(day - table["day"][mine]) / memory_days)).sum())


def test_the_pulls_of_an_order_follow_from_what_the_log_says_was_heard_and_seen(talk: Run) -> None:
    """The word is exp(w); the page (1 + fan) (1 + lift (1 - exp(-saturation s))); both worked from events."""
    orders, heard, seen, followed = (
        talk.log.table(kind) for kind in ("order_placed", "heard", "post_seen", "page_followed")
    )
    since = dict(zip(followed["customer"].tolist(), followed["day"].tolist(), strict=True))
    once, moved = np.ones(len(seen["day"])), np.zeros(2)
    for row in np.flatnonzero(orders["day"] >= 0).tolist():
        who, day = int(orders["customer"][row]), int(orders["day"][row])
        word = remembered(heard, heard["size"], who, day, NUMBERS["talk.memory_days"])
        word = float(np.clip(word, -NUMBERS["talk.limit"], NUMBERS["talk.limit"]))
        assert orders["pull_word"][row] == pytest.approx(np.exp(word), rel=1e-5)
        posts = remembered(seen, once, who, day, NUMBERS["social.memory_days"])
        page = 1.0
        if since.get(who, np.inf) <= day:
            lift = NUMBERS["social.lift"] * (1 - np.exp(-NUMBERS["social.saturation"] * posts))
            page = (1 + NUMBERS["social.fan"]) * (1 + lift)
        assert orders["pull_post"][row] == pytest.approx(page, rel=1e-5)
        moved += np.array([word != 0, page != 1])
    assert (moved > 10).all(), f"orders of people who heard something, and who follow the page: {moved}"


@pytest.mark.parametrize("weekly", [1, 7, 21])
def test_a_post_reaches_the_fewer_followers_the_more_there_are(make_scenario: MakeScenario, weekly: int) -> None:
    """Reach x exp(-posts / crowding) of the followers, within four standard errors."""
    shop = make_scenario(customers=3000, days=40, mechanisms=("social",), policy={"social.posts_per_week": weekly})
    posts = run(scenario=shop, seed=SEED).log.table("post_published")
    expected = NUMBERS["social.reach"] * np.exp(-weekly / NUMBERS["social.crowding"])
    error = np.sqrt(expected * (1 - expected) / posts["followers"].sum())
    assert abs(posts["people"].sum() / posts["followers"].sum() - expected) < 4 * error


def test_the_ledger_names_what_was_said_and_what_it_moved(talk: Run) -> None:
    """Orders by cause add up to all orders, with the page and the talk among the causes."""
    table = ledger(talk)["amount"]
    for heading, cause in (("Heard from friends (people)", "a complaint"), ("Staff time, by task (hours)", "comments")):
        assert table[heading, cause] > 0
    assert table["Said in public, by what it is about (customers)"].sum() == talk.log.counts()["said_in_public"]
    by_cause = table["Orders, by what moved them (orders)"].drop("of these, first orders")
    assert by_cause.sum() == pytest.approx((talk.log.table("order_placed")["day"] >= 0).sum())
    assert {"because of the page that they follow", "because of what others say"} <= set(by_cause.index)


def test_whom_no_post_and_no_friend_reaches_lives_the_same_life(shop: Scenario, talk: Run) -> None:
    """A page brings nothing to people who do not follow it and have no friend who speaks of the shop."""
    without = life_with(shop)
    touched = np.concatenate([talk.log.table(kind)["customer"] for kind in ("page_followed", "heard")])
    others = np.setdiff1d(np.arange(PEOPLE), touched)
    assert np.isin(without.log.table("order_placed")["customer"], others).sum() > 50
    found = differing_kinds(without.log, talk.log, others)
    assert [kind for kind in found if kind not in ("said_in_public", "comment_answered")] == []
    assert "visit" in differing_kinds(without.log, talk.log, np.unique(touched))


def test_whoever_reads_no_forum_lives_the_same_life(shop: Scenario) -> None:
    """The mood of the forum is its readers' alone."""
    without, with_forum = life_with(shop), life_with(shop, forum__is_open=True)
    world = build(with_forum.policy, shop, SEED)
    assert world.hearsay is not None
    others = np.flatnonzero(~world.hearsay.reads)
    assert not differing_kinds(without.log, with_forum.log, others)
    assert set(with_forum.log.table("thread_opened")["customer"].tolist()).isdisjoint(others.tolist())


def test_the_mood_of_a_forum_is_the_formula(shop: Scenario) -> None:
    """Where nothing is answered in time to count, each morning's mood follows from the last and from what stands."""
    life = life_with(shop, forum__is_open=True, forum__look_every_days=30)
    table, closed = life.log.table("forum_mood"), life.log.table("thread_closed")
    last = int(closed["day"].min()) if len(closed["day"]) else DAYS
    keep = np.exp(-1 / NUMBERS["forum.memory_days"])
    mood = 0.0
    for day in range(last):
        loss = NUMBERS["forum.rumour"] * table["rumours"][day] + NUMBERS["forum.abuse"] * table["abuse"][day]
        mood = mood * keep - 100 * loss / max(int(table["readers"][day]), 1)
        assert table["mood"][day] == pytest.approx(mood, rel=1e-5), f"day {day}"


def test_a_forum_that_is_read_before_publishing_shows_no_abuse(make_scenario: MakeScenario) -> None:
    """Moderation in advance: nothing unseen stands there, and fewer people write."""
    lively = {"forum.readers": 0.8, "forum.writes_abuse": 0.005, "forum.writes_question": 0.005}
    shop = make_scenario(customers=200, days=40, mechanisms=("forum",), parameters=lively)
    after = life_with(shop, forum__is_open=True)
    before = life_with(shop, forum__is_open=True, forum__moderation="before publishing")
    assert after.log.table("forum_mood")["abuse"].sum() > 0
    assert not before.log.table("forum_mood")["abuse"].any()
    assert not before.log.table("forum_mood")["rumours"].any()
    assert before.log.counts()["thread_opened"] < after.log.counts()["thread_opened"]
    assert (before.log.table("thread_closed")["about"] == THREADS.index("abuse")).any()


@pytest.mark.parametrize("days", [0.0, 7.0, 30.0])
def test_what_is_heard_fades_and_adds_up(days: float) -> None:
    """Twice heard is twice as much; after the memory's length 1/e of it is left."""
    stock = Fading(5, 30.0)
    stock.add(np.array([1, 3, 1]), np.array([0.2, -0.1, 0.3]), 10.0)
    kept = np.exp(-days / 30.0)
    np.testing.assert_allclose(stock.at(np.arange(5), 10.0 + days), np.array([0, 0.5, 0, -0.1, 0]) * kept)
    assert stock.most(10.0 + days) == pytest.approx(0.5 * kept)


def test_more_followers_among_friends_of_customers(make_scenario: MakeScenario) -> None:
    """Whoever hears of the shop from a customer follows its page more often."""
    shop = make_scenario(customers=6000, days=1, mechanisms=("social",), policy=PAGE)
    world = build(shop.reference_policy(), shop, SEED)
    assert world.hearsay is not None
    strangers = world.people.orders == 0
    friends = np.zeros(6000, dtype=bool)
    friends[world.ties.listeners(np.flatnonzero(~strangers))[1]] = True
    shares = [world.hearsay.following[strangers & group] for group in (friends, ~friends)]
    for share, extra in zip(shares, (NUMBERS["social.follows_friend"], 0.0), strict=True):
        expected = NUMBERS["social.follows_stranger"] + extra
        assert abs(share.mean() - expected) < 4 * np.sqrt(expected * (1 - expected) / len(share))


def test_no_visit_is_cut_off_by_the_bound_of_a_plan(shop: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Visits are planned for several days at once; planning day by day gives the same log."""
    levers: dict[str, Any] = {"social__posts_per_week": 5, "social__look_every_days": 3, "forum__is_open": True}
    planned = life_with(shop, **levers)
    monkeypatch.setattr("sim.processes.visits.PLANNED_AT_ONCE", 1)
    assert planned.log.digest() == life_with(shop, **levers).log.digest()
