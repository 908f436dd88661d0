"""The base class of the content model and its scalar types.

Texts keep the place where they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from reportgen.content import dates, quantities
from reportgen.content.dates import WrittenDate
from reportgen.content.quantities import Quantity, Wording
from reportgen.spans import Located, LocatedDecimal, LocatedInteger, span_of

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
_YES = frozenset({"true", "yes", "on", "是"})
_NO = frozenset({"false", "no", "off", "否"})


def _text(value: Any) -> str:
    # pydantic's own `str` copies a Located to a plain str, which has no place.
    if not isinstance(value, str):
        raise PydanticCustomError("text", "应为文字")
    return value


def _table_cell(value: Any) -> str:
    return "" if value is None else _text(value)


def _required_text(value: Any) -> str:
    text = _text(value)
    if not text.strip():
        raise PydanticCustomError("blank", "不能为空")
    return text


def _key(value: Any) -> str:
    text = _text(value)
    if not _KEY.fullmatch(text):
        raise PydanticCustomError("key", "只能用小写英文字母、数字和连字符")
    return text


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?\d+", value.strip()):
            raise PydanticCustomError("integer", "应为整数")
        return int(value)
    return value


def _year(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"(19|20)\d\d", value.strip()):
            raise PydanticCustomError("year", "应为年份，如 2023")
        return int(value)
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value.strip()):
            raise PydanticCustomError("number", "应为数字")
        return float(value)
    return value


def _with_place(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Return the number or the word that `read` makes of a text, with the place of the text."""
    result, span = read(value), span_of(value)
    if span is None:
        return result
    if isinstance(result, int):
        return LocatedInteger.at(result, span)
    return (
        LocatedDecimal.at(result, span) if isinstance(result, float) else Located.at(result, span)
    )


def _boolean(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _YES or word in _NO:
            return word in _YES
        raise PydanticCustomError("boolean", "应为“是”或“否”（true / false）")
    return value


def _unquoted(value: str) -> str:
    if re.fullmatch(r"[“‘＂].*\d.*[”’＂]", value):
        raise PydanticCustomError("quotes", "不用加中文引号")
    return value


def _date(value: Any, year: int | None = None) -> WrittenDate:
    if isinstance(value, WrittenDate):
        return value
    written = dates.parse(_unquoted(_required_text(value)), year)
    if written is None:
        raise PydanticCustomError("date", "不是日历上有的日子或钟点")
    return written


def _date_of_year(value: Any, info: ValidationInfo) -> WrittenDate:
    return _date(value, (info.context or {}).get("year"))


def _quantity(value: Any) -> Quantity:
    if isinstance(value, Quantity):
        return value
    parsed = quantities.parse(_unquoted(value)) if isinstance(value, str) else None
    if parsed is None:
        raise PydanticCustomError("quantity", "应为数量，如 34次、130余篇、1.2万卷、95.6%")
    return parsed


def _value(value: Any) -> Quantity | Wording:
    if isinstance(value, (Quantity, Wording)):
        return value
    known = quantities.read_value(_unquoted(_required_text(value)))
    if known is None:
        raise PydanticCustomError(
            "quantity",
            "应为数量，如 34次、130余篇、1.2万卷、95.6%，没有数的如 多人、没统计",
        )
    return known


def named_entries(field: str) -> BeforeValidator:
    """Return a validator for a dictionary whose entries are named by their Chinese names.

    An entry without `field` gets its own name there. A name in English letters only is a code for
    references inside the content; its entry has to write `field`.
    """

    def with_names(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            name: {field: name, **entry}
            if isinstance(entry, dict) and isinstance(name, str) and not name.isascii()
            else entry
            for name, entry in value.items()
        }

    return BeforeValidator(with_names)


def _as_list(value: Any) -> Any:
    # A single item may be written without the dash of a list.
    if not isinstance(value, str):
        return value
    if re.match(r"-[^\s\d-]", value):
        raise PydanticCustomError("dashes", "的各项以“- ”开头，短横线后面空一格")
    if value[:1] in "【［" and value[-1:] in "】］":
        raise PydanticCustomError("brackets", "要用英文的方括号 [ ]，各项之间用英文逗号")
    if isinstance(value, Located) and "\n" not in value and value.span.length < len(value):
        raise PydanticCustomError("dashes", "有几行，每一项前面都要有“- ”")
    return [value]


@dataclass(frozen=True, slots=True)
class Steering:
    """The mark of a field that tells the program what to do; no reader should meet its value.

    All other fields hold facts: what a document of the year should say (`content.facts`).
    """


@dataclass(frozen=True, slots=True)
class Speech:
    """The mark of a field that is written for the speaker alone."""


@dataclass(frozen=True, slots=True)
class _ReadBy:
    """The function that reads a value of a content file.

    pydantic's PlainValidator also works out how the value would be written as JSON, which nobody asks for.
    """

    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


STEERS = Steering()
SPEECH = Speech()

_STRING = WithJsonSchema({"type": "string"})
_DATE = WithJsonSchema({"type": "string", "examples": ["2025-03-05", "3月5日", "3月", "4—7月"]})

Text = Annotated[str, _ReadBy(_text), _STRING]
TableCell = Annotated[str, _ReadBy(_table_cell), _STRING]
RequiredText = Annotated[str, _ReadBy(_required_text), _STRING]
Key = Annotated[str, _ReadBy(_key), _STRING]
TextList = Annotated[tuple[RequiredText, ...], BeforeValidator(_as_list)]
#: a number, or one word of a few, that knows its place
WITH_PLACE = WrapValidator(_with_place)
Integer = Annotated[int, BeforeValidator(_integer), WITH_PLACE]
Year = Annotated[int, BeforeValidator(_year)]
Decimal = Annotated[float, BeforeValidator(_decimal), WITH_PLACE]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
Date = Annotated[WrittenDate, _ReadBy(_date), _DATE]
#: a date of the record's year, which it need not name
DateOfYear = Annotated[WrittenDate, PlainValidator(_date_of_year), _DATE]
Amount = Annotated[
    Quantity,
    _ReadBy(_quantity),
    WithJsonSchema(
        {"type": ["string", "number"], "description": "数量，如 34次、130余篇、1.2万卷"}
    ),
]
#: an amount, or words where nobody counted
Value = Annotated[
    Quantity | Wording,
    _ReadBy(_value),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "description": "数量，如 34次、130余篇、1.2万卷；没有数的如 多人、没统计",
        }
    ),
]


#: keys, references to other parts of the content, names of files
Instruction = Annotated[str, _ReadBy(_text), _STRING, STEERS]
Instructions = Annotated[tuple[RequiredText, ...], BeforeValidator(_as_list), STEERS]


class Part(BaseModel):
    """The base of every model of content: frozen, with unknown keys forbidden."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    #: whether it holds words of others, which stay as they are
    is_quotation: ClassVar[bool] = False

    remark: Instruction = Field("", title="备注", description="给自己看的话，不写进任何文档")


class OrSentence:
    """Tells editors that a sentence alone may stand for a part."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": "string"}]}


def fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that a content file gives them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}
