"""What can be wrong with a YAML file before its content is looked at, said in plain Chinese."""

from __future__ import annotations

import re

import yaml

from reportgen.diagnostics import Diagnostic, Faults, Note
from reportgen.spans import Span

_UTF8_HINT = "请另存为 UTF-8：记事本或 WPS 选“另存为”，在“编码”处选 UTF-8；VS Code 点右下角的编码"


def decode(data: bytes, path: str) -> str:
    """Return the text of `data`, without BOM and with plain line ends; raise Faults otherwise."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Faults([_not_utf8(path, 1, 1, "这是 UTF-16 编码的文件")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        head = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
        column = len(head.removeprefix("\ufeff")) + 1
        message = "文件不是 UTF-8 编码"
        try:
            data.decode("gb18030")
            message = "文件像是 GBK（GB18030）编码，不是 UTF-8"
        except UnicodeDecodeError:
            pass
        raise Faults([_not_utf8(path, line, column, message)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        raise Faults([control_character(bad[0], Span(path, line, column))])
    if not text.strip():
        raise Faults([empty(path)])
    return text


def _not_utf8(path: str, line: int, column: int, message: str) -> Diagnostic:
    return Diagnostic("not-utf8", message, Span(path, line, column), hints=(_UTF8_HINT,))


def empty(path: str) -> Diagnostic:
    """Return the fault of a file with nothing in it."""
    return Diagnostic(
        "empty-file", "文件是空的", Span(path, 1), hints=("如果暂时不用，请删去这个文件",)
    )


def control_character(character: str, span: Span) -> Diagnostic:
    """Return the fault of a character that no Word or PowerPoint file can hold."""
    return Diagnostic(
        "control-character",
        f"文字里有不可见的控制字符 U+{ord(character):04X}",
        span,
        hints=("多半是从别处粘贴带来的，请删去后重新输入这一处",),
    )


def too_large(path: str, why: str, span: Span | None = None) -> Diagnostic:
    """Return the fault of a file beyond every honest size."""
    return Diagnostic("too-large", f"文件过大或过深：{why}", span or Span(path, 1))


def duplicate_key(key: str, span: Span, first: Span) -> Diagnostic:
    """Return the fault of a key written twice in one mapping."""
    return Diagnostic(
        "duplicate-key",
        f"`{key}` 重复了",
        span,
        hints=("请合并成一处，或删去多余的一处",),
        notes=(Note("前一处在这里", first),),
    )


def key_not_text(span: Span) -> Diagnostic:
    """Return the fault of a key that is a list or a mapping."""
    return Diagnostic("yaml-syntax", "冒号前面应当是一个名称", span)


def refuse_deep_nesting(text: str, path: str, limit: int) -> None:
    """Raise Faults when brackets or dashes nest deeper than `limit` levels.

    The YAML composer recurses in C, where Python's own recursion guard does not reach.
    """
    if text.count("[") + text.count("{") > limit:
        depth = deepest = 0
        for character in text:
            if character in "[{":
                depth += 1
                deepest = max(deepest, depth)
            elif character in "]}":
                depth = max(0, depth - 1)
        if deepest > limit * 10:
            raise Faults([too_large(path, f"括号嵌套超过 {limit * 10} 层")])
    marks = re.search(rf"(?m)^[ ]*(?:[-?:][ ]+){{{limit},}}|^[ ]{{{limit * 10},}}\S", text)
    if marks:
        line = text.count("\n", 0, marks.start()) + 1
        raise Faults([too_large(path, f"嵌套超过 {limit} 层", Span(path, line))])


#: libyaml's and PyYAML's problem texts → (code, message, hint)
_PROBLEMS: tuple[tuple[str, str, str, str], ...] = (
    (r"found character '\\t'|found a tab|cannot start any token",
     "yaml-syntax", "这里有 YAML 不认识的符号", "若这里是 Tab，请换成空格；若是 @ ` % 等符号，请给整段文字加引号"),
    (r"mapping values are not allowed",
     "yaml-syntax", "这里多了一个冒号，或上一行缺少缩进",
     "文字里含有英文冒号加空格时，请给整段文字加引号，或改用中文冒号“：”"),
    (r"did not find expected key|expected <block end>",
     "yaml-indent", "缩进不对，或上面的文字没有写完",
     "同一层的各行要左对齐；检查上一行的引号、括号是否成对"),
    (r"could not find expected ':'",
     "yaml-syntax", "这里缺少冒号",
     "“名称: 内容”之间要有英文冒号和一个空格"),
    (r"did not find expected '-' indicator",
     "yaml-indent", "列表各项没有对齐", "同一列表的短横线“-”要上下对齐"),
    (r"did not find expected ',' or|expected ',' or",
     "yaml-syntax", "括号没有配对，或缺少逗号", "检查 [ ]、{ } 是否成对，各项之间用英文逗号"),
    (r"found unexpected end of stream|found unexpected document indicator",
     "yaml-syntax", "引号没有配对，文件到结尾也没有找到另一半", "检查这里开始的引号"),
    (r"undefined alias|found undefined",
     "yaml-syntax", "“*”开头的文字被当成了引用", "请给整段文字加引号"),
    (r"expected a single document|but found another document",
     "yaml-syntax", "一个文件里只能有一份内容", "删去中间的 --- 行"),
    (r"unknown escape|did not find expected hexdecimal",
     "yaml-syntax", "双引号里的反斜杠不对", "改用单引号，或把 \\ 写成 \\\\"),
    (r"did not find expected alphabetic or numeric|while scanning an (anchor|alias)",
     "yaml-syntax", "“&”或“*”开头的文字要加引号", "请给整段文字加引号"),
    (r"unacceptable|control characters",
     "control-character", "文字里有不可见的控制字符", "请删去后重新输入这一处"),
    (r"block sequence entries are not allowed",
     "yaml-indent", "列表的短横线不能写在这里", "把“-”换到下一行并缩进"),
)  # fmt: skip


def explain(error: yaml.YAMLError, path: str, lines: list[str]) -> Diagnostic:
    """Return what the YAML parser's `error` means to the person who typed the file."""
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    problem = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    tab = _leading_tab(lines, line)
    if tab is not None:
        return Diagnostic(
            "yaml-tab",
            "缩进用了 Tab",
            Span(path, tab[0] + 1, tab[1] + 1),
            hints=("YAML 只认空格：请把 Tab 换成两个空格",),
        )
    unknown = ("yaml-syntax", "YAML 写法有误", "检查这一行和上一行的引号、冒号和缩进")
    known = (told for pattern, *told in _PROBLEMS if re.search(pattern, problem))
    code, message, hint = next(known, unknown)
    notes: tuple[Note, ...] = ()
    if context_mark and context_mark.line != line:
        notes = (Note("从这里开始", Span(path, context_mark.line + 1, context_mark.column + 1)),)
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line])
    return Diagnostic(code, message, Span(path, line + 1, column + 1), hints=(hint,), notes=notes)


def _leading_tab(lines: list[str], line: int) -> tuple[int, int] | None:
    """Return the place of a tab in the indentation of `line` or one just above it."""
    for number in range(line, max(-1, line - 3), -1):
        if 0 <= number < len(lines):
            indent = re.match(r"[ \t]*(?:-[ \t]+)*", lines[number])
            if indent and "\t" in indent[0]:
                return number, indent[0].index("\t")
    return None
