"""Accounts and rights: who may do what, who gets in, how far they get, and how they are found."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import ACTIONS, FINDERS, ORPHAN_FINDERS
from sim.measures.access import dwell_days
from sim.parameters import with_overrides
from sim.policy import Policy, with_levers
from sim.processes import leavers, rights
from sim.processes.sign_in import held_up
from sim.run import build, run
from sim.scenario import Scenario
from sim.streams import Streams
from sim.threats import guessing, insider, intruder, phishing, stuffing
from sim.world.accounts import ADMINISTRATOR, EXPORT, FIRST_LEAVER, IN_CHARGE, PRICES, REFUND, STAFF, roles
from sim.world.world import World

MakeScenario = Callable[..., Scenario]
NO_ATTACKS = {
    "phish.per_mailbox_month": 0.0,
    "stuffing.waves_per_year": 0.0,
    "guess.per_year": 0.0,
    "insider.per_account_year": 0.0,
    "supplier.per_account_year": 0.0,
    "orphan.misuse_per_day": 0.0,
}
ACCOUNTS = ("access", "account attacks", "satisfaction")
NOBODY_LEAVES = {"access.leavers_per_year": 0.0, "access.vendors_per_year": 0.0}


def world_of(make_scenario: MakeScenario, days: int = 60, **changes: object) -> World:
    changes = {"mechanisms": ACCOUNTS, "customers": 200, **changes}
    changes["parameters"] = {**NO_ATTACKS, **NOBODY_LEAVES, **changes.get("parameters", {})}  # type: ignore[dict-item]
    scenario = make_scenario(days=days, **changes)
    return build(scenario.reference_policy(), scenario, 1)


def finish(world: World) -> World:
    while world.env.peek() <= world.scenario.days:
        world.env.step()
    world.log.close()
    return world


def an_account(world: World, role: int) -> int:
    assert world.accounts is not None
    return next(account for account, its in world.accounts.role.items() if its == role)


def test_no_attacks_no_incidents(make_scenario: MakeScenario) -> None:
    """Weak levers everywhere and nobody who tries: nothing happens, and nothing is to be expected."""
    policy = {"access.close_after_days": 90, "access.refund": "all staff and suppliers", "security.mail_filter": "off"}
    life = run(scenario=make_scenario(customers=200, days=90, parameters=NO_ATTACKS, policy=policy), seed=2)
    measures = life.measures()["value"]
    assert measures[["security_incidents", "expected_security_incidents", "misuse_hkd"]].tolist() == [0, 0, 0]
    assert measures["orphan_accounts"] > 0, "accounts stay open all the same"
    assert not life.incidents()["by_stranger"].any()


def test_there_is_always_an_administrator_and_a_larger_shop_moves_no_role_of_luck() -> None:
    numbers = with_overrides({})
    for seed in range(1, 30):
        found = roles(10, numbers, Streams(seed))
        assert sorted(found) == [ADMINISTRATOR] + 2 * [IN_CHARGE] + 7 * [STAFF]
    assert roles(1, numbers, Streams(1)) == [ADMINISTRATOR]


@pytest.mark.parametrize(
    ("who", "role", "gets_far"),
    [
        ("all staff", STAFF, True),
        ("the staff in charge", STAFF, False),
        ("the staff in charge", IN_CHARGE, True),
        ("administrators only", IN_CHARGE, False),
        ("administrators only", ADMINISTRATOR, True),
    ],
)
def test_what_a_thief_can_do_follows_from_the_role(
    who: str, role: int, gets_far: bool, make_scenario: MakeScenario
) -> None:
    """Prices, money, data, apps and stock: with the right, all of it; without, nothing but the break-in itself."""
    names = ("change_prices", "change_stock", "make_coupons", "refund", "export_data", "install_apps")
    policy = {f"access.{name}": who for name in names}
    world = world_of(make_scenario, days=12, parameters={"access.wants": 1.0}, policy=policy)
    intruder.take(world, an_account(world, role))
    log = finish(world).log
    assert (len(log.table("fault_born")["day"]) > 0) is gets_far
    done = set(log.table("rights_misused")["action"].tolist())
    wanted = {ACTIONS.index(action) for action in ("refund", "export customers' data", "install apps", "change stock")}
    assert done == (wanted if gets_far else set())


def test_an_app_keeps_the_door_open_until_a_review_finds_it(make_scenario: MakeScenario) -> None:
    """Closing the account does not end it; the review of changes does."""
    world = world_of(
        make_scenario,
        days=80,
        parameters={"access.wants": 1.0, "phish.outside_notice_days": 1.0},
        policy={"security.log_review_days": 60},
    )
    intruder.take(world, an_account(world, STAFF))
    log = finish(world).log
    (closed,) = log.table("account_closed")["day"].tolist()
    (removed,) = log.table("app_removed")["day"].tolist()
    drained = log.table("rights_misused")["day"][log.table("rights_misused")["action"] == ACTIONS.index("refund")]
    assert closed < drained.max() < removed
    assert removed - drained.max() <= 1.0


def test_work_waits_for_whoever_has_the_right(make_scenario: MakeScenario) -> None:
    """Those in charge look every three hours; the administrator comes when they come; all staff never wait."""
    waited = {}
    for who in ("all staff", "the staff in charge", "administrators only"):
        world = world_of(make_scenario, policy={"access.change_prices": who})
        done: list[float] = []

        def ask(world: World = world, done: list[float] = done):  # type: ignore[no-untyped-def]
            for day in (1.4, 2.4, 8.4, 9.4):
                yield world.until(day)
                done.append((yield from rights.wait(world, PRICES)))

        world.start(ask())
        finish(world)
        waited[who] = done
    assert waited["all staff"] == [0, 0, 0, 0]
    assert all(0 < days < 0.25 for days in waited["the staff in charge"])
    assert np.mean(waited["administrators only"]) > np.mean(waited["the staff in charge"])


def test_two_requests_are_done_one_after_the_other(make_scenario: MakeScenario) -> None:
    world = world_of(make_scenario, days=9, policy={"access.refund": "the staff in charge"})
    for _ in range(3):
        world.start(rights.wait(world, REFUND))
    done = finish(world).log.table("right_asked")["day"]
    assert np.diff(done) == pytest.approx(world.numbers["access.release_minutes"] / (24 * 60))


def test_a_leavers_account_closes_in_its_time_and_a_forgotten_one_at_a_review(make_scenario: MakeScenario) -> None:
    for forgotten, review_days, finder in ((0.0, 0, leavers.ROUTINE), (1.0, 30, leavers.REVIEW)):
        numbers = {"access.leavers_per_year": 20.0, "access.forgotten": forgotten}
        policy = {"access.close_after_days": 5, "access.review_days": review_days}
        log = finish(world_of(make_scenario, days=200, parameters=numbers, policy=policy)).log
        closed = log.table("orphan_closed")
        assert len(closed["day"]) > 0
        assert set(closed["finder"].tolist()) == {ORPHAN_FINDERS.index(finder)}
        days = closed["day"] - closed["left"]
        assert days == pytest.approx(5) if not forgotten else (days < 31.5).all()


def test_somebody_who_left_comes_back_only_while_the_account_works(make_scenario: MakeScenario) -> None:
    numbers = {"access.leavers_per_year": 60.0, "orphan.misuse_per_day": 0.1, "access.forgotten": 0.0}
    log = finish(world_of(make_scenario, days=120, parameters=numbers)).log
    tried, left = log.table("attack"), log.table("staff_left")
    assert {0, 6} == set(tried["stopped_by"].tolist())
    moment = dict(zip(left["account"].tolist(), left["day"].tolist(), strict=True))
    for account, day, gate in zip(*(tried[name].tolist() for name in ("account", "day", "stopped_by")), strict=True):
        assert account >= FIRST_LEAVER
        assert (day - moment[account] < 7) is (gate == 0)
    closed = log.table("account_closed")
    assert (closed["day"] - closed["taken"] <= 7).all(), "whoever is inside is out when the account closes"
    risk = log.table("exposure")
    assert risk["expected"] == pytest.approx(1 - np.exp(-0.1 * risk["days"]), rel=1e-5)


def test_gates_of_the_threats(make_scenario: MakeScenario) -> None:
    """By hand: a lock after 9 tries leaves ln 10 / ln 10001 of a guess; an hour's screen a 24th; a code stops bots."""
    policy = {
        "access.lock_out_tries": 9,
        "access.refund": "administrators only",
        "access.session_hours": 1,
        "access.customer_two_step": "always",
        "access.passwords": "long and not on lists",
    }
    world = world_of(make_scenario, policy=policy)
    password, lock, second = (gate.passes for gate in guessing.gates(world))
    assert (password, second) == (world.numbers["guess.screened"], 1.0)
    assert lock == pytest.approx(math.log(10) / math.log(10001))
    clerk = an_account(world, STAFF)
    assert insider.gates(world, clerk, REFUND)[0].passes == pytest.approx(1 / 24)
    assert insider.gates(world, clerk, EXPORT)[0].passes == 1.0
    assert stuffing.passes(world) == pytest.approx((0.1, 0.0))
    assert stuffing.wave_chance(world) == 0.0


