"""The Jinja environment of the program's own HTML pages."""

from __future__ import annotations

from jinja2 import BaseLoader, Environment, StrictUndefined


def html_environment(loader: BaseLoader) -> Environment:
    """Return an environment that escapes every value and refuses unknown names."""
    return Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined,
    )  # fmt: skip
