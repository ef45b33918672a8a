"""The customer table and the record of one customer: worked by hand, and never more than the shop has seen."""

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from sim.codes import CUSTOMER_GROUPS
from sim.crm import customer_record, customer_table, group_table
from sim.crm.record import ON_FILE
from sim.parameters import read_parameters
from sim.policy.outreach import Coupons
from sim.run import Run, build, made_with
from sim.scenario import Scenario
from sim.world.customer_groups import GROUPS, Seen, group_of
from sim.world.people import People
from tests.handwritten import Story


@pytest.fixture
def shop(story: Story) -> Run:
    """Four customers on the morning of day 100.

    0: first order on day 90, HK$100. 1: orders on days -200, -10, 60, HK$100 each; asked to stop on day 70; complained
    on day 95 and waits. 2: HK$100 on day 20, HK$2,500 on day 80. 3: one order on day -300.
    """
    story.order(90.5, 0, is_first=True)
    for day in (-200.0, -10.0, 60.0):
        story.order(day, 1)
    story.order(20.0, 2)
    story.order(80.0, 2, dollars=2500)
    story.order(-300.0, 3)
    story.tell("consent", day=-300.0, customer=1, how=3, ticked=True, notice=True)
    story.tell("consent", day=-250.0, customer=3, how=4, ticked=True, notice=False)
    story.tell("consent", day=90.5, customer=0, how=0, ticked=False, notice=True)
    story.tell("unsubscribe_requested", day=70.0, customer=1, campaign=1)
    story.tell("enquiry", day=95.0, customer=1, order=0, about=2)
    return story.end(days=100)


def test_the_table_by_hand(shop: Run) -> None:
    """Orders, days since the last one, money, permission, complaints and who waits."""
    table = customer_table(shop)
    assert table.index.tolist() == [0, 1, 2, 3]
    assert table["orders"].tolist() == [1, 3, 2, 1]
    assert table["days_since_last_order"].tolist() == [10.0, 40.0, 20.0, 400.0]
    assert table["spent_hkd"].tolist() == [100.0, 300.0, 2600.0, 100.0]
    assert table["email"].tolist() == ["no", "asked to stop", "never asked", "ticked, nothing on record"]
    assert table["complaints"].tolist() == [0, 1, 0, 0]
    assert table["waiting"].tolist() == [0, 1, 0, 0]
    assert table["group"].tolist() == ["new", "let down lately", "best", "ordered once"]


def test_the_table_of_an_earlier_morning_knows_nothing_of_later(shop: Run) -> None:
    """On day 0 only two have ordered, and nobody has complained or asked to stop."""
    table = customer_table(shop, 0.0)
    assert table.index.tolist() == [1, 3]
    assert table["email"].tolist() == ["yes, on record", "ticked, nothing on record"]
    assert table["group"].tolist() == ["coming along", "ordered once"]


def test_groups_count_everybody_once(tiny_run: Run) -> None:
    """Each customer is in exactly one group; the empty ones stand in the table as well."""
    table = group_table(tiny_run)
    assert table.index.tolist() == list(CUSTOMER_GROUPS)
    assert table["customers"].sum() == len(customer_table(tiny_run))
    assert all("{" not in rule for rule in table["rule"])


def test_nobody_fits_no_rule() -> None:
    """Whatever has been seen, a rule fits; the last one takes who is left."""
    luck = np.random.Generator(np.random.Philox(5))
    seen = Seen(
        orders=luck.integers(1, 20, 2000),
        since_first=luck.random(2000) * 400,
        since_last=luck.random(2000) * 400,
        spent_hkd=luck.random(2000) * 5000,
        since_complaint=np.where(luck.random(2000) < 0.2, luck.random(2000) * 400, np.inf),
    )
    group = group_of(seen, read_parameters())
    fits = np.array([rule.rule(seen, read_parameters()) for rule in GROUPS])
    assert fits.any(axis=0).all()
    assert np.array_equal(group, fits.argmax(axis=0))


def test_no_hidden_trait_is_in_the_table(tiny_run: Run) -> None:
    """A shop cannot see patience, price sensitivity or who will leave: no such name, and no trait's values."""
    people = set(vars(People)) | {"patience", "deal_prone", "order_rate", "conversion", "leave_logit", "grievance"}
    assert not people & set(customer_table(tiny_run).columns)
    assert not {"harm", "healed", "customer_left", "visit", "visit_lost"} & set(ON_FILE)


def test_the_record_tells_the_latest_first(shop: Run) -> None:
    """Who it is, how they stand, and a history in plain words."""
    record = customer_record(shop, 1)
    assert [words for _, _, words in record.history][:3] == [
        "writes to the shop: late parcel",
        "asks to be taken off the list",
        "orders for HK$100.00",
    ]
    assert record.person.customer == 1
    assert isinstance(record.standing, pd.Series)


def test_a_stranger_has_no_record(shop: Run) -> None:
    """One clear line for whoever asks for somebody who never ordered."""
    with pytest.raises(
        ValueError, match="customer: allowed the number of somebody who has ordered before day 100, given 9"
    ):
        customer_record(shop, 9)


def test_campaigns_and_records_know_the_same_groups() -> None:
    """A group that a coupon may go to is one of the customer records, in their order."""
    assert get_args(Coupons.model_fields["to_group"].annotation) == ("everybody", *CUSTOMER_GROUPS)


@pytest.mark.parametrize("morning", [0, 17, 40])
def test_the_running_shop_sees_what_the_records_say(tiny: Scenario, morning: int) -> None:
    """Campaigns read the world's own memory, trainees the log: both must put everybody into the same group."""
    policy = tiny.reference_policy()
    world = build(policy, tiny, 3)
    world.env.run(until=morning + 1e-6) if morning else None
    who = np.flatnonzero(world.people.orders > 0)
    group = group_of(world.seen(who), world.numbers)
    world.log.close()
    life = Run(policy, tiny, 3, world.log, uniforms_drawn=0, steps=0, made_with=made_with())
    table = customer_table(life, float(morning))
    assert table.index.tolist() == who.tolist()
    assert table["group"].cat.codes.tolist() == group.tolist()
