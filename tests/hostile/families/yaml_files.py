"""Broken and hostile YAML: seeded mutations of sound files, bombs, tags, encodings."""

from __future__ import annotations

import random
from collections.abc import Iterator

from trial import RED, SOUND, Hostile, encoded, sound

RECORD = f"{RED}/2022.yaml"
#: a file, its name, and whether it must have a fault
_HEAD = "year: 2022\nopening: 一年来。\n"


def made() -> Iterator[Hostile]:
    """Yield the inputs that were thought of."""
    yield from _bombs()


def _record(name: str, data: bytes | str, *, has_fault: bool = True) -> Hostile:
    return Hostile("yaml", name, {RECORD: data}, has_fault=has_fault)


def _bombs() -> Iterator[Hostile]:
    laughs = "a0: &a0 [ha, ha]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
    )
    yield _record("billion laughs", _HEAD + laughs)
    merges = "m0: &m0 {k: v}\n" + "".join(
        f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}\n" for n in range(1, 40)
    )
    yield _record("merge keys", _HEAD + merges)
    big = "长" * 20_000
    yield _record("aliases of a huge text", _HEAD + f"a: &a {big}\nb: [{'*a,' * 100_000}]\n")
    blank = "a: &a |\n" + "\n" * 19_000 + "  x\n"
    yield _record(
        "aliases of a text with many blank lines", _HEAD + blank + f"b: [{'*a,' * 90_000}]\n"
    )
    yield _record("itself in itself", _HEAD + "a: &a [*a]\n")
    yield _record("itself by way of another", _HEAD + "a: &a {b: &b [*a]}\n")
    for depth in (50, 100, 599, 601, 5_000, 100_000):
        for opened, closed in (("[", "]"), ("{a: ", "}")):
            nested = opened * depth + closed * depth
            yield _record(f"{depth} × {opened}", _HEAD + f"extra: {nested}\n")
        yield _record(f"{depth} × unclosed", _HEAD + "extra: " + "[" * depth)
        yield _record(f"{depth} dashes", _HEAD + "extra:\n  " + "- " * depth + "x\n")
        yield _record(f"{depth} question marks", "? " * depth + "x\n")
    stairs = "".join(" " * n + f"k{n}:\n" for n in range(590))
    yield _record("590 stairs", "year: 2022\n" + stairs)
    yield _record("3000 stairs", "".join(" " * n + "k:\n" for n in range(3_000)))
    for size in (20_000, 200_000, 3_900_000):
        yield _record(
            f"{size} letters", f"year: 2022\nopening: {'a' * size}\n", has_fault=size > 20_000
        )
    yield _record("1 MB of Chinese on one line", f"year: 2022\nopening: {'字' * 330_000}\n")
    works = "".join(f"      - title: 党课到田头{n}\n        text: 全年讲授党课12次，{'学在前。' * 500}\n"
                    for n in range(400))  # fmt: skip
    yield _record("2 MB of works", _HEAD + "signed: 2023-01-05\nchapters:\n  - type: learning\n    works:\n" + works,
                  has_fault=False)  # fmt: skip
    yield _record("9 MB", "opening: " + "a" * 9_000_000)
    yield _record("8 MB of commas", "a: [" + "," * 7_900_000 + "]")
    yield _record("8 MB of items", "a: [" + "b," * 3_900_000 + "]")
    yield _record("2 million dashes", "a:\n" + "-\n" * 2_000_000)
    yield _record("400 thousand keys", "".join(f"k{n}: v\n" for n in range(400_000)))
    yield _record("190 thousand keys", "".join(f"k{n}: v\n" for n in range(95_000)))
    yield _record("one key 90 thousand times", "year: 2022\n" * 90_000)
    yield _record("long unknown key", f"year: 2022\n{'k' * 1000}: v\n")
    yield _record("many figures", _HEAD + "figures:\n" + "".join(
        f"  f{n}: {{value: {n}次, label: 数{n}}}\n" for n in range(12_000)), has_fault=False)  # fmt: skip
    yield _record("many unknown references", _HEAD + "chapters:\n  - type: learning\n    works:\n"
                  "      - title: 一\n        text: 二\n        figures: ["
                  + ", ".join(f"none{n}" for n in range(20_000)) + "]\n")  # fmt: skip
    for tag in (
        "!!python/object:os.system", "!!python/object/apply:os.system [id]", "!!python/name:os.system",
        "!!binary aGVsbG8=", "!!set {a, b}", "!!omap [a: 1]", "!!int x", "!!timestamp x", "!local x",
        "!<tag:yaml.org,2002:python/module:os> x", "!!map [a]", "!!seq {a: b}", "!!float .inf",
    ):  # fmt: skip
        yield _record(f"tag {tag}", f"year: 2022\nopening: {tag}\n", has_fault=False)
        yield _record(f"tag {tag} as an unknown key", _HEAD + f"extra: {tag}\n")
    yield _record("anchors on keys", "&a year: 2022\n&b opening: 一年来。\n*a : 3\n")
    yield _record("a list as key", _HEAD + "[a, b]: c\n? {d: e}\n: f\n")
    yield _record("several documents", _HEAD + "---\nyear: 2023\n")
    yield _record("directive", "%YAML 9.9\n---\n" + _HEAD, has_fault=False)
    yield _record("many directives", "%TAG ! tag:x,2000:\n" * 100_000 + "---\n" + _HEAD)
    for name, data in {
        "NUL": _HEAD.encode() + b"a: \0\n",
        "only NUL": b"\0" * 100_000,
        "utf-16": _HEAD.encode("utf-16"),
        "utf-32": _HEAD.encode("utf-32"),
        "gbk": _HEAD.encode("gbk"),
        "utf-7": _HEAD.encode("utf-7"),
        "big5": "year: 2022\nopening: 一年來\n".encode("big5"),
        "half a character": _HEAD.encode()[:-3],
        "lone surrogate": encoded("year: 2022\nopening: 一\ud800年\n"),
        "overlong": b"year: 2022\nopening: \xc0\xaf\n",
        "escapes": b"\x1b[31mred\x1b[0m: 1\n",
        "noise": random.Random(1).randbytes(50_000),
        "a zip": b"PK\3\4" + b"\0" * 1000,
        "nothing": b"",
        "blanks": b" \n" * 100_000,
        "comments": b"# nothing\n" * 100_000,
        "carriage returns": _HEAD.replace("\n", "\r").encode() + b"\r" * 1000 + b"x",
        "a mark in the middle": "year: 2022\n\ufeffopening: 一\n".encode(),
    }.items():
        yield _record(name, data)
    for escape in (
        r"\ud800",
        r"\udfff\ud800",
        r"\u0000",
        r"\x07",
        r"\U0010FFFF",
        r"\U00110000",
        r"\ufffe",
    ):
        yield _record(
            f"escape {escape}",
            f'year: 2022\nopening: "{escape}"\n',
            has_fault=escape != r"\U0010FFFF",
        )
    for value in ("9" * 5000, "1e999", "0x" + "f" * 5000, "-" * 300, "１２３次" * 3000, "99999999999999999999人",
                  "１" * 5000, "①" * 500, "1" * 4300 + "次", "1,1" * 2000, "百" * 5000, "约" * 5000, "1.2.3" * 900):  # fmt: skip
        yield _record(
            f"figure {value[:12]}",
            _HEAD + f"figures:\n  a: {{value: '{value}', label: 数}}\n",
            has_fault=False,
        )
        yield _record(f"year {value[:12]}", f"year: {value}\nopening: 一\n")
    for path in (f"{RED}/branch.yaml", "content/types/learning.yaml", "content/checks.yaml",
                 "templates/juli/theme.yaml", "templates/juli/deck.yaml",
                 "templates/juli/formats/gbt9704.yaml", "templates/juli/palettes/juli-red.yaml",
                 "content/lessons/x.yaml", "content/committees/x.yaml", "content/lexicon/x.yaml"):  # fmt: skip
        shared = "templates/" in path or "/types/" in path
        for name, data in {
            "billion laughs": laughs, "deep": "[" * 5000, "tag": "!!python/object/apply:os.system [id]",
            "list": "- a\n- b\n", "text": "text", "number": "name: 5", "nothing": "",
            "huge number": f"a: {'9' * 5000}", "date": "a: 2022-13-45", "keys": "? [a]\n: b\n",
            "merge": "<<: 5\n", "tag in it": "a: !!python/name:os.system\n",
        }.items():  # fmt: skip
            yield Hostile("yaml", f"{path.rpartition('/')[2]} {name}", {path: data},
                          rest=() if shared else ("",) if not path else SOUND)  # fmt: skip


