"""New models: a page that is late describes the old goods, a page that is too early the new ones."""

import math

import numpy as np
import pytest

from sim.codes import CAUSES, FIELDS
from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import Scenario
from tests.conftest import MakeScenario

CONTENT = FIELDS.index("content")
OLD, NEW = CAUSES.index("old model on the page"), CAUSES.index("new model on the page too early")
NUMBERS = {
    "content.faults_per_item_day": 0.0,
    "publish.slip": 0.0,
    "range.models_per_month": 30.0,
    "range.late": 0.5,
    "range.late_days": 4.0,
    "check.finds": 0.0,
}


@pytest.fixture(scope="module")
def changing(make_scenario: MakeScenario) -> Scenario:
    """A shop in which a model a day is replaced and nothing else makes pages untrue."""
    return make_scenario(customers=100, days=60, mechanisms=("publishing",), parameters=NUMBERS, round_the_clock=True)


def life_with(scenario: Scenario, *, prepares: bool, **levers: object) -> Run:
    """A run with pages prepared ahead, or not."""
    return run(with_levers(scenario.reference_policy(), {"publishing.prepares_pages": prepares, **levers}), scenario, 1)


def births(life: Run, cause: int) -> np.ndarray:
    """Items whose content went wrong for that cause; licences that end are another."""
    table = life.log.table("fault_born")
    return table["item"][(table["cause"] == cause) & (table["field"] == CONTENT)]


def test_as_many_models_come_as_the_rate_says(changing: Scenario) -> None:
    """About one a day: Poisson, within 3.5 standard errors; the same under both policies."""
    lives = [life_with(changing, prepares=prepares) for prepares in (False, True)]
    told = [life.log.table("change_announced") for life in lives]
    models = [table["item"][table["field"] == CONTENT] for table in told]
    assert abs(len(models[0]) - 60) < 3.5 * math.sqrt(60)
    assert np.array_equal(*models)


def test_who_does_not_prepare_shows_the_old_model_until_the_page_is_written(changing: Scenario) -> None:
    """Every page is late, by the 25 minutes that it takes to write it where a clerk is free."""
    life = life_with(changing, prepares=False, **{"service.clerks": 8})
    came, late = life.log.table("model_replaced"), life.log.table("change_late")
    assert len(came["day"]) == (late["field"] == CONTENT).sum() > 30
    assert not came["prepared"].any()
    repaired = life.log.table("fault_repaired")
    age = (repaired["day"] - repaired["born_day"])[np.isin(repaired["born_day"], came["day"])]
    assert np.median(age) == pytest.approx(25 / 1440, abs=1e-6)
    assert not len(births(life, NEW))


def test_who_prepares_is_too_early_where_goods_are_late(changing: Scenario) -> None:
    """About half of the models come four days late; so long the page describes what is not there yet."""
    life = life_with(changing, prepares=True, **{"service.clerks": 8})
    came = life.log.table("model_replaced")
    assert came["prepared"].all()
    early = len(births(life, NEW))
    assert 0.25 * len(came["day"]) < early < 0.75 * len(came["day"])
    assert not len(births(life, OLD))
    repaired = life.log.table("fault_repaired")
    assert np.median(repaired["day"] - repaired["born_day"]) == pytest.approx(4.0)


def test_a_swamped_shop_is_late_with_prepared_pages_too(changing: Scenario) -> None:
    """Staff are finite: a page that takes a week to write is not ready when the goods come."""
    slow = changing.model_copy(
        update={"parameters": {**changing.parameters, "range.page_minutes": 600.0, "range.models_per_month": 100.0}}
    )
    life = life_with(slow, prepares=True, **{"service.clerks": 1})
    assert len(births(life, OLD)) > 3
