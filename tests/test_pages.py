"""The shop as its staff look back on it: pages of a moment, the diary of faults, the staff's weeks, by hand."""

import numpy as np
import pytest

from sim.codes import TASKS
from sim.pages import fault_diary, shop_front, staff_calendar
from sim.policy import with_levers
from sim.run import run
from sim.scenario import Scenario
from sim.show.rounds_chart import births_a_day, rounds_chart, wrong_share
from tests.handwritten import Story

LISTED = 2900
"""Any price; the stories below set it first."""


def change(story: Story, day: float, item: int, cents: int, *, promotion: bool = False) -> None:
    story.tell("price_changed", day, item=item, price_cents=cents, promotion=promotion)


def test_a_page_shows_what_the_log_says_it_showed(story: Story) -> None:
    """Item 7: HK$29 on day 1, HK$31 on day 5 with a slip that leaves the page; found and put right on day 9."""
    change(story, 1, 7, LISTED)
    change(story, 5, 7, 3100)
    story.fault(5, 7, "price", shown=LISTED, charged=3100, master=3100)
    story.repair(9, 7, "price", born=5)
    run_ = story.end()
    for day, master, shown, charged, wrong in (
        (4, 2900, 2900, 2900, 0),
        (6, 3100, 2900, 3100, 1),
        (9, 3100, 3100, 3100, 0),
    ):
        row = shop_front(run_, day).loc[7]
        assert (row["master_cents"], row["shown_cents"], row["charged_cents"]) == (master, shown, charged)
        assert row["wrong_price"] == bool(wrong)
    assert shop_front(run_, 6).loc[7, "since"] == 5
    assert np.isnan(shop_front(run_, 4).loc[7, "since"])


def test_the_diary_counts_what_was_sold_under_a_fault(story: Story) -> None:
    """Born day 5, found by a customer day 8, put right day 9: lines of days 5 and 8 count, those of 4 and 10 do not."""
    story.fault(5, 7, "price")
    story.fault(6, 8, "content")  # nobody finds it
    for day in (4, 5.2, 8.5, 10):
        story.line(day, int(day), price=not 5 <= day < 9)
    story.tell("fault_found", 8, item=7, field=0, finder=1)
    story.repair(9, 7, "price", born=5)
    diary = fault_diary(story.end())
    first, second = (diary.loc[row] for row in (0, 1))
    assert (first["item"], first["field"], first["finder"], first["found"], first["repaired"]) == (
        7,
        "price",
        "customer",
        8,
        9,
    )
    assert (first["age_days"], first["lines"]) == (4, 2)
    assert (second["finder"], second["age_days"], second["lines"]) == ("", 44, 0)
    assert np.isnan(second["found"])
    assert np.isnan(second["repaired"])


def test_a_shop_without_faults_has_an_empty_diary(story: Story) -> None:
    assert not len(fault_diary(story.end()))
    assert not shop_front(story.end(), 10)[["wrong_price", "wrong_promotion", "wrong_content"]].any(axis=None)


def test_the_staff_calendar_adds_up_week_by_week(story: Story) -> None:
    """Two tasks of the first week, one of the second; clerks are there six days of nine hours, two of them."""
    for day, task, hours in ((1, "answering", 2.0), (6.9, "repair", 1.5), (7.5, "answering", 0.5)):
        story.tell("work", day, task=TASKS.index(task), hours=hours, waited_hours=3.0, by_helper=False)
    calendar = staff_calendar(story.end())
    assert calendar["answering"].tolist()[:2] == [2.0, 0.5]
    assert calendar["repair"].tolist()[:2] == [1.5, 0.0]
    assert calendar["waited_hours"].tolist()[:3] == [3.0, 3.0, 0.0]
    assert calendar.loc[1, "there"] == pytest.approx(6 * 9 * 2)


def test_pages_of_a_run_agree_with_what_was_sold(tiny: Scenario) -> None:
    """Each order line was sold at the prices that the shop front of its moment shows."""
    life = run(with_levers(tiny.reference_policy(), {"monitoring.price_check_days": 30}), tiny, seed=4)
    lines = life.log.table("order_line")
    rows = np.flatnonzero(lines["day"] > 0)
    assert len(rows) > 20
    for row in rows.tolist():
        page = shop_front(life, float(lines["day"][row])).loc[int(lines["item"][row])]
        prices = tuple(int(lines[f"{name}_cents"][row]) for name in ("master", "shown", "charged"))
        assert (page["master_cents"], page["shown_cents"], page["charged_cents"]) == prices
        assert page["wrong_content"] != bool(lines["content_right"][row])


def test_the_curve_is_that_of_looking_every_t(tiny: Scenario) -> None:
    """g(1) = e^-1; never looking is always wrong in the end, looking at once never."""
    assert wrong_share(0.1, 10) == pytest.approx(np.exp(-1))
    assert wrong_share(0.1, 0) == 0
    assert wrong_share(1.0, 1e6) == pytest.approx(1, abs=1e-5)
    life = run(scenario=tiny, seed=1)
    picture = rounds_chart(births_a_day(life), [("today", 14, 0.01), ("your plan", 3, 0.004)])
    assert "your plan: 0.4 %" in picture
    assert "today: 1.0 %" in picture
