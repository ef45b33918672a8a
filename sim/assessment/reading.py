"""Reading what was handed in: one file or many, each told in one line when it cannot be used."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from sim.assessment.findings import Finding
from sim.assessment.submission import LEARNER_WORDS, Submission
from sim.reading import BadInputError, given, one_line, read_json, refuse_excess
from sim.world.shop import catalogue

LARGEST_BYTES: Final = 200_000
DEEPEST: Final = 6
MOST_VALUES: Final = 2_000
MOST_FILES: Final = 5_000
MOST_PROBLEMS: Final = 20


class UnacceptableError(BadInputError):
    """A file of JSON that is no submission in order; `problems` has one line each, without the name of the file."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__(f"{name}: {problems[0]}")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class HandIn:
    """A submission, the file it came in, and the digest that tells it from every other."""

    path: Path
    submission: Submission
    digest: str


def canonical(submission: Submission) -> str:
    """The submission as canonical JSON: names sorted, no blanks, everything that was left out filled in."""
    return json.dumps(submission.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(submission: Submission) -> str:
    """SHA-256 of the canonical JSON: the same for the same content, however it was written."""
    return hashlib.sha256(canonical(submission).encode("utf-8")).hexdigest()


def read_submission(path: str | Path) -> Submission:
    """The submission in a file. Nothing in it is executed, and no number in it is believed.

    Raises:
        UnacceptableError: the file is JSON, but no submission in order.
        BadInputError: the file is missing, too large, nested too deep, no UTF-8, no JSON.
    """
    name = str(path)
    content = read_json(name, largest_bytes=LARGEST_BYTES, wanted="a file that was handed in")
    refuse_excess(name, content, deepest=DEEPEST, most_values=MOST_VALUES)
    try:
        return Submission.model_validate(content)
    except ValidationError as error:
        raise UnacceptableError(name, problems_of(error)) from None


def name_of(path: Path) -> str:
    """The name of a file as text that every database and page takes; other bytes than UTF-8 are spelt out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Broken:
    """A file that cannot be used, and why in one line that names it."""

    path: Path
    problem: str


@dataclass(frozen=True)
class Duplicate:
    """A file with the same content as an earlier one."""

    path: Path
    first: Path

    @property
    def line(self) -> str:
        """What to tell the person at the keyboard."""
        return one_line(f"{self.path}: file: the same as {self.first}; it counts once")


def read_each(paths: Iterable[str | Path]) -> list[HandIn | Broken | Duplicate]:
    """What every file under these files and folders is, in the order of their names.

    Args:
        paths: files, and folders whose `*.json` are read; links inside a folder count as broken.

    Raises:
        BadInputError: more files than are read at once.
    """
    found: list[HandIn | Broken | Duplicate] = []
    first_with: dict[str, Path] = {}
    for path, is_link in _files(paths, found):
        try:
            if is_link:
                raise BadInputError(f"{path}: file: allowed a plain file in a folder, given a link to another place")
            submission = read_submission(path)
        except BadInputError as error:
            found.append(Broken(path, one_line(str(error))))
            continue
        made = digest(submission)
        if made in first_with:
            found.append(Duplicate(path, first_with[made]))
            continue
        first_with[made] = path
        found.append(HandIn(path, submission, made))
    return found


def read_submissions(paths: Iterable[str | Path]) -> tuple[list[HandIn], list[str]]:
    """Everything handed in under these files and folders, and a line for each file that is left out.

    Args:
        paths: files, and folders whose `*.json` are read.

    Returns:
        The hand-ins in the order of their paths, and the lines: broken files, and files that repeat an earlier one.
    """
    found = read_each(paths)
    lines = [one.problem if isinstance(one, Broken) else one.line for one in found if not isinstance(one, HandIn)]
    return [one for one in found if isinstance(one, HandIn)], lines


def _files(paths: Iterable[str | Path], problems: list[HandIn | Broken | Duplicate]) -> list[tuple[Path, bool]]:
    """Every file, in the order of the names, and whether it is a link that lies in a folder."""
    found: dict[str, tuple[Path, bool]] = {}
    for given_path in paths:
        path = Path(given_path)
        try:
            inside = sorted(path.glob("*.json")) if path.is_dir() else None
        except (OSError, ValueError) as error:
            problems.append(Broken(path, one_line(f"{str(path)[:200]}: allowed a file or folder to read: {error}")))
            continue
        if inside is None:
            found[str(path)] = (path, False)  # who names a link means it
            continue
        if not inside:
            problems.append(Broken(path, one_line(f"{path}: folder: allowed one with *.json in it, given one without")))
        for file in inside:
            found.setdefault(str(file), (file, file.is_symlink()))
    if len(found) > MOST_FILES:
        raise BadInputError(f"files: allowed up to {MOST_FILES:,} at once, given {len(found):,}")
    return [found[name] for name in sorted(found)]


def problems_of(error: ValidationError) -> list[str]:
    """Everything that is wrong with a submission, a line each: field, what is allowed, what was given."""
    lines: list[str] = []
    seen: set[str] = set()
    for problem in error.errors(include_url=False):
        field = ".".join(str(part)[:60] for part in _plain_place(problem["loc"])) or "file"
        if field in seen:  # one line a field, though a union complains once for each of its kinds
            continue
        seen.add(field)
        if problem["type"] == "value_error" and not problem["loc"]:
            lines += str(problem["ctx"]["error"]).splitlines()
        else:
            lines.append(f"{field}: {_says(field, problem)}")
    return [one_line(line) for line in lines[:MOST_PROBLEMS]]


def _plain_place(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The place without the names of kinds that pydantic adds below a union."""
    if place[:1] == ("decisions",) and len(place) > 4 and place[2] == "values":
        return place[:4]
    return place


_WANTED: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "an object",
    "model_type": "an object",
    "list_type": "a list",
}


