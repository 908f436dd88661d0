"""layouts/*.yaml and a palette in; deck.pptx and deck.yaml (what the file itself cannot say) out.

Every colour in layouts and masters is a theme colour, so two palettes differ in the a:clrScheme of
the theme parts and in nothing else: recolouring a deck is replacing that one element.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import yaml
from deck_grid import Data
from deck_layouts import HERE, Layout, layouts, palette, shared
from deck_parts import (
    notes_master,
    presentation,
    slide_master,
    table_styles,
    theme,
)
from deck_xml import NAMESPACES, XML, Pen

from reportgen.theme.deck_template import read_template
from reportgen.theme.template_json import template_json

DEFAULT_PALETTE = "juli-red"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LARGE_PT = 24  # WCAG 2.2, 1.4.3: text from 18 pt counts as large; kept stricter for a back row
LARGE_RATIO, NORMAL_RATIO = 3.0, 4.5


def make_deck(out: Path, palette_name: str = DEFAULT_PALETTE) -> None:
    """Write the PowerPoint template in the colours of one palette."""
    common, chosen, made = shared(), palette(palette_name), layouts()
    colours, title = chosen["colours"], chosen["title"]
    pen = Pen(common)
    master, notes = "ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/notesMaster1.xml"
    contents = {
        "ppt/presentation.xml": ("presentationml.presentation.main", presentation(common)),
        "ppt/presProps.xml": (
            "presentationml.presProps",
            f"{XML}<p:presentationPr {NAMESPACES}/>",
        ),
        "ppt/viewProps.xml": ("presentationml.viewProps", f"{XML}<p:viewPr {NAMESPACES}/>"),
        "ppt/tableStyles.xml": ("presentationml.tableStyles", table_styles(common)),
        "ppt/theme/theme1.xml": ("theme", theme(common, colours, title)),
        "ppt/theme/theme2.xml": ("theme", theme(common, colours, f"{title} 备注")),
        master: ("presentationml.slideMaster", slide_master(common, made)),
        notes: ("presentationml.notesMaster", notes_master()),
        "docProps/app.xml": ("extended-properties", _app()),
    }
    relations = {
        "": [
            (f"{_OFFICE}/officeDocument", "ppt/presentation.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ],
        "ppt/presentation.xml": [
            (f"{_OFFICE}/slideMaster", "slideMasters/slideMaster1.xml"),
            (f"{_OFFICE}/notesMaster", "notesMasters/notesMaster1.xml"),
            (f"{_OFFICE}/presProps", "presProps.xml"),
            (f"{_OFFICE}/viewProps", "viewProps.xml"),
            (f"{_OFFICE}/theme", "theme/theme1.xml"),
            (f"{_OFFICE}/tableStyles", "tableStyles.xml"),
        ],
        master: [(f"{_OFFICE}/theme", "../theme/theme1.xml")],
        notes: [(f"{_OFFICE}/theme", "../theme/theme2.xml")],
    }
    for number, layout in enumerate(made, 1):
        name = f"ppt/slideLayouts/slideLayout{number}.xml"
        contents[name] = ("presentationml.slideLayout", pen.layout(layout))
        relations[name] = [(f"{_OFFICE}/slideMaster", "../slideMasters/slideMaster1.xml")]
        relations[master].append(
            (f"{_OFFICE}/slideLayout", f"../slideLayouts/slideLayout{number}.xml")
        )
    parts = {name: (f"{_TYPE}.{kind}+xml", text) for name, (kind, text) in contents.items()}
    parts["docProps/core.xml"] = (
        "application/vnd.openxmlformats-package.core-properties+xml",
        _core(),
    )
    _write_package(out, parts, relations)
    package = out.read_bytes()
    out.with_suffix(".json").write_bytes(template_json(package, read_template(package)))


def make_deck_yaml(out: Path) -> None:
    """Write what deck.pptx cannot say, without any coordinates.

    Families, counts, least sizes (pt), optional slots, contrast pairs, chart and table style.
    """
    common, made = shared(), layouts()
    data = {
        "theme_colours": common["theme_colours"],
        "contrast": contrast_pairs(made),
        **{key: common[key] for key in ("emphasis", "charts", "tables")},
        "layouts": {layout.name: _describe(layout) for layout in made},
    }
    text = yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=160
    )
    head = (
        "# Written by make.py from layouts/*.yaml; change those. Places are in deck.pptx.\n"
        "# min_pt: smallest size a fit may use. optional: the slot may be left out of a slide.\n"
        "# A numeral's unit is set in level 2 of its slot (a:lvl2pPr of the layout).\n"
        "# contrast: text colour, colour behind it, least ratio (WCAG 2.2, 1.4.3).\n"
    )
    out.write_text(head + text, encoding="utf-8")


def contrast_pairs(made: list[Layout]) -> list[Data]:
    """Return each text and background colour used together, with the least ratio it must have."""
    found: dict[tuple[str, str], float] = {}
    for layout in made:
        for slot in layout.slots:
            text = slot.text
            needed = LARGE_RATIO if slot.min_pt >= LARGE_PT else NORMAL_RATIO
            pairs = [(text.color, text.behind, needed)]
            if text.unit:
                size, colour = text.unit
                least = NORMAL_RATIO if size < LARGE_PT else LARGE_RATIO
                pairs.append((colour, text.behind, least))
            for colour, behind, ratio in pairs:
                found[colour, behind] = max(ratio, found.get((colour, behind), 0))
    return [
        {"text": colour, "behind": behind, "ratio": ratio}
        for (colour, behind), ratio in sorted(found.items())
    ]


def _describe(layout: Layout) -> Data:
    slots = {}
    for slot in layout.slots:
        slots[slot.name] = {"role": slot.role, "min_pt": slot.min_pt}
        if slot.optional:
            slots[slot.name]["optional"] = True
    count = {"count": layout.count} if layout.count else {}
    return {"family": layout.family, **count, "slots": slots}


def _core() -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>聚力</dc:title>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _app() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{XML}<Properties xmlns="{kind}"><Slides>0</Slides><Notes>0</Notes></Properties>'


def _write_package(
    out: Path,
    parts: dict[str, tuple[str, str]],
    relations: dict[str, list[tuple[str, str]]],
) -> None:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    files = {
        "[Content_Types].xml": (
            f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        )
    }
    for source, targets in relations.items():
        folder, _, leaf = source.rpartition("/")
        name = f"{folder}/_rels/{leaf}.rels" if source else "_rels/.rels"
        inner = "".join(
            f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        kind = f"{_PACKAGE}/relationships"
        files[name] = f'{XML}<Relationships xmlns="{kind}">{inner}</Relationships>'
    files |= {name: text for name, (_, text) in parts.items()}
    with zipfile.ZipFile(out, "w") as package:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode("utf-8"), compresslevel=9)


if __name__ == "__main__":
    make_deck(HERE / "deck.pptx")
    make_deck_yaml(HERE / "deck.yaml")
