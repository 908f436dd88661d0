"""A subject and a kind of document → a report, a deck or a form, or the faults that prevent it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from jinja2 import BytecodeCache, Template

from reportgen.compose import file_names
from reportgen.compose.markup.checker import Checker
from reportgen.compose.markup.deck import read_deck
from reportgen.compose.markup.reader import parse
from reportgen.compose.markup.report import read_report
from reportgen.compose.passes import finish, missing_facts, pending_facts, without_slides
from reportgen.compose.templates import contexts, faults
from reportgen.compose.templates.budget import Budget
from reportgen.compose.templates.environment import (
    Sandbox,
    decoded,
    template_environment,
)
from reportgen.compose.templates.kinds import DOCUMENTS, Kind
from reportgen.compose.templates.sentences import Sentences
from reportgen.compose.templates.slides import SlideView, views
from reportgen.compose.templates.template_code import templates_in, undeclared_names
from reportgen.content.branch_year import BranchYear
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Deck, Document, Form, Picture, Properties, Report
from reportgen.document.pages import DeckPage
from reportgen.document.walk import walk
from reportgen.spans import Span, span_of


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be written, None if it has faults, and what there is to say about it."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    #: workspace paths of the pictures handed to the template
    pictures: tuple[str, ...] = ()


@dataclass(eq=False)
class Composer:
    """The templates of one theme folder; it composes any number of documents.

    `read` returns the bytes of a workspace file and raises FileNotFoundError. In a `final` build, and
    for a subject that is final itself, a missing fact is an error.
    """

    folder: str
    read: Callable[[str], bytes]
    final: bool = False
    budget: Budget = field(default_factory=Budget)
    #: kind id → its Chinese name; a record gives a document its own title under either
    kind_names: Mapping[str, str] = field(default_factory=dict)
    #: keeps what templates were compiled to
    code: BytecodeCache | None = None
    _templates: dict[str, Template] = field(default_factory=dict)

    @cached_property
    def environment(self) -> Sandbox:
        """The environment of the theme's templates."""
        return template_environment(
            lambda name: self.read(f"{self.folder}/{name}"), self.budget, self.code
        )

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of type files, output names and conditions."""
        return Sentences(self.budget)

    def name(self, kind: Kind, subject: Subject) -> str:
        """Return the path of a document in its folder, legal on every system; raise Faults."""
        self.budget.begin()
        values = contexts.names_for_output(subject)
        span = self.header_span(kind)
        title = self._own_title(kind.id, subject)
        if title and isinstance(subject, BranchYear) and subject.branch.file_names == "title":
            return f"{file_names.legal_name(''.join(title.split()))}.{kind.format}"
        parts = []
        # Only a slash of the template divides folders, never one of the content.
        for pattern in file_names.split_path(kind.header.output):
            text = file_names.visible_text(self.sentences.render(pattern, values, span))
            part = file_names.legal_name(text)
            if not part:
                place = span_of(kind.header.output) or span
                raise Faults([Diagnostic("output-name", f"模板给出的文件名“{text}”不能用", place)])
            parts.append(part)
        return f"{'/'.join(parts)}.{kind.format}"

    def _own_title(self, kind_id: str, subject: Subject) -> str:
        """Return the title that the record gives documents of a kind, "" if it gives none."""
        if not isinstance(subject, BranchYear):
            return ""
        titles = subject.record.titles
        return titles.get(kind_id) or titles.get(self.kind_names.get(kind_id, "")) or ""

    def applies(self, kind: Kind, subject: Subject) -> bool:
        """Return whether `kind` is made for `subject`, by its header's condition; raise Faults."""
        if not kind.header.when:
            return True
        self.budget.begin()
        values = contexts.names_for_output(subject)
        return self.sentences.holds(kind.header.when, values, self.header_span(kind))

    def compose(
        self, kind: Kind, subject: Subject, title: str = "", pages: Sequence[DeckPage] | None = None
    ) -> Composed:
        """Return the document of `kind` about `subject`; faults stand in the result.

        `title` is the title in the file's properties, where it is known.
        A script is composed from the `pages` of its deck; without them it raises ValueError.
        """
        if kind.header.slides_of and pages is None:
            raise ValueError(kind.id)
        self.budget.begin()
        properties = Properties(
            title,
            str(kind.header.subject or kind.header.name),
            subject.author,
            str(kind.header.keywords),
            year=subject.year,
        )
        try:
            if kind.is_form:
                return self._filled_form(kind, subject, properties)
            return self._composed(kind, subject, properties, pages)
        except Faults as raised:
            return Composed(None, raised.diagnostics)

    def templates_of(self, kind: Kind) -> frozenset[str] | None:
        """Return the templates `kind` is made with, itself included.

        None if a template imports one whose name is known only when it runs.
        """
        if kind.is_form:
            return frozenset({kind.template})
        names: set[str] = set()
        waiting: set[str | None] = {kind.template}
        if kind.header.slides_of:
            waiting.add(_deck_template(kind))
        while waiting:
            name = waiting.pop()
            if name is None:
                return None
            names.add(name)
            with contextlib.suppress(FileNotFoundError, *faults.TEMPLATE_ERRORS):
                waiting |= templates_in(self.environment.get_template(name)) - names
        return frozenset(names)

    def _composed(
        self,
        kind: Kind,
        subject: Subject,
        properties: Properties,
        pages: Sequence[DeckPage] | None,
    ) -> Composed:
        slides = None if pages is None else views(pages)
        title = self._own_title(kind.id, subject)
        markup, exhibits = self._rendered(kind.template, kind.header.of, subject, title, slides)
        checker = Checker(self.folder, exhibits)
        root = parse(markup, kind.root, self.folder)
        document: Report | Deck
        hidden: tuple[Diagnostic, ...] = ()
        if kind.root == "report":
            document = read_report(root, checker, properties)
            # A header chooses the format and the palette where the markup says nothing.
            document = replace(document, format=document.format or str(kind.header.format))
        else:
            titles = subject.record.hide_slides if isinstance(subject, BranchYear) else ()
            document, hidden = without_slides(read_deck(root, checker, properties), titles)
        document = replace(document, palette=document.palette or str(kind.header.palette))
        finished, more = finish(document, final=self.final or subject.final, home=subject.at)
        diagnostics = (*checker.faults, *hidden, *more)
        if any(d.is_error for d in diagnostics):
            return Composed(None, diagnostics)
        pictures = (item.path for item in exhibits if isinstance(item, Picture))
        return Composed(finished, diagnostics, tuple(dict.fromkeys(pictures)))

    def _filled_form(self, kind: Kind, subject: Subject, properties: Properties) -> Composed:
        """Return a Word form filled with the names that a template of its subject has."""
        from reportgen.compose.templates import forms  # docxtpl is needed for forms alone

        data = self.read(f"{self.folder}/{kind.template}")
        values, _ = contexts.build(subject, self.sentences.render)
        label = kind.template.rpartition("/")[2]
        form = forms.Form(label, data, contexts.CONTEXTS[kind.header.of].names)
        data, written, facts = forms.fill(form, values, self.budget)
        document = Form(properties, data, written)
        # Texts of the content know their places, those of the form itself do not.
        placed = missing_facts(walk(document))
        facts = (*placed, *(fact for fact in facts if fact not in placed))
        final = self.final or subject.final
        missing = tuple(pending_facts(facts, final=final, home=subject.at))
        return Composed(None if any(d.is_error for d in missing) else document, missing)

    def _rendered(
        self,
        name: str,
        of: str,
        subject: Subject,
        title: str,
        slides: tuple[SlideView, ...] | None = None,
    ) -> tuple[str, list[object]]:
        """Return the markup that the template `name` makes of `subject`, and its exhibits.

        `title` is the title of its own that the record gives the document, "" for none.
        """
        path = f"{self.folder}/{name}"
        known = [*contexts.CONTEXTS[of].names, *(contexts.SLIDES if slides is not None else ())]
        try:
            template = self._template(name, path, known)
            values, exhibits = contexts.build(subject, self.sentences.render)
            if "own_title" in values:
                values["own_title"] = title
            if slides is not None:
                values["slides"] = slides
            return template.render(values), exhibits.items
        except UnicodeDecodeError:
            raise Faults([Diagnostic("not-utf8", "模板不是 UTF-8 编码", Span(path, 1))]) from None
        except faults.TEMPLATE_ERRORS as error:
            raise Faults([faults.explain(error, self.folder, path, self.read)]) from error

    def _template(self, name: str, path: str, known: Collection[str]) -> Template:
        """Return a template, compiled once; raise Faults if it uses names that are not `known`."""
        if path not in self._templates:
            template = self.environment.get_template(name)
            unknown = undeclared_names(template) - set(known)
            if unknown:
                source = decoded(self.read(path))
                tree = self.environment.parse(source, name, name)
                raise Faults(faults.undeclared(tree, source, path, unknown, known))
            self._templates[path] = template
        return self._templates[path]

    def header_span(self, kind: Kind) -> Span:
        """Return the place of a kind's header."""
        return Span(f"{self.folder}/{kind.header_file}", kind.header_line)


def _deck_template(kind: Kind) -> str:
    """Return the name of the template whose slides the script `kind` is for."""
    return f"{DOCUMENTS}/{kind.header.slides_of}.pptx.j2"
