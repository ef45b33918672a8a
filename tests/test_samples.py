"""Benchmark samples: three a criterion, at levels that fit their kind."""

from typing import Any

import pytest

from sim.assessment.criteria import RubricCriterion
from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.samples import KINDS, Sample, by_criterion, load_samples


@pytest.mark.parametrize("name", exercise_names())
def test_samples_are_in_order(name: str) -> None:
    rubrics = {one.id: one for one in load_exercise(name).criteria if isinstance(one, RubricCriterion)}
    for criterion, samples in load_samples(name).items():
        assert [one.kind for one in samples] == list(KINDS)
        line = rubrics[criterion].competent_from
        assert samples[0].level >= line > samples[2].level
        assert samples[1].level in (line - 1, line)


@pytest.mark.parametrize("name", exercise_names())
def test_every_rubric_has_samples(name: str) -> None:
    rubrics = {one.id for one in load_exercise(name).criteria if isinstance(one, RubricCriterion)}
    assert set(load_samples(name)) == rubrics


def test_samples_are_short_and_no_text_is_used_twice() -> None:
    texts = [one.text for name in exercise_names() for group in load_samples(name).values() for one in group]
    assert len(set(texts)) == len(texts)
    assert max(len(text.split()) for text in texts) <= 110  # a marker reads three of them beside each hand-in


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"criterion": "keeps-customers"}, "criterion: allowed explanation, in-my-shop, reasons"),
        ({"level": 1}, "level of a pass: allowed 2 or 3, given 1"),
        ({"kind": "fail", "level": 0}, "one each of pass, borderline, fail"),
    ],
)
def test_samples_that_do_not_fit_are_refused(changes: dict[str, Any], says: str) -> None:
    first, *others = load_samples("promotions")["reasons"]
    with pytest.raises(ValueError, match=says):
        by_criterion(load_exercise("promotions"), (Sample(**{**first.model_dump(), **changes}), *others))
