"""A trainee's work in an inspection lesson, as it is kept on disk, and the desk that its panels share."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.assessment.findings import FAULT_NAMES, MOST_FINDINGS, STEP_NAMES, Finding
from sim.assessment.inspection import Inspection, inspection
from sim.assessment.own_materials import PRACTICE_LEARNER, PRACTICE_SECRET, Materials
from sim.assessment.shop_front_file import ShopFront
from sim.assessment.submission import LEARNER, Submission
from sim.reading import BadInputError, read_json, refuse_excess
from sim.scenario import first_problem
from sim.show.hand_in import count_words
from sim.show.lesson_words import inspection_words
from sim.show.saved_work import HOME, KeptFile
from sim.show.work_desk import WorkDesk

MATERIALS: Final = HOME / "materials"
"""Where a trainee puts the file that the teacher gave."""
DEEPEST, MOST_VALUES = 6, 4_000
OWN: Final = 0
"""The number of the trainee's own shop front; practice ones count from 1."""


class InspectionWork(BaseModel):
    """Everything a trainee has done in the lesson so far; flags by the number of the shop front."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    format: int = Field(default=1, ge=1, le=1)
    exercise: str
    expected_percent: int | None = Field(default=None, ge=0, le=100)
    because: str = Field(default="", max_length=4000)
    is_frozen: bool = False
    """The prediction holds from the first practice on that was checked."""
    flags: dict[int, list[Finding]] = Field(default={}, max_length=60)
    checked: list[int] = Field(default=[], max_length=60)
    own: Materials | None = None
    answers: dict[str, str] = Field(default={}, max_length=40)
    learner: str = Field(default="", max_length=40)


class InspectionFile(KeptFile[InspectionWork]):
    """The files of an inspection lesson."""

    def __init__(self, exercise: str, folder: Path | None = None) -> None:
        super().__init__(exercise, InspectionWork, folder)

    def _checked(self, content: Any) -> InspectionWork:
        work = super()._checked(content)
        if work.own is not None:
            checked_materials("own", work.own.model_dump(), self.exercise)
        return work


class InspectionDesk(WorkDesk):
    """The desk of an inspection lesson.

    Args:
        exercise: id of the exercise.
        folder: where the work is kept; the usual place if not given.
        materials: where the trainee's own file may lie; the usual place if not given.
    """

    work: InspectionWork
    hand_in_words = ("What is handed in is what you flagged in your own shop front, your prediction, and your words.",)

    def __init__(self, exercise: str, folder: Path | None = None, materials: Path | None = None) -> None:
        super().__init__(exercise, InspectionFile(exercise, folder))
        self.words = inspection_words(self.exercise)
        self.materials = MATERIALS if materials is None else materials

    def practice(self, number: int) -> Inspection:
        """A shop front to practise on, with what is wrong in it; from 1 to the number that the exercise says."""
        return inspection(PRACTICE_SECRET, self.exercise.id, f"{PRACTICE_LEARNER}-{number:02d}")

    def front(self, number: int) -> ShopFront | None:
        """A practice shop front, or the trainee's own (0); None while that is not there."""
        if number != OWN:
            return self.practice(number).front
        return ShopFront.model_validate(self.work.own.content) if self.work.own else None

    def flags(self, number: int) -> list[Finding]:
        """What is flagged on a shop front."""
        return self.work.flags.get(number, [])

    def flag(self, number: int, finding: Finding) -> None:
        """Flag something; a second flag of the same kind on the same page takes the place of the first."""
        kept = [one for one in self.flags(number) if (one.item, one.fault) != (finding.item, finding.fault)]
        self.work.flags = {**self.work.flags, number: [*kept, finding][-MOST_FINDINGS:]}
        self.changed()

    def take_back(self, number: int, item: int, fault: str) -> None:
        """Take a flag back."""
        kept = [one for one in self.flags(number) if (one.item, one.fault) != (item, fault)]
        self.work.flags = {**self.work.flags, number: kept}
        self.changed()

    def open_materials(self, name: str, content: Any) -> str:
        """Take over a trainee's own materials; returns a line for the trainee.

        Raises:
            BadInputError: they are not in order, or of another exercise; one line.
        """
        made = checked_materials(name, content, self.exercise.id)
        is_other = self.work.own is not None and self.work.own != made
        self.work.own = made
        self.work.learner = made.learner
        if is_other:
            self.work.flags = {number: flags for number, flags in self.work.flags.items() if number != OWN}
        self.changed()
        if self.is_practice():
            return f"{name}: these materials are to practise on; what you hand in about them never counts."
        return f"{name} is open: the shop front of {made.learner}."

    def is_practice(self) -> bool:
        """Are the materials that are open made with the secret that everybody knows?"""
        if self.work.own is None:
            return False
        made = inspection(PRACTICE_SECRET, self.exercise.id, self.work.own.learner)
        return made.front.model_dump(mode="json") == self.work.own.content

    def problems(self, is_declared: bool) -> list[str]:
        """What is still in the way of handing in, a line each."""
        work, found = self.work, []
        if not re.fullmatch(LEARNER, work.learner):
            given = f'given "{work.learner[:40]}"' if work.learner else "nothing is given"
            found.append(
                "Learner code: capital letters and digits in groups of 2 to 8, joined by hyphens, such as TC7-0042; "
                f"{given}. Never write your name here."
            )
        if work.own is None:
            found.append("Your own shop front: open the file that your teacher gave you; none is open.")
        elif work.own.learner != work.learner:
            found.append(f"Learner code: your shop front was made for {work.own.learner}; given {work.learner[:40]}.")
        if work.own is not None and not self.flags(OWN):
            found.append("Your flags: flag at least one thing on your own shop front; nothing is flagged.")
        for ask in self.exercise.asks:
            words = count_words(self.answer(ask.id))
            if words < max(ask.least_words, 1):
                found.append(f"{ask.title}: at least {max(ask.least_words, 1)} words; given {words}.")
        if not is_declared:
            found.append("Declaration: tick the box that says this is your own work; it is not ticked.")
        return found

    def submission(self) -> Submission:
        """The work as it is handed in.

        Raises:
            ValueError: it does not fit the exercise; one line that says what.
        """
        content = {
            "workbook": version("storesim"),
            "exercise": self.exercise.id,
            "learner": self.work.learner,
            "prediction": {"because": self.work.because},
            "findings": [one.model_dump() for one in self.flags(OWN)],
            "answers": {ask.id: self.answer(ask.id) for ask in self.exercise.asks},
            "declaration": True,
        }
        try:
            return Submission.model_validate(content)
        except ValidationError as error:
            raise ValueError(first_problem(error)) from None

    def summary_rows(self, one: Submission) -> list[tuple[str, str]]:
        """What is in the file, for the person who hands it in."""
        rows = [("Learner code", one.learner)]
        rows += [
            (f"No. {flag.item}", f"{FAULT_NAMES[flag.fault]}; first: {STEP_NAMES[flag.first]}") for flag in one.findings
        ]
        rows.append(("You expected", one.prediction.because))
        rows += [(ask.title, one.answers[ask.id]) for ask in self.exercise.asks]
        rows.append(("Declaration", "This is my own work"))
        return rows