def _says(field: str, problem: Any) -> str:
    """What is allowed and what was given, from pydantic's kind of complaint."""
    kind, context, value = problem["type"], problem.get("ctx", {}), problem.get("input")
    if kind == "missing":
        return "must be there, given nothing"
    if kind == "extra_forbidden":
        return f"no such field; allowed {', '.join(_siblings(field))}"
    was = given(value)
    if field == "learner":
        wanted = LEARNER_WORDS
    elif field.startswith("findings.") and kind in ("less_than", "greater_than_equal"):
        wanted = f"the number of an item, 0 to {len(catalogue()) - 1}"
    elif field.startswith("decisions.") and ".values." in field:
        wanted = "a number, a short text, true or false"
    elif kind == "literal_error":
        wanted = str(context["expected"]).replace("True", "true")
    elif kind == "string_too_long":
        wanted, was = f"up to {context['max_length']:,} letters", f"{len(value):,}"
    elif kind == "too_long":
        wanted, was = f"up to {context['max_length']} of them", f"{context['actual_length'] or 'more'}"
    elif kind == "too_short":
        wanted, was = f"at least {context['min_length']}", f"{context['actual_length']}"
    else:
        wanted = _WANTED.get(kind, problem["msg"])
    return f"allowed {wanted}, given {was}"


def _siblings(field: str) -> list[str]:
    parts = field.split(".")
    model: Any = Submission
    if parts[0] == "decisions" and len(parts) > 2:
        model = Submission.model_fields["decisions"].annotation.__args__[0]  # type: ignore[union-attr]
    elif parts[0] == "findings" and len(parts) > 2:
        model = Finding
    elif parts[0] == "prediction" and len(parts) > 1:
        model = Submission.model_fields["prediction"].annotation
    return list(model.model_fields)


__all__ = [
    "LARGEST_BYTES",
    "Broken",
    "Duplicate",
    "HandIn",
    "UnacceptableError",
    "canonical",
    "digest",
    "name_of",
    "problems_of",
    "read_each",
    "read_submission",
    "read_submissions",
]
