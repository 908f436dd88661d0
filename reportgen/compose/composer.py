"""A subject (a branch's year) and a kind of document → a Report or a Deck, or every fault on the way."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
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

from reportgen.compose.markup import reader as markup_reader
from reportgen.compose.markup.deck import read_deck
from reportgen.compose.markup.elements import Elements
from reportgen.compose.markup.report import read_report
from reportgen.compose.pacing import pace
from reportgen.compose.passes import settle
from reportgen.compose.places import CLOSE, placed
from reportgen.compose.templates import contexts
from reportgen.compose.templates import faults as template_faults
from reportgen.compose.templates.budget import Budget
from reportgen.compose.templates.compiled import compiled
from reportgen.compose.templates.environment import (
    Sandbox,
    form_environment,
    sentence,
    sentence_environment,
    template_environment,
)
from reportgen.compose.templates.kinds import Kind
from reportgen.compose.templates.slides import SlideView, views
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Document, Form, Picture, Properties
from reportgen.spans import Located, Span, span_of

#: a slash that stands in no {{ }}
_SLASH = re.compile(r"/(?![^{]*\}\})")
#: characters no file name may hold on Windows, and those that are not seen but change its look
_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]'
)
#: names Windows keeps for devices
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10))}
)

#: where a value comes from, as it is noted in what was rendered
_PLACE = re.compile(r"<\?.*?\?>")
#: characters of a file name, with its marks and tags, that are looked at
_MOST_NAMED = 5_000
#: a file name has at most 255 bytes; some are left for an extension and for a copy's mark
_MOST_BYTES = 200


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be written, and what there is to say about it."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    #: workspace paths of the pictures handed to the template
    pictures: tuple[str, ...] = ()


@dataclass(eq=False)
class Composer:
    """The templates of one theme folder, compiled once; it composes any number of documents."""

    folder: str
    read: Callable[[str], bytes]
    final: bool = False
    budget: Budget = field(default_factory=Budget)
    _sentences: dict[str, Template] = field(default_factory=dict)
    _compiled: dict[str, Template] = field(default_factory=dict)

    @cached_property
    def templates(self) -> Sandbox:
        """The environment of the theme's templates."""
        return template_environment(lambda name: self.read(f"{self.folder}/{name}"), self.budget)

    @cached_property
    def forms(self) -> Sandbox:
        """The environment of the tags in Word forms."""
        return form_environment(self.budget)

    @cached_property
    def sentences(self) -> Sandbox:
        """The environment of the sentences in type files and of output names."""
        return sentence_environment(self.budget)

    def name(self, kind: Kind, subject: Subject) -> str:
        """Return the file name of a document, legal on every system; raise Faults."""
        self.budget.begin()
        span = Span(f"{self.folder}/{kind.header_file}", kind.header_line)
        values = contexts.names_for_output(subject)
        # Only a slash of the template itself parts folders, never one of the content.
        parts = [self._legal(part, values, kind, span) for part in _SLASH.split(kind.header.output)]
        return f"{'/'.join(parts)}.{kind.format}"

    def _legal(self, part: str, values: dict[str, Any], kind: Kind, span: Span) -> str:
        # What is longer is no name; taking tags out of it may take time without end.
        told = _PLACE.sub("", str(self._sentence(part, values, span))[:_MOST_NAMED])
        # Who takes tags out reads the names of all characters HTML has first.
        marked = "<" in told or "&" in told
        text = str(Markup(told).striptags()) if marked else " ".join(told.split())  # noqa: S704 - tags are taken out
        stem = _FORBIDDEN.sub("", text).strip(" .")
        stem = stem.encode(errors="ignore")[:_MOST_BYTES].decode(errors="ignore").rstrip(" .")
        if not stem or stem.partition(".")[0].upper() in _DEVICES:
            place = span_of(kind.header.output) or span
            raise Faults([Diagnostic("output-name", f"模板给出的文件名“{text}”不能用", place)])
        return stem

    def applies(self, kind: Kind, subject: Subject) -> bool:
        """Return whether `kind` is made for `subject`, by the condition of its header."""
        if not kind.header.when:
            return True
        self.budget.begin()
        span = Span(f"{self.folder}/{kind.header_file}", kind.header_line)
        asked = f"{{% if {kind.header.when} %}}1{{% endif %}}"
        told = self._sentence(asked, contexts.names_for_output(subject), span)
        return told.removesuffix(CLOSE).endswith("1")

    def compose(self, kind: Kind, subject: Subject, fingerprint: str = "") -> Composed:
        """Return the document of `kind` about `subject`; faults stand in the result."""
        try:
            properties = self._properties(kind, subject, fingerprint)
            if kind.is_form:
                return self._filled(kind, subject, properties)
            text, handles = self._render(kind, subject)
            root = markup_reader.parse(text, kind.root, self.folder)
            self._choose(root, kind)
        except Faults as faults:
            return Composed(None, faults.diagnostics)
        elements = Elements(self.folder, handles)
        reader = read_report if kind.root == "report" else read_deck
        document: Document = reader(root, elements, properties)
        document, found = settle(document, final=self.final, home=subject.at)
        diagnostics = (*elements.faults, *found)
        if any(d.is_error for d in diagnostics):
            return Composed(None, diagnostics)
        pictures = (item.path for item in handles if isinstance(item, Picture))
        return Composed(document, diagnostics, tuple(dict.fromkeys(pictures)))

    def _choose(self, root: Any, kind: Kind) -> None:
        """Set the format or palette that the header names where the markup names none."""
        named, chosen = (
            ("format", kind.header.format)
            if kind.root == "report"
            else ("palette", kind.header.palette)
        )
        if chosen and not root.get(named):
            root.set(named, str(chosen))

    def _properties(self, kind: Kind, subject: Subject, fingerprint: str) -> Properties:
        title = self.name(kind, subject).rpartition("/")[2].rpartition(".")[0]
        return Properties(
            title,
            str(kind.header.subject or kind.header.name),
            subject.author,
            str(kind.header.keywords),
            year=subject.year,
            fingerprint=fingerprint,
        )

    def _filled(self, kind: Kind, subject: Subject, properties: Properties) -> Composed:
        """Return a Word form filled with the same names a template has."""
        from reportgen.compose.templates.forms import fill  # docxtpl is only needed for forms

        data = self.read(f"{self.folder}/{kind.template}")
        context, _ = contexts.build(subject, self._typed_sentence)
        known = contexts.CONTEXTS[kind.header.of].names
        label = kind.template.rpartition("/")[2]
        filled, found = fill(label, data, context, self.forms, known, final=self.final)
        if any(d.is_error for d in found):
            return Composed(None, found)
        return Composed(Form(properties, filled), found)

    def templates_of(self, kind: Kind) -> frozenset[str] | None:
        """Return the templates `kind` is made with, itself included; None if only a run can tell."""
        found: set[str] = set()
        if kind.is_form:
            return frozenset({kind.template})
        waiting: set[str | None] = {kind.template}
        if kind.header.slides_of:
            waiting.add(f"{kind.header.slides_of}.pptx.j2")
        while waiting:
            name = waiting.pop()
            if name is None:
                return None
            found.add(name)
            with contextlib.suppress(FileNotFoundError, TemplateError, RecursionError):
                source = self.read(f"{self.folder}/{name}").decode("utf-8-sig", "replace")
                waiting |= self._used(source.replace("\r\n", "\n"), name) - found
        return frozenset(found)

    def _used(self, source: str, name: str) -> AbstractSet[str | None]:
        try:
            return compiled(self.templates, source, name).used
        except TemplateError:  # one that names filters nobody knows still says what it includes
            return set(meta.find_referenced_templates(self.templates.parse(source, name)))

    def _render(self, kind: Kind, subject: Subject) -> tuple[str, list[object]]:
        if not kind.header.slides_of:
            return self._rendered(kind.template, kind.header.of, subject)
        slides = self._slides(kind, subject)
        return self._rendered(kind.template, kind.header.of, subject, slides)

    def _slides(self, kind: Kind, subject: Subject) -> tuple[SlideView, ...]:
        """Return the slides of the deck that `kind` tells of; raise Faults."""
        name = f"{kind.header.slides_of}.pptx.j2"
        try:
            self.read(f"{self.folder}/{name}")
        except FileNotFoundError:
            span = Span(f"{self.folder}/{kind.header_file}", kind.header_line)
            message = f"没有名为 `{kind.header.slides_of}` 的课件模板"
            raise Faults([Diagnostic("unknown-kind", message, span)]) from None
        text, handles = self._rendered(name, kind.header.of, subject)
        elements = Elements(self.folder, handles)
        deck = read_deck(markup_reader.parse(text, "deck", self.folder), elements, Properties(""))
        if elements.faults:
            raise Faults(elements.faults)
        return views(pace(deck, []))

    def _rendered(
        self, name: str, of: str, subject: Subject, slides: tuple[SlideView, ...] | None = None
    ) -> tuple[str, list[object]]:
        path = f"{self.folder}/{name}"
        try:
            known = (*contexts.CONTEXTS[of].names, *(contexts.SLIDES if slides is not None else ()))
            template = self._compiled.get(path) or self._compile(path, name, known)
            context, handles = contexts.build(subject, self._typed_sentence)
            if slides is not None:
                context["slides"] = slides
            return template.render(context), handles.items
        except UnicodeDecodeError:
            raise Faults([Diagnostic("not-utf8", "模板不是 UTF-8 编码", Span(path, 1))]) from None
        except (TemplateError, SecurityError, TypeError, ValueError, KeyError, ArithmeticError,
                AttributeError, AssertionError, RecursionError) as error:  # fmt: skip
            # Whatever a template does wrong surfaces as one of these, with its line in the trace.
            raise Faults([template_faults.explain(error, self.folder, path, self.read)]) from error

    def _compile(self, path: str, name: str, known: tuple[str, ...]) -> Template:
        source = self.read(path).decode("utf-8-sig").replace("\r\n", "\n")
        template = self.templates.get_template(name)
        unknown = compiled(self.templates, source, name).names - set(known)
        if unknown:
            faults = template_faults.undeclared(self.templates, source, path, unknown, known)
            raise Faults(faults)
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
                unknown = compiled(self.sentences, text).names - values.keys()
                if unknown:
                    raise Faults(
                        template_faults.unknown_in_sentence(n, values, text, span)
                        for n in sorted(unknown)
                    )
                template = self._sentences[str(text)] = sentence(self.sentences, text)
            rendered = template.render(values)
        except (TemplateSyntaxError, UndefinedError, SecurityError, TemplateNotFound, TypeError,
                ValueError, KeyError, ArithmeticError, AttributeError, AssertionError,
                RecursionError) as error:  # fmt: skip
            raise Faults([template_faults.explain_sentence(error, text, span)]) from error
        # The sentence environment escapes its own text.
        return Markup(placed(rendered, span) if span else rendered)  # noqa: S704 - see above
