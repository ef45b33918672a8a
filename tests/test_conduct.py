"""Conduct: who gives, takes and tells what, how it is found, and what a look every T days finds on average."""

import math

import numpy as np
import pytest

from sim.codes import ASKERS, COSTS, EARNED, GIFT_ANSWERS, HARMS
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario, load_scenario
from sim.streams import poisson
from tests.conftest import MakeScenario, differing_kinds

FAR_OUT = 3.5
PLANTED = {"conduct.misuser": 1.0}


@pytest.fixture(scope="module")
def loose(make_scenario: MakeScenario) -> Scenario:
    """A small shop with somebody who gives, suppliers who offer and people who ask."""
    return make_scenario(
        customers=100,
        days=60,
        mechanisms=("conduct", "satisfaction"),
        parameters={**PLANTED, "gift.offers_per_year": 150.0, "request.per_month": 60.0},
    )


def with_rules(scenario: Scenario, seed: int = 1, **values: object) -> Run:
    """A run under some house rules."""
    levers = {f"conduct.{name}": value for name, value in values.items()}
    return run(with_levers(scenario.reference_policy(), levers), scenario, seed)


def spent(life: Run, what: str) -> int:
    """Cents spent on something."""
    cost = life.log.table("cost")
    return int(cost["cents"][cost["what"] == COSTS.index(what)].sum())


# --- credits ---------------------------------------------------------------------------------------------------------


def test_the_corner_shop_has_no_misuse_no_gifts_and_no_requests(make_scenario: MakeScenario) -> None:
    """Only a scenario that plants them has them; lessons on other things stay as they are."""
    counts = run(scenario=make_scenario(customers=60, days=40), seed=1).log.counts()
    assert not any(counts[kind] for kind in ("credit_granted", "gift_offered", "data_requested"))


def test_misuse_goes_on_where_nobody_looks(loose: Scenario) -> None:
    """One account, one friend, no complaint, nobody else asked; each credit is paid by the shop."""
    table = with_rules(loose).log.table("credit_granted")
    assert len(table["day"]) > 3
    assert len(set(table["account"].tolist())) == len(set(table["customer"].tolist())) == 1
    assert not table["complaint"].any()
    assert (table["approved_by"] == table["account"]).all()
    assert spent(with_rules(loose), "credits without a complaint") == table["cents"].sum()


def test_honest_credits_have_a_complaint_behind_them(make_scenario: MakeScenario) -> None:
    """Every goodwill payment is a line of the ledger, and with a second approval somebody else has signed it."""
    scenario = make_scenario(
        customers=200,
        days=50,
        mechanisms=("conduct", "fulfilment", "satisfaction", "service"),
        parameters={"parcel.mean_days": 8.0, "complain.late": 1.0},
        policy={"service.goodwill_hkd": 30},
    )
    for second in (False, True):
        life = with_rules(scenario, second_approval=second)
        table, asked = life.log.table("credit_granted"), life.log.table("enquiry")
        assert len(table["day"]) > 20
        assert spent(life, "goodwill") == table["cents"].sum()
        assert table["complaint"].all()
        assert set(table["order"].tolist()) <= set(asked["order"].tolist())
        assert (table["approved_by"] != table["account"]).all() == second


def test_a_review_ends_the_misuse_and_says_what_it_cost(loose: Scenario) -> None:
    """Nothing is given after it is found; the loss is the sum of the credits."""
    life = with_rules(loose, ledger_review_days=10)
    found, table = life.log.table("misuse_found"), life.log.table("credit_granted")
    assert len(found["day"]) == 1
    assert found["grants"][0] == len(table["day"])
    assert found["lost_cents"][0] == table["cents"].sum()
    assert found["began"][0] == table["day"][0]
    assert (table["day"] < found["day"][0]).all()


def test_a_friend_who_is_a_member_is_given_points(make_scenario: MakeScenario) -> None:
    """The ledger of points is misused like that of credits: what the grants are worth is owed, not paid."""
    scenario = make_scenario(
        "loose-ledger",
        customers=60,
        days=60,
        parameters={"member.inherited": 1.0, "conduct.misuser": 1.0, "conduct.misuse_per_month": 8.0},
        policy={"members.open": True, "conduct.ledger_review_days": 0},
    )
    life = with_rules(scenario)
    granted, earned = life.log.table("credit_granted"), life.log.table("points_earned")
    without = ~granted["complaint"]
    by_staff = earned["reason"] == EARNED.index("a member of staff")
    assert without.sum() > 3
    assert by_staff.sum() == without.sum()
    worth = earned["points"][by_staff] / scenario.reference_policy().members.points_for_10_hkd * 1000
    assert worth.sum() == granted["cents"][without].sum()
    assert spent(life, "credits without a complaint") == 0


