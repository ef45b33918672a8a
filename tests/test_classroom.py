"""A class run: everyone in the same worlds, the same answer whoever computes it, questions about this very class."""

import math
from pathlib import Path

import numpy as np
import pytest

from sim.classroom.class_run import ClassRun, class_seeds, paired_change, run_class
from sim.classroom.decisions import decided, most_divided, splits, value_words
from sim.classroom.hand_ins import NothingToRunError, collect
from sim.classroom.picture import broken_rules, measure_rows, predictions
from sim.classroom.questions import HOW_MANY, Question, questions
from sim.policy import find_lever
from sim.scenario import Scenario
from sim.show.debrief import class_table, debrief_summary
from tests.classroom import content, made_class, submission, ten_different, write_all

OFTEN = {"outreach.newsletters_per_month": 8}
SELDOM = {"outreach.newsletters_per_month": 1}
KEEPS, LOSES = {"retention_rate": 0.03, "net_margin_hkd": 9000.0}, {"retention_rate": -0.05, "net_margin_hkd": 20000.0}


def asked(done: ClassRun) -> list[Question]:
    """The questions of the only exercise."""
    return questions(done, done.groups[0])


@pytest.fixture(scope="module")
def small_class(tiny: Scenario) -> ClassRun:
    """Three hand-ins for two exercises, really run in the tiny shop."""
    given = [submission(**one) for one in _three()]
    return run_class(given, tiny, (51, 52))


def _three() -> list[dict[str, object]]:
    return [
        {"learner": "TC7-0001", "values": OFTEN},
        {"learner": "TC7-0002"},
        {"learner": "TC8-0003", "exercise": "security", "values": {"security.report_button": True}},
    ]


def test_exercises_are_kept_apart(small_class: ClassRun) -> None:
    """A security policy has no place in the picture of promotions."""
    assert [(group.exercise.id, len(group.members)) for group in small_class.groups] == [
        ("promotions", 2),
        ("security", 1),
    ]


def test_nobody_has_a_name_in_a_class_run(small_class: ClassRun) -> None:
    """What is not carried cannot leak into a page."""
    assert "TC7" not in repr(small_class)
    assert "TC7" not in class_table(small_class)
    assert "TC7" not in str(debrief_summary(small_class))


def test_the_reference_runs_in_the_same_worlds(small_class: ClassRun) -> None:
    """A hand-in that changes nothing is the shop as it is, to the last digit; one that changes something is not."""
    found = [
        np.array_equal(member.outcome.measures, small_class.today.measures, equal_nan=True)
        for member in small_class.groups[0].members
    ]
    assert sorted(found) == [False, True]


def test_a_class_needs_a_hand_in_and_two_seeds(tiny: Scenario) -> None:
    """Without a second seed there is no interval."""
    with pytest.raises(ValueError, match="one hand-in or more"):
        run_class([], tiny, (51, 52))
    with pytest.raises(ValueError, match="two or more"):
        run_class([submission()], tiny, (51, 51))
    with pytest.raises(ValueError, match="two or more"):
        class_seeds(1)


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same(tiny: Scenario) -> None:
    """Who computes must not show, in any digit and for any exercise."""
    given = [
        submission(**{key: one[key] for key in ("learner", "exercise")}, values=one["decisions"][0]["values"])
        for one in ten_different()
    ]
    ticks: list[int] = []
    one = run_class(given, tiny, (51, 52, 53), workers=1)
    two = run_class(given, tiny, (51, 52, 53), workers=2, tick=ticks.append)
    assert class_table(one) == class_table(two)
    assert debrief_summary(one) == debrief_summary(two)
    assert class_table(one) == class_table(run_class(given[::-1], tiny, (51, 52, 53))), "nor the order of the files"
    assert sum(ticks) == 3 * (len(given) + 1), "the progress bar counts every run"


def test_broken_files_are_named_and_the_rest_counts(tmp_path: Path) -> None:
    """One file that cannot be read must not cost the class its debrief."""
    folder = write_all(tmp_path, ten_different())
    (folder / "99.json").write_text('{"format": 1', encoding="utf-8")
    found = collect([folder])
    assert len(found.hand_ins) == 10
    assert [("99.json" in line) for line in found.broken] == [True]


def test_one_learner_counts_once_an_exercise(tmp_path: Path) -> None:
    """The later file takes the place of the earlier, and that is said."""
    folder = write_all(tmp_path, [content(values=OFTEN), content(values=SELDOM), content(exercise="security")])
    found = collect([folder])
    assert [one.path.name for one in found.hand_ins] == ["01.json", "02.json"]
    assert "only the latter counts" in found.repeated[0]


def test_a_folder_without_hand_ins_is_refused(tmp_path: Path) -> None:
    """Nothing to run is bad input, not an empty page."""
    with pytest.raises(NothingToRunError, match="given none that can be used"):
        collect([tmp_path])


def test_a_change_that_is_always_the_same_is_clear() -> None:
    """Differences 1, 1, 1 have no spread; differences -1, 1 have no direction."""
    assert paired_change(np.array([1.0, 1.0, 1.0])).direction == "up"
    assert paired_change(np.array([-1.0, 1.0])).direction == "same"
    assert math.isnan(paired_change(np.array([math.nan, 1.0])).mean)


