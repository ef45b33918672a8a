"""The two shops of a lesson of questions: one that everybody practises on, and the trainee's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from sim.assessment.materials_reading import read_materials
from sim.assessment.own_materials import Materials
from sim.assessment.own_run import OwnRun, practice_run, questions_of, run_own
from sim.assessment.questions import Answer, Question
from sim.reading import BadInputError
from sim.run import Run
from sim.scenario import Scenario
from sim.show.desk import Desk
from sim.show.saved_work import HOME

MATERIALS: Final = HOME / "materials"
"""Where files of materials lie, beside the hand-ins."""
MOST_FILES: Final = 500
_NUMBER: Final = re.compile(r"(?:HK)?\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*\D{0,30}")


class Shop:
    """One finished run with its questions, and where the answers to them are kept."""

    def __init__(self, run: Run, questions: tuple[Question, ...]) -> None:
        self.run = run
        self.questions = questions


class OwnShops:
    """Runs a shop when it is first asked for, and keeps it.

    Args:
        desk: the desk of the lesson.
        scenario: another world than the exercise's own, for example a small one.
        folder: where materials lie, if not in the usual place.
    """

    def __init__(self, desk: Desk, scenario: Scenario | None = None, folder: Path | None = None) -> None:
        self.desk = desk
        self.folder = folder or MATERIALS
        self._scenario = scenario
        self._kept: dict[OwnRun, Shop] = {}

    @property
    def practice(self) -> Shop:
        """The shop that everybody practises on."""
        return self._shop(practice_run(self.desk.exercise))

    @property
    def own(self) -> Shop | None:
        """The trainee's own shop; None before the materials are opened."""
        materials = self.desk.work.materials
        return None if materials is None else self._shop(OwnRun.model_validate(materials.content))

    def _shop(self, own: OwnRun) -> Shop:
        if own not in self._kept:
            run = run_own(own, self._scenario)
            self._kept[own] = Shop(run, questions_of(self.desk.exercise, own, run))
        return self._kept[own]

    def find(self, learner: str) -> Materials:
        """The materials of a learner among the files in the folder.

        Raises:
            BadInputError: there are none; one line.
        """
        files = sorted(self.folder.glob("*.json"))[:MOST_FILES] if self.folder.is_dir() else []
        for file in files:
            try:
                found = read_materials(file, self.desk.exercise)
            except BadInputError:
                continue  # another exercise, or no materials at all
            if found.learner == learner:
                return found
        raise BadInputError(
            f"No materials for {learner or 'an empty code'} are on this computer. Check the code, or choose the file "
            "that your teacher gave you."
        )

    def take(self, materials: Materials) -> None:
        """Put materials on the desk; answers to the questions of somebody else go."""
        work = self.desk.work
        if work.materials is None or work.materials.content != materials.content:
            work.responses = {}
        work.materials, work.learner = materials, materials.learner
        self.desk.changed()


def read_answer(question: Question, text: str) -> Answer:
    """A number as people write it: 1,234 or HK$1,234 or 16.6 %.

    Raises:
        ValueError: it is none; one line that says how to write it.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"Write one number, such as 1,234 or 16.6, with a point before decimals; given “{text[:40]}”.")
    number = float(found[1].replace(",", "") + (found[2] or ""))
    return int(number) if not question.template.step and number == int(number) else number


__all__ = ["MATERIALS", "OwnShops", "Shop", "read_answer"]
