"""What layouts share and a palette in; the theme, the master and the small parts of deck.pptx out."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.make.drawing import NAMESPACES, Pen, emu, part, points, solid, tree
from reportgen.make.expressions import Data
from reportgen.make.layouts import Expander, Layout, master_shapes
from reportgen.theme.notes_master import COLOUR_MAP
from reportgen.theme.palettes import Palette, SchemeColours
from reportgen.theme.typefaces import font_attributes
from reportgen.units import emu_of_pt
from reportgen.write.xml import Value, Xml, element

PAGE_CX, PAGE_CY = 12192000, 6858000
NOTES_CX, NOTES_CY = 6858000, 9144000
_FIRST_MASTER_ID = 2147483648  # ECMA-376 part 1, 19.7.12: ST_SlideMasterId starts there
_DRAWINGML = {"xmlns:a": NAMESPACES["xmlns:a"]}


def theme(common: Data, palette: Palette, title: str, name: str) -> str:
    """Return a theme part called `name`; `title` is that of the theme folder."""
    scheme = SchemeColours.model_validate(common["theme_colours"])
    colours = [
        element(f"a:{slot}", None, element("a:srgbClr", {"val": palette.colours[colour]}))
        for slot, colour in scheme
    ]
    fonts = [
        element(
            f"a:{key}Font",
            None,
            element("a:latin", font_attributes(face["latin"])),
            element("a:ea", font_attributes(face["ea"])),
            element("a:cs", {"typeface": ""}),
            element("a:font", {"script": "Hans", "typeface": face["ea"]}),
        )
        for key, face in common["fonts"].items()
    ]
    plain = solid(element("a:schemeClr", {"val": "phClr"}))
    effect = element("a:effectStyle", None, element("a:effectLst"))
    formats = (
        element("a:fillStyleLst", None, *[plain] * 3),
        element(
            "a:lnStyleLst", None, *(element("a:ln", {"w": w}, plain) for w in (9525, 12700, 19050))
        ),
        element("a:effectStyleLst", None, *[effect] * 3),
        element("a:bgFillStyleLst", None, *[plain] * 3),
    )
    elements = element(
        "a:themeElements",
        None,
        element("a:clrScheme", {"name": name}, *colours),
        element("a:fontScheme", {"name": title}, *fonts),
        element("a:fmtScheme", {"name": title}, *formats),
    )
    after = (element("a:objectDefaults"), element("a:extraClrSchemeLst"))
    return part(element("a:theme", {**_DRAWINGML, "name": name}, elements, *after))


def slide_master(common: Data, layouts: Sequence[Layout]) -> str:
    """Return the slide master: page colour, head furniture, title, body, footer and number."""
    pen, expander = Pen(common), Expander(common)
    names: Data = {"n": 0}
    slots = [expander.slot(entry, names) for entry in common["master"]["slots"]]
    shapes = [pen.decoration(s, n) for n, s in enumerate(master_shapes(common), 2)]
    after = len(shapes) + 2
    shapes += [pen.placeholder(s, n, "master") for n, s in enumerate(slots, after)]
    listed = [
        element("p:sldLayoutId", {"id": _FIRST_MASTER_ID + number, "r:id": f"rId{number + 1}"})
        for number in range(1, len(layouts) + 1)
    ]
    title, body = (pen.levels(slot.text) for slot in slots[:2])
    lower = [_body_level(pen, level) for level in range(2, 10)]
    other = element("a:lvl1pPr", {"marL": 0, "algn": "l"}, pen.run("minor", 18, "text"))
    return part(
        element(
            "p:sldMaster",
            {**NAMESPACES, "preserve": True},
            element("p:cSld", None, pen.background("page"), tree(shapes)),
            Xml(COLOUR_MAP),
            element("p:sldLayoutIdLst", None, *listed),
            element("p:hf", {"hdr": False, "dt": False}),
            element(
                "p:txStyles",
                None,
                element("p:titleStyle", None, *title),
                element("p:bodyStyle", None, *body, *lower),
                element("p:otherStyle", None, other),
            ),
        )
    )


def _body_level(pen: Pen, level: int) -> Xml:
    return element(
        f"a:lvl{level}pPr",
        {"marL": emu(28) * (level - 1), "indent": -emu(20), "algn": "l"},
        points("a:lnSpc", 28),
        points("a:spcBef", 4),
        element("a:buClr", None, pen.colour("accent")),
        element("a:buFont", {"typeface": "Arial"}),
        element("a:buChar", {"char": "▪"}),
        pen.run("minor", 18, "text"),
    )


def presentation(common: Data) -> str:
    """Return the presentation part: 16:9, one master, a notes master, no slides."""
    run = Pen(common).run("minor", 18, "text")
    levels = [element(f"a:lvl{n}pPr", {"marL": 0, "algn": "l"}, run) for n in range(1, 10)]
    language = element("a:defPPr", None, element("a:defRPr", {"lang": "zh-CN"}))
    master = element("p:sldMasterId", {"id": _FIRST_MASTER_ID, "r:id": "rId1"})
    notes = element("p:notesMasterId", {"r:id": "rId2"})
    return part(
        element(
            "p:presentation",
            {**NAMESPACES, "saveSubsetFonts": True},
            element("p:sldMasterIdLst", None, master),
            element("p:notesMasterIdLst", None, notes),
            element("p:sldSz", {"cx": PAGE_CX, "cy": PAGE_CY}),
            element("p:notesSz", {"cx": NOTES_CX, "cy": NOTES_CY}),
            element("p:defaultTextStyle", None, language, *levels),
        )
    )


def table_styles(common: Data) -> str:
    """Return the table styles part: a header, even rows and rules as the shared data say.

    A rule above the table and one under its header stand only where their widths are given.
    """
    pen, table, drawn = Pen(common), common["tables"], common["table_style"]

    def rule(side: str, pt: float, colour: str) -> Xml:
        line: dict[str, Value] = {"w": emu_of_pt(pt), "cmpd": "sng"}
        return element(f"a:{side}", None, element("a:ln", line, solid(pen.colour(colour))))

    def no_rule(side: str) -> Xml:
        return element(f"a:{side}", None, element("a:ln", None, element("a:noFill")))

    def words(font: str, scheme: str) -> Xml:
        reference = element("a:fontRef", {"idx": font}, element("a:prstClr", {"val": "black"}))
        return element("a:tcTxStyle", {"b": "off"}, reference, _scheme(scheme))

    def cells(fill: Xml, *rules: Xml) -> Xml:
        borders = element("a:tcBdr", None, *rules)
        return element("a:tcStyle", None, borders, element("a:fill", None, fill))

    whole = cells(
        element("a:noFill"),
        no_rule("left"),
        no_rule("right"),
        rule("top", drawn["top_rule_pt"], "structure")
        if "top_rule_pt" in drawn
        else no_rule("top"),
        rule("bottom", drawn["bottom_rule_pt"], "structure"),
        rule("insideH", drawn["rule_pt"], "hairline"),
        no_rule("insideV"),
    )
    under_header = (
        [rule("bottom", drawn["header_rule_pt"], "structure")] if "header_rule_pt" in drawn else []
    )
    band = cells(_cell_fill(drawn["band_fill"]))
    header = cells(_cell_fill(drawn["header_fill"]), *under_header)
    style = element(
        "a:tblStyle",
        {"styleId": table["style_id"], "styleName": drawn["name"]},
        element("a:wholeTbl", None, words("minor", table["row"]["color"]), whole),
        element("a:band2H", None, band),
        element("a:firstRow", None, words("major", table["header"]["color"]), header),
    )
    return part(element("a:tblStyleLst", {**_DRAWINGML, "def": table["style_id"]}, style))


def _cell_fill(name: str) -> Xml:
    """Return the fill of a theme colour, or none for "none"."""
    return element("a:noFill") if name == "none" else solid(_scheme(name))


def _scheme(name: str) -> Xml:
    return element("a:schemeClr", {"val": name})
