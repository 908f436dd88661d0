"""A subject (a branch's year) and a kind of document → a Report or a Deck, or every fault on the way."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import (
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
)
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from reportgen.compose import context as contexts
from reportgen.compose import markup, template_faults
from reportgen.compose.deck_markup import read_deck
from reportgen.compose.elements import Elements
from reportgen.compose.environment import (
    CLOSE,
    OPEN,
    Sandbox,
    sentence_environment,
    template_environment,
)
from reportgen.compose.kinds import Kind
from reportgen.compose.passes import settle
from reportgen.compose.report_markup import read_report
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Document, Picture, Properties
from reportgen.spans import Located, Span

#: characters no file name may hold on Windows, and names it keeps for devices
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10))}
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be written, and what there is to say about it."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    #: workspace paths of the pictures handed to the template
    pictures: tuple[str, ...] = ()


@dataclass
class Composer:
    """The templates of one theme folder, compiled once; it composes any number of documents."""

    folder: str
    read: Callable[[str], bytes]
    final: bool = False
    _sentences: dict[str, Template] = field(default_factory=dict)
    _compiled: dict[str, Template] = field(default_factory=dict)

    @cached_property
    def templates(self) -> Sandbox:
        """The environment of the theme's templates."""
        return template_environment(lambda name: self.read(f"{self.folder}/{name}"))

    @cached_property
    def sentences(self) -> Sandbox:
        """The environment of the sentences in type files and of output names."""
        return sentence_environment()

    def name(self, kind: Kind, subject: Subject) -> str:
        """Return the file name of a document, legal on every system; raise Faults."""
        span = Span(f"{self.folder}/{kind.template}", kind.header_line)
        values = contexts.names_for_output(subject)
        text = str(self._sentence(kind.header.output, values, span).striptags())
        stem = _FORBIDDEN.sub("", re.sub(r"<\?.*?\?>", "", text)).strip(" .")[:120]
        if not stem or stem.upper() in _DEVICES:
            raise Faults([Diagnostic("output-name", f"模板给出的文件名“{text}”不能用", span)])
        return f"{stem}.{kind.format}"

    def compose(self, kind: Kind, subject: Subject, fingerprint: str = "") -> Composed:
        """Return the document of `kind` about `subject`; faults stand in the result."""
        try:
            text, handles = self._render(kind, subject)
            root = markup.parse(text, kind.root, self.folder)
            title = self.name(kind, subject).rsplit(".", 1)[0]
        except Faults as faults:
            return Composed(None, faults.diagnostics)
        properties = Properties(
            title,
            str(kind.header.subject or kind.header.name),
            subject.author,
            str(kind.header.keywords),
            year=subject.year,
            fingerprint=fingerprint,
        )
        elements = Elements(self.folder, handles)
        reader = read_report if kind.root == "report" else read_deck
        document: Document = reader(root, elements, properties)
        document, found = settle(document, final=self.final)
        diagnostics = (*elements.faults, *found)
        if any(d.is_error for d in diagnostics):
            return Composed(None, diagnostics)
        pictures = (item.path for item in handles if isinstance(item, Picture))
        return Composed(document, diagnostics, tuple(dict.fromkeys(pictures)))

    def templates_of(self, kind: Kind) -> frozenset[str] | None:
        """Return the templates `kind` is made with, itself included; None if only a run can tell."""
        found: set[str] = set()
        waiting: set[str | None] = {kind.template}
        while waiting:
            name = waiting.pop()
            if name is None:
                return None
            found.add(name)
            with contextlib.suppress(FileNotFoundError):
                source = self.read(f"{self.folder}/{name}").decode("utf-8-sig", "replace")
                tree = self.templates.parse(source.replace("\r\n", "\n"), name)
                waiting |= {n for n in meta.find_referenced_templates(tree) if n not in found}
        return frozenset(found)

    def _render(self, kind: Kind, subject: Subject) -> tuple[str, list[object]]:
        path = f"{self.folder}/{kind.template}"
        try:
            template = self._compiled.get(path) or self._compile(path, kind.template)
            context, handles = contexts.build(subject, self._typed_sentence)
            return template.render(context), handles.items
        except UnicodeDecodeError:
            raise Faults([Diagnostic("not-utf8", "模板不是 UTF-8 编码", Span(path, 1))]) from None
        except (TemplateError, SecurityError, TypeError, ValueError, KeyError, ArithmeticError,
                AttributeError, RecursionError) as error:  # fmt: skip
            # Whatever a template does wrong surfaces as one of these, with its line in the trace.
            raise Faults([template_faults.explain(error, self.folder, path, self.read)]) from error

    def _compile(self, path: str, name: str) -> Template:
        source = self.read(path).decode("utf-8-sig")
        template = self.templates.get_template(name)
        unknown = template_faults.undeclared(self.templates, source, path, template)
        if unknown:
            raise Faults(unknown)
        self._compiled[path] = template
        return template

    def _typed_sentence(self, text: str, values: dict[str, Any]) -> Markup:
        span = text.span if isinstance(text, Located) else None
        return self._sentence(text, values, span)

    def _sentence(self, text: str, values: dict[str, Any], span: Span | None) -> Markup:
        """Return a sentence of a type file with its slots filled, marked with its place."""
        if not text:
            return Markup()
        try:
            template = self._sentences.get(text)
            if template is None:
                template = self._sentences[str(text)] = self.sentences.from_string(text)
                unknown = template_faults.undeclared_names(self.sentences, text, set(values))
                if unknown:
                    del self._sentences[str(text)]
                    raise Faults(
                        template_faults.unknown_in_sentence(n, values, span) for n in unknown
                    )
            rendered = template.render(values)
        except (TemplateSyntaxError, UndefinedError, SecurityError, TemplateNotFound, TypeError,
                ValueError, KeyError, ArithmeticError, AttributeError) as error:  # fmt: skip
            raise Faults([template_faults.explain_sentence(error, span)]) from error
        if span:
            mark = OPEN.format(f"{span.path}:{span.line}:{span.column}:{span.length}")
            rendered = f"{mark}{rendered}{CLOSE}"
        return Markup(rendered)  # noqa: S704 - the sentence environment escapes its own text
