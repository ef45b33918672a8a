"""Worlds that many tests share. Fixtures build, tests read."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from sim.events import EventLog
from sim.kinds import KINDS
from sim.run import Run, run
from sim.scenario import Scenario, load_scenario
from tests.handwritten import Story

MakeScenario = Callable[..., Scenario]


def scenario_like(base: str = "corner-shop", **changes: Any) -> Scenario:
    """A scenario that differs from a stored one; parameters and policy are laid over those of the base."""
    content = load_scenario(base).model_dump()
    for key in ("parameters", "policy"):
        changes[key] = {**content[key], **changes.get(key, {})}
    return Scenario.model_validate({**content, **changes})


def table_of(log: EventLog, kind: str, customers: np.ndarray | None = None) -> Mapping[str, np.ndarray]:
    """Columns of a kind, of these customers only if any are named."""
    table = log.table(kind)
    if customers is None:
        return table
    keep = np.isin(table["customer"], customers)
    return {name: values[keep] for name, values in table.items()}


def differing_kinds(one: EventLog, other: EventLog, customers: np.ndarray | None = None) -> list[str]:
    """Kinds of event in which two logs differ; with `customers`, only kinds about a customer and only these people."""
    different = []
    for kind, declared in KINDS.items():
        if customers is not None and "customer" not in declared.columns:
            continue
        left, right = table_of(one, kind, customers), table_of(other, kind, customers)
        if any(not np.array_equal(left[name], right[name]) for name in left):
            different.append(kind)
    return different


@pytest.fixture(scope="session")
def make_scenario() -> MakeScenario:
    """Make a scenario that differs from a stored one."""
    return scenario_like


@pytest.fixture(scope="session")
def differences() -> Callable[..., list[str]]:
    """Say in which kinds of event two logs differ."""
    return differing_kinds


@pytest.fixture(scope="session")
def tiny() -> Scenario:
    """The corner shop with 60 customers for 40 days: every process runs, in a tenth of a second."""
    return scenario_like(customers=60, days=40)


@pytest.fixture(scope="session")
def tiny_run(tiny: Scenario) -> Run:
    """One finished run of the tiny shop."""
    return run(scenario=tiny, seed=1)


@pytest.fixture
def story() -> Story:
    """An empty log to write a story into."""
    return Story()
