"""Every exercise is whole, and what is handed in fits it."""

import csv

import pytest
from pydantic import ValidationError

from sim.assessment.exercise import HEADLINES, exercise_names, load_exercise
from sim.assessment.submission import Submission
from sim.measures import MEASURES
from sim.places import DATASETS
from sim.show.looks import LOOKS


def handed_in(exercise: str = "promotions", **changes: object) -> dict[str, object]:
    """The smallest submission that is in order."""
    return {
        "format": 2,
        "workbook": "0.1.0",
        "exercise": exercise,
        "learner": "TC7-0042",
        "decisions": [{"day": 0, "values": {}, "reason": ""}],
        "prediction": {"expected": {"retention_rate": "up"}, "because": ""},
        "declaration": True,
        **changes,
    }


def test_every_measure_has_a_look() -> None:
    """A measure without a label would show its name in code."""
    assert set(LOOKS) == set(MEASURES), "sim/show/looks.py must name the measures there are"


@pytest.mark.parametrize("name", exercise_names())
def test_the_rows_of_an_exercise_are_rows_of_its_unit(name: str) -> None:
    """A row that is misspelt would be practised nowhere."""
    with (DATASETS / "competency.csv").open(encoding="utf-8", newline="") as file:
        units = {row["row"]: row["unit"] for row in csv.DictReader(file)}
    exercise = load_exercise(name)
    named = {*exercise.rows, *(row for criterion in exercise.criteria for row in criterion.rows)}
    strangers = sorted(row for row in named if units.get(row) != exercise.unit)
    assert not strangers, f"{name}: not rows of {exercise.unit}: {', '.join(strangers)}"


def test_the_smallest_submission_is_in_order() -> None:
    """What the refusals below change is otherwise right."""
    assert Submission.model_validate(handed_in()).policy() == load_exercise("promotions").scenario.reference_policy()


@pytest.mark.parametrize(
    "changes",
    [
        {"learner": "Chan Tai Man"},
        {"decisions": [{"values": {"service.clerks": 8}}]},
        {"decisions": [{"values": {"outreach.newsletters_per_month": 31}}]},
        {"prediction": {"expected": {"orders": "up"}}},
        {"declaration": False},
        {"exercise": "../promotions"},
        {"format": 3},
        {"answers": {"my_marks": "100"}},
        {"marks": 100},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(changes: dict[str, object]) -> None:
    """A closed lever, a name, a mark of one's own: none gets in."""
    with pytest.raises(ValidationError):
        Submission.model_validate(handed_in(**changes))


def test_the_headlines_are_measures() -> None:
    """What is predicted must be measured."""
    assert set(HEADLINES) <= set(MEASURES)
