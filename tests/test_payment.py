"""Paying, and money that goes back: what fails, what is taken twice, what is held, and the books of a story."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import DISPUTED, HARMS, MATCHED_BY, REFUND_FOR, STOLEN_CARD, TASKS
from sim.kinds_of_money import OF_MONEY
from sim.measures.ledger import balances, by_order, result_hkd
from sim.parameters import read_parameters
from sim.policy import Policy, with_levers
from sim.policy.payment import Payment
from sim.processes.ways_to_pay import DECLINED, NOT_IN_TIME, outcomes
from sim.run import Run, run
from sim.scenario import MECHANISMS, Scenario
from sim.world.money_book import MoneyBook
from tests.handwritten import Story, value

MakeScenario = Callable[..., Scenario]
QUIET = {"payment.gone_for_good": 0.0, "payment.hangs": 0.0, "chargeback.friendly": 0.0, "fraud.attempt": 0.0}
MANY = {"base.r": 1.5, "base.conversion": 0.4}


def test_the_orders_of_the_usual_shop_are_those_of_the_base_law(
    make_scenario: MakeScenario, differences: Callable[..., list[str]]
) -> None:
    """Payments that fail are beside the orders of a shop without a till, and come off the baskets left behind."""
    settings = {"customers": 400, "days": 40, "parameters": {**QUIET, "payout.short": 0.0, "refund.slip": 0.0}}
    settings["policy"] = {"monitoring.reconcile_days": 90}
    with_till = run(scenario=make_scenario(**settings), seed=2)
    without = tuple(name for name in MECHANISMS if name != "payment")
    no_till = run(scenario=make_scenario(**settings, mechanisms=without), seed=2)
    assert len(with_till.log.table("payment_failed")["day"]) > 20
    of_money = {kind.name for kind in OF_MONEY} | {"basket_left", "refund", "work"}  # a refund is work of its own
    assert set(differences(with_till.log, no_till.log)) <= of_money
    for key in ("day", "customer"):
        left = with_till.log.table("basket_left")[key]
        assert np.isin(left, no_till.log.table("basket_left")[key]).all()


def test_chances_of_a_payment_by_hand() -> None:
    """Card first, only cards: a = .85, tries again .55, another card .4; a wallet's owner misses two ways or one."""
    numbers = read_parameters()
    only_cards = outcomes(Payment(extra_step="never"), numbers)
    assert only_cards.succeeds[0] == pytest.approx(0.85 + 0.15 * 0.55 * 0.4)
    assert only_cards.fails[0, DECLINED] == pytest.approx(0.15 * 0.45)
    assert only_cards.succeeds[8] == pytest.approx(0.97 * (0.85 + 0.15 * 0.55 * 0.4))  # wallet, then card
    assert only_cards.succeeds[10] == pytest.approx(0.97**2 * (0.85 + 0.15 * 0.55 * 0.4))  # wallet, then FPS
    every_way = outcomes(Payment(methods="cards, FPS and wallets", extra_step="always", hold_hours=6), numbers)
    assert every_way.succeeds[0] == pytest.approx(0.95 * (0.85 + 0.15 * 0.55 * 0.97))
    assert every_way.fails[4, NOT_IN_TIME] == pytest.approx(0.97 * 0.3 * np.exp(-1))  # by FPS, held as long as the mean


def test_goods_of_an_unpaid_order_are_kept_aside_and_set_free(make_scenario: MakeScenario) -> None:
    scenario = make_scenario(
        customers=300,
        days=40,
        mechanisms=("payment",),
        parameters={**MANY, "payment.pays_later": 0.9},
        policy={"payment.methods": "cards and FPS", "payment.hold_hours": 2},
    )
    life = run(scenario=scenario, seed=1)
    held, lapsed = life.log.table("order_held"), life.log.table("order_lapsed")
    assert len(lapsed["day"]) > 20
    place = np.argsort(held["order"])[np.searchsorted(np.sort(held["order"]), lapsed["order"])]
    assert lapsed["day"] - held["day"][place] == pytest.approx(2 / 24)
    assert np.array_equal(held["units"][place], lapsed["units"])
    assert not np.isin(held["order"], life.log.table("order_placed")["order"]).any()


def second_charges(make_scenario: MakeScenario, reconcile_days: int) -> Run:
    """A shop that takes many payments twice, and matches its records so often."""
    scenario = make_scenario(
        customers=300,
        days=90,
        mechanisms=("payment", "records", "satisfaction", "service"),
        parameters={**MANY, "payment.hangs": 0.2},
        policy={"monitoring.reconcile_days": reconcile_days},
    )
    return run(scenario=scenario, seed=1)


