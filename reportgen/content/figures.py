"""Figures by name: an entry of `figures` has the name of the entry, its label and its aliases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from reportgen.content.model import Figure
from reportgen.content.quantities import number_of
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import span_of
from reportgen.suggestions import did_you_mean


def plain(name: str) -> str:
    """Return a name as names are compared: without spaces, full-width letters as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def names_of(entry: str, figure: Figure) -> tuple[str, ...]:
    """Return every name of a figure, its label first."""
    return tuple(dict.fromkeys((figure.label, entry, *figure.aliases)))


def figure_named(figures: Mapping[str, Figure], name: str) -> Figure | None:
    """Return the figure that has `name` as the name of its entry, its label or an alias."""
    if name in figures:
        return figures[name]
    wanted = plain(name)
    for entry, figure in figures.items():
        if any(plain(known) == wanted for known in names_of(entry, figure)):
            return figure
    return None


def counterpart(figures: Mapping[str, Figure], names: Iterable[str]) -> Figure | None:
    """Return the first of `figures`, those of another record, that has one of `names`."""
    others = (figure_named(figures, name) for name in names)
    return next((other for other in others if other), None)


def with_numbers(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures that have a number, which alone stand as large numerals."""
    return tuple(figure for figure in figures if number_of(figure.value))


def numbers_of(figures: Mapping[str, Figure], names: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures of those names that have a number; a name that none has is left out."""
    named = (figure_named(figures, name) for name in names)
    return with_numbers(figure for figure in named if figure)


def plain_names(figures: Mapping[str, Figure]) -> frozenset[str]:
    """Return every name of `figures` as names are compared."""
    return frozenset(plain(n) for e, figure in figures.items() for n in names_of(e, figure))


def similar_names(name: str, figures: Mapping[str, Figure], listing: str) -> tuple[str, ...]:
    """Return the hint for a name that no figure has."""
    labels = [str(figure.label) for figure in figures.values()]
    others = [str(n) for entry, figure in figures.items() for n in names_of(entry, figure)]
    return did_you_mean(name, dict.fromkeys((*labels, *others)), listing=listing)


def shared_names(figures: Mapping[str, Figure]) -> Iterator[Diagnostic]:
    """Yield a fault for each figure that has a name of an earlier one."""
    owners: dict[str, str] = {}
    for entry, figure in figures.items():
        for name in names_of(entry, figure):
            owner = owners.setdefault(plain(name), entry)
            if owner != entry:
                first = span_of(owner)
                yield Diagnostic(
                    "duplicate-figure",
                    f"两项数字都叫“{name}”",
                    span_of(name) or span_of(entry),
                    hints=("同一项数字只写一次；确是两项的，改一个名称或别名",),
                    notes=(Note("另一项在这里", first),),
                )
                break
