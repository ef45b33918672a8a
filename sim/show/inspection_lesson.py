"""The lesson of an inspection: brief, worked example, prediction, practice with answers, the own shop front, words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import ipywidgets as widgets

from sim.assessment.criteria import FirstStepCriterion, FoundCriterion
from sim.assessment.findings import FAULT_NAMES, FAULTS, STEP_WORDS, Finding
from sim.assessment.found import judge_first_step, judge_found, percent, sort_flags
from sim.assessment.inspection import Inspection
from sim.reading import BadInputError
from sim.show import front_lists, markup
from sim.show.brief_panel import brief_panel
from sim.show.errand import careful
from sim.show.inspect_bench import InspectBench
from sim.show.inspection_work import OWN, InspectionDesk, materials_in, read_materials
from sim.show.words_panel import hand_in_panel, words_panel
from sim.show.work_desk import button, reporter, text_box

USUAL_PERCENT = 50
NO_FILE = ("no file yet", "")
FROZEN = "Your prediction is kept since your first practice and does not change any more."


class InspectionLesson:
    """One lesson: every method makes one panel of it."""

    def __init__(self, desk: InspectionDesk, hand_in_folder: Path | None = None) -> None:
        self.desk = desk
        self._hand_in_folder = hand_in_folder

    def brief(self) -> widgets.VBox:
        """Who you are, what you decide, how you are marked; save, load, reset."""
        return brief_panel(self.desk)

    def example(self) -> widgets.VBox:
        """The worked example."""
        return self.desk.panel(widgets.HTML(example_in_words(self.desk)))

    def predict(self) -> widgets.VBox:
        """The prediction."""
        return predict_panel(self.desk)

    def practise(self) -> widgets.VBox:
        """Shop fronts to practise on, with answers."""
        return PracticePanel(self.desk).panel

    def own(self) -> widgets.VBox:
        """The trainee's own shop front."""
        return OwnPanel(self.desk).panel

    def words(self) -> widgets.VBox:
        """The trainee's own words."""
        return words_panel(self.desk)

    def hand_in(self) -> widgets.VBox:
        """Handing in."""
        return hand_in_panel(self.desk, self._hand_in_folder)

    def self_check(self) -> None:
        """Print the lesson's reference figures, for the test that compares them."""
        print("\n".join(front_lines(self.desk)))  # noqa: T201 - the one cell that prints


def front_lines(desk: InspectionDesk) -> list[str]:
    """Reference figures: of each practice shop front, how many pages, and what is wrong with how many of them."""
    lines = [f"{desk.exercise.id}: {desk.exercise.practice_seeds} practice shop fronts"]
    for number in range(1, desk.exercise.practice_seeds + 1):
        made = desk.practice(number)
        counts = [sum(one.fault == kind for one in made.faults) for kind in FAULTS]
        told = ", ".join(f"{kind} {count}" for kind, count in zip(FAULTS, counts, strict=True))
        lines.append(f"{number}: {len(made.front.pages)} pages; {told}")
    return lines


def example_in_words(desk: InspectionDesk) -> str:
    """A page that is wrong and one that only looks so, both from the first practice shop front."""
    made, words = desk.practice(1), desk.words.example
    wrong = next(
        (one for one in made.faults if one.fault == "promotion" and made.records[one.item].ordered), made.faults[0]
    )
    right = next(
        (
            one
            for one in made.records.values()
            if not list(one.faults()) and any(one.today in (first, last) for first, last in one.offers)
        ),
        next(one for one in made.records.values() if not list(one.faults())),
    )
    return (
        markup.paragraphs(*words.story)
        + f"<h4>Wrong: No. {wrong.item}</h4>{front_lists.card(made.front, wrong.item)}"
        + markup.paragraphs(*words.wrong, wrong.words, wrong.step_words)
        + f"<h4>Right: No. {right.item}</h4>{front_lists.card(made.front, right.item)}"
        + markup.paragraphs(*words.right, made.told(right.item, "promotion"), *words.lesson)
    )


