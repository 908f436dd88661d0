"""What the content files may hold: branch types, branches and a branch's year, as data."""

from __future__ import annotations

import decimal
from typing import Literal

from pydantic import Field

from reportgen.content.narratives import Debriefing, Story
from reportgen.content.part import Part
from reportgen.content.quantities import Approximation, Quantity
from reportgen.content.text_types import (
    Amount,
    Boolean,
    Date,
    Decimal,
    Integer,
    Key,
    KeyList,
    RequiredText,
    Text,
    TextList,
)

# --- branch types: content/types/<id>.yaml ------------------------------------------------------


class Point(Part):
    """要点：名称加一句话，用在幻灯片和报告的分条叙述里。"""

    name: RequiredText = Field(title="名称", description="要点的名称，宜四到六字")
    text: Text = Field("", title="说明", description="一句话说明")


class Indicator(Part):
    """指标：这一型要用哪项数字来说话。"""

    figure: Key = Field(title="数字代号", description="对应年度记录 figures 里的代号")
    name: RequiredText = Field(title="名称", description="缺数字时在文中提示补充的名称")
    unit: Text = Field("", title="单位", description="计量单位，如 次、篇、%")
    minimum: Amount | None = Field(None, title="最低要求", description="低于此数时提醒")
    required: Boolean = Field(False, title="必填", description="缺少时正文出现【待补充】")


class Measure(Part):
    """举措句：型自带的句子，可用 {{ }} 取年度记录里的数字。"""

    title: RequiredText = Field(title="标题", description="报告中的小标题、幻灯片的标题")
    text: RequiredText = Field(title="正文", description="可含 {{ figure('代号') }} 等取数表达式")
    points: tuple[Point, ...] = Field((), title="要点", description="幻灯片上的要点，可含表达式")
    needs: KeyList = Field((), title="所需数字", description="这些数字都有时才写这一条")


TypeSlide = Literal["works", "measures", "figures", "honours", "pictures"]


class BranchType(Part):
    """支部类型：名称、定位、所聚之力，以及这一型在报告和课件里怎样展开。"""

    id: Text = Field("", exclude=True, title="代号", description="取自文件名，不必填写")
    name: RequiredText = Field(title="名称", description="如 学习型")
    role: RequiredText = Field(title="定位", description="在全文论证中的位置，如 出发点")
    power: RequiredText = Field(title="所聚之力", description="如 政治力")
    section: RequiredText = Field(title="章节标题", description="报告的一级标题，宜各型对仗")
    purpose: RequiredText = Field(title="宗旨", description="一句话：这一型抓什么、求什么")
    indicators: tuple[Indicator, ...] = Field((), title="指标", description="应当拿出的数字")
    measures: tuple[Measure, ...] = Field((), title="举措句", description="型自带的句子")
    slides: tuple[TypeSlide, ...] = Field(
        ("works", "measures", "figures", "honours", "pictures"),
        title="幻灯片内容",
        description="这一型的幻灯片放什么、按什么次序",
    )


# --- branches: content/branches/<slug>/branch.yaml -----------------------------------------------


class Person(Part):
    """支部委员或负责人。"""

    name: RequiredText = Field(title="姓名")
    role: RequiredText = Field(title="职务", description="如 书记、组织委员")


class Members(Part):
    """党员队伍情况。"""

    total: Amount | None = Field(None, title="党员总数")
    formal: Amount | None = Field(None, title="正式党员")
    probationary: Amount | None = Field(None, title="预备党员")


