"""Find the quantities in running text, without dates, set phrases and titles."""

from __future__ import annotations

import re

from reportgen.chinese import is_han
from reportgen.content.quantities import units
from reportgen.content.quantities.written import (
    AFTER,
    BEFORE,
    CHINESE,
    MULTIPLIER,
    Approximation,
    Quantity,
    parse,
)

_MORE = ("余", "多")
_SPACES = (" ", "\u00a0", "\u2009")
_AND_A_HALF = ("个半小时", "个多小时", "个余小时", "个半月", "个多月", "个余月")
_TENTHS = tuple("一二三四五六七八九半")
_DASHES = tuple("～~〜—–-－至到")
#: 34次到56次 is a range, 从34次到56次 and 由上年的34次到56次 two figures
_CHANGE = re.compile(r"[从由自][^0-9０-９，。；：、\n]{0,8}$")
_D = "[0-9０-９]"
_C = "[零〇一二两三四五六七八九十百千万亿几数]"
_DASH = f"[{re.escape(''.join(_DASHES))}]"
_N = "[一二三四五六七八九十]"
_IDEAS = (
    "维护|确立|意识|自信|全面|代表|务必|结合|服从|必须|坚持|明确|认同|统一|反对|大局|"
    "方面|环节|层面|离不开|毫不动摇|伟大"
)
_DAYS = f"(?:{_D}{{1,2}}[日号]?(?:{_DASH}{_D}{{1,2}})?[日号])"
# Texts that only look like figures; they are matched first, so nothing inside them is.
_SKIPPED = (
    r"《[^》]*》",
    r"“[^”]{0,16}”",
    r"〔[^〕]*〕\s?[0-9]+号?",
    r"GB(?:/[TZ])?\s?[0-9.]+(?:[-—–][0-9]+)?",
    r"(?<![A-Za-z])[A-Za-z]+[-/]?[0-9][0-9.\-–—]*",
    # Dates such as 2025-03-05 and 2025.3. A number with a unit, 2318.5万人次, is no date.
    rf"(?:19|20){_D}{{2}}[-/.](?:0?[1-9]|1[0-2])(?:[-/.]{_D}{{1,2}})?(?![{_D[1:-1]}%％‰万亿元吨米])",
    rf"(?:19|20){_D}{{2}}年?{_DASH}(?:(?:19|20)?{_D}{{2}})年(?:度|末|底)?",
    rf"(?:19|20){_D}{{2}}(?:年(?:度|代|末|底|级)?|[级届])",
    rf"{_D}{{1,2}}月?(?:{_DASH}{_D}{{1,2}})?月份?{_DAYS}?",
    _DAYS,
    # 12栋301室, 3单元: a place, as in an address
    rf"{_D}+(?:栋|幢|座|层|楼|排|组|号楼|单元)(?:{_D}|单元|室)[{_D[1:-1]}单元室号]*",
    rf"负{_D}+[层楼]",
    # 60岁以上, 35至45岁: the name of an age group
    rf"{_D}+(?:周岁|岁)?(?:{_DASH}{_D}+)?(?:周岁|岁)(?:及?以[上下内]|以[前后]|左右)|{_D}+{_DASH}{_D}+(?:周岁|岁)",
    rf"[Φφ⌀±]\s?{_D}+(?:\.{_D}+)?(?:\s?[×*]\s?{_D}+(?:\.{_D}+)?)*",
    rf"{_D}+(?:\.{_D}+)?(?:\s?[×*＊]\s?{_D}+(?:\.{_D}+)?)+",
    rf"{_D}+[:：]{_D}+|{_D}{{1,2}}时(?:{_D}{{1,2}}分)?",
    rf"{_D}+(?:世纪|年代|后)",
    "[一二][零〇一二三四五六七八九]{3}年",
    f"{_N}{{1,3}}月份?(?:{_N}{{1,3}}[日号])?",
    f"{_N}{{1,3}}(?:世纪|年代)",
    "第?[一二三四1-4]季度",
    "十[一二三四五六]五",
    rf"(?!百分之|千分之){_C}+分之{_C}+",
    f"[两{_N[1:]}个(?:一(?:百年|批)?|{_IDEAS})",
    f"第?{_N}+[届次](?:{_N}+中全会|(?=全国|中央|党代|代表|党员代表))",
    "[三四五六]套班子|[三四五]位一体|三支一扶|八项规定|六项纪律|四项基本原则",
)
# A measure followed by one of these characters is part of another word (四部门, 三支部).
_NOT_BEFORE = {
    word[0]: word[1:]
    for word in (  # noqa: SIM905  # measure, then what may not follow; a list would hide it
        "年级度代份轻终底初均检限会报鉴 人民大 部门委分署队级属 支部持委书撑付出架 次要序 期间末 场所景地馆 "
        "节气约能点日目 条例 位于置列居 台山县湾 元素旦月首宝老化 套班 组织长员建成 队伍员长 所有以在属需 "
        "处理置分罚于级长室 批评示准判 层面次级 名单称录优誉 分之别管工支析类为享队组局馆行散层段批级区解布发条 "
        "天津空然气 周期边末围密 本级科市省月年单馆支 户外籍口型 岁月数末尾 秒表杀 "
        "成员果立功长为份本绩效套就都年熟型品 篇章 种植子田 克服难 角度色落 个性别 度过 段时 家庭 斤两 桌面子 "
        "讲话解座课述师义授台 升级格温值旗学腾至降任职华 封闭面堵建条控锁 基础数地层本金点因准调石建督站 "
        "副书主局镇县科处高职班校院馆组部站所司总食 通过知报讯道车告常用风俗稿顺畅达航信 叶面片子 餐饮厅馆桌具费补 "
        "席位卡 票据价房款源箱数 单位元项据独价词纯身号双月向边面 首先要都批次个期届任创推席 词典语汇条库 字体号面段 "
        "句子型 则是需应由不只 眼睛镜看下前光球界科 孔径洞桥子 扇形区 根据本源治基深 株距连洲 架构空设子线桥 艘次 "
        "跨越部年界区境度省市 头部脑等版条号绪雁像目 匹配敌 羽毛 尾号矿气款声部水 只要有是能会在需好 颗粒 粒子度 "
        "朵拉 束缚 捆绑 串联通 杯子 瓶颈 罐头装车 桶装 筐子 锅炉 炉子温 盒子 箱体子 袋装 "
        "方面法式案向针位代 包括含保装抓村联户片裹干容揽 盆景地栽友 盘点活旋 卡口点 款项式型待 案件例发情卷由宗板头 例如行会外假 "
        "班子长级组主会车机委次干费房 对象应口标照比接于此策付待外内方话面手 尺寸度子 回访应头馈复顾音来去 道路德教理 "
        "口头岸号粮味 笔记试录名画者 起草点步源伏来诉因 卷宗烟入 棵树苗 面积对向粉条包貌临"
    ).split()
}
# After a Chinese numeral these are mostly part of a word or name (十分, 四面, 三门峡).
_DIGITS_ONLY = frozenset(
    "门面口道对把首分度角块片组队元点句米头尾眼孔匹羽根株单票席餐案班包盘卡盆锅炉瓶罐桶缸筐串捆束摞杯粒颗朵"
    "则词字尺秒扇跨架岁周方"
)
_NO_SOME = "人总次件卷户个岁基指倍分少多无"  # 总数百家 is 百家, not 数百家
_LEADING = {"近": "附临靠最贴", "约": "节合公条契相预签", "上": "以网线会晚早"}