def predict_panel(desk: InspectionDesk) -> widgets.VBox:
    """How much of what is wrong will you find, and what will you look at first."""
    share = widgets.IntSlider(
        value=USUAL_PERCENT,
        min=0,
        max=100,
        step=5,
        description="Of 100 things that are wrong, I shall find about",
        continuous_update=False,
        style={"description_width": "initial"},
    )
    share.add_class("column")
    because = text_box("I expect this because ...", "")
    place = widgets.HTML()
    report = reporter(place)
    quiet = [False]

    def take() -> None:
        if not quiet[0] and not desk.work.is_frozen:
            desk.work.expected_percent, desk.work.because = int(share.value), because.value[:4000]
            desk.changed()

    def refresh() -> None:
        quiet[0] = True
        try:
            share.value = USUAL_PERCENT if desk.work.expected_percent is None else desk.work.expected_percent
            share.disabled = because.disabled = desk.work.is_frozen
            if because.value != desk.work.because:
                because.value = desk.work.because
        finally:
            quiet[0] = False
        if desk.work.is_frozen:
            place.value = markup.line(FROZEN, "good")
        elif desk.work.because.strip():
            place.value = markup.line("Your prediction is complete. You may change it until you check.", "good")
        else:
            place.value = markup.line("Still missing: because.")

    for field in (share, because):
        field.observe(careful(take, report), names="value")
    desk.watch(refresh)
    refresh()
    return desk.panel(widgets.HTML(markup.paragraphs(*desk.words.before_you_predict)), share, because, place)


class PracticePanel:
    """Practice: choose a shop front, flag, and see at once what was found and what was not."""

    def __init__(self, desk: InspectionDesk) -> None:
        self.desk = desk
        names = [(f"Practice shop front {n}", n) for n in range(1, desk.exercise.practice_seeds + 1)]
        self.which = widgets.Dropdown(options=names, description="Shop front", style={"description_width": "initial"})
        self.which.add_class("column")
        self.bench = InspectBench(desk, 1)
        self.place, self.result = widgets.HTML(), widgets.HTML()
        report = reporter(self.place)
        self.which.observe(careful(self.change, report), names="value")
        self.check_button = button("Check my flags", self.check, report, main=True)
        words = widgets.HTML(markup.paragraphs(*desk.words.practice))
        self.panel = desk.panel(words, self.which, self.bench.body, self.check_button, self.place, self.result)

    def change(self) -> None:
        """Another shop front; its answers are shown again once they are asked for."""
        self.place.value = self.result.value = ""
        self.bench.show(int(self.which.value))

    def check(self) -> None:
        """Show what is right; from the first time on the prediction holds."""
        desk, number = self.desk, int(self.which.value)
        if not desk.work.because.strip():
            self.result.value = ""
            self.place.value = markup.line("Predict first, in step 3: how much will you find, and because.", "trouble")
            return
        if not desk.flags(number):
            self.place.value = markup.line("Flag at least one page first.", "trouble")
            return
        if desk.work.expected_percent is None:
            desk.work.expected_percent = USUAL_PERCENT
        desk.work.is_frozen = True
        desk.work.checked = sorted({*desk.work.checked, number})
        desk.changed()
        self.place.value = ""
        self.result.value = answers_in_words(desk, desk.practice(number), desk.flags(number))


