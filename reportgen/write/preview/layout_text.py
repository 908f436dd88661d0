"""The fixed texts of masters and layouts: what a unit's own template says on every slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.measure import StyledRun, face, measure_runs
from reportgen.measure.lines import break_lines
from reportgen.theme.deck_template import Faces
from reportgen.write.powerpoint.fit_text import slide_rules
from reportgen.write.preview.drawingml import P
from reportgen.write.preview.faces import FacePair
from reportgen.write.preview.svg import group, of_emu
from reportgen.write.preview.text import (
    Look,
    Stretch,
    baseline,
    look_attributes,
    part_of,
    text_line,
)
from reportgen.write.theme_colours import A, Element, Scheme, colour_of
from reportgen.write.xml import EMPTY, Xml

_INSETS = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
_SIZE = 1800
_ANCHORS = {"ctr": "middle", "r": "end"}


@dataclass(frozen=True, slots=True)
class FixedTexts:
    """Draws the texts of shapes in the colours and faces of a theme."""

    scheme: Scheme
    faces: Faces

    def drawn(self, shape: Element, box: tuple[float, float, float, float]) -> Xml:
        """Return the text of a shape in its box, nothing where it has none."""
        body = shape.find(f"{P}txBody")
        if body is None or not any(text.text for text in body.iter(f"{A}t")):
            return EMPTY
        own = body.find(f"{A}bodyPr")
        left, up, right, down = (
            of_emu(int(own.get(name, usual)) if own is not None else usual)
            for name, usual in _INSETS
        )
        x, y, w, h = box
        x, y, w, h = x + left, y + up, w - left - right, h - up - down
        wraps = own is None or own.get("wrap", "square") != "none"
        lines = list(self._lines(shape, body, w if wraps else 1e6))
        height = sum(line.pitch for line in lines)
        anchor = "t" if own is None else own.get("anchor", "t")
        y += {"ctr": (h - height) / 2, "b": h - height}.get(anchor, 0.0)
        drawn = []
        for line in lines:
            at = x + {"ctr": w / 2, "r": w}.get(line.align, 0.0)
            base = line.stretches[0].look if line.stretches else None
            if base is not None:
                text = text_line(
                    at, y + baseline(line.stretches, line.pitch), line.stretches, base,
                    anchor=_ANCHORS.get(line.align, ""),
                )  # fmt: skip
                drawn.append(group(text, **look_attributes(base)))
            y += line.pitch
        return group(*drawn)

    def _lines(self, shape: Element, body: Element, width: float) -> Iterator[_Line]:
        style = shape.find(f"{P}style/{A}fontRef")
        for paragraph in body.iterfind(f"{A}p"):
            stretches = [
                Stretch(
                    "\v" if run.tag == f"{A}br" else run.findtext(f"{A}t") or "",
                    self._look(run, body, style),
                )
                for run in paragraph
                if run.tag in (f"{A}r", f"{A}fld", f"{A}br")
            ]
            properties = paragraph.find(f"{A}pPr")
            level = body.find(f"{A}lstStyle/{A}lvl1pPr")
            align = next(
                (a for p in (properties, level) if p is not None and (a := p.get("algn"))), "l"
            )
            if not stretches:
                yield _Line([], align, of_emu(_SIZE * 127 * 1.2))
                continue
            size = max(stretch.look.size_pt for stretch in stretches)
            first = stretches[0].look.faces
            own = face(first.east_asian, first.latin, bold=first.bold)
            runs = [
                StyledRun(s.text, face(s.look.faces.east_asian, s.look.faces.latin), s.look.size_pt)
                for s in stretches
            ]
            measured = measure_runs(runs, size, rules=slide_rules(own))
            em = width * 1000 / size
            for span in break_lines(measured, em, em):
                text = part_of(stretches, span.start, span.end)
                shown = [s._replace(text=s.text.strip("\v")) for s in text]
                yield _Line(shown, align, size * own.line_em)

    def _look(self, run: Element, body: Element, style: Element | None) -> Look:
        own, level = run.find(f"{A}rPr"), body.find(f"{A}lstStyle/{A}lvl1pPr/{A}defRPr")
        holders = [holder for holder in (own, level) if holder is not None]
        fills = [fill for holder in holders if (fill := holder.find(f"{A}solidFill")) is not None]
        colour = colour_of(fills[0] if fills else style, self.scheme) or self.scheme.named("tx1")
        size = next((int(s) for holder in holders if (s := holder.get("sz"))), _SIZE)
        bold = next((b for holder in holders if (b := holder.get("b"))), "0") in ("1", "true")
        names = [
            next(
                (f.get("typeface", "") for h in holders if (f := h.find(f"{A}{tag}")) is not None),
                "",
            )
            for tag in ("latin", "ea")
        ]
        latin = self.faces.name(names[0], "+mn-lt")
        east_asian = self.faces.name(names[1], "+mn-ea") or latin
        return Look(FacePair(latin, east_asian, bold), size / 100, colour.value)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a fixed text; `pitch` is its height in points."""

    stretches: list[Stretch]
    align: str
    pitch: float
