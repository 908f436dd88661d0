"""The width of Chinese and Latin text, its lines, and how it stands in a box or a title.

Both writers measure by this package: slides to choose the size of each text, reports to know where
their pages end.
"""

from __future__ import annotations

from reportgen.measure.boxes import (
    USED_SHARE,
    Box,
    BoxLayout,
    Cut,
    TextStyle,
    excess_chars,
    find_cut,
    lay_out,
    sizes,
    text_height,
)
from reportgen.measure.faces import Face, face
from reportgen.measure.line_breaks import BREAK, DISCOURAGED, PROHIBITED, levels
from reportgen.measure.lines import Line, LineSpan, break_lines, text_width
from reportgen.measure.paragraphs import (
    SLIDE,
    WORD,
    LineRules,
    MeasuredParagraph,
    StyledRun,
    measure,
    measure_runs,
)
from reportgen.measure.titles import balanced_lines, breaks_cleanly, opens_with_number, parts_words

__all__ = [
    "BREAK",
    "DISCOURAGED",
    "PROHIBITED",
    "SLIDE",
    "USED_SHARE",
    "WORD",
    "Box",
    "BoxLayout",
    "Cut",
    "Face",
    "Line",
    "LineRules",
    "LineSpan",
    "MeasuredParagraph",
    "StyledRun",
    "TextStyle",
    "balanced_lines",
    "break_lines",
    "breaks_cleanly",
    "excess_chars",
    "face",
    "find_cut",
    "lay_out",
    "levels",
    "measure",
    "measure_runs",
    "opens_with_number",
    "parts_words",
    "sizes",
    "text_height",
    "text_width",
]
