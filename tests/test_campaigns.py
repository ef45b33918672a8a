"""What a send report says adds up, and texts go where they may."""

import numpy as np
import pytest

from sim.codes import MAILS
from sim.measures.campaigns import DAYS_AFTER, campaign_report
from sim.parameters import read_parameters
from sim.policy import with_levers
from sim.run import Run, run
from tests.conftest import MakeScenario, differing_kinds

TEXT = MAILS.index("text message")
MANY_MAILS = {"outreach.newsletters_per_month": 8, "texts.per_month": 2, "triggers.welcome": True}


@pytest.fixture(scope="module")
def life(make_scenario: MakeScenario) -> Run:
    """Two months of mails and texts."""
    scenario = make_scenario(customers=1500, days=60, mechanisms=("messages", "satisfaction"), policy=MANY_MAILS)
    return run(scenario=scenario, seed=3)


def test_the_report_of_a_campaign_adds_up(life: Run) -> None:
    """Each step is a part of the one before; all campaigns together are all messages."""
    report = campaign_report(life)
    for larger, smaller in (("sent", "delivered"), ("delivered", "opened"), ("opened", "clicked")):
        assert (report[larger] >= report[smaller]).all(), f"more {smaller} than {larger}"
    counts = life.log.counts()
    assert report["delivered"].sum() == counts["message_sent"]
    assert report["sent"].sum() == counts["message_sent"] + life.log.table("campaign")["bounced"].sum()
    assert report["unsubscribed"].sum() == counts["unsubscribe_requested"]
    assert (report["delivered"] == life.log.table("campaign")["people"]).all()
    assert report["visited"].sum() > 0


@pytest.mark.parametrize(("column", "part"), [("opened", "message.open"), ("clicked", "message.click")])
def test_mails_are_opened_and_clicked_as_often_as_the_source_says(life: Run, column: str, part: str) -> None:
    """The share of delivered e-mails lies within four standard errors of the parameter."""
    sent = life.log.table("message_sent")
    of_mails = sent[column][sent["mail"] != TEXT]
    expected = read_parameters()[part]
    error = np.sqrt(expected * (1 - expected) / len(of_mails))
    assert abs(of_mails.mean() - expected) < 4 * error, f"{of_mails.mean():.4f}, expected {expected}"


def test_a_click_is_followed_by_a_visit_more_often_than_an_opening_without_one(life: Run) -> None:
    """A click that says nothing of the next day's visit would make the report a riddle."""
    sent, visits = life.log.table("message_sent"), life.log.table("visit")
    came = set(zip(visits["customer"].tolist(), np.floor(visits["day"]).tolist(), strict=True))
    opened = sent["opened"] & (sent["mail"] != TEXT)
    who, next_day = sent["customer"][opened].tolist(), (np.floor(sent["day"][opened]) + 1).tolist()
    follows = np.array([key in came for key in zip(who, next_day, strict=True)])
    clicked = sent["clicked"][opened]
    assert follows.sum() > 20
    share, without = follows[clicked].mean(), follows[~clicked].mean()
    error = np.sqrt(share * (1 - share) / clicked.sum() + without * (1 - without) / (~clicked).sum())
    assert share - without > 4 * error, f"{share:.3f} of clicks, {without:.3f} of other openings"


def test_nobody_comes_for_a_mail_after_its_days(life: Run) -> None:
    """Visits that are counted for a campaign lie between its moment and `DAYS_AFTER` days later."""
    first = campaign_report(life).iloc[0]
    sent, visits = life.log.table("message_sent"), life.log.table("visit")
    receivers = sent["customer"][sent["campaign"] == first.name]
    near = (visits["day"] > first["day"]) & (visits["day"] <= first["day"] + DAYS_AFTER)
    assert first["visited"] == len(np.intersect1d(receivers, visits["customer"][near]))


def test_a_dead_mailbox_gets_no_mail_and_still_gets_texts(life: Run) -> None:
    """A mail that comes back has no effect; parcels and texts go by telephone number."""
    sent = life.log.table("message_sent")
    mailed = sent["customer"][sent["mail"] != TEXT]
    dead = np.setdiff1d(sent["customer"][sent["mail"] == TEXT], mailed)
    assert len(dead) > 10
    assert life.log.table("campaign")["bounced"].max() >= 10


def test_a_text_weighs_more_than_a_mail_and_costs_more(make_scenario: MakeScenario) -> None:
    """As many texts as mails bring more visits, at several times the price."""
    scenario = make_scenario(customers=1500, days=60, mechanisms=("messages",))
    nothing = {"outreach.newsletters_per_month": 0, "outreach.audience": "everyone"}
    before = with_levers(scenario.reference_policy(), nothing)
    mails = run(with_levers(before, {"outreach.newsletters_per_month": 1}), scenario, 3)
    texts = run(with_levers(before, {"texts.per_month": 1}), scenario, 3)
    assert texts.log.counts()["visit"] > mails.log.counts()["visit"]
    cents = [life.log.table("cost")["cents"].sum() / life.log.counts()["message_sent"] for life in (mails, texts)]
    assert cents[1] > 5 * cents[0]


def test_whom_no_text_reaches_lives_the_same_life(make_scenario: MakeScenario) -> None:
    """Texts to others change nothing for a customer who gets none; the register is written down by who needs it."""
    scenario = make_scenario(customers=400, days=60, mechanisms=("messages",))
    before = scenario.reference_policy()
    after = with_levers(before, {"texts.per_month": 3, "texts.check_register": True})
    without, with_texts = run(before, scenario, 5), run(after, scenario, 5)
    sent = with_texts.log.table("message_sent")
    others = np.setdiff1d(np.arange(400), sent["customer"][sent["mail"] == TEXT])
    assert len(others) > 50
    assert [kind for kind in differing_kinds(without.log, with_texts.log, others) if kind != "number_registered"] == []
