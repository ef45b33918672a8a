"""Blocks of columns that wait for their day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def joined(blocks: Sequence[tuple[NDArray[Any], ...]]) -> tuple[NDArray[Any], ...]:
    """Blocks of the same columns, one after the other, as one."""
    return blocks[0] if len(blocks) == 1 else tuple(np.concatenate(column) for column in zip(*blocks, strict=True))
