"""A template's source in; its code, the names it asks for and the templates it uses out.

All three are kept from run to run: parsing and compiling took a third of the time of `check`.
"""

from __future__ import annotations

import contextlib
import functools
import marshal
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateSyntaxError, compiler, meta, nodes

from reportgen import kept

if TYPE_CHECKING:
    from reportgen.compose.templates.environment import Sandbox


class Compiled(NamedTuple):
    """A template that can be run; None among `used` is one whose name only a run can tell."""

    code: CodeType
    #: names that are to come from outside
    names: frozenset[str]
    used: frozenset[str | None]


class Asking(compiler.CodeGenerator):
    """Jinja's generator of code, which notes the names a template asks for."""

    environment: Sandbox

    def enter_frame(self, frame: compiler.Frame) -> None:
        """Note what is to be looked up outside, as jinja2.meta does in a run of its own."""
        super().enter_frame(frame)
        for action, name in frame.symbols.loads.values():
            if action == "resolve" and name not in self.environment.globals:
                self.environment.asked.add(str(name))


def compiled(environment: Sandbox, source: str, name: str | None = None) -> Compiled:
    """Return the compiled `source`; raise TemplateSyntaxError.

    `name` is that of a file of templates, None for a sentence.
    """
    known = environment.compiled.get((name, source))
    if known is None:
        known = environment.compiled[name, str(source)] = _kept_or_made(environment, source, name)
    return known


def _kept_or_made(environment: Sandbox, source: str, name: str | None) -> Compiled:
    if not environment.kept_as:
        return _made(environment, source, name)
    key = kept.key_of("template", environment.kept_as, _program(), name or "", source)
    body = kept.kept(key)
    if body is not None:
        with contextlib.suppress(ValueError, TypeError, EOFError):
            code, names, used = marshal.loads(body)  # noqa: S302 - see docs/security.md
            return Compiled(code, frozenset(names), frozenset(used))
    made = _made(environment, source, name)
    kept.keep(key, marshal.dumps((made.code, tuple(made.names), tuple(made.used))))
    return made


def _made(environment: Sandbox, source: str, name: str | None) -> Compiled:
    try:
        tree = environment.parse(source, name, name)
        # Jinja takes a name that is only set inside {% if %} for one that may come from outside.
        own = own_names(tree)
        used = frozenset(meta.find_referenced_templates(tree))
        environment.asked = set()
        code = environment.compile(tree, name, name)
    except (RecursionError, MemoryError) as error:
        raise TemplateSyntaxError("nested too deeply", 1, name) from error
    return Compiled(code, frozenset(environment.asked - own), used)


def own_names(tree: nodes.Template) -> set[str]:
    """Return the names a template sets itself."""
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}


@functools.cache
def _program() -> str:
    """Return what code depends on besides its source."""
    here = __file__.removesuffix("compiled.py")
    files = (f"{here}{name}.py" for name in _MAKERS)
    return kept.mark_of(*files, str(compiler.__file__))


#: modules beside this one that make code of a template, or may be run while it is made
_MAKERS = ("budget", "compiled", "environment", "filters", "metering", "../places", "stamps")
