"""Who does the work: this process, processes of this computer, or a cluster. What comes out does not depend on it.

Both kinds of helpers stand behind the interface of `concurrent.futures`. Jobs go out in batches, and their results come
back one by one in the order of the jobs. A job and its result must be values that can be pickled; the work is a
function at the top of a module, so a cluster needs this very workbook on its computers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Final, TypeVar

from sim.reading import BadInputError, given, one_line
from sim.run import made_with

Job = TypeVar("Job")
Result = TypeVar("Result")

LARGEST_BATCH: Final = 4
"""Jobs in one hand-over between processes: it costs about a millisecond, a job hundreds; few, so that bars move."""
LARGEST_CLUSTER_BATCH: Final = 25
"""The same over a network, where a hand-over costs several milliseconds."""
BATCHES_A_WORKER: Final = 8
"""At least so many where there are enough jobs, so that nobody waits long for the last one."""
WAIT_SECONDS: Final = 5
"""How long a cluster may take to answer."""
ADDRESS: Final = re.compile(r"(?:(?:tcp|tls)://)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
LARGEST_PORT: Final = 65535
_ADDRESS_WORDS: Final = "the address of a Dask scheduler, such as tcp://192.168.1.20:8786"


@contextmanager
def results_of(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int = 1, cluster: str | None = None
) -> Iterator[Iterator[Result]]:
    """Do the work for every job, and give the results in the order of the jobs.

    Leaving the `with` statement drops what is not begun.

    Args:
        work: a function at the top of a module.
        jobs: what it is called with.
        workers: processes of this computer; with one, or with a single job, the work is done in this process.
        cluster: the address of a cluster that does it instead.

    Raises:
        BadInputError: the cluster cannot be used, or workers were lost on the way.
    """
    if cluster is None and (workers <= 1 or len(jobs) < 2):
        yield map(work, jobs)
    elif cluster is None:
        batches = in_batches(jobs, workers, LARGEST_BATCH)
        with (
            _processes(min(workers, len(batches))) as executor,
            closing(_results(executor, work, batches, (BrokenProcessPool,), _LOST_PROCESS)) as results,
        ):
            yield results
    else:
        with _cluster(cluster) as (executor, threads, troubles):
            batches = in_batches(jobs, threads, LARGEST_CLUSTER_BATCH)
            told = f"--cluster: {cluster}: {_LOST_CLUSTER}"
            with closing(_results(executor, work, batches, troubles, told)) as results:
                yield results


_LOST_PROCESS: Final = (
    "--workers: a worker was stopped from outside, perhaps for want of memory; start again, with fewer"
)
_LOST_CLUSTER: Final = "the cluster was lost on the way, or lacks this workbook; what was finished is kept"


def in_batches(jobs: Sequence[Job], workers: int, largest: int) -> list[Sequence[Job]]:
    """The jobs in batches of one size, up to the largest, but enough of them that every worker has several."""
    size = min(largest, max(1, len(jobs) // (workers * BATCHES_A_WORKER)))
    return [jobs[start : start + size] for start in range(0, len(jobs), size)]


def _results(
    executor: Executor,
    work: Callable[[Job], Result],
    batches: Sequence[Sequence[Job]],
    troubles: tuple[type[BaseException], ...],
    told: str,
) -> Generator[Result, None, None]:
    done: Any = executor.map(partial(_do_batch, work), batches)
    with closing(done):
        while True:
            try:
                batch = next(done)
            except StopIteration:
                return
            except troubles:
                raise BadInputError(told) from None
            yield from batch


def _do_batch(work: Callable[[Job], Result], jobs: Sequence[Job]) -> list[Result]:
    return [work(job) for job in jobs]


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    """Fresh processes, the same on every system; none of them outlives this one."""
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_settle_in)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _settle_in() -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it: one whose parent was killed would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int, tuple[type[BaseException], ...]]]:
    """An executor on a Dask cluster, how many jobs it does at once, and what its losses are called."""
    if not ADDRESS.fullmatch(address) or int(address.rpartition(":")[2]) > LARGEST_PORT:
        raise BadInputError(f"--cluster: allowed {_ADDRESS_WORDS}, given {given(address)}")
    try:
        dask: Any = import_module("distributed")  # an optional extra
    except ImportError:
        raise BadInputError(
            '--cluster: allowed where the extra "cluster" is installed (pip install "distributed>=2025.1"), '
            "given a computer without it"
        ) from None
    try:
        asyncio.run(asyncio.wait_for(_greet(dask, address), WAIT_SECONDS))  # a client would wait for ever
        client = dask.Client(address, timeout=WAIT_SECONDS, set_as_default=False)
    except Exception:  # whatever it is that answers there
        raise BadInputError(
            f"--cluster: allowed {_ADDRESS_WORDS}, given {address}, where none answered in {WAIT_SECONDS} seconds"
        ) from None
    for name in ("distributed", "distributed.client"):  # what is lost is told in one line, not in its tracebacks
        logging.getLogger(name).setLevel(logging.CRITICAL)
    losses = (dask.KilledWorker, CancelledError, ImportError, OSError)
    try:
        yield client.get_executor(pure=False), _threads(client, address), losses
    finally:
        client.close(timeout=WAIT_SECONDS)


async def _greet(dask: Any, address: str) -> None:
    """Shake hands, and leave."""
    comm = await dask.comm.connect(address, timeout=WAIT_SECONDS)
    await comm.close()


def _threads(client: Any, address: str) -> int:
    """How many jobs the cluster does at once; its computers must be like this one, or digits may differ."""
    try:
        client.wait_for_workers(1, timeout=WAIT_SECONDS)
        versions = client.run(made_with, on_error="return")
    except (OSError, TimeoutError) as error:
        raise BadInputError(
            f"--cluster: allowed a cluster with workers, given {address}, where none is ready ({type(error).__name__})"
        ) from None
    for worker, version in sorted(versions.items()):
        if version != made_with():
            found = version if isinstance(version, str) else "one without this workbook"
            raise BadInputError(
                f"--cluster: {one_line(worker)}: allowed computers with {made_with()}, given {one_line(found)[:200]}"
            )
    return max(1, sum(client.nthreads().values()))


__all__ = ["LARGEST_BATCH", "LARGEST_CLUSTER_BATCH", "WAIT_SECONDS", "in_batches", "results_of"]
