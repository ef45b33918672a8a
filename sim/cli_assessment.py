"""The verbs of hand-in and marking: `exercises`, `check` and `mark`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.reading import UnacceptableError, digest, read_submission
from sim.assessment.schema import schema_text
from sim.assessment.submission import Submission
from sim.cli_tables import text_table
from sim.policy import find_lever
from sim.reading import BadInputError, one_line

AddVerb = Callable[[str, str, Any], argparse.ArgumentParser]

_CHECK_ENDS = (
    "Exit 0: in order. Exit 1: a JSON file, but not in order; each problem is a line. Exit 2: it cannot be read."
)


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file to the command line."""
    listing = verb("exercises", "list the exercises that can be handed in", _exercises)
    listing.add_argument("--json", action="store_true", help="print JSON")

    one = verb("check", "say whether a file that was handed in is in order", _check)
    one.epilog = _CHECK_ENDS
    one.add_argument("file", metavar="FILE", nargs="?", help="the file that was handed in")
    one.add_argument("--schema", action="store_true", help="print the JSON Schema of such files instead")
    one.add_argument("--json", action="store_true", help="print JSON")


def _exercises(arguments: argparse.Namespace) -> None:
    exercises = [load_exercise(name) for name in exercise_names()]
    if arguments.json:
        _print_json([exercise.model_dump(mode="json") for exercise in exercises])
        return
    lines = [[one.id, one.unit, f"{one.minutes} min", one.title] for one in exercises]
    print(text_table(("exercise", "unit", "time", "title"), lines))


def _check(arguments: argparse.Namespace) -> int:
    if arguments.schema:
        print(schema_text(), end="")
        return 0
    if arguments.file is None:
        raise BadInputError("FILE: allowed the name of a file that was handed in, given nothing")
    try:
        submission = read_submission(arguments.file)
    except UnacceptableError as error:
        if arguments.json:
            _print_json({"in_order": False, "problems": list(error.problems)})
        else:
            for problem in error.problems:
                print(f"storesim: {one_line(arguments.file)}: {problem}", file=sys.stderr)
        return 1
    if arguments.json:
        _print_json({"in_order": True, "problems": [], **_contents(submission)})
    else:
        print(_told(arguments.file, submission))
    return 0


def _contents(submission: Submission) -> dict[str, Any]:
    """What is in a submission, without its words."""
    return {
        "exercise": submission.exercise,
        "learner": submission.learner,
        "workbook": submission.workbook,
        "decisions": submission.decisions[0].values,
        "prediction": submission.prediction.expected,
        "words": submission.word_counts(),
        "digest": digest(submission),
    }


def _told(name: str, submission: Submission) -> str:
    exercise = load_exercise(submission.exercise)
    values = submission.decisions[0].values
    decided = [[find_lever(path).label, str(value)] for path, value in values.items()]
    words = [[what, f"{count}"] for what, count in submission.word_counts().items()]
    lines = [
        f"{one_line(name)}: in order",
        f"exercise  {exercise.id}: {exercise.title}",
        f"learner   {submission.learner}",
        f"made with workbook {one_line(submission.workbook)}",
        f"digest    {digest(submission)}",
        "",
        text_table(("decision", "value"), decided) if decided else "No decision: everything stays as it is today.",
        "",
        text_table(("own words", "words"), words, right=("words",)),
    ]
    return "\n".join(lines)


def _print_json(content: Any) -> None:
    print(json.dumps(content, indent=2, allow_nan=False))


__all__ = ["add_verbs"]