def answers_in_words(desk: InspectionDesk, made: Inspection, flags: list[Finding]) -> str:
    """What was found, what was missed and what was right after all, with the words of the lists."""
    one = sort_flags(made, flags, FAULTS)
    found = [
        (
            f"{fault.item}",
            fault.name,
            FAULT_NAMES[fault.fault],
            fault.words,
            ("right: " if flag.first in fault.first else "not right: ") + STEP_WORDS[flag.first],
            fault.step_words,
        )
        for fault, flag in one.hits
    ]
    missed = [(f"{f.item}", f.name, FAULT_NAMES[f.fault], f.words, f.step_words) for f in one.missed]
    false = [
        (f"{f.item}", made.records[f.item].name, FAULT_NAMES[f.fault], made.told(f.item, f.fault)) for f in one.false
    ]
    share = len(one.hits) / one.faults
    parts = [
        "<h3>What you found</h3>",
        markup.paragraphs(
            f"You found {len(one.hits)} of {one.faults} ({percent(share)}).",
            f"You expected to find about {desk.work.expected_percent} %.",
            f"{len(one.false)} of your flags {'is a false alarm' if len(one.false) == 1 else 'are false alarms'}.",
        ),
    ]
    if one.beside:
        parts.append(
            markup.paragraphs(
                f"{len(one.beside)} you flagged as a wrong price, where it is the offer that makes the price wrong."
            )
        )
    parts.append(_criteria(desk, made, flags))
    for name, columns, rows in (
        ("Found", ("No.", "Item", "Wrong", "What the lists say", "You would first", "Right"), found),
        ("Missed", ("No.", "Item", "Wrong", "What the lists say", "What to do"), missed),
        ("False alarms: these are right", ("No.", "Item", "You flagged", "What the lists say"), false),
    ):
        if rows:
            table = markup.table(f"{name}: {len(rows)}", columns, rows, numbers=(0,))
            parts.append(f"<details open><summary>{escape(name)}: {len(rows)}</summary>{table}</details>")
    return "".join(parts)


def _criteria(desk: InspectionDesk, made: Inspection, flags: list[Finding]) -> str:
    """How far these flags would go if they counted."""
    rows = []
    for criterion in desk.exercise.criteria:
        if isinstance(criterion, FoundCriterion):
            mark = judge_found(criterion, made, flags)
        elif isinstance(criterion, FirstStepCriterion):
            mark = judge_first_step(criterion, made, flags)
        else:
            continue
        rows.append((mark.title, " ".join(mark.reasons), mark.result))
    return markup.table("If this counted", ("What is asked", "How it stands", "Result"), rows)


class OwnPanel:
    """The trainee's own shop front: open the file, flag; nobody says here what is right."""

    def __init__(self, desk: InspectionDesk) -> None:
        self.desk = desk
        self.place = widgets.HTML()
        report = reporter(self.place)
        self.files = widgets.Dropdown(
            options=[NO_FILE], description="Files in the folder materials", style={"description_width": "initial"}
        )
        self.files.add_class("column")
        self.upload = widgets.FileUpload(accept=".json", multiple=False, description="Open a file")
        self.upload.observe(careful(self.take_upload, report), names="value")
        buttons = widgets.HBox(
            [
                button("Look into the folder again", self.look, report),
                button("Open the chosen file", self.open_chosen, report, main=True),
                self.upload,
            ]
        )
        buttons.layout.flex_flow = "row wrap"
        self.bench = InspectBench(desk, OWN)
        words = widgets.HTML(markup.paragraphs(*desk.words.own))
        self.look()
        if desk.work.own is not None:
            self.place.value = markup.line(f"The shop front of {desk.work.own.learner} is open.", "good")
        self.panel = desk.panel(words, self.files, buttons, self.place, self.bench.body)

    def look(self) -> None:
        """List the files that may be the trainee's."""
        found = sorted(self.desk.materials.glob(f"{self.desk.exercise.id}-*.materials.json"))
        self.files.options = [(path.name, str(path)) for path in found] or [NO_FILE]

    def open_chosen(self) -> None:
        """Open the file that is chosen in the list."""
        if not self.files.value:
            self.place.value = markup.line(
                "There is no file yet: put the one from your teacher into the folder materials.", "trouble"
            )
            return
        path = Path(self.files.value)
        self._open(lambda: self.desk.open_materials(path.name, read_materials(path)))

    def take_upload(self) -> None:
        """Open the file that came through the page."""
        if not self.upload.value:
            return
        one = self.upload.value[0]
        name, letters = str(one["name"]), bytes(one["content"])
        self._open(lambda: self.desk.open_materials(name[:80], materials_in(name, letters, self.desk.materials)))

    def _open(self, take: Callable[[], str]) -> None:
        try:
            said = take()
        except BadInputError as error:
            self.place.value = markup.line(str(error), "trouble")
            return
        self.place.value = markup.line(said, "trouble" if "never counts" in said else "good")


__all__ = ["InspectionLesson", "front_lines"]
