"""Every check there is: code, family, severity, what it looks for and where its rule comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Span


class Family(StrEnum):
    """What sort of fault a check looks for."""

    PRESENCE = "presence"
    FREQUENCY = "frequency"
    CONSISTENCY = "consistency"
    WORDING = "wording"
    STYLE = "style"


#: a family's Chinese name
FAMILIES: Mapping[Family, str] = {
    Family.PRESENCE: "该有的有没有",
    Family.FREQUENCY: "组织生活次数",
    Family.CONSISTENCY: "数字和事实对得上",
    Family.WORDING: "规范表述",
    Family.STYLE: "文风（建议）",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check; `severity` is what a workspace may change in content/checks.yaml."""

    code: str
    family: Family
    severity: Severity
    title: str
    explanation: str
    source: str


_REGULATION = "《中国共产党支部工作条例（试行）》（2018年）"
_OWN = "同一事实全文只有一个数（本工具的约定：数字只在 figures 里写一次）"
_GENRE = "年度总结的通行体例：主要工作及成效、存在的问题、下一步打算"
_E, _W, _A = Severity.ERROR, Severity.WARNING, Severity.ADVICE
_P, _F, _C, _L, _S = Family


def _check(*rows: tuple[str, Family, Severity, str, str, str]) -> dict[str, Check]:
    return {row[0]: Check(*row) for row in rows}


CHECKS: Mapping[str, Check] = _check(
    ("indicator-missing", _P, _W, "缺少指标数字",
     "支部类型把这项指标列为必填，年度记录的 figures 里却没有；文中会留【待补充】。", "content/types 里本型的 indicators"),
    ("indicator-low", _P, _W, "指标低于最低要求",
     "figures 里的数低于支部类型给这项指标定的最低要求。", "content/types 里本型的 minimum"),
    ("type-empty", _P, _W, "选用的类型没有内容",
     "branch.yaml 选了这一型，年度记录的 sections 里却没有它的工作，这一章会只剩宗旨。", "本支部选用的支部类型"),
    ("no-problems", _P, _W, "没有“存在的问题”",
     "总结要写问题和整改措施。可以从活动记录里找依据：哪几个月没有开会、到会率低在哪里。", _GENRE),
    ("no-plan", _P, _W, "没有下一步计划",
     "总结要写下一年的打算（plan）。", _GENRE),
    ("last-problem-untold", _P, _W, "上年问题没有交代",
     "上一年记录里尚未解决的问题，今年要在 followups 里写明已整改还是仍在整改。", "上级检查的常见内容：上年问题清单逐条销号"),
    ("too-few", _F, _W, "次数不够",
     "活动记录里这一类会议或活动少于规定的次数，并列出缺的月份或季度。没有设支委会、党小组的支部不查对应的会。", f"{_REGULATION}第十一至十九条"),
    ("below-local-minimum", _F, _W, "少于本单位要求的次数",
     "少于 content/checks.yaml 里 minimums 定的次数。条例没有规定党课次数，各地要求不同，由各单位自定。", "本单位要求（content/checks.yaml）"),
    ("no-quorum", _F, _W, "到会人数不足半数",
     "支部党员大会、支委会的实到人数不到应到人数的一半，不能作出决议。", f"{_REGULATION}第十一、十二条"),
    ("present-over-due", _F, _W, "实到多于应到",
     "实到人数多于应到人数；列席人员不计入应到、实到。", "会议记录的通行要求"),
    ("training-hours", _F, _W, "人均学时不足",
     "按活动记录算出的人均集中学习学时不足 32 学时。", "《中国共产党党员教育管理工作条例》：党员每年集中学习培训一般不少于32学时"),
    ("stated-not-derived", _C, _E, "所写的数与活动记录不符",
     "figures 里既写了 value 又写了 log（或名称就是某类活动的次数），两数不一致。", "数字以活动记录为准"),
    ("parts-not-total", _C, _E, "分项之和不等于总数",
     "figures 的 parts、党员队伍的正式与预备、图表各项相加，与总数不一致。", "统计的通行要求：分项之和等于总数"),
    ("shares-not-whole", _C, _W, "百分比相加不是 100%",
     "饼图、环图的百分比之和与 100% 相差超过 1 个百分点。", "统计的通行要求"),
    ("fact-disagrees", _C, _E, "同一事实两处不同",
     "正文、幻灯片、讲稿、表格、图表或荣誉里的数，与 figures、活动记录里同一项的数不一致。概数按其含义比较：130余篇与134篇一致。", _OWN),
    ("fact-unlike", _C, _W, "可能是同一事实，两处不同",
     "与某项数字单位相同、前后文字相近，数却不同；或两处文字相同而数不同；或与某个数只差一位，像是笔误。", _OWN),
    ("event-other-year", _C, _E, "活动日期不在本年",
     "活动记录里的日期不在本年度之内。", "年度记录只记当年的活动"),
    ("signed-out-of-season", _C, _W, "成文日期离本年度太远",
     "年度总结一般在当年 11 月到次年 4 月之间成文。", "年度总结的通行做法"),
    ("other-year", _C, _W, "出现别的年份",
     "以别的年份开头（“2021年，我支部……”）或写成“2021年度”，像是从往年材料复制来的；计划里写的不是下一年。“2021年以来”不算。", "复制往年材料的常见疏漏"),
    ("other-unit", _C, _W, "出现别的支部或单位的名称",
     "文中出现内容文件夹里另一个支部的名称。确有往来的，在 content/checks.yaml 的 allow 里列出。", "复制别人材料的常见疏漏"),
    ("growth-disagrees", _C, _E, "同比与两年的数不符",
     "文中的同比增长、下降，与本年、上年记录里的数算出来的不一致。", "同比＝（本年－上年）÷上年"),
    ("growth-unproven", _C, _A, "同比没有依据可核对",
     "文中写了同比，但没有上一年的记录，或对不上是哪一项数字。", "同比＝（本年－上年）÷上年"),
    ("wording-error", _L, _E, "表述有误",
     "与词库（content/lexicon）里已核实的规范表述不符。只指出，不代改。", "词库各条的 source"),
    ("wording-doubt", _L, _W, "表述可疑",
     "与词库里尚未核实的条目不符，或要看上下文才能断定。", "词库各条的 source"),
    ("list-incomplete", _L, _E, "并列内容不全",
     "规范表述的各项列了大半，缺了某一项。", "词库各条的 source"),
    ("list-order", _L, _E, "并列内容次序不对",
     "规范表述的各项次序固定，这里次序不同。", "词库各条的 source"),
    ("wrong-verb", _L, _E, "动词搭配不对",
     "增强“四个意识”、坚定“四个自信”、做到“两个维护”，动词各有归属。", "词库各条的 source"),
    ("quotes-missing", _L, _W, "缺少引号",
     "“三会一课”“两个确立”等缩略语要加引号。", "词库各条的 source"),
    ("stale-term", _L, _W, "提法与年份不符",
     "提法只用于某些年份：学习教育的名称各年不同，会议召开前后的说法也不同。", "词库各条的 source"),
    ("scrubbed-text", _L, _E, "残留的隐去文字",
     "“党的XX大”“***”“××”是范文网站隐去的文字或没有填写的空格。", "复制范文的常见疏漏"),
    ("no-lexicon", _L, _A, "没有词库",
     "工作区里没有 content/lexicon，规范表述、错字和空话都没有检查。程序自己不记任何提法。", "词库随 reportgen new 生成，由本单位维护"),
    ("titles-unlike", _S, _A, "小标题不对仗",
     "同一章里各小标题的分句数不同，或字数相差较多。", "公文写作的通行做法：同级标题结构一致"),
    ("title-verb-repeated", _S, _A, "小标题开头重复",
     "同一章里两个小标题用同样的词开头。", "公文写作的通行做法：不重复用词"),
    ("empty-phrase", _S, _A, "空泛的话",
     "“进一步加强”“狠抓落实”这类话所在的句子里没有数字，也没有具体做法。", "中央八项规定精神：改进文风，力求简短务实"),
    ("long-sentence", _S, _A, "句子过长",
     "一句话超过 content/checks.yaml 里 sentence 定的字数（缺省 150 字）。", "公文写作的通行做法"),
    ("same-opening", _S, _A, "段落开头雷同",
     "连着三段用同样的四个字开头。", "公文写作的通行做法"),
    ("method-count", _S, _A, "名称里的数与条目数不同",
     "“六责工作法”应有六条：名称、count 与 items 的条数不一致。资料没有给全条目的，写上 note 就不再提示。", "名称与内容一致"),
)  # fmt: skip


