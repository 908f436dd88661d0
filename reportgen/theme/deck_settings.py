"""The models of deck.yaml: what a designer decides about decks that a .pptx file cannot say.

Every key is read by the program: a key that is not listed here is reported as a fault.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from reportgen.content.model.base import Boolean, Decimal, Integer, Text
from reportgen.document.nodes import Tone
from reportgen.theme.format_parts import Part
from reportgen.theme.palettes import Contrast, SchemeColours

#: the colours a drawing may name (ECMA-376 part 1, 20.1.10.54, ST_SchemeColorVal)
ThemeColour = Literal[
    "tx1", "bg1", "tx2", "bg2", "dk1", "lt1", "dk2", "lt2",
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
]  # fmt: skip
#: the two faces of a theme: `major` for titles and numerals, `minor` for running text
ThemeFace = Literal["major", "minor"]
#: what a slot is for; fitting and emphasis treat each role in its own way
Role = Literal[
    "title", "card-title", "lead", "numeral", "body",
    "label", "caption", "kicker", "furniture", "object",
]  # fmt: skip
Points = Annotated[float, Field(ge=0, le=400)]
#: how far the left, upper, right and lower side of a box move out, in points; in where negative
_Side = Annotated[float, Field(ge=-1000, le=1000)]
Sides = tuple[_Side, _Side, _Side, _Side]
Percent = Annotated[Integer, Field(ge=0, le=500)]


class EmphasisSettings(Part):
    """How emphasised words are set."""

    color: ThemeColour | Literal[""] = Field("", title="颜色", description="留空则不改变颜色")
    bold: Boolean = Field(True, title="加粗")


class ToneSettings(Part):
    """How a cell or a point of one tone is set; what is left out stays as it is without a tone."""

    fill: ThemeColour | Literal[""] = Field("", title="格的底色")
    mark: ThemeColour | Literal["none", ""] = Field(
        "", title="图表的点的颜色", description="none 不画"
    )
    share: Annotated[Integer, Field(ge=1, le=100)] = Field(100, title="底色的浓度（%）")
    color: ThemeColour | Literal[""] = Field("", title="文字颜色")
    font: ThemeFace | Literal[""] = Field("", title="字体")
    larger_pt: Decimal = Field(0, title="字号加大多少（磅）")


class ChartLabels(Part):
    """The numbers written beside bars, points and slices."""

    font: ThemeFace = Field("major", title="字体")
    size_pt: Points = Field(24, title="字号（磅）")


class ChartAxis(Part):
    """The axis of categories."""

    size_pt: Points = Field(18, title="字号（磅）")
    line: ThemeColour = Field("accent5", title="轴线颜色")


class ChartLegend(Part):
    """The legend."""

    size_pt: Points = Field(16, title="字号（磅）")


class GapWidths(Part):
    """The gap between bars in per cent of a bar's width."""

    bar: Percent = Field(96, title="条形图")
    column: Percent = Field(144, title="柱形图")


class ChartLook(Part):
    """How charts in some slots are set otherwise than the others."""

    names: Boolean = Field(True, title="写类别的名称")
    fills_frame: Boolean = Field(False, title="图形占满框", description="各条与旁边表格的各行对齐")
    gap_width_pct: Percent = Field(100, title="间隙宽度（%）")
    label_pt: Points = Field(18, title="数据标签字号（磅）")
    grid_every: Annotated[Integer, Field(ge=0)] = Field(
        0, title="格线的间隔", description="0 是没有格线；实际占目标的百分比用 100"
    )
    from_zero: Boolean = Field(
        True, title="数值从零起", description="斜率图比的是变化，可以不从零起"
    )


class ChartSettings(Part):
    """Charts; `min_pt` is the size of labels where more than eight categories stand side by side."""

    series: tuple[ThemeColour, ...] = Field(
        ("accent1", "accent4", "accent2", "accent5", "accent6"),
        min_length=1,
        title="各系列的颜色",
    )
    text: ThemeColour = Field("tx1", title="文字颜色")
    page: ThemeColour = Field("bg1", title="底色", description="写在深色上的数字、各块之间的线用它")
    highlight: ThemeColour = Field("accent3", title="突出一项的颜色")
    comparison: ThemeColour = Field("accent4", title="上年系列的颜色")
    label: ChartLabels = Field(ChartLabels.model_construct(), title="数据标签")
    axis: ChartAxis = Field(ChartAxis.model_construct(), title="类别轴")
    legend: ChartLegend = Field(ChartLegend.model_construct(), title="图例")
    gap_width_pct: GapWidths = Field(GapWidths.model_construct(), title="间隙宽度（%）")
    line_pt: Points = Field(2.25, title="折线粗细（磅）")
    marker_pt: Annotated[Integer, Field(ge=2, le=72)] = Field(8, title="标记大小（磅）")
    min_pt: Points = Field(14, title="最小字号（磅）")
    looks: dict[Text, ChartLook] = Field(default_factory=dict, title="另外的样式")


