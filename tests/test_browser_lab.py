"""The lessons in JupyterLab, in a real browser."""

import re
from typing import Any

import pytest

from tests import lesson_steps as steps
from tests.browser import Served, chromium, guarded_page, lab, open_in_lab, restart_kernel, run_all, serious_findings

pytestmark = pytest.mark.browser
LESSON = "01_promotions.ipynb"


def test_a_lesson_from_run_all_to_the_file(lab: Served, chromium: Any) -> None:
    """No code before or after Run All; a restarted kernel finds the work again; what is handed in is in order."""
    with guarded_page(chromium, lab) as (page, guard):
        open_in_lab(page, lab, LESSON)
        page.get_by_role("heading", name="Hand in").wait_for()
        assert not re.search(r"lesson\.start|import ", page.locator(".jp-Notebook").inner_text()), "no code before"
        run_all(page)
        steps.wait_for_panels(page)
        assert not page.locator(".jp-InputArea-editor >> visible=true").count(), "no code after"
        assert page.get_by_role("button", name="Run the shop with my plan").is_disabled(), "predict first"
        steps.predict(page)
        steps.move_first_lever(page)
        before = steps.strip_text(page)
        steps.run_shop(page)
        assert steps.strip_text(page) != before, "the measures in sight change with the run"
        assert not serious_findings(page, ".storesim"), "our panels must be usable by everybody"
        restart_kernel(page)
        run_all(page)
        page.get_by_text("Welcome back").wait_for()
        steps.wait_for_panels(page)
        assert "mean of 10 shops" in steps.strip_text(page), "a restarted kernel loses nothing"
        assert page.get_by_label("Customers kept", exact=True).is_disabled(), "the prediction stays frozen"
        steps.write_and_hand_in(page, "TC7-0043")
        assert steps.handed_in(lab.home, "TC7-0043").decisions[0].values["outreach.newsletters_per_month"] == 6
        assert not guard.refused, f"no request may leave the server: {guard.refused}"


def test_the_first_look_gives_a_result(lab: Served, chromium: Any) -> None:
    """A newcomer sees what one change does, by the keyboard alone."""
    with guarded_page(chromium, lab, width=800) as (page, guard):
        open_in_lab(page, lab, "00_start_here.ipynb")
        run_all(page)
        page.get_by_label("What would you like to try?").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("Done, in 3 shops").wait_for()
        assert "mean of 3 shops" in steps.strip_text(page)
        assert not guard.refused, f"no request may leave the server: {guard.refused}"
