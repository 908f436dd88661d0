"""Key figures, steps and a brand matrix in, restrained native tables out."""

from __future__ import annotations

from reportgen.document.nodes import Content, KeyFigure, KeyFigures, Matrix, Step, Steps
from reportgen.measure.titles import balanced_lines
from reportgen.write.word.captions import narrowed
from reportgen.write.word.cells import NO_BORDER, Border, cell, row, shared, table
from reportgen.write.word.draft import Draft
from reportgen.write.word.furniture import MATRIX_PT, NUMERAL_PT
from reportgen.write.word.opening import broken
from reportgen.write.word.runs import run

_HAIR = Border(4, "CFC7BC")
_MOST_IN_ROW = 5
_MOST_CHARS = 28
_STEP_NUMBER = 700  # twips
_ARROW = 400
_TINT = "FAF5EE"
_CENTRED = '<w:jc w:val="center"/>'


def _rule(draft: Draft, eighths: int = 12) -> Border:
    return Border(eighths, draft.base.reading.accent)


def _framed(draft: Draft, xml: str) -> str:
    # A gap above and below: panels stand apart from the text and never touch another table.
    gap = draft.paragraph("PanelGap", "", "<w:keepNext/>")
    return gap + xml + draft.paragraph("PanelGap", "")


def key_figures(draft: Draft, node: KeyFigures) -> str:
    """Return a strip of large numerals with their labels, at most five to a row."""
    count = len(node.items)
    if not count:
        return ""
    rows = -(-count // _MOST_IN_ROW)
    per_row = -(-count // rows)
    widths = shared(draft.base.reading.text_width, [1.0] * per_row)
    out = []
    for index in range(rows):
        items = node.items[index * per_row : (index + 1) * per_row]
        last = index == rows - 1
        cells = []
        for place, width in enumerate(widths):
            inner = ""
            if place < len(items):
                inner = _figure(draft, items[place], width, len(widths), keep=not last)
            edges = {"right": _HAIR} if place < len(items) - 1 else {}
            cells.append(
                cell(width, inner or draft.paragraph("PanelText", ""), edges=edges, place="top")
            )
        out.append(row(cells))
    edges = {
        "top": _rule(draft),
        "left": NO_BORDER,
        "bottom": _rule(draft, 4),
        "right": NO_BORDER,
        "insideH": _HAIR,
        "insideV": NO_BORDER,
    }
    xml = table(widths, out, style=draft.style("TableNormal"), edges=edges, pad=60, upright=130)
    return _framed(draft, xml)


def _figure(draft: Draft, item: KeyFigure, width: int, count: int, *, keep: bool) -> str:
    room = width / 20 - 8
    unit = draft.width(item.figure.unit, "table")
    numeral = draft.width(item.figure.number, "title", NUMERAL_PT)
    size = ""
    if numeral + unit > room:
        half_points = max(24, int(2 * NUMERAL_PT * max(0.3, (room - unit) / max(numeral, 1))))
        size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    shown = run(item.figure.number, size) + run(item.figure.unit, style=draft.style("KeyUnit"))
    stay = "<w:keepNext/>" if keep else ""
    out = draft.paragraph("KeyFigure", shown, stay)
    out += draft.paragraph("KeyLabel", draft.runs(item.label), stay)
    if item.note:
        # All notes of a strip side by side hold no more than a line of text does.
        narrow = min(room, draft.base.profile.faces.note.size_pt * _MOST_CHARS / count)
        note = narrowed(draft, item.note, "note", narrow)
        out += draft.paragraph("PanelNote", draft.runs(note), stay)
    return out


def steps(draft: Draft, node: Steps) -> str:
    """Return the steps of a method: a numbered list with texts, or a chain of names alone."""
    if not node.items:
        return ""
    if any(item.text for item in node.items):
        return _framed(draft, _step_list(draft, node))
    return _framed(draft, _step_chain(draft, node))


def _step_list(draft: Draft, node: Steps) -> str:
    size = draft.base.profile.faces.panel.size_pt
    longest = max(draft.width(draft.text(item.title), "table_header", size) for item in node.items)
    total = draft.base.reading.text_width
    title = min(round(longest * 20) + 320, round(total * 0.35))
    widths = [_STEP_NUMBER, title, total - _STEP_NUMBER - title]
    out = []
    if node.title:
        out.append(_panel_title(draft, node.title, total, 3))
    for number, item in enumerate(node.items, start=1):
        keep = "<w:keepNext/>" if number < len(node.items) else ""
        out.append(
            row(
                [
                    cell(widths[0], draft.paragraph("StepNumber", run(str(number)), keep)),
                    cell(widths[1], draft.paragraph("PanelTitle", draft.runs(item.title))),
                    cell(widths[2], draft.paragraph("PanelText", draft.runs(item.text))),
                ],
                least=579,
            )
        )
    edges = {
        "top": _rule(draft),
        "left": NO_BORDER,
        "bottom": _rule(draft, 4),
        "right": NO_BORDER,
        "insideH": _HAIR,
        "insideV": NO_BORDER,
    }
    return table(widths, out, style=draft.style("TableNormal"), edges=edges, pad=80, upright=40)


def _panel_title(draft: Draft, content: Content, width: int, span: int) -> str:
    text = draft.paragraph("PanelTitle", draft.runs(content), f"<w:keepNext/>{_CENTRED}")
    return row([cell(width, text, span=span)], least=500)


def _step_chain(draft: Draft, node: Steps) -> str:
    total, size = draft.base.reading.text_width, draft.base.profile.faces.panel.size_pt
    longest = (
        max(draft.width(draft.text(i.title), "table_header", size) for i in node.items) * 20 + 200
    )
    count = len(node.items)
    rows = 1
    while rows < count and _chain_width(-(-count // rows), total) < longest:
        rows += 1
    per_row = -(-count // rows)
    box = _chain_width(per_row, total)
    widths = [box if i % 2 == 0 else _ARROW for i in range(2 * per_row - 1)]
    widths[-1] += total - sum(widths)
    out = []
    if node.title:
        out.append(_panel_title(draft, node.title, total, len(widths)))
    for index in range(rows):
        items = node.items[index * per_row : (index + 1) * per_row]
        last = index == rows - 1
        out.append(row(_chain(draft, items, widths, index * per_row, last=last), least=620))
        if not last:
            gap = draft.paragraph("PanelGap", "", "<w:keepNext/>")
            out.append(row([cell(total, gap, span=len(widths))]))
    edges = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), NO_BORDER)
    return table(widths, out, style=draft.style("TableNormal"), edges=edges, pad=40, upright=40)


def _chain_width(count: int, total: int) -> int:
    return (total - (count - 1) * _ARROW) // count


def _chain(
    draft: Draft, items: tuple[Step, ...], widths: list[int], before: int, *, last: bool
) -> list[str]:
    frame = dict.fromkeys(("left", "bottom", "right"), _HAIR) | {"top": _rule(draft)}
    keep = "" if last else "<w:keepNext/>"
    cells = []
    for place, width in enumerate(widths):
        step = place // 2
        if place % 2:
            more = step + 1 < len(items)
            text = run("→", f'<w:color w:val="{draft.base.reading.accent}"/>') if more else ""
            inner = draft.paragraph("PanelText", text, keep + _CENTRED)
            cells.append(cell(width, inner, pad=0))
        elif step < len(items):
            number = draft.paragraph(
                "PanelText",
                run(str(before + step + 1), f'<w:color w:val="{draft.base.reading.accent}"/>'),
                "<w:keepNext/>" + _CENTRED,
            )
            title = draft.paragraph("PanelTitle", draft.runs(items[step].title), keep + _CENTRED)
            cells.append(cell(width, number + title, edges=frame, fill=_TINT))
        else:
            cells.append(cell(width, draft.paragraph("PanelText", "", keep)))
    return cells


def matrix(draft: Draft, node: Matrix) -> str:
    """Return a brand matrix: the leading brand on the left, those it leads on the right."""
    total, size = draft.base.reading.text_width, draft.base.profile.faces.panel.size_pt
    longest = max(
        (draft.width(draft.text(i.label), "table_header", size) for i in node.items), default=0.0
    )
    label = min(max(round(longest * 20) + 400, 1500), round(total * 0.3))
    lead = round(total * 0.36)
    widths = [lead, label, total - lead - label]
    heading = draft.paragraph("PanelText", draft.runs(node.label), f"<w:keepNext/>{_CENTRED}")
    text = draft.text(node.lead)
    lines = balanced_lines(text, draft.base.measure("title"), MATRIX_PT, lead / 20 - 24)
    ends = {line.end for line in lines[:-1] if text[line.end - 1] != "\n"}
    name = draft.paragraph("MatrixLead", draft.runs(broken(draft, node.lead, ends)))
    accent = {"left": Border(36, draft.base.reading.accent)}
    out = []
    for index, item in enumerate(node.items):
        keep = "<w:keepNext/>" if index < len(node.items) - 1 else ""
        merge = ("restart" if index == 0 else "continue") if len(node.items) > 1 else ""
        first = heading + name if index == 0 else draft.paragraph("PanelText", "", keep)
        out.append(
            row(
                [
                    cell(lead, first, merge=merge, edges=accent, fill=_TINT),
                    cell(
                        label,
                        draft.paragraph("PanelTitle", draft.runs(item.label), keep + _CENTRED),
                    ),
                    cell(widths[2], draft.paragraph("PanelText", draft.runs(item.name))),
                ],
                least=700,
            )
        )
    if not out:
        out.append(row([cell(total, heading + name, span=3, edges=accent, fill=_TINT)], least=700))
    edges = {
        "top": _rule(draft, 8),
        "left": NO_BORDER,
        "bottom": _rule(draft, 4),
        "right": NO_BORDER,
        "insideH": _HAIR,
        "insideV": NO_BORDER,
    }
    return _framed(
        draft,
        table(widths, out, style=draft.style("TableNormal"), edges=edges, pad=120, upright=60),
    )