class TableText(Part):
    """How one kind of cell is set."""

    font: ThemeFace = Field("minor", title="字体")
    size_pt: Points = Field(20, title="字号（磅）")
    color: ThemeColour = Field("tx1", title="文字颜色")


class TableFirstColumn(TableText):
    """The cells that name the rows."""

    bold: Boolean = Field(False, title="加粗")


class TableHeader(TableText):
    """The header row."""

    font: ThemeFace = Field("major", title="字体")
    color: ThemeColour = Field("bg1", title="文字颜色")
    fill: ThemeColour = Field(
        "accent1", title="底色", description="几行表头用；一行的表头用表格样式的底色"
    )
    height_pt: Points = Field(44, title="行高（磅）")


class TableRow(TableText):
    """The rows under the header."""

    height_pt: Points = Field(50, title="行高（磅）")
    min_height_pt: Points = Field(34, title="最小行高（磅）")
    min_pt: Points = Field(16, title="最小字号（磅）")


class TableEmphasis(TableText):
    """Emphasised cells."""

    color: ThemeColour = Field("accent1", title="文字颜色")


class TableLook(Part):
    """How tables in some slots are set otherwise than the others: rules and no bands."""

    header_fill: ThemeColour | Literal[""] = Field("", title="表头底色")
    header_color: ThemeColour = Field("accent1", title="表头文字颜色")
    header_pt: Points = Field(18, title="表头字号（磅）")
    header_height_pt: Points = Field(30, title="表头行高（磅）")
    size_pt: Points = Field(18, title="各行字号（磅）")
    min_pt: Points = Field(14, title="最小字号（磅）")
    min_height_pt: Points = Field(22, title="最小行高（磅）")
    max_height_pt: Points = Field(75, title="最大行高（磅）")
    first_font: ThemeFace = Field("major", title="首列字体")
    first_pt: Points = Field(18, title="首列字号（磅）")
    first_bold: Boolean = Field(False, title="首列加粗")
    margin_pt: Points = Field(6, title="单元格左右边距（磅）")
    padding_pt: Points = Field(1, title="单元格上下边距（磅）")
    line_ratio: Annotated[Decimal, Field(ge=0.8, le=3)] = Field(1.1, title="行距倍数")
    unit_pt: Points = Field(14, title="数字后面单位的字号（磅）")
    rule: ThemeColour | Literal[""] = Field("accent6", title="各行之间的线")
    header_rule: ThemeColour | Literal[""] = Field("", title="表头下的线")
    bottom_rule: ThemeColour | Literal[""] = Field("", title="表格下的线")
    gap_pt: Points = Field(0, title="有底色的格之间空多少（磅）")
    joined: Boolean = Field(False, title="一行里有底色的格连成一条", description="只在上下留空")


class TableSettings(Part):
    """Tables; `style_id` names a style of ppt/tableStyles.xml."""

    style_id: Text = Field("", title="表格样式的编号")
    header: TableHeader = Field(TableHeader.model_construct(), title="表头")
    row: TableRow = Field(TableRow.model_construct(), title="各行")
    first_column: TableFirstColumn = Field(TableFirstColumn.model_construct(), title="首列")
    emphasis: TableEmphasis = Field(TableEmphasis.model_construct(), title="突出的格")
    cell_margin_left_pt: Points = Field(12, title="单元格左右边距（磅）")
    line_ratio: Annotated[Decimal, Field(ge=0.8, le=3)] = Field(1.3, title="行距倍数")
    looks: dict[Text, TableLook] = Field(default_factory=dict, title="另外的样式")


class MarkSettings(Part):
    """A text that leads to another slide."""

    area_pt: tuple[Decimal, Decimal, Decimal, Decimal] = Field(
        title="位置（磅）", description="左、上、宽、高"
    )
    align: Literal["left", "right", "center"] = Field("right", title="对齐")
    size_pt: Points = Field(14, title="字号（磅）")
    color: ThemeColour = Field("folHlink", title="文字颜色")


