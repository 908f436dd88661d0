"""The templates of the desk's pages, and what all of them are given."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse

from reportgen.chinese import chinese_number
from reportgen.content.speech_time import duration
from reportgen.desk.page_code import imported_by
from reportgen.show.html_templates import html_environment

#: the tabs of a year that there are
TABS = ("text", "figures", "activities", "plan", "slides", "finish")
#: icons as paths of 18 by 18 units
ICONS = {
    "folder": '<path d="M2.5 5h5l1.5 1.5h6.5V14h-13z"/>',
    "table": '<rect x="3" y="3" width="12" height="12"/><path d="M3 7h12M3 11h12M7.5 3v12"/>',
    "plus": '<path d="M9 4v10M4 9h10"/>',
    "speak": '<rect x="7" y="2.5" width="4" height="8" rx="2"/><path d="M4.5 9a4.5 4.5 0 0 0 9 0M9 13.5V16"/>',
    "page": '<path d="M4.5 2.5h6l3 3v10h-9zM10.5 2.5v3h3"/>',
    "slide": '<rect x="2.5" y="4" width="13" height="8"/><path d="M9 12v3M6 15h6"/>',
    "down": '<path d="M5 7l4 4 4-4"/>',
    "undo": '<path d="M4 7h6a4 4 0 0 1 0 8H6M4 7l3-3M4 7l3 3"/>',
    "redo": '<path d="M14 7H8a4 4 0 0 0 0 8h4M14 7l-3-3M14 7l-3 3"/>',
    "check": '<path d="M4 9.5l3.2 3.2L14 5.5"/>',
    "history": '<path d="M3.5 9a5.5 5.5 0 1 0 1.8-4.1M3 3.5v3h3M9 6v3.2l2 1.3"/>',
    "cross": '<path d="M5 5l8 8M13 5l-8 8"/>',
    "link": '<path d="M7.5 10.5l3-3M8 5.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M10 12.5l-1 1a2.8 2.8 0 0 1-4-4l1-1"/>',
    "left": '<path d="M11 5L7 9l4 4"/>',
    "right": '<path d="M7 5l4 4-4 4"/>',
    "star": '<path d="M9 3l1.8 3.9 4.2.5-3.1 2.9.8 4.2L9 12.4l-3.7 2.1.8-4.2L3 7.4l4.2-.5z"/>',
    "download": '<path d="M9 3v8M5.5 8L9 11.5 12.5 8M3.5 14.5h11"/>',
    "print": '<path d="M5 7V3h8v4M5 13H3V7h12v6h-2M5 11h8v4H5z"/>',
    "clock": '<circle cx="9" cy="9" r="6"/><path d="M9 5.5V9l2.5 1.5"/>',
    "search": '<circle cx="8" cy="8" r="4.5"/><path d="M11.5 11.5L15 15"/>',
    "person": '<circle cx="9" cy="6.5" r="3"/><path d="M3.5 15.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5"/>',
    "eye": '<path d="M2 9s2.5-4.5 7-4.5S16 9 16 9s-2.5 4.5-7 4.5S2 9 2 9z"/><circle cx="9" cy="9" r="1.8"/>',
}

#: what each key does
KEYS = (
    ("Ctrl+S", "马上存"),
    ("Ctrl+Z、Ctrl+Y", "撤销、重做"),
    ("Ctrl+F", "找这一年的文字"),
    ("Ctrl+1 … Ctrl+6", "总结、数字、活动、问题与计划、课件、定稿"),
    ("F8、Shift+F8", "下一处、上一处错误或提醒"),
    ("Ctrl+K、Ctrl+B", "插入数字、加粗"),
    ("Alt+↑、Alt+↓", "移动这一项"),
    ("Ctrl+Alt+Z", "以前的样子"),
    ("表格里", "方向键、Tab、回车、F2、Esc、Delete、Shift+方向键、Ctrl+C/X/V、Ctrl+D"),
    ("Alt+M、Alt+Shift+M、Alt+=", "合并、拆开、小计行"),
)


def icon(name: str, size: int = 16) -> Markup:
    """Return an icon as SVG; a reader of screens passes it over."""
    return Markup(  # noqa: S704 - the markup is the table's own
        f'<svg class="ic" width="{size}" height="{size}" viewBox="0 0 18 18" aria-hidden="true">{ICONS[name]}</svg>'
    )


def script(name: str) -> Markup:
    """Return what loads a module; the browser asks at once for all that it imports, not for one after the other."""
    links = [f'<link rel="modulepreload" href="/static/{one}">' for one in imported_by(name)]
    own = f'<script type="module" src="/static/{name}"></script>'
    return Markup("".join([*links, own]))  # noqa: S704 - the names are those of the package's files


def data(value: Any) -> str:
    """Return a value as JSON for an attribute, which the template escapes."""
    return json.dumps(value, ensure_ascii=False)


def address(*parts: str | int) -> str:
    """Return the path of a page from its parts, whatever characters they have."""
    return "/" + "/".join(quote(str(part), safe="") for part in parts)


@cache
def environment() -> Environment:
    """Return the environment of the pages' templates."""
    own = html_environment(PackageLoader("reportgen.desk", "templates"))
    own.globals |= {
        "icon": icon,
        "script": script,
        "address": address,
        "tab_names": lambda: TABS,
        "keys": lambda: KEYS,
    }
    own.filters |= {"data": data, "spoken": duration, "chinese": chinese_number}
    return own


def render(template: str, **names: Any) -> str:
    """Return the markup of a template."""
    return environment().get_template(template).render(names)


def page(template: str, **names: Any) -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(render(template, **names))
