"""The verb `class`: read the hand-ins, run the class, write the debrief."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from tqdm import tqdm

from sim.classroom.class_run import class_seeds, count_class_runs, run_class
from sim.classroom.hand_ins import Collected, NothingToRunError, collect
from sim.classroom.own_scenarios import find_scenario
from sim.cli_input import executor_options, folder_for_output, whole_number
from sim.reading import BadInputError, one_line
from sim.run import made_with
from sim.scenario import Scenario
from sim.show.debrief import debrief_summary, write_debrief

MOST_SEEDS = 200
USUAL_SEEDS = 10


def add_class(verb: Callable[[str, str, Any], argparse.ArgumentParser]) -> None:
    """Declare the verb `class`.

    Args:
        verb: makes a parser from name, one line of help, and the function that does the work.
    """
    added = verb("class", "run everyone's policy in the same worlds and write the page for the debrief", _class)
    added.add_argument("paths", metavar="PATH", nargs="+", help="files that were handed in, or folders of them")
    added.add_argument("--scenario", metavar="N", default="corner-shop", help="name or file of it (corner-shop)")
    seeds = whole_number(2, MOST_SEEDS)
    added.add_argument("--seeds", metavar="K", type=seeds, default=USUAL_SEEDS, help=f"how many shops ({USUAL_SEEDS})")
    executor_options(added)
    added.add_argument("--out", metavar="DIR", required=True, help="where debrief.html and class.csv go")
    added.add_argument("--json", action="store_true", help="print JSON")


def _class(arguments: argparse.Namespace) -> int:
    scenario = _scenario(arguments.scenario)
    found = _hand_ins(arguments.paths)
    folder = folder_for_output("--out", arguments.out)
    submissions = found.submissions
    seeds = class_seeds(arguments.seeds)
    try:
        total = count_class_runs(submissions, scenario, seeds)
        shown = sys.stderr.isatty()
        with tqdm(total=total, unit=" runs", leave=False, file=sys.stderr, disable=not shown) as bar:
            done = run_class(
                submissions,
                scenario,
                seeds,
                workers=arguments.workers or os.cpu_count() or 1,
                cluster=arguments.cluster,
                tick=bar.update,
                made_with=made_with(),
            )
        page, table = write_debrief(done, folder)
    except ValueError as error:
        raise BadInputError(str(error)) from None
    except OSError as error:
        raise BadInputError(
            f"--out: {folder}: allowed a folder with room to write, given one that fails: {error.strerror}"
        ) from None
    if arguments.json:
        print(
            json.dumps(
                {
                    **debrief_summary(done),
                    "left_out": [*found.broken, *found.repeated],
                    "page": str(page),
                    "table": str(table),
                },
                indent=2,
            )
        )
    else:
        files = "1 hand-in" if done.hand_ins == 1 else f"{done.hand_ins} hand-ins"
        print(f"{files}, {len(seeds)} shops each, scenario {scenario.name}")
        print(f"The debrief page is in {page}")
        print(f"The figures are in {table}")
    return 1 if found.broken else 0


def _scenario(given: str) -> Scenario:
    try:
        return find_scenario(given)
    except ValueError as error:
        raise BadInputError(f"--scenario: {error}") from None


def _hand_ins(paths: Sequence[str]) -> Collected:
    """What counts; every file that does not is named on stderr."""
    try:
        found = collect(paths)
    except NothingToRunError as error:
        _complain(error.broken)
        raise BadInputError(str(error)) from None
    except ValueError as error:
        raise BadInputError(str(error)) from None
    _complain([*found.broken, *found.repeated])
    return found


def _complain(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"storesim: {one_line(line)}", file=sys.stderr)


__all__ = ["add_class"]
