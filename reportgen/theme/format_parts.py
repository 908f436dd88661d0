"""A part of a format profile's mapping in, its checked numbers out: page, grid, faces, tables.

Units are in the field names: mm, pt, and `_chars` for widths of one character of body text.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: what a setting of a Word file that acts by itself is called to a person
ACTING_SETTINGS = {
    "mail-merge": "邮件合并",
    "protection": "限制编辑",
    "track-changes": "修订",
    "attached-template": "附加的外部模板",
    "transform": "保存时转换",
    "personal-data": "保存时删除个人信息",
}
Acting = Literal[
    "mail-merge", "protection", "track-changes", "attached-template", "transform", "personal-data"
]


class Part(BaseModel):
    """What every part has in common: it is frozen, and knows all its keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )


Size = Annotated[
    float, Field(ge=5, le=72, title="字号（磅）", description="二号22，三号16，四号14")
]
Lines = Annotated[float, Field(ge=0, le=10)]
Characters = Annotated[float, Field(ge=0, le=20)]


class Face(Part):
    """One face: font names, size and weight."""

    font: str = Field(min_length=1, max_length=40, title="字体", description="中文字体名")
    size_pt: Size
    bold: bool = Field(
        default=False, title="加粗", description="标准未要求加粗，单位惯例可设为 true"
    )
    digits: str = Field(
        default="",
        max_length=40,
        title="数字字体",
        description="留空时随文种统一设置；页码用宋体即在此写明",
    )


class Page(Part):
    """Paper and margins."""

    width_mm: float = Field(ge=100, le=450, title="纸宽", description="A4 为 210")
    height_mm: float = Field(ge=140, le=600, title="纸高", description="A4 为 297")
    top_mm: float = Field(ge=10, le=80, title="上边距（天头）")
    bottom_mm: float = Field(ge=10, le=80, title="下边距")
    left_mm: float = Field(ge=10, le=80, title="左边距（订口）")
    right_mm: float = Field(ge=10, le=80, title="右边距")


class Grid(Part):
    """How body lines and characters fill the type area."""

    pitch_pt: float = Field(ge=12, le=60, title="行距（固定值，磅）")
    lines: int = Field(ge=0, le=60, title="每页行数", description="0 表示不限定")
    characters: int = Field(
        ge=0, le=60, title="每行字数", description="按此压缩字距使一行排满；0 表示不调整字距"
    )


class Faces(Part):
    """The faces of a report, one per element."""

    title: Face = Field(title="标题")
    subtitle: Face = Field(title="副标题")
    heading1: Face = Field(title="一级标题（一、）")
    heading2: Face = Field(title="二级标题（（一））")
    heading3: Face = Field(title="三级标题（1.）")
    heading4: Face = Field(title="四级标题（（1））")
    body: Face = Field(title="正文")
    quote: Face = Field(title="引文")
    table: Face = Field(title="表格文字")
    table_header: Face = Field(title="表头")
    panel: Face = Field(title="步骤、品牌矩阵文字")
    caption: Face = Field(title="图表题注")
    note: Face = Field(title="表注、图片署名")
    page_number: Face = Field(title="页码")
    shoulder: Face = Field(title="肩题")
    standfirst: Face = Field(title="导语")
    pull_quote: Face = Field(title="引题")


class Columns(Part):
    """Columns of running text, for the part of a report that is set in columns."""

    count: int = Field(default=1, ge=1, le=3, title="栏数")
    gap_mm: float = Field(default=8, ge=3, le=30, title="栏间距（毫米）")


class Title(Part):
    """The title block."""

    align: Literal["center", "left"] = Field(default="center", title="标题居中或靠左")

    pitch_pt: float = Field(ge=12, le=80, title="标题行距（磅）")
    lines_before: Lines = Field(title="标题前空行")
    lines_after: Lines = Field(title="标题后空行")
    most_lines_more: Lines = Field(
        default=0,
        title="标题前后最多另空行",
        description="一页没有排满时，标题前、后各多空几行，正文下移；0 不另空",
    )
    narrow_chars: Characters = Field(
        title="标题每侧留白（字）", description="换行时标题每行两侧至少空出的字数"
    )


