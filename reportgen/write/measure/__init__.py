"""Width and line breaking of Chinese and Latin text, for slide fit and page estimates."""

from __future__ import annotations

from reportgen.write.measure.breaking import FORBIDDEN, FREE, POOR, levels
from reportgen.write.measure.faces import Face, face, is_known
from reportgen.write.measure.fit import (
    Box,
    Cut,
    Fit,
    Standing,
    TextStyle,
    cut,
    fit,
    line_ends,
    overflow,
    sizes,
    split,
    stand,
    text_height,
)
from reportgen.write.measure.layout import Line, line_count, text_width, wrap, wrap_runs
from reportgen.write.measure.measured import (
    SLIDE,
    WORD,
    Measured,
    Run,
    Setting,
    measure,
    measure_runs,
)
from reportgen.write.measure.titles import balanced, parts_words

__all__ = [
    "FORBIDDEN",
    "FREE",
    "POOR",
    "SLIDE",
    "WORD",
    "Box",
    "Cut",
    "Face",
    "Fit",
    "Line",
    "Measured",
    "Run",
    "Setting",
    "Standing",
    "TextStyle",
    "balanced",
    "cut",
    "face",
    "fit",
    "is_known",
    "levels",
    "line_count",
    "line_ends",
    "measure",
    "measure_runs",
    "overflow",
    "parts_words",
    "sizes",
    "split",
    "stand",
    "text_height",
    "text_width",
    "wrap",
    "wrap_runs",
]
