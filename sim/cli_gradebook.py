"""The verbs about a gradebook that is there: `report`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

from sim.assessment.gradebook import Gradebook
from sim.cli_input import folder_for_output
from sim.show.reports import FORMATS, USUAL, read_formats, write_reports

AddVerb = Callable[[str, str, Any], argparse.ArgumentParser]
_GRADEBOOK = "a file, or an SQLAlchemy address"


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


__all__ = ["add_verbs"]
