"""The sandbox templates run in: strict about names, escaping every value, keeping its place."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, MutableMapping
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from pydantic import BaseModel

from reportgen.compose.places import escaped, keep_place, located, markup
from reportgen.compose.templates import filters
from reportgen.compose.templates.budget import Budget, check_operation
from reportgen.compose.templates.compiled import Compiled, compiled
from reportgen.compose.templates.metering import Showing, metered
from reportgen.compose.templates.stamps import PlainSentences, Stamps
from reportgen.spans import Located

#: the methods of Python's own types that a template may call; no other makes much out of little
METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        ["capitalize", "casefold", "count", "endswith", "find", "format", "index", "isalpha", "isascii", "isdecimal", "isdigit", "isnumeric", "isspace", "join", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper"]
    ),
    dict: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    int: frozenset({"bit_length"}),
    float: frozenset({"is_integer"}),
    datetime.date: frozenset({"isoformat", "isocalendar", "isoweekday", "weekday"}),
}  # fmt: skip


class _Fields(dict[type, frozenset[str]]):
    """The fields and properties of each class of the content or of what is made of it."""

    def __missing__(self, kind: type) -> frozenset[str]:
        """Note those of a class that is met for the first time."""
        fields: frozenset[str] = frozenset()
        if issubclass(kind, BaseModel):
            fields = frozenset(kind.model_fields)
        elif dataclasses.is_dataclass(kind):
            fields = frozenset(field.name for field in dataclasses.fields(kind))
        elif not issubclass(kind, LoopContext):
            return self.setdefault(kind, fields)
        # pydantic works out what is asked of a class with an underscore only when it is asked.
        names = {name for name in (*fields, *dir(kind)) if not name.startswith(("_", "model_"))}
        made = {name for name in names - fields if isinstance(getattr(kind, name, None), property)}
        return self.setdefault(kind, frozenset(names & fields | made))


_FIELDS = _Fields()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with content models reduced to their fields, and within a budget."""

    code_generator_class = Showing
    budget: Budget
    #: gives what a value is in a template: finalized and escaped
    show: Callable[[Any], str]
    #: gives an attribute; those of the content, most of all there are, at once
    field: Callable[[Any, str], Any]
    #: what has been compiled, by name and source
    compiled: dict[tuple[str | None, str], Compiled]
    #: names asked for by what is being compiled
    asked: set[str]
    #: code is kept from run to run under this name; "" for not at all
    kept_as: str

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute."""
        if type(obj) is TemplateModule and type(macro := vars(obj).get(attribute)) is Macro:
            return macro
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item; a field is one too, as where it is named like a method of a dictionary."""
        if argument.__class__ is str and argument in _FIELDS[type(obj)]:
            return getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read `attr`."""
        if isinstance(obj, BaseModel):
            return attr in _FIELDS[type(obj)]
        if isinstance(value, (BuiltinMethodType, MethodType)):
            for kind, names in METHODS.items():
                if isinstance(obj, kind):
                    return attr in names
            if isinstance(value, BuiltinMethodType):
                return False
        return bool(super().is_safe_attribute(obj, attr, value))

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return what `operator` makes of `left` and `right`, within honest limits."""
        check_operation(operator, left, right)
        return self.budget.made(super().call_binop(context, operator, left, right))

    def call(__self, __context: Any, __obj: Any, /, *given: Any, **named: Any) -> Any:  # noqa: N805 - Jinja's signature: names may be called self
        """Return what a call gives, within the budget."""
        kind = type(__obj)
        if kind is not Macro and (kind is not FunctionType or __obj.__dict__):
            given = __self.budget.call(__obj, given, named)
            return __self.budget.made(super().call(__context, __obj, *given, **named))
        # As Context.call does, which first finds out what else it might be.
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        if kind is FunctionType:  # one without marks: it is safe and asks for no context
            given = __self.budget.call(__obj, given, named)
            return __self.budget.made(__obj(*given, **named))
        # The runs of a macro count themselves.
        is_whole = len(given) == len(__obj.arguments) and not named
        if is_whole and not _takes_more(__obj) and __context.eval_ctx.autoescape:
            # Given what it names, in order, a macro has nothing to find out: half the time.
            return markup(__obj._func(*given))  # noqa: SLF001 - as its own call ends
        return __obj(__context.eval_ctx, *given, **named)

    def compile(self, *given: Any, **named: Any) -> Any:
        """Return the code of a template; raise TemplateSyntaxError for what Python cannot hold."""
        try:
            return super().compile(*given, **named)
        except (SyntaxError, RecursionError, MemoryError) as error:
            name = named.get("name") or next(iter(given[1:]), None)
            raise TemplateSyntaxError("nested too deeply", 1, name) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return metered(super()._parse(source, name, filename))


