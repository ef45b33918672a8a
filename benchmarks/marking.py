"""How fast marking is: does its time grow with the submissions, what do two workers gain, and how long are 300?

`python -m benchmarks.marking [--quick]` prints the tables; nothing is asserted, for it depends on the machine. Each
round is a process of its own, from its start to its end, as an assessor starts it. Beside the seconds on the clock
stand the seconds of processor time: where other work runs on the machine, the clock says too much, the processor less.

- *Growth*: rounds of different sizes with one worker, in shops of full size with few seeds; a straight line through
  their seconds, with the share of the differences that it explains (R squared).
- *Two workers*: the same round with one and with two workers, in turn, so that both meet the same machine. The *best
  possible* gain is that of processor time: all seconds of one worker over half of those of two and their parent.
- *300 submissions with 20 seeds*: from the seconds of a shop in the rounds above; how is said in words.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from sim.assessment.exercise import load_exercise
from sim.assessment.worlds import UNSEEN_SEEDS
from sim.places import DATASETS

SIZES: Final = (3, 6, 12, 24)
GROWTH_SEEDS: Final = 2
PAIR_SUBMISSIONS: Final = 24
PAIR_SEEDS: Final = 4
REPEATS: Final = 2
WANTED, WANTED_SEEDS = 300, 20
DECISIONS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("promotions", {"outreach.newsletters_per_month": 4, "outreach.audience": "recorded consent"}),
    ("monitoring", {"monitoring.price_check_days": 5, "publishing.second_person_checks": True}),
    ("security", {"security.two_step_sign_in": "app prompt", "security.log_review_days": 5}),
)
"""What is handed in: each lesson in turn, a third of all."""


@dataclass(frozen=True)
class Round:
    """One round, from the start of its process to its end.

    Attributes:
        shops: worlds it ran.
        clock: seconds on the clock.
        parent: seconds of processor time of the process that judges and writes.
        workers: seconds of processor time of its workers together.
    """

    submissions: int
    shops: int
    clock: float
    parent: float
    workers: float

    @property
    def processor(self) -> float:
        """Seconds of processor time of all processes."""
        return self.parent + self.workers


def write_class(folder: Path, count: int) -> None:
    """So many submissions, of different learners."""
    for number, (exercise, values) in enumerate(islice(cycle(DECISIONS), count)):
        content = {
            "format": 1,
            "workbook": "0.1.0",
            "exercise": exercise,
            "learner": f"BM-{number:04}",
            "decisions": [{"values": values, "reason": f"number {number}"}],
            "prediction": {"expected": {}},
            "declaration": True,
        }
        (folder / f"{number:04}.json").write_text(json.dumps(content), encoding="utf-8")


def measure(submissions: int, seeds: int, workers: int) -> Round:
    """Mark a class in a process of its own."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        write_class(folder, submissions)
        command = [sys.executable, "-m", "benchmarks.marking", "--round", place, str(seeds), str(workers)]
        begin = time.perf_counter()
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=DATASETS.parent)
        clock = time.perf_counter() - begin
    told = json.loads(done.stdout)
    return Round(submissions, told["shops"], clock, told["parent"], told["workers"])


def _round(place: str, seeds: int, workers: int) -> None:
    """The work of that process."""
    import resource  # not on Windows

    from sim.assessment.gradebook import Gradebook
    from sim.assessment.round import mark_paths

    with Gradebook(f"{place}/book.db") as book:
        done = mark_paths([f"{place}/in"], book, b"a secret of the benchmark", workers=workers, seeds=seeds)
    parent, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = [one.ru_utime + one.ru_stime for one in (parent, children)]
    shops = sum(len(one.marking.worlds) for one in done.marked)
    print(json.dumps({"shops": shops, "parent": seconds[0], "workers": seconds[1]}))


def line_through(rounds: Sequence[Round]) -> tuple[float, float, float]:
    """Seconds of processor time of the start, seconds a submission more, and R squared."""
    sizes = np.array([one.submissions for one in rounds], dtype=float)
    seconds = np.array([one.processor for one in rounds])
    slope, start = np.polyfit(sizes, seconds, 1)
    rest = seconds - (start + slope * sizes)
    return float(start), float(slope), float(1 - rest.var() / seconds.var())


def main(*, quick: bool = False) -> int:
    """Measure and print."""
    repeats = 1 if quick else REPEATS
    sizes = SIZES[:3] if quick else SIZES
    print(f"{os.cpu_count()} processors; load of the machine before: {os.getloadavg()[0]:.1f}")
    print(f"\nGrowth: one worker, {GROWTH_SEEDS} seeds a scenario, shops of full size")
    print("| submissions | shops | seconds on the clock | of processor time | a shop |\n|---|---|---|---|---|")
    rounds = []
    for size in sorted(sizes * repeats):
        one = measure(size, GROWTH_SEEDS, 1)
        rounds.append(one)
        print(f"| {size} | {one.shops} | {one.clock:.1f} | {one.processor:.1f} | {one.processor / one.shops:.3f} |")
    start, slope, explained = line_through(rounds)
    print(f"Straight line: {start:.1f} s to start and {slope:.2f} s a submission; R squared {explained:.4f}")

    print(f"\nTwo workers against one: {PAIR_SUBMISSIONS} submissions, {PAIR_SEEDS} seeds a scenario, in turn")
    print("| one worker, clock | two, clock | gain | one, processor | two: judging | two: workers | best possible |")
    print("|---|---|---|---|---|---|---|")
    pairs = []
    for _ in range(repeats):
        one, two = (measure(PAIR_SUBMISSIONS, PAIR_SEEDS, count) for count in (1, 2))
        pairs.append((one, two))
        cells = (one.clock, two.clock, one.clock / two.clock, one.processor, two.parent, two.workers, best(one, two))
        print(f"| {' | '.join(f'{cell:.2f}' for cell in cells)} |")
    gains = [one.clock / two.clock for one, two in pairs]
    possible = [best(one, two) for one, two in pairs]
    print(f"Gain: median {median(gains):.2f}, best {max(gains):.2f}; by processor time: median {median(possible):.2f}")
    print(f"Load of the machine after: {os.getloadavg()[0]:.1f}")

    _told(pairs[-1][0].processor, pairs[-1][0].shops, median(gains), median(possible))
    return 0


def best(one: Round, two: Round) -> float:
    """What two workers gain where nothing else runs and both are busy all the time: judging is not shared out."""
    return one.processor / max(two.parent, two.processor / 2)


def _told(processor: float, shops: int, gain: float, possible: float) -> None:
    scenarios = sum(len(load_exercise(name).scenarios) for name, _ in DECISIONS) / len(DECISIONS)
    a_shop = processor / shops
    for seeds in (UNSEEN_SEEDS, WANTED_SEEDS):
        count = round(WANTED * scenarios * seeds)
        minutes = count * a_shop / 60
        print(
            f"\n{WANTED} submissions x {seeds} seeds x {scenarios:g} scenarios = {count:,} shops. Not run whole: "
            f"{shops} shops took {processor:.0f} s of processor time, {a_shop:.3f} s each with start and judging, and "
            f"time grows in a line. So {minutes:.0f} minutes with one worker; {minutes / possible:.0f} with two that "
            f"have the machine to themselves, {minutes / gain:.0f} at the gain measured here."
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--round"]:
        _round(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        raise SystemExit(main(quick="--quick" in sys.argv[1:]))
