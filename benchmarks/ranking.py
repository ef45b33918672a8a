"""How often a marking ranks the better of two policies worse, by luck alone.

Every policy below is run in the same pool of shops of both scenarios. Which of two is truly better is settled by all
of them, shop by shop. Then 1,000 markings are drawn from the pool, each of as many shops as a real marking has, and
those are counted in which the better policy does not come out better, in three ways:

- *same shops*: both policies in the same shops, as two attempts of one learner, or a class run;
- *beside today*: each in shops of its own, less the shop as it is today in those shops, as two learners;
- *levels*: each in shops of its own, its plain figures beside each other, as a marking without pairs would.

Shops are drawn with replacement, as from an endless row of shops. `python -m benchmarks.ranking [WORKERS]` writes
`datasets/ranking.csv`, which the model page prints; about ten minutes on one core.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np
from tqdm import tqdm

from sim.assessment.exercise import EffectCriterion, load_exercise
from sim.assessment.worlds import UNSEEN_SEEDS
from sim.executors import results_of
from sim.measures import MEASURES
from sim.measures.shares import Share
from sim.places import DATASETS
from sim.policy import with_levers
from sim.run import run
from sim.scenario import load_scenario
from sim.streams import Floats

FILE = DATASETS / "ranking.csv"
COLUMNS = ("exercise", "measure", "better", "worse", "gain", "standard_error", "asked",
           "same_shops", "beside_today", "levels", "markings", "shops", "pool")  # fmt: skip
POOL: Final = range(5001, 5097)
"""Seeds that no lesson shows, no threshold was chosen on, and no marking draws."""
MARKINGS: Final = 1_000
LUCK: Final = 20_261
"""Of the drawing of markings; any number would do."""
LEAST_Z: Final = 4.0
"""A policy counts as truly better when its mean gain in the pool is so many standard errors above zero."""

TODAY: Final = "as it is today"
_LAWFUL: Final = {"outreach.audience": "recorded consent", "outreach.check_requests_before_sending": True}
POLICIES: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "promotions": {
        TODAY: {},
        "2 mails a month to those who agreed": {**_LAWFUL, "outreach.newsletters_per_month": 2},
        "3 mails a month to those who agreed": {**_LAWFUL, "outreach.newsletters_per_month": 3},
        "4 mails a month to those who agreed": {**_LAWFUL, "outreach.newsletters_per_month": 4},
        "the same 4 with a 10 % coupon": {
            **_LAWFUL, "outreach.newsletters_per_month": 4, "coupons.depth_percent": 10,
        },
    },
    "monitoring": {
        TODAY: {},
        "a second reader": {"publishing.second_person_checks": True},
        "prices every 5 days": {"monitoring.price_check_days": 5},
        "prices every 2 days, a second reader": {
            "monitoring.price_check_days": 2, "publishing.second_person_checks": True,
        },
        "prices every 5 days, pages every 20, a second reader": {
            "monitoring.price_check_days": 5, "monitoring.content_check_days": 20,
            "publishing.second_person_checks": True,
        },
    },
    "security": {
        TODAY: {},
        "a report button": {"security.report_button": True},
        "an app prompt": {"security.two_step_sign_in": "app prompt"},
        "an app prompt and a report button": {
            "security.two_step_sign_in": "app prompt", "security.report_button": True,
        },
    },
}  # fmt: skip
PAIRS: Final[Mapping[str, Sequence[tuple[int, int]]]] = {
    "promotions": ((4, 0), (4, 1), (4, 2), (2, 0), (3, 2)),
    "monitoring": ((4, 0), (4, 2), (4, 3), (2, 0), (1, 0)),
    "security": ((2, 0), (2, 1), (1, 0), (3, 2)),
}
"""The better and the worse of each pair, by their places above."""

Job = tuple[str, str, str, int]


@dataclass(frozen=True)
class Count:
    """In how many markings the better policy did not come out better, in each of the three ways."""

    same_shops: int
    beside_today: int
    levels: int


def asked(exercise: str) -> EffectCriterion:
    """The criterion whose measure the policies of an exercise are ranked by: its first effect."""
    return next(one for one in load_exercise(exercise).criteria if isinstance(one, EffectCriterion))


def figure_of(job: Job) -> float:
    """The measure of one run: exercise, name of the policy, scenario, seed."""
    exercise, policy, scenario, seed = job
    reference = load_scenario(scenario).reference_policy()
    made = run(with_levers(reference, POLICIES[exercise][policy]), scenario, seed)
    value = MEASURES[asked(exercise).measure].function(made)
    return float(value[0] if isinstance(value, Share) else value)


def count_wrong(better: Floats, worse: Floats, today: Floats, shops: int = UNSEEN_SEEDS) -> Count:
    """Draw markings, and count the wrong ones; a tie is wrong.

    Args:
        better: figures of the better policy, more is better: a row a scenario, a column a seed of the pool.
        worse: the same of the other policy.
        today: the same of the shop as it is today.
        shops: shops of each scenario in a marking.
    """
    luck = np.random.default_rng(LUCK)
    scenarios, pool = better.shape
    first, second = luck.integers(0, pool, (2, MARKINGS, scenarios, shops))
    row = np.arange(scenarios)[:, None]

    def mean(figures: Floats, drawn: Any) -> Floats:
        return figures[row, drawn].mean(axis=(1, 2))

    return Count(
        int((mean(better - worse, first) <= 0).sum()),
        int((mean(better - today, first) <= mean(worse - today, second)).sum()),
        int((mean(better, first) <= mean(worse, second)).sum()),
    )


def rows_of(exercise: str, figures: Mapping[str, Floats]) -> list[dict[str, str]]:
    """The rows of an exercise.

    Raises:
        ValueError: the pool does not show that the one called better is better.
    """
    criterion, names = asked(exercise), list(POLICIES[exercise])
    sign = 1.0 if criterion.more_is_better else -1.0
    found = []
    for better, worse in ((names[one], names[other]) for one, other in PAIRS[exercise]):
        gains = sign * (figures[better] - figures[worse])
        error = sqrt(float((gains.var(axis=1, ddof=1) / gains.shape[1]).sum())) / gains.shape[0]
        gain = float(gains.mean())
        if gain < LEAST_Z * error:
            raise ValueError(f"{exercise}: {better} over {worse}: gain {gain:.5f}, standard error {error:.5f}")
        count = count_wrong(sign * figures[better], sign * figures[worse], sign * figures[TODAY])
        values = (exercise, criterion.measure, better, worse, f"{gain:.4g}", f"{error:.2g}",
                  f"{criterion.least_change:g}", count.same_shops, count.beside_today, count.levels,
                  MARKINGS, UNSEEN_SEEDS * gains.shape[0], gains.size)  # fmt: skip
        found.append({name: str(value) for name, value in zip(COLUMNS, values, strict=True)})
    return found


def main(workers: int = 1) -> int:
    """Run the pool, draw, and write the table aside, then in place."""
    jobs = [
        (exercise, policy, scenario, seed)
        for exercise, policies in POLICIES.items()
        for policy in policies
        for scenario in load_exercise(exercise).scenarios
        for seed in POOL
    ]
    with results_of(figure_of, jobs, workers) as results:
        figures = dict(zip(jobs, tqdm(results, total=len(jobs), unit=" runs"), strict=True))
    made = []
    for exercise, policies in POLICIES.items():
        scenarios = load_exercise(exercise).scenarios
        tables = {
            policy: np.array([[figures[exercise, policy, scenario, seed] for seed in POOL] for scenario in scenarios])
            for policy in policies
        }
        made += rows_of(exercise, tables)
    aside = FILE.with_suffix(".new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    aside.replace(FILE)
    for row in made:
        print(", ".join(row.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if sys.argv[1:] else 1))
