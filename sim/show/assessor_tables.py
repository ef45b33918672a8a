"""The assessor's tables: what the files are, and all marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.marks import BY_A_PERSON, COMPETENT, WAITS
from sim.assessment.reading import Broken, Duplicate, HandIn, read_each
from sim.assessment.standing import Standing, standings
from sim.show import markup
from sim.show.looks import BAD, GOOD, QUIET

KEPT_BACK = "kept back until a second marker has looked"
_OPTIONS = {"--gradebook: ": "Gradebook: ", "--secret-file: ": "Secret: ", "--csv: ": "Mark sheet: "}


def shop_words(line: str) -> str:
    """A complaint without the names of command-line options."""
    for option, words in _OPTIONS.items():
        if line.startswith(option):
            return words + line.removeprefix(option)
    return line


def count(number: int, thing: str) -> str:
    """How many things there are, in words that fit one and many."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def checked(folder: Path) -> str:
    """What every file in a folder is, as a table, with the broken ones named below."""
    found = read_each([folder])
    rows = [_file_row(one) for one in found if isinstance(one, HandIn)]
    lines = [one.problem if isinstance(one, Broken) else one.line for one in found if not isinstance(one, HandIn)]
    parts = []
    if rows:
        caption = f"{count(len(rows), 'file')} in order"
        columns = ("File", "Learner", "Exercise", "Decisions", "Own words")
        parts.append(markup.table(caption, columns, rows, numbers=(3, 4)))
    parts.append(markup.lines(lines, "trouble"))
    broken = sum(isinstance(one, Broken) for one in found)
    again = sum(isinstance(one, Duplicate) for one in found)
    told = [f"{count(len(rows), 'file')} can be marked"]
    told += [f"{count(broken, 'file')} cannot be used"] if broken else []
    told += [f"{count(again, 'file')} only repeat{'s' if again == 1 else ''} another"] if again else []
    parts.append(markup.line(", ".join(told) + ".", "" if broken or not rows else "good"))
    return "".join(parts)


def _file_row(one: HandIn) -> tuple[str, ...]:
    submission = one.submission
    words = sum(submission.word_counts().values())
    decided = len(submission.decisions[0].values)
    return (one.path.name, submission.learner, submission.exercise, f"{decided}", f"{words}")


def result_words(result: str) -> str:
    """A result with its sign and colour; the words say it as well."""
    sign, colour = {COMPETENT: ("\u2714", GOOD), WAITS: ("\u2026", QUIET)}.get(result, ("\u25cb", BAD))
    return (
        f'<span style="color:{colour};font-weight:600"><span aria-hidden="true">{sign}</span> {escape(result)}</span>'
    )


def results(rows: Sequence[SubmissionRow], kept_back: frozenset[int] = frozenset()) -> str:
    """All marks: a row a submission and criterion; what a second marker is still to look at is kept back."""
    if not rows:
        return markup.line("There are no marks yet.")
    body = []
    for row in rows:
        for number, one in enumerate(standings(row)):
            first = (row.learner, row.exercise, f"{row.attempt}") if number == 0 else ("", "", "")
            cells = "".join(f"<td>{escape(text)}</td>" for text in (*first, one.mark.title))
            decided = " (overridden)" if one.override else ""
            is_open = one.mark.id not in kept_back
            result = f"{result_words(one.result)}{decided}" if is_open else escape(KEPT_BACK)
            marks = _marks(one) if is_open else ""
            body.append(f'<tr>{cells}<td>{result}</td><td class="number">{marks}</td></tr>')
    columns = ("Learner", "Exercise", "Attempt", "Criterion", "Result", "Marks")
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    caption = f"{count(len(rows), 'submission')} in the gradebook, by learner code"
    frame = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
    return (
        f"{frame}<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>{markup.paragraphs(BY_A_PERSON)}"
    )


def _marks(one: Standing) -> str:
    if one.mark.weight is None:
        return ""
    found = "..." if one.marks is None else f"{one.marks:.1f}"
    return f"{found}\u00a0of\u00a0{one.mark.weight}"


def criterion_in_the_list(one: Standing) -> str:
    """A criterion of a submission in a line of a list."""
    row = one.submission
    again = f", attempt {row.attempt}" if row.attempt > 1 else ""
    return f"{row.learner}, {row.exercise}{again}: {one.mark.title}"


def one_in_the_list(row: SubmissionRow, kept_back: frozenset[int] = frozenset()) -> str:
    """A submission in a line of the list."""
    parts = [one for one in standings(row) if one.mark.id not in kept_back]
    met = sum(one.result == COMPETENT for one in parts)
    waits = sum(one.result == WAITS for one in parts)
    held = len(row.marks) - len(parts)
    more = f", {waits} to be marked" if waits else ""
    back = f", {held} kept back" if held else ""
    remark = ", look at both" if any(one.is_withheld for one in parts) else ""
    return f"{row.learner}: {row.exercise}, attempt {row.attempt} ({met} of {len(parts)} competent{more}{back}{remark})"


__all__ = [
    "KEPT_BACK",
    "checked",
    "count",
    "criterion_in_the_list",
    "one_in_the_list",
    "result_words",
    "results",
    "shop_words",
]
