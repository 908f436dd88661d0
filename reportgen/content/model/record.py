"""The model of a branch's year: content/branches/<slug>/<year>.yaml."""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.content import dates
from reportgen.content.model.base import (
    SPEECH,
    STEERS,
    Amount,
    Boolean,
    Date,
    Instruction,
    Instructions,
    Integer,
    Part,
    RequiredText,
    Text,
    TextList,
    named_entries,
)
from reportgen.content.model.branch import SlidePoint
from reportgen.content.model.exceptions import Exemption
from reportgen.content.model.exhibits import (
    Brands,
    ChartData,
    Honour,
    Method,
    PictureFile,
    Profile,
    Project,
    Quotations,
    TableData,
    Venue,
)
from reportgen.content.model.figures import Figures
from reportgen.content.model.followups import Followup
from reportgen.content.model.log import Event, Habit, Ledger
from reportgen.content.model.narratives import Story


class Source(Part):
    """资料来源：资料出自哪份报刊或文件，以及期号、日期、作者和编辑。"""

    paper: Text = Field("", title="来源", description="报刊或文件名称")
    issue: Text = Field("", title="期号")
    page: Text = Field("", title="版次")
    date: Date | None = Field(None, title="日期")
    online: Date | None = Field(None, title="网上发布日期")
    author: Text = Field("", title="作者")
    editor: Text = Field("", title="编辑")
    note: Text = Field("", title="说明")


Show = Literal[
    "auto", "bullets", "cards", "steps", "figures", "matrix", "statement", "quote", "columns",
    "picture", "pictures", "chart", "charts", "table", "honours", "text", "none",
]  # fmt: skip


#: how the parts of a slide belong together
Relation = Literal["", "order", "ring", "ranks", "pair"]
ScriptForm = Annotated[Literal["slides", "text"], STEERS]


class WorkSlide(Part):
    """幻灯片：只写与正文得来的不同之处；不写的，由程序按规则从正文得出。"""

    show: Show = Field("auto", title="式样", description="缺省按内容自动选；none 不做这一页")
    title: Text = Field("", title="标题", description="缺省用这项工作的标题")
    panel: Text = Field("", title="题眼", description="色块里的短语，宜不超过十二字")
    brief: Text = Field("", title="概括", description="一句话；缺省用正文的第一句")
    points: tuple[SlidePoint, ...] = Field(
        (), title="要点", description="一句话，或 {name: 名称, text: 说明}；缺省由正文的各句得出"
    )
    relation: Relation = Field(
        "",
        title="关系",
        description="各条之间的关系：order 有先后，ring 首尾相接，ranks 有高低，pair 两张照片前后对照",
    )
    heads: TextList = Field((), title="栏名", description="式样为 columns 时两栏的名称")
    notes: Annotated[Text, SPEECH] = Field("", title="讲稿", description="这一页怎么讲；缺省用正文")


class Work(Part):
    """工作：一项工作，在报告里写成一段，在课件里写成一页。"""

    title: RequiredText = Field(title="标题", description="段首标题，也是幻灯片标题")
    text: Text = Field("", title="正文", description="成段的叙述，空行分段；**加粗**")
    figures: Instructions = Field((), title="引用数字", description="figures 里的名称")
    method: Instruction = Field("", title="引用工作法", description="methods 里的名称")
    charts: Instructions = Field((), title="引用图表", description="charts 里的名称，至多两张")
    tables: Instructions = Field((), title="引用表格", description="tables 里的名称")
    pictures: Instructions = Field((), title="引用图片", description="pictures 里的名称")
    qr: Instruction = Field("", title="二维码", description="pictures 里的名称；课件上扫码用")
    quotations: Quotations = Field((), title="引语", description="别人说的话")
    people: tuple[Profile, ...] = Field((), title="人物", description="这项工作里的先进典型")
    brands: Boolean = Field(False, title="品牌矩阵", description="在这里放品牌矩阵")
    projects: Instruction = Field("", title="引用项目", description="projects 的类别")
    honours: Boolean = Field(False, title="荣誉", description="在这里放荣誉表")
    slide: WorkSlide = Field(
        WorkSlide.model_construct(), title="幻灯片", description="只写与正文得来的不同之处"
    )


