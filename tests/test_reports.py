"""Reports: whole files, nothing that runs, nobody ranked, and no certificate on rows that were never looked at."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from sim.assessment.exercise import Exercise, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.mark_exports import canvas_csv, class_csv, moodle_csv
from sim.assessment.person_marks import mark_words, override
from sim.assessment.report_files import write_together
from sim.assessment.standing import standings
from sim.assessment.submission import Submission
from sim.assessment.unit_award import Award, award
from sim.assessment.unit_rows import UnitRow
from sim.cli import main
from sim.reading import BadInputError
from sim.show.assessor_evidence import evidence_page
from sim.show.certificate import award_page
from tests.test_person_marks import book, fill, no_cost, one_hand_in, written

__all__ = ["book", "no_cost", "one_hand_in"]


@pytest.fixture
def read(book: Gradebook) -> Gradebook:
    """A gradebook in which every word is read: 86.7 marks."""
    for one in standings(book.submissions()[0]):
        if one.waits_to_be_read:
            mark_words(book, one.mark.id, "A1-07", 3 if one.mark.criterion == "reasons" else 2, "=2+2 <i>clear</i>")
    return book


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is slow and tested elsewhere."""
    monkeypatch.setattr("sim.show.assessor_evidence.difference_chart", lambda *_: "<svg></svg>")


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(text.lstrip("\ufeff").splitlines()))


def test_moodle_and_canvas_get_their_columns(read: Gradebook) -> None:
    rows = read.submissions()
    assert cells(moodle_csv(rows)) == [
        ["ID number", "promotions (of 100)", "promotions feedback"],
        ["TC7-0042", "86.7", cells(moodle_csv(rows))[1][2]],
    ]
    assert cells(moodle_csv(rows))[1][2].startswith("Competent. More customers stay")
    assert cells(canvas_csv(rows)) == [
        ["Student", "ID", "SIS Login ID", "Section", "Storesim promotions"],
        ["Points Possible", "", "", "", "100"],
        ["TC7-0042", "", "TC7-0042", "", "86.7"],
    ]


def test_marks_that_are_not_complete_are_left_blank(book: Gradebook) -> None:
    assert cells(canvas_csv(book.submissions()))[2][4] == ""
    head, line = cells(class_csv(book.submissions()))
    told = dict(zip(head, line, strict=True))
    assert (told["result"], told["marks"], told["to be marked"]) == ("to be marked", "", "3")


def test_reports_on_the_command_line(read: Gradebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    override(
        read, [standings(read.submissions()[0])[0].mark.id], "A1-09", "competent", "<script>alert(1)</script> so it is"
    )
    out = tmp_path / "out"
    argv = ["report", "--gradebook", read.name, "--out", str(out)]
    assert main([*argv, "--format", "html,csv,moodle,canvas"]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "canvas.csv",
        "class-sheet.csv",
        "class-sheet.html",
        "mark-sheet.csv",
        "moodle.csv",
        "portfolio-TC7-0042.html",
        "statement-TC7-0042-105090L2.html",
    ]
    page = (out / "portfolio-TC7-0042.html").read_text(encoding="utf-8")
    for words in (
        "86.7 of 100 marks",
        "found here",
        "A1-07",
        "Overridden",
        "R2-6.2-b1",
        "0.1.0",
        "=2+2 &lt;i&gt;clear",
    ):
        assert words in page, words
    assert "<script" not in page
    law = re.compile(r'<a href="https://www\.elegislation\.gov\.hk/hk/cap\d+"')
    assert not re.search(r"""(src|href)\s*=|url\(|@import""", law.sub("", page)), (
        "but links to the law, to be followed by hand"
    )
    assert str(tmp_path) not in page, "no place of the assessor's computer"
    assert all(str(world.seed) not in page for world in read.submissions()[0].worlds), "the next attempt meets them"
    rows = list(csv.DictReader((out / "mark-sheet.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["comment"] for row in rows if row["marker"]} == {"'=2+2 <i>clear</i>"}
    assert "7 of the 35 rows" in (out / "statement-TC7-0042-105090L2.html").read_text(encoding="utf-8")
    assert "7 files in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--gradebook", "gone.db", "--out", "out"], "a gradebook that is there"),
        (["--gradebook", "gone.db", "--out", "out", "--format", "pdf"], "allowed html, csv, moodle, canvas"),
        (["--gradebook", "gone.db"], "--out"),
        (["--gradebook", "sqlite://", "--out", "out"], "given an empty database"),
    ],
)
def test_a_bad_report_is_one_line_and_begins_nothing(
    argv: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", *argv]) == 2
    assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_exercise_that_has_gone_is_said_and_tables_do_without(
    read: Gradebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with read.writing() as session:
        session.execute(update(SubmissionRow).values(exercise="old-lesson"))
    argv = ["report", "--gradebook", read.name, "--out", str(tmp_path / "out")]
    assert main(argv) == 2
    assert "given old-lesson, marked with here" in capsys.readouterr().err
    assert main([*argv, "--format", "csv,moodle"]) == 0
    assert "cannot show it" in evidence_page(read.submissions()[0])


def test_files_that_cannot_all_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    write_together(tmp_path, {"a.txt": "old"})
    with pytest.raises(BadInputError, match="--out"):
        write_together(tmp_path, {"a.txt": "new", "x" * 300: "no name"})
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "old")]


