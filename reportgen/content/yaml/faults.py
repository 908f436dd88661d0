"""The faults of a YAML file's text, before its content is checked against a model."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.diagnostics import Correction, Diagnostic, Note, Severity
from reportgen.spans import Span

#: the most faults of one file that are listed
MOST_FAULTS = 50


def empty(path: str, *, comments: bool = False) -> Diagnostic:
    """Return the fault of a file with nothing in it, or with nothing but comments."""
    message = "文件里只有注释，没有内容" if comments else "文件是空的"
    return Diagnostic("empty-file", message, Span(path, 1), hints=("如果暂时不用，请删去这个文件",))


def control_character(
    character: str, span: Span, correction: Correction | None = None
) -> Diagnostic:
    """Return the fault of a character that no Word or PowerPoint file can hold."""
    return Diagnostic(
        "control-character",
        f"文字里有不可见的控制字符 U+{ord(character):04X}",
        span,
        hints=("多半是从别处粘贴带来的，请删去后重新输入这一处",),
        correction=correction,
    )


def unseen_characters(characters: Sequence[str], span: Span, correction: Correction) -> Diagnostic:
    """Return the warning about characters of a line that take no room and that nobody sees."""
    points = "、".join(dict.fromkeys(f"U+{ord(character):04X}" for character in characters))
    return Diagnostic(
        "unseen-character",
        f"这一行有 {len(characters)} 个看不见的字符（{points}），照写进文档，搜索、核对时会对不上",
        span,
        Severity.WARNING,
        hints=("多半是从网页或聊天记录粘贴带来的，删去就好",),
        correction=correction,
    )


def too_large(path: str, why: str, span: Span | None = None) -> Diagnostic:
    """Return the fault of a file with more content than `reader` allows; `why` names the limit."""
    return Diagnostic("too-large", f"文件过大或过深：{why}", span or Span(path, 1))


def too_long(length: int, limit: int, span: Span) -> Diagnostic:
    """Return the fault of a text of `length` characters, more than `limit`."""
    message, hint = (
        f"这一段有 {length} 字，最多 {limit} 字",
        "检查是不是少了引号或换行，或粘贴错了内容",
    )
    return Diagnostic("too-large", message, span, hints=(hint,))


def first_faults(faults: Sequence[Diagnostic], path: str) -> tuple[Diagnostic, ...]:
    """Return the first MOST_FAULTS faults of a file, and one that says there are more."""
    if len(faults) <= MOST_FAULTS:
        return tuple(faults)
    hints = ("请先改好列出的各处，再检查一次",)
    rest = Diagnostic("too-large", "错误太多，其余的没有列出", Span(path, 1), hints=hints)
    return (*faults[:MOST_FAULTS], rest)


def refers_to_itself(span: Span) -> Diagnostic:
    """Return the fault of a value that contains itself through an anchor and an alias."""
    return Diagnostic(
        "too-large",
        "这一项自己引用自己，没有尽头",
        span,
        hints=("“&”和“*”是 YAML 的引用写法；如果本意是文字，请加引号",),
    )


def duplicate_key(key: str, span: Span, first: Span, *, is_item: bool = False) -> Diagnostic:
    """Return the fault of a key written twice in one mapping; with `is_item` a dash may be missing."""
    hints = ("请合并成一处，或删去多余的一处",)
    if is_item:
        hints = ("这里像是另外一项：每一项的第一行前面要加“- ”",)
    notes = (Note("前一处在这里", first),)
    return Diagnostic("duplicate-key", f"`{key}` 重复了", span, hints=hints, notes=notes)


def words_in_comment(words: str, span: Span) -> Diagnostic:
    """Return the warning about `words` behind ` #`, which YAML takes for a comment."""
    return Diagnostic(
        "yaml-comment",
        f"“{words}”不会写进文档：YAML 把空格后面的“#”当作注释的开头",
        span,
        Severity.WARNING,
        hints=("是内容的，请给整段文字加上引号；是说明的，写成“# 说明”，# 后面空一格",),
    )


def word_as_property(word: str, span: Span) -> Diagnostic:
    """Return the warning about a first word such as `&A`, which YAML does not take for text."""
    return Diagnostic(
        "yaml-comment",
        f"“{word}”不会写进文档：“{word[0]}”开头的词在 YAML 里有特别的意思",
        span,
        Severity.WARNING,
        hints=("给整段文字加上引号",),
    )


def explicit_key(span: Span, correction: Correction | None) -> Diagnostic:
    """Return the fault of a text that begins with `? `.

    YAML takes these two characters for the beginning of a key.
    """
    message = "“?”开头的文字要加引号"
    return Diagnostic("yaml-syntax", message, span, correction=correction)


def key_not_text(span: Span) -> Diagnostic:
    """Return the fault of a key that is a list or a mapping."""
    return Diagnostic("yaml-syntax", "冒号前面应当是一个名称", span)
