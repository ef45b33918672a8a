"""Luck must be uniform, independent across every part of its key, and the same in every process.

Seeds are fixed: a test fails because the generator changed, never by luck. Bounds are four standard errors and more.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim.streams import Streams

ENTITIES = np.arange(200_000)
FAR_OUT = 4.0  # standard errors
RARE = 1e-5  # p-value below which a fixed-seed test calls the generator biased

Draw = Callable[[Streams], np.ndarray]
WAYS: dict[str, Draw] = {
    "everyone": lambda streams: streams.everyone("visit", 3, len(ENTITIES)),
    "some, over entities": lambda streams: streams.some("visit", 3, ENTITIES),
    "some, over days": lambda streams: streams.some("visit", ENTITIES, np.full(len(ENTITIES), 7)),
    "some, over parts": lambda streams: streams.some(
        "visit", np.full(len(ENTITIES), 3), np.full(len(ENTITIES), 7), ENTITIES
    ),
    "some, over negative days": lambda streams: streams.some("visit", -ENTITIES - 1, np.full(len(ENTITIES), 7)),
}


def score_of_chi_square(counts: np.ndarray) -> float:
    """Chi-square of equal cells as a standard score."""
    expected = counts.sum() / counts.size
    cells = counts.size - 1
    return float((((counts - expected) ** 2 / expected).sum() - cells) / np.sqrt(2 * cells))


@pytest.mark.parametrize("way", WAYS)
def test_luck_is_uniform(way: str) -> None:
    """Every rate of the model is a threshold on a uniform number; a dent in it shifts that rate."""
    luck = WAYS[way](Streams(11))
    assert luck.min() >= 0, "luck must not be negative"
    assert luck.max() < 1, "luck must stay below 1"
    score = score_of_chi_square(np.histogram(luck, bins=256, range=(0, 1))[0])
    assert abs(score) < FAR_OUT, f"256 equal cells: chi-square is {score:.1f} standard errors off"
    assert stats.kstest(luck, "uniform").pvalue > RARE, "distance from the uniform law is too large"


@pytest.mark.parametrize("way", WAYS)
def test_rare_thresholds_are_met_as_often_as_they_should_be(way: str) -> None:
    """Most chances of the model are small: the lowest thousandth must be filled as well as the rest."""
    luck = WAYS[way](Streams(12))
    expected = 0.001 * len(luck)
    score = ((luck < 0.001).sum() - expected) / np.sqrt(expected)
    assert abs(score) < FAR_OUT, f"luck below 0.001 is {score:.1f} standard errors off"


def of(purpose: str = "visit", day: int = 3, part: int = 0, seed: int = 11, shift: int = 0) -> np.ndarray:
    """Luck of the same entities under one key."""
    return Streams(seed).some(purpose, day, ENTITIES + shift, part)


PAIRS = {
    "neighbouring entities": lambda: (of(), of(shift=1)),
    "days": lambda: (of(), of(day=4)),
    "days a week apart": lambda: (of(), of(day=10)),
    "purposes": lambda: (of(), of("convert")),
    "parts": lambda: (of(), of(part=1)),
    "day against part": lambda: (of(day=4), of(part=1)),
    "seeds": lambda: (of(), of(seed=12)),
    "both ways of drawing": lambda: (of(), Streams(11).everyone("visit", 3, len(ENTITIES))),
    "days of everyone": lambda: tuple(Streams(11).everyone("visit", day, len(ENTITIES)) for day in (3, 4)),
    "purposes of everyone": lambda: tuple(Streams(11).everyone(name, 3, len(ENTITIES)) for name in ("a", "b")),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_luck_of_different_keys_is_independent(pair: str) -> None:
    """Paired worlds rest on it: the luck of one question must say nothing about that of another."""
    one, other = PAIRS[pair]()
    score = np.corrcoef(one, other)[0, 1] * np.sqrt(len(one))
    assert abs(score) < FAR_OUT, f"correlation is {score:.1f} standard errors from none"
    counts = np.histogram2d(one, other, bins=16, range=[[0, 1], [0, 1]])[0]
    score = score_of_chi_square(counts)
    assert abs(score) < FAR_OUT, f"16 x 16 cells: chi-square is {score:.1f} standard errors off"


def test_luck_of_one_entity_over_days_is_independent_of_its_neighbours() -> None:
    """A customer's whole year must not run beside that of the next customer."""
    years = np.stack([Streams(5).everyone("visit", day, 200) for day in range(2000)])
    scores = np.corrcoef(years, rowvar=False)[np.triu_indices(200, 1)] * np.sqrt(len(years))
    assert abs(scores.mean()) * np.sqrt(len(scores)) < FAR_OUT, "customers move together"
    assert 0.95 < scores.std() < 1.05, f"spread of correlations is {scores.std():.3f}, should be 1"


