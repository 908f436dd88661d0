"""A specimen of each layout of a style: a deck with one slide a layout, its slots filled with sample texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Content,
    Deck,
    LineBreak,
    Number,
    Picture,
    Properties,
    Prose,
    Series,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme, Layout, SlotBox

#: slot without its number → texts that take turns; a text in brackets is a number and its unit
_TEXTS = {
    "title": ("轮流登台，把党课讲成好课",),
    "statement": ("门对门登记，面对面销号，\n隐患清零才算完",),
    "quote": ("把党课讲到车间里，\n讲到岗位上，\n讲到心坎上",),
    "saying": ("把党课讲到老乡的炕头上",),
    "attribution": ("和风社区党支部书记　周和\n在全体党员大会上",),
    "kicker": ("堡垒型 · 组织力",),
    "subtitle": ("2025年度工作总结（示例）",),
    "unit": ("示例市和风社区党支部",),
    "presenter": ("书记：周和",),
    "date": ("2025年12月",),
    "lead": ("先讲一课\n先改一条",),
    "lead-note": ("课前有准备，课后有回音",),
    "lead-label": ("党建品牌",),
    "brief": ("课前有准备，课后有回音",),
    "support": ("学习为先、服务为民、清廉为基，三个方面彼此支撑。",),
    "numeral": ("3",),
    "role": ("立足点", "着力点", "落脚点"),
    "type": ("堡垒型", "平安型", "服务型", "清廉型", "学习型", "创新型"),
    "power": ("组织力", "守护力", "生命力", "保障力", "政治力", "引领力"),
    "desc": (
        "以堡垒型支部为立足点，夯实基层建设组织力",
        "以平安型支部为着力点，凝聚群防群治守护力",
    ),
    "head-last": ("2024年",),
    "head-this": ("2025年",),
    "head-problem": ("存在问题",),
    "head-measure": ("整改措施",),
    "head-owner": ("责任人",),
    "head-due": ("时限",),
    "year": ("2026",),
    "goal": ("聚力\n党旗下",),
    "section-title": ("以堡垒型支部为立足点，夯实基层建设组织力",),
    "takeaway-label": ("办结居民诉求",),
    "takeaway-figure": ("[262|件]",),
    "takeaway": ("九项增长、一项持平、一项下降，整改隐患增幅最大。",),
    "chart-title": ("各类组织生活（单位：次）",),
    "name": ("轮讲", "评课", "入册", "回访", "示范", "联学", "共建", "互评"),
    "text": (
        "每两月一位党员教师主讲，从身边小事讲起",
        "课后由党员当场评课，好在哪、差在哪说清楚",
        "讲稿编成支部党课集，新党员人手一册",
        "议定的事情下月回访，办没办成有回音",
    ),
    "body": (
        "大事先由支委会商量，再交党员大会表决\n件件有会议记录、有公示\n全年讲授党课4次，从身边小事讲起",
    ),
    "figure": ("[516|小时]", "[104|次]", "[83|处]", "[305|件]", "[41|学时]", "[27|个]"),
    "label": ("志愿服务", "平安巡查", "整改隐患", "办结居民诉求", "党员人均学时", "认领岗位"),
    "note": ("助老、助学、助残", "防火防汛", "登记86处", "逐件回访"),
    "last": ("[430|小时]", "[88|次]", "[57|处]", "[262|件]", "[36|学时]", "[21|个]"),
    "this": ("[516|小时]", "[104|次]", "[83|处]", "[305|件]", "[41|学时]", "[27|个]"),
    "month": ("[1|月]", "[3|月]", "[4—6|月]", "[7|月]", "[8|月]", "[9|月]", "[10|月]", "[12|月]"),
    "event": (
        "部署全年党建工作",
        "学雷锋，修站牌",
        "业务基础培训开班",
        "主题党日对标学习",
        "七一重温入党誓词",
    ),
    "honour": ("先进基层党组织", "平安示范社区", "抗洪抢险先进集体", "最美志愿者"),
    "level": ("示例市", "示例县", "街道"),
    "problem": ("隐患整改还有尾巴", "年轻党员参与不够", "党课形式比较单一", "台账更新不及时"),
    "measure": (
        "与产权单位、物业建立每月会商，一处一策确定改造方案",
        "增设晚间和线上服务岗，由党小组按专长派单",
        "建立党员轮讲制度，课后收集意见、改进下一课",
    ),
    "owner": ("吴平", "郑安", "冯实"),
    "due": ("2026年6月", "2026年3月", "全年"),
    "task": ("党员认岗覆盖全部楼道", "隐患排查按类登记、逐项销号", "居民诉求逐件回访"),
    "head": ("课堂：学得系统", "岗位：练得扎实"),
    "caption": ("党员活动室（示意图）",),
    "start": ("6", "11", "17", "22", "27", "31", "36", "40"),
    "question": (
        "我们支部的哪一项最弱？举一件事说说",
        "四步闭环里，哪一步最容易断？",
        "明年你准备认哪个岗？",
    ),
    "initial": ("周",),
    "post": ("在全体党员大会上的讲话",),
    "key": ("推进", "完成月", "定期开展"),
    "change-head": ("变化（增减幅度，由大到小）",),
    "gap-head": ("增减",),
    "gap": ("[86|小时]", "[16|次]", "[26|处]"),
}
_ITEM = re.compile(r"(.+)-(\d+)")
_FIGURE = re.compile(r"\[(.+)\|(.+)\]")


def specimens(theme: DeckTheme, picture: str) -> Deck:
    """Return a deck with a slide of each layout; `picture` is the path of a picture."""
    slides = tuple(_slide(layout, picture) for layout in theme.layouts.values())
    return Deck(Properties("版式样张"), slides, footer="和风社区党支部　2025年度工作总结（示例）")


def _slide(layout: Layout, picture: str) -> Slide:
    values = {
        name: value
        for name, slot in layout.slots.items()
        if slot.kind not in ("ftr", "sldNum") and (value := _value(slot, picture)) is not None
    }
    bases = {match[1] for name in values if (match := _ITEM.fullmatch(name))}
    numbers = range(1, layout.count + 1)
    # What every item has belongs to the items; a second group has slots of its own.
    own = [base for base in bases if all(f"{base}-{number}" in values for number in numbers)]
    items = tuple({base: values.pop(f"{base}-{number}") for base in own} for number in numbers)
    return Slide(layout.id, values, items, section="样张")


def _value(slot: SlotBox, picture: str) -> SlotValue | None:
    match = _ITEM.fullmatch(slot.name)
    base, number = (match[1], int(match[2])) if match else (slot.name, 1)
    if base in ("num", "emblem"):
        return Prose(((Text(str(number)),),)) if base == "num" else None
    if slot.kind == "pic":
        return Picture(picture, "示意图")
    if slot.kind == "chart":
        kinds = ("志愿服务", "主题党日", "党课", "支委会", "党小组会")
        return Chart("bar", "", kinds, (Series("2025年", (24, 12, 5, 12, 18)),), highlight=0)
    if slot.kind == "tbl":
        return _table()
    if base in ("title", "honour") and match:
        base = "name" if base == "title" else base
    texts = _TEXTS.get(base, (base,))
    text = texts[(number - 1) % len(texts)]
    figure = _FIGURE.fullmatch(text)
    if figure:
        return Prose(((Number(figure[1], figure[2]),),))
    if base == "body":
        return Prose(tuple((Text(line),) for line in text.split("\n")))
    return Prose((_lines(text.split("\n")),))


def _lines(lines: Iterable[str]) -> Content:
    content: Content = ()
    for line in lines:
        content = (*content, LineBreak(), Text(line)) if content else (Text(line),)
    return content


def _table() -> Table:
    rows = (
        ("项目", "2024年", "2025年", "主要做法"),
        ("志愿服务", "430小时", "516小时", "党员带队，按专长派单"),
        ("平安巡查", "88次", "104次", "早晚两班，雨前必查"),
        ("整改隐患", "57处", "83处", "一处一策，逐项销号"),
        ("办结诉求", "262件", "305件", "逐件回访，件件有回音"),
    )
    cells = tuple(
        tuple(Cell((Text(text),), header=number == 0) for text in row)
        for number, row in enumerate(rows)
    )
    return Table((Column(), Column("center"), Column("center"), Column()), cells)
