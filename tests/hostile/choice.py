"""A number and a seed → that many hostile inputs, spread evenly over the families."""

from __future__ import annotations

import importlib
import random
from collections.abc import Iterator

from trial import Hostile

FAMILIES = ("yaml_files", "pictures", "packages", "paths", "templates", "contents")
#: of a family's share, at most this part was thought of; the rest comes of the seed
_MADE = 0.7


def chosen(total: int, seed: int, only: str = "") -> Iterator[Hostile]:
    """Yield `total` inputs, of one family if asked; the same for the same seed."""
    families = [family for family in FAMILIES if only in ("", family)]
    for place, family in enumerate(families):
        share = total // len(families) + (place < total % len(families))
        module = importlib.import_module(f"families.{family}")
        result = list(module.made())
        most = min(len(result), round(share * _MADE))
        picked = sorted(random.Random(f"{family} {seed}").sample(range(len(result)), most))
        yield from (result[number] for number in picked)
        yield from (module.mutated(seed * 1_000_000 + number) for number in range(share - most))


def listed(only: str = "") -> Iterator[Hostile]:
    """Yield every input that was thought of, of one family if asked."""
    for family in FAMILIES:
        if only in ("", family):
            yield from importlib.import_module(f"families.{family}").made()


def mutated(total: int, seed: int, only: str = "") -> Iterator[Hostile]:
    """Yield `total` inputs that come of a seed alone, spread evenly over the families."""
    families = [family for family in FAMILIES if only in ("", family)]
    modules = [importlib.import_module(f"families.{family}") for family in families]
    for number in range(total):
        module = modules[number % len(modules)]
        yield module.mutated(seed * 1_000_000 + number // len(modules))
