"""The JSON Schema of what is handed in, made from the declarations; published beside the exercises."""

from __future__ import annotations

import json
from typing import Any

from sim.assessment.exercise import HEADLINES, Exercise, exercise_names, load_exercise
from sim.assessment.questions import LARGEST, LONGEST, templates
from sim.assessment.submission import LEARNER_WORDS, Submission
from sim.places import EXERCISES
from sim.policy import Policy

FILE = EXERCISES / "submission.schema.json"


def submission_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12): the fields of a submission, and for each exercise the levers that are open."""
    schema = Submission.model_json_schema()
    fields = schema["properties"]
    fields["exercise"] = {"enum": exercise_names(), "description": "id of the exercise"}
    fields["learner"]["description"] = LEARNER_WORDS
    expected = schema["$defs"]["Prediction"]["properties"]["expected"]
    expected["propertyNames"] = {"enum": list(HEADLINES)}
    schema["required"] = sorted({*schema["required"], "exercise"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What a trainee hands in",
        **{key: value for key, value in schema.items() if key not in ("title", "$schema")},
        "allOf": [_one_exercise(load_exercise(name)) for name in exercise_names()],
    }


def _one_exercise(exercise: Exercise) -> dict[str, Any]:
    values = {
        "properties": {path: _lever_schema(path) for path in exercise.levers},
        "additionalProperties": False,
    }
    return {
        "if": {"properties": {"exercise": {"const": exercise.id}}},
        "then": {
            "properties": {
                "decisions": {"items": {"properties": {"values": values}}},
                "answers": {"propertyNames": {"enum": [ask.id for ask in exercise.asks]}},
                **({} if exercise.task == "inspection" else {"findings": {"maxItems": 0}}),
                "responses": _responses_schema(exercise),
            }
        },
    }


def _responses_schema(exercise: Exercise) -> dict[str, Any]:
    """What may be answered: nothing where nothing is asked, else by the id of the question."""
    if exercise.task != "questions":
        return {"maxProperties": 0}
    kinds: dict[str, dict[str, Any]] = {
        "number": {"type": "number", "minimum": 0, "maximum": LARGEST},
        "customer": {"type": "integer", "minimum": 0, "maximum": LARGEST},
        "choice": {"type": "string", "maxLength": LONGEST},
    }
    asked = {one.id: kinds[one.kind] for one in templates(exercise.id)}
    return {"properties": asked, "additionalProperties": False}


def _lever_schema(path: str) -> dict[str, Any]:
    group, _, name = path.partition(".")
    declared = type(Policy.model_fields[group].default).model_json_schema()["properties"][name]
    kept = ("title", "type", "enum", "minimum", "maximum", "description")
    return {key: declared[key] for key in kept if key in declared}


def schema_text() -> str:
    """The published file, letter for letter."""
    return json.dumps(submission_schema(), indent=2, ensure_ascii=False) + "\n"


__all__ = ["FILE", "schema_text", "submission_schema"]
