"""The luck of one learner's materials: keyed by a number that only the training centre can make."""

from __future__ import annotations

import math

from sim.streams import Streams


class OwnLuck:
    """A number in [0, 1) for a purpose and a thing; the same every time.

    Args:
        number: as `own_number` gives it.
    """

    def __init__(self, number: int) -> None:
        self._streams = Streams(number)

    def __call__(self, purpose: str, thing: int, part: int = 0) -> float:
        """The luck of a thing, such as an item, for a purpose."""
        return self._streams.one(f"materials: {purpose}", 0, thing, part)

    def between(self, purpose: str, thing: int, ends: tuple[int, int]) -> int:
        """A whole number from the first to the last of the two, both allowed."""
        return ends[0] + math.floor(self(purpose, thing) * (ends[1] - ends[0] + 1))


__all__ = ["OwnLuck"]
