"""The syntax tree of a template → the same tree with filters in it that count what it does.

The filters are those of `budget`: RUN counts a run, INSPECT what is looked through, ADMIT what is
made, SLICE makes a slice, JOIN puts texts together within the limits.
"""

from __future__ import annotations

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from reportgen.compose.templates.budget import ADMIT, INSPECT, JOIN, RUN, SLICE

#: units that a run costs besides its nodes, and those of a run of a macro
_RUN, _MACRO_RUN = 20, 50


def metered(tree: nodes.Template) -> nodes.Template:
    """Return the tree of a template that spends what it does from the budget of its environment."""
    _Meter().visit(tree)
    return tree


class _Meter(NodeTransformer):
    """Jinja calls `visit_For` for each node of the class For, and so on."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - named after Jinja's node
        """Count the runs of a loop, and those its condition leaves out."""
        run = _run_of(node)
        self._count_runs(node)
        if node.test is not None:
            node.test = nodes.And(run, node.test, lineno=node.lineno)
        return node

    def _count_runs(
        self, node: nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block | nodes.Template
    ) -> nodes.Node:
        """Put a count at the beginning of a body that may run again."""
        run = _run_of(node)
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(run, lineno=node.lineno))
        return node

    visit_Template = visit_Macro = visit_CallBlock = visit_Block = _count_runs  # noqa: N815 - as above

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802 - as above
        """Join the texts of `~` within the limits."""
        self.generic_visit(node)
        return _filter(JOIN, nodes.List(node.nodes, lineno=node.lineno))

    def visit_List(self, node: nodes.List | nodes.Tuple | nodes.Dict) -> nodes.Node:  # noqa: N802 - as above
        """Count the size of a list: lists that hold themselves twice double with each step."""
        self.generic_visit(node)
        is_value = getattr(node, "ctx", "load") == "load"
        return _filter(ADMIT, node) if is_value and not _is_constant(node) else node

    visit_Tuple = visit_Dict = visit_List  # noqa: N815 - as above

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802 - as above
        """Count what a comparison looks through.

        A comparison with a constant stops at the end of the constant; `in` looks through all of its
        right side even if the left is one.
        """
        self.generic_visit(node)
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        searches = any(operand.op in ("in", "notin") for operand in node.ops)
        if _is_constant(sides[-1]) or (_is_constant(sides[0]) and not searches):
            return node
        node.expr = _filter(INSPECT, node.expr)
        for operand in node.ops:
            operand.expr = _filter(INSPECT, operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:  # noqa: N802 - as above
        """Count the size of a slice, which is a copy, and leave a text its place."""
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        bounds = (node.arg.start, node.arg.stop, node.arg.step)
        return _filter(SLICE, node.node, *(bound or nodes.Const(None) for bound in bounds))

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - as above
        """Count the size of the lists that a macro makes of its arguments."""
        return _filter(ADMIT, node) if node.name in ("varargs", "kwargs") else node

    def visit_Const(self, node: nodes.Const) -> nodes.Const:  # noqa: N802 - as above
        """Refuse infinity (`1e999`): the generated Python code could not read it again."""
        if node.value in (float("inf"), -float("inf")):
            raise TemplateSyntaxError("number too large", node.lineno)
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Include:  # noqa: N802 - as above
        """Leave the names of templates alone: jinja2.meta reads them from the tree."""
        return node

    visit_Import = visit_FromImport = visit_Extends = visit_Include  # noqa: N815 - as above


def _is_constant(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) or (
        isinstance(node, (nodes.List, nodes.Tuple, nodes.Dict))
        and not any(isinstance(inner, nodes.Name) for inner in node.find_all(nodes.Name))
    )


def _run_of(node: nodes.Node) -> nodes.Filter:
    """Return the expression that counts one run of `node`."""
    start = _MACRO_RUN if isinstance(node, (nodes.Macro, nodes.CallBlock)) else _RUN
    units = nodes.Const(start + sum(1 for _ in node.find_all(nodes.Node)), lineno=node.lineno)
    return _filter(RUN, units)


def _filter(name: str, value: nodes.Expr, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=value.lineno)
