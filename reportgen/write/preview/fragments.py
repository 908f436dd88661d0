"""A preview: its pages or slides as separate fragments of HTML, and one stylesheet for all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from reportgen.write.preview.faces import FacePair, face_rules
from reportgen.write.preview.svg import attributes, number
from reportgen.write.xml import Value, Xml, element

Medium = Literal["page", "slide"]
_BASE = """\
.preview-page,.preview-slide{position:relative;background:#fff}
.preview-page svg,.preview-slide svg{display:block;width:100%;height:auto}
.preview-page text,.preview-slide text{white-space:pre;text-autospace:no-autospace;text-spacing-trim:space-all}
.preview-page .error,.preview-slide .error{fill:#e03c0a;text-decoration:underline wavy 1px}
.preview-page .warning,.preview-slide .warning{fill:#c98a00;text-decoration:underline wavy 1px}
.preview-page .advice,.preview-slide .advice{fill:#8a7f72;text-decoration:underline dotted 1px}
.preview-drawings{position:absolute;width:0;height:0}
"""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One page or slide: its number from 1, its HTML, and a digest that changes whenever that does."""

    number: int
    html: str
    digest: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A document as a browser shows it.

    `drawings` are what fragments refer to by id; they stand once in the page, before the fragments.
    `faces` are those of its texts.
    """

    medium: Literal["pages", "slides"]
    fragments: tuple[Fragment, ...]
    drawings: Xml
    faces: frozenset[FacePair]

    @property
    def stylesheet(self) -> str:
        """The rules that the fragments need; a class means the same in every preview."""
        return _BASE + face_rules(self.faces)

    @property
    def shared(self) -> str:
        """The drawings as HTML, "" where there are none."""
        if not self.drawings:
            return ""
        return element("svg", {"class": "preview-drawings", "aria-hidden": "true"}, self.drawings)


def fragment(
    medium: Medium,
    page: int,
    size: tuple[float, float],
    drawn: Xml,
    label: str,
    **more: Value,
) -> Fragment:
    """Return a page or slide of a size in points; the keywords are further attributes of its section."""
    width, height = map(number, size)
    svg = element(
        "svg",
        {"viewBox": f"0 0 {width} {height}", "width": width, "height": height},
        drawn,
    )
    html = element(
        "section",
        {
            "class": f"preview-{medium}",
            "id": f"{medium}-{page}",
            f"data-{medium}": page,
            "aria-label": label,
            **attributes(more),
        },
        svg,
    )
    return Fragment(page, html, hashlib.blake2s(html.encode(), digest_size=10).hexdigest())