def test_a_second_person_stops_as_many_as_the_number_says(loose: Scenario) -> None:
    """Credits that pass before the first refusal are geometric: mean (1 - s) / s."""
    stops = loose.numbers()["conduct.approval_stops"]
    given, refused = 0, 0
    for seed in range(1, 31):
        life = with_rules(loose, seed, second_approval=True)
        given += len(life.log.table("credit_granted")["day"])
        refused += len(life.log.table("credit_refused")["day"])
    tried = given + refused
    error = math.sqrt(tried * stops * (1 - stops))
    assert refused >= 25
    assert abs(refused - stops * tried) < FAR_OUT * error, f"{refused} of {tried} refused, formula {stops}"


def test_a_review_every_t_days_finds_half_of_t_worth_of_credits(make_scenario: MakeScenario) -> None:
    """The first credit falls anywhere between two reviews, so on average (T - 1) / 2 whole days follow it.

    With a chance p of a credit a day and at most one a day, 1 + p (T - 1) / 2 are found.
    """
    every_days, monthly = 20, 8.0
    scenario = make_scenario(
        customers=60,
        days=70,
        mechanisms=("conduct",),
        round_the_clock=True,
        parameters={
            **PLANTED,
            "conduct.review_finds": 1.0,
            "conduct.review_hours": 0.0,
            "conduct.misuse_per_month": monthly,
            "conduct.begins_within_days": 0.0,
        },
    )
    found = []
    for seed in range(1, 61):
        table = with_rules(scenario, seed, ledger_review_days=every_days).log.table("misuse_found")
        assert len(table["day"]) == 1
        found.append(int(table["grants"][0]))
    grants = np.array(found)
    expected = 1 - math.expm1(-monthly / 30) * (every_days - 1) / 2
    error = grants.std(ddof=1) / math.sqrt(len(grants))
    assert abs(grants.mean() - expected) < FAR_OUT * error, (
        f"{grants.mean():.2f}, formula {expected:.2f} +- {error:.2f}"
    )


def test_some_shops_have_nobody_who_misuses_the_ledger(make_scenario: MakeScenario) -> None:
    """Whoever looks must be ready to find nothing."""
    scenario = make_scenario(customers=60, days=60, mechanisms=("conduct",), parameters={"conduct.misuser": 0.5})
    there = [bool(len(with_rules(scenario, seed).log.table("credit_granted")["day"])) for seed in range(1, 21)]
    assert 3 <= sum(there) <= 17


def test_house_rules_draw_no_luck(loose: Scenario) -> None:
    """The same credits are tried, the same gifts offered and the same things asked, whatever the rules."""
    strict = with_rules(
        loose, ledger_review_days=7, second_approval=True, gift_rule="refuse all", data_requests="check and write down"
    )
    lax = with_rules(loose)
    offers = [life.log.table("gift_offered") for life in (lax, strict)]
    for column in ("day", "account", "item", "value_cents"):
        assert np.array_equal(offers[0][column], offers[1][column])
    assert "data_requested" not in differing_kinds(lax.log, strict.log)
    tried = lax.log.table("credit_granted")["day"].tolist()
    assert strict.log.table("credit_refused")["day"][0] == pytest.approx(tried[0], abs=3), "a clerk had to come first"


# --- gifts -----------------------------------------------------------------------------------------------------------


def test_a_gift_taken_in_secret_is_paid_for_by_the_shop(make_scenario: MakeScenario) -> None:
    """Five times its value, in three parts over three months; what is written down or refused costs nothing."""
    scenario = make_scenario(
        customers=60, days=200, mechanisms=("conduct",), parameters={"gift.offers_per_year": 100.0}
    )
    for rule in ("none", "ask and write down", "refuse all"):
        life = with_rules(scenario, gift_rule=rule)
        table = life.log.table("gift_offered")
        parts = 0
        for day, cents, answer in zip(table["day"], table["value_cents"], table["answer"], strict=True):
            if answer == GIFT_ANSWERS.index("taken, and nobody told"):
                parts += round(float(cents) * 5 / 3) * sum(day + 30 * month <= 200 for month in (1, 2, 3))
        assert spent(life, "favours to a supplier") == parts


