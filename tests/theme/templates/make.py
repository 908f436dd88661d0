"""Deck templates in the manner of offices, schools and firms: `python make.py` writes all of them here.

Each begins as the template of python-pptx and gets what that library never writes; the names of the
functions and their first lines say what. Those in SAVED_BY_LIBREOFFICE are opened and saved again by
LibreOffice, which needs `soffice`. Names and words are invented.
"""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pptx
from lxml import etree
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.util import Emu

HERE = Path(__file__).parent
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
Parts = dict[str, bytes]

CHINESE = ("标题幻灯片", "标题和内容", "节标题", "两栏内容", "比较", "仅标题", "空白", "内容与标题",
           "图片与标题", "标题和竖排文字", "竖排标题与文本")  # fmt: skip
RED = {"dk2": "7A0C12", "lt2": "FBF3E6", "accent1": "B01E23", "accent2": "C8963E", "accent3": "6E6259",
       "accent4": "D9A441", "accent5": "8C4A2F", "accent6": "A8A29A"}  # fmt: skip
BLUE = {"dk2": "12355B", "lt2": "EAF1F8", "accent1": "1F5FA8", "accent2": "E07B28", "accent3": "5B7F95",
        "accent4": "2E9E8F", "accent5": "8E5EA2", "accent6": "B5B5B5"}  # fmt: skip


# --- what the templates are made of ---------------------------------------------------------------


def blank(width: int = 12192000, height: int = 6858000) -> Presentation:
    """Return the template of python-pptx, stretched to a size in EMU."""
    deck = pptx.Presentation()
    across, down = width / 9144000, height / 6858000
    for part in (deck.slide_master, *deck.slide_layouts):
        for box in part.element.iter(f"{{{A}}}off", f"{{{A}}}ext"):
            for key, share in (("x", across), ("cx", across), ("y", down), ("cy", down)):
                if key in box.attrib:
                    box.set(key, str(round(int(box.get(key)) * share)))
    deck.slide_width, deck.slide_height = Emu(width), Emu(height)
    return deck


def name_layouts(deck: Presentation, names: tuple[str, ...] = CHINESE) -> None:
    """Give the layouts other names, in order."""
    for layout, name in zip(deck.slide_layouts, names, strict=False):
        layout.element.cSld.set("name", name)


def keep(deck: Presentation, *names: str) -> None:
    """Remove the layouts with other names."""
    for layout in list(deck.slide_layouts):
        if layout.name not in names:
            deck.slide_layouts.remove(layout)


def placeholder(
    layout: object, kind: str, idx: int, box: tuple[float, float, float, float]
) -> None:
    """Add a placeholder to a layout; its box is in shares of a slide of 12192000 × 6858000 EMU."""
    x, y, w, h = (
        round(share * side) for share, side in zip(box, (12192000, 6858000) * 2, strict=True)
    )
    type_ = f' type="{kind}"' if kind != "obj" else ""
    layout.element.cSld.spTree.append(parse_xml(  # type: ignore[attr-defined]
        f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{900 + idx}" name="占位符 {idx}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph{type_} sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{w}" cy="{h}"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN"/>'
        f"<a:t>单击此处编辑</a:t></a:r></a:p></p:txBody></p:sp>"))  # fmt: skip


def drop(layout: object, *kinds: str) -> None:
    """Remove the placeholders of some types, named as python-pptx names them (BODY, OBJECT …)."""
    for shape in list(layout.placeholders):  # type: ignore[attr-defined]
        if shape.placeholder_format.type.name in kinds:
            shape._element.getparent().remove(shape._element)


