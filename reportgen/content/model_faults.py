"""pydantic's complaints → diagnostics with the place, the name and, where it helps, the near miss."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from reportgen.content.yaml_text import Path, YamlText
from reportgen.diagnostics import Diagnostic, Faults

ModelT = TypeVar("ModelT", bound=BaseModel)

_KINDS = {dict: "“名称: 内容”的一组", list: "以“-”开头的列表", str: "一段文字"}


def validate(model: type[ModelT], source: YamlText) -> ModelT:
    """Return `source` as a `model`; raise Faults with every fault of its keys and values."""
    if not isinstance(source.value, dict):
        raise Faults([_whole_file(source)])
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        raise Faults(explain(error, model, source)) from None


def explain(
    error: ValidationError, model: type[BaseModel], source: YamlText
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each fault pydantic found in `source`."""
    found = []
    for fault in error.errors(include_url=False):
        loc: Path = tuple(part for part in fault["loc"] if part != "[key]")
        match fault["type"]:
            case "extra_forbidden":
                found.append(_unknown_key(loc, model, source))
            case "missing":
                found.append(_missing_key(loc, model, source))
            case _:
                found.append(_wrong_value(fault, loc, model, source))
    return tuple(found)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that `word` most likely meant."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str], *, listing: str = "可用的有") -> tuple[str, ...]:
    """Return the hint for a misspelt name: the near miss, or what there is to choose from."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return (f"是不是 `{near}`？",)
    return (f"{listing}：{'、'.join(names[:12])}",) if names else ()


def _whole_file(source: YamlText) -> Diagnostic:
    kind = _KINDS[list] if isinstance(source.value, list) else _KINDS[str]
    return Diagnostic(
        "wrong-type",
        f"整个文件应当是“名称: 内容”，这里却是{kind}",
        source.span(()),
        hints=("冒号要用英文冒号，后面空一格",),
    )


def _unknown_key(loc: Path, model: type[BaseModel], source: YamlText) -> Diagnostic:
    owner = _model_at(model, loc[:-1])
    known = list(owner.model_fields) if owner else []
    where = f"（{_title(model, loc[:-1])}）" if len(loc) > 1 else ""
    return Diagnostic(
        "unknown-key",
        f"不认识的名称 `{loc[-1]}`{where}",
        source.span(loc, key=True),
        hints=did_you_mean(str(loc[-1]), [n for n in known if n not in ("id", "slug")]),
    )


def _missing_key(loc: Path, model: type[BaseModel], source: YamlText) -> Diagnostic:
    title = _field_title(model, loc)
    return Diagnostic(
        "missing-key",
        f"缺少必填的 `{loc[-1]}`（{title}）" if title else f"缺少必填的 `{loc[-1]}`",
        source.span(loc[:-1], key=True),
        hints=_description(model, loc),
    )


def _wrong_value(fault: Any, loc: Path, model: type[BaseModel], source: YamlText) -> Diagnostic:
    value = fault.get("input")
    title = _field_title(model, loc)
    name = f"`{loc[-1]}`（{title}）" if title and loc else f"`{loc[-1]}`" if loc else "这里"
    if isinstance(loc[-1] if loc else None, int):
        name = f"{_title(model, loc[:-1]) or '列表'}第{int(loc[-1]) + 1}项"
    expected = _expected(fault)
    if value is None:
        message = f"{name}没有填写；{expected}"
    else:
        message = f"{name}{expected}，这里是{_shown(value)}"
    return Diagnostic(
        _CODES.get(fault["type"], "wrong-value"),
        message,
        source.span(loc),
        hints=_choice_hint(fault) or _description(model, loc),
    )


_CODES = {
    "model_type": "wrong-type", "dict_type": "wrong-type", "tuple_type": "wrong-type",
    "list_type": "wrong-type", "text": "wrong-type", "model_attributes_type": "wrong-type",
}  # fmt: skip


def _expected(fault: Any) -> str:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"应当是{_KINDS[dict]}"
        case "tuple_type" | "list_type":
            return f"应当是{_KINDS[list]}"
        case "literal_error":
            return f"只能是 {str(context.get('expected', '')).replace(' or ', '、').replace(', ', '、')}"
        case "too_short":
            return f"至少要有 {context.get('min_length')} 项"
        case "too_long":
            return f"至多 {context.get('max_length')} 项"
        case "missing":
            return "缺少内容"
        case "greater_than_equal":
            return f"不能小于 {context.get('ge')}"
        case "less_than_equal":
            return f"不能大于 {context.get('le')}"
        case _:
            return str(fault["msg"])


def _choice_hint(fault: Any) -> tuple[str, ...]:
    if fault["type"] != "literal_error" or not isinstance(fault.get("input"), str):
        return ()
    choices = str(fault.get("ctx", {}).get("expected", "")).replace("'", "")
    near = nearest(fault["input"], choices.replace(" or ", ", ").split(", "))
    return (f"是不是 `{near}`？",) if near else ()


def _shown(value: Any) -> str:
    if isinstance(value, str):
        flat = " ".join(value.split())
        return f"“{flat[:20]}…”" if len(flat) > 20 else f"“{flat}”"
    if isinstance(value, dict):
        return _KINDS[dict]
    if isinstance(value, (list, tuple)):
        return f"有 {len(value)} 项的列表" if value else "空列表"
    return str(value)


# --- finding the model and the field a path leads to ----------------------------------------------


def _strip(annotation: Any) -> list[Any]:
    """Return the alternatives of an annotation, without Annotated and None."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _strip(typing.get_args(annotation)[0])
    if origin in (types.UnionType, typing.Union):
        return [
            a for arg in typing.get_args(annotation) for a in _strip(arg) if a is not type(None)
        ]
    return [annotation]


def _model_at(model: type[BaseModel], loc: Path) -> type[BaseModel] | None:
    here: list[Any] = [model]
    for part in loc:
        below: list[Any] = []
        for annotation in here:
            origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                field = annotation.model_fields.get(str(part))
                if field:
                    below += _strip(field.annotation)
            elif origin is dict:
                below += _strip(arguments[1])
            elif origin in (tuple, list) and arguments:
                below += _strip(arguments[0])
        here = below
    for annotation in here:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
    return None


def _field(model: type[BaseModel], loc: Path) -> Any:
    owner = _model_at(model, loc[:-1]) if loc else None
    return owner.model_fields.get(str(loc[-1])) if owner else None


def _field_title(model: type[BaseModel], loc: Path) -> str:
    field = _field(model, loc)
    return (field.title or "") if field else ""


def _title(model: type[BaseModel], loc: Path) -> str:
    """Return the Chinese name of the nearest named field on the way to `loc`."""
    for end in range(len(loc), 0, -1):
        title = _field_title(model, loc[:end])
        if title:
            return title
    return ""


def _description(model: type[BaseModel], loc: Path) -> tuple[str, ...]:
    field = _field(model, loc)
    return (field.description,) if field and field.description else ()
