"""For each rule one story that breaks it, and one near miss that does not."""

from datetime import date
from typing import Any

import pytest

from sim.calendar import Calendar
from sim.codes import ACTIONS, CONSENTS, GIFT_ANSWERS, MAILS, TASKS
from sim.rules import NOT_A_CONVICTION, Rule, find_all, findings, rules
from sim.run import Run
from tests.handwritten import TICKED_IN_ADVANCE, Story, value


def broken(run: Run, rule: str) -> list[Any]:
    return [finding for finding in findings(run) if finding.rule == rule]


EXPORT, REFUND, INSTALL = (ACTIONS.index(action) for action in ("export customers' data", "refund", "install apps"))
TEXT = MAILS.index("text message")
TAMPER_CHECK = TASKS.index("tamper check")
LOOKED = {"started": 0.0, "found": 0, "due": 0.0, "left_out": 0}
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


def test_ue08_ten_working_days_on_the_register_are_enough(story: Story) -> None:
    for customer in (1, 2, 3, 4, 5, 6):
        story.consent(-1, customer, ticked=False)
    story.consent(-1, 3)  # agreed, so the register does not matter
    story.consent(-1, 4)
    story.request(5, 4)  # agreed, and took it back
    story.tell("number_registered", -300, customer=1)
    for customer in (3, 4, 6):
        story.tell("number_registered", REQUEST, customer=customer)
    story.message(TENTH, 6, named=False, mail=TEXT)  # the tenth working day: not yet
    for customer in (1, 2, 3, 4):  # 2 is on no register
        story.message(ELEVENTH, customer, named=False, mail=TEXT)
    story.message(ELEVENTH, 6, named=False)  # an e-mail: there is no register for them
    found = broken(story.end(days=60), "UE-08")
    assert [finding.customer for finding in found] == [1, 4]
    assert found[0].events == ("number_registered:0", "message_sent:1")


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


def test_ue08_a_coupon_by_text_is_a_text(story: Story) -> None:
    """What is sent does not matter, only that it is a text; the same coupon by mail knows no register."""
    story.tell("number_registered", -30, customer=1)
    story.message(5, 1, named=False, mail=MAILS.index("coupon by text"))
    story.message(6, 1, named=False, mail=MAILS.index("coupon"))
    assert [finding.day for finding in broken(story.end(), "UE-08")] == [5]


def test_pd01_needs_a_notice_before_the_message(story: Story) -> None:
    story.tell(
        "campaign",
        10,
        campaign=20,
        mail=0,
        named=True,
        people=4,
        bounced=0,
        cost_cents=20,
        depth_percent=0,
        budget_cents=0,
    )
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


def test_td02_a_crossed_out_price_must_have_been_charged(story: Story) -> None:
    words = {"item": 7, "offer": 0, "price_cents": 4000, "lowest_cents": 5000, "floor_held": False}
    story.tell("offer_shown", 1, was_cents=0, **words)
    story.tell("offer_shown", 2, was_cents=5000, **words)
    story.tell("offer_shown", 3, was_cents=5010, **words)
    (found,) = broken(story.end(), "TD-02")
    assert (found.day, found.item, found.events) == (3, 7, ("offer_shown:2",))


def test_td07_a_code_must_work_for_a_reasonable_part_of_its_time(story: Story) -> None:
    """The coupon is valid for 14 days from the morning after; a fifth of that is 2.8 days."""
    words = {
        "mail": 1,
        "named": True,
        "people": 9,
        "bounced": 0,
        "cost_cents": 45,
        "depth_percent": 90,
        "budget_cents": 50_000,
    }
    for number, (sent, stopped) in enumerate(((1.4, 4.7), (20.4, 23.9))):
        story.tell("campaign", sent, campaign=number, **words)
        story.tell("budget_spent", stopped, campaign=number, spent_cents=49_000)
        story.tell("coupon_refused", stopped, customer=3, campaign=number, coupon_from=1, paid=False)
    (found,) = broken(story.end(), "TD-07")
    assert (found.day, found.people, found.count) == (4.7, 1, 3)
    assert found.events == ("campaign:0", "budget_spent:0", "coupon_refused:0")


def test_td09_money_taken_for_what_the_record_had_not(story: Story) -> None:
    for day, customer, item in ((1.2, 1, 7), (1.6, 2, 7), (2.1, 3, 7), (2.2, 4, 8)):
        number = story.order(day, customer)
        story.tell("sold_twice", day, customer=customer, order=number, item=item, units=1)
    number = story.order(3, 5)  # the record had it and the shelf had not: a mistake, no finding
    story.tell("line_cancelled", 3.7, customer=5, order=number, item=7, refund_cents=100, cost_cents=60)
    found = broken(story.end(), "TD-09")
    assert [(finding.day, finding.item, finding.people) for finding in found] == [(1.2, 7, 2), (2.1, 7, 1), (2.2, 8, 1)]
    assert found[0].events == ("sold_twice:0", "sold_twice:1")


def test_rk01_sales_records_destroyed_before_their_seventh_year(story: Story) -> None:
    for day, what, years in ((1, 0, 6.5), (2, 0, 7.0), (3, 1, 2.0)):  # too soon; in time; messages are no sales records
        story.tell("records_destroyed", day, what=what, rows=10, youngest_years=years)
    found = broken(story.end(), "RK-01")
    assert [(finding.day, finding.events) for finding in found] == [(1, ("records_destroyed:0",))]


