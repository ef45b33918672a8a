"""A trainee's work on disk: kept after each change, found again after a restart, never half-written, never lost."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.assessment.exercise import HEADLINES, load_exercise
from sim.assessment.materials_reading import checked_materials
from sim.assessment.own_materials import Materials
from sim.assessment.questions import answer_problem
from sim.places import DATASETS
from sim.policy import with_levers
from sim.scenario import first_problem

NOTEBOOKS = DATASETS.parent / "notebooks"
HOME = Path(os.environ.get("STORESIM_HOME") or NOTEBOOKS)
"""Where `work` and `hand-in` of the trainee at this computer lie: beside the notebooks, or where STORESIM_HOME says."""
WORK = HOME / "work"
LARGEST_BYTES = 2_000_000
MOST_ATTEMPTS = 50

Direction = Literal["up", "same", "down"]


_EARLIER_TEXTS = ("what_happened", "in_my_shop")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Effect(_Strict):
    """What one run showed of a measure; without bounds where there was one shop only."""

    today: float | None
    yours: float | None
    change: float | None
    low: float | None = None
    high: float | None = None
    higher: int = Field(default=0, ge=0)
    lower: int = Field(default=0, ge=0)


class Attempt(_Strict):
    """One run: what was set, why, and what came of it."""

    values: dict[str, bool | int | float | str]
    reason: str = Field(default="", max_length=4000)
    seeds: int = Field(default=0, ge=0)
    effects: dict[str, Effect] = {}


class Work(_Strict):
    """Everything a trainee has done in one lesson so far."""

    format: Literal[1] = 1
    exercise: str
    expected: dict[str, Direction] = {}
    because: str = Field(default="", max_length=4000)
    is_frozen: bool = False
    """The prediction holds from the first run on."""
    values: dict[str, bool | int | float | str] = {}
    reason: str = Field(default="", max_length=4000)
    attempts: list[Attempt] = Field(default=[], max_length=MOST_ATTEMPTS)
    answers: dict[str, Annotated[str, Field(max_length=4000)]] = Field(default={}, max_length=40)
    """Texts that the exercise asks for, by id."""
    learner: str = Field(default="", max_length=40)
    materials: Materials | None = None
    """The trainee's own, once they are opened."""
    practised: dict[str, int | float | str] = Field(default={}, max_length=40)
    """Answers to the questions of the practice shop, by id; they never count."""
    responses: dict[str, int | float | str] = Field(default={}, max_length=40)
    """Answers to one's own questions, by id; the first one to each stays."""

    @model_validator(mode="before")
    @classmethod
    def _texts_by_id(cls, content: Any) -> Any:
        """Work of an earlier workbook kept its two texts as fields of their own."""
        if not isinstance(content, dict):
            return content
        kept = {name: text for name, text in content.items() if name not in _EARLIER_TEXTS}
        texts = {name: content[name] for name in _EARLIER_TEXTS if name in content}
        return {**kept, "answers": {**texts, **content.get("answers", {})}} if texts else kept

    @property
    def has_prediction(self) -> bool:
        """Whether all headlines are predicted, with a reason."""
        return all(measure in self.expected for measure in HEADLINES) and bool(self.because.strip())


Work_ = TypeVar("Work_", bound=BaseModel)


