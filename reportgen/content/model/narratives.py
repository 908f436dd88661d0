"""The model of the press story."""

from pydantic import Field

from reportgen.content.model.base import Instruction, Instructions, Part, RequiredText, Text


class StoryPart(Part):
    """纪实的一节：小标题和正文，以及随文的图片。"""

    title: RequiredText = Field(title="小标题")
    text: RequiredText = Field(title="正文", description="空行分段")
    pictures: Instructions = Field((), title="引用图片", description="pictures 里的名称")


class Story(Part):
    """纪实：给报刊用的一篇通讯，文字不必与年度总结相同。"""

    shoulder: Text = Field("", title="肩题", description="主标题上方的一行")
    headline: RequiredText = Field(title="主标题", description="可分两行")
    subhead: Text = Field("", title="副标题", description="如 ——××党支部工作纪实")
    byline: Text = Field("", title="作者", description="如 通讯员 张三")
    lead: RequiredText = Field(title="导语")
    picture: Instruction = Field(
        "", title="题图", description="pictures 里的名称；通栏放在导语下面"
    )
    pull_quote: Text = Field("", title="引题", description="正文里的一句原话，放大印在两条线之间")
    parts: tuple[StoryPart, ...] = Field(title="各节", min_length=1)
    closing_title: Text = Field("", title="结尾的小标题", description="不写的没有小标题")
    closing: RequiredText = Field(title="结尾")
    source: Text = Field("", title="来源说明", description="写在文末；缺省取年度记录的资料来源")
