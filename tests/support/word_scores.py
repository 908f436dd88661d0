"""How well a document was read, measured against what is right about it.

`PYTHONPATH=tests python -m support.word_scores` prints the scores of all documents.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from support.word_hands import HANDS, key, sources

from reportgen.importing.assembling import PENDING, Draft
from reportgen.importing.draft import draft_of
from reportgen.importing.outline import Outline, outline_of
from reportgen.importing.stretches import UNPLACED
from reportgen.importing.word.model import WordFile
from reportgen.importing.word.reading import read_document

ORIGINALS = Path(__file__).parents[1] / "importing" / "data" / "given"
_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+(?:部分|[章节])|[一二三四五六七八九十壹贰叁肆伍陆]+、|其[一二三][：、]|（[一二三四五六七八九十]+）|[0-9０-９]+(?:[.．][0-9]+)*(?:[.．、]|(?=\s)))\s*")  # fmt: skip
#: the kind of document whose title the record keeps
KIND = "年度党建工作总结"
_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_LIST_NUMBER = re.compile(r"(?<![0-9０-９])[0-9０-９][.．、](?![0-9０-９])")


@dataclass(slots=True)
class Share:
    """Right ones of those that are wanted, and of those that were found."""

    right: int = 0
    wanted: int = 0
    read: int = 0

    def add(self, other: Share) -> None:
        """Count the other in."""
        self.right += other.right
        self.wanted += other.wanted
        self.read += other.read

    @property
    def recall(self) -> float:
        """Return the recall: the share of the expected entries that the import has."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of the found ones that are right."""
        return self.right / self.read if self.read else 1.0

    def __str__(self) -> str:
        return f"{self.recall:.1%} {self.precision:.1%} ({self.right}/{self.wanted}/{self.read})"


