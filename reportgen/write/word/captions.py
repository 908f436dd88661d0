"""A caption's number and text in, its paragraph out: a SEQ field that already shows its number."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Content
from reportgen.measure.paragraphs import WORD
from reportgen.measure.titles import balanced_lines
from reportgen.write.word.draft import Draft
from reportgen.write.word.lines import MOST_EM
from reportgen.write.word.opening import broken
from reportgen.write.word.runs import field, run

# Every line is centred by its ink: no stop hangs.
_CENTRED = replace(WORD, hang_punctuation=False)
_MOST_CHARS = 26
"""Width of a caption in characters of its own size: smaller type in full lines tires the eye."""


def narrowed(
    draft: Draft,
    content: Content,
    key: str,
    width_pt: float,
    *,
    before: str = "",
    pt: float = 0,
    keep: str = "",
) -> Content:
    """Return `content` broken by sense into even lines of at most `width_pt`.

    `before` stands in front of it on the first line, `keep` is not divided; `key` names its face,
    `pt` its size if another.
    """
    text = before + draft.text(content)
    size = pt or getattr(draft.base.profile.faces, key).size_pt
    if len(text) * size * MOST_EM <= width_pt or draft.width(text, key, size) <= width_pt:
        return content
    kept = (keep,) if keep else ()
    lines = balanced_lines(text, draft.base.measure(key), size, width_pt, keep=kept, rules=_CENTRED)
    ends = {line.end - len(before) for line in lines[:-1] if text[line.end - 1] != "\n"}
    return broken(draft, content, {end for end in ends if end > 0})


def caption(
    draft: Draft,
    label: str,
    number: int | None,
    content: Content,
    block_id: str | None,
    *,
    keep_next: bool,
) -> str:
    """Return the caption paragraph (表1　…), or nothing when there is nothing to say."""
    inner = ""
    if number is not None:
        inner = run(label) + field(f" SEQ {label} \\* ARABIC ", run(str(number)))
        target = draft.targets.get(block_id or "")
        if target and target.bookmark:
            inner = draft.bookmarked(target.bookmark, inner)
        if content:
            inner += run("　")
    before = f"{label}{number}　" if number is not None else ""
    room = min(
        _MOST_CHARS * draft.base.profile.faces.caption.size_pt, draft.base.reading.text_width / 20
    )
    inner += draft.runs(narrowed(draft, content, "caption", room, before=before))
    if not inner:
        return ""
    return draft.paragraph("Caption", inner, "<w:keepNext/>" if keep_next else "")