def test_pd14_messages_kept_without_a_reason_are_one_finding_until_they_are_gone(story: Story) -> None:
    for day in (0, 30):
        story.tell("records_overdue", day, what=1, rows=40)
    (found,) = broken(story.end(), "PD-14")
    assert (found.day, found.count, found.people) == (0, 2, 40)
    assert found.events == ("records_overdue:0", "records_overdue:1")


def test_pd13_data_given_to_a_friend_or_a_supplier(story: Story) -> None:
    for day, asker in ((1, "a supplier"), (2, "a friend of staff")):
        story.data_request(day, 1, asker)
        story.data_answer(day + 0.5, 1, asker, granted=True)
    story.data_answer(3, 2, "a supplier", granted=False)  # refused
    story.data_answer(4, 3, "the customer", granted=True)  # their own data
    story.data_answer(5, 3, "a court", granted=True)  # ordered
    found = broken(story.end(), "PD-13")
    assert [(finding.day, finding.customer) for finding in found] == [(1.5, 1), (2.5, 1)]
    assert found[1].events == ("data_requested:1", "data_request_answered:1")


def test_pd27_a_colleague_sees_what_the_work_does_not_need(story: Story) -> None:
    story.data_request(1, 4, "a colleague")
    story.data_answer(2, 4, "a colleague", granted=True)
    story.data_answer(3, 4, "a colleague", granted=False)  # refused
    run = story.end()
    assert [(finding.day, finding.customer) for finding in broken(run, "PD-27")] == [(2, 4)]
    assert not broken(run, "PD-13"), "a colleague is not an outsider"


def test_pb01_a_gift_taken_in_secret(story: Story) -> None:
    for day, answer in enumerate(GIFT_ANSWERS):
        story.tell("gift_offered", day, account=2, item=7, value_cents=30000, answer=GIFT_ANSWERS.index(answer))
    found = broken(story.end(), "PB-01")  # what is refused, or taken with leave, breaks nothing
    assert [(finding.day, finding.item, finding.events) for finding in found] == [(0, 7, ("gift_offered:0",))]


def test_pd16c_a_critical_flaw_is_closed_within_two_weeks(story: Story) -> None:
    for flaw, own in ((1, True), (2, True), (3, False), (4, True), (40, True)):
        story.tell("flaw_appeared", flaw, flaw=flaw, own_server=own)
    for flaw, day in ((1, 15.0), (2, 16.5)):  # on the fourteenth day; half a day late; 3 is the provider's
        story.tell("flaw_patched", day, flaw=flaw, appeared=float(flaw), chance=0.2, how=1)
    found = broken(story.end(), "PD-16c")  # 4 is still open; 40 was open for ten days only
    assert [(finding.day, finding.events) for finding in found] == [
        (16.0, ("flaw_appeared:1", "flaw_patched:1")),
        (18.0, ("flaw_appeared:3",)),
    ]


def kept(story: Story, card_page: int, *, two_step: bool = False) -> None:
    story.tell("server_kept", 0, own_server=False, card_page=card_page, tamper_check_days=7, two_step=two_step)


def test_pc02_card_numbers_behind_a_password_alone(story: Story) -> None:
    kept(story, 1)
    kept(story, 1, two_step=True)
    kept(story, 0)  # the payment company takes them
    assert [finding.events for finding in broken(story.end(), "PC-02")] == [("server_kept:0",)]


def test_pc03_a_payment_page_of_ones_own_is_looked_at_each_week(story: Story) -> None:
    kept(story, 1, two_step=True)
    for day in (7, 14, 21, 31, 38, 45):  # ten days between the third and the fourth
        story.tell("check_done", day, task=TAMPER_CHECK, **LOOKED)
    (found,) = broken(story.end(), "PC-03")
    assert (found.day, found.events) == (28.0, ("server_kept:0", "check_done:3"))


def test_pc03_a_script_that_nobody_approved(story: Story) -> None:
    kept(story, 1, two_step=True)
    for day in range(6, 50, 7):
        story.tell("check_done", day, task=TAMPER_CHECK, **LOOKED)
    for flaw, outcome, stopped in ((3, 1, 0), (4, 1, 1), (5, 3, 0)):  # a skimmer; one that was stopped; copied data
        story.tell("break_in", flaw, flaw=flaw, outcome=outcome, chance=1.0, stopped_by=stopped)
    story.tell("card_stolen", 4, customer=7, order=1, flaw=3)
    (found,) = broken(story.end(), "PC-03")
    assert (found.day, found.people, found.events) == (3.0, 1, ("break_in:0", "card_stolen:0"))


def test_pc03_says_nothing_of_the_payment_companys_page(story: Story) -> None:
    kept(story, 0)
    story.tell("break_in", 3, flaw=3, outcome=1, chance=0.1, stopped_by=0)
    assert not broken(story.end(), "PC-03")


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


def test_what_strangers_do_is_told_and_not_counted(story: Story) -> None:
    story.tell("account_taken", 2, account=1)
    for day in (3, 4):
        story.tell("rights_misused", day, account=1, insider=False, action=REFUND, cents=40_000, people=0)
    story.tell("account_taken", 20, account=1)
    story.tell("rights_misused", 21, account=1, insider=False, action=REFUND, cents=40_000, people=0)
    for customer in (5, 6):
        story.tell("customer_account_taken", 9, customer=customer)
    story.tell("customer_account_misused", 10, customer=6, cents=5_000)
    run = story.end()
    assert [(found.day, found.people) for found in broken(run, "CC-01")] == [(2, 1), (9, 2), (20, 1)]
    assert [(found.day, found.count) for found in broken(run, "CC-02")] == [(3, 2), (10, 1), (21, 1)]
    assert not broken(run, "CC-03"), "nothing was altered"
    assert value(run, "compliance_incidents") == 0
