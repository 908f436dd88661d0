"""A class of fields → a slotted dataclass that mypy holds to be frozen, or one that may change.

A frozen dataclass takes Python half a millisecond to make, for it compiles seven functions of it,
and three times as long to fill: the program has two hundred classes, and a document thousands of objects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Kind = TypeVar("_Kind")


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


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(kind: type[_Kind]) -> type[_Kind]:
    """Return `kind` as a dataclass whose objects are what they are, whatever their fields hold."""
    made: Any = dataclass(slots=True, init=False, repr=False, eq=False)(kind)

    def first(self: Any, *given: Any, **named: Any) -> None:
        # A third of the classes are never asked for an object in one run.
        made.__init__ = _initialiser(made)
        made.__init__(self, *given, **named)

    made.__init__ = first
    return made  # type: ignore[no-any-return]  # the class it was


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