class Branch(Part):
    """一个党支部：名称、所在单位、选用的支部类型。"""

    slug: Text = Field("", exclude=True, title="代号", description="取自文件夹名，不必填写")
    name: RequiredText = Field(title="支部全称")
    short: Text = Field("", title="支部简称", description="用于文件名和标题；缺省用全称")
    unit: Text = Field("", title="所在单位")
    upper: Text = Field("", title="上级党组织")
    slogan: Text = Field("", title="口号", description="用于课件封面")
    types: KeyList = Field(
        title="支部类型", description="content/types 下的代号，按论述次序", min_length=1
    )
    secretary: Text = Field("", title="书记")
    committee: tuple[Person, ...] = Field((), title="支部委员会", description="设支委会的填写")
    groups: Integer = Field(0, ge=0, title="党小组数")
    members: Members | None = Field(None, title="党员队伍")
    format: Text = Field("", title="版式", description="本单位的 Word 版式名；缺省用主题的版式")
    palette: Text = Field("", title="配色", description="课件配色名；缺省用主题的配色")
    sample: Boolean = Field(False, title="示例", description="虚构的示例支部，成文时注明")


# --- a branch's year: content/branches/<slug>/<year>.yaml ----------------------------------------


class Source(Part):
    """资料来源：报纸、期号、日期、作者、编辑。"""

    paper: Text = Field("", title="来源", description="报刊或文件名称")
    issue: Text = Field("", title="期号")
    page: Text = Field("", title="版次")
    date: Date | None = Field(None, title="日期")
    online: Date | None = Field(None, title="网上发布日期")
    author: Text = Field("", title="作者")
    editor: Text = Field("", title="编辑")
    note: Text = Field("", title="说明")


class FromLog(Part):
    """由活动记录得出的数：算什么、算哪一类、写什么单位。"""

    of: Literal["count", "participants", "attendance", "hours", "hours-per-member"] = Field(
        title="算法",
        description="count 次数、participants 参加人次、attendance 到会率、"
        "hours 学时合计、hours-per-member 人均学时",
    )
    kind: Text = Field("", title="活动类别", description="如 主题党日；不写则为全部活动")
    unit: Text = Field("", title="单位", description="缺省：次、人次、%、学时")


#: stands in for a value that the log or the parts give; a loaded record never holds it
UNSTATED = Quantity("", decimal.Decimal(0), "", Approximation.EXACT)


class Figure(Part):
    """一项数字：值按平常写法写（130余篇、1.2万卷），全文只此一处；也可以由活动记录算出。"""

    value: Amount = Field(
        UNSTATED,
        title="数值",
        description="按平常写法，如 130余篇；写了 log 或 parts 的可以不写，由程序算出",
    )
    log: FromLog | None = Field(
        None,
        title="由活动记录得出",
        description="如 {of: count, kind: 主题党日}；同时写 value 的，两数核对",
    )
    parts: KeyList = Field(
        (), title="分项", description="figures 里的代号，各项之和等于本项；没有写 value 的由此相加"
    )
    label: RequiredText = Field(title="名称", description="数字旁边的名称，如 媒体发稿")
    note: Text = Field("", title="注释", description="名称下的小字")
    type: Text = Field("", title="所属类型", description="支部类型代号；用于这一型的数字页")
    key: Boolean = Field(False, title="重点数字", description="放进报告开头和课件的年度数据")


class Method(Part):
    """命名的工作法、标准或机制：名称里的数与条目数应当一致；出处没有给出的条目不补写。"""

    name: RequiredText = Field(title="名称", description="如 六责工作法")
    kind: Text = Field("工作法", title="种类", description="工作法、标准、机制、活动 等")
    count: Integer | None = Field(None, ge=1, title="条数", description="名称所说的条数")
    items: tuple[Point, ...] = Field((), title="条目", description="资料没有给出的可以不写")
    note: Text = Field("", title="说明")

    @property
    def complete(self) -> bool:
        """Whether every item the name promises is given."""
        return bool(self.items) and (self.count is None or len(self.items) >= self.count)


class Brand(Part):
    """一个品牌：类别和名称。"""

    label: RequiredText = Field(title="类别", description="如 业务品牌")
    name: RequiredText = Field(title="名称")


class Brands(Part):
    """品牌矩阵：一个党建品牌引领若干品牌。"""

    lead: Brand = Field(title="引领品牌")
    items: tuple[Brand, ...] = Field(title="所引品牌", min_length=1)


