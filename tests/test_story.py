"""Hand-written logs of a few events, and the measures and findings that they must give.

A story runs 50 days from Monday 5 January 2026 (day 0) with 10 customers. Each expected value is worked in a comment.
"""

import pytest

from sim.codes import ABOUT, COSTS, FINDERS
from sim.measures import MEASURES
from sim.measures.shares import share
from tests.handwritten import DAYS, ITEMS, Story, value


def test_retention_counts_who_was_there_at_the_start(story: Story) -> None:
    """New customers must not hide that old ones left."""
    for day, customer in ((-40, 0), (-29.5, 1), (-10, 2), (-5, 3), (-5, 4)):
        story.order(day, customer, is_first=True)
    for day, customer in ((3, 1), (25, 1), (19.9, 2), (20.0, 3), (49.9, 0)):
        story.order(day, customer)
    story.order(48, 5, is_first=True)
    story.order(50.0, 4)  # after the last moment of the window
    run = story.end()
    # active on day 0, order in [-30, 0): 1, 2, 3, 4; active on day 50, order in [20, 50): 0, 1, 3, 5
    assert value(run, "retention_rate") == 2 / 4  # customers 1 and 3
    assert value(run, "active_customers") == 4
    assert value(run, "new_customers") == 1  # customer 5; the past's first orders lie before the window
    # ordered in the window: 0, 1, 2, 3, 5; twice: 1
    assert value(run, "repeat_purchase_rate") == 1 / 5
    assert value(run, "orders") == 6


def test_complaints_leave_questions_out(story: Story) -> None:
    for day, about in ((1, "question"), (2, "late parcel"), (3, "cancelled line"), (4, "question")):
        story.tell("enquiry", day, customer=1, order=1, about=ABOUT.index(about))
    for day in (5, 6):
        story.request(day, day)
    run = story.end()
    assert value(run, "complaints") == 2
    assert value(run, "unsubscribes") == 2


def test_a_line_is_right_only_if_all_four_are(story: Story) -> None:
    for customer in range(5):
        story.line(1, customer)
    story.line(2, 5, price=False)
    story.line(3, 6, promotion=False, content=False)
    story.line(4, 7, stock=False)
    # 8 lines, of which 3 have something wrong
    assert MEASURES["sales_accuracy"].function(story.end()) == share(5, 8, of_nothing=1.0)


def test_item_days_with_a_fault_are_counted_inside_the_window_only(story: Story) -> None:
    story.fault(-10, 1, "price")
    story.repair(4, 1, "price", born=-10)  # 4 days inside, age 14
    story.fault(10, 1, "price")
    story.repair(16, 1, "price", born=10)  # 6 days, age 6
    story.fault(16, 1, "price")  # born as the last one is put right, and open at the end: 34 days, age 34
    story.fault(45, 2, "promotion")  # 5 days, age 5
    story.fault(0, 3, "content")
    story.repair(1, 3, "content", born=0)  # 1 day, age 1
    story.fault(50, 3, "content")  # born when the window has ended: no days, not counted
    run = story.end()
    assert value(run, "price_accuracy") == pytest.approx(1 - (4 + 6 + 34) / (ITEMS * DAYS))
    assert value(run, "promotion_accuracy") == pytest.approx(1 - 5 / (ITEMS * DAYS))
    assert value(run, "content_accuracy") == pytest.approx(1 - 1 / (ITEMS * DAYS))
    assert value(run, "fault_age_days") == pytest.approx((14 + 6 + 34 + 5 + 1) / 5)


def test_a_stock_record_is_off_until_it_is_righted_or_drifts_back(story: Story) -> None:
    for day, item, error in ((10, 1, 3), (15, 1, 5), (30, 1, 0), (20, 2, -1), (40, 3, 2), (5, 4, 0)):
        story.tell("stock_drifted", day, item=item, error_units=error)
    for day, item in ((26, 2), (35, 1)):
        story.tell("stock_record_righted", day, item=item, finder=FINDERS.index("check"))
    # item 1: off from 10 to 30 (then none) = 20; item 2: 20 to 26 = 6; item 3: 40 to the end = 10; item 4: never
    assert value(story.end(), "stock_accuracy") == pytest.approx(1 - 36 / (ITEMS * DAYS))


def test_records_count_at_the_end_of_the_window(story: Story) -> None:
    numbers = [story.order(day, customer=1) for day in (1, 2, 3, 4)]
    for day, number in zip((1, 2), numbers, strict=False):
        story.tell("record_missing", day, customer=1, order=number)
    story.tell("record_completed", 30, customer=1, order=numbers[0])
    # four orders, two with papers missing, one of them completed
    assert value(story.end(), "record_accuracy") == 3 / 4


def test_uptime_counts_an_outage_that_has_not_ended(story: Story) -> None:
    story.tell("outage_began", 10, cause=0)
    story.tell("outage_ended", 12, cause=0, began=10.0, noticed=11.0, minutes=2880.0)
    story.tell("outage_began", 49.5, cause=1)
    # 2 days + half a day of 50
    assert value(story.end(), "uptime") == pytest.approx(1 - 2.5 / 50)


def test_security_sets_the_expected_beside_what_happened(story: Story) -> None:
    for day, chance in ((1, 0.25), (2, 0.25), (3, 0.125)):
        story.tell("phishing_attempt", day, account=1, chance=chance, stopped_by=1)
    story.tell("account_taken", 2, account=1)
    run = story.end()
    assert value(run, "security_incidents") == 1
    assert value(run, "expected_security_incidents") == 0.625


def test_money_adds_up(story: Story) -> None:
    story.order(-3, 1, dollars=999)  # the past counts for nothing
    number = story.order(1, 1, dollars=300)
    story.order(2, 2, dollars=100)
    for customer in (1, 1, 2):
        story.line(customer, customer)  # 2 units at a cost of HK$30 each
    story.tell("line_cancelled", 3, customer=1, order=number, item=7, refund_cents=10_000, cost_cents=6000)
    story.tell("refund", 4, customer=2, order=number, amount_cents=2000, why=0)
    story.tell("cost", 5, what=COSTS.index("clerks"), cents=5000)
    run = story.end()
    assert value(run, "revenue_hkd") == 300 + 100 - 100 - 20
    assert value(run, "cost_hkd") == pytest.approx(50 + 0.05 * 400)
    # goods: 3 lines x 2 units x HK$30, less the cancelled line's HK$60
    assert value(run, "net_margin_hkd") == pytest.approx(280 - (180 - 60) - 70)


def test_an_empty_log_gives_a_number_for_every_measure(story: Story) -> None:
    """Nobody was lost, nothing was wrong, nobody came back."""
    run = story.end()
    shares_of_nothing = {name: value(run, name) for name in MEASURES if value(run, name) != 0}
    perfect = [f"{field}_accuracy" for field in ("price", "stock", "promotion", "content", "sales", "record")]
    perfect += ["retention_rate", "uptime", "messages_on_file"]
    perfect += ["alarm_precision", "changes_on_time", "overcharges_made_good", "payment_success_rate"]
    perfect += ["abuse_precision", "abuse_recall"]
    assert shares_of_nothing == dict.fromkeys(perfect, 1)


def test_wilson_interval_of_a_textbook_case() -> None:
    """Newcombe (1998), table I: 81 of 263 gives .2553 to .3662; 0 of 20 gives 0 to .1611."""
    assert share(81, 263, of_nothing=1.0) == pytest.approx((81 / 263, 0.2553, 0.3662), abs=5e-5)
    assert share(0, 20, of_nothing=1.0) == pytest.approx((0, 0, 0.1611), abs=5e-5)
