"""The model of figures: the numbers of a year, each written once, under its own name."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from reportgen.content.model.base import (
    STEERS,
    Boolean,
    Instruction,
    Instructions,
    Part,
    RequiredText,
    Text,
    Value,
    Year,
)
from reportgen.content.quantities import Wording


class FromLog(Part):
    """由活动记录算出的数：写明算什么、算哪一类活动、用什么单位。"""

    of: Literal["count", "participants", "attendance", "hours", "hours-per-member"] = Field(
        title="算法",
        description="count 次数、participants 参加人次、attendance 到会率、"
        "hours 学时合计、hours-per-member 人均学时",
    )
    kind: Text = Field("", title="活动类别", description="如 主题党日；不写则为全部活动")
    unit: Text = Field("", title="单位", description="缺省：次、人次、%、学时")


#: the value of a figure that is to be derived from the log or its parts, until it is
UNSTATED = Wording("")


class Figure(Part):
    """数字：按平常写法写一次（如 130余篇、1.2万卷），各处用名称引用；也可以由活动记录算出。"""

    value: Value = Field(
        UNSTATED,
        title="数值",
        description="按平常写法，如 130余篇；没有数的照写，如 多人、没统计；写了 log 或 parts 的可以不写，由程序算出",
    )
    label: Annotated[RequiredText, STEERS] = Field(
        "", title="名称", description="数字旁边的名称；缺省就是这一项的名称"
    )
    aliases: Instructions = Field(
        (), title="别名", description="同一项数字的别的叫法，如往年的、上级的；引用时都认得"
    )
    note: Text = Field("", title="注释", description="名称下的小字")
    last_year: Value | None = Field(
        None, title="上年的数", description="如 96家；写了就与上年相比，不必有上一年的记录"
    )
    earlier: dict[Year, Value] = Field(
        default_factory=dict, title="更早的数", description="年份: 数值，如 {2023: 88家}"
    )
    target: Value | None = Field(
        None,
        title="目标",
        description="年初定的数或上级的要求，如 12次；better 写 less 的是不超过这个数",
    )
    better: Literal["", "more", "less"] = Field(
        "",
        title="怎样算好",
        description="more 多了好，less 少了好；写了才说变化是好是坏，不写只说增减",
    )
    log: Annotated[FromLog | None, STEERS] = Field(
        None,
        title="由活动记录得出",
        description="如 {of: count, kind: 主题党日}；同时写 value 的，两数核对",
    )
    parts: Instructions = Field(
        (), title="分项", description="各项数字的名称，相加等于本项；没有写 value 的由此相加"
    )
    chapter: Instruction = Field(
        "", title="所属章", description="章的标题，或其类型；用于这一章的数字页"
    )
    highlight: Boolean = Field(False, title="重点", description="放进报告开头和课件的年度数据")


class _ShortFormSchema:
    """A mark for the JSON schema: a figure is a mapping or, in short, its value alone."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": ["string", "number"]}]}


def _with_labels(value: Any) -> Any:
    """Return the entries of `figures` as mappings, each with its label."""
    return {n: _entry(n, e) for n, e in value.items()} if isinstance(value, dict) else value


def _entry(name: str, entry: Any) -> Any:
    # `value:12次` without its space is no value but a mapping that went wrong.
    if isinstance(entry, str) and not re.match(r"[a-z_]+ *[:：]", entry):
        return {"value": entry, "label": name}
    if isinstance(entry, dict):
        return {"label": name, **entry}
    return entry


#: the figures of a record by the names of their entries; `content.figures` finds one by any name
Figures = Annotated[
    dict[RequiredText, Annotated[Figure, _ShortFormSchema()]], BeforeValidator(_with_labels)
]
