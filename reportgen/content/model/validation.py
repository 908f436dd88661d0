"""Validate a YAML file against a model: pydantic's errors become Chinese faults with places."""

from __future__ import annotations

import difflib
import re
import types
import typing
import unicodedata
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from reportgen.content.model import corrections
from reportgen.content.model.base import fields_by_key
from reportgen.content.yaml import traps
from reportgen.content.yaml.faults import MOST_FAULTS, first_faults
from reportgen.content.yaml.reader import Path, YamlSource, parse
from reportgen.diagnostics import Correction, Diagnostic, Faults
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
        faults = explain(error, model, source)
        lines = {fault.span.line for fault in faults if fault.span}
        others = [w for w in source.warnings if not w.span or w.span.line not in lines]
        raise Faults((*faults, *others)) from None


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
    # pydantic counts only the items of a list that are right, and calls the list too short.
    within = {loc[:end] for _, loc in faults for end in range(len(loc))}
    faults = [(f, loc) for f, loc in faults if f["type"] != "too_short" or loc not in within]
    # A required name that is misspelt is reported as unknown, not also as missing.
    unknown = [loc for fault, loc in faults if fault["type"] == "extra_forbidden"]
    misspelt = {(*loc[:-1], _likely_key(str(loc[-1]), model, loc)) for loc in unknown}
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


def _likely_key(key: str, model: type[BaseModel], loc: Path) -> str | None:
    """Return the key of the model that an unknown one was likely meant to be, None if none is near."""
    owner = _model_at(model, loc[:-1])
    fields = fields_by_key(owner) if owner else {}
    for name, field in fields.items():
        if key in (field.title, name.upper(), name.capitalize()):
            return name
    titles = {name: f.title or "" for name, f in fields.items()} if len(key) > 1 else {}
    # The head of a Chinese title is its last word: 问题 is 存在的问题 rather than 上年问题整改.
    ending = [name for name, title in titles.items() if title.endswith(key)]
    for named in (ending, [name for name, title in titles.items() if key in title]):
        if len(named) == 1:
            return named[0]
    return nearest(_visible(key), _known(model, loc))


def _try_correction(
    corrections: Iterable[Correction], loc: Path, model: type[BaseModel], source: YamlSource
) -> Correction | None:
    """Return the first correction with which nothing is wrong at `loc`, nor more elsewhere."""
    before = _faulty(model, source)
    lines = source.text.split("\n")
    for correction in corrections:
        start = correction.line - 1
        changed = [*lines[:start], *correction.rows, *lines[start + correction.replaced :]]
        try:
            corrected = parse("\n".join(changed).encode(), source.path)
        except Faults:
            continue
        if isinstance(corrected.value, dict):
            _leave_out_blanks(model, corrected)
        after = _faulty(model, corrected)
        if len(after) < len(before) and not any(at[: len(loc)] == loc for at in after):
            return correction
    return None


def _faulty(model: type[BaseModel], source: YamlSource) -> list[Path]:
    """Return the places of all faults of `source`."""
    try:
        model.model_validate(source.value)
    except ValidationError as error:
        return [tuple(fault["loc"]) for fault in error.errors(include_url=False)]
    return []


def _whole_file(source: YamlSource) -> Diagnostic:
    kind, hint = _KINDS[str], "冒号要用英文冒号，后面空一格"
    if isinstance(source.value, list):
        kind, hint = _KINDS[list], "请去掉行首的“- ”，各行左对齐"
    lines = source.text.split("\n")
    number = source.span(()).line - 1
    for proposal in traps.of_characters(lines, number):
        if proposal.code in ("yaml-colon", "yaml-space"):
            return proposal.diagnostic(source.path)
    message = f"整个文件应当是“名称: 内容”，这里却是{kind}"
    return Diagnostic("wrong-type", message, source.span(()), hints=(hint,))


#: a name this like one that is known here is a slip of the pen, though it be known elsewhere
_SLIP = 0.8


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
    likely = _likely_key(key, model, loc)
    place = _place_of(key, model, loc)
    if place and (not likely or difflib.SequenceMatcher(None, key, likely).ratio() < _SLIP):
        hints = (place,)
    elif likely and not hints[0].startswith("是不是"):
        hints = (f"是不是 `{likely}`？",)
    certain = likely if likely and nearest(_visible(key), known) != likely else None
    if key.lower() in known:
        certain = key.lower()
    lines = source.text.split("\n")
    correction = _try_correction(
        corrections.of_name(lines, span.line - 1, key, certain), loc, model, source
    )
    if correction and not certain:
        hints = (_COLON_HINT,) if re.search("[:：]", key) else ()
    return Diagnostic(
        "unknown-key", f"不认识的名称 `{key}`{where}", span, hints=hints, correction=correction
    )


def _known(model: type[BaseModel], loc: Path) -> list[str]:
    """Return the names that the model allows in place of the last of `loc`."""
    owner = _model_at(model, loc[:-1])
    names = [name for name, f in fields_by_key(owner).items() if not f.exclude] if owner else []
    return sorted(names, key=lambda name: name == "remark")  # every part has it: it comes last


