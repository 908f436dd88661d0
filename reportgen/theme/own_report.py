"""What is said of a unit's own deck template: before a build by `theme check`, and by a build in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.office_files import has_macros
from reportgen.suggestions import did_you_mean
from reportgen.theme.deck import DeckTheme, Layout
from reportgen.theme.layout_roles import Match, layout_labels
from reportgen.units import EMU_PER_MM

#: what users call each kind of content, and the word they count it by
_CONTENTS: Mapping[str, tuple[str, str]] = {
    "picture": ("照片", "张"),
    "chart": ("图表", "张"),
    "table": ("表格", "个"),
}
_LISTED = 6
_RATIOS = {"16:9": 16 / 9, "4:3": 4 / 3, "16:10": 16 / 10}
_NEARLY = 0.01


def describe(theme: DeckTheme) -> Iterator[str]:
    """Yield what `theme check` prints of a unit's own template: a line for each layout that is used."""
    template = theme.template
    count = len(template.masters)
    masters = f"，{count} 套母版" if count > 1 else ""
    yield f"页面 {_shape(template.size)}，{len(template.layouts)} 个版式{masters}；颜色、字体、字号照用模板的"
    labels = layout_labels(template)
    yield from (_line(match, labels) for match in theme.matches.values())
    used = {match.offer.layout.part for match in theme.matches.values()}
    others = [labels[layout.part] for layout in template.layouts if layout.part not in used]
    if others:
        more = f" 等 {len(others)} 个" if len(others) > _LISTED else ""
        yield f"用不到的版式：{'、'.join(others[:_LISTED])}{more}"


def findings(theme: DeckTheme) -> Iterator[Diagnostic]:
    """Yield what a build cannot do as the template or its deck.yaml would have it."""
    yield from of_template(theme)
    free: dict[str, dict[str, int]] = {}
    for layout in theme.layouts.values():
        for slot in layout.slots.values():
            if slot.is_object and slot.is_free:
                free.setdefault(layout.title, {})[slot.content] = 0
    for layout_title, contents in free.items():
        yield free_objects(layout_title, contents)
    yield from wordless([theme.layouts["closing"]])


def of_template(theme: DeckTheme) -> Iterator[Diagnostic]:
    """Yield what holds of every deck in a unit's own template, whatever it shows."""
    labels = layout_labels(theme.template)
    names = {*labels.values(), *(layout.name for layout in theme.template.layouts)}
    for role, settings in theme.settings.layouts.items():
        if settings.layout and settings.layout not in names:
            match = theme.matches[role]
            message = (
                f"deck.yaml 里{match.role.title}（{role}）写的版式“{settings.layout}”模板里没有，"
                f"改用“{labels[match.offer.layout.part]}”"
            )
            hints = did_you_mean(settings.layout, sorted(names), listing="模板里有")
            yield Diagnostic("layout-missing", message, None, Severity.WARNING, hints)
    dropped = ["宏"] if has_macros(theme.package) else []
    if theme.template.is_guarded:
        dropped.append("修改密码")
    if dropped:
        message = f"课件模板里有{'、'.join(dropped)}；课件里不带"
        yield Diagnostic("deck-template-acts", message, severity=Severity.WARNING)
    yield from _lost(theme)


def _lost(theme: DeckTheme) -> Iterator[Diagnostic]:
    """Yield what is said of layouts and masters that show what the file does not hold."""
    labels = layout_labels(theme.template)
    parts = dict.fromkeys(part for part, _ in theme.template.lost)
    if parts:
        places = dict.fromkeys(f"版式“{labels[p]}”" if p in labels else "母版" for p in parts)
        message = f"课件模板的{'、'.join(places)}里有东西不在文件里，课件里没有它"
        hints = ("在 PowerPoint 或 WPS 的母版视图里删去显示不出的图片，重新插入后保存",)
        yield Diagnostic("deck-template-lost-object", message, None, Severity.WARNING, hints=hints)


def wordless(layouts: Iterable[Layout]) -> Iterator[Diagnostic]:
    """Yield what is said of a last page in a layout that has no place for words."""
    for layout in layouts:
        if layout.own and layout.id == "closing" and not layout.texts - {"footer", "page"}:
            message = f"版式“{layout.title}”没有放文字的占位符，结束页的话放在备注里"
            yield Diagnostic("free-object", message, severity=Severity.ADVICE)


def free_objects(layout: str, counts: Mapping[str, int]) -> Diagnostic:
    """Return what is said of objects for which a layout has no placeholder; a count of 0 is not known."""
    names = "、".join(_CONTENTS[content][0] for content in counts)
    message = f"版式“{layout}”的占位符放不下的{names}，作为单独的对象放在正文区里"
    counted = [f"{_CONTENTS[c][0]} {n} {_CONTENTS[c][1]}" for c, n in counts.items() if n]
    if counted:
        message += f"：{'，'.join(counted)}"
    return Diagnostic("free-object", message, severity=Severity.ADVICE)


def _line(match: Match, labels: Mapping[str, str]) -> str:
    instead = f"（没有专门的{match.role.title}版式）" if match.instead else ""
    return f"{match.role.title} → {labels[match.offer.layout.part]}{instead}"


def _shape(size: tuple[int, int]) -> str:
    width, height = size
    for name, ratio in _RATIOS.items():
        if abs(width / height - ratio) < _NEARLY:
            return name
    upright = "，竖版" if height > width else ""
    return f"{round(width / EMU_PER_MM)}×{round(height / EMU_PER_MM)} 毫米{upright}"