class KeptFile(Generic[Work_]):
    """The files of one lesson: the work itself, kept after each change, and the copy that "Save my work" makes.

    Args:
        exercise: id of the exercise.
        model: what the work of such a lesson is made of; it has at least the name of the exercise.
        folder: where the files lie.
    """

    def __init__(self, exercise: str, model: type[Work_], folder: Path | None = None) -> None:
        self.exercise = exercise
        self.model = model
        self.folder = WORK if folder is None else folder
        self.path = self.folder / f"{exercise}.json"
        self.saved = self.folder / f"{exercise}.saved.json"

    def fresh(self) -> Work_:
        """Work of somebody who has done nothing yet."""
        return self.model.model_validate({"exercise": self.exercise})

    def keep(self, work: Work_) -> None:
        """Write the work as it stands."""
        _write(self.path, work)

    def save(self, work: Work_) -> None:
        """Write the work as it stands, and a copy that only the next "Save my work" or "Reset" replaces."""
        _write(self.path, work)
        _write(self.saved, work)

    def resume(self) -> tuple[Work_, str]:
        """The work as it was left, and a line for the trainee (empty if there is nothing to say)."""
        work, notice = self._read(self.path)
        if work is not None:
            return work, notice or "Welcome back: your work is as you left it."
        return self.fresh(), notice

    def load(self) -> tuple[Work_ | None, str]:
        """The saved copy, and a line for the trainee; None if there is no copy that can be read."""
        work, notice = self._read(self.saved)
        if work is None:
            return None, notice or "There is no saved work yet. Choose Save my work first."
        return work, "Your saved work is back."

    def _read(self, path: Path) -> tuple[Work_ | None, str]:
        try:
            if path.stat().st_size > LARGEST_BYTES:
                raise ValueError(f"file: allowed up to {LARGEST_BYTES:,} bytes, given {path.stat().st_size:,}")
            return self._checked(json.loads(path.read_text(encoding="utf-8"))), ""
        except FileNotFoundError:
            return None, ""
        except ValidationError as error:
            problem = first_problem(error)
        except (ValueError, RecursionError) as error:
            problem = str(error).splitlines()[0]
        except OSError as error:
            return None, f"{path.name} could not be read ({error.strerror or error}). You start afresh."
        try:
            aside = _set_aside(path)
        except OSError as error:
            return None, f"{path.name} could not be read ({problem}) nor set aside ({error.strerror or error})."
        return None, f"{path.name} could not be read ({problem}). It is kept as {aside.name}, and you start afresh."

    def _checked(self, content: Any) -> Work_:
        work = self.model.model_validate(content)
        named = str(getattr(work, "exercise", ""))
        if named != self.exercise:
            raise ValueError(f"exercise: allowed {self.exercise}, given {named[:40]}")
        return work


class WorkFile(KeptFile[Work]):
    """The files of a lesson in which a policy is decided."""

    def __init__(self, exercise: str, folder: Path | None = None) -> None:
        super().__init__(exercise, Work, folder)

    def _checked(self, content: Any) -> Work:
        work = super()._checked(content)
        exercise = load_exercise(self.exercise)
        reference = exercise.scenario.reference_policy()
        for values in (work.values, *(attempt.values for attempt in work.attempts)):
            closed = sorted(set(values) - set(exercise.levers))
            if closed:
                raise ValueError(f"values: allowed {', '.join(exercise.levers)}, given {closed[0][:60]}")
            with_levers(reference, values)
        strangers = sorted(set(work.answers) - {ask.id for ask in exercise.asks})
        if strangers:
            raise ValueError(f"answers: allowed {', '.join(a.id for a in exercise.asks)}, given {strangers[0][:60]}")
        if work.materials is not None:
            checked_materials("materials", work.materials.model_dump(), exercise)
        for name, answer in {**work.practised, **work.responses}.items():
            asks = exercise.task == "questions"
            problem = answer_problem(exercise.id, name, answer) if asks else "allowed in exercises of questions"
            if problem:
                raise ValueError(f"responses: {name[:60]}: {problem}")
        unknown = sorted(set(work.expected) - set(HEADLINES))
        if unknown:
            raise ValueError(f"expected: allowed {', '.join(HEADLINES)}, given {unknown[0][:60]}")
        return work


def _write(path: Path, work: BaseModel) -> None:
    write_aside(path, work.model_dump_json(indent=1))


def write_aside(path: Path, text: str) -> None:
    """Write a file beside its place, then move it there: nobody ever meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}.json")).exists():
        number += 1
    return path.replace(aside)


__all__ = ["MOST_ATTEMPTS", "Attempt", "Effect", "KeptFile", "Work", "WorkFile", "write_aside"]
