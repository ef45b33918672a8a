"""Rules on what stands in messages and on lists: a story that breaks each, and a near miss that does not."""

from typing import Any

from sim.codes import CONTACTS, LANGUAGES, MAILS, SENDERS, STATEMENTS
from sim.rules import findings
from sim.run import Run
from tests.handwritten import DAYS, Story

COMMISSIONER, COMMUNICATIONS = 0, 1
LINK, MAILBOX = range(len(CONTACTS))


def broken(run: Run, rule: str) -> list[tuple[float, int]]:
    """Day and number of people of each finding of a rule."""
    return [(finding.day, finding.people) for finding in findings(run) if finding.rule == rule]


def send(story: Story, day: float, *, named: bool = False, mail: int = 0, **words: Any) -> int:
    """One campaign to five people, worded as the law wants but for `words`."""
    campaign = 5 * int(day) + mail
    story.tell(
        "campaign",
        day,
        campaign=campaign,
        mail=mail,
        named=named,
        people=5,
        bounced=0,
        cost_cents=25,
        depth_percent=0,
        budget_cents=0,
    )
    lawful = {
        "sender": 0,
        "statement": 0,
        "languages": 0,
        "fee_cents": 0,
        "first_mail_notice": True,
        "partner_goods": False,
        "claimed_percent": 0,
        "real_percent": 0,
    }
    story.tell("campaign_worded", day, campaign=campaign, **{**lawful, **words})
    return campaign


def test_ue01_a_street_address_must_be_there(story: Story) -> None:
    box, name = SENDERS.index("name and P.O. box"), SENDERS.index("a first name only")
    for day, sender in ((1, 0), (5, box), (9, name), (13, 0), (17, box)):
        send(story, day, sender=sender)
    assert broken(story.end(), "UE-01") == [(5, 5), (17, 5)], "one incident until a campaign is right again"


def test_ue03_small_print_is_not_clear(story: Story) -> None:
    for day, words in ((1, "clear"), (2, "small print"), (3, "none")):
        send(story, day, statement=STATEMENTS.index(words))
    assert broken(story.end(), "UE-03") == [(2, 5)]


def test_ue05_stopping_must_be_free(story: Story) -> None:
    send(story, 1, fee_cents=0)
    send(story, 2, fee_cents=500)
    assert broken(story.end(), "UE-05") == [(2, 5)]


def test_ue11_both_languages_where_there_is_a_statement(story: Story) -> None:
    english = LANGUAGES.index("English only")
    send(story, 1, languages=english)
    send(story, 2)
    send(story, 3, languages=english, statement=STATEMENTS.index("none"))  # nothing said: a matter of another rule
    run = story.end()
    assert broken(run, "UE-11") == [(1, 5)]
    assert broken(run, "UE-03") == [(3, 5)]


def test_ue09_a_subject_may_name_what_there_is(story: Story) -> None:
    send(story, 1, claimed_percent=20, real_percent=20)
    for day in (2, 3):
        send(story, day, claimed_percent=70, real_percent=20)
    assert [day for day, _ in broken(story.end(), "UE-09")] == [2, 3], "each campaign has its own subject"


def test_ue02_and_ue04_thirty_days_are_enough(story: Story) -> None:
    for sent, days, what in ((1, 30, LINK), (2, 29, LINK), (3, 30, MAILBOX), (4, 5, MAILBOX)):
        story.tell("contact_ended", sent + days, campaign=sent, sent=float(sent), what=what)
    run = story.end()
    assert [day for day, _ in broken(run, "UE-04")] == [31]
    assert [day for day, _ in broken(run, "UE-02")] == [9]


def test_ue06_requests_are_kept_for_three_years(story: Story) -> None:
    for customer, asked in ((1, 5 - 3 * 365), (2, 6 - 3 * 365), (3, 1)):
        story.tell("stop_record_destroyed", 5, customer=customer, asked=float(asked))
    assert broken(story.end(), "UE-06") == [(5, 2)], "what is three years old may go"


