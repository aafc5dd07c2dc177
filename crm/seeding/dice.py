"""Chance that can be repeated: one stream for each subject, so that they do not disturb each other."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def dice(seed: int, *subject: object) -> random.Random:
    """A stream of chance that depends on the seed and the subject only."""
    name = ":".join(str(part) for part in (seed, *subject))
    return random.Random(name)  # noqa: S311  # invented data, not a secret


def draw(rng: random.Random, weights: Mapping[T, float]) -> T:
    """One key, each as likely as its weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def around(rng: random.Random, mean: float, spread: float) -> int:
    """A whole number near the mean, never negative."""
    return max(0, round(rng.gauss(mean, spread)))


def pick(rng: random.Random, values: Sequence[T]) -> T:
    """``choice`` without its overhead, for the inner loops."""
    return values[int(rng.random() * len(values))]
