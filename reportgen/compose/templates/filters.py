"""Filters of the templates: prose with light emphasis, figures apart from units, attributes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose.places import escaped, keep_place, markup, placed
from reportgen.content.quantities import Quantity
from reportgen.spans import Located, Place, Span

_OPENS = re.compile(r"\*\*(?=\S)")
_CLOSES = re.compile(r"(?<=\S)\*\*")
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")


def _marked(value: Any) -> Markup:
    kept = keep_place(value)
    return kept if isinstance(kept, Markup) else escape(kept)


def _joined(text: str) -> str:
    """Join the lines of a paragraph: Chinese takes no space at a line end, Latin takes one."""
    text = text.strip()
    return _LINE_END.sub(_space, text) if "\n" in text else text


def _space(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if before.isascii() and after.isascii() and before and after else ""


def _emphasis(text: str) -> str:
    if "**" not in text:
        return text
    # One pattern for both ends would look through the rest of the text from every sign again.
    done, position = [], 0
    while (opens := _OPENS.search(text, position)) and (
        closes := _CLOSES.search(text, opens.end() + 1)
    ):
        done += [text[position : opens.start()], f"<b>{text[opens.end() : closes.start()]}</b>"]
        position = closes.end()
    return "".join(done) + text[position:]


def inline(value: Any) -> Markup:
    """One paragraph's text: lines joined, `**…**` bold."""
    if isinstance(value, Markup):
        return markup(_emphasis(_joined(str(value))))
    return markup(_inline(str(value), _place_of(value)))


def _inline(text: str, place: Span | Place | None) -> str:
    body = _emphasis(escaped(_joined(text)))
    return placed(body, place) if place else body


def _place_of(value: Any) -> Span | Place | None:
    return value.place if isinstance(value, Located) else None


def paragraphs(value: Any) -> list[Markup]:
    """Return the paragraphs of `value`, parted by blank lines, each as `inline` gives it."""
    return [markup(part) for part in _paragraphs(value)]


def _paragraphs(value: Any) -> list[str]:
    text = str(value).strip()
    if "\n" in text:
        whole = [part for part in _BLANK_LINES.split(text) if part.strip()]
    else:
        whole = [text] if text else []
    if isinstance(value, Markup):
        return [_emphasis(_joined(part)) for part in whole]
    place = _place_of(value)
    return [_inline(part, place) for part in whole]


def prose(value: Any, role: str = "") -> Markup:
    """Text as `<p>` elements, a paragraph for each part between blank lines."""
    opening = f'<p role="{escape(role)}">' if role else "<p>"
    return markup("".join([f"{opening}{part}</p>" for part in _paragraphs(value)]))


def number(value: Any) -> Markup:
    """A quantity as `<n unit="余篇">130</n>`, so that a slide sets number and unit apart."""
    if not isinstance(value, Quantity):
        return _marked(value)
    digits, place = escaped(value.prefix_text + value.number_text), _place_of(value.text)
    told = placed(digits, place) if place else digits
    return markup(f'<n unit="{escaped(value.unit_text)}">{told}</n>')


def written(value: Any) -> Any:
    """A quantity as it was written."""
    return value.text if isinstance(value, Quantity) else value


def attribute(value: Any) -> Markup:
    """A value inside a tag: escaped, quotes too, without place marks."""
    return markup(escaped(str(value)))


def chinese_number(value: int) -> str:
    """A whole number in Chinese: 12 → 十二, 105 → 一百零五; below 0 and above 9999 in figures."""
    if not 0 < value <= 9999:
        return "零" if value == 0 else str(value)
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + unit
        elif text and text[-1] != "零":
            text += "零"
    text = text.rstrip("零")
    return text[1:] if 10 <= value < 20 else text


def first_sentence(value: Any) -> Any:
    """The first sentence of a text, for a slide that has room for one."""
    text = str(value)
    match = re.match(r"[^。！？；\n]+", _joined(text))
    result = match[0] if match else text
    return Located.at(result, value.span) if isinstance(value, Located) else result


def date(value: datetime.date) -> str:
    """A day as 2023年1月5日 (GB/T 9704-2012, 7.3.5.4: Arabic numerals, no leading zeros)."""
    return f"{value.year}年{value.month}月{value.day}日"


def groupby_order(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Items grouped by one of their fields, in the order in which its values first come."""
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(getattr(item, name), []).append(item)
    return list(groups.items())


def sentence(value: Any) -> Markup:
    """One paragraph's text as `inline` gives it, closed with 。 where it lacks its end."""
    closed = str(value).rstrip().endswith(tuple("。！？；…"))
    text = inline(value)
    return text if closed or not text else Markup(f"{text}。")  # noqa: S704 - inline escapes


def lines(value: Any) -> Markup:
    """A short text with its own line ends kept, as on a cover."""
    parts = [escaped(part.strip()) for part in str(value).strip().split("\n") if part.strip()]
    place = _place_of(value)
    return markup("<br/>".join([placed(part, place) for part in parts] if place else parts))


#: name → function, in the order of the documentation
FILTERS: dict[str, Callable[..., Any]] = {
    "prose": prose,
    "inline": inline,
    "paragraphs": paragraphs,
    "number": number,
    "written": written,
    "date": date,
    "groupby_order": groupby_order,
    "sentence": sentence,
    "lines": lines,
    "chinese_number": chinese_number,
    "first_sentence": first_sentence,
    "attribute": attribute,
}
