from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.measure import balanced_lines, break_lines, breaks_cleanly, face, measure
from reportgen.measure.line_breaks import NO_LINE_END, NO_LINE_START

TITLE = face("方正小标宋简体", "Times New Roman")


def lines(text: str, em: float, keep: tuple[str, ...] = ()) -> list[str]:
    return [line.text for line in balanced_lines(text, TITLE, 22, 22 * em, keep=keep)]


def filled_lines(text: str, em: float) -> list[str]:
    """The lines that running text would make."""
    spans = break_lines(measure(text, TITLE), em * 1000, em * 1000)
    return [text[start:end] for start, end, _ in spans]


def test_a_title_that_fits_stays_on_its_line() -> None:
    assert lines("2022年度党建工作总结", 20) == ["2022年度党建工作总结"]


@pytest.mark.parametrize(
    ("text", "em", "expected"),
    [
        ("先请大家表个态", 5.2, ["先请大家", "表个态"]),
        ("先进基层党组织", 5.2, ["先进", "基层党组织"]),
        ("平安示范社区", 4.3, ["平安", "示范社区"]),
        ("支部为什么要立“型”", 8.2, ["支部为什么", "要立“型”"]),
        ("业务竞赛个人第一名", 6.2, ["业务竞赛", "个人第一名"]),
        ("你准备认哪个岗、练哪门手艺、联系哪一户？", 14.2, ["你准备认哪个岗、", "练哪门手艺、联系哪一户？"]),
        ("中共青山县档案馆支部委员会2022年度党建工作总结", 20,
         ["中共青山县档案馆支部委员会", "2022年度党建工作总结"]),
        ("以高质量党建引领档案事业高质量发展的实践与思考", 20,
         ["以高质量党建引领档案事业", "高质量发展的实践与思考"]),
        ("坚持党建引领 服务中心大局 推动档案事业高质量发展", 12,
         ["坚持党建引领 ", "服务中心大局 ", "推动档案事业高质量发展"]),
        ("关于2022年度“五型五力”党支部建设情况的报告", 12,
         ["关于2022年度", "“五型五力”党支部", "建设情况的报告"]),
        ("聚力党旗下——青山县档案馆党支部2022年度工作报告", 12,
         ["聚力党旗下——", "青山县档案馆党支部", "2022年度工作报告"]),
        ("以高质量党建引领公立医院高质量发展，奋力书写“健康青山”建设新篇章", 20,
         ["以高质量党建引领公立医院高质量发展，", "奋力书写“健康青山”建设新篇章"]),
        ("把山洪冲断的路修通、把冲毁的田补上、把乡亲们的心聚拢：清水湾村党支部2025年工作总结", 20,
         ["把山洪冲断的路修通、", "把冲毁的田补上、把乡亲们的心聚拢：", "清水湾村党支部2025年工作总结"]),
        ("关于深入学习贯彻《中国共产党支部工作条例（试行）》推进“四强”党支部创建情况的报告", 20,
         ["关于深入学习贯彻", "《中国共产党支部工作条例（试行）》", "推进“四强”党支部创建情况的报告"]),
        ("井下三千米的旗帜——机电工区党支部2025年度“班前十分钟”学习情况总结", 20,
         ["井下三千米的旗帜——机电工区党支部", "2025年度“班前十分钟”学习情况总结"]),
    ],
)  # fmt: skip
def test_a_title_breaks_by_sense(text: str, em: float, expected: list[str]) -> None:
    assert lines(text, em) == expected


def test_no_character_is_left_alone() -> None:
    text = "夯实基层组织建设激发党员活力"
    assert len(filled_lines(text, 13)[-1]) == 1
    assert min(map(len, lines(text, 13))) >= 5


def test_a_name_to_keep_is_not_parted() -> None:
    text = "推动云溪谷街道办事处机关建设再上台阶"
    parts = lines(text, 10, keep=("云溪谷街道办事处",))
    assert any("云溪谷街道办事处" in part for part in parts)


def test_the_name_of_a_branch_is_not_parted_where_its_place_stands_before_it() -> None:
    assert lines("示例市和风社区党支部", 8) == ["示例市", "和风社区党支部"]
    assert lines("莱州市档案馆党支部", 8) == ["莱州市", "档案馆党支部"]
    assert lines("和风社区党支部", 8) == ["和风社区党支部"]


def test_a_book_title_stays_whole_where_it_fits() -> None:
    parts = lines("关于学习贯彻落实《支部工作条例》的几点体会", 12)
    assert any("《支部工作条例》" in part for part in parts)


def test_hard_breaks_in_a_title_stay() -> None:
    assert lines("聚力党旗下\n年度报告", 20) == ["聚力党旗下\n", "年度报告"]


titles = st.lists(
    st.sampled_from(["党支部", "2022年度", "工作", "的", "和", "“五型”", "《年鉴》", "——", "，"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(titles, st.floats(min_value=8, max_value=24))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, em: float) -> None:
    broken = balanced_lines(text, TITLE, 22, 22 * em)
    assert "".join(line.text for line in broken) == text
    if len(filled_lines(text, em)) <= 4:
        assert all(line.width_pt <= 22 * em + 1e-6 for line in broken)
        assert len(broken) <= 5


@given(titles, st.floats(min_value=8, max_value=24))
def test_lines_open_and_end_as_a_reader_expects(text: str, em: float) -> None:
    broken = lines(text, em)
    assert broken == lines(text, em)
    for above, below in pairwise(broken):
        assert below[0] not in NO_LINE_START
        assert above.rstrip(" ")[-1] not in NO_LINE_END
        assert not (above.rstrip(" ")[-1].isdigit() and below[0].isdigit())


@given(st.lists(titles.filter(bool), min_size=2, max_size=3), st.floats(min_value=8, max_value=24))
def test_the_line_ends_of_the_author_win(parts: list[str], em: float) -> None:
    ends = {line.end for line in balanced_lines("\n".join(parts), TITLE, 22, 22 * em)}
    assert {sum(map(len, parts[:n])) + n for n in range(1, len(parts))} <= ends


@pytest.mark.parametrize(
    ("text", "ends", "clean"),
    [
        ("以更高标准、更严要求、更佳作风", [8], False),
        ("以更高标准、更严要求、更佳作风", [6], True),
        ("组织力提升工程", [3], True),
        ("组织力提升工程", [4], False),
        ("党员群众点题", [3], False),
    ],
)
def test_a_line_end_that_parts_a_word_is_not_clean(
    text: str, ends: list[int], *, clean: bool
) -> None:
    assert breaks_cleanly(text, ends, TITLE) is clean
