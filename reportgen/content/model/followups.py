"""What became of a problem of last year, or of a comment on it: its model and its states."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportgen.content.model.base import Part, RequiredText, Text
from reportgen.spans import Located, span_of

State = Literal["done", "mostly-done", "continuing", "dropped"]

#: the words of each state; an English one is printed as the first Chinese one
STATE_WORDS: dict[State, tuple[str, ...]] = {
    "done": (
        "已整改", "已完成", "已解决", "已办结", "已落实", "已销号", "整改完成", "完成整改", "完成", "解决",
        "整改到位", "closed", "done", "completed",
    ),
    "mostly-done": (
        "基本完成", "基本解决", "基本整改", "基本落实", "基本到位", "大部分完成", "部分完成", "mostly done",
    ),
    "continuing": (
        "仍在整改", "持续推进", "正在整改", "正在推进", "长期坚持", "持续整改", "继续推进", "推进中",
        "整改中", "未完成", "尚未完成", "open", "continuing", "ongoing",
    ),
    "dropped": ("不再推进", "已取消", "已终止", "不再实施", "取消", "dropped", "cancelled"),
}  # fmt: skip


class Followup(Part):
    """整改：上一年所列的一个问题，或述职评议的一条点评意见，现在改得怎样。"""

    name: RequiredText = Field(title="问题", description="照上一年记录里的写法；点评意见照原话")
    by: Text = Field("", title="提出人", description="点评意见是谁提的，如 街道党工委")
    status: Text = Field(
        "",
        title="状态",
        description="照实写，如 已完成、基本完成、持续推进、不再推进；不写就不说",
    )
    action: Text = Field("", title="整改措施", description="做了什么")
    result: Text = Field("", title="整改结果", description="改成了什么样")

    @property
    def state(self) -> State | None:
        """The state that the words of `status` name; None for other words, and for none."""
        word = self.status.strip().rstrip("。").lower()
        return next((state for state, words in STATE_WORDS.items() if word in words), None)

    @property
    def status_text(self) -> str:
        """The status as it is printed: as written, an English word in Chinese."""
        if not (self.state and self.status.isascii()):
            return self.status
        words, span = STATE_WORDS[self.state][0], span_of(self.status)
        return Located.at(words, span) if span else words
