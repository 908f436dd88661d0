"""Imports what a check needs, one module after the other, each with most of what it needs imported.

Nested in one another imports reach deep, and where the frames fill a chunk of 16 KB Python maps
memory anew for each call beyond it, two thousand times: a thirtieth of the time of `check`.
"""

from __future__ import annotations

import contextlib
from importlib import import_module

from reportgen.build.unasked import stand_in

_LIBRARIES = (
    "pydantic_core", "typing_extensions", "annotated_types", "pydantic.version", "pydantic.types",
    "pydantic.main", "yaml", "lxml.etree", "jinja2.nodes", "jinja2",
)  # fmt: skip
_OURS = (
    "content.text_types", "content.part", "content.model.branch", "content.model.exhibits",
    "content.model.log", "content.yaml_events", "content.model_faults", "content.model.record",
    "document.nodes", "compose.context", "compose.environment", "compose.composer",
    "content.checks", "theme.loading", "build.workshop",
)  # fmt: skip

stand_in()
for _name in (*_LIBRARIES, *(f"reportgen.{name}" for name in _OURS)):
    # What a library is made of is its own affair; who needs a module imports it, and tells.
    with contextlib.suppress(ImportError):
        import_module(_name)
