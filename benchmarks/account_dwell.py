"""How long attackers stay in the corner shop as it is; `python -m benchmarks.account_dwell` prints the table.

Nothing draws these days: they follow from reviews of sign-ins, prices that nobody can explain, customers, and people
outside. Rates of attack are those of the world but for rare threats, which are made frequent enough to be seen.
"""

from __future__ import annotations

import numpy as np

from sim.codes import THREATS
from sim.measures.access import dwell_days
from sim.run import run
from sim.scenario import Scenario, load_scenario
from sim.streams import Floats

SEEDS = range(1, 31)
MORE_OFTEN = {
    "guess.per_year": 20.0,
    "insider.per_account_year": 0.1,
    "orphan.misuse_per_day": 0.02,
    "supplier.per_account_year": 1.0,
}


QUIET = "a false message, to staff who may not change prices"
OF = dict(zip(THREATS, ("stuffing", "guess", "insider", "supplier", "orphan", "phish"), strict=True))


def days_of(threat: str, parameters: dict[str, float], policy: dict[str, str]) -> Floats:
    """Days from getting in to being found, of all attacks of a threat found in these runs."""
    base = load_scenario("corner-shop").model_dump()
    scenario = Scenario.model_validate({**base, "parameters": parameters, "policy": policy})
    return np.concatenate([dwell_days(run(scenario=scenario, seed=seed), threat) for seed in SEEDS])


def table() -> list[tuple[str, int, float, float]]:
    """Of each threat: attacks found in the runs, median and mean of the days."""
    found = {}
    for threat in THREATS:
        mine = {key: value for key, value in MORE_OFTEN.items() if key.startswith(OF[threat])}
        opened = {"access.change_prices": "all staff and suppliers"} if OF[threat] == "supplier" else {}
        found[threat] = days_of(threat, mine, opened)
    found[QUIET] = days_of("a false message", {}, {"access.change_prices": "administrators only"})
    return [(name, len(days), float(np.median(days)), float(days.mean())) for name, days in found.items()]


if __name__ == "__main__":
    for threat, count, median, mean in table():
        print(f"| {threat} | {count} | {median:.1f} | {mean:.1f} |")
