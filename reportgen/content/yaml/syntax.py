"""The YAML parser's complaint and the lines around it → what the person who typed it did."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from reportgen.chinese import HAN
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import Span

_QUOTE_HINT = '给整段文字加上引号，如 "……"'
_COLON_HINT = "“名称: 内容”之间要用英文冒号，后面空一格"
#: a name at the start of a line, as it stands before a colon
_NAME = re.compile(r"[ ]*(?:-[ ]+)*([A-Za-z_][\w-]*)")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the parser gave up, what it said, and where the thing it was reading began."""

    path: str
    lines: list[str]
    problem: str
    line: int
    column: int
    context: tuple[int, int] | None

    @property
    def character(self) -> str:
        """The character the parser stopped at, nothing at a line end."""
        return self.row(self.line)[self.column : self.column + 1]

    def row(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def above(self) -> int:
        """The nearest line above that is not blank, -1 if there is none."""
        number = self.line - 1
        while number >= 0 and not self.row(number).strip():
            number -= 1
        return number

    def span(self, line: int, column: int, length: int = 1) -> Span:
        return Span(self.path, line + 1, column + 1, length)


def explain(error: yaml.YAMLError, path: str, lines: list[str]) -> Diagnostic:
    """Return what the YAML parser's `error` means to the person who typed the file."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line])
    spot = _Spot(
        path,
        lines,
        f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}",
        line,
        column,
        (context.line, context.column) if context else None,
    )
    for recognise in _RECOGNISERS:
        found = recognise(spot)
        if found:
            return found
    span, hint = spot.span(line, column), "检查这一行和上一行的引号、冒号和缩进"
    return Diagnostic("yaml-syntax", "YAML 写法有误", span, hints=(hint,))


def wide_colon(path: str, lines: list[str], number: int) -> Diagnostic | None:
    """Return the fault of a name that a Chinese colon follows on line `number` (from 0)."""
    row = lines[number] if 0 <= number < len(lines) else ""
    match = _NAME.match(row)
    if match and row[match.end() : match.end() + 1] == "：":
        span = Span(path, number + 1, match.end() + 1)
        message = f"`{match[1]}` 后面是中文冒号“：”"
        return Diagnostic("yaml-colon", message, span, hints=(_COLON_HINT,))
    return None


def _odd_indentation(spot: _Spot) -> Diagnostic | None:
    """A tab, or a space that is no plain space, before the text of this line or just above."""
    for number in range(spot.line, max(-1, spot.line - 3), -1):
        indent = re.match(r"[ \t\u3000\u00a0]*(?:-[ \t\u3000\u00a0]+)*", spot.row(number))
        odd = re.search(r"[\t\u3000\u00a0]+", indent[0]) if indent else None
        if odd:
            name = "Tab" if odd[0][0] == "\t" else "全角空格或特殊空格"
            return Diagnostic(
                "yaml-tab",
                f"缩进用了 {name}" if name == "Tab" else f"缩进用了{name}",
                spot.span(number, odd.start(), len(odd[0])),
                hints=("YAML 只认普通空格：请把缩进换成两个空格",),
            )
    return None


def _wide_colon(spot: _Spot) -> Diagnostic | None:
    if not re.search(r"could not find expected ':'|mapping values|expected key", spot.problem):
        return None
    start = spot.context[0] if spot.context else spot.line
    for number in (*range(start, spot.line + 1), spot.above()):
        found = wide_colon(spot.path, spot.lines, number)
        if found:
            return found
    return None


def _missing_space(spot: _Spot) -> Diagnostic | None:
    """`year:2022` or `-name: x` above makes a text of its line, and this line a riddle."""
    if not re.search(r"could not find expected ':'|mapping values|expected key", spot.problem):
        return None
    for number in (spot.above(), spot.line):
        row = spot.row(number)
        dash = re.match(rf"[ ]*(?:-[ ]+)*-(?=[A-Za-z_{HAN}])", row)
        if dash:
            span = spot.span(number, dash.end() - 1)
            return Diagnostic("yaml-space", "短横线后面缺少空格", span, hints=("写成“- 内容”",))
        name = _NAME.match(row)
        if name and re.match(r":[^\s:/]", row[name.end() :]):
            span = spot.span(number, name.end())
            message = f"`{name[1]}` 的冒号后面缺少空格"
            return Diagnostic("yaml-space", message, span, hints=(_COLON_HINT,))
    return None


def _colon(spot: _Spot) -> Diagnostic | None:
    if "mapping values are not allowed" not in spot.problem:
        return None
    row, above = spot.row(spot.line), spot.row(spot.above())
    name = _NAME.match(row)
    own = bool(name) and name is not None and name.end() == spot.column
    if own and _depth(row) > _depth(above):
        return Diagnostic(
            "yaml-indent",
            "这一行比上一行缩进得多",
            spot.span(spot.line, _depth(row), max(1, spot.column - _depth(row))),
            hints=("同一层的各行要左对齐；上一行如果有下一层，冒号后面不能再写文字",),
        )
    return Diagnostic(
        "yaml-colon",
        "文字里的英文冒号被当成了“名称: 内容”",
        spot.span(spot.line, spot.column),
        hints=(f"{_QUOTE_HINT}，或改用中文冒号“：”",),
    )


def _first_character(spot: _Spot) -> Diagnostic | None:
    if not re.search(r"cannot start any token|found a tab|'\\t'", spot.problem):
        return None
    span, character = spot.span(spot.line, spot.column), spot.character
    if character == "\t":
        hints = ("YAML 只认普通空格：请把 Tab 换成空格",)
        return Diagnostic("yaml-tab", "这里用了 Tab", span, hints=hints)
    return Diagnostic("yaml-syntax", f"文字不能以“{character}”开头", span, hints=(_QUOTE_HINT,))


def _quotes(spot: _Spot) -> Diagnostic | None:
    if "quoted scalar" not in spot.problem or not spot.context:
        return None
    if re.search(r"unexpected (end of stream|document indicator)", spot.problem):
        message, hint = "引号没有配对，到文件结尾也没有另一半", "在这段文字的末尾补上引号"
        return Diagnostic("yaml-quote", message, spot.span(*spot.context), hints=(hint,))
    if re.search(r"escape|hexdecimal", spot.problem):
        return Diagnostic(
            "yaml-quote",
            "双引号里的“\\”有特别的意思，这里用得不对",
            spot.span(spot.line, max(0, spot.row(spot.line).rfind("\\", 0, spot.column + 1))),
            hints=("改用单引号；文件路径里请用“/”",),
        )
    return None


def _text_after_quote(spot: _Spot) -> Diagnostic | None:
    before = spot.row(spot.line)[: spot.column].rstrip()
    if "expected key" not in spot.problem or before[-1:] not in ("'", '"') or not spot.character:
        return None
    return Diagnostic(
        "yaml-quote",
        "引号在这里就结束了，后面又有文字",
        spot.span(spot.line, len(before) - 1),
        hints=("文字里面的引号请用中文引号“ ”",),
    )


def _reference(spot: _Spot) -> Diagnostic | None:
    if not re.search(r"scanning an (anchor|alias)|undefined alias", spot.problem):
        return None
    line, column = spot.context or (spot.line, spot.column)
    character = spot.row(line)[column : column + 1]
    message = f"“{character}”开头的文字要加引号"
    return Diagnostic("yaml-syntax", message, spot.span(line, column), hints=(_QUOTE_HINT,))


def _brackets(spot: _Spot) -> Diagnostic | None:
    if spot.character in ("]", "}") and "expected key" in spot.problem:
        message = f"多了一个“{spot.character}”"
        hint = "检查 [ ]、{ } 是否成对"
        return Diagnostic("yaml-bracket", message, spot.span(spot.line, spot.column), hints=(hint,))
    if not re.search(r"flow (sequence|mapping)|expected ','", spot.problem):
        return None
    notes: tuple[Note, ...] = ()
    if spot.context and spot.context[0] != spot.line:
        notes = (Note("括号从这里开始", spot.span(*spot.context)),)
    return Diagnostic(
        "yaml-bracket",
        "括号没有配对，或各项之间缺少英文逗号",
        spot.span(spot.line, spot.column),
        hints=("检查 [ ]、{ } 是否成对；中文逗号“，”不算分隔",),
        notes=notes,
    )


def _indentation(spot: _Spot) -> Diagnostic | None:
    span = spot.span(spot.line, spot.column)
    if "expected '-' indicator" in spot.problem:
        notes = (Note("列表从这里开始", spot.span(*spot.context)),) if spot.context else ()
        hints = ("同一列表的短横线“-”要上下对齐",)
        return Diagnostic("yaml-indent", "列表各项没有对齐", span, hints=hints, notes=notes)
    if "block sequence entries are not allowed" in spot.problem:
        hints = ("把“-”换到下一行并缩进",)
        return Diagnostic("yaml-indent", "列表的短横线不能写在这里", span, hints=hints)
    if re.search(r"did not find expected key|expected <block end>", spot.problem):
        advice = "同一层的各行要左对齐；检查上一行的引号是否成对"
        below = "下面还要写一层的，上一行的冒号后面不能有文字"
        return Diagnostic("yaml-indent", "缩进不对，或上一行没有写完", span, hints=(advice, below))
    return None


def _other(spot: _Spot) -> Diagnostic | None:
    span = spot.span(spot.line, spot.column)
    if "could not find expected ':'" in spot.problem:
        line = spot.context[0] if spot.context else spot.line
        row = spot.row(line)
        span = spot.span(line, _depth(row), max(1, len(row.strip())))
        return Diagnostic("yaml-colon", "这一行缺少冒号", span, hints=(_COLON_HINT,))
    if "another document" in spot.problem or "single document" in spot.problem:
        hints = ("删去中间的 --- 行",)
        return Diagnostic("yaml-syntax", "一个文件里只能有一份内容", span, hints=hints)
    if re.search(r"unacceptable|control characters", spot.problem):
        hints = ("多半是从别处粘贴带来的，请删去后重新输入这一处",)
        return Diagnostic("control-character", "文字里有不可见的控制字符", span, hints=hints)
    return None


def _depth(row: str) -> int:
    """Return how many characters stand before the first name of a line, dashes included."""
    match = re.match(r"[ ]*(?:-[ ]+)*", row)
    return len(match[0]) if match else 0


#: tried in this order: what people mistype most, and what would be mistaken for something else
_RECOGNISERS: tuple[Callable[[_Spot], Diagnostic | None], ...] = (
    _odd_indentation,
    _quotes,
    _text_after_quote,
    _reference,
    _brackets,
    _wide_colon,
    _missing_space,
    _colon,
    _first_character,
    _indentation,
    _other,
)
