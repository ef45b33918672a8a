"""What a marker has before them: the trainee's text, the levels, and three samples with agreed levels."""

from __future__ import annotations

import json
from html import escape

from sim.assessment.criteria import EffectCriterion, IncidentCriterion, RubricCriterion
from sim.assessment.exercise import load_exercise
from sim.assessment.figures import look_of
from sim.assessment.samples import Sample, load_samples
from sim.assessment.standing import Standing
from sim.assessment.submission import Submission, words_in
from sim.show import markup
from sim.show.assessor_evidence import figures_part, words_written
from sim.show.looks import Look

_KINDS = {"pass": "a clear pass", "borderline": "on the edge", "fail": "a clear fail"}


def words_to_read(standing: Standing) -> str:
    """The text beside the levels, and the samples below; nothing of what anybody found."""
    rubric = standing.rubric
    assert rubric is not None  # a panel lists only criteria that a person reads for
    row = standing.submission
    try:
        exercise, submission = load_exercise(row.exercise), Submission.model_validate(json.loads(row.content))
    except ValueError:  # an exercise that has gone, or was changed since
        return markup.line(
            f"{row.exercise} was handed in from workbook {row.workbook}; this one cannot show it.", "trouble"
        )
    written = words_written(exercise, submission)
    texts = "".join(_text(*written.get(name, (name, ""))) for name in rubric.reads)
    levels = markup.table(
        "The levels", ("Level", "What the words are like", "Counts as"), _levels(rubric), kind="levels"
    )
    head = _head(standing, exercise.title)
    samples = load_samples(exercise.id).get(rubric.id, ())
    return f'{head}<div class="pair"><div>{texts}</div><div>{levels}</div></div>{_samples(samples)}'


def _head(standing: Standing, exercise: str) -> str:
    title = f"{standing.submission.learner}: {standing.mark.title}"
    return f"<h4>{escape(title)}</h4>{markup.paragraphs(f'Exercise: {exercise}')}"


def _text(title: str, text: str) -> str:
    count = words_in(text)
    shown = escape(text) if text.strip() else "<em>nothing is written</em>"
    return f'<p><strong>{escape(title)}</strong> ({count} words)</p><blockquote class="words">{shown}</blockquote>'


def _levels(rubric: RubricCriterion) -> list[tuple[str, str, str]]:
    return [
        (f"{level}", words, "competent" if level >= rubric.competent_from else "not yet")
        for level, words in enumerate(rubric.levels)
    ]


def _samples(samples: tuple[Sample, ...]) -> str:
    if not samples:
        return markup.paragraphs("There are no samples for this criterion yet: go by the words of the levels.")
    body = [(f"Level {one.level}, {_KINDS[one.kind]}", one.text, one.why) for one in samples]
    table = markup.table("Three texts with agreed levels", ("Agreed", "The text", "Why"), body, kind="samples")
    return f"<details open><summary>Samples to compare with</summary>{table}</details>"


def figures_to_judge(standing: Standing) -> str:
    """The figures of a criterion of the simulated shop, what is asked, and the conditions; not how it was judged."""
    criterion, mark = standing.criterion, standing.mark
    head = _head(standing, standing.submission.exercise)
    if isinstance(criterion, EffectCriterion):
        shown = look_of(criterion.measure)
        sign = 1 if criterion.more_is_better else -1
        asked = (
            f"Asked: a change of {shown.text(sign * criterion.least_change, signed=True)} or "
            f"{'more' if sign > 0 else 'less'} over all shops, on the good side in each scenario, with an interval "
            "that leaves zero out."
        )
    else:
        assert isinstance(criterion, IncidentCriterion)
        shown = Look("Incidents in a run", "count", "down")
        asked = f"Asked: no more than {criterion.most:g} incidents in a run on average."
    gates = [(one.words, one.shown) for one in mark.gates]
    conditions = markup.table("Conditions", ("Condition", "Figure"), gates) if gates else ""
    return head + markup.paragraphs(asked) + figures_part(mark, shown) + conditions


__all__ = ["figures_to_judge", "words_to_read"]