class Body(Part):
    """Body paragraphs."""

    first_line_chars: Characters = Field(title="首行缩进（字）")
    widow_control: bool = Field(
        title="孤行控制", description="开启时段落首行、末行不单独落在一页，个别页会少一行"
    )
    digits: str = Field(
        max_length=40,
        title="数字和字母字体",
        description="留空用所在文字的中文字体；也可写 Times New Roman",
    )
    most_tracking_pt: float = Field(
        default=0,
        ge=0,
        le=0.5,
        title="字距调整（磅）",
        description="段末只剩一个字、“见表1”断成两行时，这一段的字距最多收紧、放宽多少；0 不调整，每行字数不变",
    )


class SignatureFormat(Part):
    """The signing unit and the date (GB/T 9704-2012, 7.3.5)."""

    right_chars: Characters = Field(title="不加盖印章时右空（字）")
    sealed_right_chars: Characters = Field(title="加盖印章时成文日期右空（字）")
    lines_before: Lines = Field(title="署名前空行")
    sealed_lines_before: Lines = Field(
        title="加盖印章时署名前空行", description="印章顶端应在正文一行之内"
    )


class PageNumber(Part):
    """The page number and where it stands."""

    place: Literal["outside", "center", "right", "none"] = Field(
        title="页码位置",
        description="outside 单页居右双页居左；center 居中；right 居右；none 不编页码",
    )
    style: Literal["dashes", "plain"] = Field(
        title="页码样式", description="dashes 为“— 1 —”；plain 为“1”"
    )
    indent_chars: Characters = Field(title="页码距版心边缘（字）")
    edge_mm: float = Field(
        ge=5, le=70, title="页码中线距纸张下沿（毫米）", description="一字线在版心下边缘之下7毫米"
    )


class TableFormat(Part):
    """Tables."""

    pitch_pt: float = Field(
        ge=8, le=40, title="表格行距（磅）", description="固定值；正文行距用在表格里过松"
    )
    border_pt: float = Field(ge=0.25, le=6, title="框线粗细（磅）")
    row_mm: float = Field(ge=4, le=30, title="最小行高（毫米）")
    most_row_mm: float = Field(
        default=0,
        ge=0,
        le=40,
        title="最大行高（毫米）",
        description="一页有空，行就加高到这么多，好用笔填；0 为不加高",
    )
    pad_mm: float = Field(ge=0, le=6, title="单元格左右边距（毫米）")


class PictureFormat(Part):
    """Pictures and charts."""

    single_width_mm: float = Field(ge=30, le=300, title="单张图片最大宽度")
    single_height_mm: float = Field(ge=20, le=300, title="单张图片最大高度")
    row_height_mm: float = Field(ge=15, le=200, title="并排图片最大高度")
    gap_mm: float = Field(ge=0, le=20, title="并排图片间距")
    chart_width_mm: float = Field(ge=40, le=300, title="图表宽度")
    chart_height_mm: float = Field(ge=30, le=250, title="图表高度")
    wide_height_mm: float = Field(default=58, ge=20, le=200, title="通栏题图高度")


class StyleNames(Part):
    """Which style of a unit's own template stands for what; "" for the style of Word's own name."""

    title: str = Field(default="", max_length=80, title="标题")
    subtitle: str = Field(default="", max_length=80, title="副标题")
    heading1: str = Field(default="", max_length=80, title="一级标题")
    heading2: str = Field(default="", max_length=80, title="二级标题")
    heading3: str = Field(default="", max_length=80, title="三级标题")
    heading4: str = Field(default="", max_length=80, title="四级标题")
    body: str = Field(default="", max_length=80, title="正文")
    quote: str = Field(default="", max_length=80, title="引文")
    salutation: str = Field(default="", max_length=80, title="主送机关、称呼")
    signature: str = Field(default="", max_length=80, title="署名")
    date: str = Field(default="", max_length=80, title="成文日期")
    table: str = Field(default="", max_length=80, title="表格文字")
    table_header: str = Field(default="", max_length=80, title="表头")
    caption: str = Field(default="", max_length=80, title="图表题注")
    note: str = Field(default="", max_length=80, title="表注")
