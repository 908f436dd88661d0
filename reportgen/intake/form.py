"""The form that a committee sends out: its sheets and columns as data.

A sheet has its title in row 1, its guide in row 2, the codes of its columns in the hidden row 3, the
headings in row 4 and its items from row 5 on; the hidden column A holds the ids of the items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportgen.intake.votes import EXAMPLE as VOTE_EXAMPLE

#: the number of the form within a year; it grows when a column gets another meaning
FORM = 1
CODES_ROW, HEADINGS_ROW, FIRST_ROW = 3, 4, 5
#: the names of the two hidden sheets, and of the first one
CHOICES, BASE, COVER = "_选项", "_底稿", "填写说明"
#: limits of a validation (ECMA-376 part 1, 18.3.1.32): its message, the title of it, the text of an error
MOST_PROMPT, MOST_TITLE, MOST_ERROR = 255, 32, 224


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    #: paragraphs
    LONG = "long"
    #: a figure with its unit
    QUANTITY = "quantity"
    #: a whole number
    COUNT = "count"
    HOURS = "hours"
    DATE = "date"
    YES = "yes"
    #: one point a line: 名称：说明
    POINTS = "points"
    #: names between 、
    NAMES = "names"
    KINDS = "kinds"
    FIGURES = "figures"
    PICTURES = "pictures"
    #: texts, one a line
    LINES = "lines"
    #: votes, one matter a line
    VOTES = "votes"
    #: the name of a chapter
    CHAPTER = "chapter"
    #: a person's name or office: spaces that stretch a short one are dropped
    PERSON = "person"
    #: the titles of works and events that use a picture
    USES = "uses"
    #: 保留 or 删除
    ACTION = "action"
    #: something the form says; it is never read
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its heading, its width in characters, what it holds and where that belongs."""

    code: str
    heading: str
    width: float
    kind: Kind = Kind.TEXT
    #: the keys below the item in YAML
    field: tuple[str, ...] = ()
    #: what Excel says beside a cell of it
    prompt: str = ""
    #: the name of the list its cells are chosen from
    choices: str = ""
    #: whether the list is all there is to choose from
    strict: bool = True
    #: whether every item should have it
    expected: bool = False
    #: whether it only says what is known
    locked: bool = False
    #: other headings that people write for it
    synonyms: tuple[str, ...] = ()
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a sheet that has the same items for all branches: where it stands, and how it is filled in."""

    id: str
    label: str
    kind: Kind
    hint: str
    locked: bool = False
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the form."""

    code: str
    number: int
    name: str
    title: str
    guide: str
    columns: tuple[Column, ...]
    #: the code of the column people know an item by
    label: str
    #: the words of the first sheet: what there is to fill in, and how much of it
    contents: str
    due: str = "—"
    #: the list in YAML, and the word of it in `none`
    path: tuple[str, ...] = ()
    none: str = ""
    #: empty rows below the items
    blank: int = 15
    #: the height of rows in points where texts are long
    height: float = 21
    landscape: bool = True
    colour: str = "#D6A84B"
    entries: tuple[Entry, ...] = ()
    #: how many columns stay in sight while the others are scrolled, and are printed on each page
    frozen: int = 0

    @property
    def tab(self) -> str:
        """The name on its tab: `3 数字`."""
        return f"{self.number} {self.name}"

    def column(self, code: str) -> Column:
        """Return the column of a code; raise KeyError where there is none."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)

    @property
    def column_codes(self) -> frozenset[str]:
        """The codes of its columns."""
        return frozenset(column.code for column in self.columns)

    @property
    def readable(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(c for c in self.columns if c.kind is not Kind.NOTICE and not c.locked)


_ACTION = Column(
    "act",
    "处理",
    8,
    Kind.ACTION,
    prompt="不要这一项了选“删除”。空着就是保留。",
    choices="处理",
    centred=True,
)


def _chapter(prompt: str, *, expected: bool = False) -> Column:
    return Column(
        "type",
        "所属章",
        13,
        Kind.CHAPTER,
        ("chapter",),
        prompt,
        "章",
        expected=expected,
        synonyms=("所属类型", "类型"),
        centred=True,
    )


_BASICS = Sheet(
    "basics",
    1,
    "基本情况",
    "一、基本情况",
    "白格和黄格填写，灰格是已有的内容（不对的请告诉上级）。不知道的空着。",
    (
        Column("item", "项目", 22, Kind.NOTICE, locked=True),
        Column("value", "填写", 58, expected=True),
        Column("hint", "说明和例子", 62, Kind.NOTICE),
    ),
    "item",
    "支部、党员、主题、日期",
    blank=0,
    landscape=False,
    entries=(
        Entry("branch.name", "支部全称", Kind.TEXT, "", locked=True),
        Entry("branch.short", "支部简称", Kind.TEXT, "用于文件名和标题", locked=True),
        Entry("branch.unit", "所在单位", Kind.TEXT, "如：示例市和风社区"),
        Entry("branch.upper", "上级党组织", Kind.TEXT, "", locked=True),
        Entry("branch.secretary", "书记", Kind.PERSON, "姓名"),
        Entry("branch.members.total", "党员总数", Kind.QUANTITY, "名，截至12月31日"),
        Entry("branch.members.formal", "其中：正式党员", Kind.QUANTITY, "名"),
        Entry(
            "branch.members.probationary", "其中：预备党员", Kind.QUANTITY, "名；正式＋预备＝总数"
        ),
        Entry("branch.groups", "党小组数", Kind.COUNT, "没有设党小组的写 0", expected=False),
        Entry("branch.slogan", "党建品牌或口号", Kind.TEXT, "如：红邻和风", expected=False),
        Entry(
            "record.headline", "本年主题（大标题）", Kind.LONG, "可以分两行，第一行打完按 Alt+回车"
        ),
        Entry("record.signed", "成文日期", Kind.DATE, "如：2025-12-30"),
    ),
)

_COMMITTEE = Sheet(
    "committee",
    2,
    "班子成员",
    "二、支部委员会成员",
    "一人一行，按排名次序。不设支委会的只填书记。姓名里的空格会去掉。不再担任的在“处理”里选“删除”。",
    (
        Column("name", "姓名", 20, Kind.PERSON, ("name",), expected=True, centred=True),
        Column(
            "role", "职务", 24, Kind.PERSON, ("role",), "可以选，也可以直接写别的职务。", "职务", strict=False,
            expected=True, centred=True,
        ),
        _ACTION,
    ),
    "name",
    "支委会成员",
    path=("branch", "committee"),
    blank=9,
    landscape=False,
)  # fmt: skip

_FIGURES = Sheet(
    "figures",
    3,
    "数字",
    "三、全年数字",
    "“{year}年”一列填写：只写数（104），概数可以写成“130余”或“130余篇”，没有数的照写（多人、没统计）。没有发生写 0；"
    "本支部没有这一项的写“无”；还没统计出来的空着。单位不对的改单位。表后有空行，可以添自己的项目（添的要写名称、单位）。",
    (
        _chapter("这一项数字归哪一章。"),
        Column(
            "label", "名称", 26, Kind.TEXT, ("label",), synonyms=("项目", "指标"), expected=True
        ),
        Column("unit", "单位", 9, Kind.TEXT, synonyms=("计量单位",), centred=True),
        Column("last", "{last}年", 12, Kind.QUANTITY, ("last_year",), "上年的数；空着而您知道的，可以填上。", centred=True),
        Column("value", "{year}年", 14, Kind.QUANTITY, ("value",), synonyms=("本年", "数值"), expected=True, centred=True),
        Column("note", "注释（名称下的小字）", 26, Kind.TEXT, ("note",), synonyms=("注释", "备注")),
        Column(
            "key", "重点", 8, Kind.YES, ("highlight",),
            "选“是”的放进报告开头和课件的年度数据，全支部 4～6 项为宜。", "是", centred=True,
        ),
        Column("diff", "比上年", 10, Kind.NOTICE, centred=True),
        Column("hint", "提醒", 30, Kind.NOTICE),
    ),
    "label",
    "全年数字，上年数已列出",
    path=("record", "figures"),
    colour="#9E1530",
)  # fmt: skip

_TEXTS = Sheet(
    "texts",
    4,
    "开头结尾",
    "四、开头、计划和结尾的文字",
    "一格写一段或几段，格内换行按 Alt+回车，空一行就是另起一段。从 Word 里粘贴请先双击格子再粘贴，免得把版式带进来。",
    (
        Column("item", "项目", 18, Kind.NOTICE, locked=True),
        Column("value", "内容", 92, Kind.LONG, expected=True),
        Column("n", "字数", 8, Kind.NOTICE, centred=True),
        Column("hint", "要求", 30, Kind.NOTICE),
    ),
    "item",
    "开头、各章引言、计划、结尾",
    blank=0,
    height=60,
    colour="#9E1530",
)

_WORKS = Sheet(
    "works",
    5,
    "工作",
    "五、各项工作",
    "一行一项工作，就是报告里的一段、课件上的一页。次序就是报告的次序。“要点”一行一条，名称和说明用冒号分开。"
    "“用到的数字”写“3 数字”里的名称，顿号分开。不要了的在“处理”里选“删除”（清空格子不算删除）。",
    (
        _chapter("这项工作写在哪一章。", expected=True),
        Column("title", "标题", 24, Kind.TEXT, ("title",), expected=True),
        Column("text", "正文（报告里的一段）", 70, Kind.LONG, ("text",), synonyms=("正文",), expected=True),
        Column("n", "字数", 7, Kind.NOTICE, centred=True),
        Column("brief", "一句话概括（课件）", 24, Kind.TEXT, ("slide", "brief"), synonyms=("概括",)),
        Column("lead", "题眼（十二字内）", 15, Kind.LONG, ("slide", "panel"), synonyms=("题眼",)),
        Column("points", "要点（一行一条）", 36, Kind.POINTS, ("slide", "points"), synonyms=("要点",)),
        Column("figures", "用到的数字", 18, Kind.FIGURES, ("figures",)),
        Column("pictures", "图片（文件名）", 18, Kind.PICTURES, ("pictures",), synonyms=("图片",)),
        _ACTION,
    ),
    "title",
    "各章的工作，每章 2～4 项",
    path=("record", "chapters"),
    height=60,
    colour="#9E1530",
)  # fmt: skip

_EVENTS = Sheet(
    "events",
    6,
    "活动",
    "六、活动记录",
    "{ledger}一次活动一行；一次活动兼有几类的写在一格里，顿号分开。日期知道多少写多少（3月5日、5月、七一前后）。"
    "“重点”选“是”的放进时间轴，每月一件为宜。开会的，从“主持人”往右接着填，会议记录就照这里写；不是会议的不用填。",
    (
        Column("date", "日期", 13, Kind.DATE, ("date",), "写成 {year}-03-05 或 3月5日；只知道月份的写 5月", expected=True, centred=True),
        Column(
            "kinds", "类别", 18, Kind.KINDS, ("kinds",), "从下拉里选；兼有几类的直接写，顿号分开：主题党日、党课",
            "类别", strict=False, expected=True, centred=True,
        ),
        Column("title", "主题", 36, Kind.TEXT, ("title",), expected=True),
        Column("place", "地点", 18, Kind.TEXT, ("place",), centred=True),
        Column("due", "应到", 7, Kind.COUNT, ("due",), "只写数。没有统计的空着。", centred=True),
        Column("present", "实到", 7, Kind.COUNT, ("present",), "只写数。没有统计的空着。", centred=True),
        Column("hours", "学时", 7, Kind.HOURS, ("hours",), centred=True),
        Column("speaker", "主讲人", 10, Kind.PERSON, ("speaker",), "讲党课的。", synonyms=("授课人", "主讲"), centred=True),
        Column("text", "记述", 44, Kind.LONG, ("text",)),
        Column("picture", "图片（文件名）", 18, Kind.PICTURES, ("picture",), synonyms=("图片",)),
        Column("highlight", "重点", 7, Kind.YES, ("highlight",), "选“是”的放进时间轴。", "是", centred=True),
        _ACTION,
        Column("chair", "主持人", 10, Kind.PERSON, ("chair",), synonyms=("主持",), centred=True),
        Column("recorder", "记录人", 10, Kind.PERSON, ("recorder",), synonyms=("记录",), centred=True),
        Column(
            "absent", "缺席及原因（一人一行）", 26, Kind.LINES, ("absent",),
            "一人一行，如 赵示例：出差，会后补课。换行按 Alt+回车。", synonyms=("缺席", "缺席情况", "缺席人员", "请假"),
        ),
        Column("observers", "列席人员（一人一行）", 22, Kind.LINES, ("observers",), synonyms=("列席",)),
        Column(
            "agenda", "议程（一项一行）", 34, Kind.LINES, ("agenda",), "一项一行，不用写 1、2、3。换行按 Alt+回车。",
            synonyms=("会议议程",),
        ),
        Column(
            "speeches", "发言（一人一行）", 44, Kind.LINES, ("speeches",), "一人一行，如 周示例：同意接收。",
            synonyms=("发言摘要", "发言要点", "讨论情况"),
        ),
        Column(
            "votes", "表决（一件一行）", 44, Kind.VOTES, ("votes",),
            f"一件一行，如 {VOTE_EXAMPLE}。没有记下的票数不写。", synonyms=("表决情况", "表决结果"),
        ),
        Column("dissent", "不同意见（一人一行）", 24, Kind.LINES, ("dissent",)),
        Column(
            "decisions", "决议（一项一行）", 34, Kind.LINES, ("decisions",), "议定的事项，一项一行。",
            synonyms=("议定事项", "会议决议"),
        ),
    ),
    "title",
    "台账里没有的活动，开会的记录",
    path=("record", "events"),
    blank=40,
    frozen=3,
)  # fmt: skip

_HONOURS = Sheet(
    "honours",
    7,
    "荣誉",
    "七、荣誉",
    "只填本年（或仍有效）的支部、党员荣誉，照证书上的名称写。没有的整张表空着，并在第一行“名称”写“无”。",
    (
        _chapter("归哪一章；说不清的空着。"),
        Column("name", "名称", 40, Kind.TEXT, ("name",), expected=True),
        Column("level", "级别", 12, Kind.TEXT, ("level",), "从下拉里选，也可以直接写，如：烟台市", "级别", strict=False, centred=True),
        Column("grade", "等次", 12, Kind.TEXT, ("grade",), centred=True),
        Column("count", "数量", 9, Kind.TEXT, ("count",), centred=True),
        Column("people", "获得者", 18, Kind.NAMES, ("people",)),
        Column("since", "起算时间", 14, Kind.TEXT, ("since",), centred=True),
        Column("note", "说明（颁发单位、文号）", 40, Kind.TEXT, ("note",), synonyms=("说明", "说明（颁发单位、文号、获奖人）")),
        _ACTION,
    ),
    "name",
    "荣誉；没有写“无”",
    "1 项或“无”",
    path=("record", "honours"),
    none="荣誉",
    blank=12,
)  # fmt: skip

_PROBLEMS = Sheet(
    "problems",
    8,
    "问题",
    "八、存在的问题",
    "一行一个问题，三至五个。措施还没有定的可以空着；责任人写姓名，时限写到月。",
    (
        Column(
            "name", "问题（一句话）", 28, Kind.TEXT, ("name",), synonyms=("问题",), expected=True
        ),
        Column("text", "表现", 44, Kind.LONG, ("text",)),
        Column("cause", "原因", 38, Kind.LONG, ("cause",)),
        Column("measure", "整改措施", 46, Kind.LONG, ("measure",)),
        Column("owner", "责任人", 10, Kind.TEXT, ("owner",), centred=True),
        Column("due", "时限", 14, Kind.TEXT, ("due",), centred=True),
        _ACTION,
    ),
    "name",
    "问题、原因、措施",
    "3 条以上",
    path=("record", "problems"),
    none="问题",
    blank=8,
    height=48,
    colour="#9E1530",
)

_FOLLOWUPS = Sheet(
    "followups",
    9,
    "上年整改",
    "九、上年问题整改情况",
    "上年报告里列的问题，逐条交代。没有改完的照实写“仍在整改”，并写到了哪一步。",
    (
        Column("name", "上年的问题（已有）", 36, Kind.TEXT, ("name",), locked=True, synonyms=("上年的问题",)),
        Column("status", "是否整改", 14, Kind.TEXT, ("status",), "选一个，也可以照实写。", "整改", strict=False, expected=True, centred=True),
        Column("action", "做了什么", 44, Kind.LONG, ("action",)),
        Column("result", "整改情况", 52, Kind.LONG, ("result",), expected=True),
    ),
    "name",
    "上年的问题逐条交代",
    path=("record", "followups"),
    blank=0,
    height=48,
)  # fmt: skip

_PLAN = Sheet(
    "plan",
    10,
    "计划",
    "十、下一年计划",
    "一行一项任务，四至八项。总的一段话写在“4 开头结尾”。",
    (
        Column("task", "任务", 60, Kind.TEXT, ("task",), expected=True),
        _chapter("归哪一章；说不清的空着。"),
        Column("owner", "责任人", 10, Kind.TEXT, ("owner",), centred=True),
        Column("due", "时限", 18, Kind.TEXT, ("due",), centred=True),
        _ACTION,
    ),
    "task",
    "下一年的任务",
    "4 项以上",
    path=("record", "plan", "items"),
    none="计划",
    blank=10,
)

_PICTURES = Sheet(
    "pictures",
    11,
    "图片",
    "十一、图片",
    "两种交法任选：①照片放在本表同一个文件夹，这里写文件名；②把照片直接插到“照片”一格（WPS：插入→图片→嵌入单元格；"
    "Excel：插入→图片→放置在单元格中），不用写文件名。人脸、门牌、证件请先处理。",
    (
        Column("file", "文件名", 26, Kind.TEXT, ("file",)),
        Column("pic", "照片（可直接插在这里）", 24, Kind.NOTICE, synonyms=("照片",)),
        Column("caption", "图注", 36, Kind.TEXT, ("caption",), expected=True),
        Column("credit", "供图", 14, Kind.TEXT, ("credit",), centred=True),
        Column("use", "用在哪项工作或活动（写标题）", 40, Kind.USES, (), synonyms=("用在哪里",)),
    ),
    "caption",
    "照片和图注",
    path=("record", "pictures"),
    blank=12,
    height=48,
)  # fmt: skip

_QUOTATIONS = Sheet(
    "quotations",
    12,
    "引语",
    "十二、别人说的话",
    "照原话写，一人一句一行，不要改写；写明是谁、在什么场合说的。“用在哪项工作”写“5 工作”里的标题。没有的不填。",
    (
        Column("use", "用在哪项工作", 34, Kind.TEXT, (), expected=True),
        Column("text", "原话", 60, Kind.LONG, ("text",), expected=True),
        Column("speaker", "说话人", 12, Kind.PERSON, ("speaker",), centred=True),
        Column("office", "身份", 20, Kind.TEXT, ("office",)),
        Column("occasion", "场合", 26, Kind.TEXT, ("occasion",)),
        Column("source", "出处", 22, Kind.TEXT, ("source",)),
        _ACTION,
    ),
    "text",
    "居民、职工、领导的原话",
    path=("record", "chapters"),
    blank=8,
    height=36,
)

SHEETS: tuple[Sheet, ...] = (
    _BASICS, _COMMITTEE, _FIGURES, _TEXTS, _WORKS, _EVENTS, _HONOURS, _PROBLEMS, _FOLLOWUPS, _PLAN, _PICTURES,
    _QUOTATIONS,
)  # fmt: skip


def form_id(year: int) -> str:
    """Return the id of the form of a year: `2025.1`."""
    return f"{year}.{FORM}"


def sheets_by_code() -> Iterator[tuple[str, Sheet]]:
    """Yield the sheets with their codes."""
    return ((sheet.code, sheet) for sheet in SHEETS)
