"""Three hundred hand-ins of a rough class: 260 in order, though some words are not nice, and 40 that are not."""

import json
import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.assessment.exercise import exercise_names, load_exercise
from sim.assessment.reading import LARGEST_BYTES

GOOD, BAD = 260, 40
NASTY_WORDS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><iframe src='javascript:alert(1)'></iframe>",
    "<svg/onload=alert(1)>",
    "&lt;b&gt; &#60;script&#62;",
    "{{7*7}} ${7*7} %s %n $(touch canary) `touch canary`",
    "'; DROP TABLE submission; --",
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "__import__('os').system('touch canary')",
    "\u202egnihtemos \u200b\ufeff",
    "\x1b[2J\x1b[31mred",
    "多謝你們！客人應該先同意。",
    "line\r\nbreak\tand tab",
    "\U0001f6d2" * 50,
    "x" * 4000,
)
NASTY_NAMES = ("<script>alert(1)<.json", "two\nlines.json", "\x1b[31mred.json", "=1+1.json", "空 格.json", "-rf.json")
LAST_NAME = os.fsdecode(b"not-utf-8-\xff\xfe.json")

EXERCISES = [name for name in exercise_names() if load_exercise(name).task != "questions"]
"""In shops as small as these, there are no twelve questions to ask."""


class Touches:
    """Unpickled, it would leave a file behind."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch canary",)


def content(number: int, luck: random.Random) -> dict[str, Any]:
    """A submission in order, with decisions and words of its own; learners try up to five times."""
    learner = number // 5
    exercise = load_exercise(EXERCISES[learner % len(EXERCISES)])
    values: dict[str, Any] = {}
    for lever in exercise.open_levers():
        if lever.choices:
            values[lever.path] = luck.choice(list(lever.choices))
        elif isinstance(lever.default, bool):
            values[lever.path] = luck.random() < 0.5
        else:
            values[lever.path] = luck.randint(int(lever.low or 0), int(lever.high or 0))
    nasty = NASTY_WORDS[number % len(NASTY_WORDS)]
    return {
        "format": 1,
        "workbook": "0.1.0" if number % 7 else "<b>0.1.0</b>",
        "exercise": exercise.id,
        "learner": f"RC7-{learner:04}",
        "decisions": [{"day": 0, "values": values, "reason": f"{number} {nasty}"[:4000]}],
        "prediction": {"expected": {"retention_rate": luck.choice(("up", "same", "down"))}, "because": nasty},
        "answers": {ask.id: nasty for ask in exercise.asks},
        "declaration": True,
    }


def _good_bytes(number: int, given: dict[str, Any]) -> bytes:
    text = json.dumps(given, ensure_ascii=number % 2 == 0, indent=4 if number % 3 == 0 else None)
    return (b"\xef\xbb\xbf" if number % 11 == 0 else b"") + text.encode()


def write_class(folder: Path, outside: Path) -> tuple[set[Path], set[Path]]:
    """Write all 300 into a folder.

    Args:
        folder: an empty one.
        outside: a file elsewhere that nothing may read.

    Returns:
        The files that are in order, and those that are not.
    """
    luck = random.Random(7)
    good: set[Path] = set()
    names = [*NASTY_NAMES, LAST_NAME]
    for number in range(GOOD):
        file = folder / (names[number] if number < len(names) else f"learner-{number:03}.json")
        file.write_bytes(_good_bytes(number, content(number, luck)))
        good.add(file)
    bad: set[Path] = set()
    makers = (*_bytes_that_are_wrong(content(4500, luck), outside), *_things_that_are_no_file(outside))
    for number, make in enumerate(makers):
        file = folder / f"bad-{number:02}.json"
        if isinstance(make, bytes):
            file.write_bytes(make)
        else:
            make(file)
        bad.add(file)
    return good, bad


def _bytes_that_are_wrong(good: dict[str, Any], outside: Path) -> list[bytes]:
    def but(**changes: Any) -> bytes:
        return json.dumps({**good, **changes}).encode()

    def number(text: bytes) -> bytes:
        return but(decisions=[{"values": {"outreach.newsletters_per_month": 3}}]).replace(b": 3}", b": " + text + b"}")

    whole = but()
    return [
        whole[: len(whole) // 2],
        b"",
        b"[" * 90_000,
        b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        but(findings=[[[[[[[[[]]]]]]]]]),
        b" " * (LARGEST_BYTES + 1),
        b"\0" * 500,
        but(exercise=f"../../{outside.name}"),
        but(exercise=str(outside)),
        but(learner="../../../etc/passwd"),
        but(learner="RC7-0001\n"),
        but(learner="<script>alert(1)</script>"),
        but(learner="Chan Tai Man"),
        b"null",
        b'"text"',
        b"[]",
        but(decisions={"values": {}}),
        but(prediction=None),
        but(answers={"own": 5}),
        number(b"9" * 6000),
        number(b"1e400"),
        number(b"-Infinity"),
        number(b"NaN"),
        number(b"123456789012345678901234567890"),
        whole[:-1] + b', "format": 1}',
        but(decisions=[{"values": {"<script>alert(1)</script>": 1}}]),
        whole.replace(b"RC7-0900", "RC7-\xe9".encode("latin-1")),
        whole.decode().encode("utf-16"),
        but(workbook="\ud800"),
        but(format=99),
        but(exercise="no-such-exercise"),
        but(declaration="yes"),
        but(**{"__class__": "os.system", "result": "competent"}),
        pickle.dumps(Touches()),
    ]


def _things_that_are_no_file(outside: Path) -> list[Callable[[Path], object]]:
    def huge(file: Path) -> None:
        with file.open("wb") as opened:
            opened.truncate(3 * 1024**3)  # it takes no room on the disk

    return [
        lambda file: file.mkdir(),
        os.mkfifo,
        lambda file: file.symlink_to(outside),
        lambda file: file.symlink_to(file.with_name("nowhere.json")),
        lambda file: file.symlink_to(file),
        huge,
    ]
