from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reportgen.content.schemas import file_models, generate

CONTENT = Path(__file__).parents[2]


def properties(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    parts = [schema, *schema.get("$defs", {}).values()]
    return [item for part in parts for item in part.get("properties", {}).items()]


@pytest.mark.parametrize("name", file_models())
def test_every_item_has_a_chinese_title(name: str) -> None:
    schema = generate(name)
    assert re.search("[\u4e00-\u9fff]", schema["title"])
    for key, part in properties(schema):
        assert re.search("[\u4e00-\u9fff]", part.get("title", "")), key


@pytest.mark.parametrize("name", file_models())
def test_a_schema_is_plain_json_and_the_same_each_time(name: str) -> None:
    assert json.dumps(generate(name)) == json.dumps(generate(name))


@pytest.mark.parametrize("name", file_models())
def test_a_schema_is_for_files_that_the_samples_have(name: str) -> None:
    assert list(CONTENT.glob(file_models()[name].pattern))


def test_what_the_loader_fills_in_is_not_asked_for() -> None:
    assert "id" not in generate("type")["properties"]
    assert "slug" not in generate("branch")["properties"]


def test_what_is_optional_may_be_left_blank_and_a_list_of_one_without_dash() -> None:
    year = generate("year")["properties"]
    assert {"type": "null"} in year["plan"]["anyOf"]
    kinds = generate("year")["$defs"]["Event"]["properties"]["kinds"]
    assert kinds["anyOf"][1] == {"type": "string"}
    questions = generate("lesson")["$defs"]["Discussion"]["properties"]["questions"]
    assert questions["anyOf"][0]["minItems"] == 1
