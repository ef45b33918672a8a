"""Questions on a finished run: templates from a file, filled in and answered by that run, drawn by a number.

The words of a template are data, `exercises/<id>/questions.json`; how it is filled in and answered is a maker, found by
the same id. A template that this run cannot answer, or whose answer would be nought, is skipped for another.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from sim.assessment.picking import Found, Maker, Pick
from sim.assessment.questions_on_orders import ON_ORDERS
from sim.assessment.questions_on_systems import ON_SYSTEMS
from sim.places import EXERCISES
from sim.run import Run
from sim.scenario import first_problem

Kind = Literal["number", "choice", "customer"]
View = Literal["orders", "obstacles", "records", "mails", "website", "talk"]
Answer = int | float | str
MAKERS: Final[Mapping[str, Maker]] = {**ON_ORDERS, **ON_SYSTEMS}
LARGEST: Final = 1e9
"""No number that is asked for comes near it."""
LONGEST: Final = 60
"""Letters of a choice."""


class Template(BaseModel):
    """One question before it is filled in.

    `view` and `where` say in which part of the records, under which heading, the answer stands. `step` is what the
    number is rounded to; 0 asks for the very number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)
    row: str
    kind: Kind
    view: View
    where: str
    words: str
    unit: str
    step: float = Field(ge=0)
    figures: int = Field(default=1, ge=1, le=5)
    """How many figures that are shown rounded one may add up to get there."""
    how: str
    tempting: str

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        if self.id not in MAKERS:
            raise ValueError(f"id: allowed {', '.join(sorted(MAKERS))}, given {self.id}")
        return self

    @property
    def tolerance(self) -> float:
        """Half a step for each figure that is shown rounded, half a step for rounding the answer."""
        return self.step * (self.figures + 1) / 2


@dataclass(frozen=True)
class Question:
    """A question of one run, with its right answer; `options` are the choices, or the customers to choose from."""

    template: Template
    words: str
    how: str
    tempting: str
    options: tuple[str, ...]
    right: Answer
    working: str
    """The sum that leads there, with its figures; empty where the answer is read off."""

    @property
    def id(self) -> str:
        """The id of its template."""
        return self.template.id

    def is_right(self, given: Answer | None) -> bool:
        """Whether an answer is right: the very words, the very number, or one within the tolerance."""
        if isinstance(self.right, str) or isinstance(given, str | bool) or given is None:
            return type(given) is type(self.right) and given == self.right
        slack = 1e-9 * max(1.0, abs(self.right))
        return math.isfinite(given) and abs(given - self.right) <= self.template.tolerance + slack

    def shown(self, answer: Answer | None) -> str:
        """An answer with its unit, as people write it."""
        if answer is None:
            return "no answer"
        if isinstance(answer, str):
            return answer
        if self.template.kind == "customer":
            return f"customer {answer:g}"
        step, unit = self.template.step, self.template.unit
        digits = max(0, -math.floor(math.log10(step))) if step else 0
        shown = answer if step or answer == int(answer) else round(answer, 2)
        number = f"{shown:,.{digits}f}" if step or shown == int(shown) else f"{shown:,}"
        if unit == "HK$":
            return unit + number
        return f"{number} {_one_of(unit) if answer == 1 else unit}".strip()


@lru_cache(maxsize=16)
def templates(exercise: str) -> tuple[Template, ...]:
    """The bank of an exercise, in the order of its file.

    Args:
        exercise: id of an exercise whose task is to answer questions.

    Raises:
        ValueError: the file is missing or malformed; one line.
    """
    name = f"{exercise}/questions.json"
    try:
        content = json.loads((EXERCISES / exercise / "questions.json").read_text(encoding="utf-8"))
        found = TypeAdapter(tuple[Template, ...]).validate_python(content)
    except FileNotFoundError:
        raise ValueError(f"{name}: file: allowed the questions of the exercise, given a folder without them") from None
    except ValidationError as error:
        raise ValueError(f"{name}: {first_problem(error)}") from None
    ids = [one.id for one in found]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{name}: id: allowed each once, given {next(one for one in ids if ids.count(one) > 1)} twice")
    return found


def ask(template: Template, run: Run, draw: int) -> Question | None:
    """Fill in a template from a run; None where the run has no answer, or nought."""
    found = MAKERS[template.id](run, Pick(draw, template.id))
    if found is None or not _is_worth_asking(found):
        return None
    right: Answer = found.right
    if not isinstance(right, str):
        right = int(right) if not template.step else float(right)
    words, how, tempting = (text.format_map(found.words) for text in (template.words, template.how, template.tempting))
    return Question(template, words, how, tempting, found.options, right, found.working)


def draw_questions(exercise: str, quotas: Sequence[tuple[str, int]], run: Run, draw: int) -> tuple[Question, ...]:
    """So many questions of each row, in an order that the draw alone decides.

    Args:
        exercise: whose bank to draw from.
        quotas: rows of the units with the number of questions of each.
        run: what they are asked of.
        draw: a number that only the training centre can tell; another one gives other questions and other values.

    Raises:
        ValueError: the run can answer too few questions of a row.
    """
    drawn: list[Question] = []
    for row, count in quotas:
        of_row = [one for one in templates(exercise) if one.row == row]
        asked = (ask(one, run, draw) for one in Pick(draw, row).order(of_row, key=lambda one: one.id))
        chosen = [question for _, question in zip(range(count), filter(None, asked), strict=False)]
        if len(chosen) < count:
            raise ValueError(f"{exercise}: {row}: this shop can answer {len(chosen)} of {count} questions")
        drawn += chosen
    return tuple(drawn)


def answer_problem(exercise: str, name: str, given: object) -> str | None:
    """What is wrong with an answer that was handed in, before anybody knows the right one; None if nothing is."""
    known = {one.id: one for one in templates(exercise)}
    if name not in known:
        return f"allowed ids of the questions of {exercise}"
    if known[name].kind == "choice":
        return None if isinstance(given, str) else f"allowed one of the choices, a text of up to {LONGEST} letters"
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not 0 <= float(given) <= LARGEST:  # type: ignore[arg-type]
        return f"allowed a number from 0 to {LARGEST:,.0f}"
    if known[name].kind == "customer" and float(given) != int(given):  # type: ignore[arg-type, call-overload]
        return "allowed the whole number of a customer"
    return None


def _one_of(unit: str) -> str:
    """The unit of a single thing: entry for entries, order for orders."""
    return unit[:-3] + "y" if unit.endswith("ies") else unit.removesuffix("s")


def _is_worth_asking(found: Found) -> bool:
    return bool(found.right) if isinstance(found.right, str) else math.isfinite(found.right) and found.right > 0


__all__ = [
    "LARGEST",
    "LONGEST",
    "MAKERS",
    "Answer",
    "Question",
    "Template",
    "answer_problem",
    "ask",
    "draw_questions",
    "templates",
]
