"""What a trainee does in a lesson, step by step; the same in JupyterLab and as web pages."""

import json
from pathlib import Path
from typing import Any

from sim.assessment.submission import Submission

MEASURES = ("Customers kept", "Order lines sold right", "Compliance incidents")
STRIP = ".storesim-strip"


def wait_for_panels(page: Any) -> None:
    """Until the last panel is on the page, and the sliders have names."""
    page.get_by_role("button", name="Hand in", exact=True).wait_for()
    page.locator(".storesim .noUi-handle[aria-label]").first.wait_for()


def predict(page: Any) -> None:
    """Say that everything goes up, and why."""
    for label in MEASURES:
        page.get_by_label(label, exact=True).select_option(label="Goes up")
    page.get_by_label("I expect this because ...").fill("More letters remind more people of our shop.")


def move_first_lever(page: Any, steps: int = 4) -> None:
    """Move the first slider with the keyboard."""
    page.locator(".storesim .noUi-handle").first.focus()
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    page.get_by_label("I choose this plan because ...").fill("People forget a shop that never writes.")


def run_shop(page: Any) -> None:
    """Run, and wait until all practice shops are done."""
    page.get_by_role("button", name="Run the shop with my plan").click()
    page.get_by_text("your plan has run in 10 shops").wait_for()


def strip_text(page: Any) -> str:
    """What the headline strip says."""
    return str(page.locator(STRIP).first.inner_text())


def tab_to(page: Any, name: str, most: int = 250) -> None:
    """Press Tab until the keyboard is on the field, handle or button of that name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const at = document.activeElement;
                const label = at.labels && at.labels.length ? at.labels[0].textContent : "";
                return (at.getAttribute("aria-label") || label || at.textContent || "").trim();
            }"""
        )
        if here.startswith(name):
            return
    raise AssertionError(f"the keyboard never reaches {name}")


def write_and_hand_in(page: Any, code: str) -> None:
    """Write own words and hand in."""
    page.get_by_label("What happened and why").fill(
        "More newsletters brought more people back, because a letter reminds them, but some were tired of the letters "
        "and the rules found more incidents."
    )
    page.get_by_label("In my shop", exact=True).fill("We write twice a month, and only to members who asked for it.")
    page.get_by_label("Learner code").fill(code)
    page.get_by_label("This is my own work.").check()
    page.get_by_text("26 words so far").or_(page.get_by_text("words so far; enough")).first.wait_for()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_text(f"Handed in: promotions-{code}.json").wait_for()


def handed_in(folder: Path, code: str) -> Submission:
    """The file that was handed in, read and checked."""
    path = folder / "hand-in" / f"promotions-{code}.json"
    return Submission.model_validate(json.loads(path.read_text(encoding="utf-8")))
