"""What a trainee hands in: data, never code. One JSON file; the schema follows from this declaration."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sim.assessment.exercise import HEADLINES, load_exercise
from sim.assessment.findings import MOST_FINDINGS, Finding
from sim.assessment.questions import answer_problem
from sim.policy import Policy, with_levers
from sim.reading import given, lever_problems

FORMAT: Final = 2
"""Format 1 had no findings; it is read as format 2 without any."""
LEARNER = r"^[A-Z0-9]{2,8}(-[A-Z0-9]{2,8}){0,3}$"
"""A pseudonym that the training centre gives, such as TC7-0042; never a name."""

LEARNER_WORDS: Final = (
    "a learner code of capital letters and digits, in parts of 2 to 8 with - between, such as TC7-0042"
)


def _from_1(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "format": 2}


UPGRADES: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {1: _from_1}
"""From each earlier format to that of today, so that a file of any age can be read."""

Words = Annotated[str, StringConstraints(max_length=4000)]
Name = Annotated[str, StringConstraints(max_length=60)]


_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['\u2019-][^\W\u3400-\u9fff]+)*")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Decision(_Strict):
    """What was set on a day, and why. Today all decisions are taken on day 0."""

    day: Literal[0] = 0
    values: dict[Name, bool | int | float | Name] = Field(default={}, max_length=40, description="lever path to value")
    reason: Words = ""


class Prediction(_Strict):
    """What the trainee expected before the first run; it is frozen then."""

    expected: dict[str, Literal["up", "same", "down"]] = Field(default={}, max_length=len(HEADLINES))
    because: Words = ""


class Submission(_Strict):
    """Everything that is handed in for one exercise."""

    format: Literal[2] = FORMAT
    workbook: str = Field(max_length=40, description="version of the workbook it was made with")
    exercise: str = Field(max_length=40)
    learner: str = Field(pattern=LEARNER, max_length=40, description="the learner code, never a name")
    decisions: list[Decision] = Field(default=[Decision()], min_length=1, max_length=1)
    prediction: Prediction = Prediction()
    answers: dict[Name, Words] = Field(default={}, max_length=40)
    findings: list[Finding] = Field(default=[], max_length=MOST_FINDINGS, description="of inspection exercises")
    responses: dict[Name, int | float | Name] = Field(
        default={}, max_length=40, description="of exercises of questions: id of the question to the answer"
    )
    declaration: Literal[True] = Field(description="this is my own work")

    @model_validator(mode="before")
    @classmethod
    def _of_today(cls, content: Any) -> Any:
        """A file of an earlier format, as the format of today says it."""
        number = content.get("format") if isinstance(content, dict) else None
        return UPGRADES[number](content) if type(number) is int and number in UPGRADES else content

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
        asked = [ask.id for ask in exercise.asks]
        lines += [
            f"answers: {name[:60]}: not asked in {exercise.id}; allowed {', '.join(asked)}"
            for name in sorted(set(self.answers) - set(asked))
        ]
        lines += self._finding_problems(is_asked=exercise.task == "inspection")
        lines += self._response_lines()
        if lines:
            raise ValueError("\n".join(lines))
        return self

    def _finding_problems(self, *, is_asked: bool) -> list[str]:
        if self.findings and not is_asked:
            return [f"findings: not asked in {self.exercise}; allowed none, given {len(self.findings)}"]
        seen: set[tuple[int, str]] = set()
        lines = []
        for place, one in enumerate(self.findings):
            if (one.item, one.fault) in seen:
                lines.append(f"findings.{place}: item {one.item}, {one.fault}: allowed once, given again")
            seen.add((one.item, one.fault))
        return lines

    def _response_lines(self) -> list[str]:
        """What is wrong with the answers to questions, a line each."""
        lines = []
        for name, answer in sorted(self.responses.items()):
            if load_exercise(self.exercise).task != "questions":
                problem: str | None = f"not asked in {self.exercise}; allowed none"
            else:
                problem = answer_problem(self.exercise, name, answer)
            if problem:
                lines.append(f"responses: {name[:60]}: {problem}, given {given(answer)}")
        return lines

    def policy(self) -> Policy:
        """The decisions laid over the reference policy of the exercise's scenario.

        Raises:
            ValueError: a value outside its range.
        """
        reference = load_exercise(self.exercise).scenario.reference_policy()
        return with_levers(reference, self.decisions[0].values)

    def texts(self) -> dict[str, str]:
        """Everything in the trainee's own words, by name."""
        return {"reason": self.decisions[0].reason, "prediction": self.prediction.because, **self.answers}

    def word_counts(self) -> dict[str, int]:
        """How many words were written where; a Chinese character counts as one."""
        return {name: words_in(text) for name, text in self.texts().items()}


def words_in(text: str) -> int:
    """How many words there are; a Chinese character counts as one."""
    return len(_WORD.findall(text))


__all__ = ["FORMAT", "LEARNER", "LEARNER_WORDS", "UPGRADES", "Decision", "Prediction", "Submission", "words_in"]
