"""What a person finds when reading a trainee's words, and what a person decides in place of a result.

Markers go by a code, never by name. Nothing that was written before is changed or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy.exc import IntegrityError

from sim.assessment.criteria import SIMULATED
from sim.assessment.gradebook import Gradebook
from sim.assessment.gradebook_tables import MarkRow, OverrideRow, PersonMarkRow, SubmissionRow
from sim.assessment.marks import COMPETENT, NOT_YET
from sim.assessment.standing import FIRST, SECOND, Standing
from sim.assessment.submission import LEARNER, words_in
from sim.reading import BadInputError, given

MARKER_WORDS: Final = (
    "a marker code of capital letters and digits with a digit in it, in parts of 2 to 8 with - between, such as A1-07"
)
LONGEST_WORDS: Final = 2000
LEAST_REASON_WORDS: Final = 3
"""Our choice: enough to say what was looked at, and short enough that nobody writes "ok ok ok" out of need."""


def marker_code(text: str) -> str:
    """The code of a marker.

    Raises:
        BadInputError: it is none; a name has no digit and is refused.
    """
    code = text.strip().upper()
    if not re.fullmatch(LEARNER, code) or not re.search(r"[0-9]", code) or len(code) > 40:
        raise BadInputError(f"marker code: allowed {MARKER_WORDS}, given {given(text.strip())}")
    return code


def mark_words(book: Gradebook, mark_id: int, marker: str, level: int, comment: str = "") -> None:
    """Write down the level that the first marker found; the same marker may correct it until a second has read.

    Raises:
        BadInputError: no such mark, no words to be read there, no such level, or somebody else has read already.
    """
    _write(book, mark_id, marker, FIRST, level, comment)


def mark_again(book: Gradebook, mark_id: int, marker: str, level: int, comment: str = "") -> None:
    """Write down what a second marker found, who has not read it before.

    For a criterion that the machine judges, level 1 means competent and level 0 not yet.

    Raises:
        BadInputError: no such mark or level, nothing to compare with yet, or it was read by this marker already.
    """
    _write(book, mark_id, marker, SECOND, level, comment)


def override(book: Gradebook, mark_ids: Iterable[int], marker: str, new_result: str, reason: str) -> int:
    """Decide results in place of what stands; the old result, who, when and why are kept.

    Args:
        book: the gradebook.
        mark_ids: the criteria it is about; all of them or none are written.
        marker: the code of who decides.
        new_result: `competent` or `not yet competent`.
        reason: why, in a few words.

    Returns:
        How many criteria it was written for.

    Raises:
        BadInputError: no such mark or result, or no reason.
    """
    code, words = marker_code(marker), _words("reason", reason)
    if new_result not in (COMPETENT, NOT_YET):
        raise BadInputError(f"result: allowed {COMPETENT} or {NOT_YET}, given {given(new_result)}")
    if words_in(words) < LEAST_REASON_WORDS:
        raise BadInputError(f"reason: allowed {LEAST_REASON_WORDS} words or more, given {words_in(words)}")
    count = 0
    with book.writing() as session:
        for mark_id in mark_ids:
            mark, submission = _find(session.get(MarkRow, mark_id), mark_id, session)
            old = Standing(submission, mark).result
            session.add(
                OverrideRow(
                    mark_id=mark_id,
                    place=len(mark.overrides),
                    old_result=old,
                    new_result=new_result,
                    marker=code,
                    reason=words,
                )
            )
            count += 1
    return count


def _write(book: Gradebook, mark_id: int, marker: str, role: str, level: int, comment: str) -> None:
    code, words = marker_code(marker), _words("comment", comment)
    try:
        with book.writing() as session:
            mark, submission = _find(session.get(MarkRow, mark_id), mark_id, session)
            standing = Standing(submission, mark)
            _refuse_level(standing, role, level)
            (_refuse_first if role == FIRST else _refuse_second)(standing, code)
            place = sum(one.role == role for one in mark.by_people)
            session.add(PersonMarkRow(mark_id=mark_id, place=place, marker=code, role=role, level=level, comment=words))
    except IntegrityError:
        raise BadInputError("marking: somebody else has just marked this; look at it again") from None


def _find(mark: MarkRow | None, mark_id: int, session: object) -> tuple[MarkRow, SubmissionRow]:
    if mark is None:
        raise BadInputError(f"mark: allowed one of the gradebook, given {mark_id}")
    submission = session.get(SubmissionRow, mark.submission_id)  # type: ignore[attr-defined]
    return mark, submission


def _words(field: str, text: str) -> str:
    words = text.strip()
    if len(words) > LONGEST_WORDS:
        raise BadInputError(f"{field}: allowed up to {LONGEST_WORDS:,} letters, given {len(words):,}")
    if "\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
        raise BadInputError(f"{field}: allowed letters that can be written, given a zero or half a letter")
    return words


def _refuse_level(standing: Standing, role: str, level: int) -> None:
    rubric = standing.rubric
    if rubric is not None:
        top = len(rubric.levels) - 1
    elif role == SECOND and isinstance(standing.criterion, SIMULATED):
        top = 1
    else:
        raise BadInputError(f"{standing.mark.criterion}: allowed a criterion that a person reads for, given another")
    if type(level) is not int or not 0 <= level <= top:
        raise BadInputError(f"level: allowed a whole number from 0 to {top}, given {given(level)}")


def _refuse_first(standing: Standing, code: str) -> None:
    if standing.first is not None and standing.first.marker != code:
        raise BadInputError(
            "marking: allowed words that nobody has read, or your own marking, given somebody else's; "
            "override the result, with a reason"
        )
    if standing.second is not None:
        raise BadInputError(
            "marking: allowed before a second marker has read, given after; override the result, with a reason"
        )


def _refuse_second(standing: Standing, code: str) -> None:
    if standing.rubric is not None and standing.first is None:
        raise BadInputError("second marking: allowed where somebody has read before, given words that nobody has read")
    if standing.first is not None and standing.first.marker == code:
        raise BadInputError("second marking: allowed a marker who has not read this before, given the first marker")
    if standing.second is not None and standing.second.marker != code:
        raise BadInputError("second marking: allowed one second marker, given another one")
    if standing.override is not None:
        raise BadInputError("second marking: allowed before a result is overridden, given after")


__all__ = ["LEAST_REASON_WORDS", "MARKER_WORDS", "mark_again", "mark_words", "marker_code", "override"]
