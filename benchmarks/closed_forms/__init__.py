"""The shop's processes against formulas: what queueing, inspection and thinning theory expect, and what we simulate.

Each module of this folder holds `FORMS`. A form runs the product's own processes on fixed seeds and gives one figure a
replication; the expected value is the formula. The distance is z = (mean - expected) / standard error, and a test
fails beyond 3.5. `python -m benchmarks.closed_forms` writes the table that the model page prints. Numbers are those of
the list in the operations reference, section 4.2.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from sim.places import DATASETS
from sim.streams import Floats

FILE = DATASETS / "closed_forms.csv"
COLUMNS = ("number", "name", "formula", "expected", "mean", "standard_error", "z", "replications")
FAR_OUT = 3.5
"""Standard errors beyond which a process and its formula do not agree; honest forms go there once in 2,000 times."""


@dataclass(frozen=True)
class Form:
    """One closed form.

    Attributes:
        number: its number in the list of the reference.
        name: what it is about.
        formula: the formula in plain text.
        simulate: runs the shop; gives a figure a replication and what the formula expects.
    """

    number: int
    name: str
    formula: str
    simulate: Callable[[], tuple[Floats, float]]


@dataclass(frozen=True)
class Found:
    """What the simulation found beside the formula."""

    form: Form
    expected: float
    mean: float
    standard_error: float
    replications: int

    @property
    def z(self) -> float:
        """Standard errors between mean and formula; 0 for an identity that holds on every path."""
        gap = self.mean - self.expected
        if math.isclose(self.mean, self.expected, rel_tol=1e-9, abs_tol=1e-12):
            return 0.0
        return gap / self.standard_error if self.standard_error else math.inf

    def row(self) -> dict[str, str]:
        """As a row of the file."""
        figures = (f"{value:.5g}" for value in (self.expected, self.mean, self.standard_error))
        words = (str(self.form.number), self.form.name, self.form.formula)
        return dict(zip(COLUMNS, (*words, *figures, f"{self.z:+.2f}", str(self.replications)), strict=True))


def forms() -> tuple[Form, ...]:
    """All forms, by number."""
    here = Path(__file__).parent
    modules = [import_module(f"{__name__}.{path.stem}") for path in sorted(here.glob("[a-z]*.py"))]
    found = [form for module in modules for form in getattr(module, "FORMS", ())]
    return tuple(sorted(found, key=lambda form: (form.number, form.name)))


def judge(form: Form) -> Found:
    """Simulate a form and set it beside its formula."""
    values, expected = form.simulate()
    error = float(np.std(values, ddof=1)) / math.sqrt(len(values))
    return Found(form, float(expected), float(np.mean(values)), error, len(values))


def write(found: list[Found]) -> None:
    """Write the table aside, then put it in place."""
    aside = FILE.with_suffix(".new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(one.row() for one in found)
    aside.replace(FILE)
