"""The lesson of questions as a web page: materials, an answer that stays, and what is still missing."""

from typing import Any

import pytest

from sim.assessment.exercise import load_exercise
from sim.assessment.own_materials import Materials
from sim.assessment.own_run import make
from tests.browser import Served, app, chromium, guarded_page, serious_findings

pytestmark = pytest.mark.browser


def test_own_questions_from_the_materials_to_the_answer(app: Served, chromium: Any) -> None:
    """The file lies beside the hand-ins; the first answer stays, also after the page is opened again."""
    content = make(load_exercise("own-shop"), "TC7-0042", b"a secret of the centre")
    one = Materials(workbook="0.1.0", exercise="own-shop", learner="TC7-0042", content=content)
    folder = app.home / "materials"
    folder.mkdir(parents=True)
    (folder / "mine.json").write_text(one.model_dump_json(), encoding="utf-8")
    with guarded_page(chromium, app, width=800) as (page, guard):
        page.goto(app.address("voila/render/06_own_shop.ipynb"))
        page.get_by_text("Your own questions come with your own materials").wait_for()
        page.get_by_label("Learner code").first.fill("TC7-0042")
        page.get_by_role("button", name="Open my materials").click()
        page.get_by_text("The shop of TC7-0042 is open").wait_for()
        page.locator("strong", has_text="How many more orders came on").wait_for()
        page.get_by_label("Your answer").and_(page.locator("input:visible")).last.fill("12")
        page.get_by_role("button", name="Keep my answer for good").click()
        page.get_by_text("Kept: 12 orders. Your first answer counts.").wait_for()
        assert page.get_by_role("button", name="Keep my answer for good").is_disabled()
        page.get_by_label("Look at the records").last.select_option(label="Customer records")
        page.get_by_text("Customer groups at the end").last.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 800
        assert not serious_findings(page), "everybody must be able to use it"
        page.get_by_role("button", name="Hand in", exact=True).click()
        page.get_by_text("Questions: answer all 12; answered 1.").wait_for()
        page.reload()
        page.get_by_text("Kept: 12 orders. Your first answer counts.").wait_for()
        assert not guard.refused, f"no request may leave the server: {guard.refused}"