def test_every_policy_is_counted_once_a_lever() -> None:
    """The bars of a lever add up to the class."""
    done = made_class([(OFTEN, KEEPS, {}), (SELDOM, LOSES, {}), ({}, {}, {})])
    for one in decided(done, done.groups[0]):
        assert sum(choice.count for choice in one.choices) == 3, one.lever.path
        assert sum(choice.is_today for choice in one.choices) == 1, one.lever.path


def test_many_different_numbers_are_put_in_ranges() -> None:
    """Thirty bars are no picture."""
    done = made_class([({"outreach.newsletters_per_month": number}, {}, {}) for number in range(1, 31)])
    newsletters = decided(done, done.groups[0])[0]
    assert len(newsletters.choices) == 8
    assert sum(choice.count for choice in newsletters.choices) == 30


def test_a_split_is_the_mean_of_one_half_less_the_other() -> None:
    """(0.03 + 0.03) / 2 - (-0.05) = 0.08, on every seed."""
    done = made_class([(OFTEN, KEEPS, {}), (OFTEN, KEEPS, {}), (SELDOM, LOSES, {})])
    split = most_divided(splits(done.groups[0]))
    assert split is not None
    assert split.lever.path == "outreach.newsletters_per_month"
    assert split.counts == (2, 1)
    assert split.goal.mean == pytest.approx(0.08)
    assert split.is_small, "a half of one policy is small"


def test_levers_that_split_alike_are_named() -> None:
    """Where the same people moved both, the two effects cannot be told apart."""
    both = {**OFTEN, "coupons.depth_percent": 20}
    done = made_class([(both, KEEPS, {})] * 3 + [({}, {}, {})] * 3)
    split = splits(done.groups[0])[0]
    assert [lever.path for lever in split.alike] == ["coupons.depth_percent"]


def test_predictions_count_what_each_policy_did() -> None:
    """Two expected more customers kept; one got them."""
    done = made_class([(OFTEN, KEEPS, {}), (SELDOM, LOSES, {})], expected={"retention_rate": "up"})
    kept = predictions(done.groups[0])[0]
    assert (kept.asked, kept.right, kept.wrong) == (2, 1, 1)
    assert kept.happened == {"up": 1, "same": 0, "down": 1}
    assert kept.misses[("up", "down")] == 1


def test_incidents_are_counted_by_policy() -> None:
    """A rule that one policy breaks often is still one policy."""
    done = made_class([(OFTEN, {}, {"PD-02": 9}), (SELDOM, {}, {})])
    assert [(one.rule.id, one.policies) for one in broken_rules(done.groups[0])] == [("PD-02", 1)]


def test_better_and_worse_follow_what_is_good_for_the_shop() -> None:
    """Fewer incidents are better; fewer customers kept are worse."""
    done = made_class([({}, {"compliance_incidents": -5.0, "retention_rate": -0.02}, {})])
    rows = {row.measure: row for row in measure_rows(done.groups[0])}
    assert (rows["compliance_incidents"].better, rows["compliance_incidents"].worse) == (1, 0)
    assert (rows["retention_rate"].better, rows["retention_rate"].worse) == (0, 1)


CLASSES = {
    "divided": made_class([(OFTEN, KEEPS, {}), (SELDOM, LOSES, {})] * 3, expected={"retention_rate": "up"}),
    "dear": made_class([(OFTEN, {"retention_rate": 0.02, "net_margin_hkd": -8000.0}, {})] * 4),
    "unlawful": made_class([(OFTEN, {"retention_rate": 0.02}, {"PD-02": 4})] * 4),
    "of one": made_class([(OFTEN, KEEPS, {})]),
    "nobody changed anything": made_class([({}, {}, {})] * 5),
    "nobody predicted": made_class([(OFTEN, KEEPS, {})], expected={"sales_accuracy": "same"}),
}


@pytest.mark.parametrize("name", CLASSES)
def test_there_are_three_questions_with_figures_and_answers(name: str) -> None:
    """Whatever a class did, there is something to talk about."""
    found = asked(CLASSES[name])
    assert len({question.about for question in found}) == HOW_MANY
    assert all(question.figures and question.answer for question in found)
    assert all(question.text.endswith("?") for question in found)


def test_different_classes_are_asked_different_things() -> None:
    """A question that fits every class is drawn from none."""
    about = {name: tuple(question.about for question in asked(done)) for name, done in CLASSES.items()}
    assert "divided" in about["divided"]
    assert "trade-off" in about["dear"]
    assert "trade-off" not in about["divided"]
    assert "law" in about["unlawful"]
    assert "law" not in about["dear"]
    assert "untouched" in about["nobody changed anything"]
    assert "divided" not in about["of one"]


def test_the_most_common_surprise_is_named() -> None:
    """The figure behind the question is the one that most people missed."""
    done = made_class([(SELDOM, LOSES, {})] * 4, expected={"retention_rate": "up", "sales_accuracy": "same"})
    surprise = next(question for question in asked(done) if question.about == "surprise")
    assert "Customers kept" in surprise.text
    assert "expected up, happened down (4 of 4)" in " ".join(surprise.figures)


def test_one_day_is_not_one_days() -> None:
    """Words for people agree with their number."""
    lever = find_lever("monitoring.price_check_days")
    assert (value_words(lever, 1), value_words(lever, 7)) == ("1 day", "7 days")
