"""The models of the secretary's debriefing and of the press story."""

import re

from pydantic import Field

from reportgen.content.model.base import (
    Amount,
    Date,
    Integer,
    Part,
    RequiredText,
    Text,
    TextList,
)


class Comment(Part):
    """点评意见：上年度述职评议的一条意见，以及整改落实的情况。"""

    text: RequiredText = Field(title="点评意见")
    by: Text = Field("", title="提出人", description="如 街道党工委")
    action: RequiredText = Field(title="整改措施", description="我做了什么")
    result: Text = Field("", title="整改结果")
    status: Text = Field("已完成", title="状态", description="如 已完成、长期坚持、正在推进")


class Duty(Part):
    """履职情况：一项我牵头抓的工作，写明怎么抓、结果怎样。"""

    title: RequiredText = Field(title="标题")
    text: RequiredText = Field(title="正文", description="第一人称，空行分段")
    lead: Text = Field("", title="题眼", description="课件色块里的短语；缺省放第一个引用的数字")
    points: TextList = Field((), title="要点", description="课件上的几句话")
    figures: TextList = Field((), title="引用数字", description="figures 里的名称")


class OwnProblem(Part):
    """不足：一个问题的表现和原因，先从自己身上找责任。"""

    name: RequiredText = Field(title="问题", description="一句话")
    text: RequiredText = Field(title="表现和原因", description="第一人称")
    measure: Text = Field("", title="改进措施", description="课件上与问题对照的一句话")


class Intention(Part):
    """打算：下一步要做的一件事。"""

    title: RequiredText = Field(title="标题")
    text: RequiredText = Field(title="正文")
    due: Text = Field("", title="时限")


class Debriefing(Part):
    """述职：书记抓基层党建的述职报告，用第一人称写履职情况、上年点评的整改、问题和打算。"""

    title: Text = Field("", title="标题", description="缺省为 年度抓基层党建工作述职报告")
    speaker: Text = Field("", title="述职人", description="缺省取 branch.yaml 的书记")
    occasion: Text = Field("", title="场合", description="如 街道党工委述职评议考核会议")
    minutes: Integer = Field(10, ge=1, title="时长", description="述职课件讲几分钟")
    opening: RequiredText = Field(title="开头")
    comments: tuple[Comment, ...] = Field((), title="上年度点评意见整改")
    duties: tuple[Duty, ...] = Field(title="履职情况", min_length=1)
    problems: tuple[OwnProblem, ...] = Field(title="存在的问题", min_length=1)
    problem_share: Amount | None = Field(
        None, title="问题所占比重", description="问题部分至少占全文的比重，如 30%；不写不查"
    )
    plan: tuple[Intention, ...] = Field((), title="下一步打算")
    closing: Text = Field("", title="结尾")
    signed: Date | None = Field(None, title="成文日期", description="缺省取年度记录的")


class StoryPart(Part):
    """纪实的一节：小标题和正文，以及随文的图片。"""

    title: RequiredText = Field(title="小标题")
    text: RequiredText = Field(title="正文", description="空行分段")
    pictures: TextList = Field((), title="引用图片", description="pictures 里的代号")


class Story(Part):
    """纪实：给报刊用的一篇通讯，文字不必与年度总结相同。"""

    shoulder: Text = Field("", title="肩题", description="主标题上方的一行")
    headline: RequiredText = Field(title="主标题", description="可分两行")
    subhead: Text = Field("", title="副标题", description="如 ——××党支部工作纪实")
    byline: Text = Field("", title="作者", description="如 通讯员 张三")
    lead: RequiredText = Field(title="导语")
    parts: tuple[StoryPart, ...] = Field(title="各节", min_length=1)
    closing_title: Text = Field("聚力党旗下", title="结尾的小标题")
    closing: RequiredText = Field(title="结尾")
    source: Text = Field("", title="来源说明", description="写在文末；缺省取年度记录的资料来源")


def problem_share(debriefing: Debriefing) -> float:
    """Return the share of the problems in the text of the debriefing, in percent of characters."""
    problems = sum(_length(p.name, p.text) for p in debriefing.problems)
    others = (
        _length(debriefing.opening, debriefing.closing)
        + sum(_length(c.text, c.action, c.result) for c in debriefing.comments)
        + sum(_length(d.title, d.text) for d in debriefing.duties)
        + sum(_length(i.title, i.text) for i in debriefing.plan)
    )
    return 100 * problems / (problems + others)


def _length(*texts: str) -> int:
    return sum(len(re.sub(r"\s+", "", text)) for text in texts)
