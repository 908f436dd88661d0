"""Titles and captions are broken by sense into even lines."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Chart, Content, Figure, LineBreak, Report, Table, Text
from reportgen.document.nodes import Inline as Node
from reportgen.measure.paragraphs import WORD_INSIDE
from reportgen.measure.titles import balanced_lines
from reportgen.spans import Span
from reportgen.units import TWIPS_PER_PT, twips_of_pt
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.text import run
from reportgen.write.word.model import Align, Field, Inline, Paragraph, paragraph
from reportgen.write.word.typography import TABLE_LABEL

_CONTINUATION = "续表"
_CAPTION_CHARACTERS = 26
"""Width of a caption in characters of its own size: smaller type in full lines tires the eye."""


def title_block(state: WriterState, report: Report) -> tuple[Paragraph, ...]:
    """Return the title, broken by sense (GB/T 9704-2012, 7.3.1), with the lines above and below it.

    The block is a whole number of body lines high, so that the text stays on the grid of lines.
    """
    block, pitch = state.profile.title_block, state.profile.pitch_twips
    title_pitch = twips_of_pt(block.pitch_pt)
    unit = report.properties.author
    title, lines = title_lines(state, report.title, "title", unit)
    subtitle, more = title_lines(state, report.subtitle, "subtitle", unit)
    shoulder, above = title_lines(state, report.shoulder, "shoulder", unit)
    # The rest of the last line is added below.
    slack = -(lines * title_pitch + (more + above) * pitch) % pitch
    between = slack // 2 if more and lines else 0
    rest = slack - between + round(block.lines_after * pitch)
    before = round(block.lines_before * pitch)
    out = []
    if above:
        out.append(_title_line(state, "Shoulder", shoulder, before, 0, report.at))
        before = 0
    if lines:
        out.append(_title_line(state, "Title", title, before, 0 if more else rest, report.at))
    if more:
        out.append(_title_line(state, "Subtitle", subtitle, between, rest, report.at))
    return tuple(out)


def _title_line(
    state: WriterState, style: str, content: Content, before: int, after: int, at: Span | None
) -> Paragraph:
    return paragraph(style, *state.runs(content), at=at, before=before, after=after)


def title_lines(state: WriterState, content: Content, key: str, name: str) -> tuple[Content, int]:
    """Return a title broken by sense in the face `key`, and its lines; `name` is not divided."""
    text = state.text(content)
    if not text.strip():
        return (), 0
    profile = state.profile
    size = getattr(profile.faces, key).size_pt
    lines = balanced_lines(
        text,
        state.face(key),
        size,
        state.text_width / TWIPS_PER_PT - 2 * profile.title_block.narrow_chars * size,
        keep=(name,) if name else (),
        tracking_pt=0 if key == "title" else profile.tracking_twips / TWIPS_PER_PT,
        rules=WORD_INSIDE,
    )
    ends = {line.end for line in lines[:-1] if text[line.end - 1] != "\n"}
    return with_line_breaks(state, content, ends), len(lines)


def with_line_breaks(state: WriterState, content: Content, ends: set[int]) -> Content:
    """Return `content` with a line break at each of `ends`, counted in the text it shows."""
    out: list[Node] = []
    at = 0
    for node in content:
        characters = state.text((node,))
        if isinstance(node, Text):
            start = 0
            for end in sorted(e - at for e in ends if at < e < at + len(characters)):
                out += (replace(node, text=characters[start:end].rstrip(" ")), LineBreak())
                start = end
            out.append(replace(node, text=characters[start:]))
        else:
            out.append(node)
        at += len(characters)
        if at in ends:
            out.append(LineBreak())
    return tuple(out)


def in_even_lines(
    state: WriterState,
    content: Content,
    key: str,
    width_pt: float,
    *,
    before: str = "",
    size_pt: float = 0,
    keep: str = "",
) -> Content:
    """Return `content` broken by sense into even lines of at most `width_pt`.

    `before` stands in front of it on the first line, `keep` is not divided; `key` names its face,
    `size_pt` is its size where that is another.
    """
    text = before + state.text(content)
    size = size_pt or getattr(state.profile.faces, key).size_pt
    if state.width(text, key, size) <= width_pt:
        return content
    whole = (keep,) if keep else ()
    lines = balanced_lines(text, state.face(key), size, width_pt, keep=whole, rules=WORD_INSIDE)
    ends = {line.end - len(before) for line in lines[:-1] if text[line.end - 1] != "\n"}
    return with_line_breaks(state, content, {end for end in ends if end > 0})


def caption(
    state: WriterState,
    label: str,
    block: Table | Figure | Chart,
    content: Content,
    *,
    keep_next: bool = False,
    align: Align | None = None,
) -> Paragraph | None:
    """Return the caption of a block (表1　…), None where there is nothing to say.

    Its number is a SEQ field that shows its result, within the bookmark that references name.
    """
    inlines: list[Inline] = []
    before = ""
    if block.number is not None:
        before = f"{label}{block.number}　"
        inlines = [run(label), Field(f" SEQ {label} \\* ARABIC ", run(str(block.number)))]
        target = state.target(block)
        if target and target.bookmark:
            inlines = [state.add_bookmark(target.bookmark, inlines)]
        if content:
            inlines.append(run("　"))
    size = state.profile.faces.caption.size_pt
    room = min(_CAPTION_CHARACTERS * size, state.text_width / TWIPS_PER_PT)
    inlines += state.runs(in_even_lines(state, content, "caption", room, before=before))
    if not inlines:
        return None
    keep = True if keep_next else None
    align = align or _caption_align(state)
    return paragraph("Caption", *inlines, at=block.at, keep_next=keep, align=align)


def _caption_align(state: WriterState) -> Align | None:
    """Return how a caption stands where the style would spread its words over the line."""
    return "center" if state.template.justifies_captions else None


def continuation(state: WriterState, block: Table) -> Paragraph | None:
    """Return the caption of a part of a table that goes on (续表1　…), None for one without caption.

    Its number is the one that the field before it has, whatever that comes to be.
    """
    if not block.caption:
        return None
    inlines: list[Inline] = [run(_CONTINUATION)]
    before = f"{_CONTINUATION}　"
    if block.number is not None:
        number = run(str(block.number))
        inlines.append(Field(f" SEQ {TABLE_LABEL} \\c \\* ARABIC ", number))
        before = f"{_CONTINUATION}{block.number}　"
    inlines.append(run("　"))
    room = min(
        _CAPTION_CHARACTERS * state.profile.faces.caption.size_pt,
        state.text_width / TWIPS_PER_PT,
    )
    inlines += state.runs(in_even_lines(state, block.caption, "caption", room, before=before))
    align = _caption_align(state)
    return paragraph("Caption", *inlines, at=block.at, keep_next=True, align=align)
