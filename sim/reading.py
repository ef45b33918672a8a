"""Reading files that people give. Whatever is wrong becomes one line: file, field, what is allowed, what was given."""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from sim.policy import Lever, Policy, find_lever, with_levers

LARGEST_FILE_BYTES: Final = 1_000_000
LONGEST_GIVEN: Final = 60
LARGEST_WHOLE: Final = 2**53
"""Beyond it other readers of JSON lose digits."""


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
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_GIVEN else text[: LONGEST_GIVEN - 3] + "..."


def allowed(lever: Lever) -> str:
    """What a lever may be set to, in words."""
    if lever.choices:
        return ", ".join(f'"{choice}"' for choice in lever.choices)
    if isinstance(lever.default, bool):
        return "true or false"
    number = "a whole number" if isinstance(lever.default, int) else "a number"
    return f"{number} from {lever.low:g} to {lever.high:g} ({lever.unit})"


def lever_problems(values: Mapping[str, Any]) -> list[str]:
    """One line for each value that its lever does not allow; the paths must be levers."""
    lines = []
    for path, value in values.items():
        try:
            with_levers(Policy(), {path: value})
        except ValidationError:
            lines.append(f"{path}: allowed {allowed(find_lever(path))}, given {given(value)}")
    return lines


def read_json(name: str, *, largest_bytes: int = LARGEST_FILE_BYTES, wanted: str = "a JSON file") -> Any:
    """The content of a JSON file, read without trust.

    Args:
        name: the name of the file.
        largest_bytes: a longer file is refused unread.
        wanted: what is asked for, in the message about a file that is not there.

    Raises:
        BadInputError: no plain file, too large, not UTF-8, not JSON, a name twice in one object, NaN or Infinity.
    """
    try:
        text = _read_bytes(name, largest_bytes, wanted).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{name}: file: allowed UTF-8 text, given other bytes at position {error.start}") from None
    if not text.strip():
        raise BadInputError(f"{name}: file: allowed a JSON object, given an empty file")
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadInputError(f"{name}: line {error.lineno}: allowed JSON, given something else: {error.msg}") from None
    except RecursionError:
        raise BadInputError(
            f"{name}: file: allowed objects a few levels deep, given a file nested far deeper"
        ) from None
    except ValueError as error:  # from the two hooks, or a number of thousands of digits
        raise BadInputError(f"{name}: {error}") from None


def refuse_excess(name: str, content: Any, *, deepest: int, most_values: int) -> None:
    """Refuse what no honest file holds: deep nesting, very many values, endless numbers, broken letters.

    Args:
        name: the name of the file, for the message.
        content: what `read_json` gave.
        deepest: levels of objects and lists that are allowed.
        most_values: numbers, words and names that are allowed altogether.

    Raises:
        BadInputError: one line that says which.
    """
    waiting: list[tuple[str, int, Any]] = [("file", 0, content)]
    count = 0
    while waiting:
        field, depth, value = waiting.pop()
        count += 1
        if count > most_values:
            raise BadInputError(f"{name}: file: allowed up to {most_values:,} values, given more")
        if isinstance(value, dict | list) and depth >= deepest:
            raise BadInputError(f"{name}: {field}: allowed up to {deepest} levels, given a file nested deeper")
        if isinstance(value, dict):
            for key, below in value.items():
                _sound_text(name, field, key)
                waiting.append((_below(field, key), depth + 1, below))
        elif isinstance(value, list):
            waiting += [(_below(field, str(place)), depth + 1, below) for place, below in enumerate(value)]
        elif isinstance(value, str):
            _sound_text(name, field, value)
        elif isinstance(value, float) and not math.isfinite(value):
            raise BadInputError(f"{name}: {field}: allowed finite numbers, given a number beyond them")
        elif isinstance(value, int) and abs(value) > LARGEST_WHOLE:
            raise BadInputError(f"{name}: {field}: allowed whole numbers up to {LARGEST_WHOLE:,}, given a larger one")


def _below(field: str, key: str) -> str:
    name = key if len(key) <= LONGEST_GIVEN else key[: LONGEST_GIVEN - 3] + "..."
    return name if field == "file" else f"{field}.{name}"


def _sound_text(name: str, field: str, text: str) -> None:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadInputError(f"{name}: {field}: allowed letters that can be written, given a zero or half a letter")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{given(key)}: allowed once, given twice")
        found[key] = value
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"file: allowed finite numbers, given {word}")


def _read_bytes(name: str, largest_bytes: int, wanted: str) -> bytes:
    try:
        about = os.stat(name)
        if stat.S_ISDIR(about.st_mode):
            raise BadInputError(f"{name}: file: allowed a JSON file, given a folder")
        if not stat.S_ISREG(about.st_mode):
            raise BadInputError(f"{name}: file: allowed a plain file, given something else")
        if about.st_size > largest_bytes:
            raise BadInputError(f"{name}: file: allowed up to {largest_bytes:,} bytes, given {about.st_size:,} bytes")
        with open(name, "rb") as file:
            return file.read(largest_bytes + 1)
    except FileNotFoundError:
        raise BadInputError(f"{name}: file: allowed {wanted}, given a name that is not there") from None
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


__all__ = [
    "BadInputError",
    "allowed",
    "given",
    "lever_problems",
    "one_line",
    "read_json",
    "refuse_excess",
]
