"""The code of templates: as Jinja writes it, but without functions of Jinja's where our own do, or none is needed."""

from __future__ import annotations

from typing import Any

from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.nodes import (
    Call,
    Const,
    EnvironmentAttribute,
    Expr,
    For,
    FromImport,
    Getattr,
    Import,
    Name,
    Node,
    Output,
    Template,
    TemplateData,
    Test,
)
from jinja2.tests import test_string
from jinja2.visitor import NodeTransformer

__all__ = ["CodeWriter", "with_rows"]


class CodeWriter(CodeGenerator):
    """Writes templates' code as Jinja does, but has each macro kept, escapes nothing that needs no escaping, calls what
    is ours straight away, and takes a value's fields without a function in between.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._puts(frame, finalize):
            self._put = self.temporary_identifier()
            self.write(f"({self._put} if type({self._put} := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._puts(frame, finalize):
            self.write(f") is Markup else environment.put({self._put}))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _puts(self, frame: Frame, finalize: Any) -> bool:
        return bool(not frame.eval_ctx.volatile and frame.eval_ctx.autoescape and finalize.src is None)

    @optimizeconst
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """Write what takes a field of a value; Jinja's own way is for values that have no such field."""
        value, field = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({field} if ({field} := getattr(({value} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({value}, {node.attr!r}))")

    @optimizeconst
    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 (Jinja's name)
        """Write a call. What is ours is given nothing of what is set in loops and blocks."""
        called = self.temporary_identifier()
        alone = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller)
        self.write(f"({called}.{'of_one' if alone else 'said'} if isinstance({called} := ")
        self.visit(node.node, frame)
        around = [name for name, there in (("loop", frame.loop_frame), ("block", frame.block_frame)) if there]
        seen = "".join([f", _{name}_vars=_{name}_vars" for name in around])
        self.write(f", environment.said) else environment.others({called}{seen}))(context")
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    @optimizeconst
    def visit_Test(self, node: Test, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """Write a test. Whether a part of a view has a field is told by its kind."""
        if self.environment.tests.get(node.name) is test_string:
            self.write("isinstance(")
            self.visit(node.node, frame)
            self.write(", str)")
            return
        if node.name != "defined" or not isinstance(node.node, Getattr):
            super().visit_Test(node, frame)
            return
        self.write("environment.has(")
        self.visit(node.node.node, frame)
        self.write(f", {node.node.attr!r})")

    def _import_common(self, node: Import | FromImport, frame: Frame) -> None:
        """Write what gets the macros of a template."""
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.macros_of(")
        self.visit(node.template, frame)
        self.write(", context)")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro of its function."""
        self.write("environment.keeping(")
        super().macro_def(macro_ref, frame)
        self.write(")")


def with_rows(template: Template) -> Template:
    """Return a template whose loops that only call something for each part of a list are calls of ``environment.row``:
    with what is called, the list, what stands before and behind what comes of each part, and all further options.
    """
    found: Template = _Rows().visit(template)
    return found


class _Rows(NodeTransformer):
    def visit_For(self, loop: For) -> Node:  # noqa: N802 (Jinja's name)
        self.generic_visit(loop)
        output = loop.body[0] if len(loop.body) == 1 else None
        if loop.else_ or loop.test or loop.recursive or not isinstance(output, Output):
            return loop
        around, call = ["", ""], None
        for one in output.nodes:
            if isinstance(one, TemplateData):
                around[call is not None] += one.data
            elif call is None and isinstance(one, Call) and _is_of_part(one, loop.target):
                call = one
            else:
                return loop
        if call is None:
            return loop
        options = [call.node, loop.iter, *map(Const, around), *call.args[1:]]
        return Output([Call(EnvironmentAttribute("row"), options, [], None, None)]).set_lineno(output.lineno)


def _is_of_part(call: Call, part: Node) -> bool:
    """Whether something is called with a part of a list, and with what is the same for all parts."""
    if not (isinstance(part, Name) and isinstance(call.node, Name) and call.args):
        return False
    (first, *others), own = call.args, (part.name, "loop")
    if call.kwargs or call.dyn_args or call.dyn_kwargs or not isinstance(first, Name) or first.name != part.name:
        return False
    same = [one for one in others if isinstance(one, Const) or (isinstance(one, Name) and one.name not in own)]
    return len(same) == len(others) and call.node.name not in own
