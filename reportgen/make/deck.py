"""The layouts of a theme folder and a palette in; deck.pptx, deck.yaml and deck.json out.

Every colour of a layout or master is a colour of the theme: two palettes differ in the a:clrScheme
of the theme parts and in nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from reportgen.document.nodes import Properties
from reportgen.make.deck_parts import presentation, slide_master, table_styles, theme
from reportgen.make.drawing import NAMESPACES, Pen, part
from reportgen.make.expressions import Data, Datum
from reportgen.make.layouts import Layout, Sides
from reportgen.theme.notes_master import NOTES_MASTER
from reportgen.theme.palettes import Palette
from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    Member,
    Relationship,
    content_types,
    pack,
    prepare,
    relationships_of,
)
from reportgen.write.properties import property_parts
from reportgen.write.xml import element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
PT_PER_PX = 0.75
LARGE_PT = 24  # WCAG 2.2, 1.4.3: text from 18 pt counts as large; kept stricter for a back row
LARGE_RATIO, NORMAL_RATIO = 3.0, 4.5


def deck_package(common: Data, layouts: Sequence[Layout], palette: Palette, title: str) -> bytes:
    """Return the PowerPoint template of a theme called `title`, in the colours of a palette."""
    pen = Pen(common)
    master, notes = "ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/notesMaster1.xml"
    parts = {
        "ppt/presentation.xml": ("presentationml.presentation.main", presentation(common)),
        "ppt/presProps.xml": (
            "presentationml.presProps",
            part(element("p:presentationPr", NAMESPACES)),
        ),
        "ppt/viewProps.xml": ("presentationml.viewProps", part(element("p:viewPr", NAMESPACES))),
        "ppt/tableStyles.xml": ("presentationml.tableStyles", table_styles(common)),
        "ppt/theme/theme1.xml": ("theme", theme(common, palette, title, palette.title)),
        "ppt/theme/theme2.xml": ("theme", theme(common, palette, title, f"{palette.title} 备注")),
        master: ("presentationml.slideMaster", slide_master(common, layouts)),
        notes: ("presentationml.notesMaster", NOTES_MASTER),
    }
    targets = {
        "ppt/presentation.xml": [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ],
        master: [("theme", "../theme/theme1.xml")],
        notes: [("theme", "../theme/theme2.xml")],
    }
    for number, layout in enumerate(layouts, 1):
        name = f"ppt/slideLayouts/slideLayout{number}.xml"
        parts[name] = ("presentationml.slideLayout", part(pen.layout(layout)))
        targets[name] = [("slideMaster", "../slideMasters/slideMaster1.xml")]
        targets[master].append(("slideLayout", f"../slideLayouts/slideLayout{number}.xml"))
    return _packed(parts, targets, title)


def _packed(
    parts: Mapping[str, tuple[str, str]],
    targets: Mapping[str, Sequence[tuple[str, str]]],
    title: str,
) -> bytes:
    """Return the package of parts (content type and XML by name) and their relationships."""
    property_members, property_types, property_rels = property_parts(Properties(title))
    types = [(f"/{name}", f"{_TYPE}.{kind}+xml") for name, (kind, _) in parts.items()]
    defaults = [("rels", RELATIONSHIPS_TYPE), ("xml", "application/xml")]
    root = Relationship("rId1", f"{_OFFICE}/officeDocument", "ppt/presentation.xml")
    return pack(
        [
            prepare(Member(CONTENT_TYPES, content_types([*types, *property_types], defaults))),
            relationships_of("", (root, *property_rels)),
            *(
                relationships_of(
                    source,
                    tuple(
                        Relationship(f"rId{number}", f"{_OFFICE}/{kind}", target)
                        for number, (kind, target) in enumerate(listed, 1)
                    ),
                )
                for source, listed in targets.items()
            ),
            *(prepare(Member(name, xml.encode())) for name, (_, xml) in parts.items()),
            *map(prepare, property_members),
        ]
    )


class _OnOneLine(dict[str, Datum]):
    """A mapping that deck.yaml has on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML, a slot on one line."""


_Dumper.add_representer(
    _OnOneLine,
    lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True),
)


def deck_yaml(common: Data, layouts: Sequence[Layout]) -> bytes:
    """Return deck.yaml, what deck.pptx cannot say: families, counts, least sizes, contrasts, styles."""
    data: Data = {
        "theme_colours": common["theme_colours"],
        "contrast": contrast_pairs(layouts),
        "tones": common.get("tones", {}),
        **{
            key: common[key]
            for key in ("emphasis", "charts", "tables", "navigation")
            if key in common
        },
        "layouts": {layout.name: _described(layout) for layout in layouts},
    }
    text = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=200,
    )
    head = (
        "# 由 reportgen theme make 从 layouts/*.yaml 生成，要改就改那里；位置在 deck.pptx 里。\n"
        "# grow_pt：放不下时框的左、上、右、下各加大多少磅。min_pt：再放不下时字号最小缩到多少。\n"
        "# mass：大色块在哪边，同一边不连用三页。navigation：上方有各部分，下方有回目录的字。\n"
        "# optional：这一页可以没有这一项。without：那一项空着时，框的左、上、右、下各加大多少磅。\n"
        "# contrast：文字颜色、底色、最低对比度（WCAG 2.2 第1.4.3条）。\n"
    )
    return (head + text).encode()


def contrast_pairs(layouts: Sequence[Layout]) -> list[Data]:
    """Return each text and background colour used together, with the least ratio it must have."""
    ratios: dict[tuple[str, str], float] = {}
    for layout in layouts:
        for slot in layout.slots:
            text = slot.text
            needed = LARGE_RATIO if slot.min_pt >= LARGE_PT else NORMAL_RATIO
            pairs = [(text.color, text.behind, needed)]
            if text.unit:
                size, colour = text.unit
                least = NORMAL_RATIO if size < LARGE_PT else LARGE_RATIO
                pairs.append((colour, text.behind, least))
            for colour, behind, ratio in pairs:
                ratios[colour, behind] = max(ratio, ratios.get((colour, behind), 0))
    return [
        {"text": colour, "behind": behind, "ratio": ratio}
        for (colour, behind), ratio in sorted(ratios.items())
    ]


def _in_pt(sides: Sides) -> list[float]:
    return [round(side * PT_PER_PX, 2) for side in sides]


def _described(layout: Layout) -> Data:
    slots = {}
    for slot in layout.slots:
        slots[slot.name] = _OnOneLine(role=slot.role, min_pt=slot.min_pt)
        if slot.optional:
            slots[slot.name]["optional"] = True
        if slot.look:
            slots[slot.name]["look"] = slot.look
        if any(slot.grow):
            slots[slot.name]["grow_pt"] = _in_pt(slot.grow)
        if slot.without:
            sides = {other: _in_pt(sides) for other, sides in slot.without.items()}
            slots[slot.name]["without"] = sides
    count = {"count": layout.count} if layout.count else {}
    mass = {"mass": layout.mass} if layout.mass else {}
    navigation = {"navigation": True} if layout.navigation else {}
    return {"family": layout.family, **count, **mass, **navigation, "slots": slots}
