"""What can be wrong with a YAML file before its content is looked at, said in plain Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.diagnostics import Diagnostic, Faults, Note
from reportgen.spans import Span

#: faults told of one file; whoever made more mends these first
MOST_FAULTS = 50


def empty(path: str, *, comments: bool = False) -> Diagnostic:
    """Return the fault of a file with nothing in it, or with nothing but comments."""
    message = "文件里只有注释，没有内容" if comments else "文件是空的"
    return Diagnostic("empty-file", message, Span(path, 1), hints=("如果暂时不用，请删去这个文件",))


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


def too_long(length: int, limit: int, span: Span) -> Diagnostic:
    """Return the fault of a text that fills a book."""
    message, hint = (
        f"这一段有 {length} 字，最多 {limit} 字",
        "检查是不是少了引号或换行，或粘贴错了内容",
    )
    return Diagnostic("too-large", message, span, hints=(hint,))


def first_faults(found: Sequence[Diagnostic], path: str) -> tuple[Diagnostic, ...]:
    """Return the first faults of a file, and that there are more."""
    if len(found) <= MOST_FAULTS:
        return tuple(found)
    hints = ("请先改好列出的各处，再检查一次",)
    rest = Diagnostic("too-large", "错误太多，其余的没有列出", Span(path, 1), hints=hints)
    return (*found[:MOST_FAULTS], rest)


def refers_to_itself(span: Span) -> Diagnostic:
    """Return the fault of a value that holds itself by way of `&` and `*`."""
    return Diagnostic(
        "too-large",
        "这一项自己引用自己，没有尽头",
        span,
        hints=("“&”和“*”是 YAML 的引用写法；如果本意是文字，请加引号",),
    )


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
    # Depth cannot exceed the number of brackets: few files have to be gone through.
    if text.count("[") + text.count("{") > limit * 10:
        depth = deepest = 0
        for bracket in re.findall(r"[\[{\]}]", text):
            if bracket in "[{":
                depth += 1
                deepest = max(deepest, depth)
            else:
                depth = max(0, depth - 1)
        if deepest > limit * 10:
            raise Faults([too_large(path, f"括号嵌套超过 {limit * 10} 层")])
    # Either way of nesting begins a line with at least so many of these.
    if not re.search(rf"\n[ ?:-]{{{limit * 2}}}", f"\n{text}"):
        return
    marks = re.search(rf"(?m)^[ ]*(?:[-?:][ ]+){{{limit},}}|^[ ]{{{limit * 10},}}\S", text)
    if marks:
        line = text.count("\n", 0, marks.start()) + 1
        raise Faults([too_large(path, f"嵌套超过 {limit} 层", Span(path, line))])
