"""The filters of the templates: prose with **bold**, figures with their units, numbers in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.filters import make_attrgetter
from markupsafe import Markup, escape

from reportgen.chinese import chinese_number
from reportgen.compose.places import as_markup, located_markup, marked
from reportgen.compose.templates.writable import as_text
from reportgen.content import dates
from reportgen.content.dates import WrittenDate
from reportgen.content.quantities import Quantity, Wording
from reportgen.content.speech_time import clock, duration
from reportgen.spans import Joined, Located, Span, joined, span_of

_BOLD_OPENS = re.compile(r"\*\*(?=\S)")
_BOLD_CLOSES = re.compile(r"(?<=\S)\*\*")
#: the double surnames that are borne today
_DOUBLE_SURNAMES = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 长孙 宇文 轩辕 端木 独孤 南宫 呼延"
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")


def prose(value: Any, role: str = "") -> Markup:
    """Text as `<p>` elements, a paragraph for each part between blank lines."""
    opening = f'<p role="{escape(role)}">' if role else "<p>"
    return as_markup("".join(f"{opening}{paragraph}</p>" for paragraph in paragraphs(value)))


def inline(value: Any) -> Markup:
    """One paragraph's text: lines joined, `**…**` bold."""
    value = located_markup(value) if isinstance(value, Joined) else value
    if isinstance(value, Markup):
        return _bold(_joined(value))
    return _paragraph(as_text(value), span_of(value))


def paragraphs(value: Any) -> list[Markup]:
    """Return the paragraphs of `value`, parted by blank lines, each as `inline` gives it."""
    value = located_markup(value) if isinstance(value, Joined) else value
    parts = [part for part in _BLANK_LINES.split(as_text(value).strip()) if part.strip()]
    if isinstance(value, Markup):
        return [_bold(_joined(part)) for part in parts]
    return [_paragraph(part, span_of(value)) for part in parts]


def _paragraph(text: str, place: Span | None) -> Markup:
    markup = _bold(escape(_joined(text)))
    return marked(markup, place) if place else markup


def _joined(text: str) -> str:
    """Join the lines of a paragraph: Chinese takes no space at a line end, Latin takes one."""
    return _LINE_END.sub(_space, str(text).strip())


def _space(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if before.isascii() and after.isascii() and before and after else ""


def _bold(markup: str) -> Markup:
    """Return `markup` with `<b>` for each pair of `**`.

    The ends are looked for one after the other: one pattern for both ends would search the rest of
    the text again from every `**` that is never closed.
    """
    text = str(markup)  # adding to Markup would escape
    parts, position = [], 0
    while (opens := _BOLD_OPENS.search(text, position)) and (
        closes := _BOLD_CLOSES.search(text, opens.end() + 1)
    ):
        parts += [text[position : opens.start()], "<b>", text[opens.end() : closes.start()], "</b>"]
        position = closes.end()
    return as_markup("".join(parts) + text[position:])


def number(value: Any) -> Markup:
    """A quantity as `<n unit="余篇">130</n>`, so that a slide sets number and unit apart."""
    if not isinstance(value, Quantity):
        return escape(located_markup(written(value)))
    digits, place = escape(value.prefix_text + value.number_text), span_of(value.text)
    body = marked(digits, place) if place else digits
    return as_markup(f'<n unit="{escape(value.unit_text)}">{body}</n>')


def written(value: Any) -> Any:
    """A quantity as it was written."""
    return value.text if isinstance(value, (Quantity, Wording)) else value


def if_number(value: Any) -> str:
    """A quantity as it was written, nothing where it has no number."""
    return value.text if isinstance(value, Quantity) else ""


@pass_environment
def join(
    environment: Environment, values: Iterable[Any], separator: str = "", attribute: str = ""
) -> str:
    """Texts put together with a separator between them; each keeps its place."""
    if attribute:
        values = map(make_attrgetter(environment, attribute), values)
    texts = [as_text(value) for value in values]
    if any(isinstance(text, Markup) for text in texts):
        return escape(separator).join(map(located_markup, texts))
    return joined(texts, separator)


def attribute(value: Any) -> Markup:
    """A value inside a tag: escaped, quotes too, without the marks of its place."""
    return escape(as_text(value))


def counted(value: int) -> str:
    """A whole number in Chinese before a measure word: 2 → 两 (两项), else as `chinese_number`."""
    return "两" if value == 2 else chinese_number(value)


def surname(value: str) -> str:
    """The surname of a Chinese name, of two characters for the double surnames: 欧阳青山 → 欧阳."""
    return value[:2] if value[:2] in _DOUBLE_SURNAMES else value[:1]


def first_sentence(value: Any) -> Any:
    """The first sentence of a text, for a slide that has room for one."""
    text = as_text(value)
    match = re.match(r"[^。！？；\n]+", _joined(text))
    sentence = match[0] if match else text
    return Located.at(sentence, value.span) if isinstance(value, Located) else sentence


def date(value: WrittenDate) -> str:
    """A day as 2023年1月5日 (GB/T 9704-2012, 7.3.5.4: no leading zeros); another date as written."""
    return _printed(value.full, value)


def short_date(value: WrittenDate) -> str:
    """A date in a list of one year, without that year: 1月5日, 5月, 4—7月, 七一前后."""
    return _printed(value.short, value)


def _printed(text: str, value: WrittenDate) -> str:
    place = span_of(value.text)
    return Located.at(text, place) if place else text


def month_label(value: WrittenDate) -> dates.MonthLabel:
    """What stands for a date on a timeline, as number and unit: 5, 月; a date with a name has no unit."""
    label = dates.month_label(value)
    return label._replace(number=_printed(label.number, value))


def names_date(text: Any, value: Any) -> bool:
    """Whether a text names a date, in Chinese or Arabic numerals: 三月底前设岗, 3月底前."""
    return dates.is_named(as_text(value), as_text(text))


def date_code(value: WrittenDate) -> str:
    """A date as a file's name begins: 0512, 05 for a month; another date as it was written."""
    return dates.code(value)


def groupby_order(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Items grouped by one of their fields, in the order in which its values first come."""
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(getattr(item, name), []).append(item)
    return list(groups.items())


def sentence(value: Any) -> Markup:
    """One paragraph's text as `inline` gives it, closed with 。 where it lacks its end."""
    closed = as_text(value).rstrip().endswith(tuple("。！？；…"))
    text = inline(value)
    return text if closed or not text else text + "。"


def lines(value: Any) -> Markup:
    """A short text with its own line ends kept, as on a cover."""
    if isinstance(value, Joined):
        return as_markup(str(located_markup(value)).replace("\n", "<br/>"))
    parts = [escape(part.strip()) for part in as_text(value).strip().split("\n") if part.strip()]
    place = span_of(value)
    return as_markup("<br/>".join(marked(part, place) if place else part for part in parts))


#: name → function, in the order of the documentation
FILTERS: dict[str, Callable[..., Any]] = {
    "prose": prose,
    "inline": inline,
    "paragraphs": paragraphs,
    "number": number,
    "written": written,
    "if_number": if_number,
    "date": date,
    "short_date": short_date,
    "month_label": month_label,
    "date_code": date_code,
    "names_date": names_date,
    "groupby_order": groupby_order,
    "join": join,
    "sentence": sentence,
    "lines": lines,
    "chinese_number": chinese_number,
    "counted": counted,
    "surname": surname,
    "duration": duration,
    "clock": clock,
    "first_sentence": first_sentence,
    "attribute": attribute,
}
