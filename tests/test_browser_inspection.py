"""The inspection lesson as a web page, in a real browser: practise, open one's own shop front, flag, hand in."""

import json
from pathlib import Path
from typing import Any

import pytest

from sim.assessment.submission import Submission
from sim.cli import main
from tests.browser import Served, app, chromium, guarded_page, serious_findings

pytestmark = pytest.mark.browser
CODE = "TC7-0042"


def flag(panel: Any, page: int, wrong: str, first: str) -> None:
    """Flag the page at a place of the list."""
    panel.get_by_label("Page", exact=True).select_option(index=page)
    panel.get_by_label("What is wrong?").select_option(label=wrong)
    panel.get_by_label("What would you do first?").select_option(label=first)
    panel.get_by_role("button", name="Flag this page").click()


def test_an_inspection_from_practice_to_the_file(app: Served, chromium: Any, tmp_path: Path) -> None:
    """The whole way of a trainee; what is handed in is marked."""
    book = str(tmp_path / "marks.sqlite")
    folder = app.home / "materials"
    assert main(["exercise", "shop-front", "--learner", CODE, "--gradebook", book, "--out", str(folder)]) == 0
    with guarded_page(chromium, app) as (page, guard):
        page.goto(app.address("voila/render/05_shop_front.ipynb"))
        page.get_by_role("button", name="Hand in", exact=True).wait_for()
        panels = page.locator(".storesim")
        page.get_by_label("I expect this because").fill("I go page by page, with the lists.")
        flag(panels.nth(3), 3, "Price", "Put right")
        panels.nth(3).get_by_text("Your flags: 1").wait_for()
        page.get_by_role("button", name="Check my flags").click()
        page.get_by_role("heading", name="What you found").wait_for()
        page.get_by_role("button", name="Open the chosen file").click()
        page.get_by_text(f"the shop front of {CODE}").wait_for()
        flag(panels.nth(4), 5, "Stock", "Put right and pay back")
        panels.nth(4).get_by_text("Your flags: 1").wait_for()
        shelf = panels.nth(4).locator(".scrolls").first
        shelf.evaluate("part => { part.scrollTop = 300; }")
        flag(panels.nth(4), 9, "Picture", "Take off")
        panels.nth(4).get_by_text("Your flags: 2").wait_for()
        assert shelf.evaluate("part => part.scrollTop") == 300, "a flag does not lose the place on the shelf"
        page.get_by_label("How I checked").fill("First the price list, then the calendar, then the stock. " * 3)
        page.get_by_label("In my shop", exact=True).fill("Two of us look at every page on Monday morning.")
        page.get_by_label("This is my own work.").check()
        page.get_by_text("words so far; enough").wait_for()
        page.get_by_role("button", name="Hand in", exact=True).click()
        page.get_by_text(f"Handed in: shop-front-{CODE}.json").wait_for()
        assert not serious_findings(page), "the lesson must be usable by everybody"
        assert not guard.refused, f"no request may leave the server: {guard.refused}"
    file = app.home / "hand-in" / f"shop-front-{CODE}.json"
    one = Submission.model_validate(json.loads(file.read_text(encoding="utf-8")))
    assert [flag.fault for flag in one.findings] == ["stock", "picture"]
    assert main(["mark", str(file), "--gradebook", book]) == 0