class Chapter(Part):
    """章：报告的一章，在课件里是一个部分；有类型的写类型，没有的只写标题。"""

    title: Text = Field("", title="标题", description="一级标题；有类型的可以不写，用类型的章标题")
    type: Instruction = Field("", title="类型", description="支部类型的代号或名称；没有的不写")
    lead: Text = Field("", title="引言", description="本章第一段")
    works: tuple[Work, ...] = Field((), title="工作", description="各项工作，按次序")


class Problem(Part):
    """问题：一个问题的表现和原因，以及整改的措施、责任人和时限。"""

    name: RequiredText = Field(title="问题", description="一句话")
    text: Text = Field("", title="表现")
    cause: Text = Field("", title="原因")
    measure: Text = Field("", title="整改措施", description="还没有的不写")
    owner: Text = Field("", title="责任人")
    due: Text = Field("", title="时限")


class PlanItem(Part):
    """任务：下一年计划里的一项任务。"""

    task: RequiredText = Field(title="任务")
    text: Text = Field("", title="做法")
    chapter: Instruction = Field("", title="所属章", description="章的标题，或其类型")
    owner: Text = Field("", title="责任人")
    due: Text = Field("", title="时限")


class Plan(Part):
    """计划：下一年的计划，写成段的文字，也可以一条一条列任务。"""

    title: Text = Field(
        "", title="标题", description="报告缺省为 下一步工作打算，课件由各项任务得出"
    )
    text: Text = Field("", title="正文")
    parallels: TextList = Field((), title="排比", description="如 更高标准、更严要求、更佳作风")
    items: tuple[PlanItem, ...] = Field((), title="任务")


class Closing(Part):
    """结尾：全文的最后一章；不要章标题的，只写正文。"""

    title: Text = Field("", title="标题", description="如 聚力党旗下，奋斗谱新篇")
    text: Text = Field("", title="正文")


class Debriefing(Part):
    """述职：书记述职的文字；没有写的各项取年度记录的，只写述职人也成一份。"""

    title: Text = Field("", title="标题", description="缺省为 年度抓基层党建工作述职报告")
    speaker: Text = Field("", title="述职人", description="缺省取 branch.yaml 的书记")
    occasion: Text = Field("", title="场合", description="如 街道党工委述职评议考核会议")
    minutes: Annotated[Integer | None, STEERS] = Field(
        None, ge=1, title="时长", description="述职课件讲几分钟，如 10；不写不分配时间"
    )
    opening: Text = Field("", title="开头", description="缺省用年度记录的开头")
    comments: tuple[Followup, ...] = Field(
        (), title="上年度点评意见整改", description="缺省用年度记录的 followups"
    )
    duties: tuple[Work, ...] = Field(
        (), title="履职情况", description="第一人称，写法同工作；缺省用各章的工作"
    )
    problems: tuple[Problem, ...] = Field(
        (), title="存在的问题", description="第一人称；缺省用年度记录的 problems"
    )
    problem_share: Annotated[Amount | None, STEERS] = Field(
        None, title="问题所占比重", description="问题部分至少占全文的比重，如 30%；不写不查"
    )
    plan: Plan | None = Field(None, title="下一步打算", description="缺省用年度记录的 plan")
    closing: Text = Field("", title="结尾")
    signed: Date | None = Field(None, title="成文日期", description="缺省取年度记录的")


#: a text, a list of texts, or texts by name
FreeText = Text | TextList | dict[RequiredText, Text | TextList]