def test_who_looks_often_finds_a_second_charge_before_the_customer(make_scenario: MakeScenario) -> None:
    """Seldom matched, customers see it themselves and are hurt; the money goes back once either way."""
    shares, hurt = [], []
    for days in (1, 60):
        log = second_charges(make_scenario, days).log
        found, refunds = log.table("second_charge_found"), log.table("refund")
        shares.append(float((found["finder"] == MATCHED_BY.index("matching records")).mean()))
        hurt.append(int((log.table("harm")["cause"] == HARMS.index("charged twice")).sum()))
        back = refunds["order"][refunds["why"] == REFUND_FOR.index("a second charge")]
        assert len(np.unique(back)) == len(back) > 20
    assert shares[0] > 0.9
    assert shares[1] < 0.7
    assert hurt[0] < hurt[1] / 3


def test_a_second_person_reads_large_refunds_only(make_scenario: MakeScenario) -> None:
    life = second_charges(make_scenario, 5)
    policy = with_levers(life.policy, {"payment.approval_above_hkd": 300})
    work = run(policy, life.scenario, 1).log.table("work")
    refunds = run(policy, life.scenario, 1).log.table("refund")["amount_cents"]
    approvals = int((work["task"] == TASKS.index("second approval")).sum())
    assert 0 < (refunds > 30000).sum() <= approvals < len(refunds)


def test_no_more_goes_back_than_was_paid() -> None:
    book = MoneyBook()
    order = 1003 * 10_000_000 + 7
    book.note(3, np.array([5, 7]), np.array([900.0, 1000.0]), 0)
    assert (book.paid(order), book.paid(order + 1), book.paid(order + 10_000_000)) == (1000, 0, 0)
    assert book.give_back(order, 300) == 300
    assert book.give_back(order, 900) == 700
    assert book.give_back(order) == 0
    book.keep_again(order, 700)  # a dispute won
    assert book.give_back(order) == 700


def paid(story: Story, day: float, customer: int, dollars: int) -> int:
    """An order that is paid by card, with two units that cost HK$30 each."""
    order = story.order(day, customer, dollars=dollars)
    story.line(day, customer)
    story.tell("paid", day, customer=customer, order=order, way=0, cents=100 * dollars)
    return order


def test_the_books_of_a_story_close(story: Story) -> None:
    """Three orders of HK$100: one delivered and refunded in part, one charged twice and denied, one not there yet."""
    one, two, three = (paid(story, day, customer, 100) for day, customer in ((1, 1), (2, 2), (40, 3)))
    story.tell("delivered", 4, customer=1, order=one, late_days=0.0)
    story.tell("refund", 9, customer=1, order=one, amount_cents=1500, why=0)
    story.tell("charged_twice", 2, customer=2, order=two, cents=10_000)
    story.tell("delivered", 5, customer=2, order=two, late_days=0.0)
    story.tell("charged_back", 30, customer=2, order=two, cents=10_000, reason=DISPUTED.index("denies the order"))
    story.tell("takings", 1, payments=4, cents=40_000, fee_cents=1000)
    story.tell("payout", 4, taken=1.0, due_cents=39_000, cents=30_000)
    story.tell("payout_gap_found", 20, arrived=4.0, cents=4000, in_time=True)
    for outcome in range(len(STOLEN_CARD)):
        story.tell("stolen_card_used", 3, item=1, units=2, cents=5000, cost_cents=2000 * (outcome > 0), outcome=outcome)
    life = story.end(mechanisms=("payment",))
    orders = by_order(life)
    assert orders.loc[one].tolist() == [10_000, 0, 1500, 0, 8500, 0]
    assert orders.loc[two].tolist() == [10_000, 10_000, 0, 10_000, 0, 10_000]  # the second charge is still owed
    assert orders.loc[three].tolist() == [10_000, 0, 0, 0, 0, 10_000]
    assert sum(balances(life).values()) == 0
    # 85 + 0 + 100 kept, 50 of a stranger for whom the bank answers; goods 3 x 60 + 2 x 20; fee 10; short 90 - 40
    assert result_hkd(life) == pytest.approx(185 + 50 - 220 - 10 - 50)
    assert value(life, "net_margin_hkd") == pytest.approx(result_hkd(life))
    assert value(life, "money_gap_hkd") == 50 + 100  # short and not found; a second charge that nobody knows of
    assert value(life, "chargeback_rate") == 1 / 5  # three orders and two strangers were paid


def test_the_usual_levers_are_the_defaults() -> None:
    """The chance of an order of the base law belongs to the defaults; a new default would move every shop."""
    assert Policy().payment == Payment()
    assert (Payment().methods, Payment().extra_step) == ("cards", "risky orders")
