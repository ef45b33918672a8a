"""Marks follow from the worlds alone, and every round gives the same ones."""

import csv
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.assessment import round as rounds
from sim.assessment.criteria import SIMULATED
from sim.assessment.evidence import Evidence, can_prove
from sim.assessment.exercise import EffectCriterion, exercise_names, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.mark_sheet import safe_cell
from sim.assessment.marks import CriterionMark
from sim.assessment.round import mark_paths
from sim.assessment.simulated import MOST_EVIDENCE, judge
from sim.assessment.submission import Submission
from sim.assessment.worlds import FIRST_UNSEEN, Job, Lives, World, jobs_of, one_world, unseen_seeds
from sim.cli import main

SECRET = b"only the training centre knows it"
TINY = (60, 30)
CAREFUL = {"outreach.audience": "recorded consent", "outreach.check_requests_before_sending": True}
SIMULATING = [
    name for name in exercise_names() if any(isinstance(one, SIMULATED) for one in load_exercise(name).criteria)
]
Rehearse = Callable[..., rounds.Round]


def submission(exercise: str = "promotions", learner: str = "TC7-0042", **changes: Any) -> Submission:
    """A submission in order; `values` are its decisions."""
    values, reason = changes.get("values", {}), changes.get("reason", "")
    content = {
        "workbook": "0.1.0",
        "exercise": exercise,
        "learner": learner,
        "decisions": [{"values": values, "reason": reason}],
        "prediction": {"expected": {"retention_rate": "up"}},
        "declaration": True,
    }
    return Submission.model_validate(content)


def hand_in(folder: Path, name: str, **changes: Any) -> Path:
    """Write a submission into a folder."""
    file = folder / f"{name}.json"
    file.write_text(submission(**changes).model_dump_json(), encoding="utf-8")
    return file


@pytest.fixture
def rehearse(tmp_path: Path) -> Rehearse:
    """Mark in a tiny shop, in two worlds of each scenario."""

    def go(*paths: Path, book: str = "book.db", **options: Any) -> rounds.Round:
        with Gradebook(str(tmp_path / book)) as opened:
            return mark_paths(paths, opened, SECRET, seeds=2, size=TINY, **options)

    return go


def marks_in(file: Path) -> list[dict[str, Any]]:
    """Everything in a gradebook but moments and paths."""

    def plain(row: Any) -> dict[str, Any]:
        kept = {}
        for name, value in vars(row).items():
            if name.startswith("_") or name in ("marked_at", "path") or name.endswith("id"):
                continue
            kept[name] = [plain(one) for one in value] if isinstance(value, list) else repr(value)
        return kept

    with Gradebook(str(file)) as book:
        return [plain(row) for row in book.submissions()]


def test_unseen_seeds_belong_to_secret_learner_and_exercise() -> None:
    seeds = unseen_seeds(SECRET, "promotions", "TC7-0042", "corner-shop")
    assert seeds == unseen_seeds(SECRET, "promotions", "TC7-0042", "corner-shop")
    assert len(set(seeds)) == len(seeds)
    assert all(FIRST_UNSEEN <= seed < 2**63 for seed in seeds), "no practice seed is ever marked on"
    for other in (
        unseen_seeds(b"another secret of a centre", "promotions", "TC7-0042", "corner-shop"),
        unseen_seeds(SECRET, "security", "TC7-0042", "corner-shop"),
        unseen_seeds(SECRET, "promotions", "TC7-0043", "corner-shop"),
        unseen_seeds(SECRET, "promotions", "TC7-0042", "festival-rush"),
    ):
        assert not set(seeds) & set(other)


@pytest.mark.parametrize("name", SIMULATING)
def test_doing_nothing_changes_nothing_and_is_not_competent(name: str) -> None:
    """Every criterion asks for something that today's shop does not have."""
    jobs = jobs_of(submission(name), SECRET, 1, TINY)
    worlds = [one_world(job) for job in jobs]
    assert all(life.today == life.yours for world in worlds for life in world.lives.values())
    exercise = load_exercise(name)
    marks = [judge(exercise, one, worlds) for one in exercise.criteria if isinstance(one, SIMULATED)]
    effects = [one for one in marks if one.effects[-1].change == 0]
    assert effects, name
    assert all(one.result == "not yet competent" for one in effects if not one.reasons[0].startswith("Incidents"))


