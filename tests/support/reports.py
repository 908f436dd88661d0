"""Hypothesis in, whole reports of every kind of block out, as long as a real one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from reportgen.compose.passes import finish
from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Content,
    Contents,
    Figure,
    Heading,
    Imprint,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Matrix,
    MatrixItem,
    Number,
    PageBreak,
    Paragraph,
    Pending,
    Picture,
    Properties,
    RedHead,
    Reference,
    Report,
    Series,
    Signature,
    Step,
    Steps,
    Table,
    Text,
)

UNIT = "中共和风街道综合服务中心支部委员会"
SEED = 20260101

_CLAUSES = (
    "组织集中学习{}次", "举办专题党课{}场", "支部坚持把理论学习作为首要任务", "参加人数达{}人次",
    "落实“第一议题”制度", "人均学时超过{}小时", "依托“学习强国”等平台开展线上自学",
    "党员领导干部带头讲、班组长跟进学、青年党员谈体会", "群众满意率{}.6%", "比上年提高2.{}个百分点",
    "整理档案1.{}万卷", "形成了“领导领学、小组研学、个人自学”的链条", "学得进、记得住、用得上",
    "走访困难群众{}户", "为{}家单位提供上门服务", "党支部书记同党员谈心谈话", "办结群众诉求{}件",
    "修订《党支部工作规则》（试行）", "建成党员活动室——面积{}平方米", "支委会每月召开一次", "效果好",
    "在2025年全市业务竞赛中取得较好成绩", "推动党建与业务同部署、同落实、同考核", "其中“七一”前后{}次",
    "对查摆出的问题逐条列出清单、明确责任、限期整改", "服务热线0535—{}", "联合ABC平台上线APP",
    "完成率100%", "发放《告知书》{}份", "党员李明、张华等{}人主动报名", "时间跨度为1978—{}年",
)  # fmt: skip
_TITLES = (
    "学在经常", "抓实“三会一课”", "以学习型党支部为出发点，增强机关党建政治力", "练赛结合，本领比出高下",
    "健全学习机制", "以创新型支部为支撑点，发挥品牌建设引领力，推动各项工作再上新台阶", "服务下沉到网格",
    "把问题摆到桌面上来，把办法交给群众评议，把结果贴在墙上公示，接受党员群众监督", "2025年主要工作",
)  # fmt: skip
_WORDS = (
    "学习",
    "走访群众",
    "志愿服务",
    "主题党日",
    "档案整理",
    "和风社区党支部",
    "接诉即办",
    "党课",
)
_PICTURES = ("wide.jpg", "square.jpg", "tall.jpg")


def _text(text: str) -> Content:
    return (Text(text),)


def _prose(code: int, clauses: int) -> str:
    """Return so many clauses, chosen by the digits of `code`: one choice makes a paragraph."""
    parts = []
    for place in range(clauses):
        code, clause = divmod(code * 31 + place * 7 + 1, len(_CLAUSES) + 4 * place + 1)
        mark = "。" if place == clauses - 1 or place % 4 == 3 else ("；" if code % 5 == 0 else "，")
        parts.append(_CLAUSES[clause % len(_CLAUSES)].format(code % 9973 + 1) + mark)
        code += clause << 20
    return "".join(parts)


_CODES = st.integers(0, 2**62)
titles = st.sampled_from(_TITLES).map(_text)
words = st.sampled_from(_WORDS)
prose = st.builds(_prose, _CODES, st.integers(1, 16))
short = st.builds(_prose, _CODES, st.integers(1, 2)).map(lambda text: _text(text.rstrip("。")))
figures = st.builds(
    Number, st.integers(1, 99_999).map(str), st.sampled_from(("次", "余篇", "%", "万元", "人次"))
)


@st.composite
def mixed(draw: st.DrawFn) -> Content:
    """Draw running text with a figure, a bold phrase and a missing fact in it."""
    text = draw(prose)
    cut = draw(st.integers(0, len(text)))
    return (
        Text(text[:cut]),
        draw(figures),
        Text(draw(words), bold=True),
        *draw(st.sampled_from([(), (Pending("日期"),)])),
        Text(text[cut:] or "。"),
    )


paragraphs = st.builds(Paragraph, prose.map(_text) | mixed())
run_in_headings = st.builds(
    Paragraph,
    prose.map(_text),
    lead=st.sampled_from(_TITLES).map(lambda title: _text(f"{title}。")),
    lead_level=st.sampled_from((2, 3, 4)),
)
asides = st.builds(Paragraph, short, st.sampled_from(("quote", "source", "flush", "centered")))
lists = st.builds(
    ListBlock, st.lists(prose.map(_text), min_size=2, max_size=4).map(tuple), st.booleans()
)
_cells = (short | words.map(_text) | figures.map(lambda n: (n,))).map(Cell)


@st.composite
def tables(draw: st.DrawFn, most: int = 30) -> Table:
    """Draw a table with a header row, of two to nine columns."""
    columns, rows = draw(st.integers(2, 9)), draw(st.integers(1, most))
    head = tuple(Cell(_text(draw(words)), header=True) for _ in range(columns))
    few = draw(st.lists(_cells, min_size=3, max_size=12))
    body = tuple(
        tuple(few[(row * columns + place) % len(few)] for place in range(columns))
        for row in range(rows)
    )
    note = draw(st.sampled_from([(), _text("注：数据截至2025年12月31日。")]))
    return Table(tuple(Column() for _ in head), (head, *body), caption=draw(titles), note=note)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Draw a chart of any kind."""
    kinds: tuple[ChartKind, ...] = ("column", "bar", "stacked", "line", "pie", "doughnut")
    kind = draw(st.sampled_from(kinds))
    names = tuple(f"{n}季度" for n in "一二三四"[: draw(st.integers(2, 4))])
    count = 1 if kind in ("pie", "doughnut") else draw(st.integers(1, 3))
    series = tuple(
        Series(f"{name}数", tuple(float(draw(st.integers(1, 999))) for _ in names))
        for name in _WORDS[:count]
    )
    return Chart(kind, "工作量", names, series, unit="次", caption=draw(titles))


