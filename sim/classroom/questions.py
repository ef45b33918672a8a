"""Three questions for the discussion, drawn by rules from what this class did; each with figures and a good answer.

Every rule looks at one thing that may be worth talking about and says how much of the class it concerns, 0 to 1. The
three that concern most are asked. Reasons in people's own words are never analysed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.assessment.figures import look_of as look
from sim.classroom.class_run import Change, ClassRun, Group, mean_value
from sim.classroom.decisions import decided, most_divided, splits, value_words
from sim.classroom.picture import (
    PROFIT,
    better_but_dearer,
    bettered,
    broken_rules,
    measure_rows,
    predictions,
)
from sim.policy import lever_value

HOW_MANY = 3
RAISED = 1.1
"""An incident is more frequent than another when there are so many times as many of it."""
DIRECTIONS = {"up": "up", "same": "no clear change", "down": "down"}


@dataclass(frozen=True)
class Question:
    """Something to talk about.

    Attributes:
        about: which rule drew it, one word.
        text: the question.
        figures: what happened, a line each.
        answer: what a good answer contains, a line each.
        weight: how much of the class it concerns, 0 to 1.
    """

    about: str
    text: str
    figures: tuple[str, ...]
    answer: tuple[str, ...]
    weight: float


def change_words(measure: str, change: Change) -> str:
    """A change with its interval in words: "+1.2 points, give or take 0.4"."""
    shown = look(measure)
    if not np.isfinite(change.mean):
        return "no value"
    margin = shown.text((change.high - change.low) / 2, signed=False)
    if shown.form == "percent":
        margin = f"{100 * (change.high - change.low) / 2:.1f}"
    return f"{shown.text(change.mean, signed=True)}, give or take {margin}"


def policies(count: int) -> str:
    """So many policies, in words that fit one as well."""
    return "1 policy" if count == 1 else f"{count} policies"


def questions(done: ClassRun, group: Group) -> list[Question]:
    """The three questions that concern most of this group; of equals, in the order of the rules."""
    drawn = [question for rule in _RULES if (question := rule(done, group)) is not None]
    return sorted(drawn, key=lambda question: -question.weight)[:HOW_MANY]


def _divided(done: ClassRun, group: Group) -> Question | None:
    split = most_divided(splits(group))
    if split is None:
        return None
    first, second = split.words
    goal = look(group.goal).label
    figures = (
        f"{policies(split.counts[0])} chose {first}; {policies(split.counts[1])} chose {second}.",
        f"{goal}, first group against second: {change_words(group.goal, split.goal)}.",
        f"Profit, first group against second: {change_words(PROFIT, split.profit)}.",
    )
    answer = (
        f"It names what “{split.lever.label}” does: {_small(split.lever.help)}",
        "It looks at the profit as well, not at one figure alone.",
        "It says that the two groups may also differ in other decisions."
        if not split.alike
        else f"It sees that the two groups also differ in “{split.alike[0].label}”, so the cause is not certain.",
    )
    text = f"The class was most divided on “{split.lever.label}”: “{first}” or “{second}”. What speaks for each?"
    return Question("divided", text, figures, answer, 2 * min(split.counts) / sum(split.counts))


def _surprise(_: ClassRun, group: Group) -> Question | None:
    worst = max(predictions(group), key=lambda one: one.wrong)
    if not worst.wrong:
        return None
    label = look(worst.measure).label
    (hoped, came), often = max(worst.misses.items(), key=lambda miss: miss[1])
    figures = (
        f"{worst.wrong} of {worst.asked} expected something else than their own policy did.",
        f"The most common miss: expected {DIRECTIONS[hoped]}, happened {DIRECTIONS[came]} ({often} of {worst.asked}).",
        f"Under all policies: up {worst.happened['up']}, no clear change {worst.happened['same']}, "
        f"down {worst.happened['down']}.",
    )
    answer = (
        "It says what was expected, what happened, and where in the shop the two part.",
        "It names one event of a run that shows the cause: an order, a message, a fault that was found.",
        "It keeps apart a change that is too small to see and no change at all.",
    )
    text = f"“{label}” surprised the class most. What did you think would happen, and what did the shop do instead?"
    return Question("surprise", text, figures, answer, worst.wrong / max(worst.asked, 1))


def _trade_off(_: ClassRun, group: Group) -> Question | None:
    places = better_but_dearer(group)
    if not places:
        return None
    measure = bettered(group, places)
    shown = look(measure)
    gain = mean_value(np.array([group.change(group.members[place], measure).mean for place in places]))
    cost = mean_value(np.array([group.change(group.members[place], PROFIT).mean for place in places]))
    figures = (
        f"{policies(len(places))} of {len(group.members)} clearly bettered a measure and clearly cost profit.",
        f"{shown.label}, mean of these: {shown.text(gain, signed=True)}.",
        f"Profit, mean of these: {look(PROFIT).text(cost, signed=True)}.",
    )
    answer = (
        "It says what the gain is worth to the shop, and to whom it matters: customers, staff, the owner.",
        "It asks whether the gain stays when the spending stops.",
        "It proposes a cheaper way, or says openly that the price is worth paying.",
    )
    text = f"A better result had its price. When is “{shown.label}” worth the profit that it costs?"
    return Question("trade-off", text, figures, answer, len(places) / len(group.members))


def _law(_: ClassRun, group: Group) -> Question | None:
    found = [one for one in broken_rules(group) if one.policies]
    if not found:
        return None
    worst = max(found, key=lambda one: (one.policies, one.per_run - one.today))
    rule, total = worst.rule, len(group.members)
    figures = (
        f"{rule.title} ({rule.ordinance} {rule.section}): under {worst.policies} of {policies(total)}.",
        f"{worst.per_run:.1f} incidents a run under the policies of the class, {worst.today:.1f} in the shop as it is.",
        "An incident, not a conviction.",
    )
    answer = (
        f"It says in plain words what the law asks: {_small(rule.card)}",
        "It names the procedure in the shop that lets it happen.",
        "It says who would do what differently, and how you would notice that it works.",
    )
    who = "Most policies" if 2 * worst.policies > total else "Some policies"
    who = "This policy" if total == 1 else who
    share = "has" if total == 1 else "share"
    if worst.per_run > RAISED * worst.today:
        text = f"{who} {share} an incident, more often than today: {_small(rule.title)}. What in the policy brings it?"
        weight = 0.9
    elif worst.today > RAISED * worst.per_run:
        text = f"{who} {share} an incident, though less often than today: {_small(rule.title)}. What is left to do?"
        weight = 0.5
    else:
        text = (
            f"{who} left one incident as it was: {_small(rule.title)}. Which decision, here or elsewhere, would end it?"
        )
        weight = 0.6
    return Question("law", text, figures, answer, weight * worst.policies / total)


def _untouched(done: ClassRun, group: Group) -> Question | None:
    most = max(decided(done, group), key=lambda one: one.untouched)
    if not most.untouched:
        return _all_changed(group)
    total = len(group.members)
    today = value_words(most.lever, lever_value(done.reference, most.lever.path))
    goal = look(group.goal)
    figures = (
        f"{most.untouched} of {policies(total)} left “{most.lever.label}” as it is today: {today}.",
        f"The shop as it is: {goal.label} {goal.text(mean_value(group.today.values(group.goal)))}.",
    )
    answer = (
        f"It says what the decision does: {_small(most.lever.help)}",
        "It predicts the direction of each headline measure before anybody runs it.",
        "It names what the change would cost: money, staff time, or the patience of customers.",
    )
    text = f"Few changed “{most.lever.label}”. What would happen if you did?"
    if most.untouched == total:
        text = f"Nobody changed “{most.lever.label}”. What would happen if you did?"
    return Question("untouched", text, figures, answer, 0.6 * most.untouched / total)


def _all_changed(group: Group) -> Question:
    goal = look(group.goal)
    mean = mean_value(np.array([change.mean for change in group.changes(group.goal)]))
    figures = (
        f"Nothing was left as it is today: {len(group.levers())} decisions in {policies(len(group.members))}.",
        f"{goal.label}, mean change of the class: {goal.text(mean, signed=True)}.",
    )
    answer = (
        "It chooses one decision and says what it should have brought.",
        "It says how to find out: change that one back, and leave the others.",
        "It names what the change costs, in money or in staff time.",
    )
    return Question(
        "untouched", "Everything was changed at once. Which change would you take back first?", figures, answer, 0.2
    )


def _luck(done: ClassRun, group: Group) -> Question | None:
    row = next(row for row in measure_rows(group) if row.measure == group.goal)
    shown = look(group.goal)
    figures = (
        f"{shown.label}: clearly better under {row.better}, clearly worse under {row.worse}, "
        f"no clear change under {row.unclear} of {policies(len(row.values))}.",
        f"Each policy ran in {len(done.seeds)} shops with the same customers and the same luck as the shop today.",
    )
    answer = (
        "It says that one half-year proves little, because luck moves every shop.",
        "It compares the same shops with and without the change.",
        "It says how many more shops, or how much longer, you would look before you decide.",
    )
    text = f"How sure can you be that a policy changed “{shown.label}”, and that it was not luck?"
    return Question("luck", text, figures, answer, 0.1 + 0.35 * row.unclear / len(row.values))


def _side_effect(_: ClassRun, group: Group) -> Question | None:
    sizes = {name: _loudness(group.changes(name)) for name in ("orders", "complaints", "unsubscribes", "cost_hkd")}
    name = max(sizes, key=lambda measure: sizes[measure])
    if not sizes[name]:
        return None
    shown = look(name)
    means = [change.mean for change in group.changes(name)]
    moved = sum(change.direction != "same" for change in group.changes(name))
    figures = (
        f"{shown.label}: changed clearly under {moved} of {policies(len(means))}.",
        f"Mean change of the class: {shown.text(float(np.mean(means)), signed=True)} a run.",
    )
    answer = (
        "It follows the decision step by step to the figure.",
        "It says whether the shop would notice, and in which report.",
        "It says whether the effect is welcome, and what would limit it.",
    )
    text = f"Nobody was asked about “{shown.label}”, and yet it moved. Why?"
    return Question("side-effect", text, figures, answer, 0.4 * moved / len(means))


def _loudness(changes: list[Change]) -> float:
    """Share of clear changes, then their size against their interval; zero if nothing is clear."""
    clear = [change for change in changes if change.direction != "same"]
    sizes = [abs(change.mean) / max(change.high - change.low, 1e-9) for change in clear]
    return len(clear) + min(float(np.mean(sizes)), 1e6) / 1e7 if clear else 0.0


def _today(_: ClassRun, group: Group) -> Question | None:
    rows = measure_rows(group)[:HOW_MANY]
    figures = tuple(
        f"The shop as it is: {look(row.measure).label} {look(row.measure).text(row.today)}." for row in rows
    )
    answer = (
        "It chooses one figure and says why it matters most to this shop.",
        "It names a decision, its cost, and the person who would do the work.",
        "It says after how long the shop should look again, and at what.",
    )
    return Question("today", "Which figure of this shop would you better next, and how?", figures, answer, 0.05)


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


_RULES: tuple[Callable[[ClassRun, Group], Question | None], ...] = (
    _divided,
    _surprise,
    _trade_off,
    _law,
    _untouched,
    _luck,
    _side_effect,
    _today,
)

__all__ = ["HOW_MANY", "Question", "change_words", "policies", "questions"]