def _part_with(key: str, model: type[BaseModel], loc: Path) -> str:
    """Return the field beside `loc` whose part, or item, has a field `key`; "" if not just one has."""
    owner = _model_at(model, loc[:-1])
    parts = []
    for name in fields_by_key(owner) if owner else {}:
        # An item of a list is one level further down than the list.
        models = (_model_at(model, (*loc[:-1], name, *item)) for item in ((), (0,)))
        if any(part and key in fields_by_key(part) for part in models):
            parts.append(name)
    return parts[0] if len(parts) == 1 else ""


def _place_of(key: str, model: type[BaseModel], loc: Path) -> str:
    """Return the hint for a name that belongs one level further in, or further out; "" if to none."""
    if inside := _part_with(key, model, loc):
        return f"`{key}` 写在 `{inside}` 里面"
    for depth in range(len(loc) - 2, -1, -1):
        owner = _model_at(model, loc[:depth])
        if owner and key in fields_by_key(owner):
            return f"`{key}` 与 `{loc[depth]}` 同一层，两行左对齐"
    return ""


def _visible(key: str) -> str:
    """Return `key` without invisible characters: format characters and spaces of every kind."""
    return "".join(c for c in key if unicodedata.category(c) not in ("Cf", "Zs"))


def _missing_key(loc: Path, model: type[BaseModel], source: YamlSource) -> Diagnostic:
    title = field_title(model, loc)
    return Diagnostic(
        "missing-key",
        f"缺少必填的 `{loc[-1]}`（{title}）" if title else f"缺少必填的 `{loc[-1]}`",
        source.span(loc[:-1], key=True),
        hints=_description(model, loc),
    )


def _wrong_value(fault: Any, loc: Path, model: type[BaseModel], source: YamlSource) -> Diagnostic:
    value = fault.get("input")
    if "[key]" in fault["loc"]:
        span = source.span(loc, key=True)
        if fault["type"] == "year":
            return Diagnostic("wrong-value", f"`{loc[-1]}` {fault['msg']}", span)
        message = f"代号 `{loc[-1]}` {fault['msg']}"
        why = "代号只在内容里互相引用，不会写进文档"
        return Diagnostic("wrong-value", message, span, hints=(why,))
    name = _name_of(loc, model)
    if value is None or (isinstance(value, str) and not value.strip()):
        return _missing_value(name, loc, value, model, source)
    code = _CODES.get(fault["type"], "wrong-value")
    hints = _choice_hint(fault) or _shape_hint(fault) or _description(model, loc)
    if code == "wrong-value" and fault["type"] not in ("literal_error", "too_short", "too_long"):
        hints = ()  # the message itself gives examples
    message = f"{name}{_expected(fault)}，这里是{_excerpt(value)}"
    correction = None
    node = source.node(loc)
    if node is not None:
        lines = source.text.split("\n")
        owner = _model_at(model, loc)
        proposed = corrections.of_value(lines, node, fault["type"], value, owner)
        correction = _try_correction(proposed, loc, model, source)
    return Diagnostic(code, message, source.span(loc), hints=hints, correction=correction)


def _missing_value(
    name: str, loc: Path, value: Any, model: type[BaseModel], source: YamlSource
) -> Diagnostic:
    """Return the fault of a name without content, or of one whose content YAML does not see."""
    span = source.span(loc, key=value is None)
    message, hints = f"{name}没有填写", _description(model, loc)
    node = source.node(loc)
    row = source.text.split("\n")[span.line - 1]
    behind = row[node.end_mark.column :] if node is not None else ""
    if node is not None and node.value in ("null", "~"):
        message = f"{name}没有填写：YAML 把 {node.value} 读作没有内容"
    elif value is None and (words := re.match(r"\s*(#.*)", behind)):
        message = f"{name}没有填写：空格后面的“#”是注释的开头"
        if words[1].startswith("# "):
            return Diagnostic("missing-value", message, span, hints=hints)
        better = f"{row[: node.end_mark.column]} {traps.quoted(words[1].rstrip())}" if node else ""
        correction = _try_correction([Correction(span.line, 1, (better,))], loc, model, source)
        return Diagnostic("missing-value", message, span, hints=hints, correction=correction)
    return Diagnostic("missing-value", message, span, hints=hints)


def _name_of(loc: Path, model: type[BaseModel]) -> str:
    """Return the Chinese name of the value at `loc`."""
    if not loc:
        return "这里"
    if isinstance(loc[-1], int):
        return f"{_title(model, loc[:-1]) or '列表'}第{loc[-1] + 1}项"
    title = field_title(model, loc)
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


def field_title(model: type[BaseModel], loc: Path) -> str:
    """Return the Chinese title of the field at `loc`, "" where the model has none."""
    field = _field(model, loc)
    return (field.title or "") if field else ""


def _title(model: type[BaseModel], loc: Path) -> str:
    """Return the Chinese name of the nearest named field on the way to `loc`."""
    for end in range(len(loc), 0, -1):
        title = field_title(model, loc[:end])
        if title:
            return title
    return ""


def _description(model: type[BaseModel], loc: Path) -> tuple[str, ...]:
    while loc and isinstance(loc[-1], int):
        loc = loc[:-1]
    field = _field(model, loc)
    return (field.description,) if field and field.description else ()