@pytest.mark.parametrize("name", SIMULATING)
def test_an_exercise_can_be_proven(name: str) -> None:
    exercise = load_exercise(name)
    assert len(exercise.scenarios) >= 2
    kinds = [kind for one in exercise.criteria if isinstance(one, EffectCriterion) for kind in one.evidence]
    assert all(can_prove(kind) for kind in kinds)
    assert all(gate.words for one in exercise.criteria if isinstance(one, SIMULATED) for gate in one.gates)


def first_of_promotions(worlds: list[World]) -> CriterionMark:
    """The mark of its first criterion, which looks at how many customers stay."""
    exercise = load_exercise("promotions")
    criterion = exercise.criteria[0]
    assert isinstance(criterion, EffectCriterion)
    return judge(exercise, criterion, worlds)


def made_up(change: float, margin: float, count: int = 4, wobble: float = 0.001) -> list[World]:
    """Worlds of the promotions lesson with a chosen change of the retention rate and the profit."""
    today = {"retention_rate": 0.4, "net_margin_hkd": 0.0, "orders": 100.0}
    piece = Evidence(1.0, "An event.", ("today visit:0",), True, 1.0)
    worlds = []
    for scenario in load_exercise("promotions").scenarios:
        for seed in range(count):
            yours = {"retention_rate": 0.4 + change + wobble * seed, "net_margin_hkd": margin, "orders": 100.0}
            life = Lives(today, yours, {"PD-01": 12}, {"PD-01": 0}, (piece,) * 3)
            worlds.append(World(scenario, seed, {"keeps-customers": life, "lawful-messages": life}, ("a", "b"), "here"))
    return worlds


@pytest.mark.parametrize(
    ("worlds", "result", "says"),
    [
        (made_up(0.02, 10), "competent", "That is reached"),
        (made_up(0.002, 10), "not yet competent", "That is not reached"),
        (made_up(0.02, -1), "not yet competent", "It does not hold"),
        (made_up(0.01, 10, count=2, wobble=0.1), "not yet competent", "could be luck"),
        (made_up(-0.02, 10), "not yet competent", "better in every scenario"),
    ],
    ids=["enough", "too little", "too dear", "luck", "worse"],
)
def test_a_criterion_says_why(worlds: list[World], result: str, says: str) -> None:
    first = first_of_promotions(worlds)
    assert first.result == result
    assert says in " ".join(first.reasons)
    assert len(first.proofs) <= MOST_EVIDENCE


def test_better_in_one_scenario_alone_is_not_enough() -> None:
    worlds = [*made_up(0.09, 10)[:4], *made_up(-0.01, 10, wobble=0.0)[4:]]
    reasons = first_of_promotions(worlds).reasons
    assert any('it is not in "A rush' in reason for reason in reasons), reasons


