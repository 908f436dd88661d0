"""Units of counting: the measure words (篇, 人次), and which of them can be compared."""

from __future__ import annotations

import re
from decimal import Decimal

_MEASURES = (
    "人次 人天 家次 户次 场次 车次 班次 册次 卷次 件次 课时 学时 小时 分钟 秒钟 个月 "
    "个工作日 工作日 个百分点 百分点 平方米 立方米 平方公里 公里 千米 厘米 毫米 公斤 千克 "
    "克 吨 公顷 亩 米 元 块 角 千瓦时 千瓦 度 篇 卷 件 份 册 部 本 张 幅 枚 项 条 个 名 人 "
    "位 家 户 场 次 期 批 届 轮 类 种 处 座 间 台 套 辆 堂 节课 节 支 只 段 首 句 字 页 版 "
    "集 盒 箱 袋 棵 株 盏 面 把 杯 门 例 宗 起 桩 笔 组 队 对 年 天 周 周年 季度 倍 成 分 "
    "名次 遍 趟 回 所 片 层 栋 幢 尊 口 道 盘 卡 款 颗 斤 桌 讲 毫升 升 封 基 副 通 叶 台班 "
    "% ‰ ％ ℃ °C ㎡ ppm mm cm dm m km mm² cm² m² km² mm2 cm2 m2 km2 hm² ha cm³ m³ cm3 m3 μm mL ml L "
    "mg g kg t mg/m³ μg/m³ m³/h m/s km/h t/h min h V kV mV W kW MW kWh kW·h MWh "
    "Pa kPa MPa kN Hz kHz MHz dB lx GB TB MB KB"
)
#: first character → the measures that begin with it, the longest first
_BY_FIRST: dict[str, list[str]] = {}
for _name in sorted(_MEASURES.split(), key=len, reverse=True):
    _BY_FIRST.setdefault(_name[0], []).append(_name)
#: measure → another word for the same unit
_SAME = {"名": "人", "位": "人", "％": "%", "千米": "公里", "千克": "公斤", "㎡": "平方米"}
_SAME |= {"工作日": "个工作日", "节": "节课", "°C": "℃", "h": "小时", "min": "分钟", "ha": "公顷"}
_SAME |= {"m": "米", "km": "公里", "cm": "厘米", "mm": "毫米", "hm²": "公顷", "L": "升"}
_SAME |= {"m²": "平方米", "m2": "平方米", "km²": "平方公里", "km2": "平方公里", "m³": "立方米"}
_SAME |= {
    "m3": "立方米",
    "cm3": "cm³",
    "cm2": "cm²",
    "mm2": "mm²",
    "kg": "公斤",
    "g": "克",
    "t": "吨",
    "mL": "毫升",
}
_SAME |= {"ml": "毫升", "kW": "千瓦", "kWh": "千瓦时", "kW·h": "千瓦时"}
#: measure → the unit it is compared in, and the factor to it
_CONVERTED = {"‰": ("%", Decimal("0.1")), "小时": ("分钟", Decimal(60))}
#: what goes on with a Latin unit: m of m² or mm is no unit
_GOES_ON = re.compile("[A-Za-z0-9²³·/]")


def measure_at(text: str, start: int = 0) -> str:
    """Return the longest measure at `start` of `text` (人次 rather than 人), "" if there is none."""
    for name in _BY_FIRST.get(text[start : start + 1], ()):
        if text.startswith(name, start):
            latin = name[-1].isascii() and name[-1].isalnum()
            if not (latin and _GOES_ON.match(text, start + len(name))):
                return name
    return ""


def dimension(unit: str) -> tuple[str, Decimal]:
    """Return the unit that `unit` is compared in, and the factor to it (小时 → 分钟, 60)."""
    if "/" in unit:
        return unit.replace("m3", "m³"), Decimal(1)
    bare = unit[1:] if unit.startswith("个") and unit[1:3] in ("小时", "百分", "平方") else unit
    word = measure_at(bare) or bare
    name = _SAME.get(word, word)
    return _CONVERTED.get(name, (name, Decimal(1)))
