"""The lessons as web pages: Voilà with a template of our own, an index of lessons, and no word to anybody outside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.unit_rows import UNITS
from sim.show.markup import stylesheet
from sim.show.saved_work import NOTEBOOKS

TEMPLATES = Path(__file__).parent / "web"
ONLY_IN_LAB = frozenset({"lab-only", "self-check"})
"""Tags of cells that web pages leave out."""
_PAGE_STYLE = """
html, body.jp-Notebook { background: #fff; height: auto !important; overflow: visible !important; }
.jp-LabShell, .jp-LabShell > .lm-BoxPanel, .lm-BoxPanel-child { position: static !important; contain: none !important;
  overflow: visible !important; height: auto !important; width: auto !important; min-height: 0 !important; }
#rendered_cells { max-width: 1020px; margin: 0 auto; padding: 8px 16px 60px; }
.jp-LabShell, .lm-BoxPanel, .lm-BoxPanel-child { background: #fff !important; }
.jp-RenderedHTMLCommon h1 { line-height: 1.2; font-size: 34px; font-weight: 700; }
.jp-RenderedHTMLCommon h2 { font-size: 26px; font-weight: 700; }
.jp-Cell { padding: 4px 0; }
.jp-RenderedMarkdown, .jp-RenderedHTMLCommon { font-family: system-ui, "Noto Sans", "Noto Sans CJK TC", sans-serif;
  font-size: 17px; color: #1b2a49; padding-right: 0; }
.jp-RenderedHTMLCommon a { color: #00508c; text-decoration: underline; }
.jp-InputPrompt, .jp-OutputPrompt { display: none; }
"""
_IDLE_SECONDS = 900
WORKSHOP = {
    "name": "workshop",
    "title": "What else could this shop try?",
    "about": "Everything that can be decided, topic by topic; nothing to hand in",
}


ANY = {
    "name": "any-exercise",
    "title": "Which exercise is next?",
    "about": "Every exercise on one page, chosen by its question",
}


def lessons() -> list[dict[str, str]]:
    """Notebook, title and one line on each lesson: the first look first, any exercise and the workshop last."""
    first = {
        "file": "00_start_here.ipynb",
        "title": "Start here: a first look at the shop",
        "about": "One minute, nothing to hand in",
    }
    found, last = [first], []
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        name = path.stem.split("_", 1)[1].replace("_", "-")
        if name in exercise_names():
            exercise = load_exercise(name)
            about = f"{UNITS[exercise.unit]}, about {exercise.minutes} minutes"
            found.append({"file": path.name, "title": exercise.title, "about": about})
        for page in (ANY, WORKSHOP):
            if name == page["name"]:
                last.append({"file": path.name, "title": page["title"], "about": page["about"]})
    return found + sorted(last, key=lambda page: page["title"] == WORKSHOP["title"])


def leave_out(_: Any, notebook: Any, **__: Any) -> Any:
    """Take the cells out of a notebook that web pages do not show, before it runs."""
    notebook.cells = [cell for cell in notebook.cells if not ONLY_IN_LAB & set(cell.metadata.get("tags", ()))]
    return notebook


def add_words(page_config: dict[str, Any], *, notebook_path: str = "", **_: Any) -> dict[str, Any]:
    """Hand the template what it shows: lessons for the index; title and style for a lesson."""
    listed = lessons()
    file = Path(notebook_path).name
    title = next((lesson["title"] for lesson in listed if lesson["file"] == file), "Storesim")
    page_config["storesim"] = {"lessons": listed, "title": title, "style": stylesheet() + _PAGE_STYLE}
    return page_config


def serve(port: int | None = None, *, open_browser: bool = True) -> int:
    """Serve the lessons on this machine until stopped; returns the exit code.

    Args:
        port: where; any free one if not given.
        open_browser: also open the index.
    """
    paths = [str(TEMPLATES), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    from traitlets.config import Config
    from voila.app import Voila

    config = Config()
    config.Voila.ip = "127.0.0.1"
    config.Voila.open_browser = open_browser
    config.VoilaConfiguration.template = "storesim"
    config.VoilaConfiguration.classic_tree = True
    config.VoilaConfiguration.prelaunch_hook = leave_out
    config.VoilaConfiguration.page_config_hook = add_words
    config.VoilaConfiguration.file_allowlist = []
    config.MappingKernelManager.cull_idle_timeout = _IDLE_SECONDS
    config.MappingKernelManager.cull_interval = 60
    if port is not None:
        config.Voila.port = port
        config.Voila.port_retries = 0
    Voila.launch_instance(argv=[str(NOTEBOOKS)], config=config)
    return 0


__all__ = ["add_words", "leave_out", "lessons", "serve"]
