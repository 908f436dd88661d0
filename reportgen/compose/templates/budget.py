"""What the templates of one document may do, counted in units and not in seconds.

A template that never ends therefore stops at the same place on every machine. What is counted:

- each run of a loop, a macro, a block or a template: one unit for each node of its syntax tree, and
  twenty more (fifty for a macro), which is about what starting the run costs (`metering`);
- each character written;
- each call: 2,000 units for a function of the program, which may look through the records of a year;
  20 for a method of a text;
- values that a filter, a test, a comparison or a method looks through: a unit for 16 characters of a
  text longer than 256, a unit for each item and character of a list;
- values that are made, such as lists, slices and results of filters: a unit for each character,
  eight for each item, because an item takes more memory than a character.

`OverflowError` ends a document that spends more than MOST_SPENT, and any operation whose result
would be larger than MOST_SIZE or MOST_BITS; the result is refused before it is made.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from reportgen.compose.places import located_markup
from reportgen.compose.templates.writable import as_text, check_texts
from reportgen.spans import Located, joined, span_of

#: units that one document may spend
MOST_SPENT = 50_000_000
#: characters of one text; items of one list and of the lists in it, with their characters
MOST_SIZE = 2_000_000
#: bits of one whole number: some 3,000 digits
MOST_BITS = 10_000
#: parts that `batch` and `slice` make at once, digits that `round` keeps
MOST_PARTS = 1_000

_CALL, _METHOD_CALL = 2_000, 20
_ITEM = 8
#: what it takes to write a value, however short
_WRITTEN = 32
_CHARACTERS_A_UNIT = 16
#: characters of a text that may be looked through or made for nothing
_SHORT = 256
#: characters of a text that `striptags` may take tags from
_MOST_TAGGED = 20_000

#: a width or precision of four digits or more, or one that is given as a value
_WIDE_BRACES = re.compile(r"\{[^{}]*(?:\{|\d{4})")
#: a field of a format that reads an attribute or an item: `{0.name}`
_READING_BRACES = re.compile(r"\{[^{}:]*[.\[]")
_WIDE_PERCENT = re.compile(r"%[^%A-Za-z]*(?:\*|\d{4})")

#: filters that `metering` puts into a template; no template can write a name that begins with -
RUN, INSPECT, ADMIT, JOIN, SLICE = "-run", "-inspect", "-admit", "-join", "-slice"
#: Jinja's filters that templates do not have: `random` is never the same, `pprint` shows the program,
#: the others make long texts out of short ones
LEFT_OUT = frozenset(
    {"center", "filesizeformat", "indent", "pprint", "random", "urlize", "wordwrap", "xmlattr"}
)
#: filters and tests that look at one item, a name or a number, and are not counted
_QUICK_FILTERS = frozenset({"abs", "attr", "count", "d", "default", "first", "last", "length"})
_QUICK_TESTS = frozenset(
    {"boolean", "callable", "defined", "divisibleby", "escaped", "even", "false", "filter", "float", "integer",
     "iterable", "mapping", "none", "number", "odd", "sameas", "sequence", "string", "test", "true", "undefined"}
)  # fmt: skip
#: Jinja's filters that make a text of whatever they are given
_TEXT_FILTERS = frozenset(
    {"capitalize", "e", "escape", "forceescape", "format", "lower", "replace", "safe", "string", "striptags", "title",
     "trim", "truncate", "upper", "urlencode", "wordcount"}
)  # fmt: skip
_COLLECTIONS = (list, tuple, dict)


@dataclass(eq=False, slots=True)
class Budget:
    """The units that are left for a document; OverflowError is raised when there are none."""

    left: int = MOST_SPENT

    def begin(self) -> None:
        """Start a new document."""
        self.left = MOST_SPENT

    def spend(self, units: int) -> None:
        """Take `units` from the budget; raise OverflowError when the budget is used up."""
        self.left -= units
        if self.left < 0:
            raise OverflowError

    @pass_context  # keeps Jinja from running it once and for all when it compiles the template
    def run(self, _: Any, units: int) -> bool:
        """Spend the units of one run of a loop, a macro, a block or a template; return True."""
        self.spend(units)
        return True

    def inspect(self, value: Any, times: int = 1) -> Any:
        """Spend what it takes to look through `value` so many times, and return it.

        An iterator, which can be looked through only once, is returned as one that counts.
        """
        if isinstance(value, str):
            if len(value) > _SHORT:
                self.spend(times * len(value) // _CHARACTERS_A_UNIT)
        elif isinstance(value, _COLLECTIONS):
            self.spend(times * weight(value))
        elif isinstance(value, range):
            self.spend(times * len(value))
        elif isinstance(value, Iterator):
            return self._counted(value, times)
        return value

    def admit(self, value: Any) -> Any:
        """Spend the size of a value that was just made, and return it; refuse one that is too large."""
        if isinstance(value, str):
            if len(value) > _SHORT:
                self.spend(within(len(value)))
        elif isinstance(value, _COLLECTIONS):
            self.spend(_ITEM * weight(value))
        elif isinstance(value, Iterator):
            return self._counted(value, 1)
        return value

    def slice(self, value: Any, start: Any, stop: Any, step: Any) -> Any:
        """Return a slice of a value, that of a text with the place of the text; spend its size."""
        return self.admit(with_place((value,), value[start:stop:step]))

    def _counted(self, items: Iterator[Any], times: int) -> Iterator[Any]:
        for item in items:
            self.spend(times * weight(item))
            yield item

    def text(self, value: Any) -> str:
        """Return `value` as a text and spend what writing it takes, and its characters."""
        text = as_text(value)
        self.spend(_WRITTEN + len(text))
        return text

    def concat(self, parts: Iterable[str]) -> str:
        """Return the pieces of an output as one text and spend its characters."""
        return self.text("".join(parts))

    def join(self, values: Iterable[Any]) -> str:
        """Return what `~` makes of values: markup, with the others escaped, if one of them is markup."""
        texts = [self.text(value) for value in values]
        within(sum(map(len, texts)))
        is_markup = any(hasattr(text, "__html__") for text in texts)
        return Markup().join(map(located_markup, texts)) if is_markup else joined(texts)

    def filters(self, known: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        """Return the filters `known` so that they spend what they look through and what they make."""
        metered = {
            name: function if name in _QUICK_FILTERS else self._metered(name, function)
            for name, function in known.items()
            if name not in LEFT_OUT
        }
        own: dict[str, Callable[..., Any]] = {
            RUN: self.run,
            INSPECT: self.inspect,
            ADMIT: self.admit,
            JOIN: self.join,
        }
        return metered | own | {SLICE: self.slice}

    def tests(self, known: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
        """Return the tests `known` so that they spend what they look through."""

        def metered(function: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *values: function(*map(self.inspect, values))

        return {n: f if n in _QUICK_TESTS else metered(f) for n, f in known.items()}

    def _metered(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        # Jinja gives some filters the context or the environment before their value.
        at = 1 if hasattr(function, "jinja_pass_arg") else 0
        check = _CHECKS.get(name)

        @functools.wraps(function)
        def metered(*arguments: Any, **named: Any) -> Any:
            if name in _TEXT_FILTERS:
                check_texts((*arguments[at:], *named.values()))
            if check:
                check(*arguments[at:], **named)
            # A filter may look through its other arguments for each item of its value.
            others = (*arguments[at + 1 :], *named.values())
            value = self.inspect(arguments[at], 1 + sum(map(weight, others)))
            result = function(*arguments[:at], value, *arguments[at + 1 :], **named)
            return self.admit(with_place((value, *others), result))

        return metered

    def call(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], named: Mapping[str, Any]
    ) -> tuple[Any, ...]:
        """Spend what a call takes and return its arguments; refuse what it would make too large.

        An iterator among the arguments of a text's method is returned as a list.
        """
        function = getattr(function, "__wrapped__", function)  # the sandbox wraps str.format
        owner = getattr(function, "__self__", None)
        if not isinstance(owner, str):
            self.spend(_CALL + sum(map(weight, arguments)) + sum(map(weight, named.values())))
            return arguments
        self.spend(_METHOD_CALL)
        self.inspect(owner)
        arguments = tuple(self._as_list(value) for value in arguments)
        check_method(owner, function.__name__, (*arguments, *named.values()))
        return arguments

    def _as_list(self, value: Any) -> Any:
        is_iterator = isinstance(value, (range, Iterator))
        return self.admit([*self.inspect(value)]) if is_iterator else value


def with_place(sources: Iterable[Any], result: Any) -> Any:
    """Return a text, or each text of a list, with the place of the one source that has a place."""
    if result.__class__ is not str and not isinstance(result, list):
        return result
    spans = [span for source in sources if (span := span_of(source))]
    if len(spans) != 1:
        return result
    if isinstance(result, list):
        return [Located.at(part, spans[0]) if part.__class__ is str else part for part in result]
    return Located.at(result, spans[0])


def within(size: int) -> int:
    """Return `size`; raise OverflowError if no text or list may have it."""
    if size > MOST_SIZE:
        raise OverflowError
    return size


def weight(value: Any) -> int:
    """Return how many items and characters `value` holds in all; OverflowError if too many."""
    if isinstance(value, str):
        return 1 + len(value)
    if not isinstance(value, _COLLECTIONS):
        return 1
    total = 0
    waiting: list[Any] = [value]
    while waiting:
        collection = waiting.pop()
        total = within(total + len(collection) + 1)
        if isinstance(collection, dict):
            collection = (*collection.keys(), *collection.values())
        for item in collection:
            if isinstance(item, str):
                total += len(item)
            elif isinstance(item, _COLLECTIONS):
                waiting.append(item)
    return within(total)


def check_method(text: str, name: str, arguments: tuple[Any, ...]) -> None:
    """Raise OverflowError for a method of `text` that would make a far longer one."""
    if name == "replace" and len(arguments) > 1:
        old, new = str(arguments[0]), str(arguments[1])
        within((text.count(old) if old else len(text) + 1) * len(new))
    elif name == "join" and arguments:
        within(weight(arguments[0]) + len(text) * len(arguments[0]))
    elif name == "format":
        if _WIDE_BRACES.search(text):
            raise OverflowError
        if _READING_BRACES.search(text):
            raise SecurityError
        check_texts(arguments)
        within(text.count("{") * sum(len(str(value)) for value in arguments))


def check_percent(text: str, values: Any) -> None:
    """Raise OverflowError if `text % values` would be far longer than they are."""
    if isinstance(values, dict):
        values = values.values()
    elif not isinstance(values, tuple):
        values = (values,)
    if _WIDE_PERCENT.search(text):
        raise OverflowError
    check_texts(values)
    within(text.count("%") * sum(len(str(value)) for value in values))


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Raise OverflowError for an operation whose result would be far too long or too large."""
    sequences = [value for value in (left, right) if isinstance(value, (str, list, tuple))]
    whole = isinstance(left, int) and isinstance(right, int)
    if operator == "%" and isinstance(left, str):
        check_percent(left, right)
    elif operator == "**" and whole:
        if left.bit_length() * abs(right) > MOST_BITS:
            raise OverflowError
    elif operator == "*" and whole:
        if left.bit_length() + right.bit_length() > MOST_BITS:
            raise OverflowError
    elif operator == "*" and sequences:
        times = right if isinstance(right, int) else left
        within(weight(sequences[0]) * times if isinstance(times, int) else 0)
    elif operator == "+" and len(sequences) == 2:
        within(weight(left) + weight(right))


def _check_format(text: Any, *values: Any, **named: Any) -> None:
    check_percent(str(text), named or values)


def _check_replace(text: Any, *arguments: Any, **_: Any) -> None:
    check_method(str(text), "replace", arguments)


def _check_tags(text: Any) -> None:
    # `striptags` copies the rest of the text for each comment it takes out.
    if len(str(text)) > _MOST_TAGGED:
        raise OverflowError


def _check_counts(_: Any, *arguments: Any, **named: Any) -> None:
    if any(isinstance(v, int) and abs(v) > MOST_PARTS for v in (*arguments, *named.values())):
        raise OverflowError


def _check_start(_: Any, attribute: object = None, start: object = 0) -> None:  # noqa: ARG001 - Jinja's signature of `sum`
    # `sum` of lists copies what there is so far for each list.
    if isinstance(start, _COLLECTIONS):
        raise OverflowError


#: filter → what refuses its arguments
_CHECKS: Mapping[str, Callable[..., None]] = {
    "batch": _check_counts,
    "format": _check_format,
    "replace": _check_replace,
    "round": _check_counts,
    "slice": _check_counts,
    "striptags": _check_tags,
    "sum": _check_start,
}
