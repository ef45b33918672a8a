"""The command line: `python -m sim VERB` or `storesim VERB`. It reads, calls the package and prints; nothing more.

Exit codes: 0 done, 1 the answer is no, 2 bad input (one line on stderr says file, field, what is allowed and what was
given), 130 stopped from the keyboard.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from tqdm import tqdm

from sim import bench
from sim.cli_assessment import add_verbs as add_assessment_verbs
from sim.cli_classroom import add_class
from sim.cli_datasets import add_datasets
from sim.cli_exercise import add_exercise
from sim.cli_gradebook import add_verbs as add_gradebook_verbs
from sim.cli_input import BadInputError, folder_for_output, one_line, read_policy, read_scenario, whole_number
from sim.cli_servers import add_server_verbs
from sim.cli_tables import TABLES, declared_table, finite, number, text_table
from sim.compare import Comparison, compare
from sim.kinds import KINDS
from sim.places import DATASETS
from sim.rules import NOT_A_CONVICTION
from sim.run import Run, run
from sim.scenario import LARGEST_POPULATION, LONGEST_RUN_DAYS
from sim.show.charts import effects_chart
from sim.two_lives import SUBJECTS

LARGEST_SEED = 2**63 - 1
MOST_SEEDS = 200
USUAL_SEEDS = 10


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise BadInputError(message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; `--help` leaves by SystemExit(0), as argparse does."""
    try:
        arguments = _parser().parse_args(argv)
        code = int(arguments.verb_function(arguments) or 0)
        sys.stdout.flush()
    except BadInputError as error:
        print(f"storesim: {one_line(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="storesim", description="A training simulation of an online shop.", allow_abbrev=False)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=_Parser)

    def verb(name: str, says: str, function: Any) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".", allow_abbrev=False)
        added.set_defaults(verb_function=function)
        return added

    one = verb("run", "run one shop and print its measures and incidents", _run)
    _scenario_option(one)
    one.add_argument("--policy", metavar="FILE", default="reference", help="decisions, JSON; what it leaves out stays")
    one.add_argument("--seed", metavar="N", type=whole_number(0, LARGEST_SEED), default=1, help="which luck (1)")
    one.add_argument("--days", metavar="N", type=whole_number(1, LONGEST_RUN_DAYS), help="length of the run")
    one.add_argument("--customers", metavar="N", type=whole_number(1, LARGEST_POPULATION), help="population")
    one.add_argument("--events", metavar="DIR", help="also write the event log there, one Parquet file a kind")
    _json_option(one)

    two = verb("compare", "compare two policies on the same shops, and say why they differ", _compare)
    two.add_argument("a", metavar="A", help="a policy file, or the word reference")
    two.add_argument("b", metavar="B", help="another")
    _scenario_option(two)
    seeds = whole_number(2, MOST_SEEDS)
    two.add_argument("--seeds", metavar="K", type=seeds, default=USUAL_SEEDS, help=f"how many shops ({USUAL_SEEDS})")
    subjects = (*SUBJECTS, "all")
    two.add_argument("--story", choices=subjects, default=subjects[0], help="whose two lives are told (customer)")
    _json_option(two)

    for name, (says, _, _) in TABLES.items():
        _json_option(verb(name, f"list {says}", _table))

    add_assessment_verbs(verb)
    add_exercise(verb)
    add_gradebook_verbs(verb)
    add_class(verb)
    add_datasets(verb)

    speed = verb("bench", "measure the speed against its targets", _bench)
    speed.add_argument("--quick", action="store_true", help="leave out the million customers")
    _json_option(speed)

    show = verb("demo", "compare the shop as it is with a careful policy, with a chart", _demo)
    show.add_argument("--out", metavar="DIR", default="out", help="where the chart goes (out)")

    add_server_verbs(verb)
    return parser


def _scenario_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scenario", metavar="N", default="corner-shop", help="name of the scenario (corner-shop)")


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _print_json(content: Any) -> None:
    print(json.dumps(content, indent=2, allow_nan=False))


