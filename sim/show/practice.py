"""Practice runs of an exercise: the shop as it is and the trainee's plan, in the same worlds, each run once only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sim.assessment.criteria import SIMULATED
from sim.assessment.exercise import HEADLINES, EffectCriterion, Exercise
from sim.assessment.figures import FIGURES
from sim.compare import paired_effects
from sim.policy import Policy, changed_levers, lever_value, with_levers
from sim.rules import rules
from sim.run import Run, run
from sim.scenario import Scenario
from sim.stories import tell_all
from sim.two_lives import Story
from sim.why import ledger, share_out

MONEY = ("net_margin_hkd", "cost_hkd")
"""Shown beside the headlines, so that nobody wins by giving the shop away."""
KEPT_RUNS = 8
"""Finished runs kept with their logs; of all others only the measures are kept."""
WHY_SEEDS = 3


@dataclass
class Reasons:
    """Why the plan did what it did, averaged over some practice shops."""

    seeds: tuple[int, ...] = ()
    decisions: pd.DataFrame = field(default_factory=pd.DataFrame)
    ledger: pd.DataFrame = field(default_factory=pd.DataFrame)
    incidents: pd.DataFrame = field(default_factory=pd.DataFrame)
    stories: tuple[Story, ...] = ()


class Practice:
    """The practice shops of one exercise.

    Args:
        exercise: what is practised.
        scenario: another world than the exercise's own, for example a tiny one.
    """

    def __init__(self, exercise: Exercise, scenario: Scenario | None = None) -> None:
        self.exercise = exercise
        self.scenario = scenario or exercise.scenario
        self.reference = self.scenario.reference_policy()
        self.seeds = tuple(range(1, exercise.practice_seeds + 1))
        self._measures: dict[tuple[Policy, int], pd.DataFrame] = {}
        self._figures: dict[tuple[Policy, int], dict[str, float]] = {}
        self._runs: OrderedDict[tuple[Policy, int], Run] = OrderedDict()

    def policy(self, values: Mapping[str, Any]) -> Policy:
        """The reference policy with these levers set.

        Raises:
            ValueError: a lever is unknown or a value outside its range.
        """
        return with_levers(self.reference, values)

    def today(self) -> dict[str, Any]:
        """What the open levers are set to in the shop as it is."""
        return {path: lever_value(self.reference, path) for path in self.exercise.levers}

    def changed(self, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Levers that these values move, with today's value and the new one."""
        return changed_levers(self.reference, self.policy(values))

    def one_run(self, policy: Policy, seed: int) -> Run:
        """A finished run with its log."""
        key = (policy, seed)
        if key not in self._runs:
            self._runs[key] = run(policy, self.scenario, seed)
            while len(self._runs) > KEPT_RUNS:
                self._runs.popitem(last=False)
        self._runs.move_to_end(key)
        return self._runs[key]

    def measures(self, policy: Policy, seed: int) -> pd.DataFrame:
        """The measures of a run; a policy meets a seed only once."""
        key = (policy, seed)
        if key not in self._measures:
            one = self.one_run(policy, seed)
            self._figures[key] = {name: figure.take(one) for name, figure in FIGURES.items()}
            self._measures[key] = one.measures()
        return self._measures[key]

    def is_ready(self, policy: Policy, seed: int) -> bool:
        """Whether the measures are there without running."""
        return (policy, seed) in self._measures

    def values(self, policy: Policy, seeds: Sequence[int]) -> pd.DataFrame:
        """Values of all measures, and of the figures that marking looks at, a row a seed."""
        rows = [{**self.measures(policy, seed)["value"].astype(float), **self._figures[policy, seed]} for seed in seeds]
        return pd.DataFrame(rows, index=list(seeds))

    def effects(self, policy: Policy, seeds: Sequence[int]) -> pd.DataFrame:
        """`paired_effects` against the reference, with the number of shops where a measure went up and down.

        With one seed there is no interval: `low` and `high` are not numbers then.
        """
        before, after = self.values(self.reference, seeds), self.values(policy, seeds)
        table = paired_effects(before, after, self.measures(self.reference, seeds[0])["unit"])
        table["higher"] = (after > before).sum()
        table["lower"] = (after < before).sum()
        return table

    def today_means(self) -> tuple[dict[str, float], int]:
        """Means of all measures in the shop as it is, over the practice shops that have run, and how many these are."""
        ready = [seed for seed in self.seeds if self.is_ready(self.reference, seed)]
        if not ready:
            return {}, 0
        means = self.values(self.reference, ready).mean()
        return {str(name): float(value) for name, value in means.items()}, len(ready)

    def shown_measures(self) -> tuple[str, ...]:
        """Headlines, money, and what the criteria of this exercise look at."""
        criteria = self.exercise.criteria
        marked = [one.measure for one in criteria if isinstance(one, EffectCriterion)]
        marked += [gate.measure for one in criteria if isinstance(one, SIMULATED) for gate in one.gates]
        return tuple(dict.fromkeys((*HEADLINES, *MONEY, *marked)))

    def prepare(self, *policies: Policy) -> Iterator[int]:
        """Run the reference and these policies seed by seed, a run a step; yields how many seeds are done by all."""
        for done, seed in enumerate(self.seeds):
            for policy in (self.reference, *policies):
                if not self.is_ready(policy, seed):
                    self.measures(policy, seed)
                    yield done
        yield len(self.seeds)

    def try_out(self, policy: Policy) -> Iterator[int]:
        """Run a policy beside the reference, seed by seed; yields how many shops are done."""
        for count, seed in enumerate(self.seeds, start=1):
            self.measures(self.reference, seed)
            self.measures(policy, seed)
            yield count

    def explain(self, policy: Policy, reasons: Reasons) -> Iterator[int]:
        """Fill in `reasons`, seed by seed; yields how many seeds are done.

        Shares of levers add up to the mean change over the same seeds.
        """
        shares, ledgers = [], []
        for seed in self.seeds[:WHY_SEEDS]:
            pair = [self.one_run(chosen, seed) for chosen in (self.reference, policy)]
            ledgers.append([ledger(one) for one in pair])
            if seed == self.seeds[0]:
                reasons.stories = tell_all(*pair)
                reasons.incidents = incident_table(*pair)
            yield 2 * len(ledgers) - 1
            before, after = (self.measures(chosen, seed) for chosen in (self.reference, policy))
            shares.append(share_out(self.reference, policy, self.scenario, seed, before, after))
            reasons.seeds = self.seeds[: len(shares)]
            reasons.decisions = sum(shares[1:], start=shares[0]) / len(shares)
            reasons.ledger = _mean_ledger(ledgers)
            yield 2 * len(ledgers)


