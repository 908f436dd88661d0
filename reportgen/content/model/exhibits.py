"""The models of methods, brands, honours, projects, pictures, charts and tables."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from reportgen.content.model.base import (
    STEERS,
    WITH_PLACE,
    Boolean,
    Decimal,
    Instruction,
    Integer,
    Part,
    RequiredText,
    TableCell,
    Text,
    TextList,
    Value,
)
from reportgen.content.model.branch import Point
from reportgen.spans import Located, joined, span_of


class Method(Part):
    """工作法：有名称的工作法、标准或机制，名称里的数与条目数应当一致；资料没有给出的条目不补写。"""

    name: RequiredText = Field(title="名称", description="如 六责工作法")
    kind: Instruction = Field("工作法", title="种类", description="工作法、标准、机制、活动 等")
    count: Annotated[Integer | None, STEERS] = Field(
        None, ge=1, title="条数", description="名称所说的条数"
    )
    items: tuple[Point, ...] = Field((), title="条目", description="资料没有给出的可以不写")
    relation: Literal["", "order", "ring", "ranks"] = Field(
        "",
        title="关系",
        description="各条之间的关系：order 有先后，ring 首尾相接，ranks 有高低；课件照此画图",
    )
    note: Text = Field("", title="说明")

    @property
    def complete(self) -> bool:
        """Whether as many items are given as `count` says."""
        return bool(self.items) and (self.count is None or len(self.items) >= self.count)


class Brand(Part):
    """品牌：一个品牌的类别和名称。"""

    label: RequiredText = Field(title="类别", description="如 业务品牌")
    name: RequiredText = Field(title="名称")


class Brands(Part):
    """品牌矩阵：一个党建品牌引领若干品牌。"""

    main: Brand = Field(title="引领品牌")
    items: tuple[Brand, ...] = Field(title="所引品牌", min_length=1)


class Honour(Part):
    """荣誉：支部、集体或个人所获的荣誉；只有名称必写，不知道的不写。"""

    name: RequiredText = Field(title="名称")
    level: Text = Field("", title="级别", description="如 省级、烟台市、莱州市")
    grade: Text = Field("", title="等次", description="如 一等奖")
    count: Value | None = Field(None, title="数量", description="多项时填写，如 4项")
    people: TextList = Field((), title="获得者", description="个人或集体，如 [张三, 李四]")
    since: Text = Field("", title="起算时间", description="不只当年的，如 2021年以来")
    chapter: Instruction = Field("", title="所属章", description="章的标题，或其类型")
    note: Text = Field("", title="说明", description="印在荣誉旁边")

    @property
    def annotation(self) -> str:
        """Its `since` and `note`, as they are printed beside it."""
        return joined((part for part in (self.since, self.note) if part), "，")


#: the words of a project's status
PROJECT_STATUS = {"done": "已建成", "under-way": "在建", "planned": "拟建"}


class Project(Part):
    """项目：一个项目或成果，已建成、在建或拟建。"""

    name: RequiredText = Field(title="名称")
    kind: Annotated[RequiredText, STEERS] = Field(
        title="类别", description="如 专题数据库；同一类别的写在一起"
    )
    status: Annotated[Literal["done", "under-way", "planned"] | None, WITH_PLACE] = Field(
        None, title="状态", description="done 已建成，under-way 在建，planned 拟建；不写就不说"
    )
    text: Text = Field("", title="说明")

    @property
    def status_text(self) -> str:
        """The status as it is printed, "" where none is written."""
        words, span = PROJECT_STATUS.get(self.status or "", ""), span_of(self.status)
        return Located.at(words, span) if span else words


class Quotation(Part):
    """引语：别人说的话，照原话写，写明是谁在什么场合说的。"""

    is_quotation: ClassVar[bool] = True

    text: RequiredText = Field(title="原话")
    speaker: Text = Field("", title="说话人", description="如 张大爷；写了才署名")
    office: Text = Field("", title="身份", description="如 三号楼居民、县委组织部部长")
    occasion: Text = Field("", title="场合", description="如 2025年5月在村民代表会议上")
    source: Text = Field("", title="出处", description="文件、报刊或书籍的名称")
    gist: Annotated[Boolean, STEERS] = Field(
        False, title="大意", description="写“是”的不是原话：不加引号，不做引语页"
    )
    hidden: Annotated[Boolean, STEERS] = Field(
        False, title="收起来", description="写“是”的留在记录里，报告和课件都不用"
    )

    @property
    def signature(self) -> str:
        """The line below the quotation: 身份　姓名，场合，《出处》; "" where nothing is known.

        It says of a gist that it is one.
        """
        who = joined((part for part in (self.office, self.speaker) if part), "　")
        line = joined((part for part in (who, self.occasion, self.source) if part), "，")
        return joined((line, "（大意）")) if line and self.gist else line


def _in_use(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    return tuple(quotation for quotation in quotations if not quotation.hidden)


#: quotations without those that are put away
Quotations = Annotated[tuple[Quotation, ...], AfterValidator(_in_use)]


class Profile(Part):
    """人物：一个先进典型，写明姓名、身份和做的事；有他自己的话的写原话。"""

    name: RequiredText = Field(title="姓名")
    role: RequiredText = Field(title="身份", description="如 三号楼党员中心户")
    text: Text = Field("", title="事迹", description="一句话")
    points: TextList = Field((), title="几件事", description="一条一句，一至四条")
    saying: Text = Field("", title="原话", description="他自己的话，照原话写")
    occasion: Text = Field("", title="场合", description="这句话在什么场合说的")
    picture: Instruction = Field("", title="照片", description="pictures 里的名称")

    @property
    def deeds(self) -> tuple[str, ...]:
        """The sentences on what the person did: the text, then the points."""
        return tuple(deed for deed in (self.text, *self.points) if deed)


class Venue(Part):
    """阵地：一处活动阵地的名称和说明。"""

    name: RequiredText = Field(title="名称")
    text: Text = Field("", title="说明")


class PictureFile(Part):
    """图片：写明文件和图注，以及供图人。"""

    file: Annotated[RequiredText, STEERS] = Field(
        title="文件", description="支部文件夹下的路径，如 images/x.png"
    )
    caption: RequiredText = Field(title="图注")
    credit: Text = Field("", title="供图")
    alt: Text = Field("", title="替代文字", description="给看不见图的读者；缺省用图注")
    focus: Annotated[tuple[Decimal, Decimal], STEERS] = Field(
        (0.5, 0.5), title="焦点", description="裁切时保留的中心，横、纵各 0 到 1"
    )


class ChartOfLog(Part):
    """由活动记录作图：写明用哪一类活动、按什么分。"""

    by: Literal["month", "quarter", "kind"] = Field(
        title="按什么分", description="month 按月，quarter 按季度，kind 按类别"
    )
    kind: Text = Field("", title="活动类别", description="不写则为全部活动")


class ChartData(Part):
    """图表：数据写一组（data）或几组（series），也可以由活动记录得出（log）。"""

    title: RequiredText = Field(title="标题")
    kind: Literal["column", "bar", "stacked", "line", "pie", "doughnut"] = Field(
        "column",
        title="图形",
        description="柱 column、条 bar、堆积 stacked、折线 line、饼 pie、环 doughnut",
    )
    unit: Text = Field("", title="单位", description="如 万元；不写就用数据自己的单位")
    data: dict[Text, Value] = Field(default_factory=dict, title="数据", description="名称: 数值")
    series: dict[Text, dict[Text, Value]] = Field(
        default_factory=dict, title="多组数据", description="组名: {名称: 数值}"
    )
    log: Annotated[ChartOfLog | None, STEERS] = Field(
        None, title="由活动记录得出", description="如 {by: quarter}；不用写 data"
    )
    highlight: Instruction = Field("", title="突出", description="要突出的一项的名称")
    order: Boolean = Field(
        False,
        title="有先后",
        description="写“是”，各项照写的次序；不写的从大到小，年月、等次照次序",
    )
    takeaway: Text = Field("", title="结论", description="图旁的一句结论")
    note: Text = Field("", title="注释")


class TableSource(Part):
    """表格文件：表格取自 .xlsx 里的一块，合并的格照原样。"""

    file: RequiredText = Field(title="文件", description="支部文件夹下的路径，如 表/党费.xlsx")
    range: Text = Field(
        "",
        title="区域",
        description="如 收支!B3:F12；只写工作表名就是整张表；不写是第一张工作表",
    )
    head_rows: Integer = Field(1, ge=0, title="表头行数", description="区域最上面几行是表头")


def _head_rows(value: Any) -> Any:
    # One row of column names may be written as a plain list.
    if isinstance(value, str):
        return [[value]]
    if isinstance(value, list) and value and not any(isinstance(row, list) for row in value):
        return [value]
    return value


_ROWS_SCHEMA = {"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}}

HeadRows = Annotated[
    tuple[tuple[TableCell, ...], ...],
    BeforeValidator(_head_rows),
    WithJsonSchema({"anyOf": [_ROWS_SCHEMA, {"type": "array", "items": _ROWS_SCHEMA}]}),
]


class TableData(Part):
    """表格：写明表头和各行，或写明取自 .xlsx 的哪一块；格里写 < 与左边一格合并，写 ^ 与上边一格合并。"""

    title: Text = Field("", title="表题", description="不写就用表格的名称")
    head: HeadRows = Field(
        (), title="表头", description="[项目, 次数]；几行表头写成几个列表；< 并入左格，^ 并入上格"
    )
    rows: tuple[tuple[TableCell, ...], ...] = Field(
        (), title="各行", description='每行一个列表；没有内容的格写成 ""；< 并入左格，^ 并入上格'
    )
    source: Annotated[TableSource | None, STEERS] = Field(
        None,
        alias="from",
        title="取自",
        description="{file: 表.xlsx, range: 收支!B3:F12, head_rows: 2}；写了就不写 head 和 rows",
    )
    align: tuple[Literal["左", "中", "右", "left", "center", "right"], ...] = Field(
        (),
        title="对齐",
        description="每列写 左、中、右；不写的按内容：首列靠左，数字靠右，短词居中",
    )
    row_heads: Annotated[Integer, Field(ge=0, le=2), STEERS] = Field(
        0, title="行头列数", description="最左边几列是各行的名称，用表头的字体：1 或 2"
    )
    sum_rows: Annotated[tuple[Integer, ...], STEERS] = Field(
        (),
        title="小计行",
        description="[4, 8]：表身第几行是小计、合计；加底色，并查对是不是各项相加",
    )
    unit: Text = Field("", title="单位", description="印在表的右上方，如 万元")
    note: Text = Field("", title="表注", description="印在表的下方")