def test_who_is_held_up_at_sign_in() -> None:
    numbers = with_overrides({})
    policy = with_levers(Policy(), {"access.customer_two_step": "always", "access.lock_out_tries": 2})
    assert held_up(policy, numbers) == pytest.approx(1 - (1 - 0.38) * (1 - 0.25**2))
    assert held_up(with_levers(policy, {"website.checkout": "guests welcome"}), numbers) == 0.0
    assert held_up(Policy(), numbers) == 0.0


def test_a_wave_of_leaked_passwords_is_felt_by_customers_and_found_by_a_review(make_scenario: MakeScenario) -> None:
    numbers = {"stuffing.fits": 0.2, "stuffing.misused": 1.0, "stuffing.pairs": 200.0}
    for review_days in (1, 90):
        policy = {"security.log_review_days": review_days}
        world = world_of(make_scenario, days=60, parameters=numbers, policy=policy)
        stuffing.wave(world)
        log = finish(world).log
        closed = log.table("customer_account_closed")
        assert len(closed["day"]) == len(log.table("customer_account_taken")["day"]) > 5
        by_review = closed["finder"] == FINDERS.index("review")
        assert by_review.mean() > 0.7 if review_days == 1 else by_review.mean() < 0.5
        harmed = log.table("harm")["customer"]
        assert set(harmed.tolist()) <= set(log.table("customer_account_misused")["customer"].tolist())


