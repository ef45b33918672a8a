"""How fast the shop runs, as ratios within one process, because machines differ.

What is counted:

- `class_floor_ratio`: seconds of `run()` for the corner shop (2,000 people, 180 days), log closed, no measures, over
  the seconds of its *floor*. The floor draws as many uniforms as the run handed out (`Run.uniforms_drawn`) from one
  NumPy Philox generator, in arrays of up to a million, and steps as many bare SimPy time-outs (one process that waits
  and waits) as the run stepped events (`Run.steps`). Medians of interleaved repeats, after one of each to warm up.
- `textbook_ratio`: seconds of the textbook form (`benchmarks/textbook.py`, a process a customer that wakes once a day)
  over seconds of `run()`, both for the neutral scenario with 20,000 people and 180 days, past included.
- `pair_seconds`: one paired comparison as a form makes it: two runs of the class-size corner shop (as it is, and
  careful), each with all its measures and incidents.
- `million_floor_ratio`, `million_rss_gb`: the corner shop with 1,000,000 people and 365 days, once, in a process of its
  own: seconds over its floor, and the largest resident memory of that process in GB (10^9 bytes) before the floor is
  drawn.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from statistics import median

import numpy as np
import simpy

from benchmarks.textbook import run_textbook
from sim.places import DATASETS
from sim.policy import Policy, with_levers
from sim.run import run
from sim.scenario import Scenario, load_scenario

CLASS_REPEATS = 5
TEXTBOOK_REPEATS = 2
TEXTBOOK_CUSTOMERS, TEXTBOOK_DAYS = 20_000, 180
MILLION_CUSTOMERS, MILLION_DAYS = 1_000_000, 365
BLOCK = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One figure of speed beside its target."""

    name: str
    value: float
    target: float
    more_is_better: bool
    meaning: str

    @property
    def is_reached(self) -> bool:
        """Is the target reached?"""
        return self.value >= self.target if self.more_is_better else self.value <= self.target

    @property
    def target_text(self) -> str:
        """The target in words."""
        return f"{'at least' if self.more_is_better else 'at most'} {self.target:g}"


def _nothing() -> object:
    return None


def measure_speed(*, quick: bool, progress: Callable[[], object] = _nothing) -> list[Figure]:
    """All figures, one after the other; `progress` is called after each step."""
    figures = [
        Figure("class_floor_ratio", class_floor_ratio(progress), 10, False, "time of a class-size run / its floor"),
        Figure("textbook_ratio", textbook_ratio(progress), 30, True, "time of a process a customer / ours"),
        Figure("pair_seconds", pair_seconds(progress), 1, False, "seconds of a paired comparison at class size"),
    ]
    if not quick:
        ratio, gigabytes = million()
        progress()
        figures += [
            Figure("million_floor_ratio", ratio, 3, False, "time of a million people for a year / its floor"),
            Figure("million_rss_gb", gigabytes, 6, False, "largest memory of that run, GB"),
        ]
    return figures


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, on the clock."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _waiting(env: simpy.Environment) -> Generator[simpy.Event, object, None]:
    while True:
        yield env.timeout(1.0)


def floor(uniforms: int, steps: int) -> None:
    """Draw that many uniforms and step that many bare time-outs: the least any such run could take."""
    generator = np.random.Generator(np.random.Philox(1))
    for begin in range(0, uniforms, BLOCK):
        generator.random(min(BLOCK, uniforms - begin))
    env = simpy.Environment()
    env.process(_waiting(env))
    for _ in range(steps):
        env.step()


def class_floor_ratio(progress: Callable[[], object] = _nothing, repeats: int = CLASS_REPEATS) -> float:
    """Time of a class-size run over its floor."""
    sample = run(scenario="corner-shop", customers=2_000, days=180)
    floor(sample.uniforms_drawn, sample.steps)
    ours, floors = [], []
    for _ in range(repeats):
        ours.append(seconds(lambda: run(scenario="corner-shop", customers=2_000, days=180)))
        floors.append(seconds(lambda: floor(sample.uniforms_drawn, sample.steps)))
        progress()
    return median(ours) / median(floors)


def neutral(customers: int, days: int) -> Scenario:
    """The neutral scenario at another size."""
    return Scenario.model_validate({**load_scenario("neutral").model_dump(), "customers": customers, "days": days})


def textbook_ratio(
    progress: Callable[[], object] = _nothing,
    customers: int = TEXTBOOK_CUSTOMERS,
    days: int = TEXTBOOK_DAYS,
    repeats: int = TEXTBOOK_REPEATS,
) -> float:
    """Time of the textbook form over ours."""
    scenario = neutral(customers, days)
    run(scenario=neutral(100, 10))
    theirs, ours = [], []
    for seed in range(1, repeats + 1):
        theirs.append(seconds(lambda: run_textbook(scenario, seed)))  # noqa: B023 - called at once
        ours.append(seconds(lambda: run(scenario=scenario, seed=seed)))  # noqa: B023
        progress()
    return median(theirs) / median(ours)


def pair_seconds(progress: Callable[[], object] = _nothing, repeats: int = 3) -> float:
    """Seconds of one paired comparison at class size, with all measures and incidents."""
    reference = load_scenario("corner-shop").reference_policy()
    content = json.loads((DATASETS / "policies" / "careful.json").read_text(encoding="utf-8"))
    values = {f"{group}.{name}": value for group, fields in content.items() for name, value in fields.items()}
    careful = with_levers(reference, values)

    def pair() -> None:
        for policy in (reference, careful):
            _settled(policy)

    taken = []
    for _ in range(repeats):
        taken.append(seconds(pair))
        progress()
    return median(taken)


def _settled(policy: Policy) -> None:
    made = run(policy, "corner-shop", customers=2_000, days=180)
    made.measures()
    made.incidents()


def million(customers: int = MILLION_CUSTOMERS, days: int = MILLION_DAYS) -> tuple[float, float]:
    """Ratio to the floor and gigabytes of a very large shop, in a process of its own."""
    command = [sys.executable, "-m", "sim.bench", str(customers), str(days)]
    answer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=DATASETS.parent).stdout)
    return answer["ratio"], answer["gigabytes"]


def _measure_here(customers: int, days: int) -> dict[str, float]:
    """The work of that process."""
    import resource  # noqa: PLC0415 - not on Windows, and needed by this process alone

    begin = time.perf_counter()
    made = run(scenario="corner-shop", customers=customers, days=days)
    ours = time.perf_counter() - begin
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    least = seconds(lambda: floor(made.uniforms_drawn, made.steps))
    return {"ratio": ours / least, "gigabytes": kilobytes * 1024 / 1e9}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure_here(int(sys.argv[1]), int(sys.argv[2]))))
