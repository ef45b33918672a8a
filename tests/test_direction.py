"""Every lever moves something the right way: a row a lever, the same worlds with and without, a raw count from the log.

Paired over fixed seeds. `usually` wants the mean difference to be three standard errors from none; `never against`
wants no seed to move the other way and at least one to move; `to nothing` wants nothing left.
"""

from collections.abc import Callable

import numpy as np
import pytest

from sim.policy import levers, with_levers
from sim.run import run
from sim.scenario import Scenario
from tests.direction import Row, topics

SEEDS = range(1, 7)
STANDARD_ERRORS = 3.0
ROWS: tuple[Row, ...] = tuple(row for topic in topics() for row in topic.ROWS)


def test_every_lever_has_a_row() -> None:
    """A lever that moves nothing teaches nothing; a new lever comes with its direction."""
    missing = [lever.path for lever in levers() if lever.path not in {row.lever for row in ROWS}]
    assert not missing, f"give these levers a row in a file of tests/directions/: {', '.join(missing)}"


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_lever_moves_it_the_right_way(row: Row, make_scenario: Callable[..., Scenario]) -> None:
    """What a trainee learns from a lever must not be the wrong way round."""
    scenario = make_scenario(
        days=row.days,
        customers=row.customers,
        mechanisms=row.mechanisms,
        system=row.system,
        parameters=row.parameters,
        policy={**row.both, row.lever: row.values[0]},
    )
    before = scenario.reference_policy()
    after = with_levers(before, {row.lever: row.values[1]})
    counts = np.array([[row.count(run(policy, scenario, seed)) for policy in (before, after)] for seed in SEEDS])
    gain = (counts[:, 1] - counts[:, 0]) * (1 if row.way == "up" else -1)
    told = f"{row.lever} {row.values[0]} -> {row.values[1]}, {row.why}: seeds gave {counts.tolist()}"
    if row.rule == "to nothing":
        assert counts[:, 0].sum() > 0, f"nothing to lose: {told}"
        assert not counts[:, 1].any(), told
    elif row.rule == "never against":
        assert gain.min() >= 0, told
        assert gain.sum() > 0, told
    else:
        error = gain.std(ddof=1) / np.sqrt(len(gain))
        assert gain.mean() > STANDARD_ERRORS * error, f"{gain.mean():.3g} with standard error {error:.3g}: {told}"
        assert gain.mean() > 0, told
