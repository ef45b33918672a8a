"""Stories that break the rules on accounts and computer crimes, and near misses that do not."""

from datetime import date
from typing import Any

from sim.calendar import Calendar
from sim.codes import ACTIONS, MAILS, TASKS
from sim.rules import findings
from sim.run import Run
from tests.handwritten import Story, value


def broken(run: Run, rule: str) -> list[Any]:
    return [finding for finding in findings(run) if finding.rule == rule]


EXPORT, REFUND, INSTALL = (ACTIONS.index(action) for action in ("export customers' data", "refund", "install apps"))
TEXT = MAILS.index("text message")
TAMPER_CHECK = TASKS.index("tamper check")
LOOKED = {"started": 0.0, "found": 0, "due": 0.0, "left_out": 0}
NEW_YEAR = Calendar(date(2026, 1, 5))
REQUEST, TENTH, ELEVENTH = (NEW_YEAR.day_of(date(2026, 2, day)) for day in (10, 25, 26))
"""Request on Tuesday 10 February 2026; the New Year's holidays (17 to 19) and two Sundays do not count."""


def test_pd16a_counts_once_an_account(story: Story) -> None:
    for account, two_step in ((1, False), (2, True), (3, False)):  # 2 has a second step
        story.tell("administrator_signs_in", 0, account=account, two_step=two_step)
    story.order(1, 4)
    found = broken(story.end(), "PD-16a")
    assert [(finding.events, finding.people) for finding in found] == [
        (("administrator_signs_in:0",), 1),
        (("administrator_signs_in:2",), 1),
    ]


def test_pd16b_a_day_is_allowed(story: Story) -> None:
    for account, day in ((20_010, 5), (20_012, 6), (20_014, 7), (20_098, 49.5)):
        story.tell("staff_left", day, account=account, role=2, vendor=False)
    for account, left, day in ((20_010, 5, 6.0), (20_012, 6, 7.1)):  # in time; too late
        story.tell("orphan_closed", day, account=account, left=float(left), finder=0)
    found = broken(story.end(), "PD-16b")  # the third is never closed; the day of the last is not over yet
    assert [(finding.day, finding.events) for finding in found] == [
        (7, ("staff_left:1", "orphan_closed:1")),
        (8, ("staff_left:2",)),
    ]


def test_pd25_and_cc02_by_a_member_of_staff_count_against_the_shop(story: Story) -> None:
    story.tell("insider_began", 3, account=4)
    story.tell("rights_misused", 3, account=4, insider=True, action=EXPORT, cents=0, people=90)
    story.tell("data_sold", 3, account=4, people=90, cents=2_000_000)
    run = story.end()
    assert [(found.day, found.people) for found in broken(run, "PD-25")] == [(3, 90)]
    assert [(found.people, found.by_stranger) for found in broken(run, "CC-02")] == [(90, False)]
    assert not broken(run, "CC-01"), "whoever may sign in is no stranger"
    assert value(run, "compliance_incidents") == 2


def test_pd25_a_copy_that_is_not_sold(story: Story) -> None:
    story.tell("rights_misused", 3, account=4, insider=True, action=EXPORT, cents=0, people=90)
    assert not broken(story.end(), "PD-25")


def test_cc03_an_altered_price_is_one_act_and_a_slip_is_none(story: Story) -> None:
    for item in (7, 8):
        story.fault(4, item, "price", cause="intruder")
    story.fault(5, 9, "price")  # a slip of the hand
    story.tell("rights_misused", 6, account=1, insider=False, action=INSTALL, cents=0, people=0)
    found = broken(story.end(), "CC-03")
    assert [(finding.day, finding.count, finding.by_stranger) for finding in found] == [(4, 2, True), (6, 1, True)]
