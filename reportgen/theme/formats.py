"""A format profile's mapping in, a checked `FormatProfile` out: every number of a Word report."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Literal, Self

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from reportgen.theme.format_parts import (
    Acting,
    Body,
    Columns,
    Faces,
    Grid,
    Page,
    PageNumber,
    Part,
    PictureFormat,
    SignatureFormat,
    StyleNames,
    TableFormat,
    Title,
)
from reportgen.theme.typefaces import Replacement
from reportgen.units import TWIPS_PER_PT, twips_of_mm, twips_of_pt


class FormatProfile(Part):
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
    columns: Columns = Field(
        Columns(), title="分栏", description="分栏的部分分几栏；标题、导语总是通栏"
    )
    ink: Literal["black", "palette"] = Field(
        "black",
        title="文字颜色",
        description="black 文字一律黑色（公文）；palette 肩题、小标题、大数字用配色的主色",
    )
    floats: bool = Field(
        default=True,
        title="图表让位",
        description="图表在一页剩余处放不下时，让同一部分后面的文字先排，不留半页空白",
    )
    template: str = Field(
        default="",
        max_length=200,
        title="本单位的 Word 模板",
        description="content/templates 里的 .docx、.dotx；其页面、页眉页脚、样式、编号照用",
    )
    keep: tuple[Acting, ...] | None = Field(
        default=None,
        title="模板里照带的设置",
        description="邮件合并 mail-merge、限制编辑 protection、修订 track-changes、"
        "附加的外部模板 attached-template；写 [] 都不带，也不再提示",
    )
    styles: StyleNames = Field(
        default=StyleNames.model_construct(),
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
    def _type_area_holds_the_text(self) -> Self:
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
        return twips_of_mm(page.width_mm - page.left_mm - page.right_mm)

    @property
    def right_twips(self) -> int:
        """Right margin in twips: the paper without the left margin and the type area."""
        page = self.page
        rest = twips_of_mm(page.width_mm) - twips_of_mm(page.left_mm)
        return rest - self.text_width_twips

    @property
    def column_width_twips(self) -> int:
        """Width of a column in twips, that of the type area where there is only one."""
        count = self.columns.count
        return (self.text_width_twips - (count - 1) * twips_of_mm(self.columns.gap_mm)) // count

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


def with_faces(profile: FormatProfile, replacements: Mapping[str, Replacement]) -> FormatProfile:
    """Return a profile in which some faces stand in place of others."""
    if not replacements:
        return profile

    def name(face: str) -> str:
        return replacements[face].face if face in replacements else face

    changed = {}
    for role, face in profile.faces:
        heavy = face.font in replacements and replacements[face.font].bold
        changed[role] = face.model_copy(
            update={
                "font": name(face.font),
                "digits": name(face.digits),
                "bold": face.bold or heavy,
            }
        )
    body = profile.body.model_copy(update={"digits": name(profile.body.digits)})
    faces = profile.faces.model_copy(update=changed)
    return profile.model_copy(update={"faces": faces, "body": body})


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


def setting_rows(profile: FormatProfile) -> Iterator[tuple[str, str, str]]:
    """Yield key, Chinese title and value of every setting, in the order of the model."""
    yield from _setting_rows(profile, "", "")


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = _merged(under, value)
        else:
            merged[key] = value
    return merged


def _setting_rows(part: BaseModel, prefix: str, heading: str) -> Iterator[tuple[str, str, str]]:
    for key, field in type(part).model_fields.items():
        value = getattr(part, key)
        title = field.title or key
        if isinstance(value, BaseModel):
            yield from _setting_rows(value, f"{prefix}{key}.", f"{heading}{title} · ")
        else:
            text = {True: "是", False: "否"}[value] if isinstance(value, bool) else f"{value}"
            if isinstance(value, tuple) or value is None:
                text = "、".join(value or ())
            yield f"{prefix}{key}", f"{heading}{title}", text
