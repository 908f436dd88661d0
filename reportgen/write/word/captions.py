"""A caption's number and text in, its paragraph out: a SEQ field that already shows its number."""

from __future__ import annotations

from reportgen.document.nodes import Content
from reportgen.write.word.draft import Draft
from reportgen.write.word.runs import field, run


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
    inner += draft.runs(content)
    if not inner:
        return ""
    return draft.paragraph("Caption", inner, "<w:keepNext/>" if keep_next else "")
