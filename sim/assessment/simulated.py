"""Judging by the worlds in which the decisions were run: paired changes, incidents, conditions, events behind."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd

from sim.assessment.criteria import EffectCriterion, Gate, IncidentCriterion
from sim.assessment.exercise import Exercise
from sim.assessment.figures import look_of
from sim.assessment.marks import COMPETENT, NOT_YET, OVERALL, CriterionMark, Effect, GateResult, Proof
from sim.assessment.worlds import Lives, World
from sim.compare import paired_effects
from sim.scenario import load_scenario
from sim.show.looks import Look

MOST_EVIDENCE: Final = 8


def judge(exercise: Exercise, criterion: EffectCriterion | IncidentCriterion, worlds: Sequence[World]) -> CriterionMark:
    """The mark of a criterion that looks at how the shop came out; a pure function of the worlds."""
    reasons_of = _effect_reasons if isinstance(criterion, EffectCriterion) else _incident_reasons
    value = _value_of(criterion)
    effects = tuple(
        _effect(name, [w.lives[criterion.id] for w in worlds if name in (w.scenario, OVERALL)], value)
        for name in (*exercise.scenarios, OVERALL)
    )
    is_met, reasons = reasons_of(criterion, effects)  # type: ignore[arg-type]
    gates = tuple(_gate(gate, [world.lives[criterion.id] for world in worlds]) for gate in criterion.gates)
    reasons += [gate.told for gate in gates]
    if is_met and not all(gate.holds for gate in gates):
        is_met = False
        reasons.append("What is asked is reached, but not at any price: a condition does not hold.")
    return CriterionMark(
        criterion.id,
        criterion.title,
        COMPETENT if is_met else NOT_YET,
        tuple(reasons),
        effects,
        gates,
        _choose(criterion.id, worlds, is_met=is_met),
        float(is_met),
    )


def _value_of(criterion: EffectCriterion | IncidentCriterion) -> Callable[[Lives], tuple[float, float]]:
    """What a criterion looks at in a world: today's figure and the trainee's."""
    if isinstance(criterion, EffectCriterion):
        return lambda lives: (lives.today[criterion.measure], lives.yours[criterion.measure])
    return lambda lives: (
        float(sum(lives.incidents_today.get(rule, 0) for rule in criterion.rules)),
        float(sum(lives.incidents_yours.get(rule, 0) for rule in criterion.rules)),
    )


def _effect(scenario: str, lives: Sequence[Lives], value: Callable[[Lives], tuple[float, float]]) -> Effect:
    """Student's interval of the mean paired change; no interval where there are fewer than two worlds."""
    pairs = np.array([value(one) for one in lives], dtype=float)
    if len(pairs) < 2:
        today, yours = pairs.mean(axis=0).tolist()
        return Effect(scenario, today, yours, yours - today, math.nan, math.nan, len(pairs))
    sides = [pd.DataFrame({"value": side}) for side in pairs.T]
    table = paired_effects(sides[0], sides[1], pd.Series({"value": ""}))
    columns = ["a", "b", "change", "low", "high"]
    today, yours, change, low, high = table[columns].to_numpy(dtype=float)[0].tolist()
    return Effect(scenario, today, yours, change, low, high, len(pairs))


def _effect_reasons(criterion: EffectCriterion, effects: Sequence[Effect]) -> tuple[bool, list[str]]:
    look, sign = look_of(criterion.measure), 1.0 if criterion.more_is_better else -1.0
    overall, parts = effects[-1], effects[:-1]
    is_enough = sign * overall.change >= criterion.least_change
    is_clear = (overall.low if sign > 0 else -overall.high) > 0  # not so where there is no interval
    worse = [f'"{load_scenario(one.scenario).title}"' for one in parts if sign * one.change <= 0]
    least = look.text(sign * criterion.least_change, signed=True)
    alone = " when only the decisions it is about are changed" if criterion.levers else ""
    reasons = [
        f"{look.label}{alone}: {_told(look, overall)}. Asked: {least} or "
        f"{'more' if sign > 0 else 'less'}. {'That is reached.' if is_enough else 'That is not reached.'}"
    ]
    if not is_clear:
        reasons.append("The 95 % interval does not leave zero out on the good side: it could be luck.")
    if worse:
        reasons.append(f"It must be better in every scenario; it is not in {' and '.join(worse)}.")
    return is_enough and is_clear and not worse, reasons


def _incident_reasons(criterion: IncidentCriterion, effects: Sequence[Effect]) -> tuple[bool, list[str]]:
    overall = effects[-1]
    is_met = overall.yours <= criterion.most
    return is_met, [
        f"Incidents of {', '.join(criterion.rules)} in a run: {overall.yours:.1f} on average over {overall.worlds} "
        f"shops, against {overall.today:.1f} today. Asked: no more than {criterion.most:g}. "
        f"{'That is kept.' if is_met else 'That is not kept.'}"
    ]


def _told(look: Look, effect: Effect) -> str:
    """A change in words, with its interval."""
    change = look.text(effect.change, signed=True)
    between = f"{look.text(effect.low, signed=True)} to {look.text(effect.high, signed=True)}"
    return f"{change} on average over {effect.worlds} shops (95 % interval {between})"


def _gate(gate: Gate, lives: Sequence[Lives]) -> GateResult:
    look = look_of(gate.measure)
    level = float(np.mean([one.yours[gate.measure] for one in lives]))
    change = level - float(np.mean([one.today[gate.measure] for one in lives]))
    if gate.most is not None:
        holds, figure, bound, shown = level <= gate.most, level, gate.most, look.text(level)
    elif gate.least_change is not None:
        holds, figure, bound = change >= gate.least_change, change, gate.least_change
        shown = look.text(change, signed=True)
    else:
        assert gate.most_change is not None  # the declaration has one bound
        holds, figure, bound = change <= gate.most_change, change, gate.most_change
        shown = look.text(change, signed=True)
    return GateResult(gate.words, gate.measure, figure, bound, holds, f"{look.label}: {shown}")


def _choose(criterion: str, worlds: Sequence[World], *, is_met: bool) -> tuple[Proof, ...]:
    """A handful of the most telling pieces: mostly those that speak for the result, from as many worlds as may be."""
    chosen: list[Proof] = []
    for is_for, most in ((is_met, MOST_EVIDENCE - 2), (not is_met, 2)):
        rounds = [
            (place, -one.weight, number, Proof(world.scenario, world.seed, one))
            for number, world in enumerate(worlds)
            for place, one in enumerate(o for o in world.lives[criterion].evidence if o.is_for == is_for)
        ]
        chosen += [proof for *_, proof in sorted(rounds, key=lambda entry: entry[:3])[:most]]
    return tuple(chosen)


__all__ = ["MOST_EVIDENCE", "judge"]
