"""The kinds of event, one described line each, and the append-only log.

The log is the product of a run: nothing is counted while the world runs. Each kind is one table. Blocks of rows are
appended as arrays, single rows as scalars; both end in the same columns, in the order in which they were recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.kinds import KINDS, Kind

__all__ = ["KINDS", "EventLog", "Kind"]

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class _Block:
    columns: Columns
    rows: int


class EventLog:
    """Append-only tables, one a kind of event."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[_Block]] = {name: [] for name in KINDS}
        self._single: dict[str, list[tuple[Any, ...]]] = {name: [] for name in KINDS}
        self._tables: dict[str, Columns] = {}

    def record(self, kind: str, **values: Any) -> None:
        """Append one event.

        Raises:
            KeyError: the kind or a column is not declared, or a column is missing.
        """
        declared = KINDS[kind].columns
        if len(values) != len(declared):
            raise KeyError(f"{kind}: columns are {', '.join(declared)}, given {', '.join(values)}")
        self._single[kind].append(tuple([values[name] for name in declared]))

    def record_block(self, kind: str, rows: int, **values: Any) -> None:
        """Append `rows` events given as arrays; a scalar stands for all rows."""
        if rows == 0:
            return
        declared = KINDS[kind].columns
        if len(values) != len(declared):
            raise KeyError(f"{kind}: columns are {', '.join(declared)}, given {', '.join(values)}")
        self._close_single(kind)
        columns = {}
        for name, column in declared.items():
            value = values[name]
            if isinstance(value, np.ndarray):
                columns[name] = value.astype(column.type, copy=False)
            else:
                columns[name] = np.full(rows, value, dtype=column.type)
        self._blocks[kind].append(_Block(columns, rows))

    def _close_single(self, kind: str) -> None:
        rows = self._single[kind]
        if rows:
            declared = KINDS[kind].columns
            columns = {
                name: np.array(values, dtype=column.type)
                for (name, column), values in zip(declared.items(), zip(*rows, strict=True), strict=True)
            }
            self._blocks[kind].append(_Block(columns, len(rows)))
            self._single[kind] = []

    def close(self) -> None:
        """Join the blocks into tables sorted by day (rows of one moment keep the order of recording)."""
        for kind, declared in KINDS.items():
            self._close_single(kind)
            blocks = self._blocks[kind]
            table: Columns = {}
            for name, column in declared.columns.items():
                parts = [block.columns[name] for block in blocks]
                table[name] = np.concatenate(parts) if parts else np.empty(0, dtype=column.type)
            days = table["day"]
            if len(days) > 1 and np.any(np.diff(days) < 0):
                order = np.argsort(days, kind="stable")
                table = {name: values[order] for name, values in table.items()}
            for values in table.values():
                values.setflags(write=False)
            self._tables[kind] = table
            self._blocks[kind] = []

    def table(self, kind: str) -> Columns:
        """Columns of a kind, read-only arrays of equal length. The log must be closed."""
        if kind not in KINDS:
            raise ValueError(f"kind: allowed {', '.join(KINDS)}, given {kind!r}")
        return self._tables[kind]

    def frame(self, kind: str) -> pd.DataFrame:
        """The events of a kind as a table; codes of choices become words."""
        table = self.table(kind)
        frame = pd.DataFrame({name: values.copy() for name, values in table.items()})
        for name, column in KINDS[kind].columns.items():
            if column.words:
                frame[name] = pd.Categorical.from_codes(frame[name], categories=list(column.words))
        return frame

    def counts(self) -> Mapping[str, int]:
        """Rows by kind."""
        return {kind: len(table["day"]) for kind, table in self._tables.items()}

    def digest(self) -> str:
        """A fingerprint of every byte of the log: equal logs, equal digests."""
        fingerprint = blake2b(digest_size=16)
        for kind in sorted(self._tables):
            for name, values in self._tables[kind].items():
                fingerprint.update(f"{kind}.{name}:{len(values)}".encode())
                fingerprint.update(np.ascontiguousarray(values).tobytes())
        return fingerprint.hexdigest()
