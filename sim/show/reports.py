"""All reports of a gradebook at once: portfolios, certificates, sheets, and files for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.gradebook_tables import SubmissionRow
from sim.assessment.mark_exports import canvas_csv, class_csv, moodle_csv
from sim.assessment.mark_sheet import sheet_text
from sim.assessment.report_files import write_together
from sim.assessment.unit_award import award
from sim.assessment.unit_rows import UNITS
from sim.reading import BadInputError, given
from sim.show.certificate import award_page
from sim.show.portfolio import class_page, portfolio_page

FORMATS: Final = ("html", "csv", "moodle", "canvas")
USUAL: Final = ("html", "csv")


def read_formats(text: str) -> tuple[str, ...]:
    """Formats from words with commas between.

    Raises:
        BadInputError: one that is none of ours.
    """
    named = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    unknown = [name for name in named if name not in FORMATS]
    if unknown:
        raise BadInputError(f"--format: allowed {', '.join(FORMATS)}, given {given(unknown[0])}")
    return named


def write_reports(
    rows: Sequence[SubmissionRow], folder: Path, formats: Sequence[str] = USUAL, option: str = "--out"
) -> Iterator[list[Path]]:
    """Write the reports, learner by learner, the files of one learner together.

    Args:
        rows: all submissions of the gradebook.
        folder: where they go; it is there.
        formats: which of `FORMATS`.
        option: what the folder is called in messages.

    Yields:
        What was written, after each learner and at the end.

    Raises:
        BadInputError: the folder cannot be written to, or pages are asked for about an exercise that has gone.
    """
    if "html" in formats:
        _refuse_unknown(rows)
        for learner in sorted({row.learner for row in rows}):
            yield write_together(folder, _pages(learner, rows), option)
    tables = {}
    if "html" in formats:
        tables["class-sheet.html"] = class_page(rows)
    if "csv" in formats:
        tables["class-sheet.csv"] = class_csv(rows)
        tables["mark-sheet.csv"] = "\ufeff" + sheet_text(list(rows))
    if "moodle" in formats:
        tables["moodle.csv"] = moodle_csv(rows)
    if "canvas" in formats:
        tables["canvas.csv"] = canvas_csv(rows)
    yield write_together(folder, tables, option)
    if "html" in formats:
        _forget_outdated(rows, folder, option)


def _refuse_unknown(rows: Sequence[SubmissionRow]) -> None:
    """A page shows an exercise as it is declared; tables do without."""
    for row in rows:
        if row.exercise not in exercise_names():
            raise BadInputError(
                f"--format: html: allowed exercises of this workbook, given {row.exercise}, marked with "
                f"{row.made_with}; write csv with this workbook, or html with that one"
            )


def _pages(learner: str, rows: Sequence[SubmissionRow]) -> dict[str, str]:
    """Names of files hold a learner code, which is capital letters, digits and hyphens by its declaration."""
    pages = {f"portfolio-{learner}.html": portfolio_page(learner, rows)}
    for unit in sorted({load_exercise(row.exercise).unit for row in rows if row.learner == learner}):
        kind, page = award_page(award(learner, unit, rows), UNITS[unit])
        pages[f"{kind}-{learner}-{unit}.html"] = page
    return pages


def _forget_outdated(rows: Sequence[SubmissionRow], folder: Path, option: str) -> None:
    """A certificate that no longer holds, and a statement that has become a certificate, do not stay beside the new."""
    for learner, unit in {(row.learner, load_exercise(row.exercise).unit) for row in rows}:
        is_complete = award(learner, unit, rows).is_complete
        old = "statement" if is_complete else "certificate"
        outdated = folder / f"{old}-{learner}-{unit}.html"
        try:
            outdated.unlink(missing_ok=True)
        except OSError as error:
            raise BadInputError(
                f"{option}: {outdated}: holds no longer and cannot be taken out: {error.strerror}"
            ) from None


__all__ = ["FORMATS", "USUAL", "read_formats", "write_reports"]
