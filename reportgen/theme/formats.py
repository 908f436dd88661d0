"""A format profile's mapping in, a checked `FormatProfile` out: every number of a Word report.

Units are in the field names: mm, pt, and `_chars` for widths of one character of body text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

TWIPS_PER_PT = 20
MM_PER_INCH = 25.4


def twips_of_mm(mm: float) -> int:
    """Return millimetres as twips."""
    return round(mm * 1440 / MM_PER_INCH)


def twips_of_pt(pt: float) -> int:
    """Return points as the nearest twip."""
    return round(pt * TWIPS_PER_PT)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


Size = Annotated[
    float, Field(ge=5, le=72, title="字号（磅）", description="二号22，三号16，四号14")
]
Lines = Annotated[float, Field(ge=0, le=10)]
Characters = Annotated[float, Field(ge=0, le=20)]


class Face(_Part):
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


class Page(_Part):
    """Paper and margins."""

    width_mm: float = Field(ge=100, le=450, title="纸宽", description="A4 为 210")
    height_mm: float = Field(ge=140, le=600, title="纸高", description="A4 为 297")
    top_mm: float = Field(ge=10, le=80, title="上边距（天头）")
    bottom_mm: float = Field(ge=10, le=80, title="下边距")
    left_mm: float = Field(ge=10, le=80, title="左边距（订口）")
    right_mm: float = Field(ge=10, le=80, title="右边距")


class Grid(_Part):
    """How body lines and characters fill the type area."""

    pitch_pt: float = Field(ge=12, le=60, title="行距（固定值，磅）")
    lines: int = Field(ge=0, le=60, title="每页行数", description="0 表示不限定")
    characters: int = Field(
        ge=0, le=60, title="每行字数", description="按此压缩字距使一行排满；0 表示不调整字距"
    )


class Faces(_Part):
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


class Title(_Part):
    """The title block."""

    pitch_pt: float = Field(ge=12, le=80, title="标题行距（磅）")
    lines_before: Lines = Field(title="标题前空行")
    lines_after: Lines = Field(title="标题后空行")
    narrow_chars: Characters = Field(
        title="标题每侧留白（字）", description="换行时标题每行两侧至少空出的字数"
    )


class Body(_Part):
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


class SignatureFormat(_Part):
    """The signing unit and the date (GB/T 9704-2012, 7.3.5)."""

    right_chars: Characters = Field(title="不加盖印章时右空（字）")
    sealed_right_chars: Characters = Field(title="加盖印章时成文日期右空（字）")
    lines_before: Lines = Field(title="署名前空行")
    sealed_lines_before: Lines = Field(
        title="加盖印章时署名前空行", description="印章顶端应在正文一行之内"
    )


class PageNumber(_Part):
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


class TableFormat(_Part):
    """Tables."""

    pitch_pt: float = Field(
        ge=8, le=40, title="表格行距（磅）", description="固定值；正文行距用在表格里过松"
    )
    border_pt: float = Field(ge=0.25, le=6, title="框线粗细（磅）")
    row_mm: float = Field(ge=4, le=30, title="最小行高（毫米）")
    pad_mm: float = Field(ge=0, le=6, title="单元格左右边距（毫米）")


class PictureFormat(_Part):
    """Pictures and charts."""

    single_width_mm: float = Field(ge=30, le=300, title="单张图片最大宽度")
    single_height_mm: float = Field(ge=20, le=300, title="单张图片最大高度")
    row_height_mm: float = Field(ge=15, le=200, title="并排图片最大高度")
    gap_mm: float = Field(ge=0, le=20, title="并排图片间距")
    chart_width_mm: float = Field(ge=40, le=300, title="图表宽度")
    chart_height_mm: float = Field(ge=30, le=250, title="图表高度")


class StyleNames(_Part):
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


class FormatProfile(_Part):
    """Every number of a report's format, checked."""

    name: str = Field(min_length=1, max_length=60, title="代号")
    title: str = Field(min_length=1, max_length=60, title="名称")
    description: str = Field(default="", max_length=400, title="说明")
    page: Page = Field(title="页面")
    grid: Grid = Field(title="行与字")
    faces: Faces = Field(title="字体字号")
    title_block: Title = Field(title="标题")
    body: Body = Field(title="正文")
    signature: SignatureFormat = Field(title="署名和成文日期")
    page_number: PageNumber = Field(title="页码")
    table: TableFormat = Field(title="表格")
    picture: PictureFormat = Field(title="图片和图表")
    floats: bool = Field(
        default=True,
        title="图表让位",
        description="图表在一页剩余处放不下时，让同一部分后面的文字先排，不留半页空白",
    )
    template: str = Field(
        default="",
        max_length=200,
        title="本单位的 Word 模板",
        description="content/templates 里的 .docx；其页面、页眉页脚、样式、编号照用",
    )
    styles: StyleNames = Field(
        default=StyleNames(),
        title="模板里的样式",
        description="本单位模板用自己的样式名时，写明哪个样式用在哪里",
    )

    @field_validator("grid", mode="after")
    @classmethod
    def _grid_fits(cls, grid: Grid, info: ValidationInfo) -> Grid:
        page = info.data.get("page")
        if not isinstance(page, Page):
            return grid
        height = twips_of_mm(page.height_mm - page.top_mm - page.bottom_mm)
        pitch = twips_of_pt(grid.pitch_pt)
        if grid.lines * pitch > height:
            # 22 lines of 29 pt are 4 twips too many for 225 mm, and Word then sets 21.
            most = math.floor(height / grid.lines) / TWIPS_PER_PT
            raise ValueError(
                f"每页{grid.lines}行、行距{grid.pitch_pt:g}磅超出版心高度，行距最多{most:g}磅"
            )
        return grid

    @model_validator(mode="after")
    def _type_area_holds_the_text(self) -> FormatProfile:
        if self.text_width_twips < 40 * TWIPS_PER_PT * 4:
            raise ValueError("左右边距过大，版心容不下正文")
        squeeze = -self.tracking_twips / TWIPS_PER_PT
        if squeeze > self.faces.body.size_pt / 8:
            raise ValueError(
                f"每行{self.grid.characters}字需压缩字距{squeeze:.2f}磅，过密；"
                "请减少字数、缩小字号或加宽版心"
            )
        return self

    @property
    def text_width_twips(self) -> int:
        """Width of the type area in twips."""
        page = self.page
        return twips_of_mm(page.width_mm) - twips_of_mm(page.left_mm) - twips_of_mm(page.right_mm)

    @property
    def text_height_twips(self) -> int:
        """Height of the type area in twips."""
        page = self.page
        return twips_of_mm(page.height_mm) - twips_of_mm(page.top_mm) - twips_of_mm(page.bottom_mm)

    @property
    def pitch_twips(self) -> int:
        """Exact distance of body lines in twips."""
        return twips_of_pt(self.grid.pitch_pt)

    @property
    def tracking_twips(self) -> int:
        """Space added to each body character in twips; negative where the line would not fit.

        28 characters of 16 pt are 448 pt and the 156 mm of GB/T 9704-2012 are 442.2 pt.
        """
        count = self.grid.characters
        if not count:
            return 0
        room = self.text_width_twips / count - self.faces.body.size_pt * TWIPS_PER_PT
        return min(0, math.floor(room))