class YearRecord(Part):
    """年度记录：一个支部一年的数字、活动、做法、品牌、荣誉和图片，各章的工作，以及问题和计划。"""

    year: Annotated[Integer, STEERS] = Field(
        ge=1921, le=2100, title="年度", description="与文件名一致"
    )
    name: Text = Field(
        "", title="这一年的全称", description="缺省用 branch.yaml 里这一年年末的名称"
    )
    short: Text = Field("", title="这一年的简称")
    headline: Text = Field("", title="主题", description="课件封面的大标题，可分两行")
    source: Source | None = Field(None, title="资料来源")
    opening: Text = Field("", title="开头", description="全文第一段，空行分段")
    titles: dict[Text, RequiredText] = Field(
        default_factory=dict, title="自定标题", description="文种的代号或名称: 标题；可分几行"
    )
    compare: Instructions = Field(
        (),
        title="与上年相比的数字",
        description="figures 里的名称，按次序；缺省为写了 last_year、又有变化的",
    )
    figures: Figures = Field(
        default_factory=dict,
        title="数字",
        description="名称: 数值，如 服务单位: 110余家；或写成一组",
    )
    chapters: tuple[Chapter, ...] = Field((), title="各章", description="按次序")
    methods: Annotated[dict[RequiredText, Method], named_entries("name")] = Field(
        default_factory=dict, title="工作法"
    )
    brands: Brands | None = Field(None, title="品牌矩阵")
    honours: tuple[Honour, ...] = Field((), title="荣誉")
    projects: tuple[Project, ...] = Field((), title="项目")
    venues: tuple[Venue, ...] = Field((), title="阵地")
    pictures: Annotated[dict[RequiredText, PictureFile], named_entries("caption")] = Field(
        default_factory=dict, title="图片"
    )
    charts: Annotated[dict[RequiredText, ChartData], named_entries("title")] = Field(
        default_factory=dict, title="图表"
    )
    tables: dict[RequiredText, TableData] = Field(
        default_factory=dict, title="表格", description="名称: 内容；写法见 tables.md"
    )
    events: tuple[Event, ...] = Field((), title="活动记录")
    ledger: Annotated[Ledger | None, STEERS] = Field(
        None, title="活动台账", description="Excel 或 CSV 台账，其中各行与 events 合在一起"
    )
    meetings: Annotated[dict[Text, Habit], STEERS] = Field(
        default_factory=dict, title="会议惯例", description="类别: 通常的主持人、记录人、地点"
    )
    debriefing: Debriefing | None = Field(
        None, title="述职", description="书记述职；写了 debriefing: 才做述职报告和课件"
    )
    story: Story | None = Field(None, title="纪实", description="给报刊的通讯稿")
    followups: tuple[Followup, ...] = Field(
        (),
        title="上年问题整改",
        description="上一年所列的问题，逐条写整改到哪一步、怎么改的、结果怎样",
    )
    problems: tuple[Problem, ...] = Field((), title="存在的问题")
    plan: Plan | None = Field(None, title="下一年计划")
    closing: Closing | None = Field(None, title="结尾")
    texts: dict[RequiredText, FreeText] = Field(
        default_factory=dict,
        title="另外的文字",
        description="给自己的模板用的文字，如 给居民的信；一段、几段，或几个有名称的段落",
    )
    script: ScriptForm = Field(
        "slides",
        title="讲稿的样式",
        description="slides 左边是幻灯片的小图，右边是讲的话；text 只有文字",
    )
    minutes: Annotated[Integer | None, STEERS] = Field(
        None,
        ge=1,
        title="课件时长",
        description="年度课件讲几分钟，如 20；写了，讲稿上每页有时间和讲到这里的累计",
    )
    hide_slides: Instructions = Field(
        (), title="不放的幻灯片", description="写幻灯片的标题，一条一页"
    )
    signed: Date | None = Field(
        None, title="成文日期", description="正文末尾的日期；缺省时正文留【待补充】"
    )
    final: Annotated[Date | None, STEERS] = Field(
        None, title="定稿日期", description="写了就按定稿出文档：还有【待补充】的不出"
    )
    exceptions: Annotated[tuple[Exemption, ...], STEERS] = Field(
        (), title="例外", description="检查不必再提示的"
    )
    none: Instructions = Field(
        (), title="没有的", description="今年确实没有、不必再问的，如 荣誉、问题、党课、到会率"
    )

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of organisation life in the log, as they are written."""
        return frozenset(kind for event in self.organisation_life for kind in event.kinds)

    @property
    def chronicle(self) -> tuple[Event, ...]:
        """The events of the year; one that is dated in another year belongs to that year's record."""
        return tuple(e for e in self.events if dates.touches_year(e.calendar_date, self.year))

    @property
    def organisation_life(self) -> tuple[Event, ...]:
        """The events of the year that have a kind; the others happened, but nobody met."""
        return tuple(event for event in self.chronicle if event.kinds)
