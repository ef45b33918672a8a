"""A round of marking: every hand-in that is new goes through all its worlds and into the gradebook, one by one.

Workers only run worlds; this process alone judges and writes, in the order of the files, so that the gradebook does not
depend on how many workers there are. Stopped half-way and started again, a round goes on where it was.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from sim.assessment.exercise import load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.marking import Case, mark, withhold
from sim.assessment.marks import Marking
from sim.assessment.reading import Broken, Duplicate, HandIn, read_each
from sim.assessment.secret import fingerprint
from sim.assessment.worlds import UNSEEN_SEEDS, Job, Size, World, jobs_of, one_world
from sim.reading import BadInputError, one_line

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
        seeds: worlds of each scenario, at least two.
        size: customers and days, to rehearse in a smaller shop.
        say: called with a line for each file that is broken, repeated or marked already, before the long work.

    Yields:
        How far it is, before the first world of each submission and after each world.

    Returns:
        What the round did.

    Raises:
        BadInputError: the gradebook fails or belongs to another secret, or there are too many files.
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
    with _worlds([job for jobs in plans for job in jobs], workers) as worlds:
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
            if troubles:
                told = one_line(f"{hand_in.path}: could not be run, which is not the learner's fault: {troubles[0]}")
                stuck = Broken(hand_in.path, told)
                broken.append(stuck)
                book.note_problem(stuck)
                say(stuck.problem)
            else:
                marked.append(_judge(hand_in, own, book, secret))
    return Round(tuple(marked), tuple(already), duplicates, tuple(broken))


def _judge(hand_in: HandIn, worlds: Sequence[World], book: Gradebook, secret: bytes) -> Marked:
    one = hand_in.submission
    marking = mark(Case(load_exercise(one.exercise), one, worlds, secret, book.first(one.learner, one.exercise)))
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


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever; this one ends."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _worlds(jobs: Sequence[Job], workers: int) -> Iterator[Iterator[World | str]]:
    """Worlds in the order of their jobs; what is waiting is dropped when the round is stopped."""
    if workers <= 1 or len(jobs) < 2:
        yield map(_try_world, jobs)
        return
    count = min(workers, len(jobs))
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        yield iter(pool.map(_try_world, jobs))
    except BrokenProcessPool:
        raise BadInputError(
            "--workers: a worker was stopped from outside, perhaps for want of memory; mark again, with fewer"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


__all__ = ["Marked", "Round", "Step", "mark_in_steps", "mark_paths"]
