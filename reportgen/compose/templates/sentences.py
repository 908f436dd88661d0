"""Sentences with slots that stand in YAML: those of type files, output names and conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from jinja2 import Template
from markupsafe import Markup

from reportgen.compose.places import as_markup, marked
from reportgen.compose.templates import faults
from reportgen.compose.templates.budget import Budget
from reportgen.compose.templates.environment import Sandbox, sentence_environment
from reportgen.compose.templates.template_code import undeclared_names
from reportgen.diagnostics import Faults
from reportgen.spans import Span, span_of

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class Sentences:
    """The sentences of a run, each compiled once."""

    budget: Budget
    _environment: Sandbox = field(init=False)
    _templates: dict[str, Template] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._environment = sentence_environment(self.budget)

    def render(self, text: str, values: dict[str, Any], span: Span | None = None) -> Markup:
        """Return `text` with its slots filled, marked with its place; raise Faults.

        `span` is the place of a text that does not know its own.
        """
        place = span or span_of(text)
        body = self._run(text, values, place, lambda template: template.render(values))
        # The environment has escaped the text of the sentence and the values in it.
        return marked(body, place) if place and text else as_markup(body)

    def holds(self, condition: str, values: dict[str, Any], span: Span) -> bool:
        """Return whether `condition`, an expression at `span`, is true; raise Faults."""
        source = f"{{% set result = {condition} %}}"
        return self._run(
            source, values, span, lambda t: bool(vars(t.make_module(values))["result"])
        )

    def _run(
        self,
        source: str,
        values: Mapping[str, Any],
        place: Span | None,
        use: Callable[[Template], T],
    ) -> T:
        """Return what `use` makes of the template of `source`; raise Faults where it fails."""
        try:
            if source not in self._templates:
                template = self._environment.from_string(source)
                unknown = sorted(undeclared_names(template) - values.keys())
                if unknown:
                    raise Faults(
                        faults.unknown_in_sentence(name, values, source, place) for name in unknown
                    )
                self._templates[str(source)] = template
            return use(self._templates[source])
        except faults.TEMPLATE_ERRORS as error:
            raise Faults([faults.explain_sentence(error, source, place)]) from error
