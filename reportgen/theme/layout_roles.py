"""The layouts of a unit's own .pptx in, which of them serves as cover, contents, section, text … out.

A layout is judged by what it offers: placeholders, their types, sizes and places. Then come the type that
Office states for it and its whole name, in Chinese or English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.theme.deck_template import (
    FURNITURE,
    TITLES,
    DeckTemplate,
    Placeholder,
    TemplateLayout,
)

#: what a placeholder of each type takes; ECMA-376 part 1, 19.7.10: `obj` takes anything
TAKES: Mapping[str, frozenset[str]] = {
    "obj": frozenset({"text", "picture", "chart", "table"}),
    "body": frozenset({"text"}),
    "pic": frozenset({"picture"}),
    "chart": frozenset({"chart"}),
    "tbl": frozenset({"table"}),
}
#: a placeholder of at least this share of a slide is made for content, a smaller one for a label
_LARGE = 0.08
#: what stands beside the title of a chapter covers at most this share
_LABELS = 0.25
#: the sizes of two columns differ at most by this share
_ALIKE = 0.3
#: a title whose middle lies between these shares of the height stands alone on its slide
_MIDDLE = (0.28, 0.78)
#: a layout whose name or type speaks for another use is taken only where there is no other
_OTHER_USE = 12.0
#: PowerPoint writes a number before the name of a layout that comes from another file
_COPIED = re.compile(r"^\d+_")


@dataclass(frozen=True, slots=True)
class Offer:
    """A layout of a template and what it offers; `size` is that of its slides in EMU."""

    layout: TemplateLayout
    size: tuple[int, int]

    @property
    def title(self) -> Placeholder | None:
        """The placeholder of its title, None where it has none."""
        return next((p for p in self.layout.placeholders if p.kind in TITLES and p.w and p.h), None)

    @property
    def subtitle(self) -> Placeholder | None:
        """The placeholder below the title of a cover, None where it has none."""
        return next((p for p in self.layout.placeholders if p.kind == "subTitle" and p.w), None)

    @property
    def large(self) -> tuple[Placeholder, ...]:
        """The placeholders made for content, in the order in which they are read."""
        placeholders = [p for p in self._content() if self.share(p) >= _LARGE]
        return tuple(
            sorted(placeholders, key=lambda p: (round(3 * (p.y + p.h / 2) / self.size[1]), p.x))
        )

    @property
    def small(self) -> tuple[Placeholder, ...]:
        """The placeholders made for labels, in the order of the layout."""
        return tuple(p for p in self._content() if self.share(p) < _LARGE)

    @property
    def has_frames(self) -> bool:
        """Whether all its placeholders for content have a size."""
        return all(p.w and p.h for p in self.layout.placeholders if p.kind in TAKES)

    def _content(self) -> Iterator[Placeholder]:
        return (p for p in self.layout.placeholders if p.kind in TAKES and p.w and p.h)

    def share(self, placeholder: Placeholder) -> float:
        """Return the share of the slide that a placeholder covers."""
        return placeholder.w * placeholder.h / (self.size[0] * self.size[1])

    def takers(self, content: str) -> list[Placeholder]:
        """Return the large placeholders that take `content`, those made for it alone first."""
        takers = [p for p in self.large if content in TAKES[p.kind] and not p.vertical]
        return sorted(takers, key=lambda p: len(TAKES[p.kind]))

    @property
    def columns(self) -> tuple[Placeholder, Placeholder] | None:
        """Two large placeholders of one size side by side, None where there are no such two."""
        if len(self.large) != 2:
            return None
        left, right = self.large
        beside = left.x + left.w <= right.x + self.size[0] * 0.02
        same_rows = min(left.y + left.h, right.y + right.h) - max(left.y, right.y)
        alike = abs(left.w - right.w) <= _ALIKE * max(left.w, right.w)
        return (left, right) if beside and alike and same_rows > left.h / 2 else None

    @property
    def is_vertical(self) -> bool:
        """Whether a text of it runs in columns, from right to left."""
        return any(p.vertical for p in self.layout.placeholders if p.kind not in FURNITURE)


@dataclass(frozen=True, slots=True)
class Role:
    """What a layout is used for.

    `name` is the layout of this program that it serves as, `title` what users call it; `names` are
    whole names that templates give it, `types` Office's types of it. `score` says how well a layout
    serves by its placeholders, None for one that cannot. `least` is the score below which the layout
    of the role `otherwise` is the better one, if that takes the `content` of this one.
    """

    name: str
    title: str
    names: frozenset[str]
    types: frozenset[str]
    score: Callable[[Offer], float | None]
    otherwise: str = ""
    least: float = 0.0
    content: str = ""


def _names(*names: str) -> frozenset[str]:
    return frozenset(map(plain_name, names))


def plain_name(name: str) -> str:
    """Return the name of a layout as names are compared: no blanks, no copy number, small letters."""
    return re.sub(r"[\s　_-]+", "", _COPIED.sub("", name.strip())).casefold()


def _cover(offer: Offer) -> float | None:
    if offer.title is None:
        return None
    centred = 3.0 if offer.title.kind == "ctrTitle" else 0.0
    return centred + 2.0 * (offer.subtitle is not None) - 3.0 * len(offer.large)


def _section(offer: Offer) -> float | None:
    if offer.title is None or any(
        p.kind != "body" and offer.share(p) > _LABELS for p in offer.large
    ):
        return None
    middle = (offer.title.y + offer.title.h / 2) / offer.size[1]
    alone = 3.0 if _MIDDLE[0] <= middle <= _MIDDLE[1] else -3.0
    return alone - 2.0 * (offer.title.kind == "ctrTitle") - len(offer.small)


def _contents(offer: Offer) -> float | None:
    # Only a name or a type tells the page of contents from a page of text.
    return 0.0 if offer.takers("text") else None


def _text(offer: Offer) -> float | None:
    texts = offer.takers("text")
    if not texts:
        return None
    others = len(offer.large) - 1 + len(offer.small)
    return 4.0 * offer.share(texts[0]) - 3.0 * others - 5.0 * (offer.title is None)


def _columns(offer: Offer) -> float | None:
    pair = offer.columns
    if pair is None or not all("text" in TAKES[p.kind] for p in pair):
        return None
    objects = sum(p.kind == "obj" for p in pair)
    return 1.0 + objects - 0.5 * len(offer.small) - 5.0 * (offer.title is None)


def _text_and_picture(offer: Offer) -> float | None:
    pictures = offer.takers("picture")
    texts = [p for p in offer.takers("text") if p is not (pictures[0] if pictures else None)]
    if not pictures or not texts:
        return None
    fit = 3.0 if pictures[0].kind == "pic" else 2.0 if offer.columns else 0.0
    return fit + 2.0 * offer.share(pictures[0]) - len(offer.small) - 2.0 * (len(offer.large) > 2)


def _object(content: str) -> Callable[[Offer], float | None]:
    def score(offer: Offer) -> float | None:
        takers = offer.takers(content)
        if not takers:
            return None
        fit = 3.0 if takers[0].kind != "obj" else -4.0
        others = len(offer.large) - 1
        return fit + 8.0 * offer.share(takers[0]) - 3.0 * others - 5.0 * (offer.title is None)

    return score


def _closing(offer: Offer) -> float | None:
    # A last page may have nothing but a drawing: only its name tells it.
    return -3.0 * len(offer.large)


ROLES: tuple[Role, ...] = (
    Role("cover", "封面", _names("封面", "封面页", "首页", "标题幻灯片", "标题页", "cover", "title slide",
         "title page", "title"), frozenset({"title"}), _cover, "section", -2.0),
    Role("section", "章首", _names("节标题", "章节", "章节页", "章节标题", "章首", "过渡页", "转场页", "分节页", "分隔页",
         "section header", "section", "section title", "divider", "chapter"), frozenset({"secHead"}), _section, "cover", 0.5),
    Role("contents", "目录", _names("目录", "目录页", "议程", "提纲", "contents", "table of contents", "agenda", "toc",
         "outline"), frozenset(), _contents, "text", 5.0),
    Role("text", "文字", _names("标题和内容", "标题与内容", "标题和文本", "标题,内容", "标题，内容", "内容", "内容页", "正文",
         "正文页", "title and content", "title & content", "title, content", "title and text", "content", "title and body"),
         frozenset({"obj", "tx"}), _text, "", -30.0),
    Role("two-columns", "两栏", _names("两栏内容", "两栏", "双栏", "双栏内容", "两项内容", "比较", "对比", "two content",
         "two columns", "comparison", "title, 2 content", "title and two columns"), frozenset({"twoObj", "twoColTx", "twoTxTwoObj"}), _columns, "text"),
    Role("bullets-picture", "图文", _names("图文", "图文页", "左文右图", "左图右文", "文字和图片", "图片和文字", "内容与图片",
         "text and picture", "picture and text", "content and picture"), frozenset({"txAndClipArt", "clipArtAndTx", "twoObj"}),
         _text_and_picture, "text"),
    Role("pictures-1", "照片", _names("图片与标题", "图片", "照片", "图片页", "picture with caption", "picture", "photo",
         "image"), frozenset({"picTx"}), _object("picture"), "text", 2.0, "picture"),
    Role("chart", "图表", _names("图表", "标题和图表", "图表页", "chart", "title and chart"), frozenset({"chart"}), _object("chart"), "text", 2.0, "chart"),
    Role("table", "表格", _names("表格", "标题和表格", "表格页", "table", "title and table"), frozenset({"tbl"}), _object("table"), "text", 2.0, "table"),
    Role("closing", "结束", _names("结束", "结束页", "结尾", "结尾页", "尾页", "封底", "致谢", "谢谢", "感谢", "end", "ending",
         "the end", "closing", "thank you", "thanks"), frozenset(), _closing, "cover", 1.0),
)  # fmt: skip
_ROLE = {role.name: role for role in ROLES}
ROLE_NAMES = frozenset(_ROLE)
#: pages whose look may differ from those of text
_HEADS = frozenset({"cover", "section", "closing"})
_AT_HOME = 2.0
#: names of layouts that serve for nothing of this program but as a last resort
_NEVER = _names("空白", "blank", "仅标题", "title only")


@dataclass(frozen=True, slots=True)
class Match:
    """The layout that serves in a role; `instead` is the role whose layout it is, "" for its own."""

    role: Role
    offer: Offer
    instead: str = ""


def match_layouts(template: DeckTemplate, wanted: Mapping[str, str]) -> dict[str, Match]:
    """Return for each role the layout that serves in it; `wanted` are labels of layouts by role.

    The cover and pages like it come from the first master that has them, all others from the one that
    serves most roles. A template without any layout for text
    has its first layout in every role.
    """
    offers = [Offer(layout, template.size) for layout in template.layouts]
    offers = [offer for offer in offers if offer.has_frames] or offers
    heads = tuple(offers)
    ranks = {master: -sum(_served(offers, master)) for master in {o.layout.master for o in offers}}
    offers.sort(key=lambda offer: (ranks[offer.layout.master], offer.layout.master))
    labels = layout_labels(template)
    named = {
        role.name: next(
            (o for o in heads if _is_called(o.layout, wanted.get(role.name), labels)), None
        )
        for role in ROLES
    }
    text = named["text"] or _best(_ROLE["text"], offers)
    home = None if text is None else text.layout.master
    matches: dict[str, Match] = {}
    for role in ROLES:
        own = _best(role, heads) if role.name in _HEADS else _best(role, offers, home)
        best = named[role.name] or own
        if best is not None:
            matches[role.name] = Match(role, best)
    plain = matches.get("text") or Match(ROLES[0], _plainest(offers))
    for role in ROLES:
        if role.name not in matches:
            other = (matches.get(role.otherwise) or plain).offer
            if role.content and not other.takers(role.content):
                largest = max(offers, key=lambda offer: _room(offer, role.content))
                other = largest if largest.takers(role.content) else other
            matches[role.name] = Match(role, other, role.otherwise or "text")
    return {role.name: matches[role.name] for role in ROLES}


def _room(offer: Offer, content: str) -> float:
    """Return the share of a slide that the largest taker of a content covers, less for other placeholders."""
    takers = offer.takers(content)
    return max(map(offer.share, takers), default=0.0) - 0.1 * len(offer.large)


def layout_labels(template: DeckTemplate) -> Mapping[str, str]:
    """Return what each layout is called, by its part: its name, with its master where several share it."""
    masters: dict[str, set[int]] = {}
    for layout in template.layouts:
        masters.setdefault(layout.name, set()).add(layout.master)
    return {
        layout.part: f"{layout.name} #{layout.master + 1}"
        if len(masters[layout.name]) > 1
        else layout.name
        for layout in template.layouts
    }


def _is_called(layout: TemplateLayout, name: str | None, labels: Mapping[str, str]) -> bool:
    return name in (labels[layout.part], layout.name)


def _served(offers: list[Offer], master: int) -> Iterator[bool]:
    own = [offer for offer in offers if offer.layout.master == master]
    return (_best(role, own) is not None for role in ROLES)


def _plainest(offers: list[Offer]) -> Offer:
    """Return a layout for pages whose texts stand in free boxes: with a title and nothing below it."""
    return max(offers, key=lambda o: (o.title is not None and not _stands_alone(o), -len(o.large)))


def _stands_alone(offer: Offer) -> bool:
    title = offer.title
    return title is not None and (title.y + title.h / 2) / offer.size[1] > _MIDDLE[0]


def _best(role: Role, offers: Sequence[Offer], home: int | None = None) -> Offer | None:
    """Return the layout that serves best in a role, the first of several; None where none does.

    Layouts of the master `home`, which the pages of text have, go before those of others.
    """
    scored = [
        (score + (_AT_HOME if offer.layout.master == home else 0.0), offer)
        for offer in offers
        if (score := _score(role, offer)) is not None and score >= role.least
    ]
    return max(scored, key=lambda each: each[0])[1] if scored else None


def _score(role: Role, offer: Offer) -> float | None:
    score = role.score(offer)
    if score is None:
        return None
    name = plain_name(offer.layout.name)
    if name in role.names:
        return score + 8.0
    if offer.layout.kind in role.types:
        score += 5.0
    elif name in _NEVER or any(name in other.names for other in ROLES):
        score -= _OTHER_USE
    return score - (_OTHER_USE if offer.is_vertical else 0.0)
