"""What the YAML parser complained about, explained to the person who typed the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from reportgen.chinese import HAN
from reportgen.content.yaml.faults import too_large
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import Span

_QUOTE_HINT = '给整段文字加上引号，如 "……"'
_COLON_HINT = "“名称: 内容”之间要用英文冒号，后面空一格"
#: the name at the start of a line, before its colon
_NAME = re.compile(r"[ ]*(?:-[ ]+)*([A-Za-z_][\w-]*)")


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped, its message, and where the construct it was reading began.

    Lines and columns count from 0, as the marks of PyYAML do.
    """

    path: str
    lines: list[str]
    problem: str
    line: int
    column: int
    context: tuple[int, int] | None

    @property
    def character(self) -> str:
        """The character the parser stopped at, "" at the end of a line."""
        return self.row(self.line)[self.column : self.column + 1]

    def row(self, number: int) -> str:
        """Return a line, "" outside the file."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def above(self) -> int:
        """Return the number of the nearest line above that is not blank, -1 if there is none."""
        number = self.line - 1
        while number >= 0 and not self.row(number).strip():
            number -= 1
        return number

    def span(self, line: int, column: int, length: int = 1) -> Span:
        return Span(self.path, line + 1, column + 1, length)


def explain(error: yaml.YAMLError, path: str, lines: list[str]) -> Diagnostic:
    """Return the fault that `error` of the YAML parser comes from; `lines` are those of the file."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line])
    stop = _Stop(
        path,
        lines,
        f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}",
        line,
        column,
        (context.line, context.column) if context else None,
    )
    for recognise in _RECOGNISERS:
        if fault := recognise(stop):
            return fault
    span, hint = stop.span(line, column), "检查这一行和上一行的引号、冒号和缩进"
    return Diagnostic("yaml-syntax", "YAML 写法有误", span, hints=(hint,))


def wide_colon(path: str, lines: list[str], number: int) -> Diagnostic | None:
    """Return the fault of a name followed by a Chinese colon on line `number`, counted from 0."""
    row = lines[number] if 0 <= number < len(lines) else ""
    match = _NAME.match(row)
    if match and row[match.end() : match.end() + 1] == "：":
        span = Span(path, number + 1, match.end() + 1)
        message = f"`{match[1]}` 后面是中文冒号“：”"
        return Diagnostic("yaml-colon", message, span, hints=(_COLON_HINT,))
    return None


def _odd_indentation(stop: _Stop) -> Diagnostic | None:
    """Recognise a tab or a special space in the indentation of this line or of two above."""
    for number in range(stop.line, max(-1, stop.line - 3), -1):
        indent = re.match(r"[ \t\u3000\u00a0]*(?:-[ \t\u3000\u00a0]+)*", stop.row(number))
        odd = re.search(r"[\t\u3000\u00a0]+", indent[0]) if indent else None
        if odd:
            name = "Tab" if odd[0][0] == "\t" else "全角空格或特殊空格"
            return Diagnostic(
                "yaml-tab",
                f"缩进用了 {name}" if name == "Tab" else f"缩进用了{name}",
                stop.span(number, odd.start(), len(odd[0])),
                hints=("YAML 只认普通空格：请把缩进换成两个空格",),
            )
    return None


def _wide_colon(stop: _Stop) -> Diagnostic | None:
    if not re.search(r"could not find expected ':'|mapping values|expected key", stop.problem):
        return None
    start = stop.context[0] if stop.context else stop.line
    for number in (*range(start, stop.line + 1), stop.above()):
        if fault := wide_colon(stop.path, stop.lines, number):
            return fault
    return None


def _missing_space(stop: _Stop) -> Diagnostic | None:
    """Recognise `year:2022` and `-name: x`: YAML reads them as texts and stops at the next line."""
    if not re.search(r"could not find expected ':'|mapping values|expected key", stop.problem):
        return None
    for number in (stop.above(), stop.line):
        row = stop.row(number)
        dash = re.match(rf"[ ]*(?:-[ ]+)*-(?=[A-Za-z_{HAN}])", row)
        if dash:
            span = stop.span(number, dash.end() - 1)
            return Diagnostic("yaml-space", "短横线后面缺少空格", span, hints=("写成“- 内容”",))
        name = _NAME.match(row)
        if name and re.match(r":[^\s:/]", row[name.end() :]):
            span = stop.span(number, name.end())
            message = f"`{name[1]}` 的冒号后面缺少空格"
            return Diagnostic("yaml-space", message, span, hints=(_COLON_HINT,))
    return None


def _colon(stop: _Stop) -> Diagnostic | None:
    if "mapping values are not allowed" not in stop.problem:
        return None
    row, above = stop.row(stop.line), stop.row(stop.above())
    name = _NAME.match(row)
    own = bool(name) and name is not None and name.end() == stop.column
    if own and _depth(row) > _depth(above):
        return Diagnostic(
            "yaml-indent",
            "这一行比上一行缩进得多",
            stop.span(stop.line, _depth(row), max(1, stop.column - _depth(row))),
            hints=("同一层的各行要左对齐；上一行如果有下一层，冒号后面不能再写文字",),
        )
    return Diagnostic(
        "yaml-colon",
        "文字里的英文冒号被当成了“名称: 内容”",
        stop.span(stop.line, stop.column),
        hints=(f"{_QUOTE_HINT}，或改用中文冒号“：”",),
    )


