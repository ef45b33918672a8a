"""What a trainee hands in: data, never code. One JSON file; the schema follows from this declaration."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sim.assessment.exercise import HEADLINES, load_exercise
from sim.policy import Policy, with_levers
from sim.reading import given, lever_problems

FORMAT: Final = 1
LEARNER = r"^[A-Z0-9]{2,8}(-[A-Z0-9]{2,8}){0,3}$"
"""A pseudonym that the training centre gives, such as TC7-0042; never a name."""

LEARNER_WORDS: Final = (
    "a learner code of capital letters and digits, in parts of 2 to 8 with - between, such as TC7-0042"
)

Words = Annotated[str, StringConstraints(max_length=4000)]
Name = Annotated[str, StringConstraints(max_length=60)]


_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['\u2019-][^\W\u3400-\u9fff]+)*")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Decision(_Strict):
    """What was set on a day, and why. Today all decisions are taken on day 0."""

    day: Literal[0] = 0
    values: dict[Name, bool | int | float | Name] = Field(max_length=40, description="lever path to value")
    reason: Words = ""


class Prediction(_Strict):
    """What the trainee expected before the first run; it is frozen then."""

    expected: dict[str, Literal["up", "same", "down"]] = Field(max_length=len(HEADLINES))
    because: Words = ""


class Submission(_Strict):
    """Everything that is handed in for one exercise."""

    format: Literal[1] = FORMAT
    workbook: str = Field(max_length=40, description="version of the workbook it was made with")
    exercise: str = Field(max_length=40)
    learner: str = Field(pattern=LEARNER, max_length=40, description="the learner code, never a name")
    decisions: list[Decision] = Field(min_length=1, max_length=1)
    prediction: Prediction
    answers: dict[Name, Words] = Field(default={}, max_length=40)
    findings: list[Any] = Field(default=[], max_length=0, description="of inspection exercises, none so far")
    declaration: Literal[True] = Field(description="this is my own work")

    @model_validator(mode="after")
    def _fits_its_exercise(self) -> Self:
        """Every problem is a line of the one message."""
        exercise = load_exercise(self.exercise)
        values = self.decisions[0].values
        open_ones = ", ".join(exercise.levers)
        lines = [
            f"decisions: {path[:60]}: not open in {exercise.id}; allowed {open_ones}, given {given(values[path])}"
            for path in sorted(set(values) - set(exercise.levers))
        ]
        lines += [
            f"decisions: {line}"
            for line in lever_problems({path: value for path, value in values.items() if path in exercise.levers})
        ]
        lines += [
            f"prediction: {name[:60]}: not asked; allowed {', '.join(HEADLINES)}"
            for name in sorted(set(self.prediction.expected) - set(HEADLINES))
        ]
        if lines:
            raise ValueError("\n".join(lines))
        return self

    def policy(self) -> Policy:
        """The decisions laid over the reference policy of the exercise's scenario.

        Raises:
            ValueError: a value outside its range.
        """
        reference = load_exercise(self.exercise).scenario.reference_policy()
        return with_levers(reference, self.decisions[0].values)

    def word_counts(self) -> dict[str, int]:
        """How many words were written where; a Chinese character counts as one."""
        written = {"reason": self.decisions[0].reason, "prediction": self.prediction.because, **self.answers}
        return {name: len(_WORD.findall(text)) for name, text in written.items()}


__all__ = ["FORMAT", "LEARNER", "LEARNER_WORDS", "Decision", "Prediction", "Submission"]
