"""`reportgen schema`: the JSON Schemas with which editors complete and check content files."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.content.schemas import file_models, generate
from reportgen.skeletons import SCHEMAS, schema_mark
from reportgen.suggestions import did_you_mean
from reportgen.system_errors import meaning


def schema(options: argparse.Namespace) -> int:
    """List the schemas, print the one named, or write all into the folder given."""
    models = file_models()
    if options.name and options.name not in models:
        hint = "".join(did_you_mean(options.name, models))
        sys.stderr.write(f"没有名为 `{options.name}` 的 Schema；{hint}\n")
        return MISUSE
    if options.write:
        try:
            write(Path(options.write))
        except OSError as error:
            sys.stderr.write(f"错误：写不了“{options.write}”：{meaning(error)}\n")
            return FAULTS
        sys.stdout.write(f"已写入 {options.write}：{'、'.join(models)}\n")
    elif options.name:
        sys.stdout.write(_text(generate(options.name)))
    else:
        for name, file in models.items():
            sys.stdout.write(f"{name}　{generate(name)['title']}　{file.pattern}\n")
    return FINE


def write(folder: Path) -> None:
    """Write every schema into `folder` as <name>.schema.json; raise OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in file_models():
        (folder / f"{name}.schema.json").write_text(_text(generate(name)), encoding="utf-8")


def wire(workspace: Path) -> None:
    """Write the schemas into a workspace, name them in its YAML files and in VS Code's settings."""
    write(workspace / SCHEMAS)
    models = file_models()
    for name, file in models.items():
        for path in sorted(workspace.glob(file.pattern)):
            text = path.read_text(encoding="utf-8")
            if not text.startswith("# yaml-language-server:"):
                path.write_text(f"{schema_mark(name)}\n{text}", encoding="utf-8")
    settings = {
        "yaml.schemas": {
            f"./{SCHEMAS}/{name}.schema.json": file.pattern for name, file in models.items()
        },
        "files.encoding": "utf8",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    }
    path = workspace / ".vscode" / "settings.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(_text(settings), encoding="utf-8")


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
