"""Validate a YAML file against a model: pydantic's errors become Chinese faults with places."""

from __future__ import annotations

import difflib
import re
import types
import typing
import unicodedata
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from reportgen.content.model.base import fields_by_key
from reportgen.content.yaml.faults import MOST_FAULTS, first_faults
from reportgen.content.yaml.reader import Path, YamlSource
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.suggestions import did_you_mean, nearest

ModelT = TypeVar("ModelT", bound=BaseModel)

_COLON_HINT = "“名称: 内容”之间要用英文冒号，后面空一格"

_KINDS = {dict: "“名称: 内容”的一组", list: "以“-”开头的列表", str: "一段文字"}


def validate(model: type[ModelT], source: YamlSource, year: int | None = None) -> ModelT:
    """Return the content of `source` as a `model`; raise Faults with all faults of keys and values.

    `year` is that of the dates that name none.
    """
    if not isinstance(source.value, dict):
        raise Faults([_whole_file(source)])
    _leave_out_blanks(model, source)
    try:
        return model.model_validate(source.value, context={"year": year})
    except ValidationError as error:
        raise Faults(explain(error, model, source)) from None


def _leave_out_blanks(model: type[BaseModel], source: YamlSource) -> None:
    """Remove the optional names that have nothing after their colon."""
    for path in source.blanks:
        field = _field(model, path)
        if field is not None and not field.is_required():
            owner = source.value
            for part in path[:-1]:
                owner = owner[part]
            owner.pop(path[-1], None)


def explain(
    error: ValidationError, model: type[BaseModel], source: YamlSource
) -> tuple[Diagnostic, ...]:
    """Return a fault for each error that pydantic reports of `source`."""
    diagnostics = []
    faults = [
        (fault, tuple(part for part in fault["loc"] if part != "[key]"))
        for fault in error.errors(include_url=False)[: MOST_FAULTS + 1]
    ]
    # A required name that is misspelt is reported as unknown, not also as missing.
    unknown = [loc for fault, loc in faults if fault["type"] == "extra_forbidden"]
    misspelt = {(*loc[:-1], nearest(_visible(str(loc[-1])), _known(model, loc))) for loc in unknown}
    garbled = {loc[:-1] for loc in unknown if "：" in str(loc[-1])}
    for fault, loc in faults:
        match fault["type"]:
            case "extra_forbidden":
                diagnostics.append(_unknown_key(loc, model, source))
            case "missing":
                if loc not in misspelt and loc[:-1] not in garbled:
                    diagnostics.append(_missing_key(loc, model, source))
            case _:
                diagnostics.append(_wrong_value(fault, loc, model, source))
    return first_faults(diagnostics, source.path)


def _whole_file(source: YamlSource) -> Diagnostic:
    kind = _KINDS[list] if isinstance(source.value, list) else _KINDS[str]
    return Diagnostic(
        "wrong-type",
        f"整个文件应当是“名称: 内容”，这里却是{kind}",
        source.span(()),
        hints=("冒号要用英文冒号，后面空一格",),
    )


def _unknown_key(loc: Path, model: type[BaseModel], source: YamlSource) -> Diagnostic:
    key, span, known = str(loc[-1]), source.span(loc, key=True), _known(model, loc)
    where = f"（{_title(model, loc[:-1])}）" if len(loc) > 1 else ""
    hints = (_COLON_HINT,) if "：" in key else did_you_mean(key, known)
    if key.startswith(("\u3000", "\u00a0")):
        message, hints = "缩进用了全角空格或特殊空格", ("请换成普通空格",)
        return Diagnostic("yaml-tab", message, span._replace(length=1), hints=hints)
    if (plain := _visible(key)) != key and plain in known:
        strange = next(c for c in key if c not in plain)
        message = f"名称 `{plain}` 里混进了看不见的字符 U+{ord(strange):04X}"
        return Diagnostic("unknown-key", message, span, hints=("请把这个名称删去重新输入",))
    return Diagnostic("unknown-key", f"不认识的名称 `{key}`{where}", span, hints=hints)


def _known(model: type[BaseModel], loc: Path) -> list[str]:
    """Return the names that the model allows in place of the last of `loc`."""
    owner = _model_at(model, loc[:-1])
    return [name for name, f in fields_by_key(owner).items() if not f.exclude] if owner else []


def _visible(key: str) -> str:
    """Return `key` without invisible characters: format characters and spaces of every kind."""
    return "".join(c for c in key if unicodedata.category(c) not in ("Cf", "Zs"))


