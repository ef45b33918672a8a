"""Two policies in the same worlds: the paired effect with its interval, and why.

Both policies meet the same luck seed by seed, so the difference within a seed is what the policy did. The interval of
the mean difference is Student's: mean +- t(0.975, n - 1) s / sqrt(n), s the standard deviation of the differences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, cast

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from sim import kept_up
from sim.policy import Policy, changed_levers, find_lever
from sim.run import run
from sim.scenario import Scenario, load_scenario
from sim.stories import tell_all
from sim.two_lives import Story
from sim.why import DECISION_MEASURES, ledger, share_out

HEADLINES = ("retention_rate", "sales_accuracy", "compliance_incidents")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Comparison:
    """What B changes against A.

    Attributes:
        scenario: name of the scenario.
        seeds: the seeds compared.
        changed: levers that differ, with A's and B's value.
        effects: a row a measure: a, b, change, low, high (95 % interval of the change), unit, better_in, seeds.
        decisions: a row a changed lever: its share of the change in each of `DECISION_MEASURES`; the shares add up.
        ledger: a row a cause: a, b and change per run, with unit.
        stories: two lives side by side, of a customer first, then of others (see `SUBJECTS`).
    """

    scenario: str
    seeds: tuple[int, ...]
    changed: dict[str, tuple[Any, Any]]
    effects: pd.DataFrame
    decisions: pd.DataFrame
    ledger: pd.DataFrame
    stories: tuple[Story, ...]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain values, for JSON."""
        return {
            "scenario": self.scenario,
            "seeds": list(self.seeds),
            "changed": {path: {"a": old, "b": new} for path, (old, new) in self.changed.items()},
            "effects": _records(self.effects),
            "decisions": _records(self.decisions),
            "ledger": _records(self.ledger),
            "story": next((story.to_dict() for story in self.stories if story.subject == "customer"), None),
            "stories": [story.to_dict() for story in self.stories],
        }

    def to_text(self, subject: str = "customer") -> str:
        """All of it as a report in plain text, with the story of this subject, or of `all`."""
        parts = [
            f"Scenario {self.scenario}, {len(self.seeds)} paired runs (same customers, same luck)",
            "",
            "Levers that differ",
        ]
        parts += [f"  {find_lever(path).label}: {old} -> {new}" for path, (old, new) in self.changed.items()] or [
            "  none"
        ]
        parts += ["", "What changed (95 % interval of the change)", _effects_text(self.effects)]
        if len(self.decisions):
            parts += [
                "",
                "By decision: each lever's share of the change (adds up to it)",
                _decisions_text(self.decisions),
            ]
        if len(self.ledger):
            parts += ["", "By mechanism: the ledger of causes, per run", _ledger_text(self.ledger)]
            parts += ["", busy] if (busy := kept_up.sentence(self.ledger)) else []
        parts += [f"\n{story.text()}" for story in self.stories if subject in (story.subject, "all")]
        return "\n".join(parts)


def compare(
    a: Policy,
    b: Policy,
    scenario: str | Scenario = "corner-shop",
    seeds: Iterable[int] = range(1, 11),
    *,
    why: bool = True,
    workers: int = 1,
    progress: Progress | None = None,
) -> Comparison:
    """Run both policies on every seed and set them side by side.

    Args:
        a: the policy compared with (for example the reference).
        b: the policy in question.
        scenario: a name, or a scenario of one's own.
        seeds: at least two, all different.
        why: also share out the change by decision, which takes more runs.
        workers: processes that share the seeds; the result does not depend on it.
        progress: called with a short word after each seed.

    Raises:
        ValueError: fewer than two seeds, or a seed twice.
    """
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    numbers = tuple(seeds)
    if len(numbers) < 2 or len(set(numbers)) != len(numbers):
        raise ValueError(f"seeds: allowed two or more different seeds, given {list(numbers)[:5]}")
    tick = progress or (lambda _: None)
    jobs = [(a, b, chosen, seed, why, seed == numbers[0]) for seed in numbers]
    lives = []
    for life in _work_off(jobs, workers):
        lives.append(life)
        tick("seed")
    frame_a, frame_b = (
        pd.DataFrame([life.measures[side]["value"].astype(float) for life in lives], index=numbers) for side in (0, 1)
    )
    shares = [life.shares for life in lives]
    return Comparison(
        scenario=chosen.name,
        seeds=numbers,
        changed=changed_levers(a, b),
        effects=paired_effects(frame_a, frame_b, lives[0].measures[0]["unit"]),
        decisions=sum(shares[1:], start=shares[0]) / len(shares),
        ledger=_join_ledgers([life.ledgers[0] for life in lives], [life.ledgers[1] for life in lives]),
        stories=lives[0].stories,
    )


