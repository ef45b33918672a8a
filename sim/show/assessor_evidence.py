"""The evidence behind one submission's marks, as a page: figures, conditions, events, and what the trainee wrote."""

from __future__ import annotations

import json
import math
from html import escape
from textwrap import wrap

from sim.assessment.exercise import HEADLINES, EffectCriterion, Exercise, load_exercise
from sim.assessment.figures import look_of
from sim.assessment.gradebook_tables import EvidenceRow, MarkRow, SubmissionRow
from sim.assessment.marks import BY_A_PERSON, OVERALL
from sim.assessment.submission import Submission
from sim.policy import find_lever, lever_value
from sim.rules import NOT_A_CONVICTION
from sim.run import made_with
from sim.scenario import load_scenario
from sim.show import markup
from sim.show.assessor_tables import result_words
from sim.show.class_charts import difference_chart
from sim.show.looks import Look, lever_text, look

_DIRECTIONS = {"up": "goes up", "same": "stays about the same", "down": "goes down"}
LINE_LETTERS = 26
"""Of the names of scenarios beside a picture."""
_INCIDENTS = Look("Incidents in a run", "count", "down")


def evidence_page(row: SubmissionRow) -> str:
    """Everything behind the marks of one submission."""
    exercise = load_exercise(row.exercise)
    submission = Submission.model_validate(json.loads(row.content))
    criteria = {one.id: one for one in exercise.criteria}
    parts = [f"<h3>{escape(row.learner)}: {escape(exercise.title)}</h3>"]
    parts.append(markup.paragraphs(f"Attempt {row.attempt}, handed in as {row.path}."))
    if row.alike:
        parts.append(markup.line(f"Look at both: {row.alike}.", "trouble"))
    if row.made_with != made_with():
        parts.append(
            markup.line(
                f"Marked with {row.made_with}; this computer has {made_with()}, so figures may differ a little."
            )
        )
    if exercise.levers:
        parts.append(_decided(exercise, submission))
    parts += [_criterion(mark, _look_for(criteria.get(mark.criterion))) for mark in row.marks]
    parts.append(_told(exercise, submission))
    return "".join(parts)


def _decided(exercise: Exercise, submission: Submission) -> str:
    today = exercise.scenario.reference_policy()
    rows = []
    for path in exercise.levers:
        lever, was = find_lever(path), lever_value(today, path)
        now = submission.decisions[0].values.get(path, was)
        rows.append((lever.label, lever_text(lever, was), lever_text(lever, now), "" if now == was else "changed"))
    return markup.table("What was decided", ("Decision", "The shop today", "The trainee", ""), rows)


def _look_for(criterion: object) -> Look:
    return look_of(criterion.measure) if isinstance(criterion, EffectCriterion) else _INCIDENTS


def _criterion(mark: MarkRow, shown: Look) -> str:
    head = f"<h4>{escape(mark.title)}: {result_words(mark.result)}</h4>"
    if not mark.effects:
        return head + markup.paragraphs(*mark.reasons.splitlines()) + _answers(mark.evidence)
    reasons = markup.paragraphs(*(line for line in mark.reasons.splitlines() if not line.startswith("Condition: ")))
    figures = [
        (
            _where(one.scenario),
            f"{one.worlds}",
            _whole(shown.text(one.today)),
            _whole(shown.text(one.yours)),
            _whole(shown.text(one.change, signed=True)),
            f"{_whole(shown.text(one.low, signed=True))} to {_whole(shown.text(one.high, signed=True))}",
        )
        for one in mark.effects
    ]
    columns = ("Where", "Shops", "Today", "The trainee", "Change", "95 % interval of the change")
    parts = [head, reasons, _picture(mark, shown), markup.table(shown.label, columns, figures, numbers=(1, 2, 3, 4, 5))]
    gates = [(one.words, one.shown, "it holds" if one.holds else "it does not hold") for one in mark.gates]
    if gates:
        parts.append(markup.table("Conditions", ("Condition", "Figure", "Result"), gates))
    parts.append(_events(mark.evidence))
    return "".join(parts)


def _picture(mark: MarkRow, shown: Look) -> str:
    """The change with its interval in each scenario and over all, against the shop today."""
    rows = [
        ("\n".join(wrap(_where(one.scenario), LINE_LETTERS)), one.change, one.low, one.high)
        for one in mark.effects
        if math.isfinite(one.low)
    ]
    if not rows:
        return ""
    said = "; ".join(f"{words}: {shown.text(change, signed=True)}".replace("\n", " ") for words, change, *_ in rows)
    note = markup.paragraphs(
        "Square: the mean change. Grey bar: its 95 % interval. Broken line: the shop as it is today."
    )
    return f"<div>{difference_chart(shown, rows, f'{shown.label}, change. {said}')}</div>{note}"


def _where(scenario: str) -> str:
    return "All shops" if scenario == OVERALL else load_scenario(scenario).title


def _whole(figure: str) -> str:
    """A figure that is not broken between number and unit."""
    return figure.replace(" ", "\u00a0")


def _events(pieces: list[EvidenceRow]) -> str:
    if not pieces:
        return markup.paragraphs("There is no event to show: nothing differed between the two lives of the shops.")
    shops = list(dict.fromkeys((one.scenario, one.seed) for one in pieces))
    items = []
    for one in pieces:
        shop = shops.index((one.scenario, one.seed)) + 1
        where = f"Shop {shop} ({load_scenario(one.scenario).title}), day {one.day:.0f}"
        speaks = "speaks for the decisions" if one.is_for else "speaks against the decisions"
        source = f"seed {one.seed}, {', '.join(one.references.split())}"
        items.append(
            f"<li><strong>{escape(where)}</strong>, {speaks}.<br>{escape(one.words)}"
            f'<br><span class="quiet">Where it stands: {escape(source)}</span></li>'
        )
    note = markup.paragraphs(NOT_A_CONVICTION) if any("incident" in one.words for one in pieces) else ""
    return f"<p><strong>Events that show it</strong></p><ol>{''.join(items)}</ol>{note}"


def _answers(pieces: list[EvidenceRow]) -> str:
    """Question by question: what was answered, what is right, in which part of the learner's own records it stands."""
    if not pieces:
        return ""
    rows = [
        (one.words, "right" if one.is_for else "not right", one.references.partition(":")[2].replace("_", " "))
        for one in pieces
    ]
    return markup.table("Question by question", ("Question and answer", "Result", "Where it stands"), rows)


def _told(exercise: Exercise, submission: Submission) -> str:
    """What the trainee expected and wrote; a person reads it."""
    expected = [
        (look(measure).label, _DIRECTIONS.get(submission.prediction.expected.get(measure, ""), "no answer"))
        for measure in HEADLINES
    ]
    written = [(ask.title, submission.answers.get(ask.id, "")) for ask in exercise.asks]
    plan = [
        ("Reason for the plan", submission.decisions[0].reason),
        ("Reason for the prediction", submission.prediction.because),
    ]
    rows = [(name, text or "nothing is written") for name, text in [*(plan if exercise.levers else []), *written]]
    words = markup.table("In the trainee's own words", ("Question", "Words"), rows)
    if not exercise.levers:
        return "<h4>What the trainee wrote</h4>" + markup.paragraphs(BY_A_PERSON) + words
    return (
        "<h4>What the trainee expected and wrote</h4>"
        + markup.paragraphs(BY_A_PERSON)
        + markup.table("Expected before the first run", ("Measure", "Expected"), expected)
        + words
    )


__all__ = ["evidence_page"]
