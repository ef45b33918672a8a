"""Judging an inspection: what was found, what was missed, what was flagged and is right; and whether the first step is.

The faults are made anew from the secret, so a file can say nothing about what is right. How long somebody took cannot
be told from a file either: it is not marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sim.assessment.criteria import FirstStepCriterion, FoundCriterion
from sim.assessment.evidence import Evidence
from sim.assessment.findings import FAULTS, FIRST_STEPS, STEP_NAMES, STEP_WORDS, Finding
from sim.assessment.inspection import Fault, Inspection
from sim.assessment.marks import COMPETENT, NOT_YET, CriterionMark, Proof

MOST_FALSE_SHOWN: Final = 20
"""False alarms told one by one; all are counted."""


@dataclass(frozen=True)
class Sorted:
    """Flags and faults of some kinds, set against each other.

    Attributes:
        hits: faults that were flagged, with the flag.
        missed: faults that were not.
        false: flags on pages that are right in that respect.
        beside: flags of a wrong price where an offer made it wrong; neither found nor false.
    """

    hits: tuple[tuple[Fault, Finding], ...]
    missed: tuple[Fault, ...]
    false: tuple[Finding, ...]
    beside: tuple[Finding, ...]

    @property
    def faults(self) -> int:
        """How many there are."""
        return len(self.hits) + len(self.missed)

    @property
    def false_share(self) -> float:
        """False flags / flags that are found or false; 0 without a flag."""
        flags = len(self.hits) + len(self.false)
        return len(self.false) / flags if flags else 0.0


def sort_flags(made: Inspection, findings: Iterable[Finding], kinds: Sequence[str]) -> Sorted:
    """Set flags of these kinds against the faults of these kinds."""
    wrong = {(one.item, one.fault): one for one in made.faults}
    flags = {(one.item, one.fault): one for one in findings if one.fault in kinds}
    others = [one for key, one in flags.items() if key not in wrong]
    beside = [one for one in others if one.fault == "price" and (one.item, "promotion") in wrong]
    return Sorted(
        hits=tuple((fault, flags[key]) for key, fault in wrong.items() if key in flags),
        missed=tuple(fault for key, fault in wrong.items() if fault.fault in kinds and key not in flags),
        false=tuple(one for one in others if one not in beside),
        beside=tuple(beside),
    )


def judge_found(criterion: FoundCriterion, made: Inspection, findings: Sequence[Finding]) -> CriterionMark:
    """The mark of a criterion that counts what was found."""
    one = sort_flags(made, findings, criterion.faults)
    share = len(one.hits) / one.faults
    is_enough, is_careful = share >= criterion.least_found, one.false_share <= criterion.most_false
    flags = len(one.hits) + len(one.false)
    reasons = [
        f"Found: {len(one.hits)} of {one.faults} ({percent(share)}). Asked: at least {percent(criterion.least_found)}. "
        f"{'That is reached.' if is_enough else 'That is not reached.'}",
        f"False alarms: {len(one.false)} of {flags} flags ({percent(one.false_share)}). Asked: no more than "
        f"{percent(criterion.most_false)}. {'That is kept.' if is_careful else 'That is not kept.'}",
    ]
    if one.beside:
        reasons.append(
            f"Not counted: {len(one.beside)} flagged as a wrong price where it is the offer that makes it wrong."
        )
    proofs = [_proof(made, fault, f"Found: {_about(fault)}", is_for=True) for fault, _ in one.hits]
    proofs += [_proof(made, fault, f"Missed: {_about(fault)}", is_for=False) for fault in one.missed]
    proofs += [_false(made, flag) for flag in one.false[:MOST_FALSE_SHOWN]]
    return CriterionMark(
        criterion.id,
        criterion.title,
        COMPETENT if is_enough and is_careful else NOT_YET,
        tuple(reasons),
        proofs=tuple(proofs),
        share=max(0, len(one.hits) - len(one.false)) / one.faults,
    )


def judge_first_step(criterion: FirstStepCriterion, made: Inspection, findings: Sequence[Finding]) -> CriterionMark:
    """The mark of a criterion that looks at what would be done first about what was found."""
    one = sort_flags(made, findings, FAULTS)
    right = {(fault.item, fault.fault) for fault, flag in one.hits if flag.first in fault.first}
    by_step = {
        step: [(fault.item, fault.fault) in right for fault in made.faults if fault.asks_for == step]
        for step in FIRST_STEPS
    }
    shares = [sum(answers) / len(answers) for answers in by_step.values() if answers]
    share = sum(shares) / len(shares)
    is_met = share >= criterion.least_right
    reasons = (
        *(
            f"{STEP_NAMES[step]}: found and chosen for {sum(answers)} of {len(answers)}."
            for step, answers in by_step.items()
            if answers
        ),
        f"Each first step counts the same: {percent(share)} on average. "
        f"Asked: at least {percent(criterion.least_right)}. "
        f"{'That is reached.' if is_met else 'That is not reached.'}",
    )
    proofs = []
    for fault, flag in one.hits:
        is_right = flag.first in fault.first
        chosen = f"{fault.words} Chosen first: {STEP_WORDS[flag.first]}. {'Right' if is_right else 'Not right'}"
        proofs.append(
            _proof(made, fault, f"{_item(fault.item, fault.name)}: {chosen}. {fault.step_words}", is_for=is_right)
        )
    return CriterionMark(
        criterion.id, criterion.title, COMPETENT if is_met else NOT_YET, reasons, proofs=tuple(proofs), share=share
    )


def percent(share: float) -> str:
    """A share, as people write it."""
    return f"{100 * share:.0f} %"


def _about(fault: Fault) -> str:
    return f"{_item(fault.item, fault.name)}, {fault.fault}. {fault.words}"


def _item(item: int, name: str) -> str:
    return f"item {item} ({name})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _proof(made: Inspection, fault: Fault, words: str, *, is_for: bool) -> Proof:
    evidence = Evidence(float(made.day), _capital(words), (fault.reference,), is_for, 1.0)
    return Proof(made.scenario, made.seed, evidence)


def _false(made: Inspection, flag: Finding) -> Proof:
    if flag.item in made.records:
        name, told = made.records[flag.item].name, made.told(flag.item, flag.fault)
        words = f"False alarm: {_item(flag.item, name)}, {flag.fault}. {told}"
    else:
        words = f"False alarm: item {flag.item} is not on this learner's shop front."
    evidence = Evidence(float(made.day), words, (f"flag {flag.fault}:{flag.item}",), False, 1.0)
    return Proof(made.scenario, made.seed, evidence)


__all__ = ["Sorted", "judge_first_step", "judge_found", "percent", "sort_flags"]