class Honour(Part):
    """一项荣誉：名称、级别、等次、数量。"""

    name: RequiredText = Field(title="名称")
    level: RequiredText = Field(title="级别", description="如 省级、烟台市、莱州市")
    grade: Text = Field("", title="等次", description="如 一等奖")
    count: Amount | None = Field(None, title="数量", description="多项时填写，如 4项")
    since: Text = Field("", title="起算时间", description="不只当年的，如 2021年以来")
    type: Text = Field("", title="所属类型", description="支部类型代号")
    note: Text = Field("", title="说明")


class Project(Part):
    """一个项目或成果：建成、在建或拟建。"""

    name: RequiredText = Field(title="名称")
    kind: RequiredText = Field(title="类别", description="如 专题数据库")
    status: Literal["done", "under-way", "planned"] = Field(
        "done", title="状态", description="done 已建成，under-way 在建，planned 拟建"
    )
    text: Text = Field("", title="说明")


class Venue(Part):
    """一处阵地。"""

    name: RequiredText = Field(title="名称")
    text: Text = Field("", title="说明")


class PictureFile(Part):
    """一张图片：文件、说明文字、供图。"""

    file: RequiredText = Field(title="文件", description="支部文件夹下的路径，如 images/x.png")
    caption: RequiredText = Field(title="图注")
    credit: Text = Field("", title="供图")
    alt: Text = Field("", title="替代文字", description="给看不见图的读者；缺省用图注")
    focus: tuple[Decimal, Decimal] = Field(
        (0.5, 0.5), title="焦点", description="裁切时保留的中心，横、纵各 0 到 1"
    )


class ChartOfLog(Part):
    """由活动记录画的图：哪一类活动，按什么分。"""

    by: Literal["month", "quarter", "kind"] = Field(
        title="按什么分", description="month 按月，quarter 按季度，kind 按类别"
    )
    kind: Text = Field("", title="活动类别", description="不写则为全部活动")


class ChartData(Part):
    """一张图表：一组数据（data）、几组（series），或由活动记录得出（log）。"""

    title: RequiredText = Field(title="标题")
    kind: Literal["column", "bar", "stacked", "line", "pie", "doughnut"] = Field(
        "column",
        title="图形",
        description="柱 column、条 bar、堆积 stacked、折线 line、饼 pie、环 doughnut",
    )
    unit: Text = Field("", title="单位")
    data: dict[Text, Amount] = Field(default_factory=dict, title="数据", description="名称: 数值")
    series: dict[Text, dict[Text, Amount]] = Field(
        default_factory=dict, title="多组数据", description="组名: {名称: 数值}"
    )
    log: ChartOfLog | None = Field(
        None, title="由活动记录得出", description="如 {by: quarter}；不用写 data"
    )
    highlight: Text = Field("", title="突出", description="要突出的一项的名称")
    takeaway: Text = Field("", title="结论", description="图旁的一句结论")
    note: Text = Field("", title="注释")


class TableData(Part):
    """一张表：列名和各行。"""

    title: RequiredText = Field(title="表题")
    columns: TextList = Field(title="列名", min_length=1)
    rows: tuple[tuple[Text, ...], ...] = Field(title="各行", min_length=1)


Show = Literal[
    "auto", "bullets", "cards", "steps", "figures", "matrix", "statement", "quote", "columns",
    "picture", "pictures", "chart", "charts", "table", "honours", "none",
]  # fmt: skip