#: files to mutate: where each lies, and the outputs that must be built whatever it holds
_MUTATED = (
    (RECORD, True), (f"{RED}/branch.yaml", True), ("content/types/learning.yaml", False),
    ("templates/juli/deck.yaml", False), ("templates/juli/formats/gbt9704.yaml", False),
    ("templates/juli/theme.yaml", False), (RECORD, True), (RECORD, True),
    ("templates/juli/palettes/juli-red.yaml", False), ("content/lexicon/x.yaml", True),
    ("content/lessons/x.yaml", True),
)  # fmt: skip


def mutated(number: int) -> Hostile:
    """Return the input of a seed: a sound file, changed."""
    dice = random.Random(f"yaml {number}")
    path, alone = _MUTATED[number % len(_MUTATED)]
    data = encoded(_source(path))
    for _ in range(dice.choice((1, 1, 2, 4, 30))):
        data = _change(data, dice)
    return Hostile("yaml", f"mutated {number} of {path.rpartition('/')[2]}", {path: data},
                   rest=SOUND if alone else ())  # fmt: skip


def _source(path: str) -> bytes | str:
    from support import workspaces

    if path == RECORD:
        rich = workspaces.ROOT / "content" / "branches" / "laizhou-archives" / "2022.yaml"
        return rich.read_bytes()
    if "/lexicon/" in path or "/lessons/" in path:
        folder = workspaces.ROOT.joinpath(*path.split("/")[:-1])
        return min(folder.glob("*.yaml")).read_bytes()
    return {**workspaces.base(), **sound()}[path] or b""


