"""Sparse and contradicting content: for every part of a record the ways in which templates say too much.

A record takes one way of each part, by chance with a seed. Nothing is taken from the samples.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from support import composing, workspaces
from support import generated_records as generated

from reportgen.workspace import MemoryWorkspace

YEAR = generated.YEAR
PICTURE = workspaces.base()["content/branches/red/images/hall.png"]

_WORK = {"title": "修路灯", "text": "示例路的灯修好了。"}
_BARE = {"title": "搬账本"}

#: part of a record → its ways, each what it adds to the record
RECORD: dict[str, tuple[dict[str, Any], ...]] = {
    "figures": (
        {},
        {"figures": {"来信": "12件"}},
        {"figures": {"来信": {"value": "12件", "highlight": True}}},
        {"figures": {"来信": {"value": "多人", "highlight": True}, "去信": {"value": "没统计", "highlight": True}}},
        {"figures": {"来信": {"value": "12件", "highlight": True}, "去信": {"value": "8件", "highlight": True}}},
        {"figures": {"来信": {"value": "12件", "last_year": "8件"}}},
        {"figures": {"来信": {"value": "12件", "last_year": "8件", "better": "less"}, "去信": {"value": "9件", "last_year": "4件", "better": "more"}}},
        {"figures": {"来信": {"value": "12件", "last_year": "8件", "better": "less"}}},
        {"figures": {"来信": {"value": "12件", "target": "10件"}, "去信": {"value": "9件", "target": "9件"}}},
        {"figures": {"来信": {"value": "近12件", "target": "20件"}}},
        {"figures": {"来信": {"value": "12件", "target": "10件", "better": "less"}, "去信": {"value": "9件", "target": "12件"}}},
        {"figures": {"来信": {"value": "12余件", "target": "12件"}, "去信": {"value": "没统计", "target": "12件"}}},
        {"figures": {"来信": {"value": "12件", "last_year": "8件"}, "去信": {"value": "9件", "last_year": "4件"}}},
        {"figures": {"来信": {"value": "8件", "last_year": "12件"}, "去信": {"value": "4件", "last_year": "9件"}}},
        {"figures": {"来信": {"value": "8件", "last_year": "12件"}, "去信": {"value": "9件", "last_year": "4件"}}},
        {"figures": {"来信": {"value": "8件", "last_year": "8件"}, "去信": {"value": "9件", "last_year": "9件"}},
         "compare": ["来信", "去信"]},
        {"figures": {"来信": {"value": "8余件", "last_year": "约9件"}, "去信": {"value": "9件", "last_year": "没统计"}},
         "compare": ["来信", "去信"]},
        {"figures": {"合格率": {"value": "98%", "last_year": "92%"}, "去信": {"value": "36件", "last_year": "9件"}}},
    ),
    "events": (
        {},
        {"events": [{"date": "3月", "title": "下大雨"}]},
        {"events": [{"date": "3月", "title": "下大雨"}, {"date": "4月", "title": "天晴了"}]},
        {"events": [{"date": "3月5日", "kinds": ["主题党日"], "title": "读文件", "text": "读了。"}]},
        {"events": [{"date": "上半年", "kinds": ["党课"], "title": "讲一课", "present": 9}]},
        {"events": [{"date": "4—7月", "kinds": ["谈心谈话"], "title": "谈一谈", "hours": 2}]},
        {"events": [{"date": "3月5日", "kinds": ["主题党日", "党课"], "title": "讲和听", "present": 8, "due": 9,
                     "hours": 1, "highlight": True, "agenda": ["读", "讲"]},
                    {"date": "9月", "kinds": ["支委会"], "title": "碰头", "absent": "一人请假", "decisions": ["修灯"]}]},
        {"events": [{"date": "3月5日", "kinds": ["支部党员大会"], "title": "表决", "present": 9, "due": 8,
                     "text": "到了九人。"}]},
        {"events": [{"date": f"{month}月5日", "kinds": ["主题党日"], "title": f"第{month}回", "present": 7, "due": 9}
                    for month in range(1, 13)],
         "exceptions": [{"month": "8月", "kind": "支委会", "reason": "防汛"}]},
        {"events": [{"date": f"{month}月6日", "kinds": ["支部党员大会"], "title": f"第{month}回"} for month in (2, 5, 8, 11)]},
    ),
    "chapters": (
        {},
        {"chapters": [{"title": "灯下"}]},
        {"chapters": [{"title": "灯下", "lead": "灯亮了。"}]},
        {"chapters": [{"title": "灯下", "works": [_BARE]}]},
        {"chapters": [{"title": "灯下", "works": [_WORK]}, {"title": "账上", "works": [_BARE, _WORK | {"title": "对账"}]}]},
        {"chapters": [{"title": "灯下", "works": [_WORK | {"pictures": ["灯"]}]}], "pictures": {"灯": {"file": "images/hall.png"}}},
        {"chapters": [{"title": "灯下", "works": [_WORK | {"pictures": ["灯", "图纸"]}]}],
         "pictures": {"灯": {"file": "images/hall.png", "credit": "示例甲"}, "图纸": {"file": "images/hall.png"}}},
        {"chapters": [{"title": "灯下", "works": [_WORK | {"charts": ["路灯"]}]}],
         "charts": {"路灯": {"kind": "bar", "data": {"东街": "3盏", "西街": "2盏"}}}},
        {"chapters": [{"title": "灯下", "works": [_WORK | {"quotations": [{"text": "亮了。"}]}]}]},
        {"chapters": [{"title": "灯下", "type": "fortress"}]},
        {"chapters": [{"title": "灯下"}], "figures": {"新灯": {"value": "3盏", "chapter": "灯下"}}},
        {"chapters": [{"title": "灯下"}], "figures": {"新灯": {"value": "3盏", "chapter": "灯下"},
                                                      "旧灯": {"value": "2盏", "chapter": "灯下"}}},
    ),
    "honours": (
        {},
        {"honours": [{"name": "示例县先进集体"}]},
        {"honours": [{"name": "全县先进集体", "level": "县级"}]},
        {"honours": [{"name": "先进集体", "level": "镇级", "people": ["示例甲"], "since": "2019年"},
                     {"name": "好灯奖", "grade": "二等奖", "count": "2项", "note": "复评"}]},
    ),
    "problems": (
        {},
        {"problems": [{"name": "灯不够"}]},
        {"problems": [{"name": "灯不够", "cause": "没有钱"}, {"name": "账太乱", "measure": "请人对账", "owner": "示例甲"}]},
        {"problems": [{"name": "灯不够", "measure": "再买", "due": "6月底前"}]},
    ),
    "things": (
        {},
        {"venues": [{"name": "灯室"}]},
        {"venues": [{"name": "灯室"}, {"name": "账房", "text": "两间。"}]},
        {"brands": {"main": {"label": "党建品牌", "name": "一盏灯"}, "items": [{"label": "志愿", "name": "点灯人"}]}},
        {"projects": [{"name": "灯谱", "kind": "书"}]},
        {"projects": [{"name": "灯谱", "kind": "书", "status": "done", "text": "一册。"}, {"name": "账簿", "kind": "书"}]},
    ),
    "plan": (
        {},
        {"plan": {"text": "来年再修。"}},
        {"plan": {"items": [{"task": "买灯"}]}},
        {"plan": {"items": [{"task": "买灯", "due": "6月"}, {"task": "对账", "owner": "示例乙"}]}},
    ),
    "followups": (
        {},
        {"followups": [{"name": "路太黑"}]},
        {"followups": [{"name": "路太黑", "by": "镇里", "status": "done"}, {"name": "账太乱", "action": "对了账"}]},
        {"followups": [{"name": "路太黑", "result": "亮了"}]},
    ),
    "debriefing": (
        {},
        {"debriefing": {}},
        {"debriefing": {"speaker": "示例丙", "occasion": "镇里的会"}},
        {"debriefing": {"comments": [{"name": "话太多"}, {"name": "灯太少", "action": "买灯"}], "minutes": 8}},
        {"debriefing": {"comments": [{"name": "话太多", "by": "镇里"}], "problems": [{"name": "我走得少"}],
                        "plan": {"text": "多走。"}}},
    ),
    "rest": (
        {},
        {"none": ["开头", "荣誉", "问题", "计划", "上年问题", "成文日期"]},
        {"source": {"paper": "《示例报》"}},
        {"source": {"note": "照旧账抄来。"}},
        {"opening": "支部有九名党员。", "closing": {"text": "再见。"}, "signed": f"{YEAR}-12-30"},
        {"story": {"headline": "灯亮了", "lead": "灯亮了。", "parts": [{"title": "路上", "text": "亮。"}], "closing": "完。"}},
        {"texts": {"新年信": {"正文": "新年好。"}}},
    ),
}  # fmt: skip
#: the same of a branch
BRANCH: dict[str, tuple[dict[str, Any], ...]] = {
    "people": (
        {},
        {"secretary": "示例甲"},
        {"committee": [{"name": "示例甲", "role": "书记"}], "groups": 2, "members": {"total": 9}},
        {"members": {"formal": 8, "probationary": 1}},
    ),
    "types": (
        {},
        {"types": ["fortress"]},
        {"types": ["learning", "service", "integrity"], "frame": {"name": "三型三力"}},
        {"types": ["作用发挥强", "safety"]},
    ),
    "names": (
        {},
        {"unit": "示例公司", "upper": "示例乡党委", "slogan": "灯亮人安"},
        {"former_names": [{"name": "示例旧村党支部", "until": "2020年"}]},
    ),
    "sample": ({}, {"sample": True}),
}
_PAGE = {"title": "一盏灯", "notes": "看这盏灯。"}
_PART = {"title": "灯", "aim": "知道灯", "notes": "先说灯。", "pages": [_PAGE]}
#: the same of a lesson
LESSON: dict[str, tuple[dict[str, Any], ...]] = {
    "minutes": ({"minutes": 8}, {"minutes": 40}),
    "parts": (
        {"parts": [_PART]},
        {"parts": [_PART, _PART | {"title": "账"}]},
        {"parts": [_PART | {"pages": [_PAGE | {"case": "示例村", "quote": "灯", "points": [{"name": "亮"}, {"name": "省"}], "show": "columns"}]}]},
    ),
    "cited": ({"quotations": {"灯": {"text": "灯亮了。", "work": "《示例灯谱》", "hand": "second"}}, "cases": {"示例村": {"source": "《示例灯谱》"}}},),
    "discussion": ({}, {"discussion": {"questions": ["灯为什么不亮？"], "notes": "请人来答。", "how": "举手", "answers": ["没有油"]}}),
    "rest": ({}, {"aims": ["会修灯"], "emphases": ["拧灯泡"], "difficulties": ["够不着"], "aids": ["梯子"], "board": ["灯"], "sources": ["《示例灯谱》"], "sample": True}),
}  # fmt: skip
#: the same of a committee over the branches a, b and c
COMMITTEE: dict[str, tuple[dict[str, Any], ...]] = {
    "branches": (
        {"branches": ["a"]},
        {"branches": ["a", "b"]},
        {"branches": ["a", "b", "c"]},
        {"committees": ["below"]},
        {"committees": ["below"], "branches": ["a"]},
        {"committees": ["below"], "branches": ["c"]},
    ),
    "minimums": (
        {},
        {"minimums": [{"kind": "党课", "at_least": "1次", "basis": "条例：每年"}]},
        {"minimums": [{"kind": "主题党日", "at_least": "12次"}, {"kind": "支委会", "at_least": "12次", "committee_only": True}]},
    ),
    "rest": ({}, {"advice": ["买灯。"], "signed": f"{YEAR + 1}-01-08"}, {"opening": "汇总如下。", "sample": True}),
}  # fmt: skip


def mixed(parts: Mapping[str, tuple[dict[str, Any], ...]], rng: random.Random) -> dict[str, Any]:
    """Return content with one way of each part."""
    content: dict[str, Any] = {}
    for ways in parts.values():
        for key, value in rng.choice(ways).items():
            content[key] = {**content.get(key, {}), **value} if isinstance(value, dict) else value
    return content


def workspace(seed: int) -> MemoryWorkspace:
    """Return a workspace of three branches, a lesson and two committees, chosen by `seed`."""
    rng = random.Random(seed)
    files: dict[str, Any] = {}
    for slug in "abc":
        folder = f"content/branches/{slug}"
        files[f"{folder}/branch.yaml"] = {"name": f"示例{slug}村党支部", **mixed(BRANCH, rng)}
        year = YEAR - 1 if slug == "c" and rng.random() < 0.5 else YEAR
        files[f"{folder}/{year}.yaml"] = {"year": year, **mixed(RECORD, rng)}
    files["content/lessons/lamp.yaml"] = {
        "topic": "灯", "audience": "党员", "speaker": "示例甲", "opening": "开讲。", "closing": "讲完。",
        "summary": {"points": [{"name": "亮"}], "notes": "灯要亮。"}, **mixed(LESSON, rng),
    }  # fmt: skip
    below = {"name": "示例乡党委", "years": [YEAR], "branches": ["a", "b"]}
    files["content/committees/below.yaml"] = below
    above = {"name": "示例县委", "years": [YEAR], **mixed(COMMITTEE, rng)}
    files["content/committees/above.yaml"] = above
    pictures = {f"content/branches/{slug}/images/hall.png": PICTURE for slug in "abc"}
    written = {path: composing.yaml_text(content).encode() for path, content in files.items()}
    return generated.workspace({**written, **pictures})