def read_materials(path: Path) -> Any:
    """The content of a materials file, read without trust.

    Raises:
        BadInputError: one line that names the file.
    """
    content = read_json(str(path), wanted="the file that your teacher gave you")
    refuse_excess(str(path), content, deepest=DEEPEST, most_values=MOST_VALUES)
    return content


def materials_in(name: str, letters: bytes, folder: Path) -> Any:
    """The same for a file that came through the page; it lies in the folder, under a name of ours, while it is read."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / ".opened.part"
    try:
        place.write_bytes(letters)
        return read_materials(place)
    except BadInputError as error:
        raise BadInputError(str(error).replace(str(place), name[:80])) from None
    finally:
        place.unlink(missing_ok=True)


def checked_materials(name: str, content: Any, exercise: str) -> Materials:
    """Materials that are in order and belong to this exercise.

    Raises:
        BadInputError: one line that names file, field, what is allowed and what was given.
    """
    try:
        made = Materials.model_validate(content)
        if made.exercise != exercise:
            raise BadInputError(f"{name}: exercise: allowed {exercise}, given {json.dumps(made.exercise[:40])}")
        ShopFront.model_validate(made.content)
    except ValidationError as error:
        raise BadInputError(f"{name}: {first_problem(error)}") from None
    return made


__all__ = [
    "MATERIALS",
    "OWN",
    "InspectionDesk",
    "InspectionWork",
    "checked_materials",
    "materials_in",
    "read_materials",
]
