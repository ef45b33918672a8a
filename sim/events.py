"""The kinds of event, one described line each, and the append-only log.

The log is the product of a run: nothing is counted while the world runs. Each kind is one table. Blocks of rows are
appended as arrays, single rows as scalars; both end in the same columns, in the order in which they were recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.kinds import KINDS, Kind

__all__ = ["KINDS", "EventLog", "Kind"]

Columns = dict[str, NDArray[Any]]


_LARGE = 4096  # blocks of so many rows are packed at once; smaller ones wait for the end of the run


class EventLog:
    """Append-only tables, one a kind of event."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[tuple[int, list[Any]]]] = {name: [] for name in KINDS}
        self._single: dict[str, list[dict[str, Any]]] = {name: [] for name in KINDS}
        self._tables: dict[str, Columns] = {}
        self._is_closed = False

    def record(self, kind: str, **values: Any) -> None:
        """Append one event.

        Raises:
            KeyError: the kind or a column is not declared, or a column is missing.
        """
        declared = KINDS[kind].columns
        if values.keys() != declared.keys():
            raise KeyError(f"{kind}: columns are {', '.join(declared)}, given {', '.join(values)}")
        self._single[kind].append(values)

    def record_block(self, kind: str, rows: int, **values: Any) -> None:
        """Append `rows` events given as arrays; a scalar stands for all rows. The arrays must not change afterwards."""
        if rows == 0:
            return
        declared = KINDS[kind].columns
        if len(values) != len(declared):
            raise KeyError(f"{kind}: columns are {', '.join(declared)}, given {', '.join(values)}")
        if self._single[kind]:
            self._close_single(kind)
        if rows >= _LARGE:
            block = [_packed(values[name], column.type) for name, column in declared.items()]
        else:
            block = [values[name] for name in declared]
        self._blocks[kind].append((rows, block))

    def _close_single(self, kind: str) -> None:
        rows = self._single[kind]
        if rows:
            columns = [np.array([row[name] for row in rows]) for name in KINDS[kind].columns]
            self._blocks[kind].append((len(rows), columns))
            self._single[kind] = []

    def close(self) -> None:
        """End the log: nothing is recorded any more. A table is joined when it is first read; many never are."""
        for kind in KINDS:
            self._close_single(kind)
        self._is_closed = True

    def _joined(self, kind: str) -> Columns:
        """Join the blocks of a kind into a table sorted by day (rows of one moment keep the order of recording)."""
        blocks = self._blocks[kind]
        counts = [rows for rows, _ in blocks]
        table: Columns = {}
        for index, (name, column) in enumerate(KINDS[kind].columns.items()):
            table[name] = _join([values[index] for _, values in blocks], counts, column.type)
        days = table["day"]
        if len(days) > 1 and np.any(days[1:] < days[:-1]):
            order = np.argsort(days, kind="stable")
            for name in table:
                table[name] = table[name][order]
        for values in table.values():
            values.setflags(write=False)
        self._blocks[kind] = []
        return table

    def table(self, kind: str) -> Columns:
        """Columns of a kind, read-only arrays of equal length. The log must be closed."""
        if kind not in KINDS:
            raise ValueError(f"kind: allowed {', '.join(KINDS)}, given {kind!r}")
        if kind not in self._tables:
            if not self._is_closed:
                raise KeyError(f"{kind}: the log is not closed")
            self._tables[kind] = self._joined(kind)
        return self._tables[kind]

    def frame(self, kind: str) -> pd.DataFrame:
        """The events of a kind as a table; codes of choices become words."""
        table = self.table(kind)
        frame = pd.DataFrame({name: values.copy() for name, values in table.items()})
        for name, column in KINDS[kind].columns.items():
            if column.words:
                frame[name] = pd.Categorical.from_codes(table[name].astype(np.int64), categories=pd.Index(column.words))
        return frame

    def counts(self) -> Mapping[str, int]:
        """Rows by kind."""
        return {kind: len(self.table(kind)["day"]) for kind in KINDS}

    def digest(self) -> str:
        """A fingerprint of every byte of the log: equal logs, equal digests."""
        fingerprint = blake2b(digest_size=16)
        for kind in sorted(KINDS):
            for name, values in self.table(kind).items():
                fingerprint.update(f"{kind}.{name}:{len(values)}".encode())
                fingerprint.update(np.ascontiguousarray(values).tobytes())
        return fingerprint.hexdigest()


def _packed(value: Any, dtype: str) -> Any:
    """An array in the type of its column; a scalar stays one, and is spread when the log is closed."""
    return value.astype(dtype, copy=False) if isinstance(value, np.ndarray) else value


def _join(values: list[Any], counts: list[int], dtype: str) -> NDArray[Any]:
    """One column out of the values of its blocks; scalars are spread over the rows of their block."""
    if not values:
        return np.empty(0, dtype=dtype)
    joined = np.empty(sum(counts), dtype=dtype)
    at = begin = 0
    for is_array, run in groupby(values, _is_array):  # a column is mostly of one sort, so the runs are few
        part = list(run)
        count = counts[at : at + len(part)]
        end = begin + sum(count)
        if is_array:
            np.concatenate(part, out=joined[begin:end], casting="unsafe")
        elif len(part) == 1:
            joined[begin:end] = part[0]
        else:
            joined[begin:end] = np.repeat(np.array(part, dtype=dtype), count)
        at, begin = at + len(part), end
    return joined


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)
