"""Reading what people give on the command line. Whatever is wrong becomes one line: file, field, allowed, given."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.policy import Policy, find_lever, with_levers
from sim.reading import BadInputError, allowed, given, one_line, read_json
from sim.scenario import Scenario, first_problem, load_scenario

__all__ = [
    "BadInputError",
    "executor_options",
    "folder_for_output",
    "one_line",
    "read_policy",
    "read_scenario",
    "whole_number",
]
MOST_WORKERS = 64


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A type for argparse: a whole number within bounds, both allowed."""

    def read(text: str) -> int:
        if re.fullmatch(r"[+-]?[0-9]{1,20}", text) and low <= int(text) <= high:
            return int(text)
        raise ArgumentTypeError(f"allowed a whole number from {low} to {high}, given {given(text)}")

    return read


def executor_options(parser: ArgumentParser) -> None:
    """Declare who does long work: `--workers N` or `--cluster ADDRESS`, not both."""
    who = parser.add_mutually_exclusive_group()
    workers = whole_number(1, MOST_WORKERS)
    who.add_argument("--workers", metavar="N", type=workers, help="processes that share the work (one a processor)")
    who.add_argument("--cluster", metavar="ADDRESS", help="a Dask cluster that does it instead, tcp://HOST:PORT")


def read_scenario(name: str) -> Scenario:
    """A scenario by name.

    Raises:
        BadInputError: there is none of that name, or its file is malformed.
    """
    try:
        return load_scenario(name)
    except ValueError as error:
        raise BadInputError(f"--scenario: {error}") from None


def read_policy(name: str, scenario: Scenario) -> Policy:
    """The policy in a file, laid over the scenario's reference policy; the word `reference` is that policy itself.

    Raises:
        BadInputError: the file cannot be read, or a lever in it is unknown or out of range.
    """
    reference = scenario.reference_policy()
    if name == "reference":
        return reference
    values = _by_path(name, read_json(name, wanted="a JSON file or the word reference"))
    try:
        return with_levers(reference, values)
    except ValidationError as error:
        path = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"][:2])
        if path not in values:
            raise BadInputError(f"{name}: {first_problem(error)}") from None
        raise BadInputError(
            f"{name}: {path}: allowed {allowed(find_lever(path))}, given {given(values[path])}"
        ) from None


def _by_path(name: str, content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise BadInputError(f'{name}: file: allowed an object such as {{"group.lever": value}}, given {given(content)}')
    values: dict[str, Any] = {}
    for key, value in content.items():
        for path, setting in _paths(name, key, value).items():
            try:
                find_lever(path)
            except ValueError:
                raise BadInputError(
                    f"{name}: {given(path)}: no such lever; allowed those that `python -m sim levers` lists"
                ) from None
            if path in values:
                raise BadInputError(f"{name}: {path}: allowed once, given twice")
            values[path] = setting
    return values


def _paths(name: str, key: str, value: Any) -> Mapping[str, Any]:
    if "." in key:
        return {key: value}
    if key not in Policy.model_fields:
        raise BadInputError(f"{name}: {given(key)}: no such group of levers; allowed {', '.join(Policy.model_fields)}")
    if not isinstance(value, dict):
        raise BadInputError(f"{name}: {key}: allowed an object of levers, given {given(value)}")
    return {f"{key}.{field}": setting for field, setting in value.items()}


def folder_for_output(option: str, name: str) -> Path:
    """Make the folder if need be, and prove that files can be written there, before any long work begins.

    Raises:
        BadInputError: it is a file, or cannot be made or written to.
    """
    try:
        folder = Path(name)
        if folder.exists() and not folder.is_dir():
            raise BadInputError(f"{option}: {name}: allowed a folder, given a file")
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".storesim-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except BadInputError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BadInputError(
            f"{option}: {name[:200]}: allowed a folder that can be written to, given one that cannot: {reason}"
        ) from None
    return folder