def finding(
    code: str,
    message: str,
    span: Span | None,
    *hints: str,
    notes: tuple[Note, ...] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    """Return what the check `code` found, with the severity the table gives it."""
    return Diagnostic(code, message, span, severity or CHECKS[code].severity, hints, notes)


def explain(code: str) -> str:
    """Return what a check looks for, in Chinese."""
    check = CHECKS[code]
    names = {_E: "错误", _W: "警告", _A: "建议"}
    return (
        f"{check.code}　{check.title}\n"
        f"  类别：{FAMILIES[check.family]}（{check.family}）\n"
        f"  缺省级别：{names[check.severity]}（{check.severity}）\n"
        f"  说明：{check.explanation}\n"
        f"  依据：{check.source}\n"
        f"  关掉或改级别：在 content/checks.yaml 里写 off: [{check.code}] "
        f"或 severity: {{{check.code}: advice}}\n"
    )


def table() -> str:
    """Return the table of checks as Markdown, for docs/checks.md."""
    names = {_E: "错误", _W: "警告", _A: "建议"}
    parts = []
    for family, name in FAMILIES.items():
        parts += [
            f"### {name}（`{family}`）",
            "",
            "| 代号 | 级别 | 查什么 | 依据 |",
            "|---|---|---|---|",
        ]
        parts += [
            f"| `{c.code}` | {names[c.severity]} | {c.title}：{c.explanation} | {c.source} |"
            for c in CHECKS.values()
            if c.family is family
        ]
        parts.append("")
    return "\n".join(parts)
