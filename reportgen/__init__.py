"""YAML in, finished Word reports and PowerPoint decks out, for party-branch work."""

from __future__ import annotations

__version__ = "0.1.0"
