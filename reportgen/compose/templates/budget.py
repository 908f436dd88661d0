"""What a template may spend, counted, not timed: one that has no end always ends at the same place."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

#: what one document may spend: a unit is a node of a template that is run, a tenth of a microsecond
#: or so, or a character that is made
MOST_SPENT = 50_000_000
#: characters of one text; items of one list and of all in it, with their characters
MOST_HELD = 2_000_000
#: bits of one whole number: some 3,000 digits
MOST_BITS = 10_000
#: parts that `batch` and `slice` make at once, digits that `round` keeps
MOST_PARTS = 1_000
#: what a call costs: what the program gives a template may look through a year's records
_CALL, _METHOD_CALL = 2_000, 20
#: an item of a list takes more memory than a character
_ITEM = 8
#: characters that are looked through in the time of one node; shorter texts cost nothing extra
_LOOKED = 16
_SHORT = 256
#: characters of a text that `striptags` takes its tags from
_MOST_TAGGED = 20_000

#: a width or precision of four digits or more, or one that is given as a value
_WIDE_BRACES = re.compile(r"\{[^{}]*(?:\{|\d{4})")
_WIDE_PERCENT = re.compile(r"%[^%A-Za-z]*(?:\*|\d{4})")

#: names of filters that only the program can write into a template
TURN, LOOK, MADE, JOIN = "-turn", "-look", "-made", "-join"
#: filters of Jinja that make much out of little, are of no use here or never the same
LEFT_OUT = frozenset(
    {"center", "filesizeformat", "indent", "pprint", "random", "urlize", "wordwrap", "xmlattr"}
)
#: filters and tests that look at no more than one item, a name or a number
_QUICK_FILTERS = frozenset({"abs", "attr", "count", "d", "default", "first", "last", "length"})
_QUICK_TESTS = frozenset(
    {"boolean", "callable", "defined", "divisibleby", "escaped", "even", "false", "filter", "float", "integer",
     "iterable", "mapping", "none", "number", "odd", "sameas", "sequence", "string", "test", "true", "undefined"}
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Budget:
    """What is left of a document's allowance; OverflowError ends what would spend more."""

    left: int = MOST_SPENT

    def begin(self) -> None:
        """Start a new document."""
        self.left = MOST_SPENT

    def spend(self, units: int) -> None:
        """Spend `units`."""
        self.left -= units
        if self.left < 0:
            raise OverflowError

    @pass_context  # so that Jinja does not run it when it compiles
    def turn(self, _: Any, units: int) -> bool:
        """Spend one run of a loop, a macro, a block or a template; return True."""
        self.left -= units
        if self.left < 0:
            raise OverflowError
        return True

    def look(self, value: Any, times: int = 1) -> Any:
        """Return `value`; spend what it takes to look through it so many times."""
        sort = _SORTS[type(value)]
        if sort is str:
            if len(value) > _SHORT:
                self.spend(times * len(value) // _LOOKED)
        elif sort is list:
            self.spend(times * weight(value))
        elif sort is range:
            self.spend(times * len(value))
        elif sort is Iterator:
            return self._counted(value, times)
        return value

    def made(self, value: Any) -> Any:
        """Return a value that has been made; spend its size, or refuse it if it is too large."""
        sort = _SORTS[type(value)]
        if sort is str:
            if len(value) > _SHORT:
                self.spend(within(len(value)))
        elif sort is list:
            self.spend(_ITEM * weight(value))
        elif sort is Iterator:
            return self._counted(value, 1)
        return value

    def _counted(self, items: Iterator[Any], times: int) -> Iterator[Any]:
        for item in items:
            self.spend(times * weight(item))
            yield item

    def text(self, value: Any) -> str:
        """Return `value` as a text; spend its characters."""
        text = value if isinstance(value, str) else str(value)
        self.spend(len(text))
        return text

    def shown(self, finalize: Callable[[Any], Any]) -> Callable[[Any], str]:
        """Return `finalize`, spending what it gives."""

        def shown(value: Any) -> str:
            text = finalize(value)
            if not isinstance(text, str):
                text = str(text)
            self.left -= len(text)
            if self.left < 0:
                raise OverflowError
            return text

        return shown

    def concat(self, parts: Iterable[str]) -> str:
        """Return the pieces of an output as one text."""
        text = "".join(parts)
        self.left -= len(text)
        if self.left < 0:
            raise OverflowError
        return text

    def join(self, values: Iterable[Any]) -> str:
        """Return what `~` makes of values: markup if one of them is."""
        texts = [self.text(value) for value in values]
        within(sum(map(len, texts)))
        markup = any(hasattr(text, "__html__") for text in texts)
        return (
            Markup().join(texts) if markup else "".join(texts)
        )  # joined to markup, text is escaped

    def filters(self, known: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        """Return filters that spend what they look through and what they make."""
        kept = {
            name: function if name in _QUICK_FILTERS else self._metered(name, function)
            for name, function in known.items()
            if name not in LEFT_OUT
        }
        return kept | {TURN: self.turn, LOOK: self.look, MADE: self.made, JOIN: self.join}

    def tests(self, known: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
        """Return tests that spend what they look through."""

        def metered(function: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *given: function(*map(self.look, given))

        return {n: f if n in _QUICK_TESTS else metered(f) for n, f in known.items()}

    def _metered(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        at = 1 if hasattr(function, "jinja_pass_arg") else 0
        check = _CHECKS.get(name)

        @functools.wraps(function)
        def metered(*given: Any, **named: Any) -> Any:
            if check:
                check(*given[at:], **named)
            times = _each(given[at + 1 :], named) if named or len(given) > at + 1 else 1
            looked = self.look(given[at], times)
            if looked is not given[at]:
                given = (*given[:at], looked, *given[at + 1 :])
            return self.made(function(*given, **named))

        return metered

    def call(
        self, function: Callable[..., Any], given: tuple[Any, ...], named: Mapping[str, Any]
    ) -> tuple[Any, ...]:
        """Spend what a call takes; return its arguments, or refuse what it would make."""
        function = getattr(function, "__wrapped__", function)  # as the sandbox has `format`
        owner = getattr(function, "__self__", None)
        if not isinstance(owner, str):
            self.spend(_CALL + sum(map(weight, given)) + sum(map(weight, named.values())))
            return given
        self.spend(_METHOD_CALL)
        self.look(owner)
        # An iterator can be looked through only once.
        given = tuple(self._kept(value) for value in given)
        check_method(owner, function.__name__, (*given, *named.values()))
        return given

    def _kept(self, value: Any) -> Any:
        once = isinstance(value, range) or hasattr(value, "__next__")
        return self.made([*self.look(value)]) if once else value


def _each(given: tuple[Any, ...], named: Mapping[str, Any]) -> int:
    """Return what an item takes: whatever a filter is given besides may be looked through for it."""
    return 1 + sum(map(weight, given)) + sum(map(weight, named.values())) if given or named else 1


def within(size: int) -> int:
    """Return `size`; raise OverflowError if no text or list may have it."""
    if size > MOST_HELD:
        raise OverflowError
    return size


class _Sorts(dict[type, type | None]):
    """The classes of values → what counts: a text, a list (or what is like one), what gives items."""

    def __missing__(self, kind: type) -> type | None:
        """Note what values of a class are that is met for the first time."""
        sorts = ((str, str), ((list, tuple, dict), list), (range, range))
        known = next((sort for kinds, sort in sorts if issubclass(kind, kinds)), None)
        return self.setdefault(kind, known or (Iterator if hasattr(kind, "__next__") else None))


_SORTS = _Sorts()


def weight(value: Any) -> int:
    """Return how many items and characters `value` holds in all; OverflowError if too many."""
    sort = _SORTS[type(value)]
    if sort is str:
        return 1 + len(value)
    if sort is not list:
        return 1
    total, waiting = 0, [value]
    while waiting:
        held = waiting.pop()
        total += len(held) + 1
        if total > MOST_HELD:
            raise OverflowError
        for item in (*held.keys(), *held.values()) if isinstance(held, dict) else held:
            sort = _SORTS[type(item)]
            if sort is str:
                total += len(item)
            elif sort is list:
                waiting.append(item)
    return within(total)


def check_method(text: str, name: str, given: tuple[Any, ...]) -> None:
    """Raise OverflowError for a method of `text` that would make a far longer one."""
    if name == "replace" and len(given) > 1:
        old, new = str(given[0]), str(given[1])
        within((text.count(old) if old else len(text) + 1) * len(new))
    elif name == "join" and given:
        within(weight(given[0]) + len(text) * len(given[0]))
    elif name == "format":
        if _WIDE_BRACES.search(text):
            raise OverflowError
        within(text.count("{") * sum(len(str(value)) for value in given))


def check_percent(text: str, given: Any) -> None:
    """Raise OverflowError if `text % given` would be far longer than they are."""
    values = given.values() if isinstance(given, dict) else given
    values = values if isinstance(given, (dict, tuple)) else (given,)
    if _WIDE_PERCENT.search(text):
        raise OverflowError
    within(text.count("%") * sum(len(str(value)) for value in values))


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Raise OverflowError for an operation whose result would be far too long or too large."""
    held = [v for v in (left, right) if isinstance(v, (str, list, tuple))]
    whole = isinstance(left, int) and isinstance(right, int)
    if operator == "%" and isinstance(left, str):
        check_percent(left, right)
    elif operator == "**" and whole:
        if left.bit_length() * abs(right) > MOST_BITS:
            raise OverflowError
    elif operator == "*" and whole:
        if left.bit_length() + right.bit_length() > MOST_BITS:
            raise OverflowError
    elif operator == "*" and held:
        times = right if isinstance(right, int) else left
        within(weight(held[0]) * times if isinstance(times, int) else 0)
    elif operator == "+" and len(held) == 2:
        within(weight(left) + weight(right))


def _check_format(text: Any, *given: Any, **named: Any) -> None:
    check_percent(str(text), named or given)


def _check_replace(text: Any, *given: Any, **_: Any) -> None:
    check_method(str(text), "replace", given)


def _check_tags(text: Any) -> None:
    # Each comment that is taken out is a copy of all the rest.
    if len(str(text)) > _MOST_TAGGED:
        raise OverflowError


def _check_counts(_: Any, *given: Any, **named: Any) -> None:
    if any(isinstance(v, int) and abs(v) > MOST_PARTS for v in (*given, *named.values())):
        raise OverflowError


def _check_start(_: Any, attribute: object = None, start: object = 0) -> None:  # noqa: ARG001 - Jinja's signature of `sum`
    # Lists are added up by copying what there is for each.
    if isinstance(start, (list, tuple)):
        raise OverflowError


_CHECKS: Mapping[str, Callable[..., None]] = {
    "batch": _check_counts,
    "format": _check_format,
    "replace": _check_replace,
    "round": _check_counts,
    "slice": _check_counts,
    "striptags": _check_tags,
    "sum": _check_start,
}
