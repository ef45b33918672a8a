"""Killed again and again without warning, a round of marking ends with the gradebook of an undisturbed one."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_marking import hand_in

ROOT = Path(__file__).resolve().parents[1]
KILLS = 10
LEARNERS = 12
TIMES = {"marked_at", "noted_at"}
ROUND = """
import sys
from sim.assessment.gradebook import Gradebook
from sim.assessment.round import mark_paths
folder, book, workers = sys.argv[1:]

def tick(step):
    print(step.done, flush=True)
    sys.stdin.readline()

if __name__ == "__main__":
    print("begins", flush=True)
    with Gradebook(book) as opened:
        mark_paths([folder], opened, b"only the training centre knows it", workers=int(workers), seeds=2, size=(60, 30),
                   tick=tick)
"""
"""A round that says how far it is, a line a step, and takes each step only when it is told to."""


def begin(script: Path, folder: Path, book: Path, workers: int) -> "subprocess.Popen[str]":
    """Start a round in a process of its own, which leads a group of its own."""
    command = [sys.executable, str(script), str(folder), str(book), str(workers)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def left_in_group(group: int) -> list[int]:
    """Processes of a group that are still at work."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group, *_ = stat.read_text().rpartition(") ")[2].split()
        except (OSError, ValueError):  # it ended while we looked
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def dump(book: Path) -> list[str]:
    """Every cell of every table but the times, in the order of the keys."""
    lines = []
    with sqlite3.connect(book) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(names):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in TIMES]
            quoted = ", ".join(f'"{column}"' for column in columns)
            lines += [f"{table} {row!r}" for row in connection.execute(f"SELECT {quoted} FROM {table} ORDER BY 1")]
    connection.close()
    return lines


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="it looks into /proc for workers that are left")
def test_ten_kills_change_nothing(tmp_path: Path) -> None:
    folder, script = tmp_path / "in", tmp_path / "round.py"
    folder.mkdir()
    script.write_text(ROUND, encoding="utf-8")
    for number in range(LEARNERS):
        values = {"outreach.newsletters_per_month": number, "coupons.depth_percent": 5 * (number % 4)}
        hand_in(folder, f"{number:02}", learner=f"TC7-{number // 2:04}", values=values, reason=f"my plan {number}")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "again.json").write_bytes((folder / "03.json").read_bytes())
    luck, killed = random.Random(11), tmp_path / "killed.db"
    # two while it starts, the others after so many steps and a little; a submission has five steps
    moments = [(0, luck.uniform(0, 1)) for _ in range(2)]
    moments += [(luck.randint(1, 9), luck.uniform(0, 0.03)) for _ in range(KILLS - 2)]
    kills = 0
    for number, (steps, wait) in enumerate(luck.sample(moments, KILLS)):
        process = begin(script, folder, killed, workers=1 + number % 2)
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(steps + 1 if steps else 0):  # the first line says that it begins
            process.stdout.readline()
            process.stdin.write("\n")
            process.stdin.flush()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.stdin.close()
        process.stdout.close()
        kills += process.wait(timeout=60) == -signal.SIGKILL
        deadline = time.monotonic() + 60
        while left := left_in_group(process.pid):
            assert time.monotonic() < deadline, f"workers outlive the round: {left}"
            time.sleep(0.05)
    assert kills == KILLS, "every round was killed before its end"
    for book in (killed, tmp_path / "undisturbed.db"):
        process = begin(script, folder, book, workers=1)
        process.communicate("\n" * 10 * LEARNERS, timeout=300)
        assert process.returncode == 0
    after = dump(killed)
    assert after == dump(tmp_path / "undisturbed.db")
    assert sum(line.startswith("submission ") for line in after) == LEARNERS