class TrackerSettings(MarkSettings):
    """The parts of the deck, the present one marked; in numbers where the names take too much room."""

    current: ThemeColour = Field("accent1", title="所在部分的颜色")
    on_current: ThemeColour = Field("bg1", title="所在部分的数字颜色")
    bar: ThemeColour = Field("accent3", title="所在部分下面的短线颜色")
    bar_pt: Points = Field(2.25, title="短线粗细（磅）")
    gap_pt: Points = Field(18, title="名称之间的间隔（磅）")
    widest_pt: Annotated[Decimal, Field(ge=0, le=1000)] = Field(
        465, title="名称一共至多多宽（磅）", description="更宽就改用数字"
    )
    box: ThemeColour = Field("bg2", title="数字的底色")
    box_pt: Points = Field(21, title="数字格的宽（磅）")
    box_gap_pt: Points = Field(6, title="数字格的间隔（磅）")


class NavigationSettings(Part):
    """The way through a deck: its parts on each slide of content, and the way back to the contents."""

    tracker: TrackerSettings = Field(title="各部分")
    contents: MarkSettings = Field(title="回目录")


class SlotSettings(Part):
    """One slot of a layout."""

    placeholder: Text = Field(
        "", title="占位符", description="占位符在选择窗格里的名称或 idx，与这里的名称不同时才写"
    )
    role: Role | Literal[""] = Field("", title="用途")
    min_pt: Points = Field(0, title="最小字号（磅）", description="0 表示照用途的缺省")
    optional: Boolean = Field(False, title="可以空着")
    look: Text = Field("", title="样式", description="charts 或 tables 的 looks 里的名称")
    grow_pt: Sides = Field(
        (0, 0, 0, 0),
        title="放不下时加大多少（磅）",
        description="左、上、右、下各加多少；框先加大，字再缩小",
    )
    without: dict[str, Sides] = Field(
        default_factory=dict,
        title="别的占位符空着时改成多大",
        description="占位符的名称: [左, 上, 右, 下]，各加多少磅，负数是收进来",
    )


#: layouts of pages that hold nothing of the content's own
OPTIONAL_PAGES = frozenset({"contents", "closing"})


class LayoutSettings(Part):
    """One layout; what is left out follows from its name and its numbered slots."""

    layout: Text = Field(
        "",
        title="版式名",
        description="版式在 PowerPoint 里的全名，与这里的名称不同时才写；几套母版里同名的加“ #2”指第 2 套",
    )
    omit: Boolean = Field(
        False,
        title="不要这种页",
        description="写“是”的不做这种页；只有目录 contents、结束 closing 可以",
    )
    family: Text = Field("", title="版式族")
    count: Annotated[Integer, Field(ge=0, le=60)] = Field(0, title="能放几项")
    mass: Literal["left", "right", "top", ""] = Field(
        "", title="大色块在哪边", description="left 左，right 右，top 上；同一边不连用三页"
    )
    navigation: Boolean = Field(
        False, title="带导航", description="写“是”的版式上方有各部分，下方有回目录的字"
    )
    slots: dict[str, SlotSettings] = Field(default_factory=dict, title="占位符")


class DeckSettings(Part):
    """课件版式的设置 deck.yaml：.pptx 文件里写不下的内容。"""

    theme_colours: SchemeColours | None = Field(
        None, title="主题颜色", description="各主题颜色用配色里的哪一种；不写则不随配色改变"
    )
    contrast: tuple[Contrast, ...] = Field((), title="对比度要求")
    emphasis: EmphasisSettings = Field(EmphasisSettings.model_construct(), title="强调")
    charts: ChartSettings = Field(ChartSettings.model_construct(), title="图表")
    tables: TableSettings = Field(TableSettings.model_construct(), title="表格")
    tones: dict[Tone, ToneSettings] = Field(
        {}, title="意味", description="表格的格、图表的点按它的意味怎样着色"
    )
    navigation: NavigationSettings | None = Field(
        None, title="导航", description="各部分和回目录的字放在哪里；不写就没有"
    )
    fallbacks: dict[Text, Text] = Field(default_factory=dict, title="项数太少时改用的版式族")
    layouts: dict[Text, LayoutSettings] = Field(default_factory=dict, title="版式")

    @model_validator(mode="after")
    def _has_all_words(self) -> Self:
        """Raise ValueError for a page to leave out that shows words of an author."""
        for name, layout in self.layouts.items():
            if layout.omit and name not in OPTIONAL_PAGES:
                raise ValueError(
                    f"{name} 的页上有写的内容，不能不要；omit 只用于 contents、closing"
                )
        return self

    @property
    def omitted(self) -> frozenset[str]:
        """The layouts whose pages no deck has."""
        return frozenset(name for name, layout in self.layouts.items() if layout.omit)
