"""The scalar types of the content model: each reads the text as written and keeps its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from reportgen.content import quantities
from reportgen.content.quantities import Quantity

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YES = frozenset({"true", "yes", "on", "是"})
_NO = frozenset({"false", "no", "off", "否"})


def _required_text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "不能为空")
    return value


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise PydanticCustomError("key", "只能用小写英文字母、数字和连字符")
    return value


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?\d+", value.strip()):
            raise PydanticCustomError("integer", "应为整数")
        return int(value)
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value.strip()):
            raise PydanticCustomError("number", "应为数字")
        return float(value)
    return value


def _boolean(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _YES or word in _NO:
            return word in _YES
        raise PydanticCustomError("boolean", "应为“是”或“否”（true / false）")
    return value


def _date(value: Any) -> Any:
    if isinstance(value, str):
        match = _DATE.fullmatch(value.strip())
        try:
            if match:
                return datetime.date(*(int(part) for part in match.groups()))
        except ValueError:
            pass
        raise PydanticCustomError("date", "应为日期，如 2022-03-05 或 2022年3月5日")
    return value


def _quantity(value: Any) -> Quantity:
    if isinstance(value, Quantity):
        return value
    parsed = quantities.parse(value) if isinstance(value, str) else None
    if parsed is None:
        raise PydanticCustomError("quantity", "应为数量，如 34次、130余篇、1.2万卷、95.6%")
    return parsed


def _listed(value: Any) -> Any:
    # One item may be written without the dash of a list.
    return [value] if isinstance(value, str) else value


class _Scalar:
    """What pydantic asks of a type, in one annotation: it takes its time over each of several."""

    def __init__(self, schema: CoreSchema, told: Mapping[str, Any]) -> None:
        self._schema, self._told = schema, told

    def __get_pydantic_core_schema__(self, source: Any, handler: object) -> CoreSchema:
        return {**self._schema}  # pydantic writes into what it is given

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: object) -> dict[str, Any]:
        return dict(self._told)


_STRING = {"type": "string"}
#: pydantic's own str would copy a Located into a plain str and lose its place
_ANY_STR = core_schema.custom_error_schema(
    core_schema.is_instance_schema(str), custom_error_type="text", custom_error_message="应为文字"
)
_REQUIRED_STR = core_schema.no_info_after_validator_function(_required_text, _ANY_STR)
_KEY_STR = core_schema.no_info_after_validator_function(_key, _ANY_STR)


Text = Annotated[str, _Scalar(_ANY_STR, _STRING)]
RequiredText = Annotated[str, _Scalar(_REQUIRED_STR, _STRING)]
Key = Annotated[str, _Scalar(_KEY_STR, _STRING)]
TextList = Annotated[tuple[RequiredText, ...], BeforeValidator(_listed)]
KeyList = Annotated[tuple[Key, ...], BeforeValidator(_listed)]
Integer = Annotated[int, BeforeValidator(_integer)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
Date = Annotated[
    datetime.date,
    _Scalar(
        core_schema.no_info_before_validator_function(_date, core_schema.date_schema()),
        {"type": "string", "format": "date"},
    ),
]
Amount = Annotated[
    Quantity,
    _Scalar(
        core_schema.no_info_plain_validator_function(_quantity),
        {"type": ["string", "number"], "description": "数量，如 34次、130余篇、1.2万卷"},
    ),
]
