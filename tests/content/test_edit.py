"""Editing a YAML file changes what was asked for and no other character."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import yaml_edits

from reportgen.content import edit
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span

NAME = "content/branches/red/2025.yaml"
RECORD = """\
# 红星支部 2025 年度记录
year: 2025
headline: "旧的标题"   # 印在封面

# ── 活动记录 ──
events:
  # 日期写 2025-03-05
  - date: 2025-01-10
    kinds: [主题党日]
    title: 学习党章   # 已核对

  - date: 2025-02-14
    kinds: [党课]
    title: 讲党课

# ── 数字 ──
figures:
  posts: {value: 27个, label: 岗位}
  visits:
    value: 12次
    # note: 每月一次

plan: |-
  第一段。

  第二段。
"""


def opened(text: str = RECORD) -> edit.YamlFile:
    file = edit.read(text.encode(), NAME)
    assert isinstance(file, edit.YamlFile), file
    return file


def text_of(edited: edit.YamlFile | Diagnostic) -> str:
    assert isinstance(edited, edit.YamlFile), edited
    return edited.data.decode()


def refused(edited: edit.YamlFile | Diagnostic) -> str:
    assert isinstance(edited, Diagnostic)
    return edited.message


# ── One value replaced ──


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("year",), "2026", "year: 2025", "year: 2026"),
        (("headline",), "新的标题", '"旧的标题"', '"新的标题"'),
        (("events", 1, "title"), "讲两次党课", "title: 讲党课", "title: 讲两次党课"),
        (("events", 0, "kinds", 0), "支委会", "[主题党日]", "[支委会]"),
        (("figures", "posts", "value"), "1,180余个", "value: 27个", 'value: "1,180余个"'),
        (("plan",), "一段。", "  第一段。\n\n  第二段。", "  一段。"),
        (("events", 0, "title"), None, "title: 学习党章", "title:"),
    ],
)
def test_a_replaced_value_is_written_as_the_old_one_was(
    path: edit.Path, value: str | None, old: str, new: str
) -> None:
    assert text_of(edit.replace(opened(), path, value)) == RECORD.replace(old, new)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("全角：冒号、“引号”，不必加引号", "全角：冒号、“引号”，不必加引号"),
        ("14:30", "14:30"),
        ("010", "010"),
        ("yes", "yes"),
        ("比例 3: 1", '"比例 3: 1"'),
        ("第 #1 号", '"第 #1 号"'),
        ("第#1号", "第#1号"),
        ("- 一项", '"- 一项"'),
        ("-5", "-5"),
        ("null", '"null"'),
        ("", '""'),
        ("*重点*", '"*重点*"'),
        ('"重点" 工作', "'\"重点\" 工作'"),
        ("C:\\文件: 一", "'C:\\文件: 一'"),
        ("两行\n文字", "|-\n  两行\n  文字"),
        ("两行\r\n文字\r\n", "|\n  两行\n  文字"),
        ("  缩进\n文字", "|2-\n    缩进\n  文字"),
        ("表\t格", '"表\\t格"'),
    ],
)
def test_a_text_is_quoted_only_where_it_would_be_read_otherwise(text: str, written: str) -> None:
    assert text_of(edit.replace(opened("a: 旧\n"), ("a",), text)) == f"a: {written}\n"


def test_a_text_of_several_lines_keeps_the_comment_behind_the_old_one() -> None:
    edited = text_of(edit.replace(opened("a: 旧  # 说明\nb: 1\n"), ("a",), "一\n二"))
    assert edited == "a: |-  # 说明\n  一\n  二\nb: 1\n"


def test_a_list_is_replaced_in_brackets_or_on_lines_as_it_stands() -> None:
    file = opened("a: [一, 二]  # 甲\nb:\n- 一\nc: 3\n")
    assert text_of(edit.replace(file, ("a",), ["三", "四"])).startswith("a: [三, 四]  # 甲\n")
    assert "b:\n- 三\n- 四\nc" in text_of(edit.replace(file, ("b",), ["三", "四"]))


# ── A new item or key ──


def test_a_new_item_is_written_like_its_siblings() -> None:
    event = {"date": "2025-02-01", "kinds": ["党课"], "title": "走访: 三户"}
    edited = text_of(edit.insert(opened(), ("events", 1), event))
    lines = '\n\n  - date: 2025-02-01\n    kinds: [党课]\n    title: "走访: 三户"\n\n  - date: 2025-02-14'
    assert edited == RECORD.replace("\n\n  - date: 2025-02-14", lines)


def test_a_first_item_stands_below_the_comment_that_heads_the_list() -> None:
    edited = text_of(edit.insert(opened(), ("events", 0), {"title": "新"}))
    assert "  # 日期写 2025-03-05\n  - title: 新\n\n  - date: 2025-01-10\n" in edited


def test_a_last_item_stands_above_the_heading_of_the_next_part() -> None:
    edited = text_of(edit.insert(opened(), ("events", 2), {"title": "新"}))
    assert "    title: 讲党课\n\n  - title: 新\n\n# ── 数字 ──\n" in edited


def test_a_new_key_stands_where_siblings_have_it() -> None:
    file = opened("a:\n  - {x: 1, y: 2, z: 3}\n  - {x: 1, z: 3}\n")
    assert text_of(edit.insert(file, ("a", 1, "y"), "2")).endswith("- {x: 1, y: 2, z: 3}\n")


def test_a_new_key_without_siblings_stands_where_the_usual_order_has_it() -> None:
    edited = text_of(edit.insert(opened(), ("source",), "虚构", ("year", "source", "headline")))
    assert "year: 2025\nsource: 虚构\nheadline:" in edited


def test_a_key_below_switched_off_lines_leaves_them_with_their_owner() -> None:
    edited = text_of(edit.insert(opened(), ("figures", "new"), {"value": "1次"}))
    assert "    # note: 每月一次\n  new:\n    value: 1次\n\nplan" in edited


@pytest.mark.parametrize("empty", ["a:", "a: []", "a: ~"])
def test_the_first_item_of_an_empty_list_gets_a_line(empty: str) -> None:
    edited = text_of(edit.insert(opened(f"{empty}\nb: 1\n"), ("a", 0), {"k": "v"}))
    assert edited == "a:\n  - k: v\nb: 1\n"


def test_an_item_in_brackets_over_several_lines_gets_a_line() -> None:
    file = opened("a: [\n  一,  # 甲\n  二   # 乙\n]\n")
    assert (
        text_of(edit.insert(file, ("a", 2), "三")) == "a: [\n  一,  # 甲\n  二,   # 乙\n  三\n]\n"
    )


# ── Removing and moving ──


def test_an_item_goes_with_its_lines_and_comments_above_it_stay() -> None:
    edited = text_of(edit.remove(opened(), ("events", 0)))
    start, end = RECORD.index("  - date: 2025-01-10"), RECORD.index("  - date: 2025-02-14")
    assert edited == RECORD[:start] + RECORD[end:]


def test_removing_what_was_inserted_gives_the_old_file() -> None:
    for path in [("events", 0), ("events", 1), ("events", 2), ("figures", "new"), ("new",)]:
        inserted = edit.insert(opened(), path, {"title": "新", "text": "一\n二"})
        assert isinstance(inserted, edit.YamlFile)
        assert text_of(edit.remove(inserted, path)) == RECORD


def test_a_list_without_items_is_an_empty_list() -> None:
    assert text_of(edit.remove(opened("a:\n  - 一\nb: 1\n"), ("a", 0))) == "a: []\nb: 1\n"


def test_the_key_beside_a_dash_goes_and_the_next_takes_its_place() -> None:
    assert text_of(edit.remove(opened("- a: 1\n  b: 2\n"), (0, "a"))) == "- b: 2\n"


def test_an_item_moves_with_the_comments_inside_it() -> None:
    edited = text_of(edit.move(opened("- a: 1\n  # 甲\n  b: 2  # 乙\n- c\n"), (0,), 1))
    assert edited == "- c\n- a: 1\n  # 甲\n  b: 2  # 乙\n"


def test_an_item_moves_into_another_list_and_takes_its_indentation() -> None:
    file = opened("a:\n- x: |\n    一\n     二\n- y\nb:\n    - z\n")
    edited = text_of(edit.move(file, ("a", 0), 1, ("b",)))
    assert edited == "a:\n- y\nb:\n    - z\n    - x: |\n        一\n         二\n"


# ── Refusals ──


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a: &x 1\nb: *x\n", "没有修改：文件里用了 YAML 的锚点（&）", 1),
        ("a: 1\nb: !!str 2\n", "没有修改：文件里用了 YAML 的类型标记（!）", 2),
        ("a: 1\nb:\n  <<: {c: 1}\n", "没有修改：文件里用了 YAML 的合并写法（<<）", 3),
        ("? a\n: 1\n", "没有修改：文件里用了 YAML 的“? ”写法", 1),
        ("a:\t1\n", "没有修改：文件里用了 Tab", 1),
        ("%YAML 1.1\n---\na: 1\n", "没有修改：文件里用了 YAML 的 % 指令", 1),
        ("a: 1\rb: 2\n", "没有修改：文件里有特殊的换行符", 1),
        ("a: 1\n---\nb: 2\n", "一个文件里只能有一份内容", 2),
        ("a: 1\na: 2\n", "`a` 重复了", 2),
    ],
)
def test_a_file_of_rare_yaml_is_left_alone(text: str, reason: str, line: int) -> None:
    answer = edit.read(text.encode(), NAME)
    assert refused(answer) == reason
    assert isinstance(answer, Diagnostic)
    assert answer.span is not None
    assert (answer.span.path, answer.span.line) == (NAME, line)


def test_comments_inside_a_list_are_not_overwritten() -> None:
    answer = edit.replace(opened(), ("events",), ["新"])
    assert refused(answer) == "没有修改：“events”里有注释，请逐项修改"
    assert isinstance(answer, Diagnostic)
    assert answer.span == Span(NAME, 8, 3)


def test_a_path_the_file_does_not_have_is_told() -> None:
    assert refused(edit.replace(opened(), ("events", 7, "title"), "新")).startswith(
        "没有修改：文件里没有“events › 第8项”这一处"
    )
    assert "已经有了" in refused(edit.insert(opened(), ("year",), "2026"))


def test_a_change_that_would_be_read_otherwise_is_refused() -> None:
    # Without `b` the comment below it would be part of the text of `a`.
    file = opened("a: |\n  一\nb: 2\n  # 注释\n")
    assert "读出来和要改的不一样" in refused(edit.remove(file, ("b",)))


def test_a_text_that_documents_cannot_hold_is_refused() -> None:
    assert "控制字符" in refused(edit.replace(opened(), ("year",), "响铃\x07"))


# ── Every style, thousands of edits ──


@given(st.randoms(use_true_random=True))
def test_an_edit_of_any_file_is_right_or_refused(random: Random) -> None:
    data = yaml_edits.foreign_text(random).encode("utf-8", "surrogatepass")
    file = edit.read(data, NAME)
    if isinstance(file, Diagnostic) or not file.value or isinstance(file.value, str):
        return
    for _ in range(5):
        result = yaml_edits.trial(random, file)
        if isinstance(result.after, edit.YamlFile):
            assert yaml_edits.wrong(result, file.value) == "", result


@pytest.mark.slow
def test_values_of_all_samples_are_replaced_in_every_style_of_line_ends() -> None:
    random = Random(5)
    for source in yaml_edits.FILES:
        text = source.read_text(encoding="utf-8")
        for styled in (text, text.replace("\n", "\r\n"), f"\ufeff{text}"):
            file = edit.read(styled.encode(), NAME)
            assert isinstance(file, edit.YamlFile), source
            paths = [p for p in yaml_edits.paths(file.value) if p and yaml_edits.is_text(file, p)]
            # One value a style of line ends: each file has three values changed in four ways.
            for path in random.sample(paths, min(1, len(paths))):
                old = yaml_edits.at(file.value, path)
                for new in (f"{old}改", f"{old}\n\n第二段：“引号”、#井号", "改", "- a: {x} # y"):
                    edited = edit.replace(file, path, new)
                    result = yaml_edits.Trial(file.data, "replace", path, (new,), edited)
                    assert isinstance(edited, edit.YamlFile), (source, path, new, edited)
                    assert yaml_edits.wrong(result, file.value) == "", (source, path, new)
