"""The world's numbers, each with its unit, range and source.

They are rows of `datasets/parameters.csv`. A number that the code asks for and the file does not hold is an error, and
so is a row without a source mark: nothing invented may look measured.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from sim.places import DATASETS

KINDS_OF_EVIDENCE = ("measured", "industry report", "standard", "estimate", "assumption")
COLUMNS = ("id", "value", "unit", "low", "high", "kind", "source", "note")


@dataclass(frozen=True)
class Parameter:
    """One number of the world: its value, where it may lie and where it comes from."""

    id: str
    value: float
    unit: str
    low: float
    high: float
    kind: str
    source: str
    note: str


class Parameters(dict[str, float]):
    """Values by id. Scenario overrides make a new object; nothing is ever changed in place."""

    def __init__(self, rows: Mapping[str, Parameter], overrides: Mapping[str, float] | None = None) -> None:
        super().__init__({key: row.value for key, row in rows.items()})
        self._rows = rows
        for key, value in (overrides or {}).items():
            row = self.row(key)
            if not row.low <= value <= row.high:
                raise ValueError(f"parameters.{key}: allowed {row.low:g} to {row.high:g} {row.unit}, given {value:g}")
            super().__setitem__(key, float(value))

    def __missing__(self, key: str) -> float:
        raise KeyError(f"parameter {key!r} is not in datasets/parameters.csv")

    def __setitem__(self, key: str, value: float) -> NoReturn:
        raise TypeError("the world's numbers are never changed in place; `with_overrides` makes new ones")

    def row(self, key: str) -> Parameter:
        """The declaration behind a value.

        Raises:
            ValueError: the id is not in the file.
        """
        if key not in self._rows:
            raise ValueError(f"parameters.{key}: unknown; `python -m sim parameters` lists the {len(self._rows)} ids")
        return self._rows[key]

    def rows(self) -> list[Parameter]:
        """All declarations, in the order of the file."""
        return list(self._rows.values())


def _read_row(row: dict[str, str], where: str) -> Parameter:
    if row["kind"] not in KINDS_OF_EVIDENCE:
        raise ValueError(f"{where}: kind must be one of {', '.join(KINDS_OF_EVIDENCE)}, given {row['kind']!r}")
    if not row["source"].strip() or not row["unit"].strip():
        raise ValueError(f"{where}: a parameter needs a unit and a source")
    value, low, high = (float(row[column]) for column in ("value", "low", "high"))
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{where}: value {value:g} is outside {low:g} to {high:g}")
    return Parameter(row["id"], value, row["unit"], low, high, row["kind"], row["source"], row["note"])


@lru_cache(maxsize=4)
def read_parameters(path: Path = DATASETS / "parameters.csv") -> Parameters:
    """Read and check the file of parameters.

    Raises:
        ValueError: a row is malformed; the message names the line and the field.
    """
    rows: dict[str, Parameter] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: columns must be {', '.join(COLUMNS)}")
        for row in reader:
            where = f"{path.name} line {reader.line_num} ({row['id']})"
            if row["id"] in rows:
                raise ValueError(f"{where}: the id is given twice")
            rows[row["id"]] = _read_row(row, where)
    return Parameters(rows)


def with_overrides(overrides: Mapping[str, float]) -> Parameters:
    """The file's parameters with a scenario's own values in place.

    Raises:
        ValueError: an override is unknown or outside its range.
    """
    base = read_parameters()
    return Parameters({row.id: row for row in base.rows()}, overrides) if overrides else base
