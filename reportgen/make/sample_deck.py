"""A deck with a slide of every kind of content, to see how a unit's own template shows each of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

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

Parts = tuple[Mapping[str, SlotValue], ...]
#: how many pictures, charts and tables the deck has
OBJECTS: Mapping[str, int] = {"picture": 8, "chart": 4, "table": 1}
_PLAIN = "示例文字：用来看这一页的样子"
_KINDS = ("支部党员大会", "党课", "主题党日")


def sample_deck() -> Deck:
    """Return the deck; its pictures are all `sample_picture`."""
    topics: tuple[tuple[str, Mapping[str, Parts]], ...] = (
        ("示例：几项数字", {"figure": tuple(
            {"figure": _text(n), "label": _text(label), "note": _text("全年")}
            for n, label in (("34次", "开展活动"), ("130余篇", "媒体发稿"), ("110余家", "服务单位")))}),
        ("示例：几条要点", {"point": _points("第一条要点，一句话说完", "第二条要点，稍微长一些，看它怎样换行", "第三条要点")}),
        ("示例：一段文字", {"point": _points(f"{_PLAIN}。" * 6)}),
        ("示例：照片和要点", {"picture": ({"picture": _picture("一张照片的说明")},),
                              "point": _points("照片旁边的第一条", "照片旁边的第二条")}),
        ("示例：三张照片", {"picture": tuple({"picture": _picture(f"照片{n}")} for n in "一二三")}),
        ("示例：四张照片", {"picture": tuple({"picture": _picture(f"照片{n}")} for n in "一二三四")}),
        ("示例：一张图表", {"chart": ({"chart": _chart("各类组织生活")},)}),
        ("示例：图表和一句话", {"chart": ({"chart": _chart("全年活动")},), "point": _points("图表旁边的一句话")}),
        ("示例：两张图表", {"chart": ({"chart": _chart("上年")}, {"chart": _chart("今年")})}),
        ("示例：一个表格", {"table": ({"table": _table()},)}),
        ("示例：问题和措施", {"problem": tuple(
            {"problem": _text(p), "measure": _text(m)} for p, m in (("第一个问题", "它的措施"), ("第二个问题", "它的措施")))}),
    )  # fmt: skip
    slides: list[Slide | Topic] = [
        Slide("cover", {"unit": _text("示例党支部"), "title": _text("封面上的题目"), "presenter": _text("汇报人")}),
        Slide("contents", {"title": _text("目　录")}, tuple({"type": _text(f"第{n}部分的名称")} for n in "一二三")),
        Slide("section", {"numeral": _text("1"), "type": _text("示例"), "title": _text("章首的题目")}, section="示例"),
        *(Topic({"title": _text(title)}, groups, section="示例", notes=((Text(_PLAIN),),)) for title, groups in topics),
        Slide("closing", {"title": _text("结束页的话"), "subtitle": _text("示例党支部")}),
    ]  # fmt: skip
    return Deck(Properties("课件模板的样张（示例）"), tuple(slides), "示例党支部")


def sample_picture() -> bytes:
    """Return a picture as PNG: a sky over a field."""
    width, height = 320, 240
    rows = bytearray()
    for y in range(height):
        share = y / height
        sky = (round(150 + 70 * share), round(190 + 40 * share), 225)
        ground = (round(120 - 30 * share), round(150 - 20 * share), 90)
        rows += b"\0" + bytes(sky if y < height * 0.62 else ground) * width

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(rows))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def _text(*texts: str) -> Prose:
    return Prose(tuple((Text(text),) for text in texts))


def _points(*texts: str) -> Parts:
    return tuple({"text": _text(text)} for text in texts)


def _picture(caption: str) -> Picture:
    return Picture("sample.png", caption, (Text(f"{caption}（示例）"),))


def _chart(title: str) -> Chart:
    return Chart("column", f"{title}（示例）", _KINDS, (Series("次数", (12.0, 4.0, 34.0)),), "次")


def _table() -> Table:
    rows = (("类别", "要求", "实际"), *zip(_KINDS, ("4", "4", "12"), ("6", "4", "13"), strict=True))
    cells = tuple(tuple(Cell((Text(text),)) for text in row) for row in rows)
    columns = (Column(), Column(align="center"), Column(align="center"))
    return Table(columns, cells, caption=(Text("三会一课次数（示例）"),))
