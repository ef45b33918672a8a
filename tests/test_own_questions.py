"""Questions on a trainee's own run: every one can be answered, nobody else's answers fit, and no guess is enough."""

import itertools
import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.assessment import questions as bank
from sim.assessment.criteria import AnswersCriterion
from sim.assessment.exercise import Exercise, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.marking import Case, mark
from sim.assessment.own_run import OwnRun, make, own_run, questions_of, run_own
from sim.assessment.questions import Answer, Question, ask, draw_questions, templates
from sim.assessment.reading import read_submission
from sim.assessment.round import Round, mark_paths
from sim.assessment.submission import Submission
from sim.assessment.worlds import jobs_of, one_world
from sim.classroom.hand_ins import NothingToRunError, collect
from sim.run import Run

SECRET = b"only the training centre knows it"
SMALL = (200, 60)
"""Large enough for twelve questions."""
OWN_SHOP = load_exercise("own-shop")
JUDGED = [one for one in OWN_SHOP.criteria if isinstance(one, AnswersCriterion)]
CLASS = [f"TC7-{number:04d}" for number in range(30)]


@lru_cache(maxsize=1)
def small_run() -> Run:
    """A small own shop."""
    return run_own(own_run(OWN_SHOP, "TC7-0042", SECRET), customers=SMALL[0], days=SMALL[1])


def small_questions(learner: str = "TC7-0042") -> tuple[Question, ...]:
    """The questions of a learner in a small shop."""
    own = own_run(OWN_SHOP, learner, SECRET)
    return questions_of(OWN_SHOP, own, run_own(own, customers=SMALL[0], days=SMALL[1]))


def handed_in(folder: Path, responses: dict[str, Any], name: str = "mine", learner: str = "TC7-0042") -> Path:
    """A submission with these answers, as a file."""
    content = {
        "workbook": "0.1.0",
        "exercise": "own-shop",
        "learner": learner,
        "responses": responses,
        "declaration": True,
    }
    file = folder / f"{name}.json"
    file.write_text(Submission.model_validate(content).model_dump_json(), encoding="utf-8")
    return file


def rehearse(folder: Path, *files: Path, workers: int = 1) -> Round:
    """Mark in small shops."""
    with Gradebook(str(folder / "book.db")) as book:
        return mark_paths(files, book, SECRET, size=SMALL, workers=workers)


def results(done: Round) -> list[list[str]]:
    """Results of the judged answers, by submission."""
    ids = {one.id for one in JUDGED}
    return [[mark.result for mark in one.marking.criteria if mark.criterion in ids] for one in done.marked]


def test_every_template_has_a_maker_and_every_maker_a_template() -> None:
    assert {one.id for one in templates("own-shop")} == set(bank.MAKERS)
    assert len(templates("own-shop")) >= 30
    assert {one.row for one in templates("own-shop")} == set(OWN_SHOP.rows)


def test_materials_hold_no_question_and_no_answer_and_nobody_shares_them() -> None:
    """Seed and draw follow from the secret and the code alone."""
    content = make(OWN_SHOP, "TC7-0042", SECRET)
    assert set(content) == {"scenario", "seed", "draw"}
    assert OwnRun.model_validate(json.loads(json.dumps(content))) == own_run(OWN_SHOP, "TC7-0042", SECRET)
    others = [make(OWN_SHOP, "TC7-0043", SECRET), make(OWN_SHOP, "TC7-0042", b"another secret of a centre")]
    assert all(other["seed"] != content["seed"] and other["draw"] != content["draw"] for other in others)


def test_twelve_are_drawn_spread_over_the_rows() -> None:
    """The same draw gives the same questions; another one gives others, and other values."""
    quotas = [(quota.row, quota.count) for quota in OWN_SHOP.questions]
    first, again, other = (draw_questions("own-shop", quotas, small_run(), draw) for draw in (5, 5, 6))
    assert len(first) == 12
    assert first == again
    for row, count in quotas:
        assert sum(question.template.row == row for question in first) == count
    shared = {one.id for one in first} & {one.id for one in other}
    assert len(shared) < 12
    assert [one.words for one in first] != [one.words for one in other]


def test_a_right_answer_is_right_and_one_beside_it_is_not() -> None:
    """A count is exact; a rounded figure may be off by the rounding on the page and by that of the answer."""
    for template in templates("own-shop"):
        question = ask(template, small_run(), 1)
        if question is None:
            continue
        assert question.is_right(question.right), template.id
        assert not question.is_right(None)
        if isinstance(question.right, str):
            assert question.right in question.options
            assert not question.is_right(question.right + " ")
            continue
        step = template.step
        rounded = round(question.right / step) * step if step else question.right
        assert question.is_right(rounded), f"{template.id}: the rounded answer"
        assert not question.is_right(rounded + max(2 * step, 1)), template.id
        assert not question.is_right(str(question.right))


