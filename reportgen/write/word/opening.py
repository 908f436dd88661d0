"""The title, the lines above and below it in, the title block out: a whole number of body lines high."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Content, Inline, LineBreak, Report, Text
from reportgen.measure.paragraphs import WORD
from reportgen.measure.titles import balanced_lines
from reportgen.units import twips_of_pt
from reportgen.write.word.draft import Draft

# A title's last mark does not hang: each line is centred by its ink.
_LINE_RULES = replace(WORD, hang_punctuation=False)


def title_block(draft: Draft, report: Report) -> str:
    """Return the title, broken by sense (GB/T 9704-2012, 7.3.1), and the subtitle under it."""
    return "".join(xml for xml, _ in title_paragraphs(draft, report))


def title_paragraphs(draft: Draft, report: Report) -> list[tuple[str, int]]:
    """Return each paragraph of the title block with its whole height in twips."""
    profile = draft.base.profile
    block, pitch = profile.title_block, profile.pitch_twips
    title_pitch = twips_of_pt(block.pitch_pt)
    title, lines = set_title(draft, report.title, "title", report.properties.author)
    subtitle, more = set_title(draft, report.subtitle, "subtitle", report.properties.author)
    shoulder, above = set_title(draft, report.shoulder, "subtitle", report.properties.author)
    used = lines * title_pitch + (more + above) * pitch
    # The rest of the last line is added below, so that the text stays on the grid of 22 lines.
    slack = -used % pitch
    between = slack // 2 if more and lines else 0
    rest = slack - between + round(block.lines_after * pitch)
    before = round(block.lines_before * pitch)
    out = []
    if above:
        spacing = f'<w:spacing w:before="{before}" w:after="0"/>'
        xml = draft.paragraph("Subtitle", draft.runs(shoulder), spacing)
        out.append((xml, before + above * pitch))
        before = 0
    if lines:
        after = 0 if more else rest
        spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>'
        xml = draft.paragraph("Title", draft.runs(title), spacing)
        out.append((xml, before + lines * title_pitch + after))
    if more:
        spacing = f'<w:spacing w:before="{between}" w:after="{rest}"/>'
        xml = draft.paragraph("Subtitle", draft.runs(subtitle), spacing)
        out.append((xml, between + more * pitch + rest))
    return out


def set_title(draft: Draft, content: Content, key: str, name: str) -> tuple[Content, int]:
    """Return a title broken by sense in the face `key`, and its lines; `name` is not divided."""
    text = draft.text(content)
    if not text.strip():
        return (), 0
    profile = draft.base.profile
    size = getattr(profile.faces, key).size_pt
    width = draft.base.reading.text_width / 20 - 2 * profile.title_block.narrow_chars * size
    lines = balanced_lines(
        text,
        draft.base.measure(key),
        size,
        width,
        keep=(name,) if name else (),
        tracking_pt=0 if key == "title" else profile.tracking_twips / 20,
        rules=_LINE_RULES,
    )
    soft = {line.end for line in lines[:-1] if text[line.end - 1] != "\n"}
    return broken(draft, content, soft), len(lines)


def broken(draft: Draft, content: Content, ends: set[int]) -> Content:
    """Return `content` with a line break at each of `ends`, counted in its shown text."""
    out: list[Inline] = []
    at = 0
    for node in content:
        shown = draft.text((node,))
        if isinstance(node, Text):
            start = 0
            for end in sorted(e - at for e in ends if at < e < at + len(shown)):
                out += (Text(shown[start:end].rstrip(" "), node.bold), LineBreak())
                start = end
            out.append(Text(shown[start:], node.bold))
        else:
            out.append(node)
        at += len(shown)
        if at in ends:
            out.append(LineBreak())
    return tuple(out)
