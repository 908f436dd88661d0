"""The layouts of the supplied theme in; a page that says how much text each field has room for, out."""

from __future__ import annotations

from reportgen.theme.deck import DeckTheme, SlotBox
from reportgen.theme.loading import load_theme
from reportgen.workspace import Workspace
from reportgen.write.powerpoint.fit_text import fits_at, measure_for
from reportgen.write.powerpoint.text_runs import TextRun

_LONGEST = 1200
#: a field of the content, what it is on the slide, and the layout families and slot it stands in
_FIELDS = (
    ("branch.yaml `name`", "封面、封底的单位", (("cover", "unit"), ("closing", "subtitle"))),
    ("`headline`、`titles`", "封面标题", (("cover", "title"),)),
    ("branch.yaml `secretary`", "封面汇报人", (("cover", "presenter"),)),
    ("类型 `name`", "目录里的型", (("contents", "type"),)),
    ("类型 `power`", "目录里的力", (("contents", "power"),)),
    ("`chapters.title`", "目录里型下面的章节标题", (("contents", "desc"),)),
    ("`chapters.title`，没有型", "目录里的章节标题", (("contents", "type alone"),)),
    ("类型 `name`、`power`", "章节页的型、力", (("section", "type"), ("section", "power"))),
    ("`chapters.title`", "章节页的标题", (("section", "title"), ("section-plain", "title"))),
    ("类型 `name`、`power`", "总框架页的型、力", (("convergence", "type"), ("convergence", "power"))),
    ("类型 `role`", "总框架页的定位", (("convergence", "role"),)),
    ("`works.title`、`slide.title`", "每页的标题", (("bullets", "title"),)),
    ("`slide.panel`", "色块里的题眼", (("bullets", "lead"),)),
    ("`slide.brief`", "题眼下的概括；整页的主张", (("bullets", "lead-note"), ("statement", "statement"))),
    ("`slide.points`", "要点（一页的）", (("bullets", "body"), ("bullets-plain", "body"))),
    ("`slide.points`、工作法 `items` 的 `name`", "卡片、步骤的小标题", (("cards", "name"), ("steps", "name"))),
    ("`slide.points`、工作法 `items` 的 `text`", "卡片、步骤的内容", (("cards", "text"), ("steps", "text"))),
    ("`figures` 的名称", "数字的名称", (("key-figures", "label"), ("comparison", "label"))),
    ("`figures.note`", "数字的注释", (("key-figures", "note"),)),
    ("`quotations.text`", "引语", (("quote", "quote"),)),
    ("`brands.main.name`、`brands.items.name`", "品牌", (("matrix", "lead"), ("matrix", "name"))),
    ("`charts.takeaway`", "图表旁的结论", (("chart-takeaway", "takeaway"), ("chart-note", "takeaway"))),
    ("`pictures.caption`", "图片说明", (("pictures", "caption"),)),
    ("`events.title`", "时间轴上的事", (("timeline", "event"),)),
    ("`honours.name`", "荣誉", (("honours-wall", "honour"),)),
    ("`problems.name`、`problems.measure`", "问题、措施", (("problems-measures", "problem"), ("problems-measures", "measure"))),
    ("`plan.items.task`、`due`", "计划的任务、时限", (("plan", "task"), ("plan", "due"))),
    ("`closing.title`", "封底的标题", (("closing", "title"),)),
)  # fmt: skip


def slide_lengths_page(files: Workspace, folder: str) -> str:
    """Return docs/slide-lengths.md for the theme in `folder` of the workspace `files`."""
    theme = load_theme(files, folder).deck()
    rows = [
        f"| {field} | {place} | {_room(theme, slots, least=False)} | {_room(theme, slots, least=True)} |"
        for field, place, slots in _FIELDS
    ]
    return "\n".join(
        (
            "# 幻灯片上放多少字",
            "<!-- 由 tools/make_docs.py 从版式算出，请勿手改 -->",
            "",
            "超过了不会报错，也不会少一个字：先把框加大、断行断好，再把字缩小，到下限还放不下的，正文和条目转到下一页，"
            "名称和标题再缩小一些，并提醒一声（`small-type`）。正式名称照原样写，不用为了版面改短。",
            "",
            "下面按汉字算；一页的项数越多，每项的地方越小，所以常有一头一尾两个数：项数最多时、最少时。",
            "",
            "| 内容里的一项 | 在幻灯片上 | 最好在几字以内 | 缩到下限放得下 |",
            "|---|---|---|---|",
            *rows,
            "",
            "每个版式每个位置的大小、字号，见 [版式一览](../templates/juli/gallery/README.md)。",
            "",
        )
    )


def _room(theme: DeckTheme, slots: tuple[tuple[str, str], ...], *, least: bool) -> str:
    """Return how many characters the slots hold, those of one family as a range."""
    return "；".join(_range(theme, family, name, least=least) for family, name in slots)


def _range(theme: DeckTheme, family: str, name: str, *, least: bool) -> str:
    """Return how many characters a slot holds in the layouts of a family, fewest and most."""
    base, _, alone = name.partition(" ")
    rooms = set()
    for layout in theme.families.get(family, {0: family}).values():
        slots = theme.layouts[layout].slots
        slot = slots.get(f"{base}-1") or slots.get(base)
        if slot is not None:
            box = slot.beside({"title", "num-1"}) if alone else slot
            rooms.add(_chars(box, least=least))
    fewest, most = min(rooms), max(rooms)
    return f"{fewest}" if fewest == most else f"{fewest}～{most}"


def _chars(slot: SlotBox, *, least: bool) -> int:
    """Return how many Chinese characters a slot holds at its own size, or in all at the least."""
    box, size = (slot.largest, slot.min_pt) if least else (slot, slot.size_pt)
    fitting, beyond = 0, _LONGEST
    while beyond - fitting > 1:
        middle = (fitting + beyond) // 2
        text = measure_for(box, ((TextRun("国" * middle),),))
        fitting, beyond = (middle, beyond) if fits_at(text, size) else (fitting, middle)
    return fitting
