"""What clerks say: filed or not, promised, disputed; and what is destroyed too soon or kept too long."""

import math

import numpy as np
import pytest

from sim.codes import CHANNELS, COSTS, PROOFS
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from tests.conftest import MakeScenario, differing_kinds
from tests.direction import MANY_ORDERS

FAR_OUT = 3.5
FILED_BY_HAND = {"mail": 0.97, "chat": 0.95, "voice mail": 0.85}
SHARES = {"mail": 0.5, "chat": 0.35, "voice mail": 0.15}


@pytest.fixture(scope="module")
def talkative(make_scenario: MakeScenario) -> Scenario:
    """A shop that is asked a lot and matches messages with orders each week."""
    return make_scenario(
        customers=800,
        days=90,
        mechanisms=("records", "satisfaction", "service"),
        parameters={"enquiry.per_visit": 0.9, "enquiry.handling_hours": 0.05, **MANY_ORDERS},
        policy={"service.clerks": 8, "monitoring.reconcile_days": 7},
    )


@pytest.fixture(scope="module")
def life(talkative: Scenario) -> Run:
    """One run of it."""
    return run(scenario=talkative, seed=1)


def test_channels_and_filing_come_as_often_as_their_chances_say(life: Run) -> None:
    """Answers that are not on file, by channel, are binomial over all answers."""
    answers = len(life.log.table("enquiry_answered")["day"])
    lost = np.bincount(life.log.table("answer_not_filed")["channel"], minlength=len(CHANNELS))
    assert answers > 1000
    for code, channel in enumerate(CHANNELS):
        chance = SHARES[channel] * (1 - FILED_BY_HAND[channel])
        error = math.sqrt(answers * chance * (1 - chance))
        assert abs(lost[code] - answers * chance) < FAR_OUT * error, f"{channel}: {lost[code]} of {answers}"


def test_one_inbox_files_more_and_moves_no_promise(life: Run, talkative: Scenario) -> None:
    """The same promises on the same days; every answer that the inbox loses the hand loses too."""
    inbox = run(with_levers(talkative.reference_policy(), {"records.filing": "one inbox"}), talkative, seed=1)
    by_hand, by_inbox = (one.log.table("answer_not_filed") for one in (life, inbox))
    first = by_inbox["day"] < 14  # later on, forgotten promises have let people down
    assert set(by_inbox["order"][first].tolist()) <= set(by_hand["order"].tolist())
    promises = [one.log.table("promise_made") for one in (life, inbox)]
    early = [table["order"][table["day"] < 4].tolist() for table in promises]
    assert early[0] == early[1] != []


def test_a_promise_is_forgotten_unless_it_is_filed_or_found_in_time(life: Run) -> None:
    """Each promise whose day has come is kept or forgotten; forgotten are those not on file on that day."""
    log = life.log
    made, kept, forgotten = (log.table(f"promise_{what}") for what in ("made", "kept", "forgotten"))
    lost, found = log.table("answer_not_filed"), log.table("answer_found")
    found_on = dict(zip(zip(found["order"].tolist(), found["given"].tolist(), strict=True), found["day"], strict=True))
    expected = {
        (order, day)
        for order, day in zip(lost["order"].tolist(), lost["day"].tolist(), strict=True)
        if found_on.get((order, day), math.inf) > day + 4 and day + 4 <= life.days
    }
    promised = set(zip(made["order"].tolist(), made["day"].tolist(), strict=True))
    assert (
        set(zip(forgotten["order"].tolist(), forgotten["made"].tolist(), strict=True)) == expected & promised != set()
    )
    assert len(kept["day"]) + len(forgotten["day"]) == (made["day"] + 4 <= life.days).sum()
    assert np.isin(found["order"], lost["order"]).all()


def test_a_dispute_costs_what_no_record_decides(life: Run) -> None:
    """HK$300 where nothing is on file, nothing where it is."""
    table, cost = life.log.table("dispute"), life.log.table("cost")
    on_file = table["proof"] == PROOFS.index("on file")
    assert on_file.any()
    assert (table["paid_cents"] == np.where(on_file, 0, 30_000)).all()
    paid = cost["cents"][cost["what"] == COSTS.index("disputes lost for want of a record")]
    assert paid.sum() == table["paid_cents"].sum()


def test_nothing_is_filed_where_nobody_answers(make_scenario: MakeScenario) -> None:
    """Without records the service desk works as before, event by event."""
    scenario = make_scenario(customers=100, days=40, mechanisms=("satisfaction", "service"))
    more = make_scenario(customers=100, days=40, mechanisms=("records", "satisfaction", "service"))
    kinds = differing_kinds(run(scenario=scenario, seed=2).log, run(scenario=more, seed=2).log)
    assert "enquiry_answered" not in kinds
    assert "order_placed" not in kinds


def test_records_are_destroyed_when_they_are_older_than_is_kept(make_scenario: MakeScenario) -> None:
    """Seven years inherited, six kept: a year of months at once, none of them younger, then a month each month."""
    scenario = make_scenario(customers=200, days=70, mechanisms=("records",))
    six = with_levers(scenario.reference_policy(), {"records.keep_orders_years": 6})
    table = run(six, scenario, seed=1).log.table("records_destroyed")
    orders = table["what"] == 0
    assert table["day"][orders].tolist() == [0, 30, 60]
    assert table["youngest_years"][orders].tolist() == [6, 6, 6]
    assert table["rows"][orders][0] == 12 * table["rows"][orders][1]


def test_an_old_dispute_finds_what_is_kept(make_scenario: MakeScenario) -> None:
    """With 12 years on file every old order is there; with one, none is: all are older than a year."""
    scenario = make_scenario(
        customers=200, days=180, mechanisms=("records",), parameters={"record.old_disputes_month": 10.0}
    )
    for years, proof in ((12, "on file"), (1, "destroyed")):
        policy = with_levers(scenario.reference_policy(), {"records.keep_orders_years": years})
        table = run(policy, scenario, seed=1).log.table("dispute")
        assert len(table["day"]) > 30
        share = (table["proof"] == PROOFS.index(proof)).mean()
        assert share == 1 if years == 1 else share > 0.95