pictures = st.builds(
    Picture, st.sampled_from(_PICTURES), st.just("活动现场"), short, st.sampled_from(("", "张某"))
)
photos = st.builds(
    Figure, st.lists(pictures, min_size=1, max_size=4).map(tuple), st.just(()) | titles
)
strips = st.builds(
    KeyFigures,
    st.lists(
        st.builds(KeyFigure, figures, words.map(_text), st.just(()) | short), min_size=1, max_size=7
    ).map(tuple),
)
chains = st.builds(
    Steps,
    st.lists(st.builds(Step, words.map(_text)), min_size=2, max_size=8).map(tuple)
    | st.lists(st.builds(Step, words.map(_text), short), min_size=2, max_size=5).map(tuple),
    st.just(()) | words.map(_text),
)
brands = st.builds(
    Matrix,
    words.map(_text),
    words.map(_text),
    st.lists(st.builds(MatrixItem, words.map(_text), short), min_size=1, max_size=4).map(tuple),
)
floats = tables() | charts() | photos | strips | chains | brands


@st.composite
def sections(draw: st.DrawFn, *, plain: bool) -> tuple[Block, ...]:
    """Draw a heading of level 1 and what it heads; text alone where `plain`."""
    blocks: list[Block] = [Heading(1, draw(titles))]
    for _ in range(draw(st.integers(1, 3))):
        level = 2
        if draw(st.booleans()):
            blocks.append(Heading(2, draw(titles)))
            level = 3
        if draw(st.integers(0, 3)) == 0:
            blocks.append(Heading(level, draw(titles)))
        blocks += draw(
            st.lists(paragraphs | paragraphs | run_in_headings | lists, min_size=1, max_size=5)
        )
        if not plain:
            blocks += draw(st.lists(floats | paragraphs | asides, max_size=3))
            blocks += draw(st.lists(paragraphs, max_size=2))
    return tuple(blocks)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report of one to some twenty pages, its numbers written; a third holds text alone."""
    plain = draw(st.sampled_from((True, False, False)))
    blocks: list[Block] = []
    if draw(st.booleans()):
        blocks.append(Contents(draw(st.integers(1, 3))))
        if draw(st.booleans()):
            blocks.append(PageBreak())
    if draw(st.booleans()):
        blocks.append(Paragraph(_text("中共和风街道工作委员会："), "salutation"))
    blocks += draw(st.lists(paragraphs, max_size=3))
    for section in draw(st.lists(sections(plain=plain), min_size=1, max_size=5)):
        blocks += section
    blocks = _referred(blocks) if draw(st.booleans()) else blocks
    attached = draw(st.booleans())
    if attached:
        blocks.append(Paragraph(_text("附件：工作一览"), "attachment"))
    blocks.append(Signature(_text(UNIT), _text("2025年12月31日"), draw(st.booleans())))
    if attached:
        blocks += (AttachmentPage(_text("工作一览")), *draw(sections(plain=plain)))
    head = None
    if draw(st.integers(0, 3)) == 0:
        number = _text("和风综服〔2025〕5号")
        head = RedHead((_text("和风街道综合服务中心文件"),), number, copy="000012", urgency="特急")
        blocks.append(Imprint(_text("各支部。"), _text("综合服务中心"), _text("2026年1月6日")))
    report = Report(
        Properties("年度总结", year=2025, author=UNIT),
        _text(draw(st.sampled_from((f"{UNIT}2025年度工作总结", "2025年度党建工作总结")))),
        tuple(blocks),
        draw(st.sampled_from(((), _text("“五型五力”聚力党旗下")))),
        draw(st.sampled_from(("gbt9704", "gbt33476"))),
        head=head,
    )
    finished, _ = finish(report, final=False)
    assert isinstance(finished, Report)
    return finished


def _referred(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the first table named and referred to from a paragraph before it."""
    out = list(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            out[index] = Table(
                block.columns, block.rows, caption=block.caption, id="t", note=block.note
            )
            out.insert(index, Paragraph((Text("有关情况见"), Reference("t"), Text("。"))))
            break
    return out


class Steady(HypothesisProvider):
    """Draws without the numbers and words hypothesis finds in the modules that are loaded."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        return None


AVAILABLE_PROVIDERS["steady"] = f"{__name__}.{Steady.__name__}"


def drawn(count: int) -> Iterator[Report]:
    """Yield `count` reports, the same with every version of the program."""
    for number in range(count):
        yield _one(SEED + number)


def _one(number: int) -> Report:
    examples: list[Report] = []

    # The first example is always the least there is, and later ones resemble those before them.
    @seed(number)
    @settings(
        backend="steady",
        max_examples=2,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(reports())
    def gather(report: Report) -> None:
        examples.append(report)

    gather()
    return examples[-1]
