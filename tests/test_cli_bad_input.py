"""The command line: one clear line for everything that people may get wrong."""

import re
from pathlib import Path

import pytest

from sim.cli import main
from tests.test_cli import storesim

BAD_POLICIES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty file"),
    "blank": (b" \n ", "empty file"),
    "not JSON": (b"newsletters: 4", "line 1"),
    "a list": (b"[1, 2]", "given a list"),
    "a number": (b"4", "given 4"),
    "wrong type": (
        b'{"outreach": {"newsletters_per_month": "four"}}',
        'outreach.newsletters_per_month: allowed .*"four"',
    ),
    "wrong type, flat": (b'{"service.clerks": true}', "service.clerks: allowed .*given true"),
    "a list for a number": (b'{"service": {"clerks": [2]}}', "service.clerks: allowed .*given a list"),
    "out of range": (b'{"outreach": {"newsletters_per_month": 99}}', "from 0 to 30 .*given 99"),
    "not a choice": (b'{"security.mail_filter": "on"}', '"strict", given "on"'),
    "unknown lever": (b'{"outreach": {"newsletter": 4}}', "outreach.newsletter.*no such lever"),
    "unknown lever, flat": (b'{"outreach.newsletter": 4}', "outreach.newsletter.*no such lever"),
    "unknown group": (b'{"discounts": {"depth": 4}}', "discounts.*allowed outreach"),
    "group is a number": (b'{"outreach": 4}', "outreach: allowed an object.*given 4"),
    "nested and flat": (b'{"service": {"clerks": 2}, "service.clerks": 3}', "service.clerks: allowed once"),
    "duplicate keys": (b'{"service": {"clerks": 2, "clerks": 3}}', "clerks.*given twice"),
    "deep nesting": (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested"),
    "deep list": (b"[" * 5000 + b"]" * 5000, "nested"),
    "deepish value": (b'{"service": {"clerks": ' + b"[" * 900 + b"]" * 900 + b"}}", "service.clerks.*given a list"),
    "NaN": (b'{"coupons": {"depth_percent": NaN}}', "given NaN"),
    "Infinity": (b'{"coupons": {"depth_percent": -Infinity}}', "given -Infinity"),
    "beyond floats": (b'{"coupons": {"depth_percent": 1e999}}', "depth_percent: allowed"),
    "thousands of digits": (b'{"coupons": {"depth_percent": ' + b"9" * 6000 + b"}}", "digits"),
    "not UTF-8": (b'{"outreach.audience": "\xff\xfe"}', "UTF-8"),
    "half a pair": (b'{"\\ud800": 1}', "no such group"),
    "key with line breaks": (b'{"a\\nb": 1}', "no such group"),
}


def complaint(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that bad input brings."""
    code = main(argv)
    out, err = capsys.readouterr()
    assert code == 2, f"exit {code}: {out}{err}"
    assert out == ""
    assert err.startswith("storesim: ")
    assert err.count("\n") == 1, err
    assert err.endswith("\n")
    return err


@pytest.mark.parametrize("case", BAD_POLICIES)
@pytest.mark.parametrize("verb", ["run", "compare"])
def test_a_bad_policy_file_is_one_line(
    verb: str, case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, says = BAD_POLICIES[case]
    file = tmp_path / "mine.json"
    file.write_bytes(content)
    argv = ["run", "--policy", str(file)] if verb == "run" else ["compare", "reference", str(file)]
    line = complaint(argv, capsys)
    assert "mine.json" in line, line
    assert re.search(says, line), line


def test_a_file_of_50_mb_is_refused_by_its_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as handle:
        handle.truncate(50_000_000)
    assert "50,000,000" in complaint(["run", "--policy", str(file)], capsys)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.json", "not there"),
        (".", "folder"),
        ("a\0b", "name of a file"),
        ("x" * 5000, "cannot"),
        ("", "not there"),
    ],
)
def test_a_policy_that_is_no_file_is_one_line(name: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in complaint(["run", "--policy", name], capsys)
    assert says in complaint(["compare", name, "reference"], capsys)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "VERB"),
        (["sell"], "sell"),
        (["run", "--scenario", "no-such-shop"], "corner-shop.*no-such-shop"),
        (["run", "--scenario", "../scenarios/neutral"], "allowed corner-shop"),
        (["run", "--scenario", "neutral.json"], "allowed corner-shop"),
        (["run", "--scenario", ""], "allowed corner-shop"),
        (["run", "--scenario", "a\nb\x1b[31m"], "allowed corner-shop"),
        (["compare", "reference", "reference", "--scenario", "/etc/passwd"], "allowed corner-shop"),
        (["run", "--seed", "-1"], "--seed: allowed .*from 0 to 9223372036854775807.*-1"),
        (["run", "--seed", str(2**63)], "--seed: allowed"),
        (["run", "--seed", "1.5"], "--seed: allowed"),
        (["run", "--seed", "9" * 9000], "--seed: allowed"),
        (["run", "--seed"], "--seed"),
        (["run", "--days", "0"], "--days: allowed .*from 1 to 730.*0"),
        (["run", "--days", "731"], "--days: allowed"),
        (["run", "--days", "ten"], "--days: allowed.*ten"),
        (["run", "--customers", "0"], "--customers: allowed"),
        (["run", "--customers", "1000000000000"], "--customers: allowed .*to 2000000"),
        (["run", "--sed", "3"], "--sed"),
        (["run", "corner-shop"], "corner-shop"),
        (["compare", "reference"], "B"),
        (["compare", "reference", "reference", "--seeds", "0"], "--seeds: allowed .*from 2 to 200.*0"),
        (["compare", "reference", "reference", "--seeds", "1"], "--seeds: allowed"),
        (["compare", "reference", "reference", "--seeds", "10000"], "--seeds: allowed"),
        (["levers", "--jsn"], "--jsn"),
        (["parameters", "x"], "x"),
        (["kinds", "--scenario", "neutral"], "--scenario"),
        (["rules", "x\ny"], "x y"),
        (["coverage", "--json=yes"], "--json"),
        (["bench", "--quik"], "--quik"),
        (["demo", "--out"], "--out"),
        (["lab", "--port", "80"], "--port: allowed .*from 1024 to 65535.*80"),
        (["lab", "--ip", "0.0.0.0"], "--ip"),
    ],
)
def test_a_bad_argument_is_one_line(argv: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = complaint(argv, capsys)
    assert re.search(says, line), line


@pytest.mark.parametrize("verb", ["run", "demo"])
def test_output_that_cannot_be_written_is_said_before_the_work(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    option = "--events" if verb == "run" else "--out"
    places = [str(file), str(file / "below"), "a\0b", "x" * 5000]
    if Path("/proc/self").exists():
        places.append("/proc/storesim")
    for place in places:
        assert option in complaint([verb, option, place], capsys)
    assert file.read_text() == "mine"


@pytest.mark.slow
def test_bad_input_in_a_process_leaves_no_traceback() -> None:
    answer = storesim("run", "--policy", "no\nsuch.json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("storesim: no such.json: ")
    assert answer.stderr.count("\n") == 1