class Work(Part):
    """一项工作：报告里的一段，幻灯片上的一页。"""

    title: RequiredText = Field(title="标题", description="段首标题，也是幻灯片标题")
    text: Text = Field("", title="正文", description="成段的叙述，空行分段；**加粗**")
    brief: Text = Field("", title="概括", description="幻灯片上的一句话")
    lead: Text = Field("", title="题眼", description="幻灯片色块里的短语，宜不超过十二字")
    points: tuple[Point, ...] = Field((), title="要点")
    figures: KeyList = Field((), title="引用数字", description="figures 里的代号")
    method: Text = Field("", title="引用工作法", description="methods 里的代号")
    chart: KeyList = Field((), title="引用图表", description="charts 里的代号，至多两张")
    table: Text = Field("", title="引用表格", description="tables 里的代号")
    pictures: KeyList = Field((), title="引用图片", description="pictures 里的代号")
    brands: Boolean = Field(False, title="品牌矩阵", description="在这里放品牌矩阵")
    projects: Text = Field("", title="引用项目", description="projects 的类别")
    honours: Boolean = Field(False, title="荣誉", description="在这里放本型的荣誉")
    show: Show = Field("auto", title="幻灯片式样", description="缺省按内容自动选")
    notes: Text = Field("", title="讲稿", description="这一页怎么讲；缺省用正文")


class Section(Part):
    """一个支部类型在这一年的内容。"""

    lead: Text = Field("", title="引言", description="本章第一段")
    works: tuple[Work, ...] = Field((), title="工作", description="各项工作，按次序")


class Problem(Part):
    """一个问题：表现、原因、措施、责任、时限。"""

    name: RequiredText = Field(title="问题", description="一句话")
    text: Text = Field("", title="表现")
    cause: Text = Field("", title="原因")
    measure: RequiredText = Field(title="整改措施")
    owner: Text = Field("", title="责任人")
    due: Text = Field("", title="时限")
    status: Literal["open", "closed"] = Field("open", title="状态")


class PlanItem(Part):
    """一条计划。"""

    task: RequiredText = Field(title="任务")
    type: Text = Field("", title="所属类型")
    due: Text = Field("", title="时限")


class Plan(Part):
    """下一年的计划。"""

    text: Text = Field("", title="正文")
    parallels: TextList = Field((), title="排比", description="如 更高标准、更严要求、更佳作风")
    items: tuple[PlanItem, ...] = Field((), title="任务")


class Closing(Part):
    """结尾一章：聚力党旗下。"""

    title: RequiredText = Field(title="标题", description="如 聚力党旗下，奋斗谱新篇")
    text: Text = Field("", title="正文")


class Event(Part):
    """一次活动：日期、类别（可以不止一个）、主题、到会。"""

    date: Date = Field(title="日期")
    kinds: TextList = Field(title="类别", description="如 主题党日、党课", min_length=1)
    title: RequiredText = Field(title="主题")
    place: Text = Field("", title="地点")
    present: Integer | None = Field(None, ge=0, title="实到人数")
    due: Integer | None = Field(None, ge=0, title="应到人数")
    hours: Decimal | None = Field(None, ge=0, title="学时")
    picture: Text = Field("", title="图片", description="pictures 里的代号")
    text: Text = Field("", title="记述")
    highlight: Boolean = Field(False, title="重点", description="放进时间轴和正文")
    chair: Text = Field("", title="主持人", description="缺省取 meetings 里这一类的")
    recorder: Text = Field("", title="记录人", description="缺省取 meetings 里这一类的")
    speaker: Text = Field("", title="主讲人", description="讲党课的")
    absent: Text = Field("", title="缺席情况", description="谁缺席、什么原因、怎样补课")
    agenda: TextList = Field((), title="议程", description="一项一条；缺省为主题")
    decisions: TextList = Field((), title="决议", description="议定的事项，一项一条")


class Habit(Part):
    """某一类会议通常由谁主持、谁记录、在哪里开；各次会议另有写明的以会议为准。"""

    chair: Text = Field("", title="主持人")
    recorder: Text = Field("", title="记录人")
    place: Text = Field("", title="地点")


