"""The rules: what the law says, each with the function that finds in a finished run what breaks it.

This folder is the registry: a module here with a tuple `RULES` adds its rules, and nothing else need be told.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import pandas as pd

from sim.rules.rule import EVIDENCE, NOT_A_CONVICTION, SEVERITIES, Finding, Rule
from sim.run import Run

COLUMNS = (
    "rule",
    "ordinance",
    "section",
    "day",
    "events",
    "severity",
    "people",
    "customer",
    "item",
    "title",
    "defence",
    "by_stranger",
)


@cache
def rules() -> dict[str, Rule]:
    """All rules by id, module by module in alphabetical order.

    Raises:
        ValueError: two rules have one id.
    """
    found: dict[str, Rule] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        for rule in getattr(import_module(f"{__name__}.{name}"), "RULES", ()):
            if rule.id in found:
                raise ValueError(f"sim/rules/{name}.py: rule {rule.id} is there already")
            found[rule.id] = rule
    return found


def findings(run: Run) -> list[Finding]:
    """What all rules find in the window of a run, by day, then rule."""
    found = [finding for rule in rules().values() for finding in rule.find(run)]
    return sorted(found, key=lambda finding: (finding.day, finding.rule, finding.customer, finding.item))


def find_all(run: Run) -> pd.DataFrame:
    """The findings as a table, a row each; `attrs["note"]` says what they are not."""
    found = findings(run)
    declared = [rules()[finding.rule] for finding in found]
    frame = pd.DataFrame(
        {
            "rule": pd.Series([finding.rule for finding in found], dtype=object),
            "ordinance": pd.Series([rule.ordinance for rule in declared], dtype=object),
            "section": pd.Series([rule.section for rule in declared], dtype=object),
            "day": pd.Series([finding.day for finding in found], dtype="float64"),
            "events": pd.Series([finding.events for finding in found], dtype=object),
            "severity": pd.Series([rule.severity for rule in declared], dtype=object),
            "people": pd.Series([finding.people for finding in found], dtype="int64"),
            "customer": pd.Series([finding.customer for finding in found], dtype="int64"),
            "item": pd.Series([finding.item for finding in found], dtype="int64"),
            "title": pd.Series([rule.title for rule in declared], dtype=object),
            "defence": pd.Series([finding.defence for finding in found], dtype=object),
            "by_stranger": pd.Series([finding.by_stranger for finding in found], dtype=bool),
        },
        columns=list(COLUMNS),
    )
    frame.attrs["note"] = NOT_A_CONVICTION
    return frame


__all__ = [
    "COLUMNS",
    "EVIDENCE",
    "NOT_A_CONVICTION",
    "SEVERITIES",
    "Finding",
    "Rule",
    "find_all",
    "findings",
    "rules",
]
