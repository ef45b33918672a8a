"""The files a newcomer starts from must agree with each other, or the first command fails on another machine."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(requirement: str) -> str:
    """Return the bare name of a requirement as package indexes compare it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, f"no package name in {requirement!r}"
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def pins() -> list[tuple[str, str]]:
    """Return (name, the lines of its entry) for every pin of the lock."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text("requirements.lock"), flags=re.MULTILINE)[1:]
    return [(normal(entry), entry) for entry in entries]


@pytest.mark.parametrize("group", ["dependencies", "test", "dev"])
def test_every_dependency_is_pinned_in_the_lock(group: str) -> None:
    """A package that is declared but not locked is missing after `start.py`."""
    wanted = PROJECT["dependencies"] if group == "dependencies" else PROJECT["optional-dependencies"][group]
    missing = {normal(requirement) for requirement in wanted} - {name for name, _ in pins()}
    assert not missing, f"remake requirements.lock: {sorted(missing)}"


def test_every_pin_has_one_version_and_a_hash() -> None:
    """One pin without a hash makes pip refuse the whole file."""
    for name, entry in pins():
        assert re.match(r"\S+==\S+", entry), f"{name} is not pinned"
        assert "--hash=sha256:" in entry, f"{name} has no hash"


@pytest.mark.parametrize(
    "name", ["pyproject.toml", "requirements.lock", "environment.yml", "Makefile", "start.py", "start.bat"]
)
def test_no_address_stands_in_a_set_up_file(name: str) -> None:
    """Where packages come from is the user's own setting; httpx and httpcore are package names, not addresses."""
    assert not re.search(r"https?:|\w://|index-url [^p]", text(name))


def test_environment_has_the_oldest_python_of_pyproject() -> None:
    """Conda users must get a Python that we promise."""
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert re.search(rf"^  - python={re.escape(oldest)}\b", text("environment.yml"), re.MULTILINE)


def test_environment_installs_the_same_lock_and_nothing_else() -> None:
    """Two lists of pins would drift apart, and pip refuses `-e .` in one command with hashes."""
    after_pip = text("environment.yml").partition("- pip:\n")[2].split("\n")
    assert [line.strip() for line in after_pip if line.strip()] == ["- -r requirements.lock"]


def test_start_has_no_syntax_that_an_old_python_cannot_read() -> None:
    """A syntax error would come before the line that says which Python is needed."""
    new = (ast.JoinedStr, ast.NamedExpr, ast.Match, ast.AnnAssign, ast.AsyncFunctionDef, ast.Starred, ast.Nonlocal)
    for node in ast.walk(ast.parse(text("start.py"))):
        line = getattr(node, "lineno", 0)
        assert not isinstance(node, new), f"start.py line {line}: {type(node).__name__}"
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None, f"start.py line {line}: annotation"
            assert not node.args.kwonlyargs, f"start.py line {line}: keyword-only argument"
        if isinstance(node, ast.arg):
            assert node.annotation is None, f"start.py line {line}: annotation"
        if isinstance(node, ast.Raise):
            assert node.cause is None, f"start.py line {line}: raise ... from"


def test_start_checks_the_version_before_it_imports_anything_but_sys() -> None:
    """`venv` and `pathlib` are unknown to the Pythons that the check is for."""
    body = ast.parse(text("start.py")).body
    check = next(index for index, node in enumerate(body) if isinstance(node, ast.If))
    imports = [ast.unparse(node) for node in body[:check] if isinstance(node, ast.Import | ast.ImportFrom)]
    assert imports == ["import sys"]


def test_start_refuses_an_unknown_verb_in_one_line() -> None:
    """A misspelt verb must not begin an install of two minutes."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "start.py"), "dmeo"], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "'dmeo'" in done.stderr


def test_make_has_the_promised_targets() -> None:
    """README, `.ci/run` and start.bat speak of them."""
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert {"help", "demo", "lab", "app", "test", "check"} <= targets


def test_command_line_has_one_entry_point() -> None:
    """`storesim` and `python -m sim` are the same program."""
    assert PROJECT["scripts"] == {"storesim": "sim.cli:main"}