def small_unit(*rows: str) -> tuple[list[Exercise], list[UnitRow]]:
    """A unit of one exercise, with these rows."""
    return [load_exercise("promotions")], [UnitRow(row, "105090L2", f"What {row} asks for") for row in rows]


def in_small_unit(given: Gradebook, *rows: str) -> Award:
    exercises, asked = small_unit(*rows)
    return award("TC7-0042", "105090L2", given.submissions(), exercises, asked)


def test_a_whole_unit_earns_a_certificate(read: Gradebook) -> None:
    kind, page = award_page(in_small_unit(read, "R2-6.2-b1", "R2-6.3-a"), "A small unit")
    assert kind == "certificate"
    assert "Rows of the unit: 2, each scored by" in page
    override(
        read, [standings(read.submissions()[0])[0].mark.id], "A1-09", "not yet competent", "Somebody else decided it"
    )
    kind, page = award_page(in_small_unit(read, "R2-6.3-a"), "A small unit")
    assert kind == "statement", "all exercises of the unit, not only its rows"


def test_a_row_that_nothing_scores_stops_the_certificate(read: Gradebook) -> None:
    kind, page = award_page(in_small_unit(read, "R2-6.2-b1", "R2-6.1-a"), "A small unit")
    assert kind == "statement"
    assert "No exercise of the workbook scores these rows yet: 1" in page
    assert "This is no certificate" in page


def test_words_that_nobody_has_read_stop_the_certificate(book: Gradebook) -> None:
    kind, page = award_page(in_small_unit(book, "R2-6.1-d1"), "A small unit")
    assert kind == "statement"
    assert "Waiting for a person: 1" in page


def test_learners_stand_in_the_order_of_their_codes(tmp_path: Path, no_cost: None) -> None:
    """A better mark never moves anybody up."""
    with Gradebook(str(tmp_path / "class.db")) as opened:
        given: list[Submission] = [written(code) for code in ("TC7-0003", "TC7-0001", "TC7-0002")]
        rows = fill(opened, tmp_path, *given)
        best: Any = next(row for row in rows if row.learner == "TC7-0003")
        override(opened, [mark.id for mark in best.marks], "A1-09", "competent", "Shown at the counter")
        lines = [cells(text)[-3:] for text in (class_csv(opened.submissions()), canvas_csv(opened.submissions()))]
    assert [[line[0] for line in table] for table in lines] == [["TC7-0001", "TC7-0002", "TC7-0003"]] * 2
