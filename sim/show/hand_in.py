"""From a trainee's work to one file that is handed in; what is missing is said in the words of the shop."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from sim.assessment.exercise import HEADLINES, Exercise, load_exercise
from sim.assessment.submission import LEARNER, Submission
from sim.policy import find_lever
from sim.scenario import first_problem
from sim.show.looks import lever_range, lever_text, look
from sim.show.practice import Practice
from sim.show.saved_work import HOME, Work, write_aside

FOLDER = HOME / "hand-in"
DIRECTIONS = {"up": "goes up", "same": "stays about the same", "down": "goes down"}

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’-][^\W\u3400-\u9fff]+)*")


def count_words(text: str) -> int:
    """Words of a text; a Chinese character counts as one."""
    return len(_WORD.findall(text))


def problems(practice: Practice, work: Work, is_declared: bool) -> list[str]:
    """What is still in the way of handing in; each names the field, what is asked and what was given."""
    found = []
    if not re.fullmatch(LEARNER, work.learner):
        given = f'given "{work.learner[:40]}"' if work.learner else "nothing is given"
        found.append(
            "Learner code: capital letters and digits in groups of 2 to 8, joined by hyphens, such as TC7-0042; "
            f"{given}. Never write your name here."
        )
    found += _of_the_plan(practice, work) if practice.exercise.levers else []
    found += _of_the_answers(practice.exercise, work) if practice.exercise.task == "questions" else []
    for ask in practice.exercise.asks:
        words = count_words(work.answers.get(ask.id, ""))
        if words < max(ask.least_words, 1):
            least = f"at least {ask.least_words} words" if ask.least_words else "at least a sentence"
            found.append(f"{ask.title}: {least}; given {words}.")
    if not is_declared:
        found.append("Declaration: tick the box that says this is your own work; it is not ticked.")
    return found


def _of_the_answers(exercise: Exercise, work: Work) -> list[str]:
    """What is missing of the answers to one's own questions."""
    if work.materials is None:
        return ["Your materials: open them first; the questions come with them."]
    found = []
    if work.learner != work.materials.learner:
        code = work.materials.learner
        found.append(f"Learner code: allowed {code}, as in your materials; given {work.learner[:40]}.")
    asked = sum(quota.count for quota in exercise.questions)
    if len(work.responses) < asked:
        found.append(f"Questions: answer all {asked}; answered {len(work.responses)}.")
    return found


def _of_the_plan(practice: Practice, work: Work) -> list[str]:
    """What is missing of decisions and reason."""
    found = []
    if not work.is_frozen or not work.attempts:
        found.append("Run: your plan has to run at least once; it has not run yet.")
    elif not any(attempt.values == work.values for attempt in work.attempts):
        found.append("Plan: you changed the form after your last run. Run it, or bring back one of your earlier tries.")
    for path, value in work.values.items():
        lever = find_lever(path)
        try:
            practice.policy({path: value})
        except ValueError:
            found.append(f"{lever.label}: allowed {lever_range(lever)}; given {value}.")
    if not work.reason.strip():
        found.append("Reason for your plan: say in a sentence why you chose it; it is empty.")
    return found


def submission(exercise: Exercise, work: Work) -> Submission:
    """The work as it is handed in.

    Raises:
        ValueError: it does not fit the exercise; one line that says what.
    """
    content = {
        "workbook": version("storesim"),
        "exercise": exercise.id,
        "learner": work.learner,
        "decisions": [{"day": 0, "values": dict(work.values), "reason": work.reason}],
        "prediction": {"expected": dict(work.expected), "because": work.because},
        "answers": dict(work.answers),
        "responses": dict(work.responses),
        "declaration": True,
    }
    try:
        return Submission.model_validate(content)
    except ValidationError as error:
        raise ValueError(first_problem(error)) from None


def write(one: Submission, folder: Path | None = None) -> Path:
    """Write the file; a later hand-in of the same learner takes the place of the earlier one."""
    path = (folder or FOLDER) / f"{one.exercise}-{one.learner}.json"
    write_aside(path, one.model_dump_json(indent=2))
    return path


def summary_rows(one: Submission) -> list[tuple[str, str]]:
    """What is in the file, for the person who hands it in."""
    rows = [("Learner code", one.learner)]
    for path, value in one.decisions[0].values.items():
        lever = find_lever(path)
        rows.append((lever.label, lever_text(lever, value)))
    exercise = load_exercise(one.exercise)
    if exercise.levers:
        rows.append(("Reason for your plan", one.decisions[0].reason))
        for measure in HEADLINES:
            expected = DIRECTIONS[one.prediction.expected[measure]]
            rows.append((f"You expected: {look(measure).label.lower()}", expected))
        rows.append(("Because", one.prediction.because))
    if exercise.task == "questions":
        rows.append(("Questions that you answered", f"{len(one.responses)}"))
    rows += [(ask.title, one.answers[ask.id]) for ask in exercise.asks]
    rows.append(("Declaration", "This is my own work"))
    return rows


__all__ = ["DIRECTIONS", "count_words", "problems", "submission", "summary_rows", "write"]
