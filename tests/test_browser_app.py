"""The lessons as web pages, in a real browser."""

from pathlib import Path
from typing import Any

import pytest

from sim.cli import main
from tests import lesson_steps as steps
from tests.browser import Served, app, chromium, guarded_page, serious_findings

pytestmark = pytest.mark.browser


def test_a_lesson_from_the_index_to_the_file(app: Served, chromium: Any, tmp_path: Path) -> None:
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
    file = app.home / "hand-in" / "promotions-TC7-0042.json"
    assert main(["check", str(file)]) == 0
    assert main(["mark", str(file), "--gradebook", str(tmp_path / "marks.sqlite")]) == 0, "that very file is marked"


def test_a_lesson_by_the_keyboard_alone(app: Served, chromium: Any) -> None:
    """Tab, letters, arrows and Enter are enough to predict, decide, run and be told what is missing."""
    with guarded_page(chromium, app) as (page, guard):
        page.goto(app.address("voila/render/03_monitoring.ipynb"))
        steps.wait_for_panels(page)
        for label in steps.MEASURES:
            steps.tab_to(page, label)
            page.keyboard.type("Stays")
        steps.tab_to(page, "I expect this because")
        page.keyboard.type("Faults live about half as long as we look away.")
        steps.tab_to(page, "Check all prices and promotions every")
        page.keyboard.press("ArrowLeft")
        steps.tab_to(page, "I choose this plan because")
        page.keyboard.type("Who looks more often finds sooner.")
        steps.tab_to(page, "Run the shop with my plan")
        page.keyboard.press("Enter")
        page.get_by_text("your plan has run in 10 shops").wait_for()
        steps.tab_to(page, "Hand in")
        page.keyboard.press("Enter")
        page.get_by_text("What happened and why: at least 20 words; given 0.").wait_for()
        assert not guard.refused, f"no request may leave the server: {guard.refused}"


def test_the_page_fits_a_small_screen(app: Served, chromium: Any) -> None:
    """At 800 pixels nothing hangs over the edge."""
    with guarded_page(chromium, app, width=800) as (page, _):
        page.goto(app.address("voila/render/00_start_here.ipynb"))
        page.get_by_role("link", name="How often must we look").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 800


def test_the_workshop_tries_what_no_lesson_opens(app: Served, chromium: Any) -> None:
    """Two topics in one plan, run and explained, without code and without a word to anybody outside."""
    with guarded_page(chromium, app, width=800) as (page, guard):
        page.goto(app.address("voila/render/04_workshop.ipynb"))
        topic = page.get_by_label("What would you like to decide about?")
        topic.select_option(label="Members and points")
        page.get_by_label("Membership scheme", exact=True).check()
        topic.select_option(label="Reviews")
        page.get_by_label("Show reviews", exact=True).check()
        page.get_by_text("Membership scheme: yes;").wait_for()
        page.get_by_role("button", name="Run the shop").click()
        page.get_by_text("Your last run, mean of 5 shops").wait_for()
        assert "mean of 5 shops" in steps.strip_text(page)
        page.get_by_role("button", name="Explain this run").click()
        page.get_by_text("3. By story").first.wait_for()
        assert not serious_findings(page), "everybody must be able to use it"
        assert not guard.refused, f"no request may leave the server: {guard.refused}"
