"""The instructor's path in a real browser: the debrief page from disk, on paper, and the notebook in JupyterLab."""

import re
from pathlib import Path
from typing import Any

import pytest

from sim.classroom.class_run import ClassRun
from sim.show.debrief import write_debrief
from tests.browser import Served as Server
from tests.browser import chromium, guarded_page, lab, open_in_lab, run_all, serious_findings
from tests.classroom import made_class, ten_different, write_all

__all__ = ["chromium", "lab"]

pytestmark = pytest.mark.browser

OFTEN = {"outreach.newsletters_per_month": 8, "outreach.audience": "everyone"}
LABS_OWN = ("aria-prohibited-attr", "aria-required-children", "button-name")
"""JupyterLab's own cells and buttons; nothing of ours uses these."""


def a_class() -> ClassRun:
    """Six policies in two camps."""
    often = (OFTEN, {"retention_rate": 0.03, "net_margin_hkd": -9000.0}, {"PD-02": 3})
    seldom = ({"outreach.newsletters_per_month": 1}, {"retention_rate": -0.05}, {})
    return made_class([often, seldom] * 3, scenario="festival-rush")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A debrief page on disk."""
    return write_debrief(a_class(), tmp_path_factory.mktemp("debrief"))[0]


@pytest.mark.parametrize("width", [1280, 800])
def test_the_page_opens_from_disk_without_network(chromium: Any, page_file: Path, width: int) -> None:
    """No request but the file itself, no script needed, nothing wider than the window, nothing serious for axe."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, offline=True)
    asked: list[str] = []
    try:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert asked == [page_file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.scripts.length") == 0
        assert not serious_findings(page)
    finally:
        context.close()


def test_labels_are_inside_their_pictures(chromium: Any, page_file: Path) -> None:
    """The browser's letters may be wider than those the picture was measured with; none may be cut off by the page."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    try:
        page = context.new_page()
        page.goto(page_file.as_uri())
        outside = page.evaluate(
            """() => [...document.querySelectorAll('svg text')].filter(text => {
                const own = text.getBoundingClientRect();
                const page = document.querySelector('.debrief').getBoundingClientRect();
                return own.width > 0 && (own.left < page.left || own.right > page.right);
            }).map(text => text.textContent)"""
        )
        small = page.evaluate(
            """() => [...document.querySelectorAll('svg text')].filter(text => text.textContent &&
                parseFloat(getComputedStyle(text).fontSize) < 14).map(text => text.textContent)"""
        )
        assert not outside
        assert not small, "labels of 14 pixels or more"
    finally:
        context.close()


def test_the_page_prints_on_a_few_sheets(chromium: Any, page_file: Path, tmp_path: Path) -> None:
    """A4, and no more paper than a class can hold in its hands."""
    context = chromium.new_context(offline=True)
    try:
        page = context.new_page()
        page.goto(page_file.as_uri())
        printed = page.pdf(path=str(tmp_path / "debrief.pdf"), prefer_css_page_size=True)
    finally:
        context.close()
    sheets = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 3 <= sheets <= 12, f"{sheets} sheets"
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == pytest.approx([595, 842], abs=2), "A4"


@pytest.mark.slow
def test_the_notebook_goes_from_a_plan_to_the_page(chromium: Any, lab: Server) -> None:
    """Plan an event, save, run the class, read the debrief: no code, no traceback, no request to anybody else."""
    folder = write_all(lab.home / "hand-in", ten_different()[:2])
    (folder / "broken.json").write_text("{", encoding="utf-8")
    with guarded_page(chromium, lab) as (page, guard):
        open_in_lab(page, lab, "instructor.ipynb")
        run_all(page)
        page.get_by_role("button", name="Plan this event").click()
        page.get_by_role("button", name="Take out sales peak").wait_for()
        page.get_by_role("button", name="Plan this event").click()
        page.get_by_text("they overlap").wait_for()
        page.get_by_label("Short name").fill("our-week")
        page.get_by_label("Short name").press("Tab")
        page.get_by_role("button", name="Save as my own scenario").click()
        page.get_by_text("Saved and chosen").wait_for()
        page.get_by_label("Shops for each policy").fill("2")
        page.get_by_label("Shops for each policy").press("Tab")
        page.get_by_role("button", name="Run the class").click()
        page.get_by_text("The page is kept as").wait_for(timeout=240_000)
        assert page.get_by_text("Three questions for the discussion").is_visible()
        assert page.get_by_text("broken.json: ").is_visible()
        assert page.locator(".jp-mod-error, .jp-RenderedText[data-mime-type*=error]").count() == 0
        assert not page.locator(".jp-Notebook .jp-CodeCell .jp-Cell-inputWrapper").first.is_visible(), (
            "no code in sight"
        )
        ours = [line for line in serious_findings(page, ".jp-Notebook") if not line.startswith(LABS_OWN)]
        assert not ours
        assert not guard.refused
    assert (lab.home / "out" / "debrief" / "debrief.html").is_file()
    assert (lab.home / "out" / "scenarios" / "our-week.json").is_file()