def _mean_ledger(ledgers: Sequence[Sequence[pd.DataFrame]]) -> pd.DataFrame:
    """Causes per run under both policies, only those that changed; headings keep their order."""
    sides = [
        pd.concat([pair[side] for pair in ledgers]).groupby(level=[0, 1], sort=False)["amount"].sum() / len(ledgers)
        for side in (0, 1)
    ]
    table = pd.DataFrame({"a": sides[0], "b": sides[1]}).fillna(0.0)
    table["change"] = table["b"] - table["a"]
    headings = list(dict.fromkeys(key[0] for side in sides for key in side.index))
    table = table[table["change"].abs() > 1e-9]
    return table.loc[sorted(table.index, key=lambda key: headings.index(key[0]))]


def incident_table(a: Run, b: Run) -> pd.DataFrame:
    """A row a rule that found something: title, ordinance, section, and how often under both policies."""
    counts = [one.incidents()["rule"].value_counts(sort=False) for one in (a, b)]
    rows = []
    for name, rule in rules().items():
        found = [int(side.get(name, 0)) for side in counts]
        if any(found):
            rows.append((name, rule.title, f"{rule.ordinance} {rule.section}", *found, rule.card))
    return pd.DataFrame(rows, columns=["rule", "title", "law", "a", "b", "card"])


__all__ = ["MONEY", "WHY_SEEDS", "Practice", "Reasons", "incident_table"]