def test_a_broken_file_is_named_and_the_rest_is_marked(tmp_path: Path, rehearse: Rehearse) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    hand_in(folder, "b", values=CAREFUL)
    (folder / "a.json").write_text("{")
    (folder / "c.json").write_bytes((folder / "b.json").read_bytes())
    said: list[str] = []
    done = rehearse(folder, say=said.append)
    assert [one.hand_in.path.name for one in done.marked] == ["b.json"]
    assert ["a.json" in said[0], "the same as" in said[1]] == [True, True]
    lawful = done.marked[0].marking.criteria[1]
    assert lawful.effects[-1].yours == 0 < lawful.effects[-1].today
    assert lawful.proofs
    with Gradebook(str(tmp_path / "book.db")) as book:
        assert [row.problem for row in book.problems()] == [said[0]]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worlds that cost nothing, for tests of what is done with them."""

    def pretend(job: Job) -> World:
        life = made_up(job.seed % 100 / 1000, 1.0, count=1)[0].lives
        return World(job.scenario, job.seed, life, ("a", "b"), "here")

    monkeypatch.setattr(rounds, "one_world", pretend)


def test_marks_do_not_depend_on_the_day_and_nothing_is_marked_twice(tmp_path: Path, rehearse: Rehearse) -> None:
    file = hand_in(tmp_path, "one", values=CAREFUL)
    rehearse(file)
    rehearse(file, book="again.db")
    assert marks_in(tmp_path / "book.db") == marks_in(tmp_path / "again.db") != []
    said: list[str] = []
    assert len(rehearse(file, say=said.append).already) == 1
    assert said == [f"{file}: already marked"]


def test_a_round_that_was_stopped_goes_on(
    tmp_path: Path, rehearse: Rehearse, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world_of = rounds.one_world
    for number in range(3):
        hand_in(tmp_path, f"learner-{number}", learner=f"TC7-000{number}", values=CAREFUL)
    count = 0

    def stop_in_the_middle(job: Any) -> World:
        nonlocal count
        count += 1
        if count > 6:
            raise KeyboardInterrupt
        return world_of(job)

    with monkeypatch.context() as patched:
        patched.setattr(rounds, "one_world", stop_in_the_middle)
        with pytest.raises(KeyboardInterrupt):
            rehearse(tmp_path)
    assert len(marks_in(tmp_path / "book.db")) == 1
    done = rehearse(tmp_path)
    assert (len(done.already), len(done.marked)) == (1, 2)
    rehearse(tmp_path, book="at-once.db")
    assert marks_in(tmp_path / "book.db") == marks_in(tmp_path / "at-once.db")


def test_a_world_that_fails_does_not_stop_the_rest(
    tmp_path: Path, rehearse: Rehearse, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world_of = rounds.one_world
    for learner in ("TC7-0001", "TC7-0002"):
        hand_in(tmp_path, learner, learner=learner, values={"outreach.newsletters_per_month": int(learner[-1])})

    def fails_for_one(job: Job) -> World:
        if job.values["outreach.newsletters_per_month"] == 1:
            raise RuntimeError("no such luck")
        return world_of(job)

    monkeypatch.setattr(rounds, "one_world", fails_for_one)
    done = rehearse(tmp_path)
    assert [one.hand_in.path.name for one in done.marked] == ["TC7-0002.json"]
    assert "TC7-0001.json: could not be run" in done.broken[0].problem
    monkeypatch.setattr(rounds, "one_world", world_of)
    assert len(rehearse(tmp_path).marked) == 1, "it can be marked once the fault is gone"


def test_a_changed_submission_is_a_new_attempt_and_both_are_kept(
    tmp_path: Path, rehearse: Rehearse, quick: None
) -> None:
    first, second = hand_in(tmp_path, "first"), hand_in(tmp_path, "second", values=CAREFUL)
    assert [one.attempt for one in rehearse(first, second).marked] == [1, 2]
    assert [row["attempt"] for row in marks_in(tmp_path / "book.db")] == ["1", "2"]


def test_the_work_of_another_learner_is_held_for_a_person(tmp_path: Path, rehearse: Rehearse, quick: None) -> None:
    words = "We write only to people who have said yes, because the law asks for it."
    for learner in ("TC7-0001", "TC7-0002"):
        hand_in(tmp_path, learner, learner=learner, values=CAREFUL, reason=words)
    original, copy = rehearse(tmp_path).marked
    assert original.alike is None
    assert copy.alike == "the same decisions and words as TC7-0001"
    assert {mark.result for mark in copy.marking.criteria} == {"not yet competent"}


def test_mark_on_the_command_line(
    tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.cli_assessment.mark_paths", partial(mark_paths, seeds=2, size=TINY))
    good, broken = hand_in(tmp_path, "good", values=CAREFUL), tmp_path / "broken.json"
    broken.write_text("[]")
    book, sheet = tmp_path / "marks", tmp_path / "sheet.csv"
    argv = ["mark", str(good), str(broken), "--gradebook", str(book), "--workers", "1", "--csv", str(sheet)]
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert "TC7-0042" in out
    assert "marked by a person" in out
    assert "broken.json: file: allowed an object" in err
    assert "marks.secret is new" in err
    assert main([*argv[:2], *argv[3:]]) == 0
    assert "already marked" in capsys.readouterr().err
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["criterion"] for row in rows] == [one.id for one in load_exercise("promotions").criteria]
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_a_spreadsheet_runs_nothing(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(-1.5) == -1.5


@pytest.mark.slow
def test_ten_hand_ins_are_marked_the_same_by_one_worker_and_two(tmp_path: Path, rehearse: Rehearse) -> None:
    """Different people, lessons and decisions, all at once."""
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(10):
        name = SIMULATING[number % 3]
        levers = load_exercise(name).open_levers()
        lever = next(one for one in levers[number % len(levers) :] + levers if isinstance(one.default, int))
        value = not lever.default if isinstance(lever.default, bool) else int(lever.low or 0) + 1 + number % 3
        hand_in(folder, f"{number}", exercise=name, learner=f"TC7-{number:04}", values={lever.path: value})
    assert len(rehearse(folder, workers=2).marked) == 10
    assert len(rehearse(folder, workers=1, book="one.db").marked) == 10
    assert marks_in(tmp_path / "book.db") == marks_in(tmp_path / "one.db")
    assert json.dumps(marks_in(tmp_path / "one.db"))
