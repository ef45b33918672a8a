"""What a class decided: for each lever how many chose what, and what the two halves of the class got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.classroom.class_run import Change, ClassRun, Group, Member, mean_value, paired_change
from sim.policy import Lever, lever_value
from sim.show.looks import lever_text

MOST_BARS = 8
"""More different numbers than this are put together in equal ranges."""

ALIKE = 0.8
"""Two levers split a class alike when so large a share of it stands on the same side of both."""

_ONE = {"days": "day", "minutes": "minute", "people": "person"}

FEW = 3
"""Fewer policies than this in a half say little."""


@dataclass(frozen=True)
class Choice:
    """One setting of a lever, or a range of settings: how many chose it and what they got.

    Attributes:
        words: the setting as people say it.
        count: policies with it.
        is_today: whether the shop has it today.
        goal: mean change of the exercise's measure among them, no number if nobody chose it.
        profit: likewise of the profit, in HK$.
    """

    words: str
    count: int
    is_today: bool
    goal: float
    profit: float


@dataclass(frozen=True)
class Decided:
    """A lever and everything the class chose for it."""

    lever: Lever
    choices: tuple[Choice, ...]
    untouched: int
    """Policies that left it as it is today."""


@dataclass(frozen=True)
class Split:
    """Two halves of a class, told apart by one lever; differences are the first half's minus the second's."""

    lever: Lever
    words: tuple[str, str]
    counts: tuple[int, int]
    goal: Change
    profit: Change
    alike: tuple[Lever, ...]
    """Levers that split the class in nearly the same way, so that their effects cannot be told apart."""

    @property
    def is_small(self) -> bool:
        """Whether a half is too small to say much."""
        return min(self.counts) < FEW


def value_words(lever: Lever, value: Any) -> str:
    """A setting as people say it, with its unit."""
    words = lever_text(lever, value)
    return words.replace(lever.unit, _ONE.get(lever.unit, lever.unit)) if value == 1 and not lever.choices else words


def decided(done: ClassRun, group: Group) -> list[Decided]:
    """For each lever of the exercise, how many chose what."""
    return [_decided(done, group, lever) for lever in group.levers()]


def _decided(done: ClassRun, group: Group, lever: Lever) -> Decided:
    today = lever_value(done.reference, lever.path)
    chosen = [member.values[lever.path] for member in group.members]
    choices = []
    for words, among in _settings(lever, [*chosen, today]):
        members = [member for member in group.members if member.values[lever.path] in among]
        choices.append(
            Choice(words, len(members), today in among, _mean_of(group, members, group.goal), _profit(group, members))
        )
    return Decided(lever, tuple(choices), sum(value == today for value in chosen))


def _settings(lever: Lever, values: Sequence[Any]) -> list[tuple[str, frozenset[Any]]]:
    """The bars of a lever in order: all choices, or the numbers that occur, in ranges if there are many."""
    if lever.choices:
        return [(choice, frozenset([choice])) for choice in lever.choices]
    if isinstance(lever.default, bool):
        return [("yes", frozenset([True])), ("no", frozenset([False]))]
    numbers = sorted(set(values))
    if len(numbers) <= MOST_BARS:
        return [(value_words(lever, number), frozenset([number])) for number in numbers]
    parts = [part.tolist() for part in np.array_split(np.array(numbers), MOST_BARS)]
    return [
        (
            value_words(lever, part[0]) if len(part) == 1 else f"{part[0]:g} to {value_words(lever, part[-1])}",
            frozenset(part),
        )
        for part in parts
    ]


def _mean_of(group: Group, members: Sequence[Member], measure: str) -> float:
    return mean_value(np.array([group.change(member, measure).mean for member in members]))


def _profit(group: Group, members: Sequence[Member]) -> float:
    return _mean_of(group, members, "net_margin_hkd")


def splits(group: Group) -> list[Split]:
    """The levers on which the class is divided, each with what the two halves got."""
    levers = group.levers()
    sides = {lever.path: side for lever in levers if (side := _sides(group, lever)) is not None}
    found = []
    for lever in levers:
        if lever.path not in sides:
            continue
        words, first = sides[lever.path]
        alike = tuple(
            other
            for other in levers
            if other.path != lever.path and other.path in sides and _are_alike(first, sides[other.path][1])
        )
        found.append(
            Split(
                lever,
                words,
                (int(first.sum()), int((~first).sum())),
                _between(group, first, group.goal),
                _between(group, first, "net_margin_hkd"),
                alike,
            )
        )
    return found


def most_divided(found: Sequence[Split]) -> Split | None:
    """The split nearest to half and half; of equals the first of the form. None if the class is of one mind."""
    return max(found, key=lambda split: min(split.counts) / sum(split.counts), default=None)


def _sides(group: Group, lever: Lever) -> tuple[tuple[str, str], np.ndarray] | None:
    """Words for two sides and who stands on the first; None if all chose the same."""
    chosen = [member.values[lever.path] for member in group.members]
    different = sorted(set(chosen), key=str)
    if len(different) < 2:
        return None
    if isinstance(lever.default, bool):
        return ("yes", "no"), np.array(chosen, dtype=bool)
    if lever.choices:
        first = max(lever.choices, key=chosen.count)
        others = [choice for choice in lever.choices if choice != first and choice in chosen]
        return (first, " or ".join(others)), np.array([value == first for value in chosen])
    numbers = sorted(set(chosen))
    count = len(chosen)
    cut = min(
        range(1, len(numbers)), key=lambda place: abs(sum(value >= numbers[place] for value in chosen) - count / 2)
    )
    below = value_words(lever, numbers[cut - 1])
    above = value_words(lever, numbers[cut])
    words = (
        above if cut == len(numbers) - 1 else f"{above} or more",
        below if cut == 1 else f"{below} or fewer" if lever.unit in ("a month", "people") else f"{below} or less",
    )
    return words, np.array([value >= numbers[cut] for value in chosen])


def _are_alike(first: np.ndarray, other: np.ndarray) -> bool:
    agreeing = float((first == other).mean())
    return max(agreeing, 1 - agreeing) >= ALIKE


def _between(group: Group, first: np.ndarray, measure: str) -> Change:
    """Mean of the first half minus mean of the second, seed by seed, with its interval over the seeds."""
    values = np.array([member.outcome.values(measure) for member in group.members])
    return paired_change(values[first].mean(axis=0) - values[~first].mean(axis=0))


__all__ = ["Choice", "Decided", "Split", "decided", "most_divided", "splits", "value_words"]
