"""A comparison must add up, be the same however it is worked off, and tell a true story."""

import pandas as pd
import pytest

from sim.compare import compare
from sim.policy import Policy, with_levers
from sim.run import run
from sim.scenario import Scenario
from sim.story import tell
from tests.handwritten import Story

A = Policy()
FEW = with_levers(A, {"outreach.newsletters_per_month": 8, "security.two_step_sign_in": "security key"})
MANY = with_levers(
    FEW,
    {
        "monitoring.price_check_days": 2,
        "publishing.second_person_checks": True,
        "coupons.depth_percent": 20,
        "outreach.audience": "everyone",
    },
)


@pytest.mark.parametrize("b", [FEW, MANY], ids=["exact", "sampled"])
def test_shares_of_the_decisions_add_up_to_the_change(tiny: Scenario, b: Policy) -> None:
    """Shapley's values are efficient: what is shared out is the whole change, no more and no less."""
    found = compare(A, b, tiny, seeds=(1, 2))
    change = found.effects.loc[found.decisions.columns, "change"]
    pd.testing.assert_series_equal(found.decisions.sum(), change, check_names=False, rtol=1e-9, atol=1e-9)
    assert list(found.decisions.index) == list(found.changed)


@pytest.mark.slow
def test_two_workers_find_what_one_finds(tiny: Scenario) -> None:
    """Who does the work must not change the result."""
    alone, together = (compare(A, FEW, tiny, seeds=(1, 2), workers=workers) for workers in (1, 2))
    assert alone.to_dict() == together.to_dict()


def test_a_policy_against_itself_changes_nothing(tiny: Scenario) -> None:
    """Paired worlds: no decision, no difference, no story."""
    found = compare(A, A, tiny, seeds=(1, 2))
    assert (found.effects["change"] == 0).all()
    assert (found.ledger["change"] == 0).all()
    assert not found.stories


def test_a_story_begins_where_the_lives_part(tiny: Scenario) -> None:
    """At most two events before the first difference; both columns tell the same customer."""
    story = tell(run(A, tiny, 1), run(MANY, tiny, 1))
    assert story is not None
    first = next(index for index, row in enumerate(story.rows) if row[2] != row[3])
    assert first <= 2
    assert "invented person" in story.title


@pytest.mark.parametrize("seeds", [(1,), (1, 1), ()])
def test_one_seed_is_not_a_comparison(tiny: Scenario, seeds: tuple[int, ...]) -> None:
    """One run says nothing about chance, and the same one twice pretends to."""
    with pytest.raises(ValueError, match="two or more different seeds"):
        compare(A, FEW, tiny, seeds=seeds)


def test_whoever_never_ordered_is_no_customer() -> None:
    """A story must not call somebody a customer whom the other shop never won."""
    won, lost = Story(), Story()
    for day in (3.0, 20.0):
        won.order(day, 4, is_first=day < 10)
    told = tell(lost.end(), won.end())
    assert told is not None
    assert "Under A: 0 orders, never became a customer." in told.title
    assert "Under B: 2 orders, is still a customer." in told.title
