"""What membership and a friend in the shop do to leaving, found again from the log by survival analysis.

The judge is Cox's regression on calendar time with covariates that change (`lifelines`). A customer is followed from
the evening of their first order in the run, in spells: before and after joining, with and without the friend. Leaving
comes at rate q_i p_i, q_i the chance of an order a day and p_i that of leaving after it; ln(q_i p_i) is the hidden
trait for which the analysis must hold still, because who joins is not random. A member orders 1.05 times as often and
leaves 0.72 times as readily after each order, so the hazard in calendar time is 0.756 of what it would be.

Seeds are fixed and the tolerance is three standard errors of the fit.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.policy import Policy, with_levers
from sim.run import Run, run
from sim.streams import Streams
from sim.world.people import People, logistic
from tests.conftest import scenario_like

FAR_OUT = 3.0
NEVER = math.inf
pytestmark = pytest.mark.filterwarnings("ignore:Starting with pandas")


def life_of(seed: int, customers: int, policy: dict[str, Any], parameters: dict[str, float]) -> Run:
    """A shop in which nothing but habit, membership and friends moves anybody."""
    shop = scenario_like(
        "neutral", days=365, customers=customers, mechanisms=("members", "referral"), parameters=parameters
    )
    return run(with_levers(Policy(), policy), shop, seed)


def moments(life: Run, kind: str) -> np.ndarray:
    """Day on which each customer first has an event of a kind in the run; never, for most."""
    table = life.log.table(kind)
    inside = table["day"] >= 0
    when = np.full(life.scenario.customers, NEVER)
    np.minimum.at(when, table["customer"][inside], np.ceil(table["day"][inside]))
    return when


def spells(life: Run, begins: np.ndarray, ends: np.ndarray, *, only_new: bool = False) -> pd.DataFrame:
    """Spells under observation; `treated` from `begins` to `ends`, a moment a customer, `after` from then on."""
    people = People(life.scenario.customers, life.scenario.numbers(), Streams(life.seed))
    enters, leaves = moments(life, "order_placed"), moments(life, "customer_left")
    trait = np.log(-np.expm1(-people.order_rate) * logistic(people.leave_logit))
    observed = (enters < life.days) & (leaves > enters)
    if only_new:
        placed = life.log.table("order_placed")
        observed &= np.isin(np.arange(len(enters)), placed["customer"][placed["is_first"] & (placed["day"] >= 0)])
    stops = np.minimum(leaves, life.days)
    parts = []
    for treated, after, start, stop in (
        (0.0, 0.0, enters, np.minimum(begins, stops)),
        (1.0, 0.0, np.maximum(begins, enters), np.minimum(ends, stops)),
        (0.0, 1.0, np.maximum(ends, enters), stops),
    ):
        who = np.flatnonzero(observed & (stop > start))
        parts.append(
            pd.DataFrame(
                {
                    "id": who,
                    "start": start[who],
                    "stop": stop[who],
                    "left": stop[who] == leaves[who],
                    "treated": treated,
                    "after": after,
                    "trait": trait[who],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def fitted(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Ln of the hazard ratio of each covariate that varies, and its standard error."""
    from lifelines import CoxTimeVaryingFitter

    chosen = table.drop(columns=[name for name in ("treated", "after") if table[name].nunique() < 2])
    model = CoxTimeVaryingFitter().fit(chosen, id_col="id", event_col="left", start_col="start", stop_col="stop")
    return model.params_, model.standard_errors_


def assert_recovers(found: float, error: float, ratio: float, what: str) -> None:
    """The fitted hazard ratio must lie within three standard errors of the one the world is made with."""
    score = (found - math.log(ratio)) / error
    told = f"{what}: made with {ratio:.3f}, found {math.exp(found):.3f}, standard error of its logarithm {error:.3f}"
    assert abs(score) < FAR_OUT, f"{told}, {score:+.1f} off"


@pytest.fixture(scope="module", params=[1, 2])
def members(request: pytest.FixtureRequest) -> pd.DataFrame:
    """Spells of customers in a shop with an open scheme."""
    life = life_of(request.param, 60_000, {"members.open": True}, {})
    begins = moments(life, "member_joined")
    return spells(life, begins, np.full(len(begins), NEVER))


@pytest.mark.slow
def test_the_hazard_of_members_is_recovered(members: pd.DataFrame) -> None:
    """With the hidden trait held still: 0.72 after each order, at 1.05 times as many orders."""
    found, errors = fitted(members)
    assert_recovers(found["treated"], errors["treated"], 0.72 * 1.05, "members")
    assert_recovers(found["trait"], errors["trait"], math.e, "one more in ln(q p)")


@pytest.mark.slow
def test_members_compared_with_others_look_better_than_the_scheme_makes_them(members: pd.DataFrame) -> None:
    """Those who join would have stayed longer anyway; who forgets that praises the scheme for it."""
    found, errors = fitted(members.drop(columns="trait"))
    assert found["treated"] < math.log(0.72 * 1.05) - FAR_OUT * errors["treated"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_the_hazard_of_people_whom_a_friend_brought_is_recovered(seed: int) -> None:
    """0.82 while the friend is a customer, and 1 again once the friend has left."""
    rewards = {"referral.reward_hkd": 100, "referral.check": "after the first paid order"}
    many = {"base.discovery_per_day": 0.0005, "referral.tells": 1.0, "referral.converts": 0.6}
    life = life_of(seed, 60_000, rewards, many)
    table = spells(life, moments(life, "friend_ordered"), moments(life, "friend_lost"), only_new=True)
    found, errors = fitted(table)
    assert_recovers(found["treated"], errors["treated"], 0.82, "brought by a friend who is there")
    assert_recovers(found["after"], errors["after"], 1.0, "brought by a friend who has left")
