"""Trade Descriptions Ordinance (Cap. 362) on pages: how many are left, what it costs in all, who was paid to praise."""

from __future__ import annotations

from sim.codes import ABOUT
from sim.rules.rule import MOST_EVENTS, Finding, Rows, Rule, in_window, refer
from sim.rules.spells import finding_a_spell, rows_where
from sim.run import Run

_PENALTY = "fine HK$500,000 and 5 years"
UNTRUE = ABOUT.index("goods not as described")
PATTERN = 2
"""A teaching parameter: so many customers with the same complaint about one item are more than a mishap."""


def untrue_note(run: Run) -> list[Finding]:
    """Notes that fewer are left than the stock record says: all notes of a day are one finding."""
    notes = run.log.table("scarcity_note")
    wrong = notes["shown"] < notes["recorded"]
    return finding_a_spell(run, "TD-03", "scarcity_note", rows_where(run, "scarcity_note", wrong), 1.0)


def fee_shown_late(run: Run) -> list[Finding]:
    """Delivery fees that customers first read of after they had paid: one finding, for as long as it goes on."""
    wrong = run.log.table("fee_after_payment")["cents"] > 0
    return finding_a_spell(run, "TD-05", "fee_after_payment", rows_where(run, "fee_after_payment", wrong))


def reward_not_told(run: Run) -> list[Finding]:
    """Reviews that were rewarded and do not say so: one finding, for as long as it goes on."""
    wrong = ~run.log.table("review_rewarded")["labelled"]
    return finding_a_spell(run, "TD-06", "review_rewarded", rows_where(run, "review_rewarded", wrong))


def other_goods_sent(run: Run) -> list[Finding]:
    """Items that several customers got other than described, under one untrue description: one finding each."""
    lines, asked = run.log.table("order_line"), run.log.table("enquiry")
    window = in_window(run, "enquiry")
    rows = window.start + (asked["about"][window] == UNTRUE).nonzero()[0]
    wrong: Rows = (~lines["content_right"]).nonzero()[0]
    by_order: dict[int, list[int]] = {}
    for line in wrong.tolist():
        by_order.setdefault(int(lines["order"][line]), []).append(line)
    repaired = run.log.table("fault_repaired")
    complaints: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in rows.tolist():
        for line in by_order.get(int(asked["order"][row]), []):
            item, day = int(lines["item"][line]), float(lines["day"][line])
            spell = int(((repaired["item"] == item) & (repaired["day"] <= day)).sum())
            complaints.setdefault((item, spell), []).append((row, line))
    found = []
    for (item, _), pairs in complaints.items():
        people = {int(asked["customer"][row]) for row, _ in pairs}
        if len(people) >= PATTERN:
            told = [row for row, _ in pairs][: MOST_EVENTS // 2]
            sold = [line for _, line in pairs][: MOST_EVENTS // 2]
            events = refer("order_line", sold) + refer("enquiry", told)
            day = float(asked["day"][pairs[PATTERN - 1][0]])
            found.append(Finding("TD-10", day, events, 2 * len(pairs), len(people), item=item))
    return found


RULES = (
    Rule(
        id="TD-03",
        ordinance="Cap. 362",
        section="s.7",
        title='"Only 3 left", and the stock record has more',
        severity="O2",
        penalty=_PENALTY,
        evidence="S",
        source="AWC13 (law firm)",
        text_date="2013",
        card=(
            "That something is available, or nearly gone, is a trade description. A note that the shop's own record "
            "contradicts is a false one. All notes of a day count as one incident here."
        ),
        find=untrue_note,
    ),
    Rule(
        id="TD-05",
        ordinance="Cap. 362",
        section="s.13E",
        title="A compulsory fee first shown after payment",
        severity="O2",
        penalty=_PENALTY,
        evidence="V",
        source="CU4549 (Customs and Excise); the list of what is material is from memory (M)",
        text_date="2025",
        card=(
            "Leaving out what a customer needs to know, or telling it too late, is a misleading omission. The total "
            "price, delivery included, comes before the customer pays. One incident, for as long as it goes on."
        ),
        find=fee_shown_late,
    ),
    Rule(
        id="TD-06",
        ordinance="Cap. 362",
        section="s.13E",
        title="Rewarded reviews that do not say so",
        severity="O2",
        penalty=_PENALTY,
        evidence="S",
        source="ONC13 (law firm); no conviction for it was found",
        text_date="2013",
        card=(
            "Praise that was paid for must show that it was: hiding a commercial purpose is a misleading omission. "
            "One incident, for as long as it goes on."
        ),
        find=reward_not_told,
    ),
    Rule(
        id="TD-10",
        ordinance="Cap. 362",
        section="s.13I, s.7",
        title="Goods sent that are not what the page described, again and again",
        severity="O2",
        penalty=_PENALTY,
        evidence="V",
        source="MASK21 (news of a case)",
        text_date="2021",
        card=(
            "A mishap can happen; when several customers say the same of one item, the shop is supplying something "
            "else than it describes. Two customers under one untrue description are a rule of this exercise."
        ),
        find=other_goods_sent,
    ),
)