def _first_character(stop: _Stop) -> Diagnostic | None:
    if not re.search(r"cannot start any token|found a tab|'\\t'", stop.problem):
        return None
    span, character = stop.span(stop.line, stop.column), stop.character
    if character == "\t":
        hints = ("YAML 只认普通空格：请把 Tab 换成空格",)
        return Diagnostic("yaml-tab", "这里用了 Tab", span, hints=hints)
    return Diagnostic("yaml-syntax", f"文字不能以“{character}”开头", span, hints=(_QUOTE_HINT,))


def _quotes(stop: _Stop) -> Diagnostic | None:
    if "quoted scalar" not in stop.problem or not stop.context:
        return None
    if re.search(r"unexpected (end of stream|document indicator)", stop.problem):
        message, hint = "引号没有配对，到文件结尾也没有另一半", "在这段文字的末尾补上引号"
        return Diagnostic("yaml-quote", message, stop.span(*stop.context), hints=(hint,))
    if re.search(r"escape|hexdecimal", stop.problem):
        return Diagnostic(
            "yaml-quote",
            "双引号里的“\\”有特别的意思，这里用得不对",
            stop.span(stop.line, max(0, stop.row(stop.line).rfind("\\", 0, stop.column + 1))),
            hints=("改用单引号；文件路径里请用“/”",),
        )
    return None


def _text_after_quote(stop: _Stop) -> Diagnostic | None:
    before = stop.row(stop.line)[: stop.column].rstrip()
    if "expected key" not in stop.problem or before[-1:] not in ("'", '"') or not stop.character:
        return None
    return Diagnostic(
        "yaml-quote",
        "引号在这里就结束了，后面又有文字",
        stop.span(stop.line, len(before) - 1),
        hints=("文字里面的引号请用中文引号“ ”",),
    )


def _reference(stop: _Stop) -> Diagnostic | None:
    if not re.search(r"scanning an (anchor|alias)|undefined alias", stop.problem):
        return None
    line, column = stop.context or (stop.line, stop.column)
    character = stop.row(line)[column : column + 1]
    message = f"“{character}”开头的文字要加引号"
    return Diagnostic("yaml-syntax", message, stop.span(line, column), hints=(_QUOTE_HINT,))


def _brackets(stop: _Stop) -> Diagnostic | None:
    if stop.character in ("]", "}") and "expected key" in stop.problem:
        message = f"多了一个“{stop.character}”"
        hint = "检查 [ ]、{ } 是否成对"
        return Diagnostic("yaml-bracket", message, stop.span(stop.line, stop.column), hints=(hint,))
    if not re.search(r"flow (sequence|mapping)|expected ','", stop.problem):
        return None
    notes: tuple[Note, ...] = ()
    if stop.context and stop.context[0] != stop.line:
        notes = (Note("括号从这里开始", stop.span(*stop.context)),)
    return Diagnostic(
        "yaml-bracket",
        "括号没有配对，或各项之间缺少英文逗号",
        stop.span(stop.line, stop.column),
        hints=("检查 [ ]、{ } 是否成对；中文逗号“，”不算分隔",),
        notes=notes,
    )


def _indentation(stop: _Stop) -> Diagnostic | None:
    span = stop.span(stop.line, stop.column)
    if "expected '-' indicator" in stop.problem:
        notes = (Note("列表从这里开始", stop.span(*stop.context)),) if stop.context else ()
        hints = ("同一列表的短横线“-”要上下对齐",)
        return Diagnostic("yaml-indent", "列表各项没有对齐", span, hints=hints, notes=notes)
    if "block sequence entries are not allowed" in stop.problem:
        hints = ("把“-”换到下一行并缩进",)
        return Diagnostic("yaml-indent", "列表的短横线不能写在这里", span, hints=hints)
    if re.search(r"did not find expected key|expected <block end>", stop.problem):
        advice = "同一层的各行要左对齐；检查上一行的引号是否成对"
        below = "下面还要写一层的，上一行的冒号后面不能有文字"
        return Diagnostic("yaml-indent", "缩进不对，或上一行没有写完", span, hints=(advice, below))
    return None


def _too_deep(stop: _Stop) -> Diagnostic | None:
    # libyaml refuses more than 1,000 levels of brackets by itself.
    if "exceeded maximum nesting depth" not in stop.problem:
        return None
    return too_large(stop.path, "括号嵌套过深", stop.span(stop.line, stop.column))


def _other(stop: _Stop) -> Diagnostic | None:
    span = stop.span(stop.line, stop.column)
    if "could not find expected ':'" in stop.problem:
        line = stop.context[0] if stop.context else stop.line
        row = stop.row(line)
        span = stop.span(line, _depth(row), max(1, len(row.strip())))
        return Diagnostic("yaml-colon", "这一行缺少冒号", span, hints=(_COLON_HINT,))
    if "another document" in stop.problem or "single document" in stop.problem:
        hints = ("删去中间的 --- 行",)
        return Diagnostic("yaml-syntax", "一个文件里只能有一份内容", span, hints=hints)
    if re.search(r"unacceptable|control characters", stop.problem):
        hints = ("多半是从别处粘贴带来的，请删去后重新输入这一处",)
        return Diagnostic("control-character", "文字里有不可见的控制字符", span, hints=hints)
    return None


def _depth(row: str) -> int:
    """Return the width of the indentation of a line, its dashes included."""
    match = re.match(r"[ ]*(?:-[ ]+)*", row)
    return len(match[0]) if match else 0


#: tried in this order: a special cause comes before the general one it would be mistaken for
_RECOGNISERS: tuple[Callable[[_Stop], Diagnostic | None], ...] = (
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
    _too_deep,
    _other,
)