class LedgerColumns(Part):
    """台账的列名：左边是项目，右边写台账里的列名。没有写的按常用列名去找。"""

    date: Text = Field("", title="日期列")
    kinds: Text = Field("", title="类别列", description="一格可写几类，用顿号分开")
    title: Text = Field("", title="主题列")
    place: Text = Field("", title="地点列")
    present: Text = Field("", title="实到人数列")
    due: Text = Field("", title="应到人数列")
    hours: Text = Field("", title="学时列")
    picture: Text = Field("", title="图片列", description="格里写 pictures 的代号")
    text: Text = Field("", title="记述列")
    highlight: Text = Field("", title="重点列", description="格里写“是”或打勾的放进时间轴")
    chair: Text = Field("", title="主持人列")
    recorder: Text = Field("", title="记录人列")
    speaker: Text = Field("", title="主讲人列")
    absent: Text = Field("", title="缺席情况列")
    agenda: Text = Field("", title="议程列", description="一格写几项的，一项一行或用分号分开")
    decisions: Text = Field("", title="决议列", description="一格写几项的，一项一行或用分号分开")


class Ledger(Part):
    """活动台账：支部平时记的 Excel 或 CSV 文件，与 events 合在一起用。"""

    file: RequiredText = Field(
        title="文件", description="支部文件夹下的 .xlsx 或 .csv，如 2025台账.xlsx"
    )
    sheet: Text = Field("", title="工作表", description="缺省为第一张")
    columns: LedgerColumns = Field(
        LedgerColumns(),
        title="列名",
        description="项目: 台账里的列名",
    )


class Followup(Part):
    """上年问题的整改：哪个问题、改得怎样。"""

    name: RequiredText = Field(title="问题", description="照上一年记录里的写法")
    status: Literal["open", "closed"] = Field(
        "closed", title="状态", description="closed 已整改，open 仍在整改"
    )
    result: Text = Field("", title="整改情况")


class YearRecord(Part):
    """一个支部的一年：数字、活动、做法、品牌、荣誉、图片，各型的叙述，问题和计划。"""

    year: Integer = Field(ge=1921, le=2100, title="年度", description="与文件名一致")
    headline: Text = Field("", title="主题", description="课件封面的大标题，可分两行")
    source: Source | None = Field(None, title="资料来源")
    opening: Text = Field("", title="开头", description="全文第一段，空行分段")
    figures: dict[Key, Figure] = Field(default_factory=dict, title="数字")
    sections: dict[Key, Section] = Field(default_factory=dict, title="各型内容")
    methods: dict[Key, Method] = Field(default_factory=dict, title="工作法")
    brands: Brands | None = Field(None, title="品牌矩阵")
    honours: tuple[Honour, ...] = Field((), title="荣誉")
    projects: tuple[Project, ...] = Field((), title="项目")
    venues: tuple[Venue, ...] = Field((), title="阵地")
    pictures: dict[Key, PictureFile] = Field(default_factory=dict, title="图片")
    charts: dict[Key, ChartData] = Field(default_factory=dict, title="图表")
    tables: dict[Key, TableData] = Field(default_factory=dict, title="表格")
    events: tuple[Event, ...] = Field((), title="活动记录")
    ledger: Ledger | None = Field(
        None, title="活动台账", description="Excel 或 CSV 台账，其中各行与 events 合在一起"
    )
    meetings: dict[Text, Habit] = Field(
        default_factory=dict, title="会议惯例", description="类别: 通常的主持人、记录人、地点"
    )
    debriefing: Debriefing | None = Field(None, title="述职", description="书记述职的文字")
    story: Story | None = Field(None, title="纪实", description="给报刊的通讯稿")
    followups: tuple[Followup, ...] = Field(
        (), title="上年问题整改", description="上一年所列的问题，逐条写明整改情况"
    )
    problems: tuple[Problem, ...] = Field((), title="存在的问题")
    plan: Plan | None = Field(None, title="下一年计划")
    closing: Closing | None = Field(None, title="结尾")
    signed: Date | None = Field(
        None, title="成文日期", description="正文末尾的日期；缺省时正文留【待补充】"
    )
