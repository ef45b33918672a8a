"""The verb `exercise`: write what one trainee gets for an exercise."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.assessment.exercise import Exercise, load_exercise
from sim.assessment.gradebook import Gradebook
from sim.assessment.makers import MAKERS, own_materials
from sim.assessment.own_materials import PRACTICE_LEARNER, PRACTICE_SECRET
from sim.assessment.secret import fingerprint, read_secret, secret_of
from sim.assessment.submission import LEARNER, LEARNER_WORDS
from sim.cli_assessment import AddVerb
from sim.cli_input import folder_for_output
from sim.reading import BadInputError, given, one_line
from sim.show.paper import empty_submission, paper

_ENDS = (
    "Writes DIR/ID-CODE.html (to print), DIR/ID-CODE.empty.json (a hand-in to fill in by hand) and, where the exercise "
    "has some, DIR/ID-CODE.materials.json (to open in the lesson). The same call writes the same bytes. Materials come "
    "from the secret of the training centre: name the gradebook that will hold the marks, or the secret's file. "
    "With --practice they come from a secret that everybody knows, and never count."
)


def add_exercise(verb: AddVerb) -> None:
    """Add the verb to the command line."""
    one = verb("exercise", "write what one trainee gets for an exercise", _exercise)
    one.epilog = _ENDS
    one.add_argument("id", metavar="ID", help="which exercise; `exercises` lists them")
    one.add_argument("--learner", metavar="CODE", help="the learner code, never a name")
    one.add_argument("--out", metavar="DIR", required=True, help="where the files go")
    source = one.add_mutually_exclusive_group()
    source.add_argument("--gradebook", metavar="FILE", help="the gradebook whose secret is used (made if need be)")
    source.add_argument("--secret-file", metavar="FILE", help="the file of the secret")
    source.add_argument("--practice", action="store_true", help="materials to practise on, which never count")


def _exercise(arguments: argparse.Namespace) -> None:
    try:
        exercise = load_exercise(arguments.id)
    except ValueError as error:
        raise BadInputError(str(error)) from None
    learner = _learner(arguments)
    secret = _secret(arguments, exercise)
    folder = folder_for_output("--out", arguments.out)
    materials = None if secret is None else own_materials(secret, exercise.id, learner)
    name = f"{exercise.id}-{learner}"
    files = {
        f"{name}.html": paper(exercise, learner, materials, is_practice=arguments.practice),
        f"{name}.empty.json": _json(empty_submission(exercise, learner, version("storesim"))),
    }
    if materials is not None:
        files[f"{name}.materials.json"] = _json(materials.model_dump(mode="json"))
    _write_all(folder, files)
    for file in files:
        print(one_line(str(folder / file)))


def _learner(arguments: argparse.Namespace) -> str:
    code = arguments.learner
    if code is None and arguments.practice:
        return PRACTICE_LEARNER
    if code is None:
        raise BadInputError(f"--learner: allowed {LEARNER_WORDS}, given nothing")
    if not re.fullmatch(LEARNER, code):
        raise BadInputError(f"--learner: allowed {LEARNER_WORDS}, given {given(code)}")
    return str(code)


def _secret(arguments: argparse.Namespace, exercise: Exercise) -> bytes | None:
    """What the materials are made from; None where the task has none."""
    if arguments.practice:
        return PRACTICE_SECRET
    if arguments.secret_file is not None:
        return read_secret(Path(arguments.secret_file))
    if arguments.gradebook is not None:
        with Gradebook(arguments.gradebook) as book:
            secret = secret_of(arguments.gradebook, book, _say)
            book.keep_secret_print(fingerprint(secret))
            return secret
    if exercise.task in MAKERS:
        raise BadInputError("--gradebook or --secret-file: allowed a file, given nothing; --practice needs neither")
    return None


def _say(line: str) -> None:
    print(f"storesim: {one_line(line)}", file=sys.stderr)


def _json(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _write_all(folder: Path, files: dict[str, str]) -> None:
    """Write all files aside, then put them in place."""
    aside = {name: folder / f".{name}.{os.getpid()}.part" for name in files}
    try:
        for name, part in aside.items():
            part.write_text(files[name], encoding="utf-8", newline="\n")
        for name, part in aside.items():
            part.replace(folder / name)
    except OSError as error:
        raise BadInputError(
            f"--out: {folder}: allowed a folder with room to write, given one that fails: {error.strerror}"
        ) from None
    finally:
        for part in aside.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


__all__ = ["add_exercise"]