@contextmanager
def _progress(unit: str, total: int | None = None) -> Iterator[Callable[..., None]]:
    """A function to call after each step; the bar shows only on a terminal."""
    with tqdm(total=total, unit=unit, leave=False, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def tick(_: str = "") -> None:
            bar.update()

        yield tick


def _run(arguments: argparse.Namespace) -> None:
    scenario = read_scenario(arguments.scenario)
    policy = read_policy(arguments.policy, scenario)
    folder = folder_for_output("--events", arguments.events) if arguments.events is not None else None
    made = run(policy, scenario, arguments.seed, days=arguments.days, customers=arguments.customers)
    if folder is not None:
        _write_events(made, folder)
    if arguments.json:
        _print_json(_run_content(made))
    else:
        _print_run(made, arguments.policy)


def _run_content(made: Run) -> dict[str, Any]:
    columns = ("value", "unit", "low", "high")
    return {
        "scenario": made.scenario.name,
        "seed": made.seed,
        "days": made.days,
        "customers": made.scenario.customers,
        "measures": {
            str(name): {column: finite(row[column]) for column in columns} for name, row in made.measures().iterrows()
        },
        "incidents": _incident_counts(made),
        "policy": made.policy.model_dump(mode="json"),
        "made_with": made.made_with,
        "digest": made.log.digest(),
    }


def _incident_counts(made: Run) -> dict[str, int]:
    """Of each rule, what the shop itself answers for; what strangers did to it is left out."""
    found = made.incidents()
    own = found["rule"][~found["by_stranger"]]
    return {str(rule): int(count) for rule, count in own.value_counts(sort=False).items() if count}


def _print_run(made: Run, policy_name: str) -> None:
    print(f"{made.scenario.title}: {made.scenario.customers:,} people, {made.days} days, seed {made.seed}")
    print(f"policy: {one_line(policy_name)}\n")
    lines = [
        [str(name), number(row["value"]), str(row["unit"]), number(row["low"]), number(row["high"])]
        for name, row in made.measures().iterrows()
    ]
    print(text_table(("measure", "value", "unit", "low", "high"), lines, right=("value", "low", "high")))
    counts = _incident_counts(made)
    print()
    if counts:
        found = [[rule, f"{count:,}"] for rule, count in counts.items()]
        print(text_table(("incidents by rule", "count"), found, right=("count",)))
        print(NOT_A_CONVICTION)
    else:
        print("No rule found an incident.")


def _write_events(made: Run, folder: Path) -> None:
    aside = {kind: folder / f".{kind}.{os.getpid()}.part" for kind in KINDS}
    try:
        for kind, part in aside.items():
            made.events(kind).to_parquet(part, index=False)
        for kind, part in aside.items():
            part.replace(folder / f"{kind}.parquet")
    except OSError as error:
        raise BadInputError(
            f"--events: {folder}: allowed a folder with room to write, given one that fails: {error}"
        ) from None
    finally:
        for part in aside.values():
            part.unlink(missing_ok=True)


def _compared(a: str, b: str, scenario_name: str, seeds: int) -> Comparison:
    scenario = read_scenario(scenario_name)
    first, second = read_policy(a, scenario), read_policy(b, scenario)
    with _progress(" seeds", seeds) as tick:
        return compare(first, second, scenario, range(1, seeds + 1), workers=os.cpu_count() or 1, progress=tick)


def _compare(arguments: argparse.Namespace) -> None:
    result = _compared(arguments.a, arguments.b, arguments.scenario, arguments.seeds)
    if arguments.json:
        _print_json(result.to_dict())
    else:
        print(result.to_text(arguments.story))


def _table(arguments: argparse.Namespace) -> None:
    if arguments.json:
        _print_json(TABLES[arguments.verb][1]())
    else:
        print(declared_table(arguments.verb))


def _bench(arguments: argparse.Namespace) -> None:
    with _progress(" steps") as tick:
        figures = bench.measure_speed(quick=arguments.quick, progress=tick)
    if arguments.json:
        _print_json({figure.name: figure.value for figure in figures})
        return
    lines = [
        [figure.name, number(figure.value), figure.target_text, "yes" if figure.is_reached else "no", figure.meaning]
        for figure in figures
    ]
    print(text_table(("figure", "value", "target", "reached", "meaning"), lines, right=("value", "target")))


def _demo(arguments: argparse.Namespace) -> None:
    folder = folder_for_output("--out", arguments.out)
    careful = DATASETS / "policies" / "careful.json"
    result = _compared("reference", str(careful), "corner-shop", USUAL_SEEDS)
    chart = folder / "demo.svg"
    chart.write_text(effects_chart(result.effects, names=("reference", "careful")), encoding="utf-8")
    print("The corner shop as it is (reference) against a careful policy\n")
    print(result.to_text())
    print(f"\nThe chart is in {chart}")
