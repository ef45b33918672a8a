"""Why it came so, at three depths: by decision, by mechanism, by one customer's two lives; and the incidents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from sim import kept_up
from sim.policy import find_lever
from sim.rules import NOT_A_CONVICTION, rules
from sim.show import markup
from sim.show.clause_card import clause_cards
from sim.show.desk import Desk, button, reporter
from sim.show.looks import look
from sim.show.practice import WHY_SEEDS, Reasons
from sim.two_lives import SUBJECTS, Story

LEAST_CHANGE = 1.0
"""Smaller changes of the mean are left out: a customer, an order or an hour less than one."""
MOST_CAUSES = 6
HEADINGS = ("Customers lost", "Orders, by", "Order lines sold wrong", "Compliance incidents", "Money spent")
"""How the tables begin that stand behind the headlines and the profit; the others open with a click."""


def why_panel(desk: Desk) -> widgets.VBox:
    """A button that asks why; the three answers come one after the other."""
    place, answer = widgets.HTML(), widgets.HTML()
    report = reporter(place)
    progress = widgets.IntProgress(value=0, min=0, max=2 * WHY_SEEDS)
    progress.layout.display = "none"
    about: list[dict[str, Any]] = []

    def ended(is_finished: bool) -> None:
        ask.disabled, stop.disabled = False, True
        progress.layout.display = "none"
        if is_finished:
            place.value = markup.line("The three answers are below: by decision, by mechanism, by story.", "good")
        elif "trouble" not in place.value:
            place.value = markup.line("Stopped. What was found so far is below.")

    def explain() -> None:
        attempt = desk.attempt
        if attempt is None or desk.running.is_busy:
            place.value = markup.line("Run the shop with your plan first; then ask why.")
            return
        if not desk.practice.changed(attempt.values):
            place.value = markup.line("Your last run changed nothing against today, so there is nothing to explain.")
            return
        reasons = Reasons()
        about[:] = [attempt.values]
        ask.disabled, stop.disabled = True, False
        progress.value = 0
        progress.layout.display = "flex"
        place.value = markup.line(
            "The same shops are run again with some of your changes put back. This can take half a minute."
        )

        def slices():
            for done in desk.practice.explain(desk.practice.policy(attempt.values), reasons):
                progress.value = done
                answer.value = told(reasons, len(desk.work.attempts))
                yield

        desk.explaining.start(slices(), report, ended, wait=lambda: desk.running.is_busy)

    def refresh() -> None:
        attempt = desk.attempt
        if about and (attempt is None or attempt.values != about[0]) and not desk.explaining.is_busy:
            about.clear()
            answer.value = ""
            place.value = markup.line("You have a newer run. Ask why again to have it explained.")

    ask = button("Explain my last run", explain, report, main=True)
    stop = button("Stop", desk.explaining.stop, report)
    stop.disabled = True
    desk.watch(refresh)
    row = widgets.HBox([ask, stop])
    row.layout.flex_flow = "row wrap"
    return desk.panel(row, progress, place, answer)


def told(reasons: Reasons, number: int) -> str:
    """All answers that are there."""
    return (
        f"<p>About try {number}.</p>"
        + by_decision(reasons.decisions, len(reasons.seeds))
        + by_mechanism(reasons.ledger, len(reasons.seeds))
        + by_story(reasons.stories)
        + incidents(reasons.incidents)
    )


def by_decision(shares: pd.DataFrame, shops: int) -> str:
    """Each changed lever's share of the change; the shares add up."""
    if not len(shares):
        return ""
    columns = [str(name) for name in shares.columns]
    rows = [
        (find_lever(str(path)).label, *(look(name).text(float(row[name]), signed=True) for name in columns))
        for path, row in shares.iterrows()
    ]
    total = shares.sum()
    rows.append(("All together", *(look(name).text(float(total[name]), signed=True) for name in columns)))
    head = ("What you changed", *(look(name).label for name in columns))
    return (
        "<h3>1. By decision: which of your changes did it?</h3>"
        + markup.paragraphs("Each row is one of your changes and its share; the shares add up to the last row.")
        + markup.table(f"Shares of the change, mean of {shops} shops", head, rows, numbers=tuple(range(1, len(head))))
    )


