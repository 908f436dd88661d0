"""Stands in for a module a library imports and here never asks, until somebody does ask.

pydantic takes `entry_points` from `importlib.metadata`, to look for plugins, which are switched off.
Behind it stands all of `email`, `zipfile` and `csv`: a thirtieth of the time of `check`.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

_NAME = "importlib.metadata"


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(_asked(), name)


def _asked() -> ModuleType:
    """Return the module itself, in its place again."""
    if isinstance(sys.modules.get(_NAME), _StandIn):
        del sys.modules[_NAME]
    return importlib.import_module(_NAME)


def _entry_points(**wanted: Any) -> Any:
    return _asked().entry_points(**wanted)


def stand_in() -> None:
    """Put the stand-in where the module would be imported from, if that has not been done."""
    spec = None if _NAME in sys.modules else importlib.util.find_spec(_NAME)
    if spec:
        unasked: Any = _StandIn(_NAME)
        unasked.__spec__, unasked.__path__ = spec, spec.submodule_search_locations
        unasked.entry_points = _entry_points
        sys.modules[_NAME] = importlib.metadata = unasked
