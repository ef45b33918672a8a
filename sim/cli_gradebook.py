"""The verbs about a gradebook that is there: `report` and `appeal`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from sim.assessment.appeal import Appeal, appeal_in_steps, find
from sim.assessment.gradebook import Gradebook
from sim.assessment.secret import stored_secret
from sim.cli_input import folder_for_output, whole_number
from sim.cli_tables import text_table
from sim.show.reports import FORMATS, USUAL, read_formats, write_reports

AddVerb = Callable[[str, str, Any], argparse.ArgumentParser]
_GRADEBOOK = "a file, or an SQLAlchemy address"
_APPEAL_ENDS = (
    "Exit 0: the same as stored. Exit 1: something differs; then and now are printed. Exit 2: a name is wrong. "
    "The stored mark is never changed."
)
MOST_ATTEMPTS = 9999


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file to the command line."""
    reports = verb("report", "write portfolios, certificates, class sheet and mark sheets", _report)
    reports.add_argument("--gradebook", metavar="FILE", required=True, help=_GRADEBOOK)
    reports.add_argument("--out", metavar="DIR", required=True, help="where the files go")
    reports.add_argument(
        "--format",
        metavar="LIST",
        default=",".join(USUAL),
        help=f"which, with commas between: {', '.join(FORMATS)} ({','.join(USUAL)})",
    )

    again = verb("appeal", "work a stored mark out once more, and lay it beside the stored one", _appeal)
    again.epilog = _APPEAL_ENDS
    again.add_argument("--gradebook", metavar="FILE", required=True, help=_GRADEBOOK)
    again.add_argument("--learner", metavar="CODE", required=True, help="the learner code")
    again.add_argument("--exercise", metavar="ID", required=True, help="the exercise")
    again.add_argument("--attempt", metavar="N", type=whole_number(1, MOST_ATTEMPTS), help="which attempt (the last)")
    again.add_argument("--secret-file", metavar="FILE", help="what unseen shops are drawn from (FILE.secret)")


def _report(arguments: argparse.Namespace) -> None:
    formats = read_formats(arguments.format)
    with Gradebook(arguments.gradebook, begin=False) as book:
        rows = book.submissions()
    folder = folder_for_output("--out", arguments.out)
    count = 0
    with tqdm(unit=" learners", leave=False, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
        for written in write_reports(rows, folder, formats):
            count += len(written)
            bar.update()
    print(f"{count} files in {folder}")


def _appeal(arguments: argparse.Namespace) -> int:
    with Gradebook(arguments.gradebook, begin=False) as book:
        row = find(book, arguments.learner, arguments.exercise, arguments.attempt)
        file = None if arguments.secret_file is None else Path(arguments.secret_file)
        steps = appeal_in_steps(book, row, stored_secret(arguments.gradebook, file))
        with tqdm(unit=" shops", leave=False, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            done = _to_the_end(steps, bar)
    print(f"{row.learner}, {row.exercise}, attempt {row.attempt}, marked {row.marked_at}")
    lines = [[one.title, one.then or "not there", one.now or "not there"] for one in done.sides]
    print(text_table(("criterion", "then", "now"), lines))
    for words in done.words:
        print(words)
    return 0 if done.is_same else 1


def _to_the_end(steps: Generator[tuple[int, int], None, Appeal], bar: Any) -> Appeal:
    while True:
        try:
            bar.n, bar.total = next(steps)
            bar.refresh()
        except StopIteration as end:
            return end.value


__all__ = ["add_verbs"]
