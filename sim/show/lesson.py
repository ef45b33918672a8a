"""What the notebooks use: `today = lesson.start("promotions")`, then one panel a cell, such as `today.brief()`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import ipywidgets as widgets
from IPython.display import Javascript, display

from sim.assessment.exercise import load_exercise
from sim.scenario import Scenario
from sim.show import markup
from sim.show.attack_panel import attack_panel
from sim.show.brief_panel import brief_panel, example_panel
from sim.show.crm_panel import crm_panel
from sim.show.decide_panel import decide_panel
from sim.show.desk import Desk
from sim.show.inspection_lesson import InspectionLesson
from sim.show.inspection_work import InspectionDesk
from sim.show.materials_panel import materials_panel
from sim.show.message_panel import message_panel
from sim.show.own_shop import OwnShops
from sim.show.predict_panel import predict_panel
from sim.show.question_panel import QuestionPanel
from sim.show.rights_panel import rights_panel
from sim.show.rounds_panel import rounds_panel
from sim.show.see_panel import see_panel
from sim.show.self_check import reference_lines
from sim.show.shop_panel import shop_panel
from sim.show.why_panel import why_panel
from sim.show.words_panel import hand_in_panel, words_panel
from sim.show.worked_panel import worked_panel


class Lesson:
    """One lesson: every method makes one panel of it."""

    def __init__(
        self,
        desk: Desk,
        hand_in_folder: Path | None = None,
        materials: Path | None = None,
        scenario: Scenario | None = None,
    ) -> None:
        self.desk = desk
        self._hand_in_folder = hand_in_folder
        self._materials = materials
        self._scenario = scenario

    def brief(self) -> widgets.VBox:
        """Who you are, what you decide, how you are marked; save, load, reset."""
        return brief_panel(self.desk)

    def customers(self) -> widgets.VBox:
        """The customers on record, by group and one by one."""
        return crm_panel(self.desk)

    def shop(self) -> widgets.VBox:
        """The shop front, the diary of faults and the staff calendar, day by day."""
        return shop_panel(self.desk)

    def attacks(self) -> widgets.VBox:
        """The diary of attacks, and what stopped the others."""
        return attack_panel(self.desk)

    def rights(self) -> widgets.VBox:
        """Who may do what: the permission matrix, to edit and to try."""
        return rights_panel(self.desk)

    def messages(self) -> widgets.VBox:
        """The message checker."""
        return message_panel()

    def rounds(self) -> widgets.VBox:
        """How much is sold wrong against the days between two looks."""
        return rounds_panel(self.desk)

    def example(self) -> widgets.VBox:
        """The worked example."""
        return example_panel(self.desk)

    @cached_property
    def shops(self) -> OwnShops:
        """Where questions are asked: the practice shop and the trainee's own."""
        return OwnShops(self.desk, self._scenario, self._materials)

    def worked(self) -> widgets.VBox:
        """How a question is answered from the records."""
        return worked_panel(self.desk, self.shops)

    def practise(self) -> widgets.VBox:
        """Questions on the practice shop, with its records."""
        return QuestionPanel(self.desk, self.shops, is_own=False).panel()

    def materials(self) -> widgets.VBox:
        """Opening one's own materials."""
        return materials_panel(self.desk, self.shops)

    def questions(self) -> widgets.VBox:
        """The trainee's own questions, with the records of their own shop."""
        return QuestionPanel(self.desk, self.shops, is_own=True).panel()

    def predict(self) -> widgets.VBox:
        """The prediction."""
        return predict_panel(self.desk)

    def decide(self) -> widgets.VBox:
        """The form, the run and the tries."""
        return decide_panel(self.desk)

    def see(self) -> widgets.VBox:
        """What the last run showed."""
        return see_panel(self.desk)

    def why(self) -> widgets.VBox:
        """Why it came so."""
        return why_panel(self.desk)

    def words(self) -> widgets.VBox:
        """The trainee's own words."""
        return words_panel(self.desk)

    def hand_in(self) -> widgets.VBox:
        """Handing in."""
        return hand_in_panel(self.desk, self._hand_in_folder)

    def self_check(self) -> None:
        """Print the lesson's reference figures, for the test that compares them."""
        print("\n".join(reference_lines(self.desk.practice, self.desk.words)))  # noqa: T201 - the one cell that prints


class ClosedLesson:
    """A lesson that cannot be opened: each of its panels says why, in one line."""

    def __init__(self, why: str) -> None:
        self._line = f"This lesson cannot be opened; please tell your teacher: {why}"

    def __getattr__(self, panel: str) -> Callable[[], widgets.HTML]:
        return lambda: widgets.HTML(markup.line(self._line, "trouble"))


def start(
    exercise: str,
    scenario: Scenario | None = None,
    folder: Path | None = None,
    hand_in: Path | None = None,
    materials: Path | None = None,
) -> Lesson | InspectionLesson | ClosedLesson:
    """Open a lesson; work that was kept is there again.

    Args:
        exercise: id of the exercise.
        scenario: another world than the exercise's own, for example a tiny one.
        folder: where the work is kept, if not in the usual place.
        hand_in: where the handed-in file goes, if not in the usual place.
        materials: where files of materials lie, if not in the usual place.

    Returns:
        The lesson; a closed one, whose panels say what is wrong, where the exercise's files are malformed.
    """
    opened: Lesson | InspectionLesson
    try:
        if load_exercise(exercise).task == "inspection":
            opened = InspectionLesson(InspectionDesk(exercise, folder), hand_in)
        else:
            opened = Lesson(Desk(exercise, scenario, folder), hand_in, materials, scenario)
    except ValueError as error:
        return ClosedLesson(str(error))
    display(Javascript(markup.script()))
    return opened


__all__ = ["ClosedLesson", "Lesson", "start"]
