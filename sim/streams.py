"""Luck, keyed by name.

Every uniform number of a run is a pure function of (seed, purpose, day, entity). Nothing is drawn "next": a policy that
brings about one draw more moves nobody else's luck, and a larger population leaves the first customers as they were.

Two ways of drawing serve the same idea. `Streams.everyone` fills an array for the whole population from NumPy's
counter-based Philox generator (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). `Streams.some` and
`Streams.one` hash the key for the few entities that need a number (the SplitMix64 finaliser, Steele, Lea & Flood 2014).
"""

from __future__ import annotations

import math
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrik

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15  # 2**64 / golden ratio, the SplitMix64 increment
_DAY_STEP = 0xD1342543DE82EF95  # odd constants that keep day and part apart before mixing
_PART_STEP = 0xAF251AF3B0F025B5
_MIX_1 = 0xBF58476D1CE4E5B9
_MIX_2 = 0x94D049BB133111EB
_TO_UNIT = 2.0**-53


def stream_key(seed: int, purpose: str) -> int:
    """Return the 64-bit key of a stream: the same in every process, whatever PYTHONHASHSEED says."""
    return int.from_bytes(blake2b(f"{seed}\x1f{purpose}".encode(), digest_size=8).digest(), "little")


def _mix(state: int) -> int:
    state = ((state ^ (state >> 30)) * _MIX_1) & _MASK
    state = ((state ^ (state >> 27)) * _MIX_2) & _MASK
    return state ^ (state >> 31)


def _constant(number: int) -> NDArray[np.uint64]:
    """As an array without dimensions, which NumPy combines with another array in half the time of a scalar."""
    return np.array(number, dtype=np.uint64)


_U11, _U27, _U30, _U31 = (_constant(bits) for bits in (11, 27, 30, 31))
_UMIX_1, _UMIX_2, _UGOLDEN = _constant(_MIX_1), _constant(_MIX_2), _constant(_GOLDEN)
_UDAY_STEP, _UPART_STEP = _constant(_DAY_STEP), _constant(_PART_STEP)
_UNIT = np.array(_TO_UNIT)


