"""The compiled code of templates, with the names each asks for, and a folder that keeps it for later runs.

Jinja compiles a template to a Python module. Here that module also has two lists: `undeclared`, the
names that the template uses and does not set itself, and `templates`, the names of those it uses.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from jinja2 import BytecodeCache, Template, meta, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE

#: what reading a file raises that is not there or not whole
_UNREADABLE = (OSError, EOFError, ValueError, TypeError, pickle.UnpicklingError)


class NamingGenerator(CodeGenerator):
    """Jinja's generator of code, which notes the names that a template takes from its context."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Make a generator for one template; Jinja hands it the environment and the template's name."""
        super().__init__(*arguments, **named)
        self._names: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        """Begin a scope, as jinja2.meta does to find undeclared names."""
        super().enter_frame(frame)
        for action, name in frame.symbols.loads.values():
            if action == VAR_LOAD_RESOLVE and name is not None:
                self._names.add(name)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - named after Jinja's node
        """Write the module of a template and the two lists at its end."""
        super().visit_Template(node, frame)
        # A name that is set inside {% if %} may come from outside for Jinja; here it counts as set.
        own = {name.name for name in node.find_all(nodes.Name) if name.ctx != "load"}
        undeclared = self._names - own - self.environment.globals.keys()
        self.writeline(f"undeclared = {sorted(undeclared)!r}")
        self.writeline(f"templates = {list(meta.find_referenced_templates(node))!r}")


def undeclared_names(template: Template) -> set[str]:
    """Return the names that a template uses and does not set itself."""
    return set(_module(template)["undeclared"])


def templates_in(template: Template) -> set[str | None]:
    """Return the names of the templates that a template uses, None for one known only when it runs."""
    return set(_module(template)["templates"])


def _module(template: Template) -> dict[str, Any]:
    names: dict[str, Any] = getattr(template.root_render_func, "__globals__")  # noqa: B009 - typeshed knows no function here
    return names


class CodeFolder(BytecodeCache):
    """A folder with the code of templates; each file belongs to one text of one template.

    The code also depends on this program and on Jinja, so each version of them needs its own folder.
    A folder that cannot be read or written is as good as an empty one.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the code in `folder`, which is made with the first template."""
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with the compiled code of its template if the folder has it."""
        with suppress(*_UNREADABLE):
            bucket.bytecode_from_string(self._file(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of `bucket`; a reader sees the whole file or none."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(bucket.bytecode_to_string())
            Path(file.name).replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}-{bucket.checksum}"
