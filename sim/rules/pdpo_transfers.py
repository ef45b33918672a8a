"""Personal Data (Privacy) Ordinance (Cap. 486): names given to others, friends' addresses, firms that keep data."""

from __future__ import annotations

import numpy as np

from sim.rules.rule import Finding, Rule
from sim.rules.spells import finding_a_spell, rows_where
from sim.run import Run


def given_to_partners(run: Run) -> list[Finding]:
    """Names given to partners for their marketing without written agreement: one finding a delivery of names."""
    wrong = ~run.log.table("data_provided")["agreed"]
    return finding_a_spell(run, "PD-08", "data_provided", rows_where(run, "data_provided", wrong), 1.0)


def friend_never_agreed(run: Run) -> list[Finding]:
    """Mails to friends who never agreed: one finding, for as long as it goes on."""
    wrong = ~run.log.table("friend_written_to")["agreed"]
    return finding_a_spell(run, "PD-10", "friend_written_to", rows_where(run, "friend_written_to", wrong))


def _held_without(run: Run, rule: str, column: str) -> list[Finding]:
    """Times in which the firm kept data without such terms: one finding each."""
    table = run.log.table("forms_in_use")
    return finding_a_spell(run, rule, "forms_in_use", rows_where(run, "forms_in_use", np.asarray(~table[column])))


def firm_without_terms(run: Run) -> list[Finding]:
    """A firm keeps customers' data, and no contract says how long and how guarded."""
    return _held_without(run, "PD-15", "data_terms")


def abroad_without_clauses(run: Run) -> list[Finding]:
    """Customers' data lie abroad without model clauses."""
    return _held_without(run, "PD-28", "transfer_terms")


RULES = (
    Rule(
        id="PD-08",
        ordinance="Cap. 486",
        section="ss.35J, 35K",
        title="Customers' names sold to another firm for its advertising",
        severity="O2",
        penalty="fine HK$1,000,000 and 5 years where it is for gain, else HK$500,000 and 3 years",
        evidence="V",
        source="EL101 (the Privacy Commissioner's book on the law)",
        text_date="after 2015",
        card=(
            "Before data go to somebody else for marketing the customer must be told in writing, also that the shop is "
            "paid, what kinds of data to what kinds of firms, and must agree in writing. All names of one delivery "
            "count as one incident here."
        ),
        find=given_to_partners,
    ),
    Rule(
        id="PD-10",
        ordinance="Cap. 486",
        section="ss.35C, 35E, 35F (the shop), 35J, 35K (the member)",
        title="A mail to a friend whose address a customer had typed in",
        severity="O2",
        penalty="fine HK$500,000 and 3 years",
        evidence="V",
        source="CN2020C04 (case note of the Privacy Commissioner)",
        text_date="2020",
        card=(
            "The friend was never told and never agreed. The customer may not hand the data over, and the shop may "
            "not use them. Let customers send a link themselves. One incident, for as long as it goes on."
        ),
        find=friend_never_agreed,
    ),
    Rule(
        id="PD-15",
        ordinance="Cap. 486",
        section="Sch. 1 DPP2(3), DPP4(2)",
        title="A firm keeps customers' data, and no terms say how long and how guarded",
        severity="P",
        penalty="enforcement notice first (s.50); breaking the notice is an offence (s.50A)",
        evidence="S",
        source="DPR23 (law firm); the words of DPP2(3) are from memory (M)",
        text_date="2023",
        card=(
            "Whoever lets another firm handle data answers for it, and must see to it by contract or otherwise that "
            "data are guarded there and not kept longer than needed."
        ),
        find=firm_without_terms,
    ),
    Rule(
        id="PD-28",
        ordinance="Cap. 486",
        section="s.33 (not in force)",
        title="Customers' data are kept abroad without model clauses",
        severity="G",
        penalty="none: s.33 is not in force; model clauses are recommended",
        evidence="S",
        source="MB22 (law firm)",
        text_date="2022",
        card=(
            "The section on sending data abroad is not in force. The Privacy Commissioner recommends model clauses all "
            "the same: the shop answers for what happens to data wherever they lie."
        ),
        find=abroad_without_clauses,
    ),
)