def test_ue12_each_mail_to_bought_addresses(story: Story) -> None:
    send(story, 1)
    send(story, 2, mail=MAILS.index("mail to a bought address"))
    assert [day for day, _ in broken(story.end(), "UE-12")] == [2]


def test_ue15_each_sale_of_the_stop_list_inside_the_window(story: Story) -> None:
    for day in (30, DAYS):
        story.tell("stop_list_sold", day, people=4, cents=800)
    assert [day for day, _ in broken(story.end(), "UE-15")] == [30]


def test_ue16_campaigns_after_the_day_of_the_notice(story: Story) -> None:
    """Before that day, or once the words are right, there is no offence; the other authority's notice is no matter."""
    for day in (2, 14, 20):
        send(story, day, fee_cents=500)
    send(story, 25)
    story.tell("notice_served", 5, authority=COMMUNICATIONS, due=15.0)
    story.tell("notice_served", 1, authority=COMMISSIONER, due=3.0)
    assert [day for day, _ in broken(story.end(), "UE-16")] == [20]


def test_pd23_a_notice_must_be_obeyed_by_its_day(story: Story) -> None:
    for served, due in ((1, 10), (2, 12), (20, 60)):
        story.tell("notice_served", served, authority=COMMISSIONER, due=float(due))
    story.tell("notice_served", 3, authority=COMMUNICATIONS, due=11.0)
    story.tell("notice_complied", 10, authority=COMMISSIONER, served=1.0)  # on the day itself
    story.tell("notice_complied", 13, authority=COMMISSIONER, served=2.0)  # a day late
    assert [day for day, _ in broken(story.end(), "PD-23")] == [12], "the third runs out after the end"


def test_pd03_another_firms_goods_by_name(story: Story) -> None:
    send(story, 1, named=True)
    send(story, 2, partner_goods=True)  # bears no name
    send(story, 3, named=True, partner_goods=True)
    send(story, 9, named=True, partner_goods=True)
    assert [day for day, _ in broken(story.end(), "PD-03")] == [3], "one incident, for as long as it goes on"


def test_pd05_the_first_mail_by_name_must_tell(story: Story) -> None:
    story.order(-40, 1, is_first=True)  # had a first mail before take-over
    silent = {"first_mail_notice": False}
    for day, customers, words in ((1, (1, 2), silent), (2, (2, 3), {}), (3, (3, 4), silent)):
        campaign = send(story, day, named=True, **words)
        for customer in customers:
            story.tell(
                "message_sent",
                day,
                customer=customer,
                campaign=campaign,
                mail=0,
                named=True,
                opened=False,
                clicked=False,
            )
    # 2 on day 1 and 4 on day 3; 3 was told on day 2
    assert broken(story.end(), "PD-05") == [(1, 1), (3, 1)]


def test_pd07_saying_no_by_name_costs_nothing(story: Story) -> None:
    by_name, without = send(story, 1, named=True), send(story, 2)
    for day, campaign in ((1, by_name), (2, without)):
        story.tell("unsubscribe_paid", day, customer=3, campaign=campaign, cents=500)
    assert broken(story.end(), "PD-07") == [(1, 1)]


def test_a_check_before_each_send_is_shown_as_a_defence(story: Story) -> None:
    """The finding stays; whether the defence holds is for a court."""
    story.consent(-1, 1)
    story.request(5, 1)
    story.message(6, 1)
    run = story.end()
    (found,) = [finding for finding in findings(run) if finding.rule == "PD-06"]
    assert found.defence == ""
    checked = run.policy.outreach.model_copy(update={"check_requests_before_sending": True})
    careful = Run(
        run.policy.model_copy(update={"outreach": checked}), run.scenario, 1, run.log, 0, 0, made_with="by hand"
    )
    (found,) = [finding for finding in findings(careful) if finding.rule == "PD-06"]
    assert "due diligence" in found.defence
