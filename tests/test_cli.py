"""The command line: what is printed, and one clear line for everything that people may get wrong."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from sim.cli import main
from sim.cli_tables import TABLES
from sim.compare import HEADLINES, paired_effects
from sim.kinds import KINDS
from sim.places import DATASETS
from sim.policy import levers
from sim.scenario import load_scenario
from sim.show.charts import effects_chart
from sim.show.looks import look

ROOT = Path(__file__).resolve().parents[1]
SMALL = ["--days", "20", "--customers", "60"]
VERBS = ["run", "compare", *TABLES, "bench", "demo", "lab", "app"]
MEASURES = [
    "retention_rate",
    "repeat_purchase_rate",
    "new_customers",
    "active_customers",
    "sales_accuracy",
    "price_accuracy",
    "stock_accuracy",
    "promotion_accuracy",
    "content_accuracy",
    "record_accuracy",
    "fault_age_days",
    "uptime",
    "compliance_incidents",
    "security_incidents",
    "expected_security_incidents",
    "orders",
    "revenue_hkd",
    "net_margin_hkd",
    "cost_hkd",
    "complaints",
    "unsubscribes",
]


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([*verb.split(), "--help"])
    assert leaving.value.code == 0
    assert "usage: storesim" in capsys.readouterr().out


def test_run_as_json_holds_every_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--days", "120", "--customers", "400", "--seed", "2", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer["measures"]) >= set(MEASURES)
    for name, measure in answer["measures"].items():
        assert set(measure) == {"value", "unit", "low", "high"}
        assert measure["value"] is not None, name
        assert measure["unit"], name
    assert (answer["scenario"], answer["seed"], answer["days"], answer["customers"]) == ("corner-shop", 2, 120, 400)
    assert sum(answer["incidents"].values()) == answer["measures"]["compliance_incidents"]["value"]
    assert answer["policy"] == load_scenario("corner-shop").reference_policy().model_dump(mode="json")
    assert re.fullmatch("[0-9a-f]{32}", answer["digest"])
    assert "numpy" in answer["made_with"]


def test_a_run_of_nobody_much_is_still_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--days", "1", "--customers", "1", "--json"]) == 0
    json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_run_prints_measures_and_incidents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *SMALL]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in MEASURES)


def test_nested_and_flat_policies_are_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for name, content in (
        ("nested.json", {"service": {"clerks": 3}, "coupons": {"depth_percent": 10}}),
        ("flat.json", {"service.clerks": 3, "coupons.depth_percent": 10}),
    ):
        file = tmp_path / name
        file.write_text("\ufeff" + json.dumps(content), encoding="utf-8")  # as Windows editors begin a file
        assert main(["run", *SMALL, "--policy", str(file), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]
    assert answers[0]["policy"]["service"]["clerks"] == 3


def test_events_are_one_parquet_file_a_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "events"
    assert main(["run", *SMALL, "--events", str(folder), "--json"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{kind}.parquet" for kind in KINDS)
    orders = pd.read_parquet(folder / "order_placed.parquet")
    assert {"day", "customer", "order", "value_cents"} <= set(orders)
    in_window = json.loads(capsys.readouterr().out)["measures"]["orders"]["value"]
    assert (orders["day"] >= 0).sum() == in_window


@pytest.mark.parametrize("verb", TABLES)
def test_declared_tables_print_and_are_json(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert main([verb, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(lines) == len(rows) + 2
    assert set(TABLES[verb][2]) <= set(rows[0])


def test_coverage_has_all_rows_and_every_lever(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--json"]) == 0
    rows = {row["row"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == 79
    for lever in levers():
        for row in lever.rows:
            assert lever.path in rows[row]["practised"], f"{lever.path} names {row}"


@pytest.mark.parametrize("name", ["careful", "pushy"])
def test_the_policies_that_come_along_are_sound(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *SMALL, "--policy", str(DATASETS / "policies" / f"{name}.json")]) == 0
    assert name in capsys.readouterr().out


def test_compare_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "more.json"
    file.write_text('{"outreach.newsletters_per_month": 4}')
    assert main(["compare", "reference", str(file), "--seeds", "2", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert {row["measure"] for row in answer["effects"]} >= set(MEASURES)
    assert list(answer["changed"]) == ["outreach.newsletters_per_month"]
    assert answer["seeds"] == [1, 2]


def test_the_chart_names_its_measures_and_policies() -> None:
    a = pd.DataFrame({name: [0.3, 0.32, 0.4] for name in HEADLINES})
    effects = paired_effects(a, a + 0.01 * a, pd.Series(dict.fromkeys(HEADLINES, "share")))
    picture = effects_chart(effects, names=("reference", "careful"))
    ElementTree.fromstring(picture)
    for words in (*(look(name).label for name in HEADLINES), "reference", "careful", "3 of 3"):
        assert words in picture
    assert picture == effects_chart(effects, names=("reference", "careful"))


def storesim(*argv: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sim", *argv], cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        answer = subprocess.run(
            [sys.executable, "-m", "sim", "parameters"],
            cwd=ROOT,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (answer.returncode, answer.stderr) == (0, "")


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.cli.run", stopped)
    assert main(["run"]) == 130
    assert capsys.readouterr() == ("", "")


def test_lab_serves_this_machine_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "00_start_here.ipynb").write_text("{}")
    monkeypatch.setattr("sim.cli_servers.NOTEBOOKS", tmp_path)
    monkeypatch.setattr("sim.cli_servers.sys.prefix", str(tmp_path))
    started = []

    class Server:
        """Stands in for JupyterLab."""

        def __init__(self, command: list[str], cwd: Path, env: dict[str, str]) -> None:
            started.append((command, cwd, env))

        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def wait(self) -> int:
            return 0

    monkeypatch.setattr("sim.cli_servers.subprocess.Popen", Server)
    assert main(["lab", "--no-browser", "--port", "8899"]) == 0
    command, folder, surroundings = started[0]
    assert folder == tmp_path
    assert list(Path(surroundings["JUPYTERLAB_SETTINGS_DIR"]).rglob("notification.jupyterlab-settings"))
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {"--ip=127.0.0.1", "--no-browser", "--port=8899"} <= set(command)


def test_help_does_not_wait_for_charts_or_forms() -> None:
    code = (
        "import sys, sim.cli; print([name for name in ('altair', 'ipywidgets', 'jupyterlab') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
