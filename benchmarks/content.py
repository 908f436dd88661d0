"""A count and a seed → a content folder of realistic branches, made from the sample's own year."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "content" / "branches" / "laizhou-archives"
YEAR = 2022

_FIRST = "安宝昌长川东丰高广海和恒华怀嘉建江金晋康林龙明南宁平清泉荣山胜双顺松泰天同文西祥新兴阳宜永玉云泽镇中"
_LAST = "安岑川岛港关河湖坪口岭陵门宁浦桥丘泉沙山台潭屯湾溪阳原源州庄"
#: a line that says something, a clause of it without figures, and a character that may be another
_TEXT_LINE = re.compile(r"(?m)^ +(?:- )?(?:(?:text|title|brief|panel|lead|note): )?[^#:\n]{7,}$")
_CLAUSE = re.compile(r"(?<![^ ，。；！？\n])[^ \d，。；！？：\n]{4,}(?=[，。；！？\n]|$)")
_WORD = re.compile(r"[\u4e00-\u9fff]")
#: of so many characters one is another
_REWORDED = 8
_FIGURE = re.compile(r"(?<![\d.．])(\d{2,6})(?=余?(?:次|篇|家|卷|万卷))")


def generate(folder: Path, count: int, seed: int = 1, pictures: int = 3) -> None:
    """Make `folder` a content folder with `count` branches; the same arguments, the same files.

    Every branch has a name of its own, figures of its own (the same wherever the text repeats
    them), words of its own in every line, so that no text is another branch's, its
    chapters in an order of its own and some of the sample's pictures.
    """
    rng = random.Random(seed)
    shutil.copytree(ROOT / "content" / "types", folder / "types", dirs_exist_ok=True)
    branch = (SAMPLE / "branch.yaml").read_text(encoding="utf-8")
    record = (SAMPLE / f"{YEAR}.yaml").read_text(encoding="utf-8")
    names = _names(rng, count)
    for number, name in enumerate(names, 1):
        place = folder / "branches" / f"branch-{number:05d}"
        place.mkdir(parents=True)
        order = rng.sample(range(1, 6), 5)
        (place / "branch.yaml").write_text(_named(branch, name), encoding="utf-8")
        text = _reordered(_named(_reworded(_refigured(record, rng), rng), name), order)
        (place / f"{YEAR}.yaml").write_text(text, encoding="utf-8")
        _link_pictures(place / "images", pictures if number % 2 else pictures + 2)


def _names(rng: random.Random, count: int) -> list[str]:
    pool = [a + b for a in _FIRST for b in _LAST]
    pool += [a + b + c for a in _FIRST for b in _FIRST if a != b for c in _LAST]
    return rng.sample(pool, count)


def _named(text: str, name: str) -> str:
    return text.replace("莱州", name)


def _reordered(record: str, order: list[int]) -> str:
    """Return the text of a record with its chapters in `order`, a list of their numbers from 1."""
    head, _, rest = record.partition("\nchapters:\n")
    chapters, mark, tail = rest.partition("\n\n\n# ")
    each = re.split(r"(?m)^(?=  - type: )", chapters.rstrip("\n") + "\n\n")[1:]
    text = "".join(each[i - 1] for i in order)
    return f"{head}\nchapters:\n{text}{mark}{tail}"


def _refigured(record: str, rng: random.Random) -> str:
    """Return the record with other figures, each the same in every place it stands."""
    others: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        figure = match[1]
        if figure not in others:
            low, high = 10 ** (len(figure) - 1), 10 ** len(figure) - 1
            others[figure] = str(rng.randint(low, high))
        return others[figure]

    return _FIGURE.sub(other, record)


def _reworded(record: str, rng: random.Random) -> str:
    """Return the record with some characters of each line put in the place of others.

    Clauses with figures stay: what is said of a figure must go with its name.
    """
    used = [word for line in _TEXT_LINE.findall(record) for word in _WORD.findall(line)]

    def reworded(match: re.Match[str]) -> str:
        line = match[0]
        clauses = [clause.span() for clause in _CLAUSE.finditer(line)]
        places = [at for begin, end in clauses for at in range(begin, end) if _WORD.match(line[at])]
        for place in rng.sample(places, -(-len(places) // _REWORDED)):
            line = line[:place] + rng.choice(used) + line[place + 1 :]
        return line

    return _TEXT_LINE.sub(reworded, record)


def _link_pictures(folder: Path, changed: int) -> None:
    """Put the sample's pictures into `folder`: the first `changed` as files of its own."""
    folder.mkdir()
    for index, path in enumerate(sorted((SAMPLE / "images").iterdir())):
        if index < changed:
            shutil.copyfile(path, folder / path.name)
        else:
            # A photo that many branches share lies once on the disk.
            os.link(path, folder / path.name)
