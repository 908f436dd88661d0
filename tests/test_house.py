"""The rules of the house that a reader cannot keep in mind: layers, names, orders, help."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest

from reportgen.cli.commands import COMMANDS, parser
from reportgen.codes import CODES, GROUPS
from reportgen.compose.markup import vocabulary
from reportgen.compose.templates import contexts
from reportgen.content.checks.registry import CHECKS, Family
from reportgen.content.loading import load
from reportgen.content.subjects import KINDS
from reportgen.workspace import DiskWorkspace

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "reportgen"
SUPPLIED = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})


def test_imports_go_down_only() -> None:
    command = shutil.which("lint-imports", path=f"{Path(sys.executable).parent}")
    if command is None:
        pytest.skip("import-linter is not installed")
    ended = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stdout.decode()


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    folders = {file.parent.name for file in (ROOT / "tests").rglob("test_*.py")}
    passed_over = pytestconfig.getini("norecursedirs")
    assert "build" in folders
    assert not [name for name in folders for one in passed_over if fnmatch(name, one)]


#: functions and classes whose first argument, or `code`, is the code of a diagnostic
MAKERS = {"Diagnostic", "Meaning", "fault", "_fault", "_Fault", "finding", "say", "_warning"}


def constants(node: ast.AST) -> Iterator[str]:
    """Yield the text constants an argument may be: itself, or the branches of a condition."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from constants(body)
            yield from constants(orelse)


def diagnostic_codes() -> Iterator[tuple[str, str]]:
    """Yield each code given to a diagnostic in the program, and where."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                codes = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "code")]
                for value in codes if name in MAKERS else ():
                    for code in constants(value):
                        if re.fullmatch(r"[a-z][a-z0-9-]*", code):
                            yield code, f"{path.relative_to(ROOT)}:{node.lineno}"


def printed_codes() -> set[str]:
    """Return the codes that the cases show."""
    cases = (ROOT / "tests" / "cases").rglob("*.md")
    texts = (p.read_text("utf-8") for p in cases)
    return {c for text in texts for c in re.findall(r"(?:错误|警告|建议)\[([^\]]+)\]：", text)}


def test_every_code_of_a_diagnostic_has_a_row_in_the_table() -> None:
    missing = {code: place for code, place in diagnostic_codes() if code not in CODES}
    assert missing == {}
    assert printed_codes() - set(CODES) == set()


def test_every_text_of_the_program_that_looks_like_a_code_is_one() -> None:
    """Codes also travel through tables and arguments, where no call shows them."""
    # Names of slots begin with chart or table, layouts of two years with year, reasons of a build with output;
    # browsers speak of requests as same-origin.
    others = {"chart", "table", "year", "output", "same"}
    beginnings = {code.partition("-")[0] for code in CODES} - others
    unknown = {
        f"{path.relative_to(ROOT)}:{node.lineno}": node.value
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value)
        if node.value.partition("-")[0] in beginnings and node.value not in CODES
    }
    assert unknown == {}


def test_no_code_is_put_together_from_pieces() -> None:
    """Whoever meets a code must be able to search the program for it."""
    pieced = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Diagnostic"
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert pieced == []


def test_every_row_of_the_table_is_a_code_of_the_program() -> None:
    texts = "\n".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("codes.py", "registry.py")
    )
    assert [code for code in CODES if f'"{code}"' not in texts] == []


@pytest.mark.parametrize("code", CODES)
def test_every_row_of_the_table_is_complete(code: str) -> None:
    row = CODES[code]
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)
    assert row.group in GROUPS
    assert row.title
    assert not row.title.endswith("。")
    assert row.when.endswith("。")
    assert row.remedy.endswith("。")
    assert (code in CHECKS) == (row.group in set(Family))
    assert row.source or code not in CHECKS


@pytest.mark.slow
def test_the_pages_made_from_the_program_are_up_to_date() -> None:
    ended = subprocess.run(
        [sys.executable, "tools/make_docs.py", "--check"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout.decode()


def test_every_command_has_a_description_and_examples() -> None:
    assert list(parser().commands) == list(COMMANDS)
    assert [c.name for c in COMMANDS.values() if not (c.description and c.examples)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_names_a_function_that_takes_its_options(name: str) -> None:
    module, _, function = COMMANDS[name].function.partition(":")
    assert list(inspect.signature(getattr(import_module(module), function)).parameters) == [
        "options"
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_of_a_command_is_one(name: str) -> None:
    for words, purpose in COMMANDS[name].examples:
        assert parser().parse_args(shlex.split(words)).command == name
        assert purpose


def test_every_option_has_help() -> None:
    silent = [
        f"{name} {argument.dest}"
        for name, command in parser().commands.items()
        for argument in command.arguments
        if not argument.help
    ]
    assert silent == []


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_loads_no_heavy_library(command: list[str]) -> None:
    heavy = ("docx", "pptx", "pydantic", "lxml", "jinja2", "yaml", "PIL", "rich")
    script = (
        "import sys; from reportgen.cli.main import main\n"
        f"code = main({[*command, '--help']!r})\n"
        f"loaded = [name for name in {heavy!r} if name in sys.modules]\n"
        "sys.exit(f'loaded {loaded}' if loaded else code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stderr.decode()


@pytest.mark.parametrize("sort", sorted(KINDS))
def test_templates_are_given_exactly_the_names_documented(sort: str) -> None:
    subjects = load(SUPPLIED).subjects(sort)
    if not subjects:
        pytest.skip(f"the sample content has no {sort}")
    names, _ = contexts.build(subjects[0], lambda text, _: text)
    assert set(names) == set(contexts.CONTEXTS[sort].names)


def test_every_sort_of_subject_has_documented_names() -> None:
    assert set(contexts.CONTEXTS) == set(KINDS)


def test_report_templates_use_only_tags_of_the_vocabulary() -> None:
    used: dict[str, str] = {}
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        if ".docx." in path.name or path.name.startswith("report"):
            text = re.sub(r"(?s)\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"))
            used |= dict.fromkeys(re.findall(r"<([A-Za-z][\w-]*)", text), path.name)
    assert {name: where for name, where in used.items() if name not in vocabulary.BY_NAME} == {}


def test_every_tag_named_as_a_child_is_a_tag() -> None:
    children = {child for tag in vocabulary.TAGS for child in tag.children}
    assert (children | set(vocabulary.INLINE) | set(vocabulary.BLOCKS)) - set(
        vocabulary.BY_NAME
    ) == set()


@pytest.mark.parametrize("sort", sorted(KINDS))
def test_every_subject_knows_where_it_is_written_and_what_it_may_choose(sort: str) -> None:
    subjects = load(SUPPLIED).subjects(sort)
    for subject in subjects:
        assert subject.at
        assert subject.at.path.startswith("content/")
        assert isinstance(subject.settings.format, str)
        assert isinstance(subject.settings.palette, str)
