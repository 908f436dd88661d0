"""The list of literals, `claims.yaml`, beside the literals there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import literals
import yaml

FILE = Path(__file__).with_name("claims.yaml")


@dataclass(frozen=True, slots=True)
class Listing:
    """What `claims.yaml` says.

    `guarded` is literal → name of its predicate, `neutral` is literal → reason, `silent` has the modules
    and folders without literals, `repeated` what stands in it twice.
    """

    guarded: Mapping[str, str]
    neutral: Mapping[str, str]
    silent: tuple[str, ...]
    repeated: tuple[str, ...]


@cache
def listing() -> Listing:
    """Return the list as it stands in the file."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    guarded = [(text, name) for name, texts in content["guarded"].items() for text in texts]
    neutral = [(t, group["reason"]) for group in content["neutral"] for t in group["literals"]]
    counts = Counter(text for text, _ in (*guarded, *neutral))
    return Listing(
        dict(guarded),
        dict(neutral),
        tuple(content["silent"]),
        tuple(text for text, count in counts.items() if count > 1),
    )


@cache
def inventory() -> tuple[literals.Literal, ...]:
    """Return the literals of all files but the silent ones."""
    return tuple(literals.inventory(listing().silent))


def unlisted() -> list[literals.Literal]:
    """Return the literals that the list does not have."""
    known = {**listing().guarded, **listing().neutral}
    return [each for each in inventory() if each.text not in known]


def obsolete() -> list[str]:
    """Return the entries of the list that occur nowhere any more."""
    texts = {each.text for each in inventory()}
    entries = (*listing().guarded, *listing().neutral)
    missing = [path for path in listing().silent if not (literals.ROOT / path).exists()]
    return [text for text in entries if text not in texts] + missing