@dataclass(slots=True)
class Scores:
    """The measures of one document or of several."""

    shares: dict[str, Share] = field(default_factory=dict)
    #: what is certainly wrong, each in a few words
    wrong: list[str] = field(default_factory=list)
    #: what was not found, or found too much
    missed: list[str] = field(default_factory=list)

    def add(self, other: Scores) -> None:
        """Count the scores of another document in."""
        for name, share in other.shares.items():
            self.shares.setdefault(name, Share()).add(share)
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, what is right about it, and what was read."""

    name: str
    right: Mapping[str, Any]
    file: WordFile
    outline: Outline
    draft: Draft


def readings_of_originals() -> Iterator[Reading]:
    """Yield the given documents."""
    for path in sorted(ORIGINALS.glob("*.docx")):
        right = yaml.safe_load(path.with_suffix(".key.yaml").read_text(encoding="utf-8"))
        yield reading(path, right)


def readings_of_hands() -> Iterator[Reading]:
    """Yield the documents in other hands."""
    for source in sources():
        yield reading(HANDS / f"{source.name}.docx", key(source))


def reading(path: Path, right: Mapping[str, Any]) -> Reading:
    """Return one document as it is read."""
    file = read_document(path.read_bytes())
    assert isinstance(file, WordFile), file
    outline = outline_of(file)
    return Reading(
        path.stem, right, file, outline, draft_of(file, outline, outline.year or 2024, kind=KIND)
    )


def scores_of(read: Reading) -> Scores:
    """Return all measures of a document."""
    scores = Scores()
    for measure in (_characters, _invented, _front, _chapters, _works, _figures, _tables, _pictures, _items):  # fmt: skip
        measure(read, scores)
    scores.wrong = [f"{read.name}: {w}" for w in scores.wrong]
    scores.missed = [f"{read.name}: {m}" for m in scores.missed]
    return scores


def fold(text: str) -> str:
    """Return a text without blanks, with narrow digits."""
    return re.sub(r"\s", "", text).translate(_WIDE)


def bare(title: str) -> str:
    """Return a title without its number and the stop behind it."""
    return fold(_NUMBER.sub("", title.strip())).rstrip("。：:")


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "".join(map(_as_text, value.values()))
    return "".join(map(_as_text, value))


# ── Nothing lost, nothing invented ──


def _characters(read: Reading, scores: Scores) -> None:
    account = read.draft.account
    pieces: dict[str, str] = {}
    for piece in account.pieces():
        pieces[piece.block] = pieces.get(piece.block, "") + piece.text
        if not piece.to and not piece.left:
            scores.wrong.append(f"neither placed nor left: {piece.text[:20]}")
        if piece.left == UNPLACED:
            scores.missed.append(f"no place for: {piece.text[:30]}")
        value = fold(_value_at(read.draft.record, piece.to)) if piece.to else ""
        is_there = fold(piece.text) in value or fold(piece.text) in without_notes(value, read)
        if piece.to and not is_there:
            scores.wrong.append(f"not at {piece.to}: {piece.text[:20]}")
    for block, (_, text) in account.blocks.items():
        if fold(pieces.get(block, "")) != fold(text):
            scores.wrong.append(f"pieces of {block} are not its text")
    whole = "".join(fold(text) for _, text in account.blocks.values())
    texts = [s["text"] for s in read.right.get("source_text", ()) if s["where"] not in ("header", "footer", "footnote")]  # fmt: skip
    texts = texts or _texts_of_hand(read.right)
    at = count = 0
    for text in map(fold, texts):
        place = whole.find(text, at)
        if place >= 0:
            count, at = count + len(text), place + len(text)
        else:
            scores.missed.append(f"characters not found: {text[:30]}")
    total = sum(len(fold(t)) for t in texts)
    scores.shares["characters"] = Share(count, total, count)
    left = {fold(piece.text) for piece in account.pieces() if piece.left}
    scores.wrong += [
        f"in the record: {t}" for t in read.right.get("left", ()) if fold(t) not in left
    ]
    for text in read.right.get("unseen", ()):
        if fold(text) in fold(_as_text(read.draft.record)):
            scores.wrong.append(f"deleted or hidden text in the record: {text}")


def without_notes(text: str, read: Reading) -> str:
    """Return a folded text without the footnotes that it has in brackets."""
    for kind, note in read.draft.account.blocks.values():
        if kind == "脚注":
            text = text.replace(fold(note).rstrip("。；"), "")
    return re.sub("（注：；*）", "", text)


def _texts_of_hand(right: Mapping[str, Any]) -> list[str]:
    texts = [right["title"], *right["opening"]]
    for chapter in right["chapters"]:
        texts += [chapter["title"], *chapter["lead"]]
        for work in chapter["works"]:
            texts += [work["title"], *work["text"]]
    # What numbers automatically has its number in the document only.
    return [_NUMBER.sub("", text) for text in texts]


def _value_at(record: Any, path: Iterable[str | int]) -> str:
    value = record
    for part in path:
        if isinstance(value, Mapping) and part not in value:
            return ""
        value = value[part]
    # The title of a table is the name it has.
    names = "".join(map(str, path)) if isinstance(value, Mapping) else ""
    return _as_text(value) + names


def _invented(read: Reading, scores: Scores) -> None:
    whole = fold("".join(text for _, text in read.draft.account.blocks.values()))
    for path, text in _leaves(read.draft.record):
        if (
            path[-1] in ("year", "file", "type")
            or path[-2:-1] in (("tables",), ("pictures",))
            or text in (PENDING, "<", "^", "\\<", "\\^")
        ):
            continue
        parts = (
            text.split("\n\n")
            if path[-1] in ("text", "lead", "opening")
            else re.split("[\n，]", text)
        )
        for part in parts:
            bare_part = without_notes(fold(part), read)
            if bare_part not in whole and not all(
                s in whole for s in re.split("(?<=[。；])", bare_part)
            ):
                scores.wrong.append(f"not in the document, at {path}: {part[:30]}")


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(item, (*path, name))
    else:
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))


def _front(read: Reading, scores: Scores) -> None:
    right = [
        fold(read.outline.title_text) == fold(read.right["title"]),
        [fold(t) for t in read.right["opening"]]
        == [fold(t) for t in read.draft.record.get("opening", "").split("\n\n") if t],
    ]
    date = str(read.right.get("date") or "")
    digits = re.findall(r"\d+", date)
    if digits:
        signed = str(read.draft.record.get("signed", ""))
        right.append(
            (bool(signed) and (digits[0] in signed or "〇" in signed)) or fold(signed) == fold(date)
        )
    if not all(right):
        scores.missed.append(f"title, opening, date: {right}")
    scores.shares["front"] = Share(sum(right), len(right), len(right))


# ── Chapters and works ──


def _chapters(read: Reading, scores: Scores) -> None:
    right = [(bare(c["title"]), c["kind"]) for c in read.right["chapters"]]
    titles = [(bare(title), kind) for title, kind in read.draft.chapters]
    scores.shares["chapters"] = _in_order(right, titles, "chapter", scores)


def _in_order(right: list[Any], entries: list[Any], what: str, scores: Scores) -> Share:
    matcher = difflib.SequenceMatcher(None, right, entries, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < max(len(right), len(entries)):
        scores.missed += [f"{what} missing: {r}" for r in right if r not in entries]
        scores.missed += [f"{what} too much: {f}" for f in entries if f not in right]
    return Share(same, len(right), len(entries))


def _works(read: Reading, scores: Scores) -> None:
    right = []
    for chapter in read.right["chapters"]:
        if chapter["kind"] != "work":
            continue
        if not [w for w in chapter["works"] if w["title"]]:
            # A chapter without works is one work with its title.
            texts = [*chapter["lead"], *(t for w in chapter["works"] for t in w["text"])]
            right.append((bare(chapter["title"]), fold("".join(texts))))
            continue
        right += [(bare(w["title"]), fold("".join(w["text"]))) for w in chapter["works"]]
    works = [
        (bare(work["title"]), without_notes(fold(work.get("text", "")), read))
        for chapter in read.draft.record.get("chapters", ())
        for work in chapter["works"]
    ]
    count = 0
    for title, text in right:
        same = [t for name, t in works if name == title]
        good = bool(same) and _alike(text, same[0])
        count += good
        if not good:
            scores.missed.append(f"work: {title} ({'text' if same else 'title'})")
    names = [title for title, _ in right]
    scores.missed += [f"work too much: {name}" for name, _ in works if name not in names]
    scores.shares["works"] = Share(count, len(right), len(works))


def _alike(right: str, text: str) -> bool:
    # The automatic numbers of a list are no characters of the key.
    text, right = _LIST_NUMBER.sub("", text), _LIST_NUMBER.sub("", right)
    matcher = difflib.SequenceMatcher(None, right, text, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same >= 0.98 * max(len(right), len(text))


# ── Figures ──


def _figures(read: Reading, scores: Scores) -> None:
    right = Counter((fold(n["value"]), fold(n["sentence"])) for n in read.right["numbers"])
    values = Counter(value for value, _ in right.elements())
    counts: Counter[str] = Counter()
    optional = _optional_values(read.right)
    sentences = Share()
    for proposal in read.draft.proposals:
        value = fold(proposal.written)
        for sentence in proposal.sentences:
            if counts[value] < values[value] or _unmatched(value, values, counts):
                counts[_unmatched(value, values, counts) or value] += 1
                wanted = [s for v, s in right if v == value or _unmatched_pair(v, value)]
                good = any(fold(sentence) in w or w in fold(sentence) for w in wanted)
                sentences.add(Share(int(good), 1, 1))
                if not good:
                    scores.missed.append(f"sentence of {value}: {sentence[:30]}")
            elif value in optional:
                continue
            else:
                counts[value] += 1
                scores.missed.append(f"figure too much: {value} {proposal.label} {sentence[:20]}")
    same = sum((values & counts).values())
    for value in (values - counts).elements():
        scores.missed.append(f"figure missing: {value}")
    scores.shares["figures"] = Share(same, sum(values.values()), sum(counts.values()))
    scores.shares["sentences"] = sentences


def _unmatched_pair(right: str, value: str) -> bool:
    return value.startswith(right) and value[len(right) :] in ("次", "个")


def _unmatched(value: str, values: Counter[str], counts: Counter[str]) -> str:
    """Return the wanted value that a found one means: 4.1万 where 4.1万次 was found."""
    return next(
        (v for v in values if _unmatched_pair(v, value) and counts[v] < values[v]),
        "",
    )


def _optional_values(right: Mapping[str, Any]) -> set[str]:
    values = {fold(n["value"]) for n in right.get("optional", ())}
    for line in (*right.get("not_numbers", ()), *right.get("traps", ())):
        if "可提可不提" in line:
            values |= {fold(v) for v in re.findall(r"[0-9０-９.．]+[\u4e00-\u9fff%‰％]", line)}
    return values


# ── Tables and pictures ──


def _tables(read: Reading, scores: Scores) -> None:
    share, tables = Share(), list(read.draft.tables)
    for table in read.right["tables"]:
        cells = [[None if c is None else fold(c) for c in row] for row in table["cells"]]
        head = table.get("header_rows", table.get("head_rows"))
        good = False
        for other in tables:
            theirs = [[None if c is None else fold(c) for c in row] for row in other.cells]
            if theirs == cells and other.shape.head_rows == head:
                good = True
                tables.remove(other)
                title = "" if table.get("caption_in") == "none" else bare_of_table(table["title"])
                if bare_of_table(other.title) != title:
                    scores.missed.append(f"title of a table: {other.title} for {title}")
                    good = False
                break
        share.add(Share(int(good), 1, 1))
        if not good:
            scores.missed.append(f"table: {table['title']}")
    share.read += len(tables)
    scores.shares["tables"] = share


def bare_of_table(title: str) -> str:
    """Return the title of a table without 表1."""
    return fold(re.sub(r"^表\s*[0-9一二三四五]+\s*", "", title))


def _pictures(read: Reading, scores: Scores) -> None:
    share = Share()
    for right, picture in zip(read.right["pictures"], read.draft.pictures, strict=False):
        caption = fold(re.sub(r"^图\s*[0-9]+\s*", "", right["caption"]))
        good = (
            fold(picture.caption) == caption
            and bare(picture.chapter) == bare(right["chapter"] or "")
            and bare(picture.work) == bare(right["work"])
        )
        share.right += good
        if not good:
            scores.missed.append(f"picture: {picture.caption} {picture.chapter} {picture.work}")
    share.wanted, share.read = len(read.right["pictures"]), len(read.draft.pictures)
    scores.shares["pictures"] = share


# ── Honours, problems, tasks ──


def _items(read: Reading, scores: Scores) -> None:
    record = read.draft.record
    plan = record.get("plan", {}).get("items", [])
    for name, entries, field_ in (
        ("honours", record.get("honours", []), "name"),
        ("problems", record.get("problems", []), "name"),
        ("plan", plan, "task"),
    ):
        share = Share(0, len(read.right[name]), len(entries))
        for right, entry in zip(read.right[name], entries, strict=False):
            wanted = {"name": right} if isinstance(right, str) else dict(right)
            text = wanted.pop("name")
            good = _same_item(text, entry, field_)
            for part in ("measure", "owner", "due", "grade"):
                good &= fold(wanted.get(part, "")) == fold(str(entry.get(part, "")))
            if people := wanted.get("people"):
                good &= people in _as_text(entry)
            share.right += good
            if not good:
                scores.missed.append(f"{name}: {text} / {entry}")
            if name == "honours":
                _level(wanted, entry, scores)
        scores.shares[name] = share


def _same_item(right: str, entry: Mapping[str, Any], field_: str) -> bool:
    """Return whether an entry says what the key does, which may leave words out."""
    words = fold(_as_text({k: v for k, v in entry.items() if k not in ("measure", "owner", "due")}))
    wanted = fold(re.sub("[（）“”。]", "", right))
    matcher = difflib.SequenceMatcher(None, wanted, re.sub("[（）“”。]", "", words), autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    own = fold(str(entry[field_])).rstrip("。；")
    is_whole = fold(right).rstrip("。；") == own
    return is_whole or same >= 0.7 * len(wanted)


def _level(wanted: Mapping[str, str], entry: Mapping[str, Any], scores: Scores) -> None:
    right, level = wanted.get("level", ""), str(entry.get("level", ""))
    if level and level.rstrip("级") != right.rstrip("级"):
        scores.wrong.append(f"level {level} for {right}")


def main() -> None:
    """Print the scores of the given documents, of the others, and what was missed."""
    lines = []
    for title, readings in (("given", readings_of_originals()), ("others", readings_of_hands())):
        total = Scores()
        for read in readings:
            total.add(scores_of(read))
        lines += [f"== {title}"]
        lines += [f"{name:12} {share}" for name, share in total.shares.items()]
        lines += [f"WRONG {wrong}" for wrong in total.wrong]
        lines += [f"missed {missed}" for missed in total.missed]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
