"""Which hand-ins a class run counts: every sound file, one for each learner and exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.assessment.exercise import load_exercise
from sim.assessment.reading import Broken, Duplicate, HandIn, read_each
from sim.assessment.submission import Submission


@dataclass(frozen=True)
class Collected:
    """What was found under some files and folders.

    Attributes:
        hand_ins: what counts, in the order of the paths.
        broken: a line for each file that cannot be used.
        repeated: a line for each file that is left out: another counts in its place, or nothing is decided in it.
    """

    hand_ins: tuple[HandIn, ...]
    broken: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def submissions(self) -> list[Submission]:
        """What was handed in, without the files."""
        return [one.submission for one in self.hand_ins]


def collect(paths: Iterable[str | Path]) -> Collected:
    """Read files and folders; of two different hand-ins of one learner for one exercise the last by name counts.

    Raises:
        ValueError: more files than are read at once, or none that can be used; one line.
    """
    given = list(paths)
    latest: dict[tuple[str, str], HandIn] = {}
    broken, repeated = [], []
    for one in read_each(given):
        if isinstance(one, Broken):
            broken.append(one.problem)
        elif isinstance(one, Duplicate):
            repeated.append(one.line)
        elif not load_exercise(one.submission.exercise).levers:
            left_out = (
                f"{one.path}: exercise: nothing is decided in {one.submission.exercise}, so a class cannot run it"
            )
            repeated.append(left_out)
        else:
            key = (one.submission.learner, one.submission.exercise)
            if key in latest:
                repeated.append(f"{latest[key].path}: file: {one.path} is by the same learner; only the latter counts")
            latest[key] = one
    if not latest:
        where = ", ".join(str(path) for path in given[:3])
        raise NothingToRunError(
            f"{where}: allowed at least one file that was handed in, given none that can be used", (*broken, *repeated)
        )
    return Collected(tuple(latest.values()), tuple(broken), tuple(repeated))


class NothingToRunError(ValueError):
    """No file can be used; `broken` says why of each."""

    def __init__(self, message: str, broken: tuple[str, ...]) -> None:
        super().__init__(message)
        self.broken = broken


__all__ = ["Collected", "NothingToRunError", "collect"]
