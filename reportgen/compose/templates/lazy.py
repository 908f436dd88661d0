"""Values that are worked out when a template first names them: most templates name a few of many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2.runtime import Context


@dataclass(frozen=True)
class Lazy:
    """The value of a name, which `work` returns when a template first uses the name."""

    work: Callable[[], Any]

    @cached_property
    def value(self) -> Any:
        """What `work` returned."""
        return self.work()


class LazyContext(Context):
    """The names of one rendering; a template that names a `Lazy` gets its value."""

    def resolve_or_missing(self, key: str) -> Any:
        """Return the value of a name, Jinja's `missing` if there is none."""
        value = super().resolve_or_missing(key)
        return value.value if isinstance(value, Lazy) else value
