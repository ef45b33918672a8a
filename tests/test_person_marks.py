"""What people find and decide stands beside the marks; nothing is changed or taken out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.assessment import round as rounds
from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.person_marks import mark_again, mark_words, override
from sim.assessment.round import mark_paths
from sim.assessment.standing import Standing, latest, marks_of, result_of, standings
from sim.assessment.submission import Submission
from sim.assessment.worlds import Job, World
from sim.reading import BadInputError
from tests.test_marking import CAREFUL, SECRET, TINY, made_up, submission

LIFE = made_up(0.02, 1.0, count=1)[0].lives
WORDS = "We write to members who said yes, four times a month, because they came back after a mail."


def written(learner: str = "TC7-0042", **changes: Any) -> Submission:
    """A submission in which everything that is asked for is written."""
    content = submission(learner=learner, values=CAREFUL, reason=f"{WORDS} {learner}", **changes).model_dump()
    content["prediction"]["because"] = WORDS
    content["answers"] = {"what_happened": WORDS, "in_my_shop": WORDS}
    return Submission.model_validate(content)


def fill(book: Gradebook, folder: Path, *submissions: Submission) -> list[SubmissionRow]:
    """Mark these in worlds that cost nothing, all competent in the shop."""
    for number, one in enumerate(submissions):
        (folder / f"{number:03}.json").write_text(one.model_dump_json(), encoding="utf-8")
    mark_paths([folder], book, SECRET, seeds=2, size=TINY)
    return book.submissions()


def no_cost_world(job: Job) -> World:
    """A world that costs nothing."""
    return World(job.scenario, job.seed, LIFE, (f"{job.seed:064}",) * 2, "here")


@pytest.fixture
def no_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worlds that cost nothing."""
    monkeypatch.setattr(rounds, "one_world", no_cost_world)


@pytest.fixture(scope="session")
def one_hand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with one submission, made once; tests take copies."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "in").mkdir()
    with pytest.MonkeyPatch.context() as patched, Gradebook(str(folder / "book.db")) as opened:
        patched.setattr(rounds, "one_world", no_cost_world)
        fill(opened, folder / "in", written())
    return folder / "book.db"


@pytest.fixture
def book(one_hand_in: Path, tmp_path: Path) -> Iterator[Gradebook]:
    """A gradebook with one submission, whose words wait for a person."""
    shutil.copy(one_hand_in, tmp_path / "book.db")
    with Gradebook(str(tmp_path / "book.db")) as opened:
        yield opened


def now(book: Gradebook, criterion: str, place: int = 0) -> Standing:
    """How a criterion stands."""
    return next(one for one in standings(book.submissions()[place]) if one.mark.criterion == criterion)


def test_levels_decide_and_weights_add_up(book: Gradebook) -> None:
    assert result_of(book.submissions()[0]) == "to be marked"
    for criterion, level in (("reasons", 3), ("explanation", 2), ("in-my-shop", 2)):
        assert marks_of(book.submissions()[0]) is None
        mark_words(book, now(book, criterion).mark.id, "a1-07", level, "It names the members.")
    (row,) = book.submissions()
    assert result_of(row) == "competent"
    assert marks_of(row) == pytest.approx(15 + 15 + 30 + 25 * 2 / 3 + 15 * 2 / 3)
    assert {one.mark.result for one in standings(row)} == {"competent", "to be marked"}, "marks stay as they were"
    assert now(book, "reasons").first.marker == "A1-07"


def test_a_first_marking_is_corrected_by_its_marker_until_a_second_has_read(book: Gradebook) -> None:
    mark = now(book, "reasons").mark.id
    mark_words(book, mark, "A1-07", 1)
    assert now(book, "reasons").result == "not yet competent"
    mark_words(book, mark, "A1-07", 2)
    with pytest.raises(BadInputError, match="somebody else's"):
        mark_words(book, mark, "A1-08", 3)
    with pytest.raises(BadInputError, match="given the first marker"):
        mark_again(book, mark, "A1-07", 2)
    mark_again(book, mark, "A1-08", 1)
    with pytest.raises(BadInputError, match="before a second marker"):
        mark_words(book, mark, "A1-07", 0)
    stands = now(book, "reasons")
    assert (stands.result, stands.first.level, stands.second.level) == ("competent", 2, 1), "the first one counts"
    assert [one.level for one in stands.mark.by_people if one.role == "first"] == [1, 2], "both are kept"


