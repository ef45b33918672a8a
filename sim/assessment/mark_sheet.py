"""The mark sheet: a row a submission and criterion, as a file that spreadsheets open without running anything in it."""

from __future__ import annotations

import csv
import io
import math
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.standing import Standing, standings
from sim.reading import BadInputError, given

COLUMNS: Final = (
    "learner",
    "exercise",
    "attempt",
    "criterion",
    "title",
    "result",
    "weight",
    "marks",
    "level",
    "marker",
    "comment",
    "override",
    "change",
    "interval_low",
    "interval_high",
    "shops",
    "reasons",
    "remark",
    "workbook",
    "made_with",
    "digest",
    "marked_at",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return f"'{value}"
    if isinstance(value, float):
        return "" if math.isnan(value) else round(value, 6)
    return "" if value is None else value


def sheet_text(submissions: list[SubmissionRow]) -> str:
    """The sheet as CSV, header first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for submission in submissions:
        for standing in standings(submission):
            writer.writerow([safe_cell(value) for value in _cells(standing)])
    return text.getvalue()


def _cells(standing: Standing) -> list[Any]:
    submission, mark = standing.submission, standing.mark
    overall = mark.effects[-1] if mark.effects else None
    figures = [overall.change, overall.low, overall.high, overall.worlds] if overall else [None] * 4
    first, last = standing.first, standing.override
    return [
        submission.learner,
        submission.exercise,
        submission.attempt,
        mark.criterion,
        mark.title,
        standing.result,
        mark.weight,
        standing.marks,
        first.level if first else None,
        first.marker if first else None,
        " ".join(first.comment.split()) if first else None,
        f"{last.old_result}, then {last.new_result}: {' '.join(last.reason.split())} ({last.marker})" if last else None,
        *figures,
        " ".join(mark.reasons.splitlines()),
        submission.alike or "",
        submission.workbook,
        submission.made_with,
        submission.digest,
        submission.marked_at,
    ]


def write_sheet(file: Path, submissions: list[SubmissionRow], option: str = "--csv") -> None:
    """Write the sheet aside, then put it in place: whoever reads meanwhile sees the old one or the new one.

    Raises:
        BadInputError: it cannot be written.
    """
    aside = file.parent / f".{file.name[:100]}.{os.getpid()}.part"
    try:
        if file.is_dir():
            raise BadInputError(f"{option}: {file}: allowed a file, given a folder")
        aside.write_text(sheet_text(submissions), encoding="utf-8-sig", newline="")
        aside.replace(file)
    except OSError as error:
        raise BadInputError(
            f"{option}: {str(file)[:200]}: allowed a file that can be written, given one that cannot: {error.strerror}"
        ) from None
    except BadInputError:
        raise
    except ValueError:  # a zero byte in the name
        raise BadInputError(f"{option}: allowed the name of a file, given {given(str(file))}") from None
    finally:
        with suppress(OSError, ValueError):
            aside.unlink(missing_ok=True)


__all__ = ["COLUMNS", "safe_cell", "sheet_text", "write_sheet"]
