"""A real browser for tests: our servers on a free port with folders of their own, and pages that may ask nobody else.

Use in a test file: `from tests.browser import chromium, lab, page` (or `app`), and mark it `browser`.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE_SECONDS = 60.0
PATIENCE_MS = 60_000


@dataclass
class Served:
    """A running server: its address, the token it asks for (if any), and where it keeps a trainee's work."""

    url: str
    home: Path
    token: str = ""

    def address(self, path: str) -> str:
        """The full address of a path, with the token."""
        sign = "&" if "?" in path else "?"
        return f"{self.url}/{path}{sign}token={self.token}" if self.token else f"{self.url}/{path}"


@dataclass
class Guard:
    """Requests that were refused because they did not go to the server."""

    refused: list[str] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(verb: str, folder: Path) -> Iterator[Served]:
    """Run `python -m sim lab` or `app` until the block ends; everything it keeps goes into `folder`."""
    port, token = free_port(), secrets.token_hex(8) if verb == "lab" else ""
    names = {"DATA": "data", "RUNTIME": "runtime", "CONFIG": "config"}
    places = {f"JUPYTER_{name}_DIR": str(folder / place) for name, place in names.items()}
    exposed = folder / "extra"
    exposed.mkdir(parents=True, exist_ok=True)
    (exposed / "jupyter_lab_config.json").write_text('{"LabApp": {"expose_app_in_browser": true}}', encoding="utf-8")
    surroundings = {
        **os.environ,
        **places,
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_CONFIG_PATH": str(exposed),
        "STORESIM_HOME": str(folder / "home"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    if token:
        surroundings["JUPYTER_TOKEN"] = token
    command = [sys.executable, "-m", "sim", verb, "--no-browser", "--port", str(port)]
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(port, server, folder / "server.log")
            yield Served(f"http://127.0.0.1:{port}", folder / "home", token)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait(10)


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, f"the server stopped: {log.read_text(encoding='utf-8')[-1500:]}"
        with socket.socket() as trial:
            trial.settimeout(1)
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text(encoding='utf-8')[-1500:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's chromium without a window. In CI it must be there; elsewhere its absence skips, and says so.

    For one file of tests at a time: while Playwright is open, an event loop counts as running in this thread, which
    neither a second Playwright nor a widget that starts work in the background can stand.
    """
    if not Path(CHROMIUM).is_file():
        reason = f"needs Debian's chromium at {CHROMIUM}: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Served]:
    """The workbook in JupyterLab, as `storesim lab` serves it."""
    with serving("lab", tmp_path_factory.mktemp("lab")) as served:
        yield served


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Served]:
    """The lessons as web pages, as `storesim app` serves them."""
    with serving("app", tmp_path_factory.mktemp("app")) as served:
        yield served


@contextmanager
def guarded_page(chromium: Any, served: Served, width: int = 1280) -> Iterator[tuple[Any, Guard]]:
    """A fresh page that may talk to this server alone; what it asks of others is refused and kept."""
    guard = Guard()
    context = chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
    own = (f"{served.url}/", served.url.replace("http", "ws", 1) + "/", "data:", "blob:")

    def decide(route: Any) -> None:
        if route.request.url.startswith(own):
            route.continue_()
        else:
            guard.refused.append(route.request.url)
            route.abort()

    context.route("**/*", decide)
    context.on("page", lambda opened: opened.set_default_timeout(PATIENCE_MS))
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.set_default_navigation_timeout(PATIENCE_MS)
    try:
        yield page, guard
    finally:
        context.close()


def open_in_lab(page: Any, served: Served, notebook: str) -> None:
    """Open a notebook in JupyterLab and wait until its kernel is ready."""
    page.goto(served.address(f"doc/tree/{notebook}?reset"))
    page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell.currentWidget?.context?.sessionContext")
    page.evaluate(
        """async () => {
            const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
            await window.jupyterapp.shell.currentWidget.context.ready;
            await session.ready;
            await session.session.kernel.info;
        }"""
    )


def run_all(page: Any) -> None:
    """Choose Run > Run All Cells."""
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")


def restart_kernel(page: Any) -> None:
    """Restart the kernel of the notebook, as the menu Kernel does after its question."""
    page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.context.sessionContext.restartKernel(); }")


def serious_findings(page: Any, inside: str | None = None) -> list[str]:
    """What axe finds serious or critical, one line each; `inside` limits it to a part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    answer = Axe().run(page, context=inside) if inside else Axe().run(page)
    return [
        f"{found['id']} ({found['impact']}): {len(found['nodes'])} times, first {found['nodes'][0]['html'][:200]}"
        for found in answer.response["violations"]
        if found["impact"] in ("serious", "critical")
    ]
