"""The verbs that serve the lessons on this machine: `lab` in JupyterLab, `app` as web pages."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sim.cli_input import BadInputError, whole_number
from sim.places import DATASETS

NOTEBOOKS = DATASETS.parent / "notebooks"
FIRST_LESSON = "00_start_here.ipynb"
STYLE = Path(__file__).parent / "show" / "lesson.css"
SETTINGS: Final[Mapping[str, str]] = {
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
    "apputils-extension/kernels-settings": '{"commsOverSubshells": "disabled"}',
    "notebook-extension/tracker": '{"windowingMode": "none", "showHiddenCellsButton": false}',
}
"""A lesson does not begin with a question about Jupyter's own news, all of its panels are on the page at once, and what
a reader types and clicks comes to the kernel in one row: through subshells a click could overtake a value moved before.
"""

AddVerb = Callable[..., argparse.ArgumentParser]


def add_server_verbs(verb: AddVerb) -> None:
    """Register `lab` and `app`."""
    for name, says, function in (
        ("lab", "open the workbook in JupyterLab on this machine", lab),
        ("app", "open the same lessons as web pages, without code, on this machine", app),
    ):
        added = verb(name, says, function)
        added.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
        added.add_argument("--port", metavar="N", type=whole_number(1024, 65535), help="port of the address")


def lab(arguments: argparse.Namespace) -> int:
    """Serve the workbook until stopped.

    Raises:
        BadInputError: the notebooks are not there, or the settings cannot be written.
    """
    _need_lessons()
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--ServerApp.root_dir={NOTEBOOKS}"]
    command += [f"--LabApp.default_url=/doc/tree/{FIRST_LESSON}", "--LabApp.news_url=", "--LabApp.custom_css=True"]
    command += [
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--ContentsManager.pre_save_hook=sim.show.notebook_saving.without_outputs",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # Jupyter asks this of containers, where everybody is root
        command.append("--allow-root")
    command += ["--no-browser"] if arguments.no_browser else []
    command += [f"--port={arguments.port}"] if arguments.port else []
    surroundings = {**os.environ, **_lab_settings(Path(sys.prefix) / "storesim-lab")}
    with subprocess.Popen(command, cwd=NOTEBOOKS, env=surroundings) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:  # Jupyter hears Ctrl-C as well and asks whether it is meant
                continue


def app(arguments: argparse.Namespace) -> int:
    """Serve the lessons as web pages until stopped.

    Raises:
        BadInputError: the notebooks are not there, or the port is taken.
    """
    _need_lessons()
    if arguments.port and not _is_free(arguments.port):
        raise BadInputError(f"--port: allowed a port that nobody uses, given {arguments.port}, which is taken")
    from sim.show.web_pages import serve

    return serve(arguments.port, open_browser=not arguments.no_browser)


def _need_lessons() -> None:
    if not (NOTEBOOKS / FIRST_LESSON).is_file():
        raise BadInputError(f"{NOTEBOOKS / FIRST_LESSON}: file: allowed the first lesson, given a folder without it")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _lab_settings(folder: Path) -> dict[str, str]:
    """Write the settings of our JupyterLab where nobody else's are, and return what names the places."""
    try:
        for name, text in SETTINGS.items():
            _write(folder / "@jupyterlab" / f"{name}.jupyterlab-settings", text)
        _write(folder / "config" / "custom" / "custom.css", STYLE.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(f"{folder}: allowed a folder to write settings in, given one that fails: {error}") from None
    return {"JUPYTERLAB_SETTINGS_DIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


__all__ = ["add_server_verbs", "app", "lab"]
