"""What can go wrong in a template, as diagnostics at the template's own line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import (
    Environment,
    Template,
    TemplateAssertionError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError

from reportgen.content.model_faults import did_you_mean
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span


def undeclared(
    environment: Environment, source: str, path: str, template: Template, known: Iterable[str]
) -> list[Diagnostic]:
    """Return a fault for every name `source` uses that is not `known`."""
    known = tuple(known)
    tree = environment.parse(source.replace("\r\n", "\n"), template.name)
    unknown = meta.find_undeclared_variables(tree) - set(known)
    found = []
    lines = source.split("\n")
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            found.append(
                _unknown_name(node.name, known, _place(path, node.lineno, node.name, lines))
            )
    return list(dict.fromkeys(found))


def undeclared_names(environment: Environment, source: str, known: Iterable[str]) -> list[str]:
    """Return the names `source` uses that are not `known`."""
    return sorted(meta.find_undeclared_variables(environment.parse(source)) - set(known))


def unknown_name(name: str, known: Iterable[str]) -> Diagnostic:
    """Return the fault of a name that nothing provides, without a place."""
    return _unknown_name(name, known, None)


def meaning(error: Exception) -> tuple[Diagnostic, str]:
    """Return the fault that `error` stands for, without a place, and the word to point at."""
    code, message, hints, word = _meaning(error)
    return Diagnostic(code, message, hints=hints), word


def unknown_in_sentence(name: str, known: Iterable[str], span: Span | None) -> Diagnostic:
    """Return the fault of a name that a type's sentence uses and nothing provides."""
    return _unknown_name(name, known, span)


def _unknown_name(name: str, known: Iterable[str], span: Span | None) -> Diagnostic:
    return Diagnostic(
        "undefined-name",
        f"模板里用了没有定义的名称 `{name}`",
        span,
        hints=did_you_mean(name, known),
    )


def _place(path: str, line: int, word: str, lines: list[str]) -> Span:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    return Span(path, line, match.start() + 1, len(word)) if match else Span(path, line)


def explain(error: Exception, folder: str, path: str, read: Callable[[str], bytes]) -> Diagnostic:
    """Return the fault that `error`, raised while rendering a template of `folder`, stands for."""
    if isinstance(error, TemplateSyntaxError):
        where = f"{folder}/{error.name}" if error.name else path
        line = error.lineno
    else:
        where, line = _template_line(error, folder, path)
    code, message, hints, word = _meaning(error)
    try:
        lines = read(where).decode("utf-8-sig", "replace").split("\n")
    except (FileNotFoundError, OSError):
        lines = []
    return Diagnostic(code, message, _place(where, line, word, lines), hints=hints)


def explain_sentence(error: Exception, span: Span | None) -> Diagnostic:
    """Return the fault that `error`, raised in a type's sentence at `span`, stands for."""
    code, message, hints, _ = _meaning(error)
    return Diagnostic(code, message, span, hints=hints)


def _template_line(error: Exception, folder: str, path: str) -> tuple[str, int]:
    """Return the innermost template frame of `error`; Jinja rewrites its traceback to templates."""
    found = (path, 1)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith((".j2", ".xml")) and "/" not in frame.filename:
            found = (f"{folder}/{frame.filename}", frame.lineno or 1)
    return found


def _meaning(error: Exception) -> tuple[str, str, tuple[str, ...], str]:
    """Return code, message, hints and the word to point at."""
    text = str(error)
    match error:
        case TemplateNotFound():
            return "missing-template", f"找不到模板“{text}”", (), text
        case TemplateAssertionError() if found := re.search(
            r"No (filter|test) named '(\w+)'", text
        ):
            what = "过滤器" if found[1] == "filter" else "判断"
            from reportgen.compose.filters import FILTERS  # filters need the environment

            return (
                "undefined-name",
                f"没有名为 `{found[2]}` 的{what}",
                did_you_mean(found[2], FILTERS),
                found[2],
            )
        case TemplateSyntaxError():
            return "template-syntax", _syntax(text), ("检查 {% %} 与 {{ }} 是否成对",), ""
        case UndefinedError():
            return _undefined(text)
        case SecurityError():
            return "template-forbidden", "模板不能这样取用程序内部的东西", (), ""
        case OverflowError():
            return "template-limit", "模板里的循环或计算过大", (), ""
        case KeyError():
            return "undefined-name", f"没有名为 {text} 的内容", (), text.strip("'")
        case RecursionError():
            return "template-limit", "模板自己调用自己，没有尽头", (), ""
        case _:
            return "template-error", f"模板在这里出错：{text}", (), ""


def _syntax(text: str) -> str:
    known = (
        (r"Encountered unknown tag '(\w+)'", "不认识的语句 {{% {0} %}}"),
        (r"Unexpected end of template", "模板结束了，还有 {{% if %}} 或 {{% for %}} 没有收尾"),
        (r"unexpected '(.+)'", "这里多了“{0}”"),
        (r"expected token '(.+)', got '(.+)'", "这里应当是“{0}”，却是“{1}”"),
        (r"Missing end of comment tag", "注释 {{# 没有收尾 #}}"),
    )
    for pattern, message in known:
        match = re.search(pattern, text)
        if match:
            return message.format(*match.groups())
    return f"模板语法有误：{text}"


def _undefined(text: str) -> tuple[str, str, tuple[str, ...], str]:
    match = re.search(r"'([^']+)' is undefined", text)
    if match:
        from reportgen.compose.contexts import NAMES  # contexts need the environment

        known = dict.fromkeys(name for names in NAMES.values() for name in names)
        return (
            "undefined-name",
            f"模板里用了没有定义的名称 `{match[1]}`",
            did_you_mean(match[1], known),
            match[1],
        )
    match = re.search(r"'?([\w.]+)'?(?: object)? has no (?:attribute|element) '?([\w-]+)'?", text)
    if match:
        owner, name = match[1].rsplit(".", 1)[-1], match[2]
        return "undefined-name", f"{owner} 没有名为 `{name}` 的项", _fields_of(owner, name), name
    return "undefined-name", f"模板里用了没有定义的东西：{text}", (), ""


def _fields_of(owner: str, name: str) -> tuple[str, ...]:
    from pydantic import BaseModel

    from reportgen.compose import context, outlines
    from reportgen.content import committees, lessons, model, narratives, sums

    homes = (model, narratives, lessons, committees, sums, context, outlines)
    kind: Any = next((k for home in homes if (k := getattr(home, owner, None))), None)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return did_you_mean(name, kind.model_fields)
    return did_you_mean(name, getattr(kind, "__dataclass_fields__", ()))
