"""The shop's own processes agree with the formulas of queueing, inspection and thinning theory."""

import csv

import numpy as np
import pytest

from benchmarks import closed_forms
from benchmarks.closed_forms import FAR_OUT, Form, Found, forms, judge

KEYS = [f"{form.number} {form.name}" for form in forms()]


def test_forms_are_those_of_the_list() -> None:
    """Each has a number of the list, words of its own and a row of the file that the model page prints."""
    assert len(set(KEYS)) == len(KEYS)
    assert all(1 <= form.number <= 35 and form.formula for form in forms())
    with closed_forms.FILE.open(encoding="utf-8", newline="") as file:
        printed = [f"{row['number']} {row['name']}" for row in csv.DictReader(file)]
    assert printed == KEYS, "`python -m benchmarks.closed_forms` makes the file anew"


def test_a_gap_is_told_in_standard_errors() -> None:
    """Worked by hand: 1, 2, 3 have mean 2 and standard error 1 / sqrt(3)."""
    form = Form(1, "a gap", "-", lambda: (np.array([1.0, 2.0, 3.0]), 1.0))
    assert judge(form).z == pytest.approx(np.sqrt(3))
    assert Found(form, 2.0, 2.0, 0.0, 3).z == 0.0
    assert Found(form, 1.0, 2.0, 0.0, 3).z == np.inf


@pytest.mark.slow
@pytest.mark.parametrize("form", forms(), ids=KEYS)
def test_the_shop_agrees_with_the_formula(form: Form) -> None:
    """Seeds are fixed, so a failure means that a process changed; the printed row is what the code finds."""
    found = judge(form)
    assert abs(found.z) < FAR_OUT, found.row()
    with closed_forms.FILE.open(encoding="utf-8", newline="") as file:
        printed = {f"{row['number']} {row['name']}": row for row in csv.DictReader(file)}
    assert printed[f"{form.number} {form.name}"] == found.row()
