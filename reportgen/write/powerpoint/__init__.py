"""The PowerPoint writer: a deck and a theme in, the bytes of a .pptx out."""

from __future__ import annotations

from reportgen.write.powerpoint.lowering import lower
from reportgen.write.powerpoint.model import LoweredDeck, LoweredSlide
from reportgen.write.powerpoint.writer import write_deck

__all__ = ["LoweredDeck", "LoweredSlide", "lower", "write_deck"]