@dataclass(frozen=True)
class _Lives:
    """What one seed has to say: both runs' measures and ledgers, each lever's share, perhaps a story."""

    measures: tuple[pd.DataFrame, pd.DataFrame]
    ledgers: tuple[pd.DataFrame, pd.DataFrame]
    shares: pd.DataFrame
    stories: tuple[Story, ...]


Job = tuple[Policy, Policy, Scenario, int, bool, bool]


def _one_seed(job: Job) -> _Lives:
    a, b, scenario, seed, why, with_story = job
    run_a, run_b = run(a, scenario, seed), run(b, scenario, seed)
    measures = (run_a.measures(), run_b.measures())
    shares = share_out(a, b, scenario, seed, *measures) if why else pd.DataFrame()
    stories = tell_all(run_a, run_b) if with_story else ()
    return _Lives(measures, (ledger(run_a), ledger(run_b)), shares, stories)


def _work_off(jobs: Sequence[Job], workers: int) -> Iterator[_Lives]:
    """Results in the order of the jobs; with more than one worker, in processes of their own."""
    if workers <= 1:
        yield from map(_one_seed, jobs)
        return
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_one_seed, jobs)


def paired_effects(a: pd.DataFrame, b: pd.DataFrame, units: pd.Series) -> pd.DataFrame:
    """Means, mean difference and its 95 % interval; rows of `a` and `b` are seeds, columns measures."""
    difference = b - a
    count = len(difference)
    half = stdtrit(count - 1, 0.975) * difference.std(ddof=1) / np.sqrt(count)
    change = difference.mean()
    table = pd.DataFrame(
        {"a": a.mean(), "b": b.mean(), "change": change, "low": change - half, "high": change + half, "unit": units}
    )
    table["better_in"] = (difference > 0).sum()
    table["seeds"] = count
    table.index.name = "measure"
    return table


def _join_ledgers(a: Sequence[pd.DataFrame], b: Sequence[pd.DataFrame]) -> pd.DataFrame:
    mean_a, mean_b = (pd.concat(side).groupby(level=[0, 1], sort=False)["amount"].sum() / len(side) for side in (a, b))
    table = pd.DataFrame({"a": mean_a, "b": mean_b}).fillna(0.0)
    table["change"] = table["b"] - table["a"]
    headings = list(dict.fromkeys(heading for heading, _ in [*mean_a.index, *mean_b.index]))
    return table.reindex(sorted(dict.fromkeys([*mean_a.index, *mean_b.index]), key=lambda key: headings.index(key[0])))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    if not len(table):
        return []
    plain = table.reset_index().astype(object)
    return [
        {str(key): value for key, value in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def _effects_text(effects: pd.DataFrame) -> str:
    lines = [f"  {'measure':<30}{'A':>12}{'B':>12}{'change':>12}   {'from':>10}{'to':>12}  higher in"]
    for name, row in effects.iterrows():
        mark = "*" if name in HEADLINES else " "
        figures = "".join(
            f"{row[key]:>12,.4g}" if abs(row[key]) < 1000 else f"{row[key]:>12,.0f}" for key in ("a", "b", "change")
        )
        low, high = (f"{row[key]:,.4g}" if abs(row[key]) < 1000 else f"{row[key]:,.0f}" for key in ("low", "high"))
        lines.append(
            f"{mark} {name:<30}{figures}   {low:>10}{high:>12}  {row['better_in']} of {row['seeds']}  {row['unit']}"
        )
    return "\n".join([*lines, "  * headline measure"])


def _decisions_text(decisions: pd.DataFrame) -> str:
    names = list(DECISION_MEASURES)
    lines = [f"  {'lever':<48}" + "".join(f"{name:>22}" for name in names)]
    for path, row in decisions.iterrows():
        lines.append(f"  {find_lever(str(path)).label[:46]:<48}" + "".join(f"{row[name]:>+22,.4g}" for name in names))
    total = decisions.sum()
    return "\n".join([*lines, f"  {'sum = change':<48}" + "".join(f"{total[name]:>+22,.4g}" for name in names)])


def _ledger_text(table: pd.DataFrame) -> str:
    lines, group = [], None
    for key, row in table.iterrows():
        heading, cause = cast("tuple[str, str]", key)
        if heading != group:
            lines.append(f"  {heading}")
            group = heading
        lines.append(f"    {cause:<44}{row['a']:>12,.1f}{row['b']:>12,.1f}{row['change']:>+12,.1f}")
    return "\n".join(lines)


__all__ = ["HEADLINES", "Comparison", "compare", "paired_effects"]
