"""Words and code must not drift apart."""

from sim import model_card
from sim.rules import rules


def test_model_page_is_what_the_code_makes() -> None:
    """The assessor reads docs/model.md as evidence of what the model is; `python -m sim.model_card` rewrites it."""
    page = model_card.PAGE.read_text(encoding="utf-8")
    assert page == model_card.filled(page), "run `python -m sim.model_card`"


def test_every_table_has_its_place_in_the_page() -> None:
    """A declaration that is not printed is not documented."""
    page = model_card.PAGE.read_text(encoding="utf-8")
    assert [name for name in model_card.TABLES if f"<!-- table: {name} -->" not in page] == []


def test_every_rule_has_a_section_and_a_source() -> None:
    """A legal rule without its section is an opinion."""
    assert [rule.id for rule in rules().values() if not (rule.section and rule.source and rule.card)] == []
