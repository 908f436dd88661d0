"""The model of a party lesson: its parts and pages, what is quoted and shown, and how long all takes."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from reportgen.content.model import ChartData, Point, TableData
from reportgen.content.model.base import (
    SPEECH,
    STEERS,
    Boolean,
    Date,
    Decimal,
    Instruction,
    Instructions,
    Integer,
    OrSentence,
    Part,
    RequiredText,
    Text,
    TextList,
    Value,
)
from reportgen.content.model.record import Relation, ScriptForm
from reportgen.content.speech_time import SPEECH_RATE
from reportgen.spans import Located, joined, span_of

#: minutes up to which a lesson is a micro-lesson
MICRO = 10

Minutes = Annotated[Decimal | None, STEERS]
#: words that are spoken, not shown
Speech = Annotated[RequiredText, SPEECH]


class FromRecord(Part):
    """引用：取自某支部某年记录里的一项。"""

    branch: Instruction = Field("", title="支部", description="content/branches 下的代号")
    year: Annotated[Integer, STEERS] = Field(0, title="年度")
    name: Instruction = Field("", title="名称", description="那一年记录里的名称；缺省与这一项同名")


class LessonFigure(FromRecord):
    """一项数字：引用支部记录里的（写 branch、year），或者本课自己的（写 value，最好写 source）。"""

    value: Value | None = Field(None, title="数值", description="本课自己的数，如 535票、96.5%")
    note: Text = Field("", title="注释", description="名称下的小字")
    source: Text = Field("", title="出处", description="本课自己的数从哪里来")


class LessonPicture(FromRecord):
    """一张图片：引用支部记录里的（写 branch、year），或者用自己的文件（写 file、caption）。"""

    file: Instruction = Field(
        "", title="文件", description="content/lessons 下的路径，如 images/x.png"
    )
    caption: Text = Field("", title="图注")
    credit: Text = Field("", title="供图")
    alt: Text = Field("", title="替代文字")


class LessonChart(FromRecord, ChartData):
    """一张图表：引用支部记录里的（写 branch、year），或者本课自己的（写法同年度记录的 charts）。"""

    title: Text = Field("", title="标题", description="缺省就是这一项的名称")
    source: Text = Field("", title="出处", description="本课自己的数据从哪里来")


class LessonTable(FromRecord, TableData):
    """一张表格：引用支部记录里的（写 branch、year），或者本课自己的（写法同年度记录的 tables）。"""

    # The key `from` is the field `source` of a table.
    origin: Text = Field("", alias="source", title="出处", description="本课自己的表从哪里来")


class LessonQuotation(Part):
    """一条引文：照录原文，写明谁说的、出自哪里；没有查过原书原件的，写 hand: second 或者 via。"""

    is_quotation: ClassVar[bool] = True

    text: RequiredText = Field(title="原文", description="一字不改；诗词写 verse: 是，一行一句")
    author: Text = Field("", title="作者或说话人")
    office: Text = Field("", title="身份", description="如 三号楼居民")
    work: Text = Field("", title="篇名书名", description="如 《中国共产党支部工作条例（试行）》")
    place: Text = Field(
        "", title="卷页或场合", description="如 第二条、第三卷第12页；讲话的写在哪里讲的"
    )
    date: Text = Field("", title="时间", description="如 2018年10月")
    hand: Annotated[Literal["first", "second"], STEERS] = Field(
        "first",
        title="一手二手",
        description="first 查过原文，second 没有查过；二手的在备注、讲稿和教案的出处后面标明，不投给听众看",
    )
    via: Text = Field("", title="转引自", description="从哪里转引的；写了就是二手")
    verse: Annotated[Boolean, STEERS] = Field(
        False, title="诗词", description="写“是”的一行一句，课件里不另断行"
    )

    @property
    def words(self) -> str:
        """The words as they are set: those of a verse line by line, others without line ends."""
        return self.text if self.verse else _in_one_line(self.text)

    @property
    def in_line(self) -> str:
        """The words in one line, as running text quotes them."""
        return _in_one_line(self.text)

    @property
    def attribution(self) -> str:
        """Whose words they are: 身份　姓名; "" where nobody is named."""
        return joined((part for part in (self.office, self.author) if part), "　")

    @property
    def mark(self) -> str:
        """What tells the speaker that the words were not looked up, "" for those that were."""
        if self.via:
            return joined(("（二手，转引自", self.via, "）"), "")
        return "（二手，原载未核）" if self.hand == "second" else ""

    @property
    def origin(self) -> str:
        """Where the words stand, as an audience reads it: 《书》第二条，2018年10月."""
        # An article or a page follows its title at once; a place is set off: 《讲话》，北京.
        apart = "" if self.place.startswith("第") else "，"
        work = joined((part for part in (self.work, self.place) if part), apart)
        return joined((p for p in (work, self.date) if p), "，")

    @property
    def signature(self) -> str:
        """The whole source in one line, as an audience reads it."""
        return joined((part for part in (self.attribution, self.origin) if part), "，")

    @property
    def source(self) -> str:
        """The whole source in one line, as the speaker's papers have it: with its mark."""
        return joined((self.signature, self.mark), "")