def parse_profile(
    name: str, mapping: Mapping[str, Any], base: FormatProfile | None = None
) -> FormatProfile:
    """Return the profile of a mapping; what it leaves out is taken from `base`.

    `extends` in the mapping names the base for the caller and is not part of the profile.
    pydantic.ValidationError: the `loc` of each error is the path in `mapping`.
    """
    own = {key: value for key, value in mapping.items() if key != "extends"}
    start: dict[str, Any] = base.model_dump() if base else {}
    return FormatProfile.model_validate(_merged(start, {**own, "name": name}))


def described(profile: FormatProfile) -> Iterator[tuple[str, str, str]]:
    """Yield key, Chinese title and value of every setting, in the order of the model."""
    yield from _described(profile, "", "")


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = _merged(under, value)
        else:
            merged[key] = value
    return merged


def _described(part: BaseModel, prefix: str, heading: str) -> Iterator[tuple[str, str, str]]:
    for key, field in type(part).model_fields.items():
        value = getattr(part, key)
        title = field.title or key
        if isinstance(value, BaseModel):
            yield from _described(value, f"{prefix}{key}.", f"{heading}{title} · ")
        else:
            shown = {True: "是", False: "否"}[value] if isinstance(value, bool) else f"{value}"
            yield f"{prefix}{key}", f"{heading}{title}", shown