def test_an_override_keeps_what_it_replaces(book: Gradebook) -> None:
    mark = now(book, "keeps-customers").mark
    override(book, [mark.id], "A1-09", "not yet competent", "The plan was dictated to him")
    override(book, [mark.id], "A1-07", "competent", "Talked it through, it is his")
    stands = now(book, "keeps-customers")
    assert (stands.result, stands.marks) == ("competent", 15)
    told = [(one.old_result, one.new_result, one.marker, one.reason) for one in stands.mark.overrides]
    assert told == [
        ("competent", "not yet competent", "A1-09", "The plan was dictated to him"),
        ("not yet competent", "competent", "A1-07", "Talked it through, it is his"),
    ]
    assert all(one.at for one in stands.mark.overrides)
    assert stands.mark.result == "competent"


def test_an_override_moves_the_marks_just_across_the_line(book: Gradebook) -> None:
    mark = now(book, "reasons").mark.id
    mark_words(book, mark, "A1-07", 1)
    override(book, [mark], "A1-09", "competent", "The figure is in the prediction")
    assert now(book, "reasons").marks == pytest.approx(20)
    override(book, [mark], "A1-09", "not yet competent", "The figure was another shop's")
    assert now(book, "reasons").marks == pytest.approx(10)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"marker": "Mei Ling"}, "marker code: allowed .* such as A1-07"),
        ({"marker": "MEI"}, "with a digit in it"),
        ({"reason": "wrong result"}, "reason: allowed 3 words or more, given 2"),
        ({"reason": "why " * 900}, "up to 2,000 letters"),
        ({"reason": "a b\0 c d"}, "letters that can be written"),
        ({"new_result": "to be marked"}, "result: allowed"),
        ({"mark_ids": [1, 999]}, "given 999"),
    ],
)
def test_a_bad_override_is_one_line_and_writes_nothing(book: Gradebook, given: dict[str, Any], says: str) -> None:
    good = {"mark_ids": [1], "marker": "A1-07", "new_result": "competent", "reason": "as it should be"}
    with pytest.raises(BadInputError, match=says):
        override(book, **{**good, **given})
    assert not any(one.mark.overrides for one in standings(book.submissions()[0]))


@pytest.mark.parametrize(
    ("criterion", "level"), [("reasons", 4), ("reasons", -1), ("reasons", True), ("keeps-customers", 1)]
)
def test_a_level_that_is_none_is_refused(book: Gradebook, criterion: str, level: int) -> None:
    with pytest.raises(BadInputError, match="allowed"):
        mark_words(book, now(book, criterion).mark.id, "A1-07", level)
    assert now(book, criterion).first is None


def test_a_copy_earns_nothing_until_a_person_decides(tmp_path: Path, no_cost: None) -> None:
    one = written("TC7-0001").model_dump()
    with Gradebook(str(tmp_path / "copies.db")) as book:
        fill(book, tmp_path, written("TC7-0001"), Submission.model_validate({**one, "learner": "TC7-0002"}))
        copy = standings(book.submissions()[1])
        assert all(part.is_withheld and part.result == "not yet competent" for part in copy)
        assert marks_of(book.submissions()[1]) == 0
        override(book, [part.mark.id for part in copy], "A1-09", "competent", "Both did it, I watched them")
        assert result_of(book.submissions()[1]) == "competent"


def test_the_last_attempt_counts(tmp_path: Path, no_cost: None) -> None:
    with Gradebook(str(tmp_path / "two.db")) as book:
        rows = fill(book, tmp_path, written(), submission(values={"outreach.newsletters_per_month": 9}))
    assert {key: row.attempt for key, row in latest(rows).items()} == {("TC7-0042", "promotions"): 2}
