"""Units of counting: the measure words (篇, 人次), and which of them can be compared."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_WORDS = (
    # people and what they attend
    "人次 人天 人日 人月 人份 家次 户次 场次 车次 班次 册次 卷次 件次 台次 架次 辆次 艘次 航次 例次 诊次 "
    "条次 批次 频次 课时 学时 学分 工时 工日 机时 台班 名 人 位 家 户 场 次 期 批 届 轮 讲 遍 趟 回 餐 桌 席 票 "
    # time
    "小时 分钟 秒钟 秒 刻钟 个月 个工作日 工作日 天 昼夜 年 周年 学年 学期 季度 周 星期 岁 "
    # shares
    "个百分点 百分点 个基点 基点 % ‰ ％ 倍 成 分 "
    # length, area, volume, weight, energy
    "公里 千米 米 分米 厘米 毫米 微米 纳米 海里 英里 英寸 公分 尺 "
    "平方米 平方公里 平方厘米 平方毫米 平方 公顷 亩 立方米 立方厘米 立方 方 毫升 公升 升 "
    "吨公里 人公里 车公里 吨标准煤 吨标煤 吨 公斤 千克 毫克 微克 克 斤 "
    "千瓦时 兆瓦时 千瓦 兆瓦 千伏安 千伏 毫安 分贝 摄氏度 度 千帕 兆帕 千卡 大卡 千焦 "
    # money and papers
    "元 角 笔 单 篇 卷 件 份 册 部 本 张 幅 帧 枚 封 通 首 曲 段 句 字 词 页 叶 版 集 期 条 项 则 "
    # buildings, land, machines
    "块 处 座 间 栋 幢 尊 层 片 所 门 口 眼 孔 面 扇 樘 盏 根 株 棵 台 套 辆 架 艘 基 跨 "
    # animals, plants, goods
    "头 匹 羽 尾 只 颗 粒 朵 束 捆 串 摞 把 杯 瓶 罐 桶 缸 筐 锅 炉 盒 箱 袋 包 盆 盘 卡 支 副 款 "
    # everything else that is counted
    "个 类 种 堂 节课 节 例 案 宗 起 桩 组 队 对 班 名次 道 "
    # units in Latin letters
    "℃ °C ℉ ㎡ ppm ppb NTU DDDs DDD mm cm dm m km nm μm µm mm² cm² m² km² mm2 cm2 m2 km2 hm² ha cm³ m³ cm3 m3 "
    "μL µL mL ml L μg µg mg g kg t tce kgce min ms h V kV mV mA kVA MVA kvar W kW MW GW kWh kW·h MWh GWh "
    "Pa kPa MPa mmHg kN Hz kHz MHz GHz dB lx kJ MJ GJ kcal rpm GB TB MB KB Mbps Gbps Ω kΩ MΩ "
    "mg/L μg/L g/L mg/kg mg/m³ μg/m³ m³/h m³/d m/s m/min km/h t/h t/d L/h L/min r/min"
)
#: every measure word and unit that is recognised in prose
MEASURES = _WORDS.split()
#: first character → the measures that begin with it, the longest first
_BY_FIRST: dict[str, list[str]] = {}
for _name in sorted(set(MEASURES), key=len, reverse=True):
    _BY_FIRST.setdefault(_name[0], []).append(_name)
#: measure → another word for the same unit
_SAME = {"名": "人", "位": "人", "％": "%", "千米": "公里", "千克": "公斤", "㎡": "平方米"}
_SAME |= {"工作日": "个工作日", "节": "节课", "°C": "℃", "摄氏度": "℃", "h": "小时", "min": "分钟"}
_SAME |= {"m": "米", "km": "公里", "cm": "厘米", "mm": "毫米", "公分": "厘米", "dm": "分米"}
_SAME |= {"m²": "平方米", "m2": "平方米", "平方": "平方米", "km²": "平方公里", "km2": "平方公里"}
_SAME |= {
    "hm²": "公顷",
    "ha": "公顷",
    "m³": "立方米",
    "m3": "立方米",
    "立方": "立方米",
    "方": "立方米",
}
_SAME |= {"cm3": "cm³", "立方厘米": "cm³", "cm2": "cm²", "平方厘米": "cm²", "mm2": "mm²"}
_SAME |= {"L": "升", "公升": "升", "mL": "毫升", "ml": "毫升"}
_SAME |= {"µm": "μm", "µL": "μL", "µg": "μg"}
_SAME |= {"kg": "公斤", "g": "克", "t": "吨", "mg": "毫克", "tce": "吨标准煤", "吨标煤": "吨标准煤"}
_SAME |= {"kW": "千瓦", "kWh": "千瓦时", "kW·h": "千瓦时", "MW": "兆瓦", "MWh": "兆瓦时"}
_SAME |= {"kV": "千伏", "kVA": "千伏安", "dB": "分贝", "kPa": "千帕", "MPa": "兆帕"}
#: measure → the unit it is compared in, and the factor to it
_CONVERTED = {
    "‰": ("%", Decimal("0.1")),
    "小时": ("分钟", Decimal(60)),
    "刻钟": ("分钟", Decimal(15)),
    "基点": ("百分点", Decimal("0.01")),
}
#: what goes on with a Latin unit: m of m² or mm is no unit
_GOES_ON = re.compile("[A-Za-z0-9²³·/]")


def measure_at(text: str, start: int = 0) -> str:
    """Return the longest measure at `start` of `text` (人次 rather than 人), "" if there is none.

    A measure per another one is one measure: 元/吨, 斤/亩, kg/亩.
    """
    for name in _BY_FIRST.get(text[start : start + 1], ()):
        if not text.startswith(name, start):
            continue
        end = start + len(name)
        if text[end : end + 1] == "/" and "/" not in name and (per := _per(text, end + 1)):
            return f"{name}/{per}"
        latin = name[-1].isascii() and name[-1].isalnum()
        if not (latin and _GOES_ON.match(text, end)):
            return name
    return ""


def _per(text: str, start: int) -> str:
    """Return the measure behind the / of a measure per another one."""
    for name in _BY_FIRST.get(text[start : start + 1], ()):
        if text.startswith(name, start):
            return name
    return "日" if text.startswith("日", start) else ""


@lru_cache(maxsize=1024)
def dimension(unit: str) -> tuple[str, Decimal]:
    """Return the unit that `unit` is compared in, and the factor to it (小时 → 分钟, 60)."""
    if "/" in unit:
        return unit.replace("m3", "m³"), Decimal(1)
    bare = (
        unit[1:]
        if unit.startswith("个") and unit[1:3] in ("小时", "百分", "基点", "平方")
        else unit
    )
    word = measure_at(bare) or bare
    name = _SAME.get(word, word)
    return _CONVERTED.get(name, (name, Decimal(1)))
