"""Reading what people give on the command line. Whatever is wrong becomes one line: file, field, allowed, given."""

from __future__ import annotations

import json
import os
import re
import stat
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from sim.policy import Lever, Policy, find_lever, with_levers
from sim.scenario import Scenario, first_problem, load_scenario

LARGEST_FILE_BYTES = 1_000_000
LONGEST_GIVEN = 60


class BadInputError(ValueError):
    """What was given cannot be used; the message is one line for the person at the keyboard."""


def one_line(message: str) -> str:
    """The message without line breaks and other characters that would upset a terminal."""
    shown = " ".join(message.split())
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in shown)


def given(value: Any) -> str:
    """How a value is quoted in a message: short, and containers by their kind."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_GIVEN else text[: LONGEST_GIVEN - 3] + "..."


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A type for argparse: a whole number within bounds, both allowed."""

    def read(text: str) -> int:
        if re.fullmatch(r"[+-]?[0-9]{1,20}", text) and low <= int(text) <= high:
            return int(text)
        raise ArgumentTypeError(f"allowed a whole number from {low} to {high}, given {given(text)}")

    return read


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
    values = _by_path(name, _read_json(name))
    try:
        return with_levers(reference, values)
    except ValidationError as error:
        path = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"][:2])
        if path not in values:
            raise BadInputError(f"{name}: {first_problem(error)}") from None
        raise BadInputError(
            f"{name}: {path}: allowed {allowed(find_lever(path))}, given {given(values[path])}"
        ) from None


def allowed(lever: Lever) -> str:
    """What a lever may be set to, in words."""
    if lever.choices:
        return ", ".join(f'"{choice}"' for choice in lever.choices)
    if isinstance(lever.default, bool):
        return "true or false"
    number = "a whole number" if isinstance(lever.default, int) else "a number"
    return f"{number} from {lever.low:g} to {lever.high:g} ({lever.unit})"


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


def _read_json(name: str) -> Any:
    try:
        text = _read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{name}: file: allowed UTF-8 text, given other bytes at position {error.start}") from None
    if not text.strip():
        raise BadInputError(f"{name}: file: allowed a JSON object, given an empty file")
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadInputError(f"{name}: line {error.lineno}: allowed JSON, given something else: {error.msg}") from None
    except RecursionError:
        raise BadInputError(f"{name}: file: allowed objects two levels deep, given a file nested far deeper") from None
    except ValueError as error:  # from the two hooks, or a number of thousands of digits
        raise BadInputError(f"{name}: {error}") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{given(key)}: allowed once, given twice")
        found[key] = value
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"file: allowed finite numbers, given {word}")


def _read_bytes(name: str) -> bytes:
    try:
        about = os.stat(name)
        if stat.S_ISDIR(about.st_mode):
            raise BadInputError(f"{name}: file: allowed a JSON file, given a folder")
        if not stat.S_ISREG(about.st_mode):
            raise BadInputError(f"{name}: file: allowed a plain file, given something else")
        if about.st_size > LARGEST_FILE_BYTES:
            raise BadInputError(
                f"{name}: file: allowed up to {LARGEST_FILE_BYTES:,} bytes, given {about.st_size:,} bytes"
            )
        with open(name, "rb") as file:
            return file.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise BadInputError(
            f"{name}: file: allowed a JSON file or the word reference, given a name that is not there"
        ) from None
    except OSError as error:
        raise BadInputError(
            f"{name[:200]}: file: allowed a file that can be read, given one that cannot: {error.strerror}"
        ) from None
    except BadInputError:
        raise
    except ValueError:  # a zero byte in the name
        raise BadInputError(
            f"{given(name)}: file: allowed the name of a file, given one that no file can have"
        ) from None


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