def _in_one_line(text: str) -> str:
    if "\n" not in text:
        return text
    span = span_of(text)
    flat = "".join(line.strip() for line in text.splitlines())
    return Located.at(flat, span) if span else flat


class Case(Part):
    """一个案例：谁的事、出自哪里；讲人的写 person，有照片的写 picture。"""

    person: Text = Field("", title="人物", description="案例讲的是一个人的，写姓名")
    role: Text = Field("", title="身份", description="如 三号楼楼长")
    picture: Instruction = Field("", title="照片", description="本课 pictures 里的名称")
    quote: Instruction = Field("", title="他的话", description="本课 quotations 里的名称")
    source: RequiredText = Field(title="出处", description="虚构的写明 示例，虚构")


QuestionKind = Literal["discussion", "poll", "activity"]
#: kind of question → what its slide is headed with
QUESTION_WORDS: dict[str, str] = {
    "discussion": "讨论",
    "poll": "现场表态",
    "activity": "课堂活动",
}


class Question(Part):
    """一组问题：讨论、现场表态或课堂活动，写明问什么、怎样组织。"""

    kind: Annotated[QuestionKind, STEERS] = Field(
        "discussion",
        title="种类",
        description="discussion 讨论，poll 现场表态（写 options），activity 课堂活动",
    )
    questions: TextList = Field(title="题目", min_length=1, max_length=4)
    options: TextList = Field((), title="选项", description="表态的几个选项，只配一道题")
    how: Annotated[Text, SPEECH] = Field(
        "", title="怎样组织", description="如 举手，分三组各说两分钟；只写在讲稿里"
    )
    answers: Annotated[TextList, SPEECH] = Field(
        (), title="参考答案", description="收尾时归拢的几点；只写在讲稿里"
    )

    @property
    def word(self) -> str:
        """What its slide is headed with."""
        return QUESTION_WORDS[self.kind]


Show = Literal[
    "auto", "bullets", "cards", "steps", "figures", "statement", "quote", "columns", "person",
    "picture", "pictures", "chart", "table", "convergence",
]  # fmt: skip


class Page(Part):
    """一页：一张幻灯片，以及讲这一页的话；一页只放一样东西。"""

    title: RequiredText = Field(title="标题")
    case: Instruction = Field("", title="案例", description="本课 cases 里的名称；写了就标明是案例")
    lead: Text = Field("", title="题眼", description="色块里的短语；两栏的写两个栏名，以竖线分开")
    brief: Text = Field("", title="概括", description="一句话")
    points: tuple[Point, ...] = Field((), title="要点")
    quote: Instruction = Field("", title="引文", description="本课 quotations 里的名称")
    question: Question | None = Field(None, title="问题", description="这一页是一道题")
    figures: Instructions = Field((), title="数字", description="本课 figures 里的名称")
    pictures: Instructions = Field((), title="图片", description="本课 pictures 里的名称")
    chart: Instruction = Field("", title="图表", description="本课 charts 里的名称")
    table: Instruction = Field("", title="表格", description="本课 tables 里的名称")
    show: Annotated[Show, STEERS] = Field("auto", title="式样", description="缺省按内容自动选")
    relation: Relation = Field(
        "",
        title="关系",
        description="各条要点之间的关系：order 有先后，ring 首尾相接，ranks 有高低，pair 两张照片前后对照",
    )
    build: Annotated[Literal["", "steps"], STEERS] = Field(
        "", title="逐步显示", description="steps 点一下出一条；缺省照全课的 build"
    )
    notes: Speech = Field(title="讲稿", description="这一页讲的话；{名称} 换成所引的数字")
    minutes: Minutes = Field(None, gt=0, title="时长", description="这一页讲几分钟；缺省按讲稿长短")


class LessonPart(Part):
    """一部分：党课的一大段，有标题、目的、过渡的话和各页。"""

    title: RequiredText = Field(title="标题", description="十六个字以内")
    aim: RequiredText = Field(title="目的", description="这一部分要让听众明白什么")
    notes: Speech = Field(title="过渡", description="转入这一部分的话")
    minutes: Minutes = Field(
        None, gt=0, title="时长", description="这一部分共几分钟，连过渡页；各页不写的在里面分"
    )
    pages: tuple[Page, ...] = Field(title="各页", min_length=1)


def _speech(value: Any) -> Any:
    return {"notes": value} if isinstance(value, str) else value


class Opening(Part):
    """开场：开场白，以及正题之前的几页，如一个热身活动。"""

    notes: Speech = Field(title="开场白")
    minutes: Minutes = Field(None, gt=0, title="时长", description="开场白讲几分钟")
    pages: tuple[Page, ...] = Field((), title="开场的几页", description="目录之前的页")


