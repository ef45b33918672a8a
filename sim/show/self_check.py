"""Reference figures of a lesson, rounded and as relations, so that only a change a trainee would notice is seen.

`python -m sim.show.self_check` writes them anew into the self-check cells of the notebooks.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.assessment.exercise import HEADLINES, Exercise, exercise_names, load_exercise
from sim.assessment.own_run import practice_run, run_own, worked_questions
from sim.assessment.questions import templates
from sim.show.inspection_lesson import front_lines
from sim.show.inspection_work import InspectionDesk
from sim.show.lesson_words import LessonWords, lesson_words
from sim.show.notebook_saving import MARK
from sim.show.practice import Practice
from sim.show.saved_work import NOTEBOOKS, write_aside

CHECK_SEEDS = (1, 2, 3)


def reference_lines(practice: Practice, words: LessonWords) -> list[str]:
    """One line a headline: the reference on the rough, and which way the worked example moves it.

    Where questions are asked, what the practice shop answers to those that the lesson works through, on the rough.
    """
    exercise = practice.exercise
    if words.example is None:
        return _question_lines(exercise, words)
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


def lines_of(exercise: Exercise) -> list[str]:
    """The reference figures of a lesson of any kind."""
    if exercise.task == "inspection":
        with TemporaryDirectory() as folder:
            return front_lines(InspectionDesk(exercise.id, Path(folder)))
    return reference_lines(Practice(exercise), lesson_words(exercise))


def _question_lines(exercise: Exercise, words: LessonWords) -> list[str]:
    asked = sum(quota.count for quota in exercise.questions)
    finished = run_own(practice_run(exercise))
    worked = worked_questions(exercise, words.worked, finished)
    return [
        f"{exercise.id}: {asked} questions of {len(templates(exercise.id))}",
        *(f"{one.id}: about {_rough(float(one.right))} in the practice shop" for one in worked),
    ]


def _rough(value: float) -> str:
    """Shares to the nearest tenth, counts to the nearest ten."""
    return f"{value:.1f}" if abs(value) <= 1 else f"{round(value, -1):.0f}"


def renew() -> list[str]:
    """Write today's reference figures into the self-check cells of the lessons; returns the notebooks written."""
    written = []
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        name = path.stem.split("_", 1)[1].replace("_", "-")
        if name not in exercise_names():
            continue
        exercise = load_exercise(name)
        text = "\n".join(lines_of(exercise)) + "\n"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code" and MARK in "".join(cell["source"]):
                cell["execution_count"] = 1
                cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}]
        write_aside(path, json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
        written.append(path.name)
    return written


if __name__ == "__main__":
    renew()


__all__ = ["CHECK_SEEDS", "reference_lines", "renew"]
