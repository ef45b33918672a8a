"""Hand-written logs of a few events, and the measures and findings that they must give.

A story runs 50 days from Monday 5 January 2026 (day 0) with 10 customers. Each expected value is worked in a comment.
"""

from datetime import date
from typing import Any

import pytest

from sim.calendar import Calendar
from sim.codes import ABOUT, CAUSES, CONSENTS, COSTS, FIELDS
from sim.events import EventLog
from sim.measures import MEASURES
from sim.measures.shares import Share, share
from sim.policy import Policy
from sim.rules import NOT_A_CONVICTION, Rule, find_all, findings, rules
from sim.run import Run
from sim.scenario import Scenario
from sim.world.shop import catalogue

DAYS, ITEMS = 50, len(catalogue())
CLEAR, TICKED_IN_ADVANCE = CONSENTS.index("clear question"), CONSENTS.index("box ticked in advance")


class Story:
    """Short words for the events of a story."""

    def __init__(self) -> None:
        self.log = EventLog()

    def tell(self, kind: str, day: float, **values: Any) -> None:
        self.log.record(kind, day=float(day), **values)

    def order(self, day: float, customer: int, *, dollars: int = 100, is_first: bool = False) -> int:
        number = (int(day // 1) + 1000) * 10_000_000 + customer
        pulls = dict.fromkeys(("pull_message", "pull_coupon", "pull_price", "pull_season"), 1.0)
        self.tell(
            "order_placed",
            day,
            customer=customer,
            order=number,
            value_cents=100 * dollars,
            discount_cents=0,
            is_first=is_first,
            coupon=False,
            **pulls,
        )
        return number

    def line(self, day: float, customer: int, item: int = 7, *, shown: int = 5000, charged: int = 5000, **wrong: bool):
        flags = {f"{field}_right": wrong.get(field, True) for field in ("price", "promotion", "content", "stock")}
        self.tell(
            "order_line",
            day,
            customer=customer,
            order=(int(day // 1) + 1000) * 10_000_000 + customer,
            item=item,
            quantity=2,
            master_cents=5000,
            shown_cents=shown,
            charged_cents=charged,
            cost_cents=3000,
            **flags,
        )

    def fault(self, day: float, item: int, field: str) -> None:
        self.tell(
            "fault_born",
            day,
            item=item,
            field=FIELDS.index(field),
            cause=CAUSES.index("slip at the keyboard"),
            shown_cents=4000,
            charged_cents=5000,
            master_cents=5000,
        )

    def repair(self, day: float, item: int, field: str, born: float) -> None:
        self.tell("fault_repaired", day, item=item, field=FIELDS.index(field), born_day=born)

    def message(self, day: float, customer: int, *, named: bool = True) -> None:
        self.tell("message_sent", day, customer=customer, campaign=2 * int(day), mail=0, named=named, opened=True)

    def request(self, day: float, customer: int) -> None:
        self.tell("unsubscribe_requested", day, customer=customer, campaign=0)

    def consent(self, day: float, customer: int, how: int = CLEAR, *, ticked: bool = True, notice: bool = True) -> None:
        self.tell("consent", day, customer=customer, how=how, ticked=ticked, notice=notice)

    def end(self, days: int = DAYS) -> Run:
        self.log.close()
        scenario = Scenario(
            name="story",
            title="A story",
            story="Written by hand.",
            start="2026-01-05",
            days=days,
            customers=10,
            mechanisms=(),
            parameters={"measure.active_window_days": 30.0, "cost.payment_share": 0.05},
        )
        return Run(Policy(), scenario, 1, self.log, uniforms_drawn=0, steps=0, made_with="by hand")


@pytest.fixture
def story() -> Story:
    return Story()


def value(run: Run, name: str) -> float:
    result = MEASURES[name].function(run)
    return result.value if isinstance(result, Share) else result


def broken(run: Run, rule: str) -> list[Any]:
    return [finding for finding in findings(run) if finding.rule == rule]


# ---- measures


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
        story.tell("stock_record_righted", day, item=item)
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
    story.tell("outage_began", 10)
    story.tell("outage_ended", 12, began=10.0, noticed=11.0, minutes=2880.0)
    story.tell("outage_began", 49.5)
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
    story.tell("refund", 4, customer=2, order=number, amount_cents=2000)
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
    perfect = ("price", "stock", "promotion", "content", "sales", "record")
    assert shares_of_nothing == {f"{field}_accuracy": 1 for field in perfect} | {"retention_rate": 1, "uptime": 1}


def test_wilson_interval_of_a_textbook_case() -> None:
    """Newcombe (1998), table I: 81 of 263 gives .2553 to .3662; 0 of 20 gives 0 to .1611."""
    assert share(81, 263, of_nothing=1.0) == pytest.approx((81 / 263, 0.2553, 0.3662), abs=5e-5)
    assert share(0, 20, of_nothing=1.0) == pytest.approx((0, 0, 0.1611), abs=5e-5)


# ---- rules: one story that breaks each, and one near miss

NEW_YEAR = Calendar(date(2026, 1, 5))
REQUEST, TENTH, ELEVENTH = (NEW_YEAR.day_of(date(2026, 2, day)) for day in (10, 25, 26))
"""Request on Tuesday 10 February 2026; the New Year's holidays (17 to 19) and two Sundays do not count."""


def test_ue07_the_eleventh_working_day_is_too_late(story: Story) -> None:
    story.request(REQUEST + 0.4, 1)
    story.message(TENTH + 0.99, 1, named=False)  # Wednesday 25 February, the tenth working day: in time
    story.message(ELEVENTH, 1, named=False)
    story.message(ELEVENTH, 2, named=False)  # never asked
    found = broken(story.end(days=60), "UE-07")
    assert [(finding.customer, finding.day) for finding in found] == [(1, ELEVENTH)]
    assert found[0].events == ("unsubscribe_requested:0", "message_sent:1")


def test_ue07_a_second_request_gives_no_new_time_and_a_consent_ends_the_first(story: Story) -> None:
    for customer in (1, 2):
        story.request(5, customer)
    story.request(30, 1)
    story.consent(20, 2)
    for customer in (1, 2):
        story.message(31, customer, named=False)
    assert [finding.customer for finding in broken(story.end(), "UE-07")] == [1]


def test_pd06_has_no_days_of_grace(story: Story) -> None:
    for customer in (1, 2, 3):
        story.consent(-1, customer)
    for customer in (1, 3):
        story.request(10, customer)
    story.message(10, 1)  # the mail that brought the request about: same moment, no breach
    story.message(11, 1)
    story.message(11, 2)  # never asked
    story.message(11, 3, named=False)  # bears no name: no matter of Part 6A
    run = story.end()
    assert [(finding.customer, finding.events[1]) for finding in broken(run, "PD-06")] == [(1, "message_sent:1")]
    assert not broken(run, "UE-07")  # one working day later: within the ten of the other ordinance


def test_pd01_needs_a_notice_before_the_message(story: Story) -> None:
    story.tell("campaign", 10, campaign=20, mail=0, named=True, people=4)
    story.consent(-1, 1)
    story.consent(-1, 2, notice=False)
    story.consent(10.5, 3)  # told after the message
    for customer in (1, 2, 3, 4):  # 4 has no record at all
        story.message(10, customer)
    (found,) = broken(story.end(), "PD-01")
    assert (found.people, found.count) == (3, 4)
    assert found.events == ("campaign:0", "message_sent:1", "message_sent:2", "message_sent:3")


def test_pd02_silence_is_no_consent(story: Story) -> None:
    story.consent(-1, 1)
    story.consent(-1, 2, TICKED_IN_ADVANCE)
    story.consent(-1, 3, ticked=False)
    story.consent(-1, 4, CONSENTS.index("inherited, on record"))
    story.consent(5, 4, ticked=False)  # changed her mind after the first message
    for customer in (1, 2, 3, 4):
        story.message(2, customer)
    for customer in (1, 4):
        story.message(10, customer)
    assert [(found.day, found.people) for found in broken(story.end(), "PD-02")] == [(2, 2), (10, 1)]


def test_part_6a_has_nothing_to_say_about_messages_without_a_name(story: Story) -> None:
    for customer in range(4):
        story.message(3, customer, named=False)
    assert not findings(story.end())


def test_td01_counts_one_incident_for_each_fault(story: Story) -> None:
    story.fault(1, 7, "price")
    story.line(2, 1, shown=4000)
    story.line(3, 2, shown=4000)
    story.repair(4, 7, "price", born=1)
    story.fault(10, 7, "promotion")
    story.line(11, 1, shown=4000)
    story.line(12, 1, shown=5000)  # charged what was shown: no breach
    story.line(13, 1, shown=6000)  # charged less: wrong, but no breach
    found = broken(story.end(), "TD-01")
    assert [(finding.day, finding.item, finding.people) for finding in found] == [(2, 7, 2), (11, 7, 1)]
    assert found[0].events == ("fault_born:0", "order_line:0", "order_line:1")


def test_findings_outside_the_window_are_left_out_and_the_measure_counts_the_rest(story: Story) -> None:
    story.message(-2, 1)
    story.message(10, 1)  # no notice and no consent: two rules
    story.message(50, 1)
    run = story.end()
    table = find_all(run)
    assert table["rule"].tolist() == ["PD-01", "PD-02"]
    assert value(run, "compliance_incidents") == 2
    assert table.attrs["note"] == NOT_A_CONVICTION


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_rests_on(rule: Rule) -> None:
    for words in (rule.ordinance, rule.section, rule.title, rule.penalty, rule.source, rule.text_date, rule.card):
        assert words.strip(), rule.id
    assert rule.severity in {"G", "P", "O1", "O2", "C"}
    assert rule.evidence in {"V", "S", "M"}
