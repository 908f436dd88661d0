"""Every tag of the markup in one table, with its attributes and what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from reportgen.document.nodes import Tone


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag; `choices` are its values where only a few are possible."""

    name: str
    about: str
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: what it makes, its attributes and the tags that may stand directly in it."""

    name: str
    about: str
    attributes: tuple[Attribute, ...] = ()
    children: tuple[str, ...] = ()
    #: "inline" if text and inline tags may stand in it besides its children, else "none"
    holds: str = "none"


_ID = Attribute("id", "供交叉引用的名字")
_PLAY = Attribute("play", "怎样放映，可写几个：hidden 隐藏，steps 点一下出一条，stays 单击不翻页")
_REF = Attribute("ref", "由 chart()、picture()、table() 给出，不必手写", required=True)
INLINE = ("b", "n", "pending", "ref", "br")
#: the parts of a topic that repeat
GROUPS = (
    "point", "figure", "step", "brand", "picture", "chart", "table", "problem", "task", "honour",
    # the figures of two years; the months of a plan and of meetings; what is required and what was done
    "years", "year-table", "change", "range", "rate", "slope", "schedule", "months", "targets",
    # one figure of several branches, the most first
    "bars",
    # people, groups of members, branches against what is required, levels of honours, questions
    "chief", "officer", "teams", "strength", "person", "branches", "honour-list", "quotation", "code", "question",
    "column", "event",
)  # fmt: skip
BLOCKS = (
    "h", "p", "list", "table", "figure", "chart", "key-figures", "summary", "steps", "matrix",
    "signature", "contents", "standfirst", "pull-quote", "columns", "page-break",
    "attachment-note", "attachment-page", "imprint",
)  # fmt: skip

TAGS: tuple[Tag, ...] = (
    Tag("report", "一份 Word 报告", (Attribute("format", "版式名"), Attribute("palette", "配色名"),
        Attribute("page-number", "写“several”，只有一页的不编页码", ("all", "several"))),
        ("meta", "cover", "red-head", "shoulder", "title", "subtitle", "footer", *BLOCKS)),
    Tag("deck", "一份课件", (
        Attribute("palette", "配色名"),
        Attribute("minutes", "讲几分钟：按讲稿长短分到各页，写在讲稿的第一行"),
        Attribute("body-pt", "正文不小于几磅；放不下就换版式或分页，不再缩小")),
        ("meta", "footer", "slide", "topic")),
    Tag("meta", "文件属性", (
        Attribute("subject", "主题"), Attribute("keywords", "关键词"),
        Attribute("description", "说明"), Attribute("author", "作者"))),
    Tag("title", "标题", holds="inline"),
    Tag("subtitle", "副标题", holds="inline"),
    Tag("cover", "装订用的封面：写在标题之前，不编页码", (), ("unit", "title", "subtitle", "date", "spine")),
    Tag("spine", "书脊上竖排的一行", holds="inline"),
    Tag("shoulder", "肩题：报刊通讯主标题上方的一行", holds="inline"),
    Tag("footer", "各页共用的页脚；Word 文件里在页码的左边", holds="inline"),
    Tag("h", "标题，一至四级，自动写上 一、（一）1.（1）", (
        Attribute("level", "级别", ("1", "2", "3", "4"), required=True),
        Attribute("number", "写“no”则不编号", ("yes", "no")), _ID), holds="inline"),
    Tag("p", "段落；里面的 <lead> 是段首标题", (
        Attribute("role", "段落的用途",
                  ("body", "flush", "centered", "quote", "quote-signature", "source", "salutation",
                   "attachment", "headline", "byline")),
        Attribute("level", "段首标题的级别", ("2", "3", "4")),
        Attribute("number", "段首标题写“yes”则编号", ("yes", "no"))), ("lead",), "inline"),
    Tag("lead", "段首标题：与正文同段，用标题的字体", holds="inline"),
    Tag("list", "列表", (Attribute("ordered", "写“yes”则编号", ("yes", "no")),), ("li",)),
    Tag("li", "列表的一项", holds="inline"),
    Tag("table", "表格：手写各行，或用 ref 引用内容里的表", (
        _ID, Attribute("ref", "由 table() 给出"), Attribute("header", "表头行数，缺省 1"),
        Attribute("columns", "各列对齐：l c r，可加宽度，如 l3 c1 c1"),
        Attribute("rules", "写“rows”只有行间的线，没有竖线", ("all", "rows")),
        Attribute("units", "写“head”则一列的数单位相同时，单位写进表头", ("cells", "head")),
        Attribute("form", "写“yes”是登记表、记录表：空格留给人手填，长的格可以跨页", ("yes", "no"))),
        ("caption", "unit", "note", "row")),
    Tag("row", "表格的一行", (
        Attribute("height", "最小行高，毫米"),
        Attribute("sum", "写“yes”是合计，文字加粗", ("yes", "no"))), ("cell",)),
    Tag("cell", "一格；里面可以有几段 <p>，按正文缩进，role 写“source”的用小字，写“flush”的不缩进", (
        Attribute("colspan", "跨几列"), Attribute("rowspan", "跨几行"),
        Attribute("align", "对齐", ("left", "center", "right")),
        Attribute("head", "写“yes”用表头的字体", ("yes", "no")),
        Attribute("blank", "后面留几行手写的点线"),
        Attribute("slide", "课件的第几页，可以写几页：小图放在 <p> 上面、格里其余文字下面，只用于 slides_of 的文种"),
        Attribute("marked", "写“yes”用主色作底，如没有达到要求的数", ("yes", "no")),
        Attribute("tone", "这一格的意味，课件里照主题的 tones 着色", get_args(Tone)[1:])), ("p",), "inline"),
    Tag("caption", "题注", holds="inline"),
    Tag("note", "注释", holds="inline"),
    Tag("figure", "一至四张图片", (
        _ID, Attribute("number", "写“no”则不编图号", ("yes", "no")), Attribute("wide", "写“yes”是通栏题图：一张图片，裁成与正文同宽", ("yes", "no"))),
        ("picture", "caption")),
    Tag("picture", "一张图片", (_REF,)),
    Tag("chart", "一张图表", (_REF, _ID), ("caption",)),
    Tag("key-figures", "一排重点数字", (), ("key-figure",)),
    Tag("key-figure", "一个重点数字", (), ("n", "label", "note")),
    Tag("label", "名称", holds="inline"),
    Tag("summary", "一图读懂：重点数字、各部分一行、几条带名称的话；文字一律黑色的版式只印重点数字", (),
        ("title", "key-figure", "row", "item")),
    Tag("steps", "工作法的各步", (), ("title", "step")),
    Tag("step", "一步", (), ("name", "text")),
    Tag("name", "名称", holds="inline"),
    Tag("text", "说明", holds="inline"),
    Tag("matrix", "品牌矩阵", (), ("label", "lead", "item")),
    Tag("item", "矩阵或幻灯片里重复的一项", (Attribute("link", "链接到的幻灯片的 id；写节名的，链接到这一节的第一页"),)),
    Tag("signature", "署名和成文日期", (Attribute("sealed", "加盖印章写“yes”", ("yes", "no")),),
        ("unit", "date")),
    Tag("unit", "署名", holds="inline"),
    Tag("date", "成文日期", holds="inline"),
    Tag("contents", "目录", (Attribute("depth", "到第几级", ("1", "2", "3")),)),
    Tag("standfirst", "导语：底色上的几段 <p>", (), ("p",)),
    Tag("pull-quote", "引题：两条线之间放大的一句，应是正文里的原话", holds="inline"),
    Tag("columns", "从这里起分栏，栏数由版式定"),
    Tag("page-break", "另起一页"),
    Tag("red-head", "红头，只在正式发文时用：写在标题之前", (
        Attribute("copy", "份号，六位数字"), Attribute("secrecy", "密级和保密期限，如 秘密★1年"),
        Attribute("urgency", "紧急程度", ("特急", "加急"))), ("organ", "number", "signer")),
    Tag("organ", "发文机关标志；联合行文写几个", holds="inline"),
    Tag("number", "发文字号，如 和社党字〔2026〕5号", holds="inline"),
    Tag("signer", "签发人姓名，上行文才写；可写几个", holds="inline"),
    Tag("attachment-note", "附件说明：写在正文之后、署名之前，每项一个 <li>", (), ("li",)),
    Tag("attachment-page", "附件：另起一页，左上角写“附件1”，里面写附件标题", (
        Attribute("number", "附件序号；只有一个附件时不写"),), holds="inline"),
    Tag("imprint", "版记，只在正式发文时用：写在最后，落在末页底部", (),
        ("copies", "unit", "date")),
    Tag("copies", "抄送机关，以句号结尾", holds="inline"),
    Tag("slide", "一张幻灯片；里面按版式的占位符名写内容，重复的部分写 <item>", (
        Attribute("layout", "版式，如 cards、steps", required=True),
        Attribute("section", "所属的节"), _ID,
        Attribute("minutes", "这一页讲几分钟；缺省由整份的分钟数分到"), _PLAY)),
    Tag("topic", "一页要说的内容：版式由程序按内容选；重复的部分写 <point>、<figure>、<step> 等", (
        Attribute("show", "作者指定的版式；不写由程序选"),
        Attribute("traits", "各部分的关系：order 有先后，ring 首尾相接，ranks 有高低，pair 前后对照，take-away 要记住的话"),
        Attribute("spare", "没有地方时可以不放的部分，如 point：讲稿里有全文"),
        Attribute("section", "所属的节"), _ID,
        Attribute("minutes", "这一页讲几分钟；缺省由整份的分钟数分到"), _PLAY)),
    Tag("notes", "讲稿", (), ("p",), "inline"),
    Tag("b", "加粗", holds="inline"),
    Tag("n", "数字与单位，幻灯片上分开大小", (Attribute("unit", "单位"),), holds="inline"),
    Tag("pending", "待补充的事实", holds="inline"),
    Tag("ref", "交叉引用：写成 图1、表2", (Attribute("to", "所引的 id", required=True),)),
    Tag("br", "换行"),
)  # fmt: skip

BY_NAME = {tag.name: tag for tag in TAGS}
