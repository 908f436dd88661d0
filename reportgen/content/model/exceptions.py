"""The model of an exception: what the checks of a year's record need not ask again."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reportgen.content import dates
from reportgen.content.model.base import DateOfYear, Part, Text

_ANY_YEAR = 2024


class Exemption(Part):
    """例外：确实没有开的会，看着像同一件事、其实不是的说法，今年不用的内容，看过了确实如此的提示；检查不再提示。"""

    month: DateOfYear | None = Field(
        None, title="月份", description="哪几个月没有开，如 8月、7—8月、三季度；不写是全年"
    )
    kind: Text = Field("", title="类别", description="哪一类没有开，如 支委会；不写是各类")
    phrase: Text = Field(
        "", title="原话", description="检查提示里引到的说法，如 46名；前后不一致的提示不再出现"
    )
    fact: Text = Field(
        "", title="不用的内容", description="今年写了而不用的话，照“没有写进”里列的写；不再提示"
    )
    finding: Text = Field(
        "",
        title="提示",
        description="检查的一句提示，照抄；看过了，确实如此，不再提示。错误不能这样了结",
    )
    reason: Text = Field("", title="原因", description="如 防汛；写了的，组织生活总表里照录")

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if not (self.month or self.kind or self.phrase or self.fact or self.finding):
            raise PydanticCustomError(
                "exception",
                "要写明 month（月份）、kind（类别）、phrase（原话）、fact（不用的内容）或 finding（提示）",
            )
        # Any year tells whether a month is meant; a record read alone does not say which it is.
        placed = dates.parse(self.month.text, _ANY_YEAR) if self.month else None
        if placed and not placed.stretches:
            raise PydanticCustomError("exception", "的 month 看不出是几月，应写成 8月、7—8月")
        return self
