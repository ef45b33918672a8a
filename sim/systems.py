"""The systems that a shop may choose from: what the brochure says of each, and what is so.

`datasets/systems.csv` has a row for each trait; a trait is a number of the world by its id. What is marked "trial" is
learnt only by trying: in the shop as it then runs, or in a rehearsal of the move.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sim.parameters import KINDS_OF_EVIDENCE, read_parameters
from sim.places import DATASETS

SEEN = ("brochure", "trial")
COLUMNS = ("system", "trait", "stated", "value", "unit", "seen", "kind", "source")


class Trait(NamedTuple):
    """One trait: the number of the world it sets, what is stated, what is so, and whether only a trial shows it."""

    id: str
    stated: float
    value: float
    unit: str
    only_by_trial: bool
    kind: str
    source: str


@lru_cache(maxsize=1)
def systems() -> Mapping[str, tuple[Trait, ...]]:
    """Traits of every system, by name.

    Raises:
        ValueError: a row is malformed or names a number that the world does not have.
    """
    found: dict[str, list[Trait]] = {}
    base = read_parameters()
    with (DATASETS / "systems.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"systems.csv: columns must be {', '.join(COLUMNS)}")
        for row in reader:
            where = f"systems.csv line {reader.line_num} ({row['system']}, {row['trait']})"
            if row["seen"] not in SEEN or row["kind"] not in KINDS_OF_EVIDENCE or not row["source"].strip():
                raise ValueError(f"{where}: seen must be one of {', '.join(SEEN)}, and a trait needs kind and source")
            declared, stated, value = base.row(row["trait"]), float(row["stated"]), float(row["value"])
            if not all(declared.low <= number <= declared.high for number in (stated, value)):
                raise ValueError(f"{where}: allowed {declared.low:g} to {declared.high:g}, given {value:g}")
            trait = Trait(row["trait"], stated, value, row["unit"], row["seen"] == "trial", row["kind"], row["source"])
            found.setdefault(row["system"], []).append(trait)
    return {name: tuple(traits) for name, traits in found.items()}


def traits_of(name: str) -> tuple[Trait, ...]:
    """Traits of one system.

    Raises:
        ValueError: there is no such system.
    """
    if name not in systems():
        raise ValueError(f"system: allowed {', '.join(systems())}, given {name[:60]!r}")
    return systems()[name]
