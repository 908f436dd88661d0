"""Advice on style: unlike titles, empty phrases, long sentences, repeated openings, wrong counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reportgen.chinese import han_count
from reportgen.content import quantities
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.quantities import numerals
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import place_inside, span_of

_SENTENCE = r"[^。！？\n]+[。！？]?"
#: a sentence for `long-sentence`: a semicolon ends it as well
_SHORT_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_CLAUSES = re.compile(r"[，,；;：:\s]+")
#: what makes a sentence concrete besides figures: a name in quotes, a means, a responsibility
_CONCRETE = r"[0-9０-９“《]|通过|采取|建立|制定|每[周月季年]|[一二三四]是|责任人|清单|名|人次"
#: clauses of two titles match up to this difference in characters
_UNLIKE = 2
#: titles alike that make a pattern
_PATTERN = 3
#: a name, a title of a document or a saying is given as it is
_QUOTED = re.compile(r"[“《〈‘「]")
#: characters of an opening: shorter ones such as 支部 may open many paragraphs
_OPENING = 4


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each weakness of style in a year's texts."""
    yield from _titles(review)
    yield from _methods(review)
    prose = [p for p in review.blocks if p.role in (Role.PROSE, Role.PROBLEM, Role.PLAN)]
    for block in prose:
        yield from _long(block, review.settings.sentence)
    yield from _empty(prose, review)
    yield from _openings(prose)


def _titles(review: Review) -> Iterator[Diagnostic]:
    record = review.entry.record
    groups = [[work.title for work in chapter.works] for chapter in record.chapters]
    groups.append([chapter.title for chapter in review.entry.chapters])
    for titles in groups:
        yield from _unlike(titles)
        yield from _repeated(titles)
    if record.plan:
        yield from _unlike(record.plan.parallels, are_parallel=True)
        yield from _repeated(record.plan.parallels)


def _unlike(titles: Sequence[str], *, are_parallel: bool = False) -> Iterator[Diagnostic]:
    """Yield a finding for each title that leaves the pattern that most of the others keep.

    Titles that quote a name are as they are. Without a pattern of three titles there is none to keep,
    unless the titles `are_parallel` by intention.
    """
    if len(titles) < _PATTERN:
        return
    shapes = {title: tuple(han_count(c) for c in _CLAUSES.split(title) if c) for title in titles}
    counts = Counter(shapes.values())
    common = max(counts, key=lambda shape: (counts[shape], len(shape)))
    alike = [title for title, shape in shapes.items() if _is_like(shape, common)]
    others = [title for title in titles if title not in alike and not _QUOTED.search(title)]
    # A few titles of one clause are of one length by chance.
    enough = 2 if are_parallel else _PATTERN if len(common) > 1 else 2 * _PATTERN
    if counts[common] < min(enough, _PATTERN) or len(alike) < max(enough, 2 * len(others)):
        return
    model = next(title for title in alike if shapes[title] == common)
    for title in others:
        yield finding(
            "titles-unlike",
            f"小标题“{title}”与同级的“{model}”不对仗（{_shape(shapes[title])}，{_shape(common)}）",
            span_of(title),
            "分句数相同、字数相近，读来整齐",
            notes=(Note("同级的小标题", span_of(model)),),
        )


def _is_like(shape: Sequence[int], common: Sequence[int]) -> bool:
    pairs = zip(shape, common, strict=False)
    return len(shape) == len(common) and all(abs(a - b) <= _UNLIKE for a, b in pairs)


def _shape(shape: Sequence[int]) -> str:
    return "＋".join(map(str, shape)) + "字"


def _repeated(titles: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a finding for an opening that two of several titles have; with more it is meant."""
    groups: dict[str, list[str]] = {}
    for title in titles:
        opening = title[:2]
        if han_count(opening) == 2 and opening[0] != "以":
            groups.setdefault(opening, []).append(title)
    for opening, alike in groups.items():
        if len(alike) != 2 or len(titles) == 2:
            continue
        first, second = alike
        yield finding(
            "title-verb-repeated",
            f"小标题“{second}”与“{first}”都用“{opening}”开头",
            span_of(second),
            "换一个词，避免雷同",
            notes=(Note("另一个在这里", span_of(first)),),
        )


def _methods(review: Review) -> Iterator[Diagnostic]:
    for method in review.entry.record.methods.values():
        named = _count_in(method.name)
        items = len(method.items)
        promised = method.count or named
        explained = method.note or method.remark
        if named and method.count and named != method.count:
            message = f"“{method.name}”名称里是 {named}，count 写的是 {method.count}"
        elif promised and items and (items > promised or (items < promised and not explained)):
            message = f"“{method.name}”应有 {promised} 条，items 写了 {items} 条"
        else:
            continue
        yield finding(
            "method-count",
            message,
            span_of(method.name),
            "资料没有给全的，在 note 或 remark 里说明",
        )


def _count_in(name: str) -> int | None:
    """Return the number in a name such as 六责工作法 or 服务“五个到家”, None if it has none."""
    match = re.search(
        r"(?<![第十百])([二三四五六七八九十]|十[一二三四五六])(?=[个项条步责字化率心联大型查抓提]|[^、]?工作法)",
        name,
    )
    if not match or "、" in name:
        return None
    review = numerals.read(match[1])
    return int(review[0]) if review else None


def _long(block: TextBlock, limit: int) -> Iterator[Diagnostic]:
    for match in _SHORT_SENTENCE.finditer(block.text):
        if len(match[0]) > limit:
            yield finding(
                "long-sentence",
                f"{block.where}有一句 {len(match[0])} 字，超过 {limit} 字",
                block.inside(match.start(), match.start() + 12),
                "拆成两三句",
            )


def _empty(blocks: Iterable[TextBlock], review: Review) -> Iterator[Diagnostic]:
    phrases = [phrase for phrase in review.lexicon.empty if phrase in review.text]
    if not phrases:
        return
    pattern = re.compile("|".join(map(re.escape, phrases)))
    for block in blocks:
        for sentence in re.finditer(_SENTENCE, block.text):
            match = pattern.search(sentence[0])
            if not match or re.search(_CONCRETE, sentence[0]) or quantities.find_all(sentence[0]):
                continue
            start = sentence.start() + match.start()
            yield finding(
                "empty-phrase",
                f"{block.where}“{match[0]}”所在的句子没有数字，也没有具体做法",
                block.inside(start, start + len(match[0])),
                "写明做什么、做到什么程度、谁来做、何时做完，或删去这一句",
            )


def _openings(blocks: Sequence[TextBlock]) -> Iterator[Diagnostic]:
    texts = [
        (block, start, paragraph)
        for block in blocks
        for start, paragraph in _paragraphs(block.text)
    ]
    for one, two, three in zip(texts, texts[1:], texts[2:], strict=False):
        opening = one[2][:_OPENING]
        if han_count(opening) == _OPENING and two[2][:_OPENING] == three[2][:_OPENING] == opening:
            block, start, _ = three
            yield finding(
                "same-opening",
                f"连着三段用“{opening}”开头",
                place_inside(block.text, start, start + _OPENING),
                "换个说法开头",
            )


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"\S[^\n]*", text):
        yield match.start(), match[0]
