"""The assessor's notebook in JupyterLab, in a real browser: check, mark, read, decide, appeal, reports."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser import Served, chromium, guarded_page, lab, open_in_lab, run_all, serious_findings
from tests.test_marking import SECRET, hand_in
from tests.test_marking_gaming import SENSIBLE

__all__ = ["chromium", "lab"]
pytestmark = pytest.mark.browser
MARKING_MS = 240_000


def press(page: Any, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_an_assessor_marks_with_buttons(lab: Served, chromium: Any, tmp_path: Path) -> None:
    """A good file and a broken one, from the folder to the certificate's statement, with the keyboard alone."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    words = "I write only to people who said yes. <b>Not a heading</b>"
    hand_in(folder, "good", values=SENSIBLE["promotions"], reason=words)
    (folder / "broken.json").write_text("{")
    (tmp_path / "marks.db.secret").write_bytes(SECRET)  # so that no run of this test meets other shops
    with guarded_page(chromium, lab, width=800) as (page, guard):
        open_in_lab(page, lab, "assessor.ipynb")
        run_all(page)
        page.get_by_role("button", name="Write the reports").wait_for()
        assert not page.locator(".jp-InputArea-editor >> visible=true").count(), "no code on the screen"
        for label, value in (
            ("Folder with the files", tmp_path),
            ("Gradebook (a file", tmp_path / "marks.db"),
            ("Folder for the reports", tmp_path / "reports"),
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
        marks = page.get_by_role("region", name="1 submission in the gradebook, by learner code")
        marks.get_by_role("cell", name="competent", exact=True).nth(1).wait_for()  # the table follows the line
        assert marks.get_by_role("cell", name="competent", exact=True).count() == 2
        for said in ("speaks for the decisions", "95 % interval of the change", "Not a heading</b>", "it holds"):
            page.get_by_text(said).first.wait_for()
        read_the_reason(page, "A1-07", 2)
        override_the_first(page)
        press(page, "Run it again")
        page.get_by_text("the same, byte for byte").wait_for(timeout=MARKING_MS)
        press(page, "Show how far markers agree")
        page.get_by_text("No text has been read by two people yet.").wait_for()
        assert not serious_findings(page, ".storesim"), "our panels must be usable by everybody"
        press(page, "Write the reports")
        page.get_by_text("5 files written to").wait_for(timeout=MARKING_MS)
        assert not guard.refused, f"no request may leave the server: {guard.refused}"
    sheet = (tmp_path / "reports" / "mark-sheet.csv").read_text(encoding="utf-8-sig")
    assert "competent, then not yet competent: It was dictated to her (A1-07)" in sheet
    look_at_the_reports(chromium, tmp_path / "reports")


def read_the_reason(page: Any, marker: str, level: int) -> None:
    """Type the marker code, choose the level of the first text, and write it down."""
    code = page.get_by_label("Your marker code").first
    code.fill(marker)
    code.press("Tab")
    page.get_by_text("a clear pass").first.wait_for()
    page.get_by_label("The level that you found").select_option(index=level + 1)
    page.get_by_label("Comment for the trainee").fill("It says for whom.")
    press(page, "Write down the level")
    page.get_by_text(f"The plan has reasons that fit the shop: level {level}.").wait_for()


def override_the_first(page: Any) -> None:
    """Put a decision in place of the first result."""
    page.get_by_label("It shall be").select_option("not yet competent")
    page.get_by_label("Reason, in a few words").fill("It was dictated to her")
    press(page, "Override the result")
    page.get_by_text("1 result overridden").wait_for()
    page.get_by_text("(overridden)").first.wait_for()


def look_at_the_reports(chromium: Any, folder: Path) -> None:
    """Every page opens from disk, asks for nothing, and can be used by everybody."""
    for file in sorted(folder.glob("*.html")):
        page = chromium.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        assert not serious_findings(page), file.name
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        page.close()
