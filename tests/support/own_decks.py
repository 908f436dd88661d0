"""A deck with every kind of content, built in a unit's own template; what stands in the file."""

from __future__ import annotations

import io
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pptx
from lxml import etree
from PIL import Image
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu
from support.themes import palette

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    Picture,
    Properties,
    Prose,
    Series,
    Slide,
    SlotValue,
    Table,
    Text,
    Topic,
)
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.write.powerpoint import lower, write_deck

if TYPE_CHECKING:
    from reportgen.write.written import Written

#: how many objects the deck has
OBJECTS = {"picture": 8, "chart": 4, "table": 1}


def prose(*texts: str) -> Prose:
    """Return paragraphs."""
    return Prose(tuple((Text(text),) for text in texts))


def chart(title: str) -> Chart:
    """Return a chart of three categories."""
    series = (Series("次数", (12.0, 4.0, 34.0)),)
    return Chart("column", title, ("支部党员大会", "党课", "主题党日"), series, "次")


def picture(caption: str) -> Picture:
    """Return a picture with its caption."""
    return Picture("a.jpg", caption, (Text(caption),))


def _table() -> Table:
    rows = (
        ("类别", "要求", "实际"),
        ("支部党员大会", "4", "6"),
        ("党课", "4", "4"),
        ("主题党日", "12", "13"),
    )
    cells = tuple(tuple(Cell((Text(text),)) for text in row) for row in rows)
    return Table((Column(), Column(), Column()), cells, caption=(Text("三会一课次数"),))


def _points(*texts: str) -> tuple[dict[str, SlotValue], ...]:
    return tuple({"text": prose(text)} for text in texts)


def deck() -> Deck:
    """Return a deck with a slide of every kind of content."""
    head: dict[str, SlotValue] = {"kicker": prose("学习型")}
    topics = (
        ({"title": prose("主要数字")}, {"figure": tuple(
            {"figure": prose(n), "label": prose(label), "note": prose("全年")}
            for n, label in (("34次", "开展活动"), ("130余篇", "媒体发稿"), ("110余家", "服务单位")))}),
        ({"title": prose("学在经常"), "lead": prose("学在日常，用在经常")},
         {"point": _points("领导领学在前", "小组研学在常", "党课辅导在要")}),
        ({"title": prose("一线淬炼")}, {"picture": ({"picture": picture("在村里整理档案")},),
                                     "point": _points("文件整理，一页一卷练就基本功", "档案接收，实战中熟悉全流程")}),
        ({"title": prose("活动阵地")}, {"picture": tuple({"picture": picture(f"阵地{n}")} for n in "一二三")}),
        ({"title": prose("四处阵地")}, {"picture": tuple({"picture": picture(f"场所{n}")} for n in "一二三四")}),
        ({"title": prose("三会一课")}, {"chart": ({"chart": chart("各类组织生活")},)}),
        ({"title": prose("活动次数")}, {"chart": ({"chart": chart("全年活动")},), "point": _points("主题党日最多")}),
        ({"title": prose("两年对照")}, {"chart": ({"chart": chart("上年")}, {"chart": chart("今年")})}),
        ({"title": prose("要求和实际")}, {"table": ({"table": _table()},)}),
        ({"title": prose("存在的问题")}, {"problem": tuple(
            {"problem": prose(p), "measure": prose(m)} for p, m in (("学习不够深", "每月集中学习"), ("走访不够多", "每季入户一次")))}),
    )  # fmt: skip
    slides: list[Slide | Topic] = [
        Slide("cover", {"unit": prose("示例党支部"), "title": prose("2025年度工作总结"), "presenter": prose("书记：王一鸣")}),
        Slide("contents", {"title": prose("目　录")}, ({"type": prose("学习型")}, {"type": prose("服务型")})),
        Slide("section", {"numeral": prose("1"), "type": prose("学习型"), "title": prose("以学习型党支部为出发点")},
              section="学习型"),
        *(Topic({**head, **slots}, groups, section="学习型", notes=((Text("讲稿"),),)) for slots, groups in topics),
        Slide("closing", {"title": prose("敬请批评指正"), "subtitle": prose("示例党支部")}),
    ]  # fmt: skip
    return Deck(Properties("示例"), tuple(slides), "示例党支部　2025年度")


@cache
def photo() -> bytes:
    """Return a small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (160, 120), (150, 30, 40)).save(out, "JPEG")
    return out.getvalue()


def theme(
    package: bytes, settings: dict[str, Any] | None = None, *, recolour: bool = False
) -> DeckTheme:
    """Return the theme of a unit's own template with the values of a deck.yaml."""
    values = DeckSettings.model_validate(settings or {})
    return load_deck_theme(package, values, palette("juli-red"), recolour=recolour)


def build(
    package: bytes, settings: dict[str, Any] | None = None, *, recolour: bool = False
) -> Written:
    """Return the deck written into a unit's own template."""
    own = theme(package, settings, recolour=recolour)
    return write_deck(lower(deck(), own), own, lambda _: photo())


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


#: name, whether it has a title, and placeholders by type and box in shares of a slide
LayoutSketch = tuple[str, bool, list[tuple[str, tuple[float, float, float, float]]]]


def template_of(layouts: list[LayoutSketch], size: tuple[int, int]) -> bytes:
    """Return a template with layouts as they are sketched, on slides of a size in EMU."""
    drawn, out = pptx.Presentation(), io.BytesIO()
    drawn.slide_width, drawn.slide_height = Emu(size[0]), Emu(size[1])
    kept = list(drawn.slide_layouts)[: len(layouts)]
    for other in list(drawn.slide_layouts)[len(layouts) :]:
        drawn.slide_layouts.remove(other)
    for layout, (name, titled, placeholders) in zip(kept, layouts, strict=True):
        layout.element.cSld.set("name", name)
        layout.element.attrib.pop("type", None)
        tree = layout.element.cSld.spTree
        for shape in list(layout.placeholders):
            if not (titled and shape.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")):
                tree.remove(shape._element)
        for number, (kind, box) in enumerate(placeholders, 30):
            tree.append(parse_xml(_placeholder(kind, number, box, size)))
    drawn.save(out)
    return out.getvalue()


def _placeholder(kind: str, number: int, box: tuple[float, ...], size: tuple[int, int]) -> str:
    x, y, w, h = (round(share * side) for share, side in zip(box, size * 2, strict=True))
    type_ = "" if kind == "obj" else f' type="{kind}"'
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr/>'
        f'<p:nvPr><p:ph{type_} idx="{number}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{w}" cy="{h}"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>'
    )


def is_object(shape: Any) -> bool:
    """Tell whether a shape of python-pptx is a picture, a chart or a table."""
    return bool(_kind(shape))


def objects_in(data: bytes) -> dict[str, int]:
    """Return how many pictures, charts and tables the slides of a file have."""
    kinds = [_kind(s) for slide in pptx.Presentation(io.BytesIO(data)).slides for s in slide.shapes]
    return dict(Counter(filter(None, kinds)))


def _kind(shape: Any) -> str:
    if getattr(shape, "has_chart", False):
        return "chart"
    if getattr(shape, "has_table", False):
        return "table"
    return "picture" if etree.QName(shape._element).localname == "pic" else ""


def theme_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts with the colours and faces of the masters of a file."""
    return {name: part for name, part in parts(data).items() if name == "ppt/theme/theme1.xml"}
