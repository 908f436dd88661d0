"""A file with one mistake: the fault stands on its line, and its correction makes the file valid."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support import yaml_traps

from reportgen.content.yaml.reader import parse

#: mistakes that YAML may read as something valid: another text, another name of the author's
_MAY_BE_MEANT = {"中文冒号", "名称写错", "名称大写", "叹号开头", "& 开头", "等号"}


@pytest.mark.parametrize("path", yaml_traps.FILES, ids=str)
def test_the_samples_are_accused_of_nothing(path: yaml_traps.Path) -> None:
    model = yaml_traps.model_of(path)
    assert model
    assert yaml_traps.faults_of(path.read_text(encoding="utf-8"), model) == ()


@pytest.mark.parametrize("name", [*yaml_traps.OF_LINES, *yaml_traps.OF_BRACKETS])
@settings(suppress_health_check=[HealthCheck.filter_too_much], max_examples=30)
@given(data=st.data())
def test_a_mistake_is_told_on_its_line_and_corrected(name: str, data: st.DataObject) -> None:
    in_brackets = name in yaml_traps.OF_BRACKETS
    trap = {**yaml_traps.OF_LINES, **yaml_traps.OF_BRACKETS}[name]
    path = data.draw(st.sampled_from(yaml_traps.FILES))
    model = yaml_traps.model_of(path)
    assert model
    text = path.read_text(encoding="utf-8")
    source = parse(text.encode(), "content/x.yaml")
    lines = text.split("\n")
    changes = [
        (node.start_mark.line, row)
        for node in yaml_traps.places(source)
        if bool(re.search(r"\{[a-z]+: ", lines[node.start_mark.line])) == in_brackets
        and (row := trap(lines[node.start_mark.line], node)) is not None
    ]
    assume(changes)
    number, row = data.draw(st.sampled_from(changes))
    lines[number] = row
    faults = yaml_traps.faults_of("\n".join(lines), model)
    if not faults and name in _MAY_BE_MEANT:
        return
    assert [fault for fault in faults if fault.span and fault.span.line == number + 1], row
    for _ in range(5):
        correctable = [fault for fault in faults if fault.correction]
        if not correctable:
            break
        lines = yaml_traps.corrected(lines, correctable[0])
        faults = yaml_traps.faults_of("\n".join(lines), model)
    assert not correctable or not faults, (row, lines[number], faults[:2])
