"""The evidence behind one submission's marks, as a page: figures, conditions, events, and what the trainee wrote."""

from __future__ import annotations

import json
import math
from html import escape
from textwrap import wrap

from sim.assessment.exercise import ALL_MARKS, HEADLINES, EffectCriterion, Exercise, IncidentCriterion, load_exercise
from sim.assessment.figures import look_of
from sim.assessment.findings import FAULT_NAMES, STEP_NAMES
from sim.assessment.gradebook_tables import EvidenceRow, MarkRow, SubmissionRow
from sim.assessment.marks import BY_A_PERSON, OVERALL
from sim.assessment.standing import Standing, marks_of, result_of, standings
from sim.assessment.submission import Submission
from sim.policy import find_lever, lever_value
from sim.rules import NOT_A_CONVICTION
from sim.run import made_with
from sim.scenario import load_scenario
from sim.show import markup
from sim.show.assessor_tables import KEPT_BACK, result_words
from sim.show.class_charts import difference_chart
from sim.show.clause_card import clause_cards
from sim.show.looks import Look, lever_text, look
from sim.show.people_part import day_of, marks_words, people_part

_DIRECTIONS = {"up": "goes up", "same": "stays about the same", "down": "goes down"}
LINE_LETTERS = 26
"""Of the names of scenarios beside a picture."""
_INCIDENTS = Look("Incidents in a run", "count", "down")


def evidence_page(row: SubmissionRow, *, is_portfolio: bool = False, kept_back: frozenset[int] = frozenset()) -> str:
    """Everything behind the marks of one submission.

    Args:
        row: the submission.
        is_portfolio: leave out what only the assessor's computer knows.
        kept_back: ids of marks that a second marker is still to look at.
    """
    try:
        exercise, submission = load_exercise(row.exercise), Submission.model_validate(json.loads(row.content))
    except ValueError:  # an exercise that has gone, or was changed since
        return markup.line(f"{row.exercise} was marked with {row.made_with}; this workbook cannot show it.", "trouble")
    parts = [f"<h3>{escape(row.learner)}: {escape(exercise.title)}</h3>"]
    if is_portfolio:
        parts.append(_facts(row))
    else:
        parts.append(markup.paragraphs(f"Attempt {row.attempt}, handed in as {row.path}."))
    if row.alike:
        parts.append(markup.line(f"Look at both: {row.alike}.", "trouble"))
    if row.made_with != made_with() and not is_portfolio:
        parts.append(
            markup.line(
                f"Marked with {row.made_with}; this computer has {made_with()}, so figures may differ a little."
            )
        )
    if exercise.levers or exercise.task == "inspection":
        parts.append(_decided(exercise, submission))
    parts += [
        _kept_back(one) if one.mark.id in kept_back else _criterion(one, with_seeds=not is_portfolio)
        for one in standings(row)
    ]
    parts.append(_told(exercise, submission))
    return "".join(parts)


def _facts(row: SubmissionRow) -> str:
    facts = [
        ("Attempt", f"{row.attempt}"),
        ("Result", f"{result_of(row)}, {marks_words(marks_of(row), ALL_MARKS)}"),
        ("Marked on", day_of(row.marked_at)),
        ("Workbook", f"handed in from version {row.workbook}, marked with {row.made_with}"),
        ("Print of what was handed in", row.digest),
    ]
    return markup.table("This attempt", ("What", "Answer"), facts)


def _decided(exercise: Exercise, submission: Submission) -> str:
    if exercise.task == "inspection":
        flags = [(f"{one.item}", FAULT_NAMES[one.fault], STEP_NAMES[one.first]) for one in submission.findings]
        return markup.table("What was flagged", ("No.", "What is wrong", "First step"), flags, numbers=(0,))
    today = exercise.scenario.reference_policy()
    rows = []
    for path in exercise.levers:
        lever, was = find_lever(path), lever_value(today, path)
        now = submission.decisions[0].values.get(path, was)
        rows.append((lever.label, lever_text(lever, was), lever_text(lever, now), "" if now == was else "changed"))
    return markup.table("What was decided", ("Decision", "The shop today", "The trainee", ""), rows)


def _look_for(criterion: object) -> Look:
    return look_of(criterion.measure) if isinstance(criterion, EffectCriterion) else _INCIDENTS


def _kept_back(standing: Standing) -> str:
    return f"<h4>{escape(standing.mark.title)}</h4>{markup.paragraphs(f'{KEPT_BACK.capitalize()}.')}"