def test_staff_are_tempted_as_often_as_the_number_says(make_scenario: MakeScenario) -> None:
    """Without a rule a share takes; with one a fifth of these still does, and they are among them."""
    scenario = make_scenario(
        customers=60, days=365, mechanisms=("conduct",), parameters={"gift.offers_per_year": 300.0}
    )
    offered, taken, still = 0, 0, 0
    for seed in (1, 2, 3):
        before, after = (
            with_rules(scenario, seed, gift_rule=rule).log.table("gift_offered")["answer"] == 0
            for rule in ("none", "refuse all")
        )
        assert not (after & ~before).any()
        offered, taken, still = offered + len(before), taken + before.sum(), still + after.sum()
    assert abs(taken - 0.3 * offered) < FAR_OUT * math.sqrt(offered * 0.3 * 0.7)
    assert abs(still - 0.2 * taken) < FAR_OUT * math.sqrt(taken * 0.2 * 0.8)


# --- requests for data -----------------------------------------------------------------------------------------------


def answers(life: Run) -> dict[str, np.ndarray]:
    """Answers to requests for data."""
    return dict(life.log.table("data_request_answered"))


def test_whoever_is_entitled_is_never_refused(loose: Scenario) -> None:
    """Customers and courts get the data under every procedure; a check makes customers wait for their proof."""
    for procedure in ("hand out", "ask what for", "check and write down"):
        table = answers(with_rules(loose, data_requests=procedure))
        entitled = table["asker"] <= ASKERS.index("a court")
        assert entitled.sum() > 10
        assert table["granted"][entitled].all()
        assert table["recorded"].all() == table["recorded"].any() == (procedure == "check and write down")
        owners = table["waited_days"][table["asker"] == 0]
        assert (owners >= 3).all() == (procedure == "check and write down")


def test_a_stricter_procedure_refuses_more_of_the_same_requests(loose: Scenario) -> None:
    """Each as often as its number says, and whoever is refused by the laxer one is refused by the stricter."""
    numbers, refused_before = loose.numbers(), set[tuple[float, int]]()
    for procedure, chance in (("hand out", "doubts"), ("ask what for", "asked"), ("check and write down", "checked")):
        life = with_rules(loose, data_requests=procedure)
        table, asked = answers(life), life.log.table("data_requested")
        groundless = table["asker"] > ASKERS.index("a court")
        refused = groundless & ~table["granted"]
        keys = set(zip(table["asker"][refused].tolist(), table["customer"][refused].tolist(), strict=True))
        open_end = len(asked["day"]) - len(table["day"])
        assert len(refused_before - keys) <= open_end
        refused_before = keys
        share, count = numbers[f"request.{chance}"], int(groundless.sum())
        assert abs(refused.sum() - share * count) < FAR_OUT * math.sqrt(count * share * (1 - share))


def test_only_customers_whose_data_was_given_away_learn_of_it(loose: Scenario) -> None:
    """And only afterwards, not all of them."""
    life = with_rules(loose)
    table, harm = answers(life), life.log.table("harm")
    given = table["granted"] & (table["asker"] > ASKERS.index("a court"))
    when: dict[int, float] = {}
    for customer, day in zip(table["customer"][given].tolist(), table["day"][given].tolist(), strict=True):
        when.setdefault(customer, day)
    learned = harm["cause"] == HARMS.index("data given away")
    assert 0 < learned.sum() < given.sum()
    for customer, day in zip(harm["customer"][learned].tolist(), harm["day"][learned].tolist(), strict=True):
        assert day >= when[customer]


def test_poisson_numbers_have_the_mean_and_the_spread_of_their_law() -> None:
    """Uniforms on a fine grid stand for the whole distribution."""
    grid = (np.arange(100_000) + 0.5) / 100_000
    for mean in (0.0, 0.2, 3.0, 40.0):
        counts = poisson(grid, mean)
        assert counts.mean() == pytest.approx(mean, abs=2e-3)
        assert counts.var() == pytest.approx(mean, abs=2e-3 + 0.01 * mean)


@pytest.mark.slow
def test_house_rules_pay_in_the_shop_with_the_loose_ledger() -> None:
    """The scenario is worth practising in: with the rules, fewer incidents at less cost on most seeds."""
    scenario = load_scenario("loose-ledger")
    rules = {
        "conduct.second_approval": True,
        "conduct.gift_rule": "ask and write down",
        "conduct.data_requests": "check and write down",
    }
    kept = with_levers(scenario.reference_policy(), rules)
    pairs = [[run(policy, scenario, seed).measures()["value"] for policy in (None, kept)] for seed in range(1, 6)]
    incidents = np.array([after["compliance_incidents"] - before["compliance_incidents"] for before, after in pairs])
    cost = np.array([after["cost_hkd"] - before["cost_hkd"] for before, after in pairs])
    assert (incidents < 0).all()
    assert cost.mean() < 0
