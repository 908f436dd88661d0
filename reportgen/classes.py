"""A class of fields → a slotted dataclass that mypy holds to be frozen, or one that may change.

A frozen dataclass takes Python half a millisecond to make, for it compiles seven functions of it,
and three times as long to fill: the program has two hundred classes, and a document thousands of objects.
What fills the objects of a class is compiled for those that have many: half of them never do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar, dataclass_transform

_Kind = TypeVar("_Kind")
_T = TypeVar("_T")
#: to compile what fills the objects of a class takes as long as to fill some twenty without
_FEW = 8


class once(Generic[_T]):  # noqa: N801 - a decorator
    """A property worked out when first asked for; `cached_property` takes a lock, three times as long."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make, self._name = make, make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: Any, kind: type) -> _T:
        found = owner.__dict__[self._name] = self._make(owner)
        return found


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[_Kind]) -> type[_Kind]:
    """Return `kind` as a dataclass compared, hashed and shown by its fields."""
    made: Any = mutable(kind)
    own = vars(kind)
    told = fields(made)
    values = _values([one.name for one in told if one.compare])
    shown = [one.name for one in told if one.repr]

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash(values(self))

    def text(self: Any) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({parts})"

    if "__eq__" not in own:
        made.__eq__ = equal
        made.__hash__ = own.get("__hash__") or hashed
    if "__repr__" not in own:
        made.__repr__ = text
    return made  # type: ignore[no-any-return]  # the class it was


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def single(kind: type[_Kind]) -> type[_Kind]:
    """Return `kind` as a frozen dataclass whose objects are what they are, whatever they hold."""
    return mutable(kind)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(kind: type[_Kind]) -> type[_Kind]:
    """Return `kind` as a dataclass whose objects are what they are, whatever their fields hold.

    It has slots, unless it has a property worked out once: that needs a place in the object.
    """
    slots = not any(isinstance(value, (once, cached_property)) for value in vars(kind).values())
    # A third of the time goes into looking whether an annotation says ClassVar, which none does.
    written = vars(kind).get("__annotations__", {})
    kind.__annotations__ = dict.fromkeys(written, object)
    made: Any = dataclass(slots=slots, init=False, repr=False, eq=False)(kind)
    made.__annotations__ = written
    fill: Callable[[Any, tuple[Any, ...], dict[str, Any]], bool] | None = None
    left = _FEW

    def patient(self: Any, *given: Any, **named: Any) -> None:
        nonlocal fill, left
        fill, left = fill or _filler(made), left - 1
        if left < 0 or not fill(self, given, named):
            made.__init__ = _initialiser(made)
            made.__init__(self, *given, **named)

    made.__init__ = patient
    return made  # type: ignore[no-any-return]  # the class it was


def _filler(kind: Any) -> Callable[[Any, tuple[Any, ...], dict[str, Any]], bool]:
    """Return what fills objects of `kind` without being compiled; False: those are not its fields."""
    told = fields(kind)
    names = [one.name for one in told if one.init]
    known = {one.name: one.default for one in told if one.default is not MISSING}
    made = {one.name: one.default_factory for one in told if one.default_factory is not MISSING}
    taken = frozenset(names)
    asked = taken - known.keys() - made.keys()

    def fill(filled: Any, given: tuple[Any, ...], named: dict[str, Any]) -> bool:
        values = dict(zip(names, given, strict=False)) | named
        if len(values) < len(given) + len(named) or not asked <= values.keys() <= taken:
            return False
        for name, make in made.items():
            if name not in values:
                values[name] = make()
        for name, value in (known | values).items():
            setattr(filled, name, value)
        if hasattr(filled, "__post_init__"):
            filled.__post_init__()
        return True

    return fill


def _initialiser(kind: Any) -> Callable[..., None]:
    """Return what fills the fields of `kind`, as dataclasses compile it but for annotations."""
    known: dict[str, Any] = {"_": MISSING}
    heads, lines = ["self"], []
    for one in fields(kind):
        name, default = one.name, f"_{one.name}"
        value = name
        if one.default_factory is not MISSING:
            known[default] = one.default_factory
            value = f"{default}() if {name} is _ else {name}" if one.init else f"{default}()"
            heads += [f"{name}=_"] if one.init else []
        elif one.default is not MISSING:
            known[default] = one.default
            value = name if one.init else default
            heads += [f"{name}={default}"] if one.init else []
        elif one.init:
            heads.append(name)
        else:
            continue  # __post_init__ gives it
        lines.append(f"self.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    text = "\n    ".join([f"def __init__({', '.join(heads)}):", *(lines or ["pass"])])
    exec(text, known)  # noqa: S102 - names and order of our own fields
    made: Callable[..., None] = known["__init__"]
    return made


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)
