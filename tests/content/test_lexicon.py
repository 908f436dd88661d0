from __future__ import annotations

from reportgen.content import lexicon
from reportgen.content.folders import LEXICON
from reportgen.workspace import MemoryWorkspace

GOOD = "title: 词库\nupdated: 2025-01-01\nentries:\n  - {phrase: 某词, source: 某文件}\nempty: [狠抓落实]\n"


def test_every_file_of_the_folder_adds_its_entries() -> None:
    files = {f"{LEXICON}/{name}": GOOD.encode() for name in ("a.yaml", "b.yml", "c.txt")}
    loaded = lexicon.load(MemoryWorkspace(files))
    assert len(loaded.entries) == 2
    assert loaded.empty == ("狠抓落实", "狠抓落实")
    assert loaded.diagnostics == ()


def test_a_faulty_file_is_reported_and_the_others_are_used() -> None:
    files = {
        f"{LEXICON}/a.yaml": GOOD.encode(),
        f"{LEXICON}/b.yaml": GOOD.replace("source", "sorce").encode(),
    }
    loaded = lexicon.load(MemoryWorkspace(files))
    assert len(loaded.entries) == 1
    assert {d.code for d in loaded.diagnostics} == {"unknown-key"}


def test_a_workspace_without_a_lexicon_has_none() -> None:
    assert lexicon.load(MemoryWorkspace({})) == lexicon.Lexicon()
