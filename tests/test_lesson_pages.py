"""The lessons as web pages and the verbs that serve them, without a browser."""

import json
import re
import socket
from pathlib import Path

import nbformat
import pytest

from sim.assessment.exercise import exercise_names, load_exercise
from sim.cli import main
from sim.show import markup
from sim.show.saved_work import NOTEBOOKS
from sim.show.web_pages import ANY, TEMPLATES, WORKSHOP, add_words, leave_out, lessons

TEMPLATE_FILES = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def test_the_index_lists_every_lesson() -> None:
    """A page that is not listed would be found in JupyterLab only; an exercise without one is on the page of any."""
    files = [lesson["file"] for lesson in lessons()]
    assert set(files) == {path.name for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")}
    titles = {lesson["title"] for lesson in lessons()[1:]} - {ANY["title"], WORKSHOP["title"]}
    assert titles <= {load_exercise(name).title for name in exercise_names()}
    assert lessons()[0]["file"] == "00_start_here.ipynb"
    assert any(lesson["file"] == "04_workshop.ipynb" for lesson in lessons())


def test_web_pages_leave_out_what_is_for_the_lab_alone() -> None:
    """Nobody is told to choose a menu that is not there, and no self-check delays the page."""
    notebook = nbformat.read(NOTEBOOKS / "01_promotions.ipynb", as_version=4)
    shown = leave_out(None, notebook=notebook)
    assert not any("Run All Cells" in cell.source or "self_check" in cell.source for cell in shown.cells)
    assert any("today.hand_in()" in cell.source for cell in shown.cells)


def test_a_page_has_its_question_as_title() -> None:
    """A browser tab that says 01_promotions tells nobody anything."""
    words = add_words({}, notebook_path="01_promotions.ipynb")["storesim"]
    assert words["title"] == load_exercise("promotions").title
    json.dumps(words)


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_templates_ask_nobody_outside(path: Path) -> None:
    """The default template asks a CDN; ours must not."""
    assert not re.search(r"https?://|//cdn", path.read_text(encoding="utf-8"))


def test_style_and_script_ask_nobody_outside() -> None:
    """The same for what every lesson carries."""
    assert not re.search(r"https?://|@import|url\(", markup.stylesheet() + markup.script())


def test_a_port_that_is_taken_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback of a web server."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["app", "--no-browser", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"storesim: --port: allowed a port that nobody uses, given {port}, which is taken\n"
    )


def test_a_table_is_a_table_for_everybody() -> None:
    """Caption and column heads are marked as such, and what people wrote cannot become markup."""
    made = markup.table("Tries <b>", ("Try", "Value"), [("1", "<script>")], numbers=(1,))
    assert "<caption>Tries &lt;b&gt;</caption>" in made
    assert '<th scope="col">Try</th>' in made
    assert "<script>" not in made
