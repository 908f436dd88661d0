"""Every document ends: what takes too long or too much memory fails alone, and the rest is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import farms
from support.program import run_process

HEADER = '{#\nname: 页\npurpose: 一页\noutput: "{{ year }}/{{ branch.name }}页"\n#}\n'
#: templates whose work no counter of the program sees: Python does it within one call
ENDLESS = {
    "nested views": "{% set one = namespace(v=1) %}{% set two = namespace(v=1) %}{% for i in range(40) %}"
    "{% set one.v = {'a': one.v, 'b': one.v}.items() %}{% set two.v = {'a': two.v, 'b': two.v}.items() %}"
    "{% endfor %}{{ 1 if one.v == two.v }}",
    "huge numbers": "{% set x=('1'*900000)|int(0,2) %}{% set y=('1'*450000)|int(0,2) %}"
    "{% for i in range(99999) %}{{ 'a' if x//y==1 else '' }}{% endfor %}",
}
HUGE = "{{ ('{0:𠀀>999}' * 200000).format('') | length }}"


@pytest.fixture(name="farm")
def _farm(tmp_path: Path) -> Path:
    farms.plant(tmp_path)
    return tmp_path


def _plant(farm: Path, text: str) -> None:
    template = f"{HEADER}<report><title>页</title><p>{text}</p></report>"
    (farm / "templates/juli/documents/page.docx.j2").write_text(template, encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        ENDLESS["nested views"],
        pytest.param(ENDLESS["huge numbers"], marks=pytest.mark.generated),
    ],
    ids=ENDLESS,
)
def test_an_endless_document_stops_at_its_limit_and_harms_no_other(farm: Path, text: str) -> None:
    _plant(farm, text)
    result = run_process("build", "b3", "--year", "2022", "--time-limit", "4", folder=farm)
    assert result.code == 1
    assert "超过每份文档 4 秒的时限，已停止" in result.err
    assert (farm / farms.output("b3", 2022, "brief")).exists()
    assert (farm / farms.output("b3", 2022, "summary")).exists()


def test_a_check_ends_too(farm: Path) -> None:
    _plant(farm, ENDLESS["nested views"])
    result = run_process("check", "b3", "--kind", "page", "--time-limit", "4", folder=farm)
    assert result.code == 1
    assert "超过每份文档 4 秒的时限，已停止" in result.err + result.out


def test_a_document_that_needs_too_much_memory_fails_alone(farm: Path) -> None:
    _plant(farm, HUGE)
    result = run_process("build", "b3", "--year", "2022", "--memory-limit", "300", folder=farm)
    assert result.code == 1
    assert "out-of-memory" in result.err
    assert (farm / farms.output("b3", 2022, "brief")).exists()
