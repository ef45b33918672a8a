"""The declared tables behind `levers`, `parameters`, `kinds`, `rules` and `coverage`, and how tables become text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sim.assessment.unit_rows import all_exercises, scored_by, unit_rows
from sim.kinds import KINDS
from sim.parameters import read_parameters
from sim.policy import levers
from sim.rules import rules

Row = Mapping[str, Any]
NOT_YET = "not yet"
RULE_FIELDS = ("id", "ordinance", "section", "title", "severity", "penalty", "source", "link", "text_date", "evidence")


def lever_rows() -> list[Row]:
    """Every lever."""
    return [asdict(lever) for lever in levers()]


def parameter_rows() -> list[Row]:
    """Every parameter of the world, with its source."""
    return [asdict(parameter) for parameter in read_parameters().rows()]


def kind_rows() -> list[Row]:
    """Every kind of event, with its columns."""
    return [
        {
            "kind": kind.name,
            "meaning": kind.meaning,
            "columns": [{"name": name, **asdict(column)} for name, column in kind.columns.items()],
        }
        for kind in KINDS.values()
    ]


def rule_rows() -> list[Row]:
    """Every rule, with the section it stands for."""
    return [{field: getattr(rule, field) for field in RULE_FIELDS} for rule in rules().values()]


def coverage_rows() -> list[Row]:
    """Every row of the two units of competency: which levers practise it, and which criteria score it."""
    practised: dict[str, list[str]] = {}
    for lever in levers():
        for row in lever.rows:
            practised.setdefault(row, []).append(lever.path)
    scored = scored_by(all_exercises())
    return [
        {
            **asdict(row),
            "practised": practised.get(row.row, []),
            "scored": [f"{exercise.id}/{criterion.id}" for exercise, criterion in scored.get(row.row, [])],
        }
        for row in unit_rows()
    ]


TABLES: dict[str, tuple[str, Callable[[], list[Row]], tuple[str, ...]]] = {
    "levers": (
        "every decision a policy can set",
        lever_rows,
        ("path", "label", "unit", "low", "high", "default", "rows"),
    ),
    "parameters": (
        "every number of the world, with its source",
        parameter_rows,
        ("id", "value", "unit", "low", "high", "kind", "source"),
    ),
    "kinds": ("every kind of event, with its columns", kind_rows, ("kind", "columns", "meaning")),
    "rules": (
        "every rule of law or house, with its section",
        rule_rows,
        ("id", "severity", "ordinance", "section", "title"),
    ),
    "coverage": (
        "every row of the two units of competency: where it is practised and scored",
        coverage_rows,
        ("row", "unit", "text", "practised", "scored"),
    ),
}
"""By verb: what it lists, the rows, and the columns of the printed table (`--json` gives all)."""


def finite(value: Any) -> Any:
    """A value as JSON can hold it: what is not a finite number becomes null."""
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def number(value: Any) -> str:
    """A number as people read it: thousands apart, and no more digits than tell something."""
    value = finite(value)
    if value is None:
        return ""
    if isinstance(value, float) and abs(value) < 100:
        return f"{value:.4g}"
    return f"{value:,.0f}"


def cell(value: Any) -> str:
    """One cell of a printed table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:g}" if math.isfinite(value) else ""
    if isinstance(value, (list, tuple)):
        return ", ".join(item["name"] if isinstance(item, Mapping) else str(item) for item in value)
    return str(value)


def declared_table(verb: str) -> str:
    """The printed table of a verb."""
    _, rows, columns = TABLES[verb]
    lines = [[cell(row[column]) for column in columns] for row in rows()]
    if verb == "coverage":
        lines = [[entry or NOT_YET for entry in line] for line in lines]
    return text_table(columns, lines)


def text_table(columns: Sequence[str], lines: Sequence[Sequence[str]], right: Sequence[str] = ()) -> str:
    """Columns padded with blanks under a header; those in `right` are aligned right."""
    every = [list(columns), *lines]
    widths = [max(len(line[place]) for line in every) for place in range(len(columns))]
    rows = [
        "  ".join(
            entry.rjust(width) if column in right else entry.ljust(width)
            for column, entry, width in zip(columns, line, widths, strict=True)
        ).rstrip()
        for line in every
    ]
    rows.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(rows)
