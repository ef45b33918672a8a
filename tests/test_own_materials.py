"""The verb `exercise`: what one trainee gets, the same bytes each time; and what is wrong said in one line."""

import json
from pathlib import Path

import pytest

from sim.assessment.own_materials import Materials
from sim.assessment.reading import read_submission
from sim.cli import main

CODE = "TC7-0042"


def write(folder: Path, *arguments: str) -> int:
    """Call the verb."""
    return main(["exercise", *arguments, "--out", str(folder)])


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_trainee_s_own_materials_are_the_same_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Gradebook and secret file give the same; practice gives another, and says that it never counts."""
    book = str(tmp_path / "marks.sqlite")
    shop = ("shop-front", "--learner", CODE)
    assert write(tmp_path / "a", *shop, "--gradebook", book) == 0
    first = contents(tmp_path / "a")
    assert write(tmp_path / "a", *shop, "--gradebook", book) == 0
    assert write(tmp_path / "b", *shop, "--secret-file", f"{book}.secret") == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == first
    assert set(first) == {f"shop-front-{CODE}.{end}" for end in ("html", "empty.json", "materials.json")}
    assert write(tmp_path / "c", *shop, "--practice") == 0
    practice = contents(tmp_path / "c")
    name = f"shop-front-{CODE}.materials.json"
    assert Materials.model_validate(json.loads(first[name])).content != json.loads(practice[name])["content"]
    assert b"never counts" in practice[f"shop-front-{CODE}.html"]
    assert b"never counts" not in first[f"shop-front-{CODE}.html"]
    assert "is new" in capsys.readouterr().err


def test_a_policy_on_paper_becomes_a_hand_in(tmp_path: Path) -> None:
    """No secret is needed; the empty file is refused until somebody declares that it is their own work."""
    assert write(tmp_path, "promotions", "--learner", CODE) == 0
    assert set(contents(tmp_path)) == {f"promotions-{CODE}.{end}" for end in ("html", "empty.json")}
    file = tmp_path / f"promotions-{CODE}.empty.json"
    assert main(["check", str(file)]) == 1
    file.write_text(file.read_text(encoding="utf-8").replace('"declaration": false', '"declaration": true'))
    assert read_submission(file).learner == CODE


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("shop", "--learner", CODE), "given 'shop'"),
        (("../shop-front", "--learner", CODE), "given '../shop-front'"),
        (("shop-front", "--learner", "../x", "--practice"), 'TC7-0042, given "../x"'),
        (("shop-front", "--practice", "--learner", ""), 'TC7-0042, given ""'),
        (("shop-front", "--secret-file", "x"), "--learner: allowed a learner code"),
        (("shop-front", "--learner", CODE), "--gradebook or --secret-file: allowed a file, given nothing"),
        (("shop-front", "--learner", CODE, "--secret-file", "none"), "--secret-file: none: allowed a file"),
        (("shop-front", "--learner", CODE, "--practice", "--gradebook", "x"), "not allowed with argument"),
    ],
)
def test_what_is_wrong_is_one_line(
    arguments: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(tmp_path / "out", *arguments) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert says in said
    assert not (tmp_path / "out").exists(), "nothing is written"


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("")
    assert write(tmp_path / "out", "promotions", "--learner", CODE) == 2
    assert "--out" in capsys.readouterr().err