def band(part: object, box: tuple[float, float, float, float], colour: str) -> None:
    """Draw a coloured band behind everything; the box is in shares of a slide."""
    x, y, w, h = (
        round(share * side) for share, side in zip(box, (12192000, 6858000) * 2, strict=True)
    )
    part.element.cSld.spTree.insert(2, parse_xml(  # type: ignore[attr-defined]
        f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="990" name="色带"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'))  # fmt: skip


def parts_of(deck: Presentation) -> Parts:
    """Return the parts of a deck by name."""
    out = io.BytesIO()
    deck.save(out)
    with ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: Parts) -> bytes:
    """Return the file of some parts."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def recolour(parts: Parts, colours: Mapping[str, str], major: str, minor: str) -> None:
    """Give the theme colours and Chinese faces."""
    name = "ppt/theme/theme1.xml"
    text = parts[name].decode()
    for slot, colour in colours.items():
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf'\1<a:srgbClr val="{colour}"/>\2', text)
    for tag, face in (("majorFont", major), ("minorFont", minor)):
        text = re.sub(rf'(<a:{tag}>.*?<a:ea typeface=)""', rf'\1"{face}"', text, count=1)
    parts[name] = text.encode()


def replace(parts: Parts, name: str, old: str, new: str) -> None:
    """Replace a text of a part that must have it."""
    text = parts[name].decode()
    if old not in text:
        raise ValueError(f"{old} is not in {name}")
    parts[name] = text.replace(old, new, 1).encode()


def relate(parts: Parts, source: str, rid: str, kind: str, target: str) -> None:
    """Add a relationship."""
    folder, _, file = source.rpartition("/")
    rel = f'<Relationship Id="{rid}" Type="{R}/{kind}" Target="{target}"/></Relationships>'
    replace(parts, f"{folder}/_rels/{file}.rels", "</Relationships>", rel)


def declare(parts: Parts, name: str, kind: str) -> None:
    """Add the content type of a part."""
    replace(
        parts,
        "[Content_Types].xml",
        "</Types>",
        f'<Override PartName="/{name}" ContentType="{kind}"/></Types>',
    )


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


# --- the templates --------------------------------------------------------------------------------


def office_red() -> bytes:
    """4:3, Chinese names, 小标宋 and 仿宋, a red band on the master, a picture as background of the cover."""
    deck = blank(9144000, 6858000)
    name_layouts(deck)
    band(deck.slide_master, (0, 0, 0.75, 0.02), "accent1")
    parts = parts_of(deck)
    recolour(parts, RED, "方正小标宋简体", "仿宋_GB2312")
    parts["ppt/media/ground.png"] = png(64, 48, (251, 243, 230))
    replace(
        parts,
        "[Content_Types].xml",
        "<Override",
        '<Default Extension="png" ContentType="image/png"/><Override',
    )
    relate(parts, "ppt/slideLayouts/slideLayout1.xml", "rId9", "image", "../media/ground.png")
    replace(parts, "ppt/slideLayouts/slideLayout1.xml", "<p:spTree>",
            '<p:bg><p:bgPr><a:blipFill><a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
            "<a:effectLst/></p:bgPr></p:bg><p:spTree>")  # fmt: skip
    return package(parts)


def school_two_masters() -> bytes:
    """16:9 with two masters, each with a theme of its own; the second has copies named 1_…."""
    deck = blank()
    name_layouts(deck)
    parts = parts_of(deck)
    recolour(parts, BLUE, "微软雅黑", "微软雅黑")
    parts["ppt/theme/theme2.xml"] = parts["ppt/theme/theme1.xml"].replace(b"1F5FA8", b"3A7D44")
    declare(
        parts, "ppt/theme/theme2.xml", "application/vnd.openxmlformats-officedocument.theme+xml"
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml"
    rels = []
    for number in range(1, 4):
        own = f"ppt/slideLayouts/slideLayout{11 + number}.xml"
        parts[own] = parts[f"ppt/slideLayouts/slideLayout{number}.xml"].replace(
            b'name="', b'name="1_', 1
        )
        text = parts[own].decode()
        parts[own] = re.sub(r'(<p:cSld name=")(?:1_)?', r"\g<1>1_", text).encode()
        parts[f"ppt/slideLayouts/_rels/slideLayout{11 + number}.xml.rels"] = (
            parts["ppt/slideLayouts/_rels/slideLayout1.xml.rels"].replace(b"slideMaster1", b"slideMaster2"))  # fmt: skip
        declare(parts, own, f"{kind}.slideLayout+xml")
        rels.append(
            f'<Relationship Id="rId{number}" Type="{R}/slideLayout" Target="../slideLayouts/slideLayout{11 + number}.xml"/>'
        )
    rels.append(f'<Relationship Id="rId4" Type="{R}/theme" Target="../theme/theme2.xml"/>')
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts["ppt/slideMasters/_rels/slideMaster2.xml.rels"] = (
        f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rels)}</Relationships>'.encode())  # fmt: skip
    ids = "".join(f'<p:sldLayoutId id="{2147483700 + n}" r:id="rId{n}"/>' for n in range(1, 4))
    master = parts["ppt/slideMasters/slideMaster1.xml"].decode()
    parts["ppt/slideMasters/slideMaster2.xml"] = re.sub(
        r"<p:sldLayoutIdLst>.*?</p:sldLayoutIdLst>", f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>", master, flags=re.DOTALL).encode()  # fmt: skip
    declare(parts, "ppt/slideMasters/slideMaster2.xml", f"{kind}.slideMaster+xml")
    relate(parts, "ppt/presentation.xml", "rId90", "slideMaster", "slideMasters/slideMaster2.xml")
    replace(
        parts,
        "ppt/presentation.xml",
        "</p:sldMasterIdLst>",
        '<p:sldMasterId id="2147483699" r:id="rId90"/></p:sldMasterIdLst>',
    )
    return package(parts)


def firm_with_buttons() -> bytes:
    """English names, a button of a layout leads to a sample slide; sections, a custom show that is the one shown."""
    deck = blank()
    for number in range(3):
        deck.slides.add_slide(deck.slide_layouts[number])
    parts = parts_of(deck)
    recolour(parts, BLUE, "黑体", "微软雅黑")
    layout = "ppt/slideLayouts/slideLayout2.xml"
    relate(parts, layout, "rId7", "slide", "../slides/slide1.xml")
    replace(parts, layout, "</p:spTree>",
            '<p:sp><p:nvSpPr><p:cNvPr id="77" name="Home"><a:hlinkClick r:id="rId7" action="ppaction://hlinksldjump"/></p:cNvPr>'
            '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="11500000" y="100000"/><a:ext cx="400000" cy="300000"/>'
            '</a:xfrm><a:prstGeom prst="actionButtonHome"><a:avLst/></a:prstGeom></p:spPr></p:sp></p:spTree>')  # fmt: skip
    ids = re.findall(r'<p:sldId\b[^>]*r:id="(\w+)"', parts["ppt/presentation.xml"].decode())
    text = "".join(f'<p:sld r:id="{rid}"/>' for rid in ids[:2])
    replace(parts, "ppt/presentation.xml", "<p:defaultTextStyle",
            f'<p:custShowLst><p:custShow name="短讲" id="0"><p:sldLst>{text}</p:sldLst></p:custShow></p:custShowLst><p:defaultTextStyle')  # fmt: skip
    replace(
        parts,
        "ppt/presProps.xml",
        "<p:extLst",
        '<p:showPr><p:present/><p:custShow id="0"/></p:showPr><p:extLst',
    )
    return package(parts)


def wps_pages() -> bytes:
    """As WPS has them: pages named 封面页 …, layouts without types, an ending of drawings only, tags on the master."""
    deck = blank()
    name_layouts(
        deck, ("封面页", "正文页", "过渡页", "图文页", "目录页", "仅标题", "结束页", "", "图片页")
    )
    for layout in deck.slide_layouts:
        layout.element.attrib.pop("type", None)
    keep(deck, "封面页", "正文页", "过渡页", "图文页", "目录页", "结束页", "图片页")
    for layout in deck.slide_layouts:
        layout.element.set("userDrawn", "1")
        if layout.name == "结束页":
            drop(layout, "DATE", "FOOTER", "SLIDE_NUMBER")
            band(layout, (0, 0, 1, 1), "accent1")
        if layout.name == "目录页":
            drop(layout, "BODY")
            shapes = [s for s in layout.placeholders if s.placeholder_format.type.name == "OBJECT"]
            shapes[1]._element.getparent().remove(shapes[1]._element)
    parts = parts_of(deck)
    recolour(parts, RED, "华文中宋", "微软雅黑")
    parts["ppt/tags/tag1.xml"] = (
        f'<p:tagLst {NS}><p:tag name="KSO_WM_TEMPLATE" val="示例"/></p:tagLst>'.encode()
    )
    declare(
        parts,
        "ppt/tags/tag1.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.tags+xml",
    )
    relate(parts, "ppt/presentation.xml", "rId88", "tags", "tags/tag1.xml")
    replace(
        parts,
        "ppt/presentation.xml",
        "<p:defaultTextStyle",
        '<p:custDataLst><p:tags r:id="rId88"/></p:custDataLst><p:kinsoku invalStChars="，。" invalEndChars="（"/><p:defaultTextStyle',
    )
    return package(parts)


def upright_a4() -> bytes:
    """An upright page of A4, for a display at the wall."""
    deck = blank(6858000, 9906000)
    name_layouts(deck)
    keep(deck, "标题幻灯片", "标题和内容", "节标题")
    parts = parts_of(deck)
    recolour(parts, RED, "黑体", "楷体_GB2312")
    return package(parts)


def night_blue() -> bytes:
    """Light on dark: the master takes the dark colour for its ground, texts have a colour of their own."""
    deck = blank()
    name_layouts(deck)
    parts = parts_of(deck)
    recolour(parts, {**BLUE, "dk1": "0B1F3A"}, "微软雅黑", "微软雅黑")
    master = parts["ppt/slideMasters/slideMaster1.xml"].decode()
    master = master.replace('bg1="lt1"', 'bg1="dk1"').replace('tx1="dk1"', 'tx1="lt1"')
    head, style, rest = master.partition("<p:bodyStyle>")
    rest = rest.replace('<a:schemeClr val="tx1"/>', '<a:srgbClr val="F2F6FF"/>', 1)
    parts["ppt/slideMasters/slideMaster1.xml"] = (head + style + rest).encode()
    return package(parts)


def titles_only() -> bytes:
    """No placeholder for contents at all: a cover, 仅标题 and 空白."""
    deck = blank()
    name_layouts(deck)
    keep(deck, "标题幻灯片", "仅标题", "空白")
    parts = parts_of(deck)
    recolour(parts, RED, "黑体", "宋体")
    return package(parts)


def bare() -> bytes:
    """One empty layout: the designer drew text boxes on sample slides instead of placeholders."""
    deck = blank()
    name_layouts(deck)
    keep(deck, "空白")
    deck.slides.add_slide(deck.slide_layouts[0])
    parts = parts_of(deck)
    recolour(parts, BLUE, "微软雅黑", "微软雅黑")
    return package(parts)


def other_prefixes() -> bytes:
    """Presentation and layouts with the prefixes of another program: ns0, ns1 and no prefix."""
    deck = blank(9144000, 6858000)
    name_layouts(deck)
    parts = parts_of(deck)
    recolour(parts, BLUE, "黑体", "宋体")
    for name, prefixes in (("ppt/presentation.xml", {"ns0": P, "ns1": R, "ns2": A}),
                           ("ppt/slideLayouts/slideLayout2.xml", {None: P, "ns1": R, "d": A})):  # fmt: skip
        root = etree.fromstring(parts[name])
        other = etree.Element(root.tag, attrib=dict(root.attrib), nsmap=prefixes)
        other.extend(list(root))
        parts[name] = etree.tostring(other, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package(parts)


def made_for_each() -> bytes:
    """Placeholders made for pictures, charts, tables, drawings and films, on layouts with the designer's names."""
    deck = blank()
    name_layouts(deck, ("首页", "文字页", "章节页", "左文右图", "图表", "表格", "照片墙", "媒体"))
    keep(deck, "首页", "文字页", "章节页", "左文右图", "图表", "表格", "照片墙", "媒体")
    for layout in deck.slide_layouts:
        layout.element.attrib.pop("type", None)
    left, right, whole = (0.05, 0.25, 0.43, 0.6), (0.52, 0.25, 0.43, 0.6), (0.05, 0.25, 0.9, 0.6)
    wanted = {"左文右图": (("body", left), ("pic", right)), "图表": (("chart", whole),), "表格": (("tbl", whole),),
              "照片墙": (("pic", left), ("pic", right)), "媒体": (("media", left), ("dgm", right))}  # fmt: skip
    for layout in deck.slide_layouts:
        if layout.name in wanted:
            drop(layout, "OBJECT", "BODY", "PICTURE")
            for number, (kind, box) in enumerate(wanted[layout.name]):
                placeholder(layout, kind, 21 + number, box)
    titled = {
        layout.name
        for layout in deck.slide_layouts
        if any(s.placeholder_format.type.name == "TITLE" for s in layout.placeholders)
    }
    for layout in deck.slide_layouts:
        if layout.name in wanted and layout.name not in titled:
            placeholder(layout, "title", 0, (0.05, 0.05, 0.9, 0.15))
    parts = parts_of(deck)
    recolour(parts, RED, "方正小标宋简体", "微软雅黑")
    return package(parts)


def guarded() -> bytes:
    """Asks for a password before a change, has authors of comments and a large body text of plain placeholders."""
    deck = blank()
    name_layouts(deck)
    for layout in deck.slide_layouts:
        for ph in layout.element.iter(f"{{{P}}}ph"):
            if ph.get("type") is None:
                ph.set("type", "body")
    parts = parts_of(deck)
    recolour(parts, RED, "黑体", "仿宋")
    replace(parts, "ppt/presentation.xml", "</p:defaultTextStyle>",
            '</p:defaultTextStyle><p:modifyVerifier cryptProviderType="rsaAES" cryptAlgorithmClass="hash" cryptAlgorithmType="typeAny" '
            'cryptAlgorithmSid="14" spinCount="100000" saltData="AAAA" hashData="AAAA"/>')  # fmt: skip
    parts["ppt/commentAuthors.xml"] = (
        f'<p:cmAuthorLst {NS}><p:cmAuthor id="1" name="示例" initials="示" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'.encode()
    )
    declare(
        parts,
        "ppt/commentAuthors.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml",
    )
    relate(parts, "ppt/presentation.xml", "rId77", "commentAuthors", "commentAuthors.xml")
    return package(parts)


def columns_of_text() -> bytes:
    """The only texts run in columns from right to left, beside one plain layout without a title."""
    deck = blank()
    name_layouts(deck)
    keep(deck, "标题幻灯片", "竖排标题与文本", "两栏内容")
    for layout in deck.slide_layouts:
        if layout.name == "两栏内容":
            drop(layout, "TITLE")
    parts = parts_of(deck)
    recolour(parts, BLUE, "华文中宋", "华文楷体")
    return package(parts)


def county_media() -> bytes:
    """16:10 with a footer of three fields, a theme without East Asian faces but with those of scripts."""
    deck = blank(10972800, 6858000)
    name_layouts(deck)
    parts = parts_of(deck)
    recolour(parts, RED, "", "")
    return package(parts)


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    made.__name__.replace("_", "-"): made
    for made in (office_red, school_two_masters, firm_with_buttons, wps_pages, upright_a4, night_blue, titles_only, bare,
                 other_prefixes, made_for_each, guarded, columns_of_text, county_media)
}  # fmt: skip
SAVED_BY_LIBREOFFICE = frozenset(
    {
        "school-two-masters",
        "wps-pages",
        "night-blue",
        "titles-only",
        "made-for-each",
        "guarded",
        "county-media",
    }
)


def save_again(data: bytes) -> bytes:
    """Return a .pptx as LibreOffice saves it, with a sample slide for each layout: others it drops."""
    deck, out = pptx.Presentation(io.BytesIO(data)), io.BytesIO()
    for master in deck.slide_masters:
        for layout in master.slide_layouts:
            deck.slides.add_slide(layout)
    deck.save(out)
    data = out.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.pptx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", "pptx:Impress MS PowerPoint 2007 XML",
                        "--outdir", f"{folder}/out", str(source)], check=True, capture_output=True)  # fmt: skip
        return (Path(folder) / "out" / "in.pptx").read_bytes()


def main() -> None:
    """Write the templates named on the command line, or all of them."""
    for name in sys.argv[1:] or TEMPLATES:
        data = TEMPLATES[name]()
        (HERE / f"{name}.pptx").write_bytes(data)
        if name in SAVED_BY_LIBREOFFICE:
            (HERE / f"{name}-libreoffice.pptx").write_bytes(save_again(data))


if __name__ == "__main__":
    main()
