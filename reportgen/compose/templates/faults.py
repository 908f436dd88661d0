"""What goes wrong in a template or in a sentence with slots → a fault at its own line and column."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Collection, Iterable

from jinja2 import TemplateError, nodes
from jinja2.exceptions import TemplateSyntaxError

from reportgen.compose.templates import messages
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span, place_inside
from reportgen.suggestions import did_you_mean

#: what a faulty template raises, Jinja's errors and those of Python's own types
TEMPLATE_ERRORS = (
    TemplateError, TypeError, ValueError, KeyError, ArithmeticError, AttributeError, AssertionError,
    RecursionError,
)  # fmt: skip
#: `{{ … }}` or `{% … %}`, closed or not
_SLOT = re.compile(r"\{[{%](?:(?!\{[{%]).)*?(?:[%}]\}|$)", re.DOTALL)


def undeclared(
    tree: nodes.Template, source: str, path: str, unknown: Collection[str], known: Iterable[str]
) -> list[Diagnostic]:
    """Return a fault for each place where a template uses a name that is `unknown`.

    `tree` is the template parsed, `path` its workspace path; the hints are chosen among `known`.
    """
    lines = source.split("\n")
    faults = [
        unknown_name(node.name, known, _place(path, node.lineno, node.name, lines))
        for node in tree.find_all(nodes.Name)
        if node.name in unknown
    ]
    return list(dict.fromkeys(faults))


def unknown_name(name: str, known: Iterable[str], span: Span | None = None) -> Diagnostic:
    """Return the fault of a name that nothing provides."""
    message = f"模板里用了没有定义的名称 `{name}`"
    return Diagnostic("undefined-name", message, span, hints=did_you_mean(name, known))


def unknown_in_sentence(
    name: str, known: Iterable[str], text: str, span: Span | None
) -> Diagnostic:
    """Return the fault of a name that the sentence `text` uses and nothing provides."""
    return unknown_name(name, known, _slot(text, name) or span)


def explain_tag(error: Exception, tag_of: Callable[[str], str]) -> tuple[Diagnostic, str]:
    """Return the fault that `error` stands for, and the tag of a form it is in.

    `tag_of` returns the tag that holds a word.
    """
    meaning = messages.meaning(error)
    tag = tag_of(meaning.word)
    return _diagnostic(meaning, None, tag), tag


def _place(path: str, line: int, word: str, lines: list[str]) -> Span:
    """Return the place of `word` on a line, the beginning of the line where it is not found."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    edge = (r"(?<!\w)", r"(?!\w)") if word[:1].isalnum() or word[:1] == "_" else ("", "")
    # A single brace, not one of {{ or }}.
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
    meaning = messages.meaning(error)
    try:
        lines = read(where).decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    except (OSError, Faults):
        lines = []
    span = _place(where, line, meaning.word, lines)
    if meaning.is_unclosed:
        span = _unclosed(where, lines) or span
    row = lines[line - 1] if 0 < line <= len(lines) else ""
    return _diagnostic(meaning, span, row)


def explain_sentence(error: Exception, text: str, span: Span | None) -> Diagnostic:
    """Return the fault that `error`, raised in the sentence `text` at `span`, stands for."""
    meaning = messages.meaning(error)
    return _diagnostic(meaning, _slot(text, meaning.word) or span, text)


def _slot(text: str, word: str) -> Span | None:
    """Return the place of `word` in a slot of `text`, or of the only slot there is."""
    slots = list(_SLOT.finditer(text))
    if re.fullmatch(r"\w+", word):
        for slot in slots:
            if match := re.search(rf"\b{word}\b", slot[0]):
                start = slot.start() + match.start()
                return place_inside(text, start, start + len(word))
    return place_inside(text, *slots[0].span()) if len(slots) == 1 else None


def _diagnostic(meaning: messages.Meaning, span: Span | None, row: str) -> Diagnostic:
    """Return the fault of `meaning` at `span`; `row` is the text in which the owner is looked for."""
    message = meaning.message
    if meaning.owner:
        match = re.search(rf"([\w.\[\]']+)(?:\.|\[['\"]){re.escape(meaning.word)}\b", row)
        message = message.replace("{owner}", f"`{match[1]}` " if match else "这里")
    return Diagnostic(meaning.code, message, span, hints=meaning.hints)


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
    """Return the innermost template and line of `error`: Jinja writes templates into tracebacks."""
    innermost = (path, 1)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            innermost = (f"{folder}/{frame.filename}", frame.lineno or 1)
    return innermost
