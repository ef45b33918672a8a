"""Every notebook runs from top to bottom in a fresh kernel."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from sim.assessment.exercise import exercise_names, load_exercise
from sim.show.notebook_saving import MARK, without_outputs

MOST_CELLS = 25
NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Nbval runs each cell headless; a notebook that fails in class is worse than none."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        str(path),
    ]
    surroundings = {**os.environ, "STORESIM_HOME": str(tmp_path), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent, env=surroundings)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_cells_are_folded_single_lines(path: Path) -> None:
    """Trainees do not program: nothing is defined in a notebook and no code is on the screen."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    written = [[line for line in cell.source.splitlines() if line] for cell in cells]
    assert all(len(lines) <= 2 for lines in written), "one line of code, two at most"
    assert all(cell.metadata["jupyter"]["source_hidden"] for cell in cells)
    checked = [cell for cell in cells if MARK in cell.source]
    assert not any(cell.outputs for cell in cells if cell not in checked), "saved without outputs"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_short_and_define_nothing(path: Path) -> None:
    """A lesson is one sitting, and its logic is in the package, where it is tested."""
    cells = nbformat.read(path, as_version=4).cells
    assert len(cells) <= MOST_CELLS
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    assert not re.search(r"^\s*(def|class|for|while|lambda)\b", code, re.MULTILINE)


WITH_A_PAGE = [name for name in exercise_names() if any(path.stem[3:] == name.replace("-", "_") for path in NOTEBOOKS)]
"""Exercises with a notebook of their own; all of them are on the page of any exercise."""


@pytest.mark.parametrize("name", WITH_A_PAGE)
def test_a_lesson_asks_its_question_and_checks_itself(name: str) -> None:
    """The title is the declared question, Run All is said first, and the self-check is really compared."""
    exercise = load_exercise(name)
    path = next(path for path in NOTEBOOKS if path.stem.split("_", 1)[1] == name.replace("-", "_"))
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].source == f"# {exercise.title}"
    assert cells[1].source.startswith("Choose **Run > Run All Cells** in the menu at the top, once.")
    (check,) = [cell for cell in cells if cell.cell_type == "code" and MARK in cell.source]
    assert check.execution_count, "a cell without a count is never compared"
    assert check.outputs, "nothing to compare with"
    assert f"]({path.name})" in Path(NOTEBOOKS[0]).read_text(encoding="utf-8"), "the first notebook leads to it"
    assert exercise.title in Path(NOTEBOOKS[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_used_workbook_is_saved_as_it_was_given(path: Path) -> None:
    """What JupyterLab saves by itself must not change the lesson."""
    given = json.loads(path.read_text(encoding="utf-8"))
    used = json.loads(path.read_text(encoding="utf-8"))
    for cell in used["cells"]:
        if cell["cell_type"] == "code" and MARK not in "".join(cell["source"]):
            cell["outputs"], cell["execution_count"] = [{"output_type": "stream", "name": "stdout", "text": "x"}], 7
    used["metadata"]["language_info"]["version"] = "3.11.7"
    used["metadata"]["widgets"] = {"state": {}}
    without_outputs({"type": "notebook", "content": used})
    assert used == given
