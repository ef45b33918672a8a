"""The data files are what the code makes, and a stranger's program can read them."""

import json
from pathlib import Path

import pandas as pd
import pytest

from sim import data_package
from sim.cli import main
from sim.places import DATASETS
from sim.sample_data import TABLES, sample_run


def test_committed_files_are_what_the_code_makes() -> None:
    """After a change of the engine run `storesim datasets`, and say in the changelog why they moved."""
    assert list(data_package.differences()) == []


def test_frictionless_finds_nothing_wrong() -> None:
    """Types, keys and references hold, by the standard's own program."""
    from frictionless import validate

    report = validate(str(DATASETS / "datapackage.json"))
    assert report.valid, report.flatten(["path", "fieldName", "message"])[:5]


def test_every_data_file_is_described() -> None:
    """A file without a row in the package is a file that nobody can use."""
    described = {resource["path"] for resource in json.loads((DATASETS / "datapackage.json").read_bytes())["resources"]}
    files = {path.relative_to(DATASETS).as_posix() for path in DATASETS.rglob("*.csv")}
    assert files == described


def test_orders_carry_the_first_order_of_their_customer() -> None:
    """Without first-order dates an outside judge takes nobody for lost."""
    orders = pd.read_csv(DATASETS / "sample" / "orders.csv", parse_dates=["date", "first_order_date"])
    first = orders.groupby("customer")["date"].transform("min")
    assert (orders["first_order_date"] == first).all()
    assert (orders["is_first"] == (orders.groupby("customer").cumcount() == 0)).all()


def test_money_of_the_orders_is_that_of_the_run() -> None:
    """Nothing is lost on the way to the file."""
    orders = pd.read_csv(DATASETS / "sample" / "orders.csv", parse_dates=["date"])
    one = sample_run()
    placed = one.events("order_placed")
    inside = orders["date"] >= pd.Timestamp(one.scenario.start_date)
    cents = (placed["value_cents"] + placed["fee_cents"])[placed["day"] >= 0].sum()
    assert round(100 * (orders["value_hkd"] + orders["delivery_fee_hkd"])[inside].sum()) == cents


def test_files_are_made_once_and_mended(tmp_path: Path) -> None:
    """What is missing or differs is written, aside first; a second time there is nothing to do."""
    for path in DATASETS.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    names = [f"sample/{table.name}.csv" for table in TABLES] + ["datapackage.json"]
    assert [path for path, words in data_package.differences(tmp_path) if words == "is missing"] == names
    assert data_package.write(tmp_path) == names
    assert data_package.write(tmp_path) == []
    (tmp_path / "sample" / "crm.csv").write_text("customer\n", encoding="utf-8")
    assert [path for path, _ in data_package.differences(tmp_path)] == ["sample/crm.csv"]
    assert not list(tmp_path.rglob("*.new"))


def test_check_answers_by_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 and a line of praise, or 1 and a line for each file; a folder that cannot be read is bad input."""
    assert main(["datasets", "--check"]) == 0
    assert "All sample data are what the code makes." in capsys.readouterr().out
    monkeypatch.setattr(data_package, "differences", lambda: iter([("sample/crm.csv", "is missing")]))
    assert main(["datasets", "--check"]) == 1
    assert "datasets/sample/crm.csv is missing" in capsys.readouterr().out

    def fails() -> None:
        raise PermissionError("no")

    monkeypatch.setattr(data_package, "write", fails)
    assert main(["datasets"]) == 2
    assert "allowed a folder to read and write" in capsys.readouterr().err
