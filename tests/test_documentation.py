"""What the pages for readers promise: links that lead somewhere, commands that there are."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest
from support.program import run

from reportgen.cli.commands import COMMANDS, parser

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
_FENCE = re.compile(r"(?ms)^( *)(`{3,}|~{3,})[^\n]*\n(.*?)^\1\2[`~]* *$")
_LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    slugs: set[str] = set()
    for heading in re.findall(r"(?m)^#{1,6} +(.+?)(?: +#+)? *$", text_of(page)):
        plain = re.sub(r"`|\*\*|!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        number = 0
        while (anchor := f"{slug}-{number}" if number else slug) in slugs:
            number += 1
        slugs.add(anchor)
    return slugs


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_to_a_file_and_a_heading(page: Path) -> None:
    dead = []
    for link in _LINK.findall(re.sub(r"`[^`\n]*`", "", text_of(page))):
        if re.match(r"[a-z][a-z+.-]*:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        there = (page.parent / path).resolve() if path else page
        lives = (there == ROOT or ROOT in there.parents) and there.exists()
        if lives and anchor:
            lives = there.suffix == ".md" and anchor.lower() in anchors(there)
        dead += [] if lives else [link]
    assert dead == []


def commands(page: Path) -> list[list[str]]:
    """The words of each command on a page, on a line of its own or in backquotes."""
    text = page.read_text(encoding="utf-8")
    lines = re.findall(r"(?m)^ *(?:\$ )?reportgen +([^#|>\n]+)|`reportgen +([^`\n]+)`", text)
    return [shlex.split(line or inside) for line, inside in lines]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_shown_is_a_command_with_these_options(page: Path) -> None:
    for words in commands(page):
        assert words[0] in COMMANDS or words[0].startswith("-"), words
        named = set(words) <= {*COMMANDS, "branch", "kind", "--help"}
        if not named and "…" not in words:
            parser().parse_args(words)


@pytest.mark.parametrize("page", READMES, ids=name)
def test_a_readme_shows_commands_and_names_the_manual(page: Path) -> None:
    assert len({words[0] for words in commands(page)}) >= 8
    manual = {p.name for p in (ROOT / "docs").glob("*.md")} - {"architecture.md"}
    linked = {Path(link).name for link in _LINK.findall(page.read_text(encoding="utf-8"))}
    assert manual - linked == set()


@pytest.mark.parametrize("page", READMES, ids=name)
def test_every_place_a_readme_names_is_there(page: Path) -> None:
    named = re.findall(r"`((?:content|templates|docs|tools)/[^`]+)`", text_of(page))
    assert named
    removed = []
    for words in named:
        first, *others = re.split(", |、", words)
        for place in (first, *others):
            full = place if "/" in place else f"{Path(first).parent}/{place}"
            pattern = re.sub(r"<[^>]+>|…", "*", full).rstrip("/")
            if pattern.startswith(("content/formats", "content/palettes")):
                continue  # a unit's own, which the samples do without
            if not list(ROOT.glob(pattern)):
                removed.append(full)
    assert removed == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_of_the_program_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`((?:reportgen|tools|tests|benchmarks)/[\w./*-]+)`", text_of(page))
    assert [place for place in named if not list(ROOT.glob(place.rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_module_that_a_page_names_without_its_folder_is_there(page: Path) -> None:
    modules = {path.name for path in ROOT.rglob("*.py")}
    assert set(re.findall(r"`([a-z_]+\.py)`", text_of(page))) - modules == set()


def test_the_architecture_page_names_every_part_of_the_program() -> None:
    page = text_of(ROOT / "docs" / "architecture.md")
    program = ROOT / "reportgen"
    folders = [f"`reportgen/{p.name}/`" for p in program.iterdir() if (p / "__init__.py").exists()]
    modules = [f"`reportgen/{p.name}`" for p in program.glob("*.py") if "__" not in p.name]
    assert sorted(part for part in (*folders, *modules) if part not in page) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_function_that_a_page_places_in_a_module_is_there(page: Path) -> None:
    placed = re.findall(r"`(\w+)` in `(reportgen/[\w/]+\.py)`", text_of(page))
    removed = [
        f"{name} in {path}"
        for name, path in placed
        if not re.search(rf"(?m)^(def|class) {name}\b", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert removed == []


def test_every_decision_has_a_date_a_status_and_a_row_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(folder.glob("[0-9]*.md"))
    rows = re.findall(r"(?m)^\| \[\d+\]\((.+?)\) \| (.+?) \| ([\d-]+) \| ", index)
    assert rows == [
        (page.name, *re.findall(r"\A# \d+\. (.+)\n\nDate: ([\d-]+)\. Status: ", text)[0])
        for page in pages
        if (text := page.read_text(encoding="utf-8"))
    ]


def test_the_example_of_the_content_page_has_no_error() -> None:
    ran = run(
        "check", "--format", "json", "--templates", str(ROOT / "templates"),
        folder=ROOT / "docs" / "example",
    )  # fmt: skip
    faults = json.loads(ran.out)["diagnostics"]
    assert [fault for fault in faults if fault["severity"] == "error"] == []


def test_a_new_workspace_speaks_of_no_page_that_it_lacks(tmp_path: Path) -> None:
    assert run("new", "w", "--samples", folder=tmp_path).code == 0
    assert run("new", "templates", folder=tmp_path / "w").code == 0
    texts = [p for p in (tmp_path / "w").rglob("*") if p.suffix in (".yaml", ".md", ".j2")]
    assert len(texts) > 50
    assert [name for name in texts if "docs/" in name.read_text("utf-8")] == []


STEPS = sorted(p for p in (ROOT / "docs" / "first-report").glob("step-*") if p.is_dir())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_each_step_of_the_first_report_builds_without_an_error(step: Path, tmp_path: Path) -> None:
    place = tmp_path / "content" / "branches" / "中心小学"
    place.mkdir(parents=True)
    for file in step.iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    templates = ["--templates", str(ROOT / "templates")]
    ran = run("build", "--final", "--kind", "annual-report", "--kind", "annual-deck",
              "--kind", "annual-script", "--format", "json", *templates, folder=tmp_path)  # fmt: skip
    faults = json.loads(ran.out)["diagnostics"]
    assert [fault for fault in faults if fault["severity"] == "error"] == []
    assert len(list((tmp_path / "output").rglob("*.*x"))) == 3


def test_the_first_report_shows_what_stands_in_its_steps() -> None:
    page = (ROOT / "docs" / "first-report.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^## 第.步", page)[1:]
    assert len(parts) == len(STEPS) == 7
    for part, step in zip(parts, STEPS, strict=True):
        written = "".join(file.read_text(encoding="utf-8") for file in sorted(step.iterdir()))
        for block in re.findall(r"(?ms)^```yaml\n(.*?)^```", part):
            assert block in written, (step.name, block)