def test_a_question_without_an_answer_is_skipped() -> None:
    """In a shop without a forum nobody is asked about it."""
    quiet = run_own(own_run(OWN_SHOP, "TC7-0042", SECRET), load_exercise("promotions").scenario, customers=60, days=30)
    (forum,) = [one for one in templates("own-shop") if one.id == "forum-questions"]
    assert ask(forum, quiet, 1) is None
    with pytest.raises(ValueError, match=r"R2-6\.1-d4: this shop can answer 0 of 1"):
        draw_questions("own-shop", [("R2-6.1-d4", 1)], quiet, 1)


def test_answers_are_judged_against_the_run_with_the_evidence(tmp_path: Path) -> None:
    """One wrong of six is forgiven, two are not; each question is told with both answers and where it stands."""
    right: dict[str, Answer] = {one.id: one.right for one in small_questions()}
    first, second = list(right)[:2]
    spoilt = {**right, first: "Nobody" if isinstance(right[first], str) else 1e6}
    worse = {name: answer for name, answer in spoilt.items() if name != second}
    asked, found = small_questions(), []
    worlds = None
    for given in (right, spoilt, worse):
        one = read_submission(handed_in(tmp_path, given))
        worlds = worlds or [one_world(job) for job in jobs_of(one, SECRET, size=SMALL)]
        found.append(mark(Case(OWN_SHOP, one, worlds, SECRET)).criteria)
    assert [[one.result for one in marks[:2]] for marks in found] == [
        ["competent", "competent"],
        ["competent", "competent"],
        ["not yet competent", "competent"],
    ]
    judged = found[2][0]
    told = [proof.evidence.words for proof in judged.proofs]
    assert judged.share == pytest.approx(4 / 6)
    assert len(told) == 6
    assert f"Right: {asked[0].shown(asked[0].right)}" in told[0]
    assert "Answered: no answer" in told[1]
    assert all(proof.evidence.references[0].startswith("own ") for proof in judged.proofs)
    assert [one.result for one in found[0][2:]] == ["not yet competent"] * 2, "no words, no marks for words"


def test_first_answers_count(tmp_path: Path) -> None:
    """Whoever has been told what is right hands in again in vain."""
    right: dict[str, Any] = {one.id: one.right for one in small_questions()}
    first = rehearse(tmp_path, handed_in(tmp_path, {}, "a"))
    later = rehearse(tmp_path, handed_in(tmp_path, right, "b"))
    assert results(first) == results(later) == [["not yet competent", "not yet competent"]]
    assert "handed in first count" in " ".join(later.marked[0].marking.criteria[0].reasons)


@pytest.mark.slow
def test_workers_change_nothing(tmp_path: Path) -> None:
    """Own runs are jobs like all others."""
    files = [
        handed_in(tmp_path, {one.id: one.right for one in small_questions(code)}, code, code) for code in CLASS[:3]
    ]
    done = []
    for workers in (1, 2):
        (tmp_path / str(workers)).mkdir()
        done.append(rehearse(tmp_path / str(workers), *files, workers=workers))
    assert [one.marking for one in done[0].marked] == [one.marking for one in done[1].marked]
    assert all(result == ["competent", "competent"] for result in results(done[0]))


@pytest.mark.parametrize(
    ("responses", "says"),
    [
        ({"month-orders": "many"}, "responses: month-orders: allowed a number"),
        ({"month-orders": -1}, "responses: month-orders: allowed a number from 0"),
        ({"month-orders": True}, "responses"),
        ({"month-orders": [1]}, "responses"),
        ({"busiest-weekday": 3}, "responses: busiest-weekday: allowed one of the choices"),
        ({"who-complained": 3.5}, "responses: who-complained: allowed the whole number"),
        ({"my-mark": 100}, "responses: my-mark: allowed ids of the questions"),
        ({f"q-{number}": 1 for number in range(41)}, "at most 40"),
        ({"busiest-weekday": "x" * 61}, "at most 60"),
    ],
    ids=str,
)
def test_answers_that_cannot_be_meant_are_refused(responses: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="responses") as problem:
        handed_in(tmp_path, responses)
    assert says in str(problem.value)


def test_no_other_exercise_asks_questions() -> None:
    content = {"workbook": "0", "exercise": "promotions", "learner": "TC7-0042", "declaration": True}
    with pytest.raises(ValueError, match="month-orders: not asked in promotions"):
        Submission.model_validate({**content, "responses": {"month-orders": 3}})


