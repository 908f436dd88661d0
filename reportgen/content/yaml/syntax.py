"""What the YAML parser complained about, explained to the person who typed the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from reportgen.content.yaml import traps
from reportgen.content.yaml.faults import too_large
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import Span

_QUOTE_HINT = '给整段文字加上引号，如 "……"'
#: the name at the start of a line, before its colon
_NAME = re.compile(r"[ ]*(?:-[ ]+)*([A-Za-z_][\w-]*)")
#: lines above the one the parser stopped at that are looked at
_MOST_SUSPECTS = 60

#: parses a text and returns the parser's error, None where it has none
ParserError = Callable[[str], yaml.YAMLError | None]


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


def explain(
    error: yaml.YAMLError, path: str, lines: list[str], parser_error: ParserError
) -> tuple[Diagnostic, list[str] | None]:
    """Return the fault that `error` of the YAML parser comes from.

    `lines` are those of the file; the lines with the correction in place come second, None where
    there is none. `parser_error` parses a text and returns its error, None where it has none.
    """
    stop = _stop(error, path, lines)
    if fault_of_depth := _too_deep(stop):
        return fault_of_depth, None
    suspects = tuple(_suspects(stop))
    near = suspects[:3]
    for proposal in (
        *(p for number in suspects for p in traps.of_characters(lines, number)),
        *(p for number in near for p in traps.of_layout(lines, number)),
    ):
        corrected = proposal.applied(lines)
        rest = parser_error("\n".join(corrected))
        reached = _effective_line(_stop(rest, path, corrected)) if rest else len(corrected)
        further = _effective_line(stop) + len(proposal.rows) - proposal.replaced
        if reached > max(further, proposal.number):
            fault = proposal.diagnostic(path)
            return fault, corrected if fault.correction else None
    for recognise in _RECOGNISERS:
        if fault_of_parser := recognise(stop):
            return fault_of_parser, None
    span, hint = stop.span(stop.line, stop.column), "检查这一行和上一行的引号、冒号和缩进"
    return Diagnostic("yaml-syntax", "YAML 写法有误", span, hints=(hint,)), None


def _stop(error: yaml.YAMLError, path: str, lines: list[str]) -> _Stop:
    """Return where and why the parser stopped."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line])
    return _Stop(
        path,
        lines,
        f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}",
        line,
        column,
        (context.line, context.column) if context else None,
    )


def _effective_line(stop: _Stop) -> int:
    """Return the line up to which the file is right; a quote that is never closed begins there."""
    if stop.context and "unexpected end of stream" in stop.problem:
        return stop.context[0]
    return stop.line


def _suspects(stop: _Stop) -> Iterator[int]:
    """Yield the lines that may have stopped the parser, the likeliest first, each once."""
    start = (stop.context[0],) if stop.context else ()
    first = max(0, stop.line - _MOST_SUSPECTS)
    lines = (stop.line, stop.above(), *start, *range(stop.line - 1, first - 1, -1))
    yield from (n for n in dict.fromkeys(lines) if 0 <= n < len(stop.lines))


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
    if "expected '-' indicator" in stop.problem and stop.character != "-":
        notes = (Note("列表从这里开始", stop.span(*stop.context)),) if stop.context else ()
        hints = ("属于上一项的，与那一项的名称左对齐；新的一项，行首加“- ”",)
        message = "列表里的这一行没有“- ”"
        return Diagnostic("yaml-indent", message, span, hints=hints, notes=notes)
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
        return Diagnostic("yaml-colon", "这一行缺少冒号", span, hints=(traps.COLON_HINT,))
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
    _quotes,
    _reference,
    _brackets,
    _colon,
    _first_character,
    _indentation,
    _other,
)
