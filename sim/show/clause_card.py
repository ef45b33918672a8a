"""The clause card of a rule: what the section says in our own words, how heavy it is, and where its text is read."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sim.rules import SEVERITIES, Rule, rules


def clause_card(rule: Rule, *, is_open: bool = False) -> str:
    """A card that opens with a click; its link leads out of the workbook, and only when somebody follows it."""
    link = (
        f'<p><a href="{escape(rule.link, quote=True)}" target="_blank" rel="noopener noreferrer">'
        f"Text of {escape(rule.ordinance)} (opens outside the workbook)</a></p>"
        if rule.link
        else ""
    )
    about = (
        f"{SEVERITIES[rule.severity]}. Penalty named there: {rule.penalty}. Text read: {rule.text_date}; {rule.source}."
    )
    return (
        f"<details{' open' if is_open else ''}><summary>{escape(rule.title)} "
        f"({escape(rule.ordinance)} {escape(rule.section)})</summary><p>{escape(rule.card)}</p>"
        f'<p class="quiet">{escape(about[:1].upper() + about[1:])}</p>{link}</details>'
    )


def clause_cards(named: Iterable[str]) -> str:
    """Cards of rules by id, closed, in the order of the names; each once."""
    declared = rules()
    return "".join(clause_card(declared[name]) for name in dict.fromkeys(named) if name in declared)


__all__ = ["clause_card", "clause_cards"]
