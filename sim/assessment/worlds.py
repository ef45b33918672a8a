"""The worlds of a marking: which seeds, and what one world says about a trainee's decisions.

A world is a scenario and a seed that the trainee has not seen. In it the shop is run as it is today, with all the
trainee's decisions, and, where a criterion asks for it, with some of them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sim.assessment.criteria import SIMULATED, EffectCriterion, IncidentCriterion
from sim.assessment.evidence import Evidence, effect_evidence, incident_evidence
from sim.assessment.exercise import load_exercise
from sim.assessment.figures import take_all
from sim.assessment.own_materials import keyed_number
from sim.assessment.own_run import OwnRun, own_run, questions_of, run_own
from sim.assessment.questions import Question
from sim.assessment.submission import Submission
from sim.policy import Policy, with_levers
from sim.run import Run, run
from sim.scenario import load_scenario

UNSEEN_SEEDS: Final = 8
"""Worlds of each scenario in which a submission is marked."""
FIRST_UNSEEN: Final = 2**32
"""Far beyond every seed that a lesson shows, or that is kept for calibration."""

Value = bool | int | float | str
Size = tuple[int, int]
"""Customers and days, where a marking is rehearsed in a smaller shop."""


@dataclass(frozen=True)
class Job:
    """One world of one submission; plain values, so that any process can do it."""

    exercise: str
    values: Mapping[str, Value]
    scenario: str
    seed: int
    size: Size | None = None
    own: OwnRun | None = None
    """In an exercise of questions, the learner's own run."""


@dataclass(frozen=True)
class Lives:
    """What a criterion sees of a world: figures and incidents of today's shop, and with the trainee's decisions."""

    today: Mapping[str, float]
    yours: Mapping[str, float]
    incidents_today: Mapping[str, int]
    incidents_yours: Mapping[str, int]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class World:
    """What one world says, criterion by criterion."""

    scenario: str
    seed: int
    lives: Mapping[str, Lives]
    """By the id of the criterion."""
    digests: tuple[str, str]
    """Of the logs of today's shop and of the trainee's."""
    made_with: str
    questions: tuple[Question, ...] = ()
    """Where this is a learner's own run: the questions, with the answers that it gives."""


def unseen_seeds(secret: bytes, exercise: str, learner: str, scenario: str, count: int = UNSEEN_SEEDS) -> list[int]:
    """Seeds that only the holder of the secret can tell; the same for every attempt of a learner at an exercise.

    Each is HMAC-SHA256 of exercise, learner, scenario and number, between 2**32 and 2**63 - 1.
    """
    seeds: list[int] = []
    number = 0
    while len(seeds) < count:
        drawn = keyed_number(secret, "seed", exercise, learner, scenario, str(number))
        seed = FIRST_UNSEEN + drawn % (2**63 - FIRST_UNSEEN)
        if seed not in seeds:
            seeds.append(seed)
        number += 1
    return seeds


def jobs_of(submission: Submission, secret: bytes, count: int = UNSEEN_SEEDS, size: Size | None = None) -> list[Job]:
    """All worlds in which a submission is marked: the learner's own run where questions are asked, unseen ones."""
    exercise = load_exercise(submission.exercise)
    jobs: list[Job] = []
    if exercise.task == "questions":
        own = own_run(exercise, submission.learner, secret)
        jobs.append(Job(exercise.id, {}, own.scenario, own.seed, size, own))
    if not any(isinstance(criterion, SIMULATED) for criterion in exercise.criteria):
        return jobs
    return jobs + [
        Job(exercise.id, submission.decisions[0].values, scenario, seed, size)
        for scenario in exercise.scenarios
        for seed in unseen_seeds(secret, exercise.id, submission.learner, scenario, count)
    ]


@dataclass(frozen=True)
class _Life:
    run: Run
    figures: Mapping[str, float]
    incidents: Mapping[str, int]


def one_world(job: Job) -> World:
    """Run a world under every policy that the criteria of the exercise ask for."""
    exercise = load_exercise(job.exercise)
    if job.own is not None:
        return _own_world(job, job.own)
    reference = load_scenario(job.scenario).reference_policy()
    today = _lived(reference, job.scenario, job.seed, job.size)
    made: dict[Policy, _Life] = {reference: today}

    def life(values: Mapping[str, Value]) -> _Life:
        policy = with_levers(reference, values)
        if policy not in made:
            made[policy] = _live(policy, job.scenario, job.seed, job.size)
        return made[policy]

    whole = life(job.values)
    judged = [one for one in exercise.criteria if isinstance(one, SIMULATED)]
    lives = {one.id: _compare(one, today, life(_kept(one, job.values))) for one in judged}
    return World(job.scenario, job.seed, lives, (today.run.log.digest(), whole.run.log.digest()), today.run.made_with)


def _own_world(job: Job, own: OwnRun) -> World:
    customers, days = job.size if job.size is not None else (None, None)
    finished = run_own(own, customers=customers, days=days)
    questions = questions_of(load_exercise(job.exercise), own, finished)
    digest = finished.log.digest()
    return World(own.scenario, own.seed, {}, (digest, digest), finished.made_with, questions)


def _kept(criterion: EffectCriterion | IncidentCriterion, values: Mapping[str, Value]) -> dict[str, Value]:
    alone = criterion.levers if isinstance(criterion, EffectCriterion) else ()
    return {path: value for path, value in values.items() if not alone or path in alone}


def _compare(criterion: EffectCriterion | IncidentCriterion, today: _Life, yours: _Life) -> Lives:
    if isinstance(criterion, EffectCriterion):
        evidence = effect_evidence(criterion.evidence, today.run, yours.run)
    else:
        evidence = incident_evidence(criterion.rules, today.run, yours.run)
    return Lives(today.figures, yours.figures, today.incidents, yours.incidents, evidence)


def _live(policy: Policy, scenario: str, seed: int, size: Size | None) -> _Life:
    customers, days = size if size is not None else (None, None)
    made = run(policy, scenario, seed, customers=customers, days=days)
    counts = made.incidents()["rule"].value_counts(sort=False)
    return _Life(made, take_all(made), {str(rule): int(count) for rule, count in counts.items()})


@lru_cache(maxsize=32)
def _lived(policy: Policy, scenario: str, seed: int, size: Size | None) -> _Life:
    """The shop as it is today; kept, because a learner's next attempt meets the same worlds."""
    return _live(policy, scenario, seed, size)


__all__ = ["FIRST_UNSEEN", "UNSEEN_SEEDS", "Job", "Lives", "World", "jobs_of", "one_world", "unseen_seeds"]
