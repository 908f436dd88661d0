"""The models of a year's log: events, habits of meetings, and the ledger."""

from typing import Annotated

from pydantic import Field

from reportgen.content.dates import WrittenDate
from reportgen.content.model.base import (
    STEERS,
    Boolean,
    DateOfYear,
    Decimal,
    Instruction,
    Instructions,
    Integer,
    Part,
    RequiredText,
    Text,
    TextList,
)


class Event(Part):
    """活动：一次会议或活动，写明日期、类别（可以不止一个）和主题。"""

    date: DateOfYear = Field(
        title="日期", description="知道多少写多少：5月12日、5月、4—7月、七一前后、正月初八、上半年"
    )
    sort: Annotated[DateOfYear | None, STEERS] = Field(
        None, title="排在", description="日历上找不到的日期（正月初八）排在哪一天，如 2月5日"
    )
    kinds: Instructions = Field(
        (), title="类别", description="如 主题党日、党课；不写的是发生过的事，不算组织生活"
    )
    title: RequiredText = Field(title="主题")
    place: Text = Field("", title="地点")
    present: Integer | None = Field(None, ge=0, title="实到人数")
    due: Integer | None = Field(None, ge=0, title="应到人数")
    hours: Decimal | None = Field(None, ge=0, title="学时")
    picture: Instruction = Field("", title="图片", description="pictures 里的名称")
    text: Text = Field("", title="记述")
    highlight: Boolean = Field(False, title="重点", description="放进时间轴和正文")
    chair: Text = Field("", title="主持人", description="缺省取 meetings 里这一类的")
    recorder: Text = Field("", title="记录人", description="缺省取 meetings 里这一类的")
    speaker: Text = Field("", title="主讲人", description="讲党课的")
    absent: Text = Field("", title="缺席情况", description="谁缺席、什么原因、怎样补课")
    agenda: TextList = Field((), title="议程", description="一项一条；缺省为主题")
    decisions: TextList = Field((), title="决议", description="议定的事项，一项一条")

    @property
    def has_record(self) -> bool:
        """Whether it says enough for a record of its own: what was done, on what agenda, or decided."""
        return bool(self.kinds and (self.text or self.agenda or self.decisions))

    @property
    def calendar_date(self) -> WrittenDate:
        """The date that sorts and counts the event: `sort` if it is given, else its date."""
        return self.sort or self.date


class Habit(Part):
    """会议惯例：某一类会议通常由谁主持、谁记录、在哪里开；某次会议另有写明的，以那次为准。"""

    chair: Text = Field("", title="主持人")
    recorder: Text = Field("", title="记录人")
    place: Text = Field("", title="地点")


class LedgerColumns(Part):
    """台账的列名：左边是项目，右边写台账里的列名；没有写的，按常用列名去找。"""

    date: Text = Field("", title="日期列")
    kinds: Text = Field("", title="类别列", description="一格可写几类，用顿号分开")
    title: Text = Field("", title="主题列")
    place: Text = Field("", title="地点列")
    present: Text = Field("", title="实到人数列")
    due: Text = Field("", title="应到人数列")
    hours: Text = Field("", title="学时列")
    picture: Text = Field("", title="图片列", description="格里写 pictures 里的名称")
    text: Text = Field("", title="记述列")
    highlight: Text = Field("", title="重点列", description="格里写“是”或打勾的放进时间轴")
    chair: Text = Field("", title="主持人列")
    recorder: Text = Field("", title="记录人列")
    speaker: Text = Field("", title="主讲人列")
    absent: Text = Field("", title="缺席情况列")
    agenda: Text = Field("", title="议程列", description="一格写几项的，一项一行或用分号分开")
    decisions: Text = Field("", title="决议列", description="一格写几项的，一项一行或用分号分开")


class Ledger(Part):
    """活动台账：支部平时记的 Excel 或 CSV 文件，与 events 合在一起用。"""

    file: RequiredText = Field(
        title="文件", description="支部文件夹下的 .xlsx 或 .csv，如 2025台账.xlsx"
    )
    sheet: Text = Field("", title="工作表", description="缺省为第一张")
    columns: LedgerColumns = Field(
        LedgerColumns(),
        title="列名",
        description="项目: 台账里的列名",
    )
