"""A parsed template in; the same one, which counts each turn, list, comparison and `~`, out."""

from __future__ import annotations

from typing import Any

from jinja2 import TemplateSyntaxError, compiler, nodes
from jinja2.visitor import NodeTransformer

from reportgen.compose.templates.budget import JOIN, LOOK, MADE, TURN
from reportgen.compose.templates.compiled import Asking

#: what a run costs besides its nodes: about that of twenty, most of all where a macro is called
_RUN, _MACRO_RUN = 20, 50


class Showing(Asking):
    """Jinja's generator of code, which gives a value to one function of the environment, not two."""

    def write_commons(self) -> None:
        """Name what is called most, so that it is not looked for in the environment each time."""
        super().write_commons()
        self.writeline("show, field = environment.show, environment.field")

    @compiler.optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: compiler.Frame) -> None:  # noqa: N802 - Jinja's name
        """Write what reads an attribute."""
        self.write("field(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: compiler.Frame, finalize: Any) -> None:
        if _is_escaped(frame):
            self.write("show(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: compiler.Frame, finalize: Any) -> None:
        if _is_escaped(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_escaped(frame: compiler.Frame) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


def metered(tree: nodes.Template) -> nodes.Template:
    """Return a template that spends what it does from the budget of its environment."""
    _Meter().visit(tree)
    return tree


class _Meter(NodeTransformer):
    # Jinja finds these by their names, which are those of its nodes.

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - see above
        """Count the turns of a loop, and those its condition leaves out."""
        turn = _turn(node)
        self._counted(node)
        if node.test is not None:
            node.test = nodes.And(turn, node.test, lineno=node.lineno)
        return node

    def _counted(
        self, node: nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block | nodes.Template
    ) -> nodes.Node:
        """Count the runs of what may be run again: a macro, a block, a template."""
        turn = _turn(node)
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(turn, lineno=node.lineno))
        return node

    visit_Template = visit_Macro = visit_CallBlock = visit_Block = _counted  # noqa: N815 - see above

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802 - see above
        """Put texts together within limits."""
        self.generic_visit(node)
        return _filter(JOIN, nodes.List(node.nodes, lineno=node.lineno))

    def visit_List(self, node: nodes.List | nodes.Tuple | nodes.Dict) -> nodes.Node:  # noqa: N802 - see above
        """Weigh a list: one that holds itself twice, again and again, has no end."""
        self.generic_visit(node)
        is_value = getattr(node, "ctx", "load") == "load"
        return _filter(MADE, node) if is_value and not _is_constant(node) else node

    visit_Tuple = visit_Dict = visit_List  # noqa: N815 - see above

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802 - see above
        """Count what a comparison looks through, unless it ends with a constant."""
        self.generic_visit(node)
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        searches = any(operand.op in ("in", "notin") for operand in node.ops)
        if _is_constant(sides[-1]) or (_is_constant(sides[0]) and not searches):
            return node
        node.expr = _filter(LOOK, node.expr)
        for operand in node.ops:
            operand.expr = _filter(LOOK, operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:  # noqa: N802 - see above
        """Count what a slice copies."""
        self.generic_visit(node)
        return _filter(MADE, node) if isinstance(node.arg, nodes.Slice) else node

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - see above
        """Weigh the lists that a macro makes of its arguments."""
        return _filter(MADE, node) if node.name in ("varargs", "kwargs") else node

    def visit_Const(self, node: nodes.Const) -> nodes.Const:  # noqa: N802 - see above
        """Refuse a number that is written larger than there is: Python could not read it again."""
        if node.value in (float("inf"), -float("inf")):
            raise TemplateSyntaxError("number too large", node.lineno)
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Include:  # noqa: N802 - see above
        """Leave the names of templates as they are: a list of them says what may be read."""
        return node

    visit_Import = visit_FromImport = visit_Extends = visit_Include  # noqa: N815 - see above


def _is_constant(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) or (
        isinstance(node, (nodes.List, nodes.Tuple, nodes.Dict))
        and not any(isinstance(inner, nodes.Name) for inner in node.find_all(nodes.Name))
    )


def _turn(node: nodes.Node) -> nodes.Filter:
    run = _MACRO_RUN if isinstance(node, (nodes.Macro, nodes.CallBlock)) else _RUN
    units = nodes.Const(run + sum(1 for _ in node.find_all(nodes.Node)), lineno=node.lineno)
    return _filter(TURN, units)


def _filter(name: str, value: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)
