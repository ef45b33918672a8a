"""A starting point: shop, size, dates, planned events, house rules. Files in `datasets/scenarios/`.

A scenario names what differs from its base; nothing is ever changed in place.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.parameters import Parameters, with_overrides
from sim.places import DATASETS
from sim.policy import Policy, with_levers
from sim.systems import traits_of

FOLDER = DATASETS / "scenarios"
MECHANISMS = (
    "access",
    "account attacks",
    "conduct",
    "continuity",
    "flood",
    "duties",
    "forum",
    "fulfilment",
    "introduction",
    "malware",
    "members",
    "messages",
    "outages",
    "payment",
    "phishing",
    "platform",
    "publishing",
    "records",
    "referral",
    "reviews",
    "satisfaction",
    "season",
    "server",
    "service",
    "social",
    "stock",
    "website",
)
"""What can be switched on in a world; with none of them, customers follow the base law alone."""

LARGEST_POPULATION = 2_000_000
LONGEST_RUN_DAYS = 730


class _Planned(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
    day: int = Field(ge=0, le=LONGEST_RUN_DAYS, description="first day")
    days: int = Field(default=1, ge=1, le=LONGEST_RUN_DAYS, description="for how many days")


class SalesPeak(_Planned):
    """More visits than usual, for example around a festival."""

    kind: Literal["sales peak"]
    factor: float = Field(ge=0.1, le=10, description="visits against usual")


class SupplierFailure(_Planned):
    """Suppliers deliver nothing; what was due comes afterwards."""

    kind: Literal["supplier failure"]


class PhishingWave(_Planned):
    """More false messages than usual reach the shop."""

    kind: Literal["phishing wave"]
    factor: float = Field(ge=1, le=100, description="messages against usual")


PlannedEvent = Annotated[SalesPeak | SupplierFailure | PhishingWave, Field(discriminator="kind")]


class Scenario(BaseModel):
    """Everything about a world but the policy and the luck."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)
    title: str = Field(max_length=120)
    story: str = Field(max_length=2000)
    start: str = Field(default="2026-01-05", pattern=r"^\d{4}-\d{2}-\d{2}$")
    days: int = Field(default=180, ge=1, le=LONGEST_RUN_DAYS)
    customers: int = Field(default=2000, ge=1, le=LARGEST_POPULATION)
    saturdays_count: bool = True
    round_the_clock: bool = False
    mechanisms: tuple[Literal[MECHANISMS], ...] = Field(default=MECHANISMS, strict=False)  # type: ignore[valid-type]
    parameters: dict[str, float] = {}
    policy: dict[str, Any] = {}
    system: str = Field(default="", max_length=40, description="the system that is being brought in; none if empty")
    planned: tuple[PlannedEvent, ...] = Field(default=(), strict=False)

    @property
    def start_date(self) -> date:
        """Day 0 of the run."""
        return date.fromisoformat(self.start)

    def numbers(self) -> Parameters:
        """The world's parameters under this scenario."""
        return with_overrides(self.parameters)

    def numbers_after(self) -> Parameters:
        """The same once the new system is in use; a scenario's own parameters stand for the old one."""
        if not self.system:
            return self.numbers()
        return with_overrides({**self.parameters, **{trait.id: trait.value for trait in traits_of(self.system)}})

    def reference_policy(self) -> Policy:
        """What this shop does today: the policy every other is compared with."""
        return with_levers(Policy(), self.policy)


def scenario_names() -> list[str]:
    """Names of the scenario files, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def first_problem(error: ValidationError) -> str:
    """The first thing wrong, in one line: field, what is allowed, what was given."""
    problem = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in problem["loc"]) or "file"
    given = json.dumps(problem.get("input"), default=str, ensure_ascii=False)
    return f"{field}: {problem['msg']}, given {given if len(given) <= 60 else given[:57] + '...'}"


@lru_cache(maxsize=16)
def load_scenario(name: str) -> Scenario:
    """Read a scenario by name.

    Raises:
        ValueError: no such scenario, or its file is malformed; one line that says what.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or name not in scenario_names():
        raise ValueError(f"scenario: allowed {', '.join(scenario_names())}, given {name[:60]!r}")
    return _read(FOLDER / f"{name}.json")


def _read(path: Path) -> Scenario:
    return scenario_from(json.loads(path.read_text(encoding="utf-8")), path.name)


def scenario_from(content: Any, name: str) -> Scenario:
    """A scenario from what its file says, laid over the scenario that `based_on` names.

    Args:
        content: what was read from the file.
        name: the name of the file, for the message.

    Raises:
        ValueError: one line that says which field is wrong.
    """
    if not isinstance(content, dict):
        raise ValueError(f"{name}: file: allowed an object with the fields of a scenario, given something else")
    own = dict(content)
    base = own.pop("based_on", None)
    try:
        if base is not None:
            if not isinstance(base, str):
                raise ValueError(f"based_on: allowed {', '.join(scenario_names())}, given something else")
            parent = load_scenario(base).model_dump(mode="json")
            for key in ("parameters", "policy"):
                if isinstance(own.get(key, {}), dict):
                    own[key] = {**parent[key], **own.get(key, {})}
            own = {**parent, **own}
        scenario = Scenario.model_validate(own)
        if not _is_date(scenario.start):
            raise ValueError(f"start: allowed a day of the calendar, given {scenario.start!r}")
        scenario.reference_policy()
        scenario.numbers_after()
    except ValidationError as error:
        raise ValueError(f"{name}: {first_problem(error)}") from None
    except (KeyError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from None
    return scenario


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
