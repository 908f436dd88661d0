"""The sandbox templates run in: strict about names, every value escaped and marked with its place."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.ext import Extension
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from reportgen.compose.places import located_markup
from reportgen.compose.templates.budget import Budget, check_operation, with_place
from reportgen.compose.templates.filters import FILTERS
from reportgen.compose.templates.lazy import LazyContext
from reportgen.compose.templates.metering import metered
from reportgen.compose.templates.stamps import PlainSentences, Stamps
from reportgen.compose.templates.template_code import NamingGenerator
from reportgen.spans import joined

#: the methods of Python's own types that a template may call; none makes much out of little
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
#: a template lies in the theme folder itself or in one of its two folders of templates
_NAME = re.compile(r"(?:(?:documents|macros)/)?[^/]+")
#: what Jinja adds to the arguments of a call within a loop or a block
_SCOPES = frozenset({"_loop_vars", "_block_vars"})


@functools.cache
def fields_of(kind: type) -> frozenset[str]:
    """Return the names that a template may read of each object of a class, whatever they hold.

    These are the fields and properties of a model of the content, the fields of a dataclass.
    """
    if is_dataclass(kind):
        return frozenset(field.name for field in fields(kind) if not field.name.startswith("_"))
    if not issubclass(kind, BaseModel):
        return frozenset()
    own = (name for name in dir(kind) if not name.startswith(("_", "model_")))
    properties = {name for name in own if isinstance(getattr(kind, name, None), property)}
    return frozenset({*kind.model_fields, *properties})


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with the models of the content reduced to their fields, within a budget."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})
    context_class = LazyContext
    code_generator_class = NamingGenerator

    def __init__(
        self,
        budget: Budget,
        write_value: Callable[[Any], Any],
        read: Callable[[str], bytes] | None = None,
        extensions: tuple[type[Extension], ...] = (),
        code: BytecodeCache | None = None,
    ) -> None:
        """Make a sandbox for templates that spend from `budget`.

        `write_value` returns what `{{ value }}` writes; `read` returns the bytes of a template by its
        name and raises FileNotFoundError, None if there are no templates to import. `code` keeps what
        templates were compiled to.
        """

        @pass_context  # keeps Jinja from writing constants itself when it compiles the template
        def finalize(_: Any, value: Any) -> str:
            return budget.text(write_value(value))

        super().__init__(
            extensions=extensions,
            loader=FunctionLoader(functools.partial(_source, read)) if read else None,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
            optimized=False,
            bytecode_cache=code,
        )
        self.budget = budget
        self.globals.pop("lipsum", None)
        self.globals.pop("cycler", None)
        self.filters = budget.filters({**self.filters, **FILTERS})
        self.tests.update(budget.tests(self.tests))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read `attr`."""
        if attr in fields_of(obj.__class__):
            return True
        if isinstance(obj, BaseModel):
            return False
        if isinstance(value, (BuiltinMethodType, MethodType)):
            for kind, names in METHODS.items():
                if isinstance(obj, kind):
                    return attr in names
            if isinstance(value, BuiltinMethodType):
                return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the result of `left operator right`; raise OverflowError if it is too large."""
        check_operation(operator, left, right)
        texts = isinstance(left, str) and isinstance(right, str)
        if (
            operator == "+"
            and texts
            and not isinstance(left, Markup)
            and not isinstance(right, Markup)
        ):
            return self.budget.admit(joined((left, right)))
        result = super().call_binop(context, operator, left, right)
        return self.budget.admit(with_place((left, right), result))

    def call(__self, __context: Any, __obj: Any, /, *arguments: Any, **named: Any) -> Any:  # noqa: N805 - Jinja's signature: a template may name an argument self
        """Return what a call returns, and spend what it takes."""
        own = {name: value for name, value in named.items() if name not in _SCOPES}
        if isinstance(__obj, Macro):  # a macro counts its runs itself
            return __obj(__context.eval_ctx, *arguments, **own)
        arguments = __self.budget.call(__obj, arguments, own)
        result = super().call(__context, __obj, *arguments, **named)
        return __self.budget.admit(with_place((getattr(__obj, "__self__", None),), result))

    def concat(self, parts: Iterable[str]) -> str:
        """Return the pieces of an output as one text."""
        return self.budget.concat(parts)

    def compile(self, *arguments: Any, **named: Any) -> Any:
        """Return the code of a template; raise TemplateSyntaxError for what Python cannot hold."""
        try:
            return super().compile(*arguments, **named)
        except (SyntaxError, RecursionError, MemoryError) as error:
            name = named.get("name") or next(iter(arguments[1:]), None)
            raise TemplateSyntaxError("nested too deeply", 1, name) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return metered(super()._parse(source, name, filename))


def _source(read: Callable[[str], bytes], name: str) -> tuple[str, str, None] | None:
    """Return the source of a template as Jinja's loaders do: text, file name, no check of its age."""
    if ".." in name or not _NAME.fullmatch(name):
        return None
    try:
        return decoded(read(name)), name, None
    except FileNotFoundError:
        return None


def decoded(data: bytes) -> str:
    """Return the text of a template with line ends as on Unix; raise UnicodeDecodeError."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def template_environment(
    read: Callable[[str], bytes], budget: Budget | None = None, code: BytecodeCache | None = None
) -> Sandbox:
    """Return the environment of a theme's templates; `read` returns a template's bytes by name."""
    return Sandbox(budget or Budget(), located_markup, read, (Stamps,), code)


def sentence_environment(budget: Budget) -> Sandbox:
    """Return the environment of sentences with slots: those of type files, file names, conditions."""
    return Sandbox(budget, located_markup, extensions=(PlainSentences,))


def form_environment(budget: Budget, write_value: Callable[[Any], Any]) -> Sandbox:
    """Return the environment of the tags in Word forms; `write_value` returns the text of a cell."""
    return Sandbox(budget, write_value)
