"""Rules on pages, goods, refunds, pictures, records and credits: a story that breaks each, and a near miss."""

from sim.codes import ABOUT, CHANNELS
from sim.rules import findings
from sim.run import Run
from tests.handwritten import Story


def broken(run: Run, rule: str) -> list[tuple[float, int]]:
    """Day and number of people of each finding of a rule."""
    return [(finding.day, finding.people) for finding in findings(run) if finding.rule == rule]


def test_td03_a_note_must_not_say_less_than_the_record(story: Story) -> None:
    for day, shown, recorded in ((1, 3, 3), (8, 3, 40), (8, 3, 12), (15, 3, 4)):
        story.tell("scarcity_note", day, item=int(recorded), shown=shown, recorded=recorded)
    assert [day for day, _ in broken(story.end(), "TD-03")] == [8, 15]


def test_td05_a_fee_after_payment(story: Story) -> None:
    for day, customer, cents in ((1, 1, 0), (2, 2, 3000), (3, 3, 3000)):
        story.tell("fee_after_payment", day, customer=customer, order=story.order(day, customer), cents=cents)
    assert broken(story.end(), "TD-05") == [(2, 2)]


def test_td06_a_reward_is_told(story: Story) -> None:
    for day, labelled in ((1, True), (2, False)):
        story.tell("review_rewarded", day, customer=day, order=1, item=7, cents=2000, labelled=labelled)
    assert broken(story.end(), "TD-06") == [(2, 1)]


def complain(story: Story, day: float, customer: int, item: int, bought: float, *, content: bool = False) -> None:
    """A customer bought an item with an untrue page and says so."""
    number = story.order(bought, customer)
    story.line(bought, customer, item, content=content)
    story.tell("enquiry", day, customer=customer, order=number, about=ABOUT.index("goods not as described"))


def test_td10_two_customers_under_one_untrue_page(story: Story) -> None:
    complain(story, 5, 1, 7, 1)
    complain(story, 6, 2, 7, 2)
    complain(story, 7, 3, 8, 3)  # another item: one customer only
    complain(story, 8, 4, 9, 4)
    story.repair(9, 9, "content", born=1)
    complain(story, 12, 5, 9, 10)  # the page of 9 was put right in between: another fault
    complain(story, 13, 6, 8, 11, content=True)  # the page was right
    (found,) = [finding for finding in findings(story.end()) if finding.rule == "TD-10"]
    assert (found.day, found.item, found.people) == (6, 7, 2)


def test_sg01_money_not_given_back(story: Story) -> None:
    for day, cents in ((1, 0), (2, 5000)):  # a voucher of the whole value is no money either
        story.tell("refund_refused", day, customer=day, order=1, cents=5000, voucher_cents=cents)
    story.tell("refund_refused", -1, customer=3, order=1, cents=5000, voucher_cents=0)  # before take-over
    assert broken(story.end(), "SG-01") == [(1, 1), (2, 1)]


def test_cr01_a_picture_outstays_its_licence(story: Story) -> None:
    for item in (3, 4, 5):
        story.tell("licence_ended", 10, item=item)
    story.repair(24, 3, "content", born=10)  # within two weeks
    story.repair(24.5, 4, "content", born=10)
    story.repair(12, 5, "price", born=11)  # says nothing about the picture
    story.tell("licence_ended", 40, item=6)  # two weeks later the run is over
    assert [finding.item for finding in findings(story.end()) if finding.rule == "CR-01"] == [4, 5]


def test_cr05_two_working_days_for_a_complaint(story: Story) -> None:
    for customer, done in ((1, 6.9), (2, 7), (3, None)):  # day 4 is a Friday: Saturday and Monday are working days
        story.tell("takedown_asked", 4.5, customer=customer)
        if done is not None:
            story.tell("takedown_done", done, customer=customer, asked=4.5)
    story.tell("takedown_done", 7.95, customer=4, asked=7.9)
    story.tell("takedown_asked", 7.9, customer=4)
    assert broken(story.end(), "CR-05") == [(8, 1)]


def test_pb04_credits_that_no_complaint_stands_behind(story: Story) -> None:
    words = {"order": 1, "account": 2, "approved_by": 2, "cents": 5000}
    for day, customer, complaint in ((1, 1, True), (2, 4, False), (3, 4, False)):
        story.tell("credit_granted", day, customer=customer, complaint=complaint, **words)
    (found,) = [finding for finding in findings(story.end()) if finding.rule == "PB-04"]
    assert (found.day, found.customer, found.count) == (2, 4, 2)


def test_rk02_an_answer_that_is_on_no_file_a_month_later(story: Story) -> None:
    chat = CHANNELS.index("chat")
    for day, order in ((1, 11), (2, 12), (30, 13)):  # the last may still be found after the end
        story.tell("answer_not_filed", day, customer=1, order=order, channel=chat)
    story.tell("answer_found", 20, customer=1, order=11, given=1.0)
    run = story.end()
    assert [day for day, _ in broken(run, "RK-02")] == [2]
    found_in_time = Story()
    found_in_time.tell("answer_not_filed", 2, customer=1, order=12, channel=chat)
    found_in_time.tell("answer_found", 33, customer=1, order=12, given=2.0)  # thirty-one days later
    assert not broken(found_in_time.end(), "RK-02")