def _compile() -> re.Pattern[str]:
    before = "|".join(
        f"(?<![{_LEADING[w[0]]}]){w}" if w[0] in _LEADING else w for w in BEFORE.split("|")
    )
    sign = r"(?:(?<![0-9A-Za-z.])[-−－+＋]|(?:零下|负)(?=[0-9０-９]))?"
    arabic = rf"{sign}(?<![0-9０-９A-Za-z./]){_D}+(?:(?:[,\u00a0\u2009\u202f]|(?<=[０-９])，(?=[０-９])){_D}{{3}}(?!{_D}))*(?:[.．]{_D}+)?"
    chinese = f"(?<![零〇一二两三四五六七八九十百千万亿])(?<![{_NO_SOME}](?=数))(?:{CHINESE})"
    number = rf"(?P<place>第|[百千]分之)?(?:{arabic}|(?P<chinese>{chinese}))"
    return re.compile(
        rf"(?P<skipped>{'|'.join(_SKIPPED)})"
        rf"|(?>(?:{before})?{number}(?:\s?[余多来])?(?:{MULTIPLIER})?[余多]?)"
    )


#: a figure up to its unit, or a text in the group `skipped` that only looks like one
_PATTERN = _compile()


def find_all(text: str) -> list[tuple[int, int, Quantity]]:
    """Return the start, end and quantity of each figure with a unit in `text`, in order.

    Without dates, titles in 《》, short quotations, document numbers, set phrases, and the
    indefinite 一个, 几次, 数项.
    """
    position = 0
    quantities: list[tuple[int, int, Quantity]] = []
    while match := _PATTERN.search(text, position):
        position = match.end()
        if match["skipped"] is not None:
            continue
        end = _end(text, match)
        quantity = parse(text[match.start() : end]) if end else None
        if quantity is None:
            # In 人数三十名 the figure begins a character later.
            position = match.start() + 1
        else:
            position = end
            if not _indefinite(quantity):
                quantities.append((match.start(), end, quantity))
    return quantities


def _end(text: str, number: re.Match[str]) -> int:
    """Return the end of the figure that begins with `number`, 0 if it has no unit."""
    end = _unit_end(text, number)
    at = end or number.end()
    if text[at : at + 1] in _DASHES and not _CHANGE.search(text, 0, number.start()):
        second = _PATTERN.match(text, at + 1)
        if second and second["skipped"] is None and (last := _unit_end(text, second)):
            end = last
    if not end:
        return 0
    if text.startswith(AFTER, end):
        return end + 2  # each has two characters
    return end + (text[end - 1] in "年月时天周倍成" and text[end : end + 1] in _MORE)


def _unit_end(text: str, number: re.Match[str]) -> int:
    at = number.end()
    if number["place"] in ("百分之", "千分之"):
        return at
    at += text[at : at + 1] in _SPACES
    measure = units.measure_at(text, at)
    if not measure:
        # 贷款800万, with the unit left out
        end = number.end()
        bare = number["chinese"] is None and text[end - 1] in "万亿"
        return end if bare and not is_han(text[end : end + 1]) else 0
    if measure == "个" and text.startswith(_AND_A_HALF, at):
        return at + (3 if text[at + 2] == "月" else 4)
    end = at + len(measure)
    following = text[end : end + 1]
    if following and following in _NOT_BEFORE.get(measure, ""):
        return 0
    if number["chinese"] and measure in _DIGITS_ONLY:
        return 0
    if measure == "成" and following in _TENTHS and not units.measure_at(text, end + 1):
        return end + 1
    return end + (measure in ("年", "天") and following == "半")


def _indefinite(quantity: Quantity) -> bool:
    exact = quantity.approximation is Approximation.EXACT and not quantity.ordinal
    return quantity.number_text in ("几", "数") or (
        quantity.number_text == "一" and exact and quantity.unit != "%"
    )