def _missing_key(loc: Path, model: type[BaseModel], source: YamlSource) -> Diagnostic:
    title = _field_title(model, loc)
    return Diagnostic(
        "missing-key",
        f"缺少必填的 `{loc[-1]}`（{title}）" if title else f"缺少必填的 `{loc[-1]}`",
        source.span(loc[:-1], key=True),
        hints=_description(model, loc),
    )


def _wrong_value(fault: Any, loc: Path, model: type[BaseModel], source: YamlSource) -> Diagnostic:
    value = fault.get("input")
    if "[key]" in fault["loc"]:
        message, span = f"代号 `{loc[-1]}` {fault['msg']}", source.span(loc, key=True)
        why = "代号只在内容里互相引用，不会写进文档"
        return Diagnostic("wrong-value", message, span, hints=(why,))
    name = _named(loc, model)
    if value is None or (isinstance(value, str) and not value.strip()):
        span = source.span(loc, key=value is None)
        hints = _description(model, loc)
        return Diagnostic("missing-value", f"{name}没有填写", span, hints=hints)
    code = _CODES.get(fault["type"], "wrong-value")
    hints = _choice_hint(fault) or _shape_hint(fault) or _description(model, loc)
    if code == "wrong-value" and fault["type"] not in ("literal_error", "too_short", "too_long"):
        hints = ()  # the message itself gives examples
    message = f"{name}{_expected(fault)}，这里是{_excerpt(value)}"
    return Diagnostic(code, message, source.span(loc), hints=hints)


def _named(loc: Path, model: type[BaseModel]) -> str:
    """Return the Chinese name of the value at `loc`."""
    if not loc:
        return "这里"
    if isinstance(loc[-1], int):
        return f"{_title(model, loc[:-1]) or '列表'}第{loc[-1] + 1}项"
    title = _field_title(model, loc)
    return f"`{loc[-1]}`（{title}）" if title else f"`{loc[-1]}`"


_CODES = {
    "model_type": "wrong-type", "dict_type": "wrong-type", "tuple_type": "wrong-type",
    "list_type": "wrong-type", "text": "wrong-type", "model_attributes_type": "wrong-type",
    "blank": "missing-value",
}  # fmt: skip


def _expected(fault: Any) -> str:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"应当是{_KINDS[dict]}"
        case "tuple_type" | "list_type":
            return f"应当是{_KINDS[list]}"
        case "literal_error":
            choices = _choices(fault)
            return f"只能是 {'、'.join(choices)}" if len(choices) <= 6 else "不在可选的词里"
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


def _choices(fault: Any) -> list[str]:
    expected = str(fault.get("ctx", {}).get("expected", ""))
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _choice_hint(fault: Any) -> tuple[str, ...]:
    if fault["type"] != "literal_error" or not isinstance(fault.get("input"), str):
        return ()
    choices = _choices(fault)
    near = difflib.get_close_matches(fault["input"], choices, n=1, cutoff=0.75)
    if near:
        return (f"是不是 `{near[0]}`？",)
    return (f"可选：{'、'.join(choices)}",) if len(choices) > 6 else ()


def _shape_hint(fault: Any) -> tuple[str, ...]:
    """Return the hint for a value whose YAML has the wrong shape, such as a text for a list."""
    value, kind = fault.get("input"), fault["type"]
    # `text：…` and `text:…` are texts to YAML, not a name with its content.
    if isinstance(value, str) and re.match(r"[A-Za-z_][\w-]*(：|:\S)", value):
        return (_COLON_HINT,)
    if kind in ("tuple_type", "list_type"):
        return ("每一项另起一行，以“- ”开头",)
    if kind == "text" and isinstance(value, list):
        return ("去掉行首的“- ”；成段的文字写在“|”后面",)
    return ()


def _excerpt(value: Any) -> str:
    if isinstance(value, str):
        flat = " ".join(value.split())
        return f"“{flat[:20]}…”" if len(flat) > 20 else f"“{flat}”"
    if isinstance(value, dict):
        return _KINDS[dict]
    if isinstance(value, (list, tuple)):
        return f"有 {len(value)} 项的列表" if value else "空列表"
    return f"“{value}”"


# --- the model and the field at a path ------------------------------------------------------------


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
                field = fields_by_key(annotation).get(str(part))
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
    return fields_by_key(owner).get(str(loc[-1])) if owner else None


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
    while loc and isinstance(loc[-1], int):
        loc = loc[:-1]
    field = _field(model, loc)
    return (field.description,) if field and field.description else ()
