"""The second half of a debrief about one exercise: which decision mattered, the law, and what to talk about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from sim.assessment.figures import look_of as look
from sim.classroom.class_run import ClassRun, Group
from sim.classroom.decisions import Split
from sim.classroom.picture import PROFIT, Broken, broken_rules
from sim.classroom.questions import Question, change_words, policies
from sim.rules import NOT_A_CONVICTION
from sim.show.class_charts import bar_chart, difference_chart
from sim.show.clause_card import clause_card
from sim.show.debrief_parts import figure, says, table

LONGEST_LINE = 36
"""Letters of one line beside a bar."""


def mattered_part(group: Group, found: Sequence[Split]) -> str:
    """The two halves of the class at each lever on which it was divided: an honest comparison, with its caution."""
    if not found:
        words = "There is one policy only" if len(group.members) == 1 else "All policies agree in every decision"
        return says(
            f"{words}, so the class cannot show which decision mattered.", "Compare two settings in the lesson instead."
        )
    goal = look(group.goal)
    clear = [split for split in found if split.goal.direction != "same"]
    best = max(clear, key=lambda split: abs(split.goal.mean), default=None)
    summary = f"No decision divided the class into halves that clearly differ in “{goal.label}”."
    if best is not None:
        summary = (
            f"The clearest difference in “{goal.label}” lies at “{best.lever.label}”: {best.words[0]} "
            f"({policies(best.counts[0])}) against {best.words[1]} ({policies(best.counts[1])}), "
            f"{change_words(group.goal, best.goal)}."
        )
    rows = [
        [
            split.lever.label,
            f"{split.words[0]} ({split.counts[0]}) against {split.words[1]} ({split.counts[1]})",
            change_words(group.goal, split.goal),
            change_words(PROFIT, split.profit),
            ", ".join(other.label for other in split.alike) or "-",
        ]
        for split in found
    ]
    bars = [
        (
            f"{split.lever.label}\n{_against(split)}",
            split.goal.mean,
            split.goal.low,
            split.goal.high,
        )
        for split in found
    ]
    label = f"{goal.label}, first half against second: " + "; ".join(
        f"{split.lever.label}: {change_words(group.goal, split.goal)}" for split in found
    )
    columns = (
        "Decision",
        "Halves (policies)",
        f"Difference: {goal.label}",
        "Difference: Profit",
        "Cannot be told apart from",
    )
    picture = figure(difference_chart(goal, bars, label)) if any(math.isfinite(bar[1]) for bar in bars) else ""
    return (
        says(summary) + picture + table("First half against second, in the same shops", columns, rows) + _caution(found)
    )


def _against(split: Split) -> str:
    words = f"{split.words[0]} against {split.words[1]}"
    return words if len(words) <= LONGEST_LINE else f"{split.words[0]}\nagainst {split.words[1]}"


def _caution(found: Sequence[Split]) -> str:
    words = ["The halves differ in other decisions as well, so a difference is a hint and no proof."]
    if any(split.is_small for split in found):
        words.append("Some halves hold one or two policies: they say more about those than about the decision.")
    return says(" ".join(words), kind="caution")


def law_part(done: ClassRun, group: Group) -> str:
    """Incidents by rule: in how many policies, how many a run, and what the law asks."""
    found = broken_rules(group)
    if not found:
        return says("No rule found an incident, neither under a policy of the class nor in the shop as it is.")
    total = len(group.members)
    names = [one.rule.id for one in found]
    label = f"Of {policies(total)}, with an incident: " + ", ".join(f"{one.rule.id} {one.policies}" for one in found)
    rows = [
        [
            f"{one.rule.id}: {one.rule.title}",
            f"{one.rule.ordinance} {one.rule.section}",
            f"{one.policies} of {total}",
            f"{one.per_run:.1f}",
            f"{one.today:.1f}",
        ]
        for one in found
    ]
    columns = ("What was found", "Section", "In policies", "A run, class", "A run, today")
    chart = figure(
        bar_chart(names, [one.policies for one in found], label, "Policies with an incident", f"of {policies(total)}")
    )
    shown = f'<div class="pair tall">{chart}{table("Incidents by rule", columns, rows, numbers=(2, 3, 4))}</div>'
    return (
        says(
            NOT_A_CONVICTION,
            f"Each policy ran in {len(done.seeds)} shops; it counts when a rule found something in one of them.",
        )
        + shown
        + _cards(found)
    )


def _cards(found: Sequence[Broken]) -> str:
    return "".join(clause_card(one.rule, is_open=True) for one in found)


def question_box(place: int, one: Question) -> str:
    """A question with what the class did and what a good answer contains."""
    figures = "".join(f"<li>{escape(line)}</li>" for line in one.figures)
    answer = "".join(f"<li>{escape(line)}</li>" for line in one.answer)
    return (
        f'<div class="question"><h4>{place}. {escape(one.text)}</h4>'
        f'<p class="what">What this class did</p><ul>{figures}</ul>'
        f'<p class="what">What a good answer contains</p><ul>{answer}</ul></div>'
    )


__all__ = ["law_part", "mattered_part", "question_box"]
