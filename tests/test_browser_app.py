"""The lessons as web pages, in a real browser."""

from pathlib import Path
from typing import Any

import pytest

from tests import lesson_steps as steps
from tests.browser import Served, app, chromium, guarded_page, serious_findings

pytestmark = pytest.mark.browser


def test_a_lesson_from_the_index_to_the_file(app: Served, chromium: Any) -> None:
    """The whole way of a trainee: no code on the page, nobody outside asked, and a file that is in order."""
    with guarded_page(chromium, app) as (page, guard):
        page.goto(app.address(""))
        assert not serious_findings(page), "the index must be usable by everybody"
        page.get_by_role("link", name="How do we bring customers back without bothering them?").click()
        steps.wait_for_panels(page)
        assert "import" not in page.locator("body").inner_text(), "no code on the screen"
        assert page.get_by_role("button", name="Run the shop with my plan").is_disabled(), "predict first"
        assert page.get_by_text("Run All Cells").count() == 0, "a web page runs by itself"
        steps.predict(page)
        steps.move_first_lever(page)
        before = steps.strip_text(page)
        steps.run_shop(page)
        after = steps.strip_text(page)
        assert after != before, "the measures in sight change with the run"
        assert "mean of 10 shops" in after
        page.get_by_role("button", name="Explain my last run").click()
        page.get_by_text("The three answers are below").wait_for()
        steps.write_and_hand_in(page, "TC7-0042")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download promotions-TC7-0042.json").click()
        one = steps.handed_in(app.home, "TC7-0042")
        assert one.decisions[0].values["outreach.newsletters_per_month"] == 6
        assert Path(download.value.path()).read_text(encoding="utf-8") == one.model_dump_json(indent=2)
        assert not serious_findings(page), "the lesson must be usable by everybody"
        page.reload()
        steps.wait_for_panels(page)
        page.get_by_text("Welcome back").wait_for()
        assert "mean of 10 shops" in steps.strip_text(page), "a closed page loses nothing"
        assert page.get_by_label("Customers kept", exact=True).is_disabled(), "the prediction stays frozen"
        assert not guard.refused, f"no request may leave the server: {guard.refused}"


def test_the_page_fits_a_small_screen(app: Served, chromium: Any) -> None:
    """At 800 pixels nothing hangs over the edge."""
    with guarded_page(chromium, app, width=800) as (page, _):
        page.goto(app.address("voila/render/00_start_here.ipynb"))
        page.get_by_role("link", name="How often must we look").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 800