def test_some_gives_what_one_gives() -> None:
    """A process that follows one order must meet the luck that the block gave it."""
    streams = Streams(3)
    rng = np.random.default_rng(1)
    who, days, parts = rng.integers(0, 2_000_000, 50), rng.integers(-400, 730, 50), rng.integers(0, 9, 50)
    keys = list(zip(days.tolist(), who.tolist(), parts.tolist(), strict=True))
    single = [streams.one("leaving", day, entity, part) for day, entity, part in keys]
    assert streams.some("leaving", days, who, parts).tolist() == single
    assert streams.some("leaving", 17, who, 2).tolist() == [streams.one("leaving", 17, e, 2) for e in who.tolist()]
    first = [streams.one("leaving", day, entity) for day, entity, _ in keys]
    assert streams.some("leaving", days, who).tolist() == first


@pytest.mark.filterwarnings("error")
def test_one_day_with_many_parts_gives_what_one_gives_and_warns_of_nothing() -> None:
    """The lines of one day's baskets are drawn so; a warning on a trainee's screen looks like a fault of theirs."""
    streams, who, parts = Streams(3), np.arange(40), np.arange(40) % 5
    single = [
        streams.one("leaving", 17, entity, part) for entity, part in zip(who.tolist(), parts.tolist(), strict=True)
    ]
    assert streams.some("leaving", 17, who, parts).tolist() == single


def test_order_and_type_of_the_entities_change_nothing() -> None:
    """Luck belongs to the entity, not to its place in a list."""
    streams, who = Streams(3), np.array([5, 900_001, 12, 0])
    luck = streams.some("leaving", 4, who)
    assert streams.some("leaving", 4, who[::-1])[::-1].tolist() == luck.tolist()
    assert streams.some("leaving", 4, who.astype(np.int32)).tolist() == luck.tolist()
    assert who.tolist() == [5, 900_001, 12, 0], "the caller's array must be left alone"


def test_a_larger_population_leaves_the_first_as_they_were() -> None:
    """Growing the shop must move nobody's luck."""
    small, large = Streams(3).everyone("visit", 9, 1_001), Streams(3).everyone("visit", 9, 50_000)
    assert small.tolist() == large[:1_001].tolist()


def test_drawing_more_moves_no_other_luck() -> None:
    """Nothing is drawn "next"."""
    quiet, busy = Streams(3), Streams(3)
    busy.everyone("mail", 9, 10_000)
    busy.some("convert", 9, np.arange(77))
    assert quiet.everyone("visit", 9, 100).tolist() == busy.everyone("visit", 9, 100).tolist()
    assert quiet.one("visit", 9, 5) == busy.one("visit", 9, 5)


ROOT = Path(__file__).resolve().parents[1]
CODE = """
import numpy as np
from sim.streams import Streams
s = Streams(8)
print(s.everyone("visit", 2, 5).tolist(), s.some("visit", -2, np.arange(5), 1).tolist(), s.one("x", 3, 4, 5))
"""


@pytest.mark.slow
def test_luck_is_the_same_in_every_process() -> None:
    """The assessor's machine must meet the luck of the trainee's, whatever PYTHONHASHSEED is."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert "[" in printed.pop()
