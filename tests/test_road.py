"""Parcels that never come: who is hit does not depend on the policy, and what the shop does about it is in the log."""

import math

import numpy as np
import pytest

from sim.codes import ABOUT, COSTS, DISPUTED, HARMS
from sim.processes.road import astray
from sim.run import Run, build, run
from sim.scenario import Scenario
from sim.world.history import order_day
from tests.conftest import MakeScenario

MANY = {"base.r": 1.5, "base.conversion": 0.4, "parcel.lost": 0.2, "complain.never_came": 1.0}
FAR_OUT = 3.5
LONG_SINCE = 40
"""Days; what was ordered before is not on the road any more at the end, twenty days later."""


def shop(make_scenario: MakeScenario, **policy: object) -> Scenario:
    """A small shop whose carrier loses every fifth parcel."""
    return make_scenario(customers=150, days=60, parameters=MANY, policy=policy)


def cents(life: Run, what: str) -> int:
    """Spent on something in the run."""
    table = life.log.table("cost")
    return int(table["cents"][table["what"] == COSTS.index(what)].sum())


def test_a_lost_parcel_is_missed_and_told_of(make_scenario: MakeScenario) -> None:
    life = run(scenario=shop(make_scenario), seed=1)
    lost, came = (life.log.table(kind) for kind in ("parcel_lost", "delivered"))
    assert len(lost["day"]) > 20
    assert not set(lost["order"].tolist()) & set(came["order"].tolist()), "paid back, it never comes"
    gone, there = (int((order_day(table["order"]) < LONG_SINCE).sum()) for table in (lost, came))
    error = math.sqrt((gone + there) * 0.2 * 0.8)
    assert abs(gone - 0.2 * (gone + there)) < FAR_OUT * error
    harm, asked = life.log.table("harm"), life.log.table("enquiry")
    missed = set(harm["customer"][harm["cause"] == HARMS.index("parcel never came")].tolist())
    assert missed
    assert missed <= set(lost["customer"].tolist())
    writers = set(asked["order"][asked["about"] == ABOUT.index("parcel never came")].tolist())
    to_bank = life.log.table("charged_back")
    fetched = set(to_bank["order"][to_bank["reason"] == DISPUTED.index("not delivered")].tolist())
    assert writers
    assert not writers & fetched, "who has the money back from the bank does not write"


def test_a_signature_saves_parcels_and_moves_no_other(make_scenario: MakeScenario) -> None:
    """The same parcels, the same road; only nobody at home costs a day."""
    luck = np.linspace(0.0, 1.0, 1001)[:-1]
    plain, signed = (build(shop(make_scenario).reference_policy(), shop(make_scenario), 1) for _ in range(2))
    signed.policy = shop(make_scenario, **{"delivery.signature": True}).reference_policy()
    (left, gone), (again, fewer) = astray(plain, luck), astray(signed, luck)
    assert (left == again).all()
    assert gone.mean() == pytest.approx(0.2, abs=0.002)
    assert fewer.mean() == pytest.approx(0.2 * 0.3, abs=0.002)
    assert not (fewer & ~gone).any()
    assert left[~gone].mean() == pytest.approx(0.5, abs=0.01), "what is left of the luck is spread evenly again"


@pytest.mark.parametrize(
    ("how", "cost"), [("send again", "replacements"), ("ask the carrier first", "received from the carrier")]
)
def test_what_is_done_about_it_shows_in_the_books(make_scenario: MakeScenario, how: str, cost: str) -> None:
    lives = [run(scenario=shop(make_scenario, **{"delivery.if_lost": one}), seed=1) for one in ("pay back", how)]
    lost = [life.log.table("parcel_lost")["order"].tolist() for life in lives]
    assert set(lost[0][:10]) == set(lost[1][:10]), "the same parcels are lost"
    paid, instead = (cents(life, cost) for life in lives)
    assert (instead > paid) == (how == "send again")
    assert instead != paid
    came = set(lives[1].log.table("delivered")["order"].tolist())
    assert bool(came & set(lost[1])) == (how == "send again")
