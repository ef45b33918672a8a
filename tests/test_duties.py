"""Duties in small worlds: notices obeyed, requests answered, losses told of, fees and refunds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.codes import AUTHORITIES, HARMS, TOLD
from sim.run import Run, run
from sim.scenario import Scenario

MakeScenario = Callable[..., Scenario]
MESSAGES = ("duties", "messages", "satisfaction", "season")
COMMISSIONER, COMMUNICATIONS = range(len(AUTHORITIES))


def live(make_scenario: MakeScenario, policy: dict[str, Any], mechanisms: tuple[str, ...], **changes: Any) -> Run:
    """A small shop for a hundred days."""
    settings = {"customers": 200, "days": 100, **changes}
    return run(scenario=make_scenario(policy=policy, mechanisms=mechanisms, **settings), seed=2)


def test_after_the_notice_is_obeyed_messages_are_as_the_law_wants(make_scenario: MakeScenario) -> None:
    """Before it, the house's own words; the levers that the notice is not about stay as they are."""
    life = live(
        make_scenario,
        {
            "outreach.audience": "everyone",
            "outreach.newsletters_per_month": 4,
            "wording.subject_percent": 80,
            "wording.partner_goods": True,
        },
        MESSAGES,
        parameters={"authority.complains": 1.0, "message.open": 0.9, "authority.looks_days": 5.0},
    )
    obeyed = life.log.table("notice_complied")
    assert obeyed["authority"].tolist() == [COMMUNICATIONS]
    worded = life.log.table("campaign_worded")
    before = worded["day"] < obeyed["day"][0]
    assert (worded["claimed_percent"][before] == 80).all()
    assert (worded["claimed_percent"][~before] == 0).all()
    assert before.any()
    assert not before.all()
    assert worded["partner_goods"].all(), "what names are used for is the other authority's matter"
    assert {"UE-09", "PD-03"} <= set(life.incidents()["rule"])


def test_a_lawful_shop_gives_no_reason_to_complain(make_scenario: MakeScenario) -> None:
    policy = {"outreach.audience": "recorded consent", "outreach.check_requests_before_sending": True}
    life = live(make_scenario, policy, MESSAGES, parameters={"authority.complains": 1.0})
    assert not len(life.log.table("authority_told")["day"])
    assert not len(life.log.table("stop_request_lost")["day"])
    assert (
        len(life.log.table("campaign_worded")["day"]) == 7
    )  # every fifteen days, from the middle of the first fifteen


@pytest.mark.parametrize(("wait", "late"), [(7, 0), (90, 1)])
def test_a_request_about_own_data_is_late_after_forty_days(make_scenario: MakeScenario, wait: int, late: int) -> None:
    life = live(
        make_scenario,
        {"duties.requests_every_days": wait},
        ("duties", "satisfaction"),
        parameters={"own_data.per_month": 10.0, "own_data.share_copy": 1.0},
    )
    harm = life.log.table("harm")
    angry = harm["cause"] == HARMS.index("request about own data late")
    assert bool(angry.any()) == bool(late)
    assert bool((life.incidents()["rule"] == "PD-18").any()) == bool(late)


def test_whoever_was_told_does_not_find_out(make_scenario: MakeScenario) -> None:
    """Told on the next day, nobody is left to learn of it alone; and both are told at one moment."""
    attacks = {"phish.per_mailbox_month": 6.0, "phish.click": 0.3, "breach.real_risk": 1.0, "breach.share_account": 0.5}
    attacks["breach.learns_days"] = 1000.0
    life = live(
        make_scenario,
        {"duties.breach_notice_days": 0},
        ("duties", "phishing", "publishing", "satisfaction", "service"),
        parameters=attacks,
    )
    lost, told = life.log.table("breach_found"), life.log.table("breach_notified")
    assert len(lost["day"]) > 0
    for number in lost["breach"][lost["day"] < life.days - 20].tolist():
        own = told["breach"] == number
        assert sorted(told["whom"][own].tolist()) == list(range(len(TOLD)))
        assert len(np.unique(told["day"][own])) == 1
    cause = life.log.table("harm")["cause"]
    assert (cause == HARMS.index("told of lost data")).any()


def test_a_hidden_fee_is_the_fee_that_was_charged(make_scenario: MakeScenario) -> None:
    """Everybody with a fee reads of it once, and nobody else."""
    life = live(
        make_scenario,
        {"duties.fee_shown": "after payment"},
        ("duties", "satisfaction", "website"),
        parameters={"base.r": 1.5, "base.conversion": 0.4},
    )
    seen, placed = life.log.table("fee_after_payment"), life.log.table("order_placed")
    charged = placed["order"][(placed["fee_cents"] > 0) & (placed["day"] >= 0)]
    assert len(charged) > 0
    assert np.array_equal(np.sort(charged), np.sort(seen["order"]))