def _change(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    lines = data.split(b"\n")
    row = dice.randrange(len(lines))
    match dice.randrange(12):
        case 0:
            return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return b"\n".join(lines[:row] + [lines[row]] * dice.choice((2, 50)) + lines[row + 1 :])
        case 3:
            return b"\n".join(lines[:row] + lines[row + 1 :])
        case 4:
            return data[:at] + dice.choice(_BITS) + data[at:]
        case 5:
            return b"\n".join(
                lines[:row] + [b" " * dice.randrange(1, 5) + lines[row]] + lines[row + 1 :]
            )
        case 6:
            return b"\n".join(lines[:row] + [lines[row].lstrip()] + lines[row + 1 :])
        case 7:
            other = dice.randrange(len(lines))
            lines[row], lines[other] = lines[other], lines[row]
            return b"\n".join(lines)
        case 8:
            name, colon, _ = lines[row].partition(b":")
            return b"\n".join(
                lines[:row] + [name + colon + b" " + dice.choice(_VALUES)] + lines[row + 1 :]
            )
        case 9:
            return data[:at] + data[at : at + 40] * dice.choice((2, 300)) + data[at + 40 :]
        case 10:
            return bytes(b ^ 1 if dice.random() < 0.002 else b for b in data)
        case _:
            return data.replace(dice.choice(_BITS), dice.choice(_BITS), 3)


_BITS = tuple(
    encoded(bit)
    for bit in (":", ": ", "：", "- ", "[", "]", "{", "}", '"', "'", "|\n", ">\n", "&a ", "*a", "!!x ", "#",
                "\t", "\u3000", "\r", "\0", "\x1b[2J", "%", "@", "`", ",", "，", "\u202e", "\u200b", "{{ x }}",
                "{% x %}", "<b>", "**", "【待补充", "\\", "\n", "\n\n", "---\n", "...", "? ", "<<: ")
)  # fmt: skip
_VALUES = (
    b"[]", b"{}", b"null", b"~", b"''", b"[[[]]]", b"-1", b"1e400", b"nan", b".inf", b"0", b"99999999999",
    b"2022-02-30", b"yes", b"[a, b]", b"{a: b}", b"*nowhere", b"../../../etc/passwd", b"/dev/zero",
    "一" .encode() * 3000, b"9" * 400, b"{{ 1/0 }}", b"{{ ''.__class__ }}", b"{% for %}", b"12%", b"-5%",
)  # fmt: skip
