"""Shares of a whole, with the interval that their number allows."""

from __future__ import annotations

import math
from typing import NamedTuple

Z = 1.959963984540054
"""Quantile .975 of the standard normal distribution: intervals are 95 %."""


class Share(NamedTuple):
    """A share and its Wilson interval."""

    value: float
    low: float
    high: float


def share(part: int, whole: int, *, of_nothing: float) -> Share:
    """The share `part / whole` with Wilson's 95 % interval; it takes the cases for independent.

    Args:
        part: cases that are so.
        whole: all cases.
        of_nothing: the value if there is no case at all. The interval is then 0 to 1: nothing is known.
    """
    if whole == 0:
        return Share(of_nothing, 0.0, 1.0)
    value = part / whole
    weight = Z * Z / whole
    middle = (value + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * math.sqrt(value * (1 - value) / whole + weight / (4 * whole))
    low = 0.0 if part == 0 else middle - half
    high = 1.0 if part == whole else middle + half
    return Share(value, low, high)