def _criterion(standing: Standing, *, with_seeds: bool) -> str:
    mark, shown = standing.mark, _look_for(standing.criterion)
    rows = ", ".join(standing.criterion.rows) if standing.criterion else ""
    head = f"<h4>{escape(mark.title)}: {result_words(standing.result)}</h4>" + markup.paragraphs(
        f"{marks_words(standing.marks, mark.weight).capitalize()}.{f' Rows of the unit: {rows}.' if rows else ''}"
    )
    people = people_part(standing)
    if not mark.effects:
        waiting = [] if standing.first else mark.reasons.splitlines()
        return head + markup.paragraphs(*waiting) + _pieces(mark.evidence) + people
    reasons = markup.paragraphs(*(line for line in mark.reasons.splitlines() if not line.startswith("Condition: ")))
    gates = [(one.words, one.shown, "it holds" if one.holds else "it does not hold") for one in mark.gates]
    conditions = markup.table("Conditions", ("Condition", "Figure", "Result"), gates) if gates else ""
    events = _events(mark.evidence, with_seeds=with_seeds)
    cards = clause_cards(standing.criterion.rules) if isinstance(standing.criterion, IncidentCriterion) else ""
    return head + reasons + figures_part(mark, shown) + conditions + events + cards + people


def _pieces(evidence: list[EvidenceRow]) -> str:
    """What was looked at, piece by piece, where no shop was run."""
    if not evidence:
        return ""
    rows = [(one.words, "yes" if one.is_for else "no", ", ".join(one.references.split())) for one in evidence]
    return markup.table("Piece by piece", ("What", "Speaks for the trainee", "Where it stands"), rows)


def figures_part(mark: MarkRow, shown: Look) -> str:
    """Figures of today's shop and the trainee's in each scenario, as a picture and a table."""
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
    return _picture(mark, shown) + markup.table(shown.label, columns, figures, numbers=(1, 2, 3, 4, 5))


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


def _events(pieces: list[EvidenceRow], *, with_seeds: bool) -> str:
    """What happened, and where it stands; a page for the trainee names no seed, for the next attempt meets it too."""
    if not pieces:
        return markup.paragraphs("There is no event to show: nothing differed between the two lives of the shops.")
    shops = list(dict.fromkeys((one.scenario, one.seed) for one in pieces))
    items = []
    for one in pieces:
        shop = shops.index((one.scenario, one.seed)) + 1
        where = f"Shop {shop} ({load_scenario(one.scenario).title}), day {one.day:.0f}"
        speaks = "speaks for the decisions" if one.is_for else "speaks against the decisions"
        seed = f"seed {one.seed}, " if with_seeds else ""
        source = f"{seed}{', '.join(one.references.split())}"
        items.append(
            f"<li><strong>{escape(where)}</strong>, {speaks}.<br>{escape(one.words)}"
            f'<br><span class="quiet">Where it stands: {escape(source)}</span></li>'
        )
    note = markup.paragraphs(NOT_A_CONVICTION) if any("incident" in one.words for one in pieces) else ""
    return f"<p><strong>Events that show it</strong></p><ol>{''.join(items)}</ol>{note}"


def words_written(exercise: Exercise, submission: Submission) -> dict[str, tuple[str, str]]:
    """By name of each text: what was asked, and what the trainee wrote."""
    asked = {"reason": "Reason for the plan", "prediction": "Reason for the prediction"} if exercise.levers else {}
    asked |= {ask.id: ask.title for ask in exercise.asks}
    texts = submission.texts()
    return {name: (title, texts.get(name, "")) for name, title in asked.items()}


def _told(exercise: Exercise, submission: Submission) -> str:
    """What the trainee expected and wrote; a person reads it."""
    expected = [
        (look(measure).label, _DIRECTIONS.get(submission.prediction.expected.get(measure, ""), "no answer"))
        for measure in HEADLINES
    ]
    written = words_written(exercise, submission).values()
    rows = [(title, text or "nothing is written") for title, text in written]
    prediction = markup.table("Expected before the first run", ("Measure", "Expected"), expected)
    return (
        "<h4>What the trainee expected and wrote</h4>"
        + markup.paragraphs(BY_A_PERSON)
        + (prediction if exercise.levers else "")
        + markup.table("In the trainee's own words", ("Question", "Words"), rows)
    )


__all__ = ["evidence_page", "figures_part", "words_written"]
