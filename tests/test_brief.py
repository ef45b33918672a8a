"""What a trainee is told before anything is done."""

from html import escape

import pytest

from sim.assessment.criteria import RubricCriterion
from sim.assessment.exercise import exercise_names, load_exercise
from sim.show.brief_panel import what_counts


@pytest.mark.parametrize("name", exercise_names())
def test_what_counts_is_said_before_anything_is_done(name: str) -> None:
    exercise = load_exercise(name)
    page = what_counts(exercise)
    assert all(escape(one.title) in page for one in exercise.criteria)
    assert page.count("competent from here") == sum(isinstance(one, RubricCriterion) for one in exercise.criteria)
