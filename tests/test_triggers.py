"""Mails that customers set off: who gets one, when, and that nobody gets one who may not."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from sim.codes import MAILS
from sim.policy import with_levers
from sim.processes.outreach import SENDING_TIME
from sim.run import Run, run
from sim.scenario import Scenario
from tests.conftest import MakeScenario, differing_kinds

QUIET_DAYS = 20
NO_NEWSLETTERS = {"outreach.newsletters_per_month": 0, "outreach.audience": "everyone"}


@pytest.fixture(scope="module")
def shop(make_scenario: MakeScenario) -> Scenario:
    """Customers, pages and mails."""
    return make_scenario(customers=400, days=60, mechanisms=("messages", "website"), policy=NO_NEWSLETTERS)


def with_triggers(shop: Scenario, **values: Any) -> Run:
    """A run in which some mails are set off."""
    return run(
        with_levers(shop.reference_policy(), {f"triggers.{name}": value for name, value in values.items()}), shop
    )


def sent(life: Run, mail: str) -> dict[str, np.ndarray]:
    """Messages of a kind."""
    table = life.log.table("message_sent")
    return {name: values[table["mail"] == MAILS.index(mail)] for name, values in table.items()}


def mornings(table: dict[str, np.ndarray], later: int) -> set[tuple[int, float]]:
    """Customers of these events, and the sending time so many days later."""
    return set(zip(table["customer"].tolist(), (np.floor(table["day"]) + later + SENDING_TIME).tolist(), strict=True))


def received(table: dict[str, np.ndarray]) -> set[tuple[int, float]]:
    """Who received something, and when."""
    return set(zip(table["customer"].tolist(), table["day"].tolist(), strict=True))


def test_a_new_customer_is_welcomed_the_next_morning(shop: Scenario) -> None:
    """Once, and nobody else is; a few mailboxes do not work."""
    life = with_triggers(shop, welcome=True)
    placed = life.log.table("order_placed")
    first = {
        name: values[placed["is_first"] & (placed["day"] >= -1) & (placed["day"] < 59)]
        for name, values in placed.items()
    }
    welcomed = received(sent(life, "welcome mail"))
    assert welcomed <= mornings(first, 1)
    assert len(welcomed) > 0.8 * len(first["day"])
    assert max(Counter(customer for customer, _ in welcomed).values()) == 1


def test_a_reminder_follows_a_basket_left_at_an_obstacle(shop: Scenario) -> None:
    """Not one that was only looked at, and only to people whose address the shop has."""
    life = with_triggers(shop, basket_reminder=True)
    left, placed = life.log.table("basket_left"), life.log.table("order_placed")
    stopped = {name: values[left["reason"] > 0] for name, values in left.items()}
    reminded = received(sent(life, "basket reminder"))
    assert reminded
    assert reminded <= mornings(stopped, 1)
    assert {customer for customer, _ in reminded} <= set(placed["customer"].tolist())


def test_a_quiet_customer_gets_one_mail(shop: Scenario) -> None:
    """On the day on which the last order is that old."""
    life = with_triggers(shop, after_quiet_days=QUIET_DAYS)
    written = received(sent(life, "mail to a quiet customer"))
    assert written
    placed = life.log.table("order_placed")
    assert written <= mornings(dict(placed), QUIET_DAYS)
    orders = received({"customer": placed["customer"], "day": np.floor(placed["day"])})
    for customer, moment in written:
        since = {(customer, float(day)) for day in range(int(moment) - QUIET_DAYS + 1, int(moment))}
        assert not since & orders, "the customer has ordered since"


def test_nobody_is_written_to_who_asked_to_be_left_alone(make_scenario: MakeScenario) -> None:
    """The list and the open requests hold for every kind of mail."""
    shop = make_scenario(
        customers=400,
        days=60,
        mechanisms=("messages", "website"),
        parameters={"message.unsubscribe": 0.2},
        policy={**NO_NEWSLETTERS, "outreach.check_requests_before_sending": True},
    )
    life = with_triggers(shop, welcome=True, basket_reminder=True, after_quiet_days=10)
    asked, table = life.log.table("unsubscribe_requested"), life.log.table("message_sent")
    when = np.full(400, np.inf)
    when[asked["customer"]] = asked["day"]
    assert len(asked["day"]) > 5
    assert not (table["day"] > when[table["customer"]]).any()


def test_who_sets_nothing_off_lives_the_same_life(shop: Scenario) -> None:
    """The mails of others change nothing for a customer who gets none."""
    without, with_all = with_triggers(shop), with_triggers(shop, welcome=True, basket_reminder=True)
    reached = np.unique(with_all.log.table("message_sent")["customer"])
    others = np.setdiff1d(np.arange(400), reached)
    assert len(others) > 50
    assert not differing_kinds(without.log, with_all.log, others)