def _takes_more(macro: Macro) -> bool:
    return macro.caller or macro.catch_varargs or macro.catch_kwargs


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

    def load(
        self,
        environment: Any,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's signature
    ) -> Template:
        source, _, _ = self.get_source(environment, name)
        code = compiled(environment, source, name).code
        # Jinja's is a map of maps, slow to copy, which each run does; no template has its own names.
        made: Template = environment.template_class.from_code(
            environment, code, dict(globals or ())
        )
        return made


def template_environment(read: Callable[[str], bytes], budget: Budget | None = None) -> Sandbox:
    """Return the environment of a theme's templates; `read` gives a template's bytes by name."""
    return _environment(Stamps, _Templates(read), budget or Budget())


def sentence_environment(budget: Budget) -> Sandbox:
    """Return the environment of sentences with slots that stand in type files."""
    return _environment(PlainSentences, None, budget)


def form_environment(budget: Budget) -> Sandbox:
    """Return the environment of the tags in Word forms: values become plain text."""
    from reportgen.compose.templates.forms import plain  # only forms need docxtpl

    return _environment(None, None, budget, plain)


def sentence(environment: Sandbox, source: str) -> Template:
    """Return the template of a sentence; raise TemplateSyntaxError."""
    code = compiled(environment, source).code
    made: Template = environment.template_class.from_code(environment, code, environment.globals)
    return made


def _field(environment: Sandbox) -> Callable[[Any, str], Any]:
    def field(obj: Any, attribute: str) -> Any:
        if attribute in _FIELDS[type(obj)]:
            return getattr(obj, attribute)
        return environment.getattr(obj, attribute)

    return field


def _show(budget: Budget, shown: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return what `_escaping(shown)` is, faster for the values there are most of."""

    def show(value: Any) -> str:
        kind = value.__class__
        if kind is Located:
            text: str = located(value)
        elif kind is Markup or kind is str:
            text = value
        else:
            return escape(shown(value))
        budget.left = left = budget.left - len(text)
        if left < 0:
            raise OverflowError
        return escaped(text) if kind is str else text

    return show


def _escaping(shown: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: escape(shown(value))


def _environment(
    extension: type[Any] | None,
    loader: BaseLoader | None,
    budget: Budget,
    finalize: Callable[[Any], Any] = keep_place,
) -> Sandbox:
    environment = Sandbox(
        extensions=[extension] if extension else [],
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=(shown := budget.shown(finalize)),
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.globals.pop("lipsum", None)
    environment.globals.pop("cycler", None)
    environment.budget = budget
    environment.show = _show(budget, shown) if finalize is keep_place else _escaping(shown)
    environment.field = _field(environment)
    environment.compiled, environment.asked = {}, set()
    environment.kept_as = extension.__name__ if extension else ""
    environment.concat = budget.concat  # type: ignore[method-assign]  # Jinja's is one of a class
    environment.filters = budget.filters({**environment.filters, **filters.FILTERS})
    environment.tests.update(budget.tests(environment.tests))
    return environment
