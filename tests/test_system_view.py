"""Brochures, budgets and projects in words."""

import re

import pytest

from sim.policy import with_levers
from sim.run import Run, run
from sim.scenario import load_scenario
from sim.show.system_view import WORDS, brochures, spent
from sim.systems import systems, traits_of
from tests.conftest import scenario_like


@pytest.fixture(scope="module")
def life() -> Run:
    """A small shop that moves to the hosted system, tries the move out and has a budget."""
    scenario = scenario_like("system-hosted", customers=60, days=120)
    levers = {"introduction.trial_migration": True, "budget.software_hkd": 30_000, "budget.publicity_hkd": 3_650}
    return run(with_levers(scenario.reference_policy(), levers), scenario, seed=1)


def test_every_trait_of_a_brochure_has_words() -> None:
    """A trait that is named by its id tells nobody anything; how costs scatter is in no brochure."""
    told = {trait.id for name in systems() for trait in traits_of(name)}
    assert told - set(WORDS) == {"overrun.wild", "overrun.spread"}
    assert set(WORDS) <= told


def test_a_brochure_hides_what_only_a_trial_shows() -> None:
    """The stated number stands there, marked, never the true one."""
    page = brochures("marketplace")
    assert page.index("Marketplace") < page.index("Hosted")
    assert "10% *" in page  # commission as stated; in truth it is 12 %
    assert "12%" not in page


def test_the_budget_stands_beside_what_was_spent(life: Run) -> None:
    """HK$3,650 a year of publicity are HK$1,200 in 120 days; what the rehearsal found is listed."""
    page = spent(life)
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    row = cells.index("Publicity")
    assert cells[row + 1] == "HK$1,200"
    assert "The move was planned to take" in page
    assert "What the rehearsal showed" in page


def test_a_shop_without_a_project_has_a_budget_only() -> None:
    """No move, no sentence about one."""
    one = run(scenario=scenario_like("corner-shop", customers=60, days=30), seed=1)
    assert "planned to take" not in spent(one)
    assert load_scenario("corner-shop").system == ""