class Talk(Part):
    """一段话：讲的话和时长；只写一段文字也行。"""

    notes: Speech = Field(title="讲稿")
    minutes: Minutes = Field(None, gt=0, title="时长")


class Closing(Part):
    """结束：最后一页的标题和结束语。"""

    title: Text = Field("", title="标题", description="可分两行；缺省是“谢谢大家”")
    notes: Speech = Field(title="结束语")
    minutes: Minutes = Field(None, gt=0, title="时长")


class Discussion(Question):
    """讨论：课末讨论的题目、怎样组织和引导的话。"""

    title: Text = Field("请大家谈一谈", title="标题")
    notes: Speech = Field(title="引导", description="引出讨论的话")
    minutes: Minutes = Field(None, gt=0, title="时长")


class Summary(Part):
    """小结：全课的几个要点和小结的讲稿。"""

    title: Text = Field("小结", title="标题")
    lead: Text = Field("", title="题眼")
    points: tuple[Point, ...] = Field(title="要点", min_length=1)
    notes: Speech = Field(title="讲稿")
    minutes: Minutes = Field(None, gt=0, title="时长")


class Lesson(Part):
    """一堂党课：写明题目、听众、主讲人和时长，依次写各部分、讨论和小结。"""

    topic: RequiredText = Field(title="题目", description="可分两三行")
    subtitle: Text = Field("", title="副题")
    unit: Text = Field("", title="授课单位")
    audience: RequiredText = Field(title="听众")
    speaker: RequiredText = Field(title="主讲人", description="姓名或职务，如 支部书记")
    minutes: Annotated[Integer, STEERS] = Field(
        ge=1, title="时长", description="分钟；10 分钟以内的是微党课"
    )
    rate: Annotated[Integer, STEERS] = Field(
        SPEECH_RATE, ge=80, le=400, title="语速", description="每分钟讲多少字；缺省 200"
    )
    date: Date | None = Field(None, title="日期", description="讲课的日子；提法照这一天查")
    aims: TextList = Field((), title="教学目的")
    emphases: TextList = Field((), title="教学重点", description="写在教案里")
    difficulties: TextList = Field((), title="教学难点", description="写在教案里")
    aids: TextList = Field((), title="教具", description="如 投影、岗位卡；写在教案里")
    board: TextList = Field((), title="板书", description="一行一条；写在教案里")
    opening: Annotated[Opening, BeforeValidator(_speech), OrSentence()] = Field(title="开场")
    outline: Annotated[Talk, BeforeValidator(_speech), OrSentence()] | None = Field(
        None, title="提纲的话", description="讲目录页时说的话；微党课不用"
    )
    quotations: dict[RequiredText, LessonQuotation] = Field(default_factory=dict, title="引文")
    figures: dict[RequiredText, LessonFigure] = Field(
        default_factory=dict,
        title="数字",
        description="名称: {branch, year}；叫法不同的另写 name；本课自己的写 {value, source}",
    )
    pictures: dict[RequiredText, LessonPicture] = Field(default_factory=dict, title="图片")
    charts: dict[RequiredText, LessonChart] = Field(default_factory=dict, title="图表")
    tables: dict[RequiredText, LessonTable] = Field(default_factory=dict, title="表格")
    cases: dict[RequiredText, Case] = Field(default_factory=dict, title="案例")
    parts: tuple[LessonPart, ...] = Field(title="各部分", min_length=1)
    discussion: Discussion | None = Field(None, title="讨论")
    summary: Summary = Field(title="小结")
    closing: Annotated[Closing, BeforeValidator(_speech), OrSentence()] = Field(title="结束")
    spares: tuple[Page, ...] = Field(
        (), title="备用页", description="隐藏的幻灯片，时间富余或有人问到时用，不计入时长"
    )
    sources: TextList = Field((), title="资料来源", description="引文的出处不用在这里重写")
    build: Annotated[Literal["", "steps"], STEERS] = Field(
        "", title="逐步显示", description="steps 各页的要点、步骤点一下出一条"
    )
    handout: Annotated[Boolean, STEERS] = Field(
        False, title="讲义", description="写“是”另做一份发给听众的讲义：一页三张幻灯片，旁边留线"
    )
    script: ScriptForm = Field(
        "slides",
        title="讲稿的样式",
        description="slides 左边是幻灯片的小图，右边是讲的话；text 只有文字",
    )
    palette: Instruction = Field("", title="配色")
    format: Instruction = Field("", title="版式")
    sample: Boolean = Field(False, title="示例")

    @property
    def is_micro(self) -> bool:
        """Whether it is a micro-lesson, which has neither contents nor dividers."""
        return self.minutes <= MICRO

    @property
    def has_dividers(self) -> bool:
        """Whether its parts have a divider each, and the lesson a page of contents."""
        return not self.is_micro and len(self.parts) >= 2

    @property
    def pages(self) -> tuple[Page, ...]:
        """All its pages, in order, the spare ones last."""
        own = (page for part in self.parts for page in part.pages)
        return (*self.opening.pages, *own, *self.spares)
