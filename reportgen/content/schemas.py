"""JSON Schemas of the content files, with which editors complete and validate YAML in Chinese."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportgen.content import subjects
from reportgen.content.folders import LEXICON, TYPES
from reportgen.content.model import Branch, BranchType
from reportgen.content.subjects import ContentFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: fields the loader fills in from the names of files and folders
_FILLED_IN = frozenset({"id", "slug"})


def file_models() -> Mapping[str, ContentFile]:
    """Return every sort of content file by the name of its schema."""
    models = {"type": ContentFile("reportgen.content.model:BranchType", f"{TYPES}/*.yaml")}
    for source in subjects.sources().values():
        models |= source.files
    models["checks"] = ContentFile(
        "reportgen.content.checks.settings:CheckFile", "content/checks.yaml"
    )
    models["lexicon"] = ContentFile("reportgen.content.lexicon:LexiconFile", f"{LEXICON}/*.yaml")
    return models


class _Generator(GenerateJsonSchema):
    """pydantic's generator without defaults, which an editor would show to no use."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def generate(name: str) -> dict[str, Any]:
    """Return the schema called `name`."""
    model = file_models()[name].model
    schema = model.model_json_schema(schema_generator=_Generator, mode="validation")
    models = {m.__name__: m for m in _models(model)}
    for key, part in (*schema.get("$defs", {}).items(), (model.__name__, schema)):
        _describe(part, models.get(key))
    return {"$schema": _DIALECT, **schema}


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    models: dict[str, type[BaseModel]] = {}
    waiting: list[Any] = [model]
    while waiting:
        item = waiting.pop()
        if isinstance(item, type) and issubclass(item, BaseModel):
            if item.__name__ not in models:
                models[item.__name__] = item
                waiting += [field.annotation for field in item.model_fields.values()]
        else:
            waiting += getattr(item, "__args__", ())
    return list(models.values())


def _describe(schema: dict[str, Any], model: type[BaseModel] | None) -> None:
    """Give a model's schema its Chinese title and allow all that the loader accepts."""
    if model is not None:
        text = inspect.getdoc(model) or ""
        title = text.partition("：")[0]
        schema["title"] = title.rstrip("。")
        schema["description"] = text
    properties = schema.get("properties", {})
    for name in [n for n in properties if n in _FILLED_IN and model in (Branch, BranchType)]:
        del properties[name]
    for name, part in list(properties.items()):
        _loosen(part)
        if name not in schema.get("required", ()):
            properties[name] = _or_blank(part)


def _loosen(part: Any) -> None:
    if isinstance(part, list):
        for item in part:
            _loosen(item)
    if not isinstance(part, dict):
        return
    for item in list(part.values()):
        _loosen(item)
    if part.get("type") == "string" and "enum" not in part and "const" not in part:
        # To an editor 2021 is a number; the loader reads every scalar as text.
        part["type"] = ["string", "number", "boolean"]
    if part.get("type") == "array" and _plain(part.get("items")):
        # The loader accepts a single item without the dash of a list.
        items = part.pop("items")
        limits = {k: part.pop(k) for k in ("minItems", "maxItems") if k in part}
        part.pop("type")
        part["anyOf"] = [{"type": "array", "items": items, **limits}, {"type": "string"}]


def _or_blank(part: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an optional field, which may also have nothing after its colon."""
    if "anyOf" in part:
        if {"type": "null"} not in part["anyOf"]:
            part["anyOf"].append({"type": "null"})
        return part
    optional: dict[str, Any] = {k: part.pop(k) for k in ("title", "description") if k in part}
    optional["anyOf"] = [part, {"type": "null"}]
    return optional


def _plain(items: Any) -> bool:
    return isinstance(items, dict) and "string" in (items.get("type") or ()) and "enum" not in items
