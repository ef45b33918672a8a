"""Hand-ins are read without trust: each bad file gets one clear line, and a good one is what its schema says."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sim.assessment import schema
from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.reading import LARGEST_BYTES, digest, read_submission, read_submissions
from sim.assessment.submission import Submission
from sim.cli import main
from sim.policy import find_lever

GOOD: dict[str, Any] = {
    "format": 2,
    "workbook": "0.1.0",
    "exercise": "promotions",
    "learner": "TC7-0042",
    "decisions": [{"day": 0, "values": {"outreach.newsletters_per_month": 3}, "reason": "More mail, more orders."}],
    "prediction": {"expected": {"retention_rate": "up"}, "because": ""},
    "answers": {},
    "declaration": True,
}
Complaint = Callable[..., str]


def text(**changes: Any) -> bytes:
    """The good submission with changes, as the bytes of a file."""
    return json.dumps({**GOOD, **changes}).encode()


def values(**values: Any) -> list[dict[str, Any]]:
    """Decisions with these values."""
    return [{"values": {name.replace("__", "."): value for name, value in values.items()}}]


def found(**changes: Any) -> bytes:
    """A hand-in of the inspection with one finding, changed."""
    finding = {"item": 3, "fault": "price", "first": "correct", **changes}
    return text(exercise="shop-front", decisions=values(), prediction={}, findings=[finding])


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty file"),
    "not JSON": (b"{'a': 1}", "line 1: allowed JSON"),
    "cut off": (text()[:-9], "line 1: allowed JSON"),
    "not UTF-8": (text().replace(b"0.1.0", b"\xff\xfe"), "UTF-8"),
    "NaN": (text().replace(b": 3}", b": NaN}"), "finite numbers, given NaN"),
    "beyond floats": (text().replace(b": 3}", b": 1e999}"), "newsletters_per_month: allowed finite numbers"),
    "endless number": (text().replace(b": 3}", b": " + b"9" * 5000 + b"}"), "digits"),
    "long number": (text().replace(b": 3}", b": " + b"9" * 40 + b"}"), "whole numbers up to"),
    "nested deep": (b"[" * 5000 + b"]" * 5000, "nested"),
    "nested deeper than asked": (text(findings=[[[[[[[1]]]]]]]), "up to 6 levels"),
    "too large": (b" " * (LARGEST_BYTES + 1), "up to 200,000 bytes"),
    "too many values": (text(findings=list(range(3000))), "up to 2,000 values"),
    "a name twice": (b'{"format": 2, "format": 1}', "given twice"),
    "half a letter": (text().replace(b"0.1.0", b"\\ud800"), "workbook: allowed letters"),
    "zero byte": (text().replace(b"0.1.0", b"\\u0000"), "workbook: allowed letters"),
}
NOT_IN_ORDER: dict[str, tuple[bytes, str]] = {
    "a list": (b"[]", "file: allowed an object, given a list"),
    "nothing in it": (b"{}", "declaration: must be there"),
    "out of range": (text(decisions=values(outreach__newsletters_per_month=31)), "from 0 to 30 .*given 31"),
    "wrong kind": (text(decisions=values(outreach__newsletters_per_month="3")), 'from 0 to 30 .*given "3"'),
    "true for a number": (text(decisions=values(outreach__newsletters_per_month=True)), "given true"),
    "a list for a value": (text(decisions=values(outreach__audience=[1])), "allowed a number.*given a list"),
    "no choice": (text(decisions=values(outreach__audience="all")), '"everyone", given "all"'),
    "closed lever": (text(decisions=values(service__clerks=8)), "service.clerks: not open in promotions; allowed"),
    "no lever": (text(decisions=values(service__robots=8)), "service.robots: not open in promotions"),
    "two decisions": (text(decisions=GOOD["decisions"] * 2), "decisions: allowed up to 1 .*given 2"),
    "later day": (text(decisions=[{"day": 3, "values": {}}]), "decisions.0.day: allowed 0, given 3"),
    "a name": (text(learner="Chan Tai Man"), 'TC7-0042, given "Chan Tai Man"'),
    "a path for an exercise": (text(exercise="../../etc"), "exercise: allowed .*monitoring, .*given '../../etc'"),
    "code for an exercise": (text(exercise="__import__('os')"), "exercise: allowed .*monitoring"),
    "own marks": (text(marks=100), "marks: no such field; allowed format"),
    "own marks in a decision": (
        text(decisions=[{"values": {}, "mark": 9}]),
        "mark: no such field; allowed day, values",
    ),
    "findings nobody asked for": (
        text(findings=[{"item": 3, "fault": "price", "first": "correct"}]),
        "findings: not asked in promotions; allowed none, given 1",
    ),
    "an item that no shop has": (
        found(item=400),
        "findings.0.item: allowed the number of an item, 0 to 399, given 400",
    ),
    "an item below nought": (found(item=-1), "findings.0.item: allowed the number of an item, 0 to 399, given -1"),
    "half an item": (found(item=3.5), "findings.0.item: allowed .*given 3.5"),
    "an unknown fault": (found(fault="colour"), "findings.0.fault: allowed 'price', .*given \"colour\""),
    "an unknown step": (found(first="shout"), "findings.0.first: allowed 'correct', .*given \"shout\""),
    "own marks in a finding": (found(right=True), "findings.0.right: no such field; allowed item, fault, first"),
    "a flag too many": (
        text(
            exercise="shop-front",
            decisions=values(),
            findings=[{"item": 1, "fault": "price", "first": "correct"}] * 161,
        ),
        "findings: allowed up to 160 of them, given 161",
    ),
    "not declared": (text(declaration=False), "declaration: allowed true, given false"),
    "newer format": (text(format=3), "format: allowed 2, given 3"),
    "an answer nobody asked for": (text(answers={"my_mark": "full"}), "my_mark: not asked in promotions; allowed what"),
    "guess at profit": (text(prediction={"expected": {"orders": "up"}}), "orders: not asked; allowed retention_rate"),
    "no direction": (text(prediction={"expected": {"retention_rate": "much"}}), "allowed 'up', 'same' or 'down'"),
    "long words": (text(answers={"own": "x" * 4001}), "up to 4,000 letters, given 4,001"),
    "a line break": (text(learner="A\nstoresim: B"), "learner: allowed"),
}


@pytest.fixture
def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Complaint:
    """Check a file that is refused, and return what is said."""

    def check(content: bytes, code: int) -> str:
        file = tmp_path / "mine.json"
        file.write_bytes(content)
        assert main(["check", str(file)]) == code
        printed, said = capsys.readouterr()
        assert printed == ""
        assert all(line.startswith(f"storesim: {file}: ") for line in said.splitlines()), said
        return said

    return check


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_bad_input(case: str, refused: Complaint) -> None:
    content, says = UNREADABLE[case]
    said = refused(content, 2)
    assert said.count("\n") == 1
    assert re.search(says, said), said


@pytest.mark.parametrize("case", NOT_IN_ORDER)
def test_what_is_not_in_order_is_said_line_by_line(case: str, refused: Complaint) -> None:
    content, says = NOT_IN_ORDER[case]
    assert re.search(says, said := refused(content, 1)), said


def test_the_same_flag_twice_is_refused(refused: Complaint) -> None:
    """A schema cannot say that item and fault together come once; the reading does."""
    flag = {"item": 3, "fault": "price", "first": "correct"}
    twice = [flag, {**flag, "first": "refund"}, {**flag, "fault": "stock"}]
    said = refused(text(exercise="shop-front", decisions=values(), findings=twice), 1)
    assert "findings.1: item 3, price: allowed once, given again" in said
    assert said.count("\n") == 1


def test_every_problem_is_a_line(refused: Complaint) -> None:
    content = text(decisions=values(outreach__newsletters_per_month=99, outreach__audience="all"))
    assert refused(content, 1).count("\n") == 2


@pytest.mark.parametrize(("name", "says"), [("no.json", "not there"), (".", "folder"), ("a\0b", "name of a file")])
def test_what_is_no_file_is_bad_input(name: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", name]) == 2
    assert says in capsys.readouterr().err


def test_a_good_one_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(b"\xef\xbb\xbf" + text())
    assert main(["check", str(file)]) == 0
    told = capsys.readouterr().out
    assert all(words in told for words in ("promotions", "TC7-0042", "Newsletters  3", "reason          4"))
    assert main(["check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["words"] == {"reason": 4, "prediction": 0}


def test_the_digest_is_of_the_content_not_of_the_letters() -> None:
    plain = Submission.model_validate(GOOD)
    same = Submission.model_validate(dict(reversed(list(GOOD.items()))) | {"findings": []})
    other = Submission.model_validate({**GOOD, "learner": "TC7-0043"})
    assert digest(plain) == digest(same) != digest(other)


def test_files_and_folders_are_read_and_the_rest_is_named(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "b.json").write_bytes(text())
    (tmp_path / "class" / "a.json").write_bytes(text(learner="TC7-0001"))
    (tmp_path / "class" / "notes.txt").write_text("no hand-in")
    (tmp_path / "again.json").write_bytes(text())
    (tmp_path / "broken.json").write_bytes(b"{")
    read, lines = read_submissions([tmp_path, tmp_path / "class", tmp_path / "none.json"])
    assert [one.path.name for one in read] == ["again.json", "a.json"]
    assert len(lines) == 3, lines
    assert "the same as" in lines[1]
    assert read[0].submission == read_submission(tmp_path / "again.json")


def test_the_published_schema_is_the_declaration() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.schema_text(), "run `storesim check --schema > that file`"
    jsonschema.Draft202012Validator.check_schema(schema.submission_schema())


@pytest.mark.parametrize("case", NOT_IN_ORDER)
def test_the_published_schema_refuses_what_we_refuse(case: str) -> None:
    checker = jsonschema.Draft202012Validator(schema.submission_schema())
    assert checker.is_valid(GOOD)
    assert not checker.is_valid(json.loads(NOT_IN_ORDER[case][0]))


@pytest.mark.parametrize("name", exercise_names())
def test_every_open_lever_can_be_handed_in(name: str) -> None:
    """A lever's own default must pass the schema and the reading."""
    defaults = {path: find_lever(path).default for path in load_exercise(name).levers}
    content = {**GOOD, "exercise": name, "decisions": [{"values": defaults}]}
    jsonschema.validate(content, schema.submission_schema())
    Submission.model_validate(content).policy()


def test_a_file_of_an_earlier_format_is_read_and_is_the_same_hand_in(tmp_path: Path) -> None:
    """What was handed in last year counts this year, under one digest."""
    files = [tmp_path / f"{number}.json" for number in (1, 2)]
    for number, file in enumerate(files, start=1):
        file.write_bytes(text(format=number))
    old, new = (read_submission(file) for file in files)
    assert old == new
    assert digest(old) == digest(new)
