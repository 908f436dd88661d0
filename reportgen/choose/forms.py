"""The forms that an author may want for a slide (`show:`), and the layouts that are meant."""

from __future__ import annotations

from collections.abc import Mapping

#: the author's word for a form → the layouts that are meant
_FORMS: Mapping[str, tuple[str, ...]] = {
    "columns": ("two-columns",),
    "figures": (
        "section-figures",
        "section-figures-list",
        "figures-picture-lead",
        "figures-picture",
        "key-figures",
        "facts",
    ),
    "picture": (
        "bullets-picture-figures",
        "figures-picture-lead",
        "figures-picture",
        "bullets-picture",
        "bullets-picture-left",
        "photo-full",
        "pictures",
    ),
    "pictures": ("pictures", "before-after", "collage"),
    "chart": ("chart-takeaway", "chart-note", "chart"),
    "charts": ("chart-pair",),
    "steps": ("steps-two-figures", "steps-three-figures", "steps"),
    "bullets": ("bullets", "bullets-figure", "bullets-right", "bullets-plain"),
}


def layouts_of_form(form: str) -> tuple[str, ...]:
    """Return the layouts that a form means: those of the word, or the layout of that name."""
    return _FORMS.get(form, (form,))


def is_of_form(layout: str, form: str) -> bool:
    """Return whether an author who wants `form` gets it in `layout`; any will do where none is wanted."""
    return not form or layout.removesuffix("-plain") in layouts_of_form(form)
