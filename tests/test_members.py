"""The membership scheme: who joins, what the form asks, what members do differently, and tiers."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.codes import CONSENTS, FORMS, TIERS
from sim.policy import with_levers
from sim.processes.membership import FIELDS, GOLD_RATIO, TIER_DAYS, Membership
from sim.rules import findings
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.streams import Streams
from sim.world.people import People, logistic
from tests.conftest import MakeScenario, differing_kinds
from tests.handwritten import Story
from tests.test_settling import random_moments, run_with_interruptions

OPEN: dict[str, Any] = {"members.open": True}
SCHEME, EXCESSIVE = FORMS.index("name and e-mail"), FORMS.index("with identity card")


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Customers, members and mails; no newsletters."""
    return make_scenario(
        customers=1000,
        days=60,
        mechanisms=("members", "messages"),
        parameters={"base.r": 1.0},
        policy={"outreach.newsletters_per_month": 0},
    )


@pytest.fixture(scope="module")
def life(shop: Scenario) -> Run:
    return with_scheme(shop)


def with_scheme(shop: Scenario, **values: Any) -> Run:
    """A run with an open scheme."""
    levers = {**OPEN, **{name.replace("__", "."): value for name, value in values.items()}}
    return run(with_levers(shop.reference_policy(), levers), shop)


def joined(life: Run) -> np.ndarray:
    """Who joined."""
    return life.log.table("member_joined")["customer"]


