"""The sandbox templates run in: strict about names, escaping every value, keeping its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from pydantic import BaseModel

from reportgen.compose import filters
from reportgen.compose.stamps import PlainSentences, Stamps
from reportgen.content.facts import Counted
from reportgen.spans import Located

#: Marks around a value in the markup: processing instructions, which no text can forge once
#: escaped, and which vanish when the markup is parsed.
OPEN, CLOSE = "<?y {}?>", "<?e?>"

_MAX_POWER = 100
_MAX_REPEATED = 100_000  # characters or items


def keep_place(value: Any) -> Any:
    """Return `value` escaped and, if it was written in a content file, marked with its place."""
    if isinstance(value, Markup) or value is None:
        return "" if value is None else value
    span = value.span if isinstance(value, (Located, Counted)) else None
    if span:
        mark = OPEN.format(f"{span.path}:{span.line}:{span.column}:{span.length}")
        return Markup(f"{mark}{escape(str(value))}{CLOSE}")  # noqa: S704 - escaped just here
    return value


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with content models reduced to their fields and properties."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read `attr`."""
        if isinstance(obj, BaseModel):
            kind = type(obj)
            return attr in kind.model_fields or isinstance(getattr(kind, attr, None), property)
        return bool(super().is_safe_attribute(obj, attr, value))

    # Repeated text is the one way to fill the memory from a single expression.
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return `left` times or to the power of `right`, within honest limits."""
        if operator == "**" and isinstance(right, int) and abs(right) > _MAX_POWER:
            raise OverflowError
        sizes = [len(v) for v in (left, right) if isinstance(v, (str, list, tuple))]
        counts = [v for v in (left, right) if isinstance(v, int)]
        if operator == "*" and sizes and counts and sizes[0] * counts[0] > _MAX_REPEATED:
            raise OverflowError
        return super().call_binop(context, operator, left, right)


class _Templates(BaseLoader):
    """Templates of one theme folder, read through the workspace."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self.read = read

    def get_source(
        self,
        environment: Any,  # noqa: ARG002 - Jinja's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        if ".." in template or "/" in template:
            raise TemplateNotFound(template)
        try:
            text = self.read(template).decode("utf-8-sig")
        except FileNotFoundError:
            raise TemplateNotFound(template) from None
        return text.replace("\r\n", "\n"), template, lambda: True


def template_environment(read: Callable[[str], bytes]) -> Sandbox:
    """Return the environment of a theme's templates; `read` gives a template's bytes by name."""
    return _environment(Stamps, _Templates(read))


def sentence_environment() -> Sandbox:
    """Return the environment of sentences with slots that stand in type files."""
    return _environment(PlainSentences, None)


def form_environment() -> Sandbox:
    """Return the environment of the tags in Word forms: values become plain text."""
    from reportgen.compose.forms import plain  # only forms need docxtpl

    return _environment(None, None, plain)


def _environment(
    extension: type[Any] | None,
    loader: BaseLoader | None,
    finalize: Callable[[Any], Any] = keep_place,
) -> Sandbox:
    environment = Sandbox(
        extensions=[extension] if extension else [],
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.globals.pop("lipsum", None)
    environment.globals.pop("cycler", None)
    environment.filters.update(filters.FILTERS)
    return environment
