"""The models of a branch type (content/types/<id>.yaml) and of a branch (branch.yaml)."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from reportgen.content.dates import WrittenDate
from reportgen.content.model.base import (
    STEERS,
    Amount,
    Boolean,
    Date,
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


class Point(Part):
    """要点：一个名称加一句话，用在幻灯片和报告的分条叙述里。"""

    name: RequiredText = Field(title="名称", description="要点的名称，宜四到六字")
    text: Text = Field("", title="说明", description="一句话说明")


def _point(value: Any) -> Any:
    return Point.model_construct(name="", text=value) if isinstance(value, str) else value


#: a point of a slide, which may be a sentence alone
SlidePoint = Annotated[Point, BeforeValidator(_point), OrSentence()]


class Indicator(Part):
    """指标：选用这一类型的支部应当在年度记录里写明的一项数字。"""

    figure: RequiredText = Field(
        title="数字", description="年度记录 figures 里的名称，或它的别名；缺时文中提示补充"
    )
    unit: Text = Field("", title="单位", description="计量单位，如 次、篇、%")
    minimum: Amount | None = Field(None, title="最低要求", description="低于此数时提醒")
    required: Boolean = Field(False, title="必填", description="缺少时正文出现【待补充】")


class Measure(Part):
    """举措句：支部类型自带的一段话，可以用 {{ }} 引用年度记录里的数字。"""

    title: RequiredText = Field(title="标题", description="报告中的小标题、幻灯片的标题")
    text: RequiredText = Field(title="正文", description="可含 {{ figure('名称') }} 等取数表达式")
    points: tuple[Point, ...] = Field((), title="要点", description="幻灯片上的要点，可含表达式")
    takeaway: Text = Field(
        "", title="结论", description="幻灯片上数字旁的一句话，可含表达式；不写的由上年的数得出"
    )
    in_order: Boolean = Field(
        False, title="有先后", description="要点的数字一个接一个，如巡查、排查、整改"
    )
    needs: TextList = Field(
        (), title="所需数字", description="这些数字都有时才写这一条；events 表示要有活动记录"
    )


TypeSlide = Literal["works", "measures", "figures", "honours", "pictures"]


class BranchType(Part):
    """支部类型：写明名称、定位和所聚之力，以及报告和课件怎样写这一型。"""

    id: Text = Field("", exclude=True, title="代号", description="取自文件名，不必填写")
    name: RequiredText = Field(title="名称", description="如 学习型")
    chapter: RequiredText = Field(title="章标题", description="报告的一级标题，宜各型对仗")
    role: Text = Field("", title="定位", description="在全文论证中的位置，如 出发点")
    power: Text = Field("", title="所聚之力", description="如 政治力")
    purpose: Text = Field("", title="宗旨", description="一句话：这一型抓什么、求什么")
    indicators: tuple[Indicator, ...] = Field((), title="指标", description="应当拿出的数字")
    measures: tuple[Measure, ...] = Field((), title="举措句", description="型自带的句子")
    slides: tuple[TypeSlide, ...] = Field(
        ("works", "measures", "figures", "honours", "pictures"),
        title="幻灯片内容",
        description="这一型的幻灯片放什么、按什么次序",
    )


class Person(Part):
    """人员：支部委员或负责人的姓名和职务。"""

    name: RequiredText = Field(title="姓名")
    role: RequiredText = Field(title="职务", description="如 书记、组织委员")


class Member(Part):
    """党员：党员名册里的一人；只写姓名也行，没写的在名册上空着，由支部手填。"""

    name: RequiredText = Field(title="姓名")
    gender: Text = Field("", title="性别", description="男、女")
    ethnicity: Text = Field("", title="民族", description="如 汉族")
    born: Date | None = Field(None, title="出生年月", description="如 1985年7月")
    education: Text = Field("", title="学历", description="如 大学、研究生")
    joined: Date | None = Field(None, title="入党时间", description="如 2012年6月")
    confirmed: Date | None = Field(None, title="转正时间", description="预备党员不写")
    phone: Text = Field("", title="联系电话", description="名册上印出来；不想印就不写")
    role: Text = Field("", title="党内职务", description="支部委员的缺省取 committee")
    group: Text = Field("", title="党小组", description="如 第一党小组")
    probationary: Boolean = Field(False, title="预备党员")


def _member(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Members(Part):
    """党员队伍：党员的总数，以及正式党员、预备党员各有多少。"""

    total: Value | None = Field(None, title="党员总数")
    formal: Value | None = Field(None, title="正式党员")
    probationary: Value | None = Field(None, title="预备党员")


def _with_year(value: WrittenDate) -> WrittenDate:
    if value.first is None:
        raise PydanticCustomError("date", "要写明哪一年，如 2021年3月 或 2021年")
    return value


class FormerName(Part):
    """曾用名称：改名以前的名称，以及用到什么时候。"""

    name: RequiredText = Field(title="当时的全称")
    short: Text = Field("", title="当时的简称", description="缺省用当时的全称")
    until: Annotated[Date, AfterValidator(_with_year)] = Field(
        title="用到何时", description="如 2021年3月 或 2021年；写明年份"
    )


class Frame(Part):
    """总体框架：支部建设的总提法，用它自己的话，如 五型五力、四强、1+5+1。"""

    name: RequiredText = Field(title="名称", description="如 五型五力；写在课件目录页上")
    title: Text = Field("", title="总框架页的标题", description="如 五型同向，五力同心；缺省用名称")
    goal: Text = Field("", title="归结", description="各型归到哪里，如 聚力党旗下；缺省用名称")


def _frame(value: Any) -> Any:
    # A frame that is only a name may be written as a text.
    return {"name": value} if isinstance(value, str) else value


class Branch(Part):
    """党支部：写明名称、所在单位，以及选用的支部类型（没有的不写）。"""

    slug: Text = Field("", exclude=True, title="代号", description="取自文件夹名，不必填写")
    name: RequiredText = Field(title="支部全称")
    short: Text = Field("", title="支部简称", description="用于文件名和标题；缺省用全称")
    unit: Text = Field("", title="所在单位")
    upper: Text = Field("", title="上级党组织")
    slogan: Text = Field("", title="口号", description="用于课件封面")
    types: Instructions = Field(
        (), title="支部类型", description="content/types 下的代号或名称，按论述次序；没有的不写"
    )
    frame: Annotated[Frame | None, BeforeValidator(_frame)] = Field(
        None, title="总体框架", description="有“五型五力”一类总提法的填写；没有的不写"
    )
    secretary: Text = Field("", title="书记")
    committee: tuple[Person, ...] = Field((), title="支部委员会", description="设支委会的填写")
    groups: Annotated[Integer, STEERS] = Field(0, ge=0, title="党小组数")
    members: Members | None = Field(None, title="党员队伍")
    roster: tuple[Annotated[Member, BeforeValidator(_member), OrSentence()], ...] = Field(
        (), title="党员名册", description="一人一条；出名册和评议党员用的登记表"
    )
    file_names: Literal["unit-and-year", "title"] = Field(
        "unit-and-year",
        title="文件名",
        description="unit-and-year 按单位和年度，title 按年度记录 titles 里自定的标题",
    )
    format: Instruction = Field(
        "", title="版式", description="本单位的 Word 版式名；缺省用主题的版式"
    )
    palette: Instruction = Field(
        "", title="配色", description="报告和课件的配色名；缺省用主题的配色"
    )
    cover: Boolean = Field(False, title="封面", description="要装订的写 是：年度总结前加一页封面")
    former_names: Annotated[tuple[FormerName, ...], STEERS] = Field(
        (), title="曾用名称", description="改过名的填写；往年的文档用当时的名称"
    )
    documents: Boolean = Field(
        True, title="做文档", description="只给上级汇总报数的支部写 否：不做文档，也不提醒缺什么"
    )
    sample: Boolean = Field(False, title="示例", description="虚构的示例支部，成文时注明")
