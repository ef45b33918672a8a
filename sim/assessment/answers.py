"""Judging answers: each against what the learner's own run, made anew from the secret, says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.assessment.criteria import AnswersCriterion
from sim.assessment.evidence import Evidence
from sim.assessment.marks import COMPETENT, NOT_YET, CriterionMark, Proof
from sim.assessment.questions import Answer, Question
from sim.assessment.worlds import World


def judge(criterion: AnswersCriterion, responses: Mapping[str, Answer], worlds: Sequence[World]) -> CriterionMark:
    """The mark of the questions of some rows; what is answered to a question that was not asked counts for nothing."""
    own = next(world for world in worlds if world.questions)
    asked = [question for question in own.questions if question.template.row in criterion.rows]
    right = [question.is_right(responses.get(question.id)) for question in asked]
    count = sum(right)
    is_met = count >= criterion.least_right
    reasons = [
        f"{count} of {len(asked)} questions are answered right. Asked: {criterion.least_right} or more. "
        f"{'That is reached.' if is_met else 'That is not reached.'}"
    ]
    others = sorted(set(responses) - {question.id for question in own.questions})
    if others:
        reasons.append(
            f"Answers were given to {len(others)} question{'s' if len(others) > 1 else ''} that this learner was not "
            "asked; they do not count. Perhaps they belong to the materials of somebody else."
        )
    proofs = tuple(
        Proof(own.scenario, own.seed, _evidence(question, responses.get(question.id), is_right=is_right))
        for question, is_right in zip(asked, right, strict=True)
    )
    return CriterionMark(
        criterion.id,
        criterion.title,
        COMPETENT if is_met else NOT_YET,
        tuple(reasons),
        proofs=proofs,
        share=count / len(asked),
    )


def _evidence(question: Question, given: Answer | None, *, is_right: bool) -> Evidence:
    said = f"{question.words} Answered: {question.shown(given)}. "
    said += "That is right." if is_right else f"Right: {question.shown(question.right)}. {question.tempting}"
    where = f"own {question.id}:{question.template.where.replace(' ', '_')}"
    return Evidence(0.0, said, (where,), is_right, 1.0)


__all__ = ["judge"]
