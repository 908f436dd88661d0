"""`reportgen schema`: the JSON Schemas of the content files, on the screen or into a folder."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.content.model_faults import did_you_mean
from reportgen.content.schemas import file_models, generate

#: where a workspace keeps its schemas, from its root
FOLDER = ".schemas"


def schema(options: argparse.Namespace) -> int:
    """List the schemas, print one, or write all into a folder."""
    if options.name and options.name not in file_models():
        hint = "".join(did_you_mean(options.name, file_models()))
        sys.stderr.write(f"没有名为 `{options.name}` 的 Schema；{hint}\n")
        return MISUSE
    if options.write:
        try:
            write(Path(options.write))
        except OSError as error:
            sys.stderr.write(f"错误：写不了“{options.write}”：{error.strerror or error}\n")
            return FAULTS
        sys.stdout.write(f"已写入 {options.write}：{'、'.join(file_models())}\n")
        return FINE
    if options.name:
        sys.stdout.write(_text(generate(options.name)))
        return FINE
    for name, file in file_models().items():
        sys.stdout.write(f"{name}　{generate(name)['title']}　{file.pattern}\n")
    return FINE


def write(folder: Path) -> None:
    """Write every schema into `folder` as <name>.schema.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in file_models():
        (folder / f"{name}.schema.json").write_text(_text(generate(name)), encoding="utf-8")


def wire(workspace: Path) -> None:
    """Write the schemas of a workspace and name them in its YAML files and for VS Code."""
    write(workspace / FOLDER)
    for name, file in file_models().items():
        for path in sorted(workspace.glob(file.pattern)):
            text = path.read_text(encoding="utf-8")
            if not text.startswith("# yaml-language-server:"):
                path.write_text(f"{mark(name, file.pattern)}\n{text}", encoding="utf-8")
    settings = {
        "yaml.schemas": {
            f"./{FOLDER}/{n}.schema.json": file.pattern for n, file in file_models().items()
        },
        "files.encoding": "utf8",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    }
    place = workspace / ".vscode" / "settings.json"
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        place.write_text(_text(settings), encoding="utf-8")


def mark(name: str, files: str) -> str:
    """Return the comment that tells an editor which schema a file of `files` follows."""
    return f"# yaml-language-server: $schema={'../' * files.count('/')}{FOLDER}/{name}.schema.json"


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