def test_training_makes_colleagues_warn_and_fades() -> None:
    """In field trials clicks hardly move; on the sellers' curve they do. Without a training nothing differs."""
    numbers, seller = with_overrides({}), with_overrides({"training.vendor_curve": 1.0})
    untrained = phishing.passes(Policy(), numbers)
    assert untrained == phishing.passes(Policy(), seller)
    fresh, old = phishing.passes(Policy(), numbers, 1.0), phishing.passes(Policy(), numbers, 0.25)
    assert fresh[1] == pytest.approx(1 - numbers["training.reports"])
    assert old[1] == pytest.approx(1 - 0.25 * numbers["training.reports"])
    assert fresh[2] == pytest.approx(0.983 * untrained[2])
    assert phishing.passes(Policy(), seller, 1.0)[2] == pytest.approx(0.14 * untrained[2])


@pytest.mark.slow
def test_dwell_emerges_and_a_quiet_intruder_stays_as_long_as_published(make_scenario: MakeScenario) -> None:
    """Nothing draws how long somebody stays. Published medians of intrusions are 10 to 16 days (2022 to 2025).

    Who cuts prices is betrayed by them within days; who can only look stays until a review, or somebody outside.
    """
    medians = {}
    for who in ("all staff", "administrators only"):
        scenario = make_scenario(customers=500, days=180, policy={"access.change_prices": who})
        days = [dwell_days(run(scenario=scenario, seed=seed), "a false message") for seed in range(1, 31)]
        medians[who] = float(np.median(np.concatenate(days)))
    assert medians["all staff"] < 8 < medians["administrators only"] < 18, medians
