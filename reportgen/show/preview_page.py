"""A preview as one HTML file that needs nothing else: for phones, for an intranet, to be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import PackageLoader
from markupsafe import Markup

from reportgen.diagnostics import Diagnostic
from reportgen.show.html_templates import html_environment
from reportgen.write.preview.fragments import Preview

#: what only the program that edits the content needs: places in its files
_PLACES = re.compile(r' data-(?:at|slot|layout)="[^"]*"')
_END = "</section>"
_FAULT = re.compile(r' data-fault="([\d ]+)"')


def page(preview: Preview, title: str, faults: Sequence[Diagnostic] = ()) -> str:
    """Return a preview as an HTML file with pictures of its own; `faults` are listed below it.

    The preview must hold its pictures itself (`PreviewPictures(inline=True)`).
    """
    environment = html_environment(PackageLoader("reportgen", "show"))
    first: dict[int, int] = {}
    fragments = []
    for fragment in preview.fragments:
        html = _PLACES.sub("", fragment.html)
        for numbers in _FAULT.findall(html):
            for number in map(int, numbers.split()):
                first.setdefault(number, fragment.number)
        inner = _FAULT.sub("", html).removesuffix(_END)
        fragments.append((fragment.number, Markup(inner)))  # noqa: S704 - our own markup
    return environment.get_template("preview.html.j2").render(
        title=title,
        medium=preview.medium,
        one=preview.medium.removesuffix("s"),
        stylesheet=Markup(preview.stylesheet),  # noqa: S704 - our own rules
        shared=Markup(preview.shared),  # noqa: S704 - our own markup
        fragments=fragments,
        faults=[(fault, first.get(number)) for number, fault in enumerate(faults)],
    )
