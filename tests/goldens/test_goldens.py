"""Every part of every document of the corpus is what it was when it was last accepted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support import dump

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]

import corpus  # noqa: E402 - the tests lie in no package

#: one line a part of a sample, one line a document of the other sets: name and digest
DIGESTS = HERE / "digests.txt"
#: documents whose parts stand beside this file as text, for a reader to see what changed
READABLE = {
    "report": "2022/laizhou-archives/莱州市档案馆党支部2022年度党建工作总结.docx",
    "deck": "2022/laizhou-archives/莱州市档案馆党支部2022年度工作总结课件.pptx",
}
#: parts that belong to the template, not to the document
_TEMPLATE = ("ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notesMasters/", "ppt/theme/", "ppt/media/", "word/media/")  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(390)
def test_every_part_of_every_document_is_as_accepted(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    digests: dict[str, str] = {}
    texts: dict[str, str] = {}
    for name, output in corpus.build(tmp_path):
        for file in sorted(output.rglob("*.*x")):
            place = file.relative_to(output).as_posix()
            parts = dict(dump.parts(file.read_bytes()))
            digests |= _digests(name, place, parts)
            for short, wanted in READABLE.items() if name == "samples" else ():
                if place == wanted:
                    texts |= {f"{short}/{part}": text for part, text in _own(parts)}
    if request.config.getoption("--accept"):
        _accept(digests, texts)
        return
    changed = sorted(_changed(_accepted(), digests) | _changed(_texts(), texts))
    assert changed == [], (
        f"{len(changed)} parts differ; `python tests/goldens FOLDER` on both versions and "
        "`diff -r` show how, `pytest tests/goldens --accept` accepts them"
    )


def _digests(name: str, place: str, parts: Mapping[str, str]) -> dict[str, str]:
    if name == "samples":
        return {f"{name}/{place}/{part}": dump.digest(text) for part, text in parts.items()}
    whole = "".join(f"{part}\n{text}" for part, text in parts.items())
    return {f"{name}/{place}": dump.digest(whole)}


def _own(parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((part, text) for part, text in parts.items() if not part.startswith(_TEMPLATE))


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _accepted() -> dict[str, str]:
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    return {name: digest for name, _, digest in (line.rpartition(" ") for line in lines)}


def _texts() -> dict[str, str]:
    return {
        path.relative_to(HERE).as_posix(): path.read_text(encoding="utf-8")
        for short in READABLE
        for path in (HERE / short).rglob("*")
        if path.is_file()
    }


def _accept(digests: Mapping[str, str], texts: Mapping[str, str]) -> None:
    lines = [f"{name} {digest}\n" for name, digest in sorted(digests.items())]
    DIGESTS.write_text("".join(lines), encoding="utf-8")
    for name in _texts().keys() - texts.keys():
        (HERE / name).unlink()
    for name, text in texts.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
