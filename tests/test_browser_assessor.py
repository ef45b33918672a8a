"""The assessor's notebook in JupyterLab, in a real browser: check, mark, evidence, mark sheet."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser import Served, chromium, guarded_page, lab, open_in_lab, run_all, serious_findings
from tests.test_marking import hand_in
from tests.test_marking_gaming import SENSIBLE

__all__ = ["chromium", "lab"]
pytestmark = pytest.mark.browser
MARKING_MS = 240_000


def press(page: Any, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_an_assessor_marks_with_buttons(lab: Served, chromium: Any, tmp_path: Path) -> None:
    """A good file and a broken one, from the folder to the evidence and the mark sheet, with the keyboard alone."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    words = "I write only to people who said yes. <b>Not a heading</b>"
    hand_in(folder, "good", values=SENSIBLE["promotions"], reason=words)
    (folder / "broken.json").write_text("{")
    with guarded_page(chromium, lab, width=800) as (page, guard):
        open_in_lab(page, lab, "assessor.ipynb")
        run_all(page)
        page.get_by_role("button", name="Write the mark sheet").wait_for()
        assert not page.locator(".jp-InputArea-editor >> visible=true").count(), "no code on the screen"
        for label, value in (
            ("Folder with the files", tmp_path),
            ("Gradebook (a file", tmp_path / "marks.db"),
            ("Mark sheet (a file", tmp_path / "marks.csv"),
        ):
            field = page.get_by_label(label)
            field.fill(str(value))
            field.press("Tab")
        page.get_by_label("Folders here").select_option("handed-in")
        press(page, "Open the chosen folder")
        page.get_by_text("2 files of the kind .json").wait_for()
        press(page, "Check the files")
        page.get_by_text("1 file can be marked, 1 file cannot be used.").wait_for()
        press(page, "Mark")
        page.get_by_text("Marking has come to its end.").wait_for(timeout=MARKING_MS)
        page.get_by_role("cell", name="TC7-0042").first.wait_for()
        page.get_by_role("cell", name="competent").nth(1).wait_for()  # the table of marks follows the line
        assert page.get_by_role("cell", name="competent").count() == 2
        for said in ("speaks for the decisions", "95 % interval of the change", "Not a heading</b>", "it holds"):
            page.get_by_text(said).first.wait_for()
        assert not serious_findings(page, ".storesim"), "our panels must be usable by everybody"
        press(page, "Write the mark sheet")
        page.get_by_text("The mark sheet is in").wait_for()
        assert "keeps-customers" in (tmp_path / "marks.csv").read_text(encoding="utf-8-sig")
        assert not guard.refused, f"no request may leave the server: {guard.refused}"