def rows_of(table: Mapping[str, np.ndarray], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, row by row."""
    return list(zip(*(table[name].tolist() for name in names), strict=True))


def test_customers_join_once_on_the_evening_of_an_order(life: Run) -> None:
    table, placed = life.log.table("member_joined"), life.log.table("order_placed")
    evenings = set(zip(placed["customer"].tolist(), np.floor(placed["day"]).tolist(), strict=True))
    assert len(table["day"]) == len(set(table["customer"].tolist())) > 50
    for customer, day in rows_of(table, "customer", "day"):
        assert (customer, day - 1) in evenings


def test_whoever_joins_with_a_long_form_joins_with_a_short_one(shop: Scenario) -> None:
    """One luck a customer: a field more only loses people, it never brings another."""
    members = [set(joined(with_scheme(shop, members__form=form)).tolist()) for form in FIELDS]
    assert list(FIELDS) == list(FORMS)
    for longer, shorter in zip(members[1:], members, strict=False):
        assert longer < shorter


def test_the_loyal_and_the_deal_prone_join_more_readily(shop: Scenario) -> None:
    """Who joins is not random: that is why a naive comparison flatters the scheme."""
    world = build(with_levers(shop.reference_policy(), {**OPEN, "members.welcome_points": 1000}), shop, 1)
    club, people = Membership(world), world.people
    who = np.arange(people.count)
    chance = club.join_chance(who)
    cold = people.deal_prone == 0
    by_loyalty = np.argsort(people.leave_logit[cold])
    assert (np.diff(chance[cold][by_loyalty]) <= 0).all()
    people.leave_logit[:] = 0.0
    by_deals = np.argsort(people.deal_prone)
    assert (np.diff(club.join_chance(who)[by_deals]) >= 0).all()


def test_members_have_the_factors_of_the_reference_and_others_none(shop: Scenario) -> None:
    """Leaving x 0.72 after an order, visits x 1.05; half of it (as powers) for half of the usual reward."""
    for points, share in ((1000, 1.0), (2000, 0.5)):
        policy = with_levers(shop.reference_policy(), {**OPEN, "members.points_for_10_hkd": points})
        world = build(policy, shop, 1)
        while world.env.peek() <= shop.days:
            world.env.step()
        is_member = world.people.member
        assert 50 < is_member.sum() < 900
        assert np.allclose(world.people.loyalty, np.where(is_member, 0.72**share, 1.0))
        assert np.allclose(world.people.frequency, np.where(is_member, 1.05**share, 1.0))


def test_a_scheme_that_gives_nothing_back_moves_no_order(shop: Scenario) -> None:
    """Only its form is filled in."""
    without, empty = run(scenario=shop), with_scheme(shop, members__points_per_hkd=0)
    found = set(differing_kinds(without.log, empty.log))
    assert found == {"member_joined", "consent", "cost"}


def test_who_never_joins_lives_the_same_life(shop: Scenario) -> None:
    without, there = run(scenario=shop), with_scheme(shop)
    others = np.setdiff1d(np.arange(shop.customers), joined(there))
    placed = without.log.table("order_placed")
    assert np.isin(placed["customer"][placed["day"] >= 0], others).sum() > 20
    assert not differing_kinds(without.log, there.log, others)


def test_the_form_asks_those_whose_consent_is_not_on_record(life: Run) -> None:
    """Once more people tick than on the order form, and the event says what was asked and answered."""
    table, consent = life.log.table("member_joined"), life.log.table("consent")
    assert set(table["how"].tolist()) == {CONSENTS.index("clear question")}
    assert set(table["fields"].tolist()) == {FIELDS["name and e-mail"]}
    answers = {
        (customer, day): ticked
        for customer, day, ticked in zip(
            *(consent[name].tolist() for name in ("customer", "day", "ticked")), strict=True
        )
    }
    asked = 0
    for customer, day, ticked in zip(*(table[name].tolist() for name in ("customer", "day", "ticked")), strict=True):
        if (customer, day) in answers:
            asked += 1
            assert answers[customer, day] == ticked
        else:
            assert ticked, "only somebody whose consent is on record is not asked again"
    assert 10 < asked < len(table["day"])


def test_nobody_who_asked_to_stop_is_asked_again(make_scenario: MakeScenario) -> None:
    shop = make_scenario(
        customers=400,
        days=60,
        mechanisms=("members", "messages"),
        parameters={"message.unsubscribe": 0.3, "base.r": 1.0},
        policy={**OPEN, "outreach.audience": "everyone", "outreach.newsletters_per_month": 4},
    )
    life = run(scenario=shop)
    asked, consent = life.log.table("unsubscribe_requested"), life.log.table("consent")
    when = np.full(shop.customers, np.inf)
    when[asked["customer"]] = asked["day"]
    assert np.isin(joined(life), asked["customer"]).sum() > 10
    assert not (consent["day"] > when[consent["customer"]]).any()


def test_tiers_follow_the_spending_of_ninety_days(make_scenario: MakeScenario) -> None:
    """Recounted from the log alone, evening by evening; some rise and some fall."""
    shop = make_scenario(
        customers=150,
        days=200,
        mechanisms=("members",),
        parameters={"base.r": 1.0},
        policy={**OPEN, "members.silver_from_hkd": 800},
    )
    life = run(scenario=shop)
    placed, table, moved = (life.log.table(kind) for kind in ("order_placed", "member_joined", "tier_changed"))
    since = dict(rows_of(table, "customer", "day"))
    tiers: dict[int, list[int]] = {}
    for customer, begun in since.items():
        mine = (placed["customer"] == customer) & (placed["day"] >= begun)
        evening, cents = np.floor(placed["day"][mine]) + 1, placed["value_cents"][mine]
        tiers[customer] = [
            int(spent >= 80_000) + int(spent >= GOLD_RATIO * 80_000)
            for spent in (cents[(evening <= d) & (evening > d - TIER_DAYS)].sum() for d in range(1, shop.days + 1))
        ]
    expected = [
        (day + 1, customer, now)
        for customer, days in tiers.items()
        for day, (before, now) in enumerate(zip([0, *days], days, strict=False))
        if before != now
    ]
    assert sorted(rows_of(moved, "day", "customer", "tier")) == sorted(expected)
    told = [TIERS[tier] for _, _, tier in expected]
    assert {"gold", "silver", "member"} == set(told)


def test_selection_is_in_the_traits(life: Run, shop: Scenario) -> None:
    """Members would leave less readily without any scheme, by more than chance: Welch's t above 4."""
    people = People(shop.customers, shop.numbers(), Streams(1))
    ordered = np.unique(life.log.table("order_placed")["customer"][life.log.table("order_placed")["day"] >= 0])
    wish = logistic(people.leave_logit)
    inside, outside = wish[joined(life)], wish[np.setdiff1d(ordered, joined(life))]
    error = np.sqrt(inside.var(ddof=1) / len(inside) + outside.var(ddof=1) / len(outside))
    assert inside.mean() < outside.mean() - 4 * error


def tell_of_a_member(story: Story, day: float, customer: int, form: int) -> None:
    story.tell("member_joined", day, customer=customer, form=form, fields=2, how=0, ticked=False)


def test_pd12_asks_for_an_identity_card(story: Story) -> None:
    """One form is one breach, whoever filled it in; a form with name and address is none."""
    for day, customer, form in ((1, 4, EXCESSIVE), (2, 5, EXCESSIVE), (3, 6, SCHEME)):
        tell_of_a_member(story, day, customer, form)
    found = [finding for finding in findings(story.end()) if finding.rule == "PD-12"]
    assert [(finding.events, finding.people) for finding in found] == [(("member_joined:0", "member_joined:1"), 2)]


def test_pd12_finds_nothing_in_a_form_of_nine_fields(story: Story) -> None:
    for form in range(EXCESSIVE):
        tell_of_a_member(story, 1 + form, form, form)
    assert not [finding for finding in findings(story.end()) if finding.rule == "PD-12"]


@pytest.mark.parametrize("seed", [1, 2])
def test_settling_more_often_changes_nothing_with_members_and_friends(seed: int, make_scenario: MakeScenario) -> None:
    """Points and links are worked on in the evening; changes of the shop in between must not move them."""
    policy = {**OPEN, "members.silver_from_hkd": 500, "referral.reward_hkd": 50, "referral.friend_reward_hkd": 50}
    busy = make_scenario(customers=300, days=45, parameters={"referral.tells": 1.0}, policy=policy)
    whole = run(scenario=busy, seed=seed)
    assert whole.log.counts()["friend_invited"] > 10
    parts = run_with_interruptions(busy, seed, random_moments(seed, busy.days))
    assert not differing_kinds(whole.log, parts)
