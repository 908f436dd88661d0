"""Topics and their parts: what a slide has to say."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.nodes import Chart, Number, Picture, Prose, Series, SlotValue, Text, Topic

Part = Mapping[str, SlotValue]


def prose(text: str) -> Prose:
    return Prose(((Text(text),),))


def points(*texts: str) -> tuple[Part, ...]:
    return tuple({"text": prose(text)} for text in texts)


def named(*names: str) -> tuple[Part, ...]:
    return tuple({"name": prose(name), "text": prose(f"{name}都照规矩办")} for name in names)


def figures(*labels: str) -> tuple[Part, ...]:
    return tuple(
        {"figure": Prose(((Number("12", "件"),),)), "label": prose(label)} for label in labels
    )


def pictures(count: int) -> tuple[Part, ...]:
    return tuple({"picture": Picture(f"{n}.jpg", f"照片{n}")} for n in range(count))


CHART = {"chart": Chart("bar", "诉求类别", ("邻里", "物业"), (Series("", (3.0, 4.0)),))}


def topic(form: str = "", slots: Part | None = None, **groups: tuple[Part, ...]) -> Topic:
    return Topic(
        {"kicker": prose("出发点"), "title": prose("把诉求办到家门口"), **(slots or {})},
        groups,
        form,
    )
