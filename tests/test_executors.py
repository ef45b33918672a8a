"""Who does the work must not show: one process, two or a cluster give the same, and a bad address is one line."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim import executors
from sim.assessment.gradebook import Gradebook
from sim.assessment.round import mark_paths
from sim.classroom.class_run import run_class
from sim.executors import in_batches, results_of
from sim.reading import BadInputError
from sim.scenario import Scenario
from sim.show.debrief import class_table
from tests.classroom import submission as class_submission
from tests.test_marking import CAREFUL, SECRET, TINY, hand_in, marks_in

NOT_INSTALLED = 'the extra "cluster" (package distributed) is not installed'


def doubled(number: int) -> int:
    """Work for the tests; it must be at the top of a module."""
    return 2 * number


def refused(address: str) -> str:
    """What is said about a cluster that cannot be used."""
    with (
        pytest.raises(BadInputError, match=r"^--cluster: .*allowed") as said,
        results_of(doubled, [1], cluster=address),
    ):
        pass
    assert "\n" not in str(said.value)
    return str(said.value)


@pytest.mark.parametrize(("jobs", "sizes"), [(1, {1}), (16, {1}), (70, {4, 2}), (4800, {4})])
def test_batches_keep_the_order_and_move_the_bar(jobs: int, sizes: set[int]) -> None:
    batches = in_batches(range(jobs), 2, executors.LARGEST_BATCH)
    assert [one for batch in batches for one in batch] == list(range(jobs))
    assert {len(batch) for batch in batches} == sizes


@pytest.mark.parametrize("address", ["", "scheduler", "http://x:1", "tcp://x:99999", "tcp://x:1; rm -r y", "a\nb:1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert "tcp://192.168.1.20:8786" in refused(address)


def test_a_computer_without_the_package_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert 'the extra "cluster"' in refused("tcp://127.0.0.1:8786")


@pytest.mark.slow
@pytest.mark.parametrize("answers", ["nobody", "something else"])
def test_an_address_without_a_cluster_is_refused(answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed port, and one that takes the call and never speaks."""
    pytest.importorskip("distributed", reason=NOT_INSTALLED)
    monkeypatch.setattr(executors, "WAIT_SECONDS", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        if answers == "something else":
            taken.listen()
        assert "none answered" in refused(f"127.0.0.1:{taken.getsockname()[1]}")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A Dask cluster of two processes on this computer."""
    distributed = pytest.importorskip("distributed", reason=NOT_INSTALLED)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        yield local.scheduler_address


@pytest.mark.slow
def test_a_cluster_gives_the_same_marks_to_the_byte(cluster: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        hand_in(folder, f"{number}", learner=f"TC7-{number:04}", values={**CAREFUL, "coupons.depth_percent": number})
    (folder / "broken.json").write_text("{")

    def marked(name: str, **who: Any) -> list[dict[str, Any]]:
        with Gradebook(str(tmp_path / name)) as book:
            assert len(mark_paths([folder], book, SECRET, seeds=2, size=TINY, **who).marked) == 4
        return marks_in(tmp_path / name)

    assert marked("one.db") == marked("cluster.db", cluster=cluster) == marked("two.db", workers=2)


@pytest.mark.slow
def test_a_cluster_gives_the_same_class(cluster: str, tiny: Scenario) -> None:
    given = [class_submission(), class_submission(learner="TC7-0002", values={"outreach.newsletters_per_month": 8})]
    alone = run_class(given, tiny, (51, 52))
    assert class_table(alone) == class_table(run_class(given, tiny, (51, 52), cluster=cluster))


@pytest.mark.slow
def test_work_that_fails_on_a_cluster_is_not_taken_for_a_lost_cluster(cluster: str) -> None:
    with pytest.raises(TypeError), results_of(doubled, [None, None], cluster=cluster) as results:
        list(results)
