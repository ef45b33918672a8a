"""A round of marking: every hand-in that is new goes through all its worlds and into the gradebook, one by one.

Workers only run worlds; this process alone judges and writes, in the order of the files, so that the gradebook does not
depend on how many workers there are. Stopped half-way and started again, a round goes on where it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sim.assessment.exercise import load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.marking import Case, mark, withhold
from sim.assessment.marks import Marking
from sim.assessment.reading import Broken, Duplicate, HandIn, read_each
from sim.assessment.secret import fingerprint
from sim.assessment.worlds import UNSEEN_SEEDS, Job, Size, World, jobs_of, one_world
from sim.executors import results_of
from sim.reading import one_line

LOG = logging.getLogger("storesim")


@dataclass(frozen=True)
class Step:
    """How far a round is: worlds done, worlds in all, and what is being marked."""

    done: int
    total: int
    name: str


@dataclass(frozen=True)
class Marked:
    """A submission that went into the gradebook in this round."""

    hand_in: HandIn
    attempt: int
    marking: Marking
    alike: str | None


@dataclass(frozen=True)
class Round:
    """What a round did: what it marked, what was marked before, what repeats another file, what is broken."""

    marked: tuple[Marked, ...]
    already: tuple[HandIn, ...]
    duplicates: tuple[Duplicate, ...]
    broken: tuple[Broken, ...]


def mark_paths(
    paths: Iterable[str | Path],
    book: Gradebook,
    secret: bytes,
    *,
    tick: Callable[[Step], None] = lambda _: None,
    **options: Any,
) -> Round:
    """Mark everything handed in under these files and folders; `mark_in_steps` with a call of `tick` after each step.

    Raises:
        BadInputError: as `mark_in_steps`.
    """
    steps = mark_in_steps(paths, book, secret, **options)
    while True:
        try:
            tick(next(steps))
        except StopIteration as end:
            return end.value


def mark_in_steps(
    paths: Iterable[str | Path],
    book: Gradebook,
    secret: bytes,
    *,
    workers: int = 1,
    cluster: str | None = None,
    seeds: int = UNSEEN_SEEDS,
    size: Size | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Generator[Step, None, Round]:
    """Mark everything handed in under these files and folders that is not in the gradebook yet.

    Args:
        paths: files, and folders whose `*.json` are read.
        book: where marks, evidence and complaints go.
        secret: what the unseen seeds are derived from.
        workers: processes that run worlds; the marks do not depend on it.
        cluster: address of a cluster that runs them instead.
        seeds: worlds of each scenario; an interval needs two or more.
        size: customers and days, to rehearse in a smaller shop.
        say: called with a line for each file that is broken, repeated or marked already, before the long work.

    Yields:
        How far it is, before the first world of each submission and after each world.

    Returns:
        What the round did.

    Raises:
        BadInputError: the gradebook fails or belongs to another secret, there are too many files, or the cluster fails.
    """
    book.keep_secret_print(fingerprint(secret))
    read = read_each(paths)
    broken = [one for one in read if isinstance(one, Broken)]
    duplicates = tuple(one for one in read if isinstance(one, Duplicate))
    for bad in broken:
        book.note_problem(bad)
        say(bad.problem)
    for again in duplicates:
        say(again.line)
    fresh: list[HandIn] = []
    already: list[HandIn] = []
    for hand_in in (one for one in read if isinstance(one, HandIn)):
        (already if book.has(hand_in.digest) else fresh).append(hand_in)
    for known in already:
        say(f"{known.path}: already marked")
    plans = [jobs_of(one.submission, secret, seeds, size) for one in fresh]
    total, done = sum(len(jobs) for jobs in plans), 0
    marked = []
    with results_of(_try_world, [job for jobs in plans for job in jobs], workers, cluster) as worlds:
        for hand_in, jobs in zip(fresh, plans, strict=True):
            name = f"{hand_in.submission.learner}, {hand_in.submission.exercise}"
            yield Step(done, total, name)
            own: list[World] = []
            troubles: list[str] = []
            for world in islice(worlds, len(jobs)):
                if isinstance(world, World):
                    own.append(world)
                else:
                    troubles.append(world)
                done += 1
                yield Step(done, total, name)
            marking = None if troubles else _judge(hand_in, own, secret, book)
            if isinstance(marking, str):
                troubles.append(marking)
            if not isinstance(marking, Marking):
                told = one_line(f"{hand_in.path}: could not be run, which is not the learner's fault: {troubles[0]}")
                stuck = Broken(hand_in.path, told)
                broken.append(stuck)
                book.note_problem(stuck)
                say(stuck.problem)
            else:
                marked.append(_keep(hand_in, marking, book))
    return Round(tuple(marked), tuple(already), duplicates, tuple(broken))


def _judge(hand_in: HandIn, worlds: Sequence[World], secret: bytes, book: Gradebook) -> Marking | str:
    """The marking, or what went wrong in it, so that one hand-in that cannot be judged does not stop the rest."""
    try:
        one = hand_in.submission
        first = book.first(one.learner, one.exercise)
        return mark(Case(load_exercise(one.exercise), one, worlds, secret, first))
    except Exception as error:
        LOG.debug("marking", exc_info=True)
        return f"{type(error).__name__}: {error}"[:300]


def _keep(hand_in: HandIn, marking: Marking, book: Gradebook) -> Marked:
    alike = book.alike(hand_in.submission)
    if alike:
        marking = withhold(marking, alike)
    return Marked(hand_in, book.add(hand_in, marking, alike), marking, alike)


def _try_world(job: Job) -> World | str:
    """The world, or what went wrong in it, so that one world that fails does not stop the rest."""
    try:
        return one_world(job)
    except Exception as error:
        LOG.debug("world", exc_info=True)
        return f"{type(error).__name__}: {error}"[:300]


__all__ = ["Marked", "Round", "Step", "mark_in_steps", "mark_paths"]
