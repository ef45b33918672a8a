"""Marking: from a submission and its worlds to a result for each criterion, with reasons.

Each kind of criterion has one judge. A person's judgement of words is waited for, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.assessment import answers, found, simulated
from sim.assessment.criteria import (
    AnswersCriterion,
    EffectCriterion,
    FirstStepCriterion,
    FoundCriterion,
    IncidentCriterion,
    RubricCriterion,
)
from sim.assessment.exercise import Exercise
from sim.assessment.inspection import Inspection, inspection
from sim.assessment.marks import NOT_YET, WAITS, CriterionMark, Marking
from sim.assessment.submission import Submission
from sim.assessment.worlds import World
from sim.run import made_with


@dataclass(frozen=True)
class Case:
    """Everything that a judge may look at."""

    exercise: Exercise
    submission: Submission
    worlds: Sequence[World]
    secret: bytes
    """Of the training centre: what a learner's own materials were made from."""
    first: Submission | None = None
    """What the learner handed in first for this exercise, where this is a later attempt."""


def mark(case: Case) -> Marking:
    """Judge a submission; a pure function of the case."""
    return Marking(
        tuple(JUDGES[type(criterion)](criterion, case) for criterion in case.exercise.criteria),
        tuple((world.scenario, world.seed, *world.digests) for world in case.worlds),
        case.worlds[0].made_with if case.worlds else made_with(),
    )


def withhold(marking: Marking, remark: str) -> Marking:
    """The same figures without the result: somebody else handed in the same, and a person must decide."""
    reason = f"Not decided here: {remark}. A person must look at both."
    held = (replace(mark, result=NOT_YET, reasons=(reason, *mark.reasons)) for mark in marking.criteria)
    return replace(marking, criteria=tuple(held))


def _simulated(criterion: EffectCriterion | IncidentCriterion, case: Case) -> CriterionMark:
    return simulated.judge(case.exercise, criterion, [world for world in case.worlds if world.lives])


def _answers(criterion: AnswersCriterion, case: Case) -> CriterionMark:
    """First answers count: whoever has been told what is right may hand in again, but not answer again."""
    earlier = case.first is not None and case.first.responses != case.submission.responses
    mark = answers.judge(criterion, (case.first or case.submission).responses, case.worlds)
    if not earlier:
        return mark
    return replace(mark, reasons=(*mark.reasons, "The answers that were handed in first count, not the later ones."))


def _rubric(criterion: RubricCriterion, case: Case) -> CriterionMark:
    """Words wait for a person, but where nothing is written there is nothing to wait for."""
    texts = case.submission.texts()
    empty = [name for name in criterion.reads if not texts.get(name, "").strip()]
    if len(empty) == len(criterion.reads):
        reasons = (f"Nothing is written: {criterion.levels[0]}",)
        return CriterionMark(criterion.id, criterion.title, NOT_YET, reasons, share=0.0)
    asked = f"Competent from level {criterion.competent_from}: {criterion.levels[criterion.competent_from]}"
    return CriterionMark(criterion.id, criterion.title, WAITS, ("A person reads the words.", asked))


def _inspection(case: Case) -> Inspection:
    return inspection(case.secret, case.exercise.id, case.submission.learner)


def _found(criterion: FoundCriterion, case: Case) -> CriterionMark:
    return found.judge_found(criterion, _inspection(case), case.submission.findings)


def _first_step(criterion: FirstStepCriterion, case: Case) -> CriterionMark:
    return found.judge_first_step(criterion, _inspection(case), case.submission.findings)


Judge = Callable[[Any, Case], CriterionMark]
JUDGES: Final[dict[type, Judge]] = {
    EffectCriterion: _simulated,
    IncidentCriterion: _simulated,
    AnswersCriterion: _answers,
    RubricCriterion: _rubric,
    FoundCriterion: _found,
    FirstStepCriterion: _first_step,
}


__all__ = ["JUDGES", "Case", "Judge", "mark", "withhold"]
