"""The verbs of hand-in and marking: `exercises`, `check` and `mark`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.mark_sheet import write_sheet
from sim.assessment.marks import BY_A_PERSON
from sim.assessment.reading import UnacceptableError, digest, read_submission
from sim.assessment.round import Round, Step, mark_paths
from sim.assessment.schema import schema_text
from sim.assessment.secret import secret_of
from sim.assessment.submission import Submission
from sim.cli_input import executor_options
from sim.cli_tables import text_table
from sim.policy import find_lever
from sim.reading import BadInputError, one_line

AddVerb = Callable[[str, str, Any], argparse.ArgumentParser]

_CHECK_ENDS = (
    "Exit 0: in order. Exit 1: a JSON file, but not in order; each problem is a line. Exit 2: it cannot be read."
)

_MARK_ENDS = (
    "Exit 0: everything is marked. Exit 1: some files are broken, the rest is marked. "
    "Exit 2: a name or the gradebook is wrong; nothing is marked. "
    "What is in the gradebook already is not marked again; a round that was stopped goes on. " + BY_A_PERSON
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

    many = verb("mark", "mark what was handed in, on shops that the trainees have not seen", _mark)
    many.epilog = _MARK_ENDS
    many.add_argument("paths", metavar="PATH", nargs="+", help="files that were handed in, or folders of them")
    many.add_argument("--gradebook", metavar="FILE", required=True, help="a file, or an SQLAlchemy address")
    many.add_argument("--secret-file", metavar="FILE", help="what unseen shops are drawn from (FILE.secret, made once)")
    many.add_argument("--csv", metavar="FILE", help="also write the mark sheet there")
    executor_options(many)


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
        "findings": [one.model_dump() for one in submission.findings],
        "prediction": submission.prediction.expected,
        "words": submission.word_counts(),
        "responses": len(submission.responses),
        "digest": digest(submission),
    }


def _told(name: str, submission: Submission) -> str:
    exercise = load_exercise(submission.exercise)
    values = submission.decisions[0].values
    decided = [[find_lever(path).label, str(value)] for path, value in values.items()]
    words = [[what, f"{count}"] for what, count in submission.word_counts().items()]
    if exercise.task == "questions":
        asked = sum(quota.count for quota in exercise.questions)
        done = f"Questions answered: {len(submission.responses)} of {asked}."
    elif decided:
        done = text_table(("decision", "value"), decided)
    else:
        done = "No decision: everything stays as it is today."
    lines = [
        f"{one_line(name)}: in order",
        f"exercise  {exercise.id}: {exercise.title}",
        f"learner   {submission.learner}",
        f"made with workbook {one_line(submission.workbook)}",
        f"digest    {digest(submission)}",
        "",
        done,
        "",
        text_table(("own words", "words"), words, right=("words",)),
    ]
    return "\n".join(lines)


def _mark(arguments: argparse.Namespace) -> int:
    _refuse_missing(arguments.paths)
    with Gradebook(arguments.gradebook) as book:
        file = None if arguments.secret_file is None else Path(arguments.secret_file)
        secret = secret_of(arguments.gradebook, book, _say, file)
        if arguments.csv is not None:  # before the long work, so that a place that cannot be written to is said now
            write_sheet(Path(arguments.csv), book.submissions())
        with tqdm(unit=" shops", leave=False, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

            def tick(step: Step) -> None:
                bar.total, bar.n = step.total, step.done
                bar.set_description(step.name)

            done = mark_paths(
                arguments.paths,
                book,
                secret,
                workers=arguments.workers or os.cpu_count() or 1,
                cluster=arguments.cluster,
                tick=tick,
                say=_say,
            )
        if arguments.csv is not None:
            write_sheet(Path(arguments.csv), book.submissions())
    _print_round(done)
    return 1 if done.broken else 0


def _refuse_missing(paths: Sequence[str]) -> None:
    """A mistyped name is said before a gradebook is begun."""
    for path in paths:
        if "\0" in path or not os.path.lexists(path):
            raise BadInputError(f"{path[:200]}: allowed a file or folder that is there, given another name")


def _say(line: str) -> None:
    tqdm.write(f"storesim: {one_line(line)}", file=sys.stderr)


def _print_round(done: Round) -> None:
    lines = [
        [
            one.hand_in.submission.learner,
            one.hand_in.submission.exercise,
            f"{one.attempt}",
            mark.title,
            mark.result,
        ]
        for one in done.marked
        for mark in one.marking.criteria
    ]
    if lines:
        print(text_table(("learner", "exercise", "attempt", "criterion", "result"), lines, right=("attempt",)))
        print(BY_A_PERSON)
    counts = (
        (len(done.marked), "marked"),
        (len(done.already), "marked before"),
        (len(done.duplicates), "the same as another file"),
        (len(done.broken), "broken"),
    )
    print(", ".join(f"{count} {what}" for count, what in counts if count or what == "marked"))


def _print_json(content: Any) -> None:
    print(json.dumps(content, indent=2, allow_nan=False))


__all__ = ["add_verbs"]
