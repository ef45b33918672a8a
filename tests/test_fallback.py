"""While the shop is down: who orders by hand, and who is let down by how much."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import HARMS, LOST
from sim.run import Run, run
from sim.scenario import Scenario
from tests.direction import MANY_ORDERS, NO_OUTAGES

MakeScenario = Callable[..., Scenario]
DOWN = {**NO_OUTAGES, **MANY_ORDERS, "outage.hardware_per_year": 150.0, "outage.repair_minutes": 500.0}
CLOSED, SHOP_DOWN = HARMS.index("met a closed shop"), LOST.index("shop down")


def closed(make_scenario: MakeScenario, *, without: tuple[str, ...] = (), **policy: object) -> Run:
    """A shop that is often down for long."""
    mechanisms = tuple(
        name for name in ("continuity", "fulfilment", "outages", "satisfaction", "service") if name not in without
    )
    levers = {f"continuity.{name}": chosen for name, chosen in policy.items()}
    scenario = make_scenario(customers=1500, days=40, mechanisms=mechanisms, parameters=DOWN, policy=levers)
    return run(scenario=scenario, seed=6)


def known_when(life: Run, moments: np.ndarray) -> np.ndarray:
    """Did staff know of the outage at these moments, all of them within one?"""
    ended = life.log.table("outage_ended")
    place = ended["began"].searchsorted(moments, side="right") - 1
    assert (moments < ended["day"][place]).all(), "an order by hand needs a shop that is down"
    return np.asarray(ended["noticed"][place] <= moments)


def test_whoever_meets_a_closed_shop_is_let_down_once(make_scenario: MakeScenario) -> None:
    """Every lost visit of a day that is down is a harm at its end, and no other is."""
    log = closed(make_scenario).log
    lost, harm = log.table("visit_lost"), log.table("harm")
    met, felt = lost["reason"] == SHOP_DOWN, harm["cause"] == CLOSED
    assert met.sum() > 50
    expected = sorted(zip(np.floor(lost["day"][met]) + 1, lost["customer"][met].tolist(), strict=True))
    assert sorted(zip(harm["day"][felt], harm["customer"][felt].tolist(), strict=True)) == expected


def test_orders_by_hand_come_once_staff_know_and_from_some(make_scenario: MakeScenario) -> None:
    before, after = closed(make_scenario), closed(make_scenario, by_hand=True)
    by_hand, lost = after.log.table("order_by_hand"), after.log.table("visit_lost")
    keep = by_hand["day"] < after.log.table("outage_ended")["day"].max()
    assert keep.sum() > 20
    assert known_when(after, by_hand["day"][keep]).all()
    met = lost["day"][(lost["reason"] == SHOP_DOWN) & (lost["day"] < after.log.table("outage_ended")["day"].max())]
    told, chance = keep.sum() + known_when(after, met).sum(), after.scenario.numbers()["fallback.recaptured"]
    assert abs(keep.sum() - chance * told) < 3.5 * math.sqrt(chance * (1 - chance) * told)
    orders = [set(life.log.table("order_placed")["order"].tolist()) for life in (before, after)]
    placed = after.log.table("order_placed")
    pairs = set(zip(placed["day"].tolist(), placed["customer"].tolist(), strict=True))
    assert set(zip(by_hand["day"].tolist(), by_hand["customer"].tolist(), strict=True)) <= pairs
    assert len(orders[1] - orders[0]) >= keep.sum()


@pytest.mark.parametrize("how", ["on the page", "on the page and by mail"])
def test_a_notice_takes_part_of_it_away(how: str, make_scenario: MakeScenario) -> None:
    """Half from the moment at which staff know; half of what is left by mail, also for those who came before."""
    life = closed(make_scenario, notice=how)
    numbers, harm = life.scenario.numbers(), life.log.table("harm")
    sizes = harm["size"][harm["cause"] == CLOSED]
    usual, page = numbers["leave.shop_down"], numbers["notice.page"]
    if how == "on the page and by mail":
        usual *= numbers["notice.mail"]
    assert np.allclose(np.unique(np.round(sizes, 6)), [page * usual, usual])
    posted = life.log.table("notice_posted")["day"]
    assert len(posted)
    assert np.isin(posted, life.log.table("outage_ended")["noticed"]).sum() >= len(posted) - 1


def test_without_the_mechanism_nobody_is_let_down(make_scenario: MakeScenario) -> None:
    log = closed(make_scenario, without=("continuity",)).log
    assert (log.table("visit_lost")["reason"] == SHOP_DOWN).any()
    assert not (log.table("harm")["cause"] == CLOSED).any()
