"""Clause cards: every rule has one, in our own words, with its section, its weight and where the text is."""

import re

import pytest

from sim.rules import rules
from sim.show.clause_card import clause_card, clause_cards


@pytest.mark.parametrize("name", rules())
def test_every_rule_has_a_card(name: str) -> None:
    rule = rules()[name]
    page = clause_card(rule)
    assert rule.section.replace("&", "&amp;") in page
    assert "Text read" in page
    if rule.ordinance.startswith("Cap. "):
        assert re.fullmatch(r"https://www\.elegislation\.gov\.hk/hk/cap\d+[A-Z]?", rule.link)
        assert f'href="{rule.link}"' in page
    else:
        assert "href" not in page


def test_cards_are_shown_once_each_and_strangers_not_at_all() -> None:
    page = clause_cards(["UE-07", "PD-06", "UE-07", "all"])
    assert page.count("<details") == 2
