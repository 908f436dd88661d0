"""What can go wrong in a template, as diagnostics at the template's own line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Collection, Iterable

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from reportgen.compose.templates import messages
from reportgen.compose.templates.compiled import own_names
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span, place_inside
from reportgen.suggestions import did_you_mean

#: `{{ … }}` or `{% … %}`, closed or not
_SLOT = re.compile(r"\{[{%](?:(?!\{[{%]).)*?(?:[%}]\}|$)", re.DOTALL)


def undeclared(
    environment: Environment, source: str, path: str, unknown: Collection[str], known: Iterable[str]
) -> list[Diagnostic]:
    """Return a fault for every place where `source` uses a name that is `unknown`."""
    known = tuple(known)
    tree = environment.parse(source)
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
    tree = environment.parse(source)
    return sorted(meta.find_undeclared_variables(tree) - own_names(tree) - set(known))


def unknown_name(name: str, known: Iterable[str]) -> Diagnostic:
    """Return the fault of a name that nothing provides, without a place."""
    return _unknown_name(name, known, None)


def explain_tag(error: Exception, tag_of: Callable[[str], str]) -> tuple[Diagnostic, str]:
    """Return the fault that `error` stands for, and the tag that `tag_of` finds for its word."""
    found = messages.meaning(error)
    tag = tag_of(found.word)
    return _told(found, None, tag), tag


def unknown_in_sentence(
    name: str, known: Iterable[str], text: str, span: Span | None
) -> Diagnostic:
    """Return the fault of a name that the sentence `text` uses and nothing provides."""
    return _unknown_name(name, known, _slot(text, name) or span)


def _unknown_name(name: str, known: Iterable[str], span: Span | None) -> Diagnostic:
    return Diagnostic(
        "undefined-name",
        f"模板里用了没有定义的名称 `{name}`",
        span,
        hints=did_you_mean(name, known),
    )


def _place(path: str, line: int, word: str, lines: list[str]) -> Span:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    edge = (r"(?<!\w)", r"(?!\w)") if word[:1].isalnum() or word[:1] == "_" else ("", "")
    # A brace of its own, not one of a pair that is whole.
    edge = (r"(?<![{}])", r"(?![{}])") if word == "}" else edge
    match = re.search(f"{edge[0]}{re.escape(word)}{edge[1]}", text) if word else None
    match = match or (re.search(re.escape(word), text) if word else None)
    return Span(path, line, match.start() + 1, len(word)) if match else Span(path, line)


def explain(error: Exception, folder: str, path: str, read: Callable[[str], bytes]) -> Diagnostic:
    """Return the fault that `error`, raised while rendering a template of `folder`, stands for."""
    if isinstance(error, TemplateSyntaxError):
        where, line = f"{folder}/{error.name}" if error.name else path, error.lineno
    else:
        where, line = _template_line(error, folder, path)
    found = messages.meaning(error)
    try:
        lines = read(where).decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    except (OSError, Faults):
        lines = []
    span = _place(where, line, found.word, lines)
    if "没有收尾" in found.message and not found.word:
        span = _unclosed(where, lines) or span
    row = lines[line - 1] if 0 < line <= len(lines) else ""
    return _told(found, span, row)


def explain_sentence(error: Exception, text: str, span: Span | None) -> Diagnostic:
    """Return the fault that `error`, raised in the sentence `text` at `span`, stands for."""
    found = messages.meaning(error)
    return _told(found, _slot(text, found.word) or span, text)


def _slot(text: str, word: str) -> Span | None:
    """Return the place of `word` in a slot of `text`, or of the only slot there is."""
    slots = list(_SLOT.finditer(text))
    if re.fullmatch(r"\w+", word):
        for slot in slots:
            if match := re.search(rf"\b{word}\b", slot[0]):
                start = slot.start() + match.start()
                return place_inside(text, start, start + len(word))
    return place_inside(text, *slots[0].span()) if len(slots) == 1 else None


def _told(found: messages.Meaning, span: Span | None, row: str) -> Diagnostic:
    message, hints = found.message, found.hints
    if found.owner:
        match = re.search(rf"([\w.\[\]']+)(?:\.|\[['\"]){re.escape(found.word)}\b", row)
        message = message.replace("{owner}", f"`{match[1]}` " if match else "这里")
    elif found.code == "undefined-name" and not hints and "没有定义的名称" in message:
        from reportgen.compose.templates.contexts import CONTEXTS  # contexts need the environment

        hints = did_you_mean(
            found.word, {name: 0 for row in CONTEXTS.values() for name in row.names}
        )
    return Diagnostic(found.code, message, span, hints=hints)


def _unclosed(path: str, lines: list[str]) -> Span | None:
    """Return where the innermost statement that nothing closes begins."""
    opened: list[tuple[str, Span]] = []
    for number, row in enumerate(lines, 1):
        for match in re.finditer(r"\{%[-+]?\s*(\w+)", row):
            name = match[1]
            if name.startswith("end"):
                while opened and opened.pop()[0] != name[3:]:
                    pass
            elif f"end{name}" in messages.STATEMENTS and not (
                name == "set" and "=" in row[match.end() :]
            ):
                opened.append((name, Span(path, number, match.start(1) + 1, len(name))))
    return opened[-1][1] if opened else None


def _template_line(error: Exception, folder: str, path: str) -> tuple[str, int]:
    """Return the innermost template frame of `error`; Jinja rewrites its traceback to templates."""
    found = (path, 1)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith((".j2", ".xml")) and "/" not in frame.filename:
            found = (f"{folder}/{frame.filename}", frame.lineno or 1)
    return found
