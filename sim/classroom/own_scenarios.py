"""Scenarios of an instructor's own: a shipped shop with planned events, kept as files that git leaves alone."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from sim.reading import read_json, refuse_excess
from sim.scenario import PlannedEvent, Scenario, first_problem, load_scenario, scenario_from, scenario_names

NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
NAME_WORDS = "small letters and digits, with single hyphens between, up to 40"
LARGEST_BYTES: Final = 50_000


def planned_problem(scenario: Scenario) -> str | None:
    """What is wrong with the planned events, in one line: outside the run, or two of a kind at the same time."""
    for event in scenario.planned:
        if event.day + event.days > scenario.days:
            return (
                f"planned: {event.kind}: allowed days 0 to {scenario.days - 1} of the run, "
                f"given {_spell(event)}; choose an earlier day or fewer days"
            )
    last: dict[str, PlannedEvent] = {}
    for event in sorted(scenario.planned, key=lambda event: (event.kind, event.day)):
        before = last.get(event.kind)
        if before is not None and event.day < before.day + before.days:
            return (
                f"planned: {event.kind}: allowed one at a time, given {_spell(before)} and {_spell(event)}; "
                "they overlap"
            )
        last[event.kind] = event
    return None


def with_planned(base: Scenario, events: Sequence[Mapping[str, Any]], *, name: str, title: str, story: str) -> Scenario:
    """The base shop with these planned events instead of its own, under another name.

    Raises:
        ValueError: one line that says which field is wrong.
    """
    if not re.fullmatch(NAME, name) or len(name) > 40:
        raise ValueError(f"name: allowed {NAME_WORDS}, given {name[:60]!r}")
    if name in scenario_names():
        raise ValueError(f"name: allowed a name that no shipped scenario has, given {name!r}")
    content = {**base.model_dump(mode="json"), "name": name, "title": title, "story": story, "planned": list(events)}
    try:
        scenario = Scenario.model_validate(content)
    except ValidationError as error:
        raise ValueError(first_problem(error)) from None
    if problem := planned_problem(scenario):
        raise ValueError(problem)
    return scenario


def save_scenario(scenario: Scenario, folder: Path, *, replace: bool = False) -> Path:
    """Write a scenario of one's own, aside first and then in its place.

    Raises:
        FileExistsError: there is a file of that name and `replace` was not said.
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{scenario.name}.json"
    if path.exists() and not replace:
        raise FileExistsError(f"{path.name} is there already")
    aside = folder / f".{path.name}.{os.getpid()}.part"
    try:
        text = json.dumps(scenario.model_dump(mode="json"), indent=2, ensure_ascii=False)
        aside.write_text(text + "\n", encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def read_own_scenario(path: str | Path) -> Scenario:
    """A scenario from a file, held to the same ranges as the shipped ones.

    Raises:
        ValueError: one line that names the file and the field.
    """
    name = str(path)
    content = read_json(name, largest_bytes=LARGEST_BYTES, wanted="a scenario file")
    refuse_excess(name, content, deepest=5, most_values=2_000)
    scenario = scenario_from(content, name)
    if problem := planned_problem(scenario):
        raise ValueError(f"{name}: {problem}")
    return scenario


def find_scenario(given: str) -> Scenario:
    """A shipped scenario by its name, or one of one's own by its file.

    A name never becomes a path: what ends in `.json` or has a slash in it is a file, everything else a name.

    Raises:
        ValueError: neither; one line that says what is allowed.
    """
    if given.endswith(".json") or "/" in given or os.sep in given:
        return read_own_scenario(given)
    try:
        return load_scenario(given)
    except ValueError as error:
        raise ValueError(f"{error}; or the name of a scenario file that ends in .json") from None


def own_scenario_files(folder: Path) -> list[Path]:
    """The files of the instructor's own scenarios, sorted by name."""
    return sorted(path for path in folder.glob("*.json") if path.is_file())


def _spell(event: PlannedEvent) -> str:
    last = event.day + event.days - 1
    return f"day {event.day}" if event.days == 1 else f"days {event.day} to {last}"


__all__ = [
    "find_scenario",
    "own_scenario_files",
    "planned_problem",
    "read_own_scenario",
    "save_scenario",
    "with_planned",
]
