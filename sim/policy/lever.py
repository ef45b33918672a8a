"""How a lever is declared: once, with everything that forms, checks, help and tables need."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Levers(BaseModel):
    """A group of levers. Frozen, and a name that is not a lever is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def lever(
    label: str,
    *,
    default: Any,
    unit: str,
    rows: str,
    help: str,
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    choices: dict[str, str] | None = None,
) -> Any:
    """Declare one lever.

    Args:
        label: what the form calls it.
        default: the value of a shop that does nothing special.
        unit: unit of the number, or "choice" or "yes or no".
        rows: rows of the two units of competency it practises, separated by blanks.
        help: one or two plain sentences.
        low: smallest value allowed (numbers only).
        high: largest value allowed (numbers only).
        step: step of the form's slider (numbers only).
        choices: the words allowed and what each means (choices only).
    """
    extra: dict[str, Any] = {"unit": unit, "rows": rows.split(), "help": help}
    if step is not None:
        extra["step"] = step
    if choices is not None:
        extra["choices"] = choices
    return Field(default=default, title=label, description=help, ge=low, le=high, json_schema_extra=extra)
