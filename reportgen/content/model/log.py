"""The models of a year's log: events, habits of meetings, and the ledger."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from reportgen.content.dates import WrittenDate
from reportgen.content.model.base import (
    STEERS,
    Boolean,
    DateOfYear,
    Decimal,
    Instruction,
    Instructions,
    Integer,
    OrSentence,
    Part,
    RequiredText,
    Text,
    TextList,
)
from reportgen.spans import Located, place_inside


class Speech(Part):
    """发言：会上谁发言、讲了什么；写成一句的，“：”前面是发言人。"""

    speaker: Text = Field("", title="发言人")
    text: RequiredText = Field(title="发言要点")


#: matches the speaker and the colon that begin a speech: 周示例（副书记）：…
_SPEAKER = re.compile(r"([^：:，,。；;“”\s]{1,16})[：:]\s*(?=\S)")


def _speech(value: Any) -> Any:
    """Return a speech that is written as one text (周示例：同意) as its speaker and its words."""
    if not isinstance(value, str):
        return value
    opening = _SPEAKER.match(value)
    if opening is None:
        return Speech.model_construct(speaker="", text=value)
    speaker = _part_of(value, 0, opening.end(1))
    return Speech.model_construct(speaker=speaker, text=_part_of(value, opening.end(), len(value)))


def _part_of(text: str, start: int, end: int) -> str:
    span = place_inside(text, start, end)
    return Located.at(text[start:end], span) if span else text[start:end]


class Vote(Part):
    """表决：一件事项的票数。没有记下的票数不写，会议记录里留空手填。"""

    matter: Text = Field("", title="表决事项", description="缺省为这次会议的主题")
    due: Integer | None = Field(None, ge=0, title="应到会有表决权人数")
    present: Integer | None = Field(None, ge=0, title="实到会有表决权人数")
    agree: Integer | None = Field(None, ge=0, title="赞成")
    against: Integer | None = Field(None, ge=0, title="反对")
    abstain: Integer | None = Field(None, ge=0, title="弃权")
    method: Text = Field("", title="表决方式", description="如 无记名投票、举手")


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
    absent: TextList = Field(
        (), title="缺席及原因", description="谁缺席、什么原因、怎样补课，一人一条，如 赵示例：出差"
    )
    observers: TextList = Field((), title="列席人员", description="一人一条")
    agenda: TextList = Field((), title="议程", description="一项一条")
    speeches: tuple[Annotated[Speech, BeforeValidator(_speech), OrSentence()], ...] = Field(
        (), title="发言", description="一人一条，如 周示例：同意接收"
    )
    votes: tuple[Vote, ...] = Field((), title="表决", description="一件事项一条")
    dissent: TextList = Field((), title="不同意见", description="谁有什么不同意见，一人一条")
    decisions: TextList = Field((), title="决议", description="议定的事项，一项一条")

    @property
    def has_record(self) -> bool:
        """Whether it says enough for a record of its own: what was done, said or decided."""
        content = self.text or self.agenda or self.decisions or self.speeches or self.votes
        return bool(self.kinds and (content or self.dissent))

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
    absent: Text = Field("", title="缺席及原因列", description="一格写几人的，一人一行或用分号分开")
    observers: Text = Field("", title="列席人员列")
    agenda: Text = Field("", title="议程列", description="一格写几项的，一项一行或用分号分开")
    speeches: Text = Field("", title="发言列", description="一人一行，如 周示例：同意接收")
    matter: Text = Field("", title="表决事项列", description="一次表决几件的，各列都一件一行")
    voters_due: Text = Field("", title="应到会有表决权人数列")
    voters_present: Text = Field("", title="实到会有表决权人数列")
    agree: Text = Field("", title="赞成列")
    against: Text = Field("", title="反对列")
    abstain: Text = Field("", title="弃权列")
    method: Text = Field("", title="表决方式列")
    dissent: Text = Field("", title="不同意见列")
    decisions: Text = Field("", title="决议列", description="一格写几项的，一项一行或用分号分开")


class Ledger(Part):
    """活动台账：支部平时记的 Excel 或 CSV 文件，与 events 合在一起用。"""

    file: RequiredText = Field(
        title="文件",
        description="支部文件夹下的 .xlsx 或 .csv，如 2025台账.xlsx；.xls、.et、.ods 要另装组件",
    )
    sheet: Text = Field(
        "", title="工作表", description="只读这一张；缺省为看得见的各张，一月一张的都读"
    )
    columns: LedgerColumns = Field(
        LedgerColumns.model_construct(),
        title="列名",
        description="项目: 台账里的列名",
    )
