"""Reference figures of a lesson, rounded and as relations, so that only a change a trainee would notice is seen."""

from __future__ import annotations

from sim.assessment.exercise import HEADLINES, Exercise
from sim.scenario import Scenario
from sim.show.lesson_words import LessonWords
from sim.show.practice import Practice

CHECK_SEEDS = (1, 2, 3)


def reference_lines(exercise: Exercise, words: LessonWords, scenario: Scenario | None = None) -> list[str]:
    """One line a headline: the reference on the rough, and which way the worked example moves it."""
    practice = Practice(exercise, scenario)
    table = practice.effects(practice.policy(words.example.values), CHECK_SEEDS)
    lines = [f"{exercise.id}: {len(exercise.levers)} levers, {exercise.practice_seeds} practice shops"]
    for measure in HEADLINES:
        row = table.loc[measure]
        moved = (
            "higher" if row["higher"] == len(CHECK_SEEDS) else "lower" if row["lower"] == len(CHECK_SEEDS) else "mixed"
        )
        value = float(table["a"].to_dict()[measure])
        lines.append(f"{measure}: about {_rough(value)} today; the example is {moved}")
    return lines


def _rough(value: float) -> str:
    """Shares to the nearest tenth, counts to the nearest ten."""
    return f"{value:.1f}" if abs(value) <= 1 else f"{round(value, -1):.0f}"


__all__ = ["CHECK_SEEDS", "reference_lines"]