def _mix_array(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state ^= state >> _U30
    state *= _UMIX_1
    state ^= state >> _U27
    state *= _UMIX_2
    state ^= state >> _U31
    return state


def _as_uniforms(state: NDArray[np.uint64]) -> Floats:
    state = _mix_array(state)
    state >>= _U11
    uniforms: Floats = state.astype(np.float64)
    uniforms *= _UNIT
    return uniforms


class Streams:
    """All luck of one seed.

    Attributes:
        seed: the seed of the run.
        drawn: how many uniforms were handed out so far; the speed benchmark draws as many for its floor.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.drawn = 0
        self._keys: dict[str, int] = {}
        self._generators: dict[str, tuple[Generator, Any]] = {}

    def _key(self, purpose: str) -> int:
        key = self._keys.get(purpose)
        if key is None:
            key = self._keys[purpose] = stream_key(self.seed, purpose)
        return key

    def everyone(self, purpose: str, day: int, count: int, days: int = 1, out: Floats | None = None) -> Floats:
        """Uniforms in [0, 1) for entities 0 to `count` - 1; entity i's number does not depend on `count`.

        With `days`, those of as many days from `day` on, one day after the other. With `out`, in that array.
        """
        self.drawn += count * days
        if purpose not in self._generators:
            bits = Philox(key=self._key(purpose))
            self._generators[purpose] = Generator(bits), bits.state
        generator, state = self._generators[purpose]
        uniforms = np.empty(count * days) if out is None else out
        for ahead in range(days):
            state["state"]["counter"][2] = (day + ahead) & _MASK  # a fresh generator would take longer than its numbers
            generator.bit_generator.state = state
            generator.random(out=uniforms[ahead * count : (ahead + 1) * count])
        return uniforms

    def some(
        self, purpose: str, day: int | Integers, entities: NDArray[np.integer], part: int | Integers = 0
    ) -> Floats:
        """Uniforms in [0, 1) for the entities named, in their order.

        Args:
            purpose: what the luck is for.
            day: whole day, one for all or one an entity.
            entities: entity numbers (customers, items, accounts).
            part: which of several numbers an entity needs that day (line 0, 1, 2 of an order), one for all or one each.
        """
        self.drawn += len(entities)
        key = self._key(purpose)
        state = entities.astype(np.uint64)
        state *= _UGOLDEN
        if isinstance(day, np.ndarray) or isinstance(part, np.ndarray):
            state += self._bases([key], day, part)[0]
        else:
            state += _constant(self._base(key, day, part))
        return _as_uniforms(state)

    def days(self, purpose: str, days: int, entities: NDArray[np.integer]) -> Floats:
        """What `some` gives for each of the days 0 to `days` - 1, a row a day, in one pass."""
        self.drawn += days * len(entities)
        key = self._key(purpose)
        bases = self._bases([key], np.arange(days), 0)[0]
        state = entities.astype(np.uint64) * _UGOLDEN + bases[:, None]
        return _as_uniforms(state)

    def several(
        self,
        purposes: tuple[str, ...],
        day: int | Integers,
        entities: NDArray[np.integer],
        part: int | Integers = 0,
    ) -> Floats:
        """What `some` gives for several purposes, a row each, in one pass."""
        self.drawn += len(purposes) * len(entities)
        keys = [self._key(purpose) for purpose in purposes]
        if isinstance(day, np.ndarray) or isinstance(part, np.ndarray):
            bases = self._bases(keys, day, part)
        else:
            bases = np.array([self._base(key, day, part) for key in keys], dtype=np.uint64)[:, None]
        return _as_uniforms(bases + entities.astype(np.uint64) * _UGOLDEN)

    def one(self, purpose: str, day: int, entity: int, part: int = 0) -> float:
        """The same number that `some` gives this entity, for processes that follow a single thing."""
        self.drawn += 1
        base = self._base(self._key(purpose), day, part)
        return (_mix((entity * _GOLDEN + base) & _MASK) >> 11) * _TO_UNIT

    @staticmethod
    def _base(key: int, day: int, part: int) -> int:
        return _mix((_mix((day * _DAY_STEP + key) & _MASK) + part * _PART_STEP) & _MASK)

    @staticmethod
    def _bases(keys: list[int], day: int | Integers, part: int | Integers) -> NDArray[np.uint64]:
        """What `_base` gives for days and parts, at least one of them an array; a row a key."""
        if isinstance(day, np.ndarray):
            base = _mix_array(day.astype(np.uint64) * _UDAY_STEP + np.array(keys, dtype=np.uint64)[:, None])
        else:
            base = np.array([_mix((day * _DAY_STEP + key) & _MASK) for key in keys], dtype=np.uint64)[:, None]
        steps = part.astype(np.uint64) if isinstance(part, np.ndarray) else _constant(part)
        return _mix_array(base + steps * _UPART_STEP)


def poisson(luck: Floats, mean: float | Floats) -> Integers:
    """Poisson numbers that uniforms stand for, by inversion: the smallest k with F(k) > u.

    One mean for all is looked up in a table of F, which is a hundred times faster than a mean for each.
    """
    if isinstance(mean, np.ndarray):
        safe = np.where(mean > 0, mean, 1.0)
        return np.where(mean > 0, np.ceil(pdtrik(luck, safe)), 0).astype(np.int64)
    if mean <= 0:
        return np.zeros(len(luck), dtype=np.int64)
    most = math.ceil(mean + 12 * math.sqrt(mean) + 12)  # F of it is 1 to the last bit of a uniform
    return np.searchsorted(pdtr(np.arange(most), mean), luck, side="right").astype(np.int64)
