"""What must not be enough is not enough, and one sensible policy a lesson is; on seeds kept for calibration."""

from typing import Any

import pytest

from sim.assessment.criteria import SIMULATED
from sim.assessment.exercise import load_exercise
from sim.assessment.simulated import judge
from sim.assessment.worlds import FIRST_UNSEEN, Job, one_world
from sim.policy import find_lever

CALIBRATION_SEEDS = range(1001, 1006)
"""Never shown in a lesson (1 to 50) and never drawn for a marking (from 2**32 on)."""

CHECK_ALL_DAY = {
    "monitoring.price_check_days": 1,
    "monitoring.content_check_days": 1,
    "monitoring.stock_count_days": 1,
    "service.clerks": 1,
}
GAMING: dict[str, tuple[str, dict[str, Any]]] = {
    "newsletters daily to everyone": (
        "promotions",
        {"outreach.newsletters_per_month": 30, "outreach.audience": "everyone"},
    ),
    "newsletters daily to those who agreed": (
        "promotions",
        {
            "outreach.newsletters_per_month": 30,
            "outreach.audience": "recorded consent",
            "outreach.check_requests_before_sending": True,
        },
    ),
    "half price for everybody": ("promotions", {"coupons.depth_percent": 50, "outreach.audience": "everyone"}),
    "the deepest coupon": ("promotions", {"coupons.depth_percent": 90}),
    "the deepest coupon, lawfully": (
        "promotions",
        {
            "coupons.depth_percent": 90,
            "outreach.audience": "recorded consent",
            "outreach.check_requests_before_sending": True,
        },
    ),
    "half price, lawfully": (
        "promotions",
        {
            "coupons.depth_percent": 50,
            "outreach.audience": "recorded consent",
            "outreach.check_requests_before_sending": True,
        },
    ),
    "silence": ("promotions", {"outreach.newsletters_per_month": 0}),
    "check every day with one clerk": ("monitoring", CHECK_ALL_DAY),
    "clerks without end": ("monitoring", {"service.clerks": 8}),
    "review every day": ("security", {"security.log_review_days": 1}),
    "no protection at all": ("security", {"security.mail_filter": "off", "security.log_review_days": 90}),
}
GAMING |= {
    "90 % off above cost": (
        "loyalty",
        {
            "members.open": True,
            "coupons.depth_percent": 90,
            "prices.floor_percent": 10,
            "outreach.audience": "recorded consent",
        },
    ),
    "a scheme that nobody pays for": (
        "loyalty",
        {"members.open": True, "members.points_per_hkd": 5, "outreach.audience": "recorded consent"},
    ),
}
SENSIBLE: dict[str, dict[str, Any]] = {
    "promotions": {
        "outreach.newsletters_per_month": 4,
        "outreach.audience": "recorded consent",
        "coupons.depth_percent": 10,
        "outreach.check_requests_before_sending": True,
    },
    "loyalty": {
        "members.open": True,
        "members.points_per_hkd": 2,
        "coupons.depth_percent": 10,
        "outreach.audience": "recorded consent",
        "prices.floor_percent": 10,
    },
    "monitoring": {
        "monitoring.price_check_days": 5,
        "monitoring.content_check_days": 20,
        "monitoring.stock_count_days": 30,
        "publishing.second_person_checks": True,
    },
    "security": {
        "security.two_step_sign_in": "app prompt",
        "security.report_button": True,
        "security.log_review_days": 5,
    },
}


def everything_at_most(exercise: str) -> dict[str, Any]:
    """Every lever at its strongest: as often, as many, as hard as the form allows."""
    values: dict[str, Any] = {}
    for path in load_exercise(exercise).levers:
        lever = find_lever(path)
        if lever.choices:
            values[path] = list(lever.choices)[-1]
        elif isinstance(lever.default, bool):
            values[path] = True
        else:
            values[path] = int(lever.low or 0) if path.endswith("_days") else int(lever.high or 0)
    return values


def results(exercise: str, values: dict[str, Any]) -> list[tuple[str, str]]:
    """Results of a policy on the seeds kept for calibration, with the reasons."""
    declared = load_exercise(exercise)
    jobs = [Job(exercise, values, name, seed) for name in declared.scenarios for seed in CALIBRATION_SEEDS]
    worlds = [one_world(job) for job in jobs]
    simulated = [one for one in declared.criteria if isinstance(one, SIMULATED)]
    marks = [judge(declared, one, worlds) for one in simulated]
    return [(one.result, f"{one.criterion}: {' '.join(one.reasons)}") for one in marks]


def test_calibration_seeds_are_seen_by_nobody() -> None:
    assert max(CALIBRATION_SEEDS) < FIRST_UNSEEN
    assert min(CALIBRATION_SEEDS) > 50


@pytest.mark.slow
@pytest.mark.parametrize("exercise", SENSIBLE)
def test_a_sensible_policy_is_competent(exercise: str) -> None:
    found = results(exercise, SENSIBLE[exercise])
    assert all(result == "competent" for result, _ in found), found


@pytest.mark.slow
@pytest.mark.parametrize("exercise", SENSIBLE)
@pytest.mark.parametrize("how", ["doing nothing", "everything at maximum"])
def test_no_criterion_is_won_by_nothing_or_by_everything(how: str, exercise: str) -> None:
    found = results(exercise, {} if how == "doing nothing" else everything_at_most(exercise))
    assert all(result == "not yet competent" for result, _ in found), found


@pytest.mark.slow
@pytest.mark.parametrize("case", GAMING)
def test_a_trick_is_not_competent(case: str) -> None:
    found = results(*GAMING[case])
    assert any(result == "not yet competent" for result, _ in found), found