def by_mechanism(ledger: pd.DataFrame, shops: int) -> str:
    """The ledger of causes, only what changed; what stands behind the headlines first, the rest folded."""
    if not len(ledger):
        return ""
    parts = {str(heading): _causes(ledger, str(heading), shops) for heading in ledger.index.get_level_values(0)}
    shown = {heading: part for heading, part in parts.items() if part}
    first = [part for heading, part in shown.items() if heading.startswith(HEADINGS)]
    more = [part for heading, part in shown.items() if not heading.startswith(HEADINGS)]
    busy = filter(None, [kept_up.sentence(ledger)])
    rest = f"<details><summary>More of what changed: {len(more)} tables</summary>{''.join(more)}</details>"
    return (
        "<h3>2. By mechanism: what happened more, what less?</h3>"
        + markup.paragraphs("Only what changed is listed, the largest change first.", *busy)
        + "".join(first)
        + (rest if more else "")
    )


def _causes(ledger: pd.DataFrame, heading: str, shops: int) -> str:
    """The causes under one heading that changed."""
    group = ledger.loc[[heading]]
    group = group[group["change"].abs() >= LEAST_CHANGE]
    group = group.reindex(group["change"].abs().sort_values(ascending=False).index)[:MOST_CAUSES]
    rows = [
        (_in_words(str(row["cause"])), f"{row['a']:,.1f}", f"{row['b']:,.1f}", f"{row['change']:+,.1f}")
        for _, row in group.reset_index().iterrows()
    ]
    caption = f"{heading}, mean of {shops} shops" if shops > 1 else heading
    return markup.table(caption, ("Cause", "Today", "Your plan", "Change"), rows, numbers=(1, 2, 3)) if rows else ""


def _in_words(cause: str) -> str:
    return f"{rules()[cause].title} ({cause})" if cause in rules() else cause


def by_story(stories: Sequence[Story]) -> str:
    """Two lives side by side: a customer's is open, the others open with a click."""
    if not stories:
        return "<h3>3. By story</h3>" + markup.paragraphs("Nobody's life differs between the two shops.")
    head = "<h3>3. By story: two lives, side by side</h3>" + markup.paragraphs(
        "The same customer, item, fault, member of staff and attack meet both shops, with the same luck."
    )
    return head + "".join(_one_story(story, is_open=place == 0) for place, story in enumerate(stories))


def _one_story(story: Story, *, is_open: bool) -> str:
    title = re.sub(r"\bUnder A\b", "In the shop as it is today", re.sub(r"\bUnder B\b", "With your plan", story.title))
    rows = [(_day(when), _plain(left), _plain(right)) for _, when, left, right in story.rows]
    columns = ("Date", "In the shop as it is today", "With your plan")
    table = markup.table(f"Two lives: {story.name}", columns, rows, kind="lives")
    return (
        f"<details{' open' if is_open else ''}><summary>{escape(SUBJECTS[story.subject])}</summary>"
        f"{markup.paragraphs(title[:1].upper() + title[1:])}{table}</details>"
    )


def _day(when: str) -> str:
    """A date that stays on one line."""
    return f"{date.fromisoformat(when):%d %b %Y}".replace(" ", "\u00a0") if when else ""


def _plain(event: str) -> str:
    return event.replace(", 0.0 days late", " in time")


def incidents(found: pd.DataFrame) -> str:
    """What the rules found in the first shop, with section of law."""
    head = "<h3>Incidents in the first shop</h3>" + markup.paragraphs(NOT_A_CONVICTION)
    if not len(found):
        return head + markup.paragraphs("No rule found an incident, today or with your plan.")
    rows = [(row["title"], row["law"], str(row["a"]), str(row["b"])) for _, row in found.iterrows()]
    table = markup.table(
        "Incidents, not convictions", ("What was found", "Law", "Today", "Your plan"), rows, numbers=(2, 3)
    )
    return f"{head}{table}<p>What these sections say, in short:</p>{clause_cards(str(name) for name in found['rule'])}"


__all__ = ["why_panel"]
