"""A trainee's own materials: what their task is about, made from a secret and their code, so that no two share it.

The training centre makes them with `storesim exercise`, since only it has the secret. With the public practice secret
anybody can make some to practise on; they never count. What is right is nowhere in them: marking makes it anew from the
secret.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.assessment.submission import LEARNER

PRACTICE_SECRET: Final = b"practice, known to everybody"
PRACTICE_LEARNER: Final = "PRACTICE"


class Materials(BaseModel):
    """One learner's materials for one exercise, as a file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    format: Literal[1] = 1
    workbook: str = Field(max_length=40)
    exercise: str = Field(max_length=40)
    learner: str = Field(pattern=LEARNER, max_length=40)
    content: dict[str, Any]
    """As the kind of task says."""


def keyed_number(secret: bytes, *parts: str) -> int:
    """A number below 2**64 that only the holder of the secret can tell: the head of HMAC-SHA256 of the parts."""
    digest = hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big")


def own_number(secret: bytes, exercise: str, learner: str, purpose: str) -> int:
    """A number below 2**63 that only the holder of the secret can tell: HMAC-SHA256 of purpose, exercise, learner."""
    return keyed_number(secret, purpose, exercise, learner) >> 1


__all__ = ["PRACTICE_LEARNER", "PRACTICE_SECRET", "Materials", "keyed_number", "own_number"]