def test_a_class_run_leaves_out_where_nothing_is_decided(tmp_path: Path) -> None:
    with pytest.raises(NothingToRunError) as problem:
        collect([handed_in(tmp_path, {})])
    assert "nothing is decided in own-shop" in problem.value.broken[0]


class ClassOfLearners:
    """The questions of a whole class in shops of full size, and what every template gives in each of them."""

    def __init__(self, exercise: Exercise, codes: list[str]) -> None:
        self.asked: dict[str, tuple[Question, ...]] = {}
        self.possible: dict[str, list[Question]] = defaultdict(list)
        for code in codes:
            own = own_run(exercise, code, SECRET)
            finished = run_own(own)
            self.asked[code] = questions_of(exercise, own, finished)
            for template in templates(exercise.id):
                question = ask(template, finished, own.draw)
                if question is not None:
                    self.possible[template.id].append(question)

    def best_guess(self, template: str) -> tuple[Answer, float]:
        """The one answer that is right in most shops, and in what share of them."""
        there = self.possible[template]
        rates = [(sum(one.is_right(guess.right) for one in there) / len(there), guess.right) for guess in there]
        rate, answer = max(rates, key=lambda pair: pair[0])
        return answer, rate


@pytest.fixture(scope="module")
def whole_class() -> ClassOfLearners:
    """Thirty learners."""
    return ClassOfLearners(OWN_SHOP, CLASS)


def right_of(asked: tuple[Question, ...], responses: dict[str, Answer], criterion: AnswersCriterion) -> int:
    """How many questions of a criterion are answered right."""
    return sum(one.is_right(responses.get(one.id)) for one in asked if one.template.row in criterion.rows)


@pytest.mark.slow
def test_the_answers_of_somebody_else_are_not_enough(whole_class: ClassOfLearners) -> None:
    """For each of 870 pairs of codes: whoever hands in a neighbour's answers stays far below what is asked."""
    best = dict.fromkeys((one.id for one in JUDGED), 0)
    for mine, theirs in itertools.permutations(CLASS, 2):
        copied = {one.id: one.right for one in whole_class.asked[theirs]}
        for criterion in JUDGED:
            best[criterion.id] = max(best[criterion.id], right_of(whole_class.asked[mine], copied, criterion))
    assert all(best[one.id] <= one.least_right - 2 for one in JUDGED), best


@pytest.mark.slow
def test_the_best_guess_at_every_question_is_not_enough(whole_class: ClassOfLearners) -> None:
    """Even with the best single answer to each template, from the books of a whole class, nobody is competent.

    The chance is worked out question by question (Poisson binomial), not left to the luck of these thirty.
    """
    guesses = {template: whole_class.best_guess(template) for template in whole_class.possible}
    answers = {template: answer for template, (answer, _) in guesses.items()}
    for code, asked in whole_class.asked.items():
        for criterion in JUDGED:
            chances = [guesses[one.id][1] for one in asked if one.template.row in criterion.rows]
            ways = np.array([1.0])
            for chance in chances:
                ways = np.convolve(ways, [1 - chance, chance])
            assert ways[criterion.least_right :].sum() < 0.01, (code, criterion.id, chances)
        assert all(right_of(asked, answers, one) < one.least_right for one in JUDGED), code


@pytest.mark.slow
@pytest.mark.parametrize("how", ["nothing", "0", "1", "the first choice"])
def test_thoughtless_answers_are_not_enough(how: str, whole_class: ClassOfLearners) -> None:
    """Empty, all 0, all 1, always the first choice."""

    def answer(question: Question) -> Answer | None:
        if how == "nothing":
            return None
        if question.options and how == "the first choice":
            first = question.options[0]
            return first if isinstance(question.right, str) else int(first)
        return 1 if how == "1" else 0

    for asked in whole_class.asked.values():
        given = {one.id: said for one in asked if (said := answer(one)) is not None}
        assert all(right_of(asked, given, one) < one.least_right - 1 for one in JUDGED)


@pytest.mark.slow
def test_no_template_has_the_same_answer_nearly_everywhere(whole_class: ClassOfLearners) -> None:
    """A question whose answer one can know without looking asks nothing; and most shops can be asked most of them."""
    rates = {template: whole_class.best_guess(template)[1] for template in whole_class.possible}
    assert {name: rate for name, rate in rates.items() if rate > 0.75} == {}
    assert all(len(there) >= len(CLASS) / 2 for there in whole_class.possible.values())
