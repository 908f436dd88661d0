"""The layouts of a theme in; a page with a drawing of each layout and a table of its slots out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from reportgen.make.expressions import Data
from reportgen.make.layouts import Layout, Shape, Slot, master_shapes
from reportgen.make.paths import Path2D
from reportgen.theme.palettes import Palette

_WIDTH, _HEIGHT = 1280, 720
_KINDS = {"pic": "图片", "chart": "图表", "tbl": "表格", "sldNum": "页码", "ftr": "页脚"}


def layout_files(
    layouts: Sequence[Layout], common: Data, palette: Palette, title: str
) -> dict[str, bytes]:
    """Return README.md of the layouts folder and an SVG drawing of each layout, by file name."""
    page = "\n".join(_page(layouts, title)) + "\n"
    drawings = {f"{one.name}.svg": _drawing(one, common, palette) for one in layouts}
    return {"README.md": page.encode()} | {name: svg.encode() for name, svg in drawings.items()}


def _page(layouts: Sequence[Layout], title: str) -> Iterator[str]:
    yield f"# {title}：课件版式一览"
    yield "<!-- 由 reportgen theme make 生成，请勿手改；要改版式就改 ../layouts/ 里的 .yaml -->"
    yield ""
    yield (
        "页面为 1280×720（单位 px，1 px = 0.75 磅）。虚线框是占位符，框里写着它的名称；"
        "模板里同名的标签填进同名的占位符，带编号的写在第几个 `<item>` 里。"
        "字号后面的括号里是放不下时最小缩到的字号，标“可空”的可以不写。"
    )
    family = ""
    for layout in layouts:
        if layout.family != family:
            family = layout.family
            yield ""
            yield f"## {family}"
        yield ""
        yield f"### {layout.name}　{layout.title}"
        yield ""
        yield f"![{layout.name}]({layout.name}.svg)"
        yield ""
        yield "| 占位符 | 放什么 | 用途 | 左, 上, 宽, 高 | 字号（最小） |"
        yield "|---|---|---|---|---|"
        for slot in layout.slots:
            optional = "，可空" if slot.optional else ""
            box = ", ".join(f"{side:g}" for side in (slot.x, slot.y, slot.w, slot.h))
            yield (
                f"| `{slot.name}` | {_KINDS.get(slot.type, '文字')}{optional} | {slot.role} "
                f"| {box} | {slot.text.size:g}（{slot.min_pt:g}） |"
            )


def _drawing(layout: Layout, common: Data, palette: Palette) -> str:
    """Return the SVG drawing of a layout: its decoration in the palette, its slots as boxes."""
    background = _colour(layout.background or "page", common, palette)
    under = master_shapes(common) if layout.furniture else []
    shapes = "".join(_shape(shape, common, palette) for shape in (*under, *layout.shapes))
    slots = "".join(_slot(slot, common, palette) for slot in layout.slots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="640" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"<title>{escape(layout.name)} {escape(layout.title)}</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{background}"/>{shapes}{slots}</svg>\n'
    )


def _colour(name: str, common: Data, palette: Palette) -> str:
    """Return the palette's colour behind a colour or fill that a layout names."""
    if name in common["fills"]:
        name = common["fills"][name]["stops"][0][1]
    if name in common["derived"]:
        of = common["derived"][name]["of"]
        name = next(key for key, scheme in common["scheme"].items() if scheme == of)
    return f"#{palette.colours[name]}"


def _shape(shape: Shape, common: Data, palette: Palette) -> str:
    fill = "none" if shape.fill is None else _colour(shape.fill, common, palette)
    paint = f' fill="{fill}"'
    if shape.fill is not None and shape.alpha != 100:
        paint += f' fill-opacity="{shape.alpha / 100:g}"'
    if shape.color:
        paint += f' stroke="{_colour(shape.color, common, palette)}" stroke-width="{shape.px:g}"'
    if shape.path is not None:
        return f'<path d="{_path(shape.path)}"{paint}/>'
    x, y, w, h = (round(side, 2) for side in (shape.x, shape.y, shape.w, shape.h))
    if shape.kind == "line":
        return f'<line x1="{x:g}" y1="{y:g}" x2="{x + w:g}" y2="{y + h:g}"{paint}/>'
    if shape.kind == "ellipse":
        centre = f'cx="{x + w / 2:g}" cy="{y + h / 2:g}"'
        return f'<ellipse {centre} rx="{w / 2:g}" ry="{h / 2:g}"{paint}/>'
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"{paint}/>'


def _path(path: Path2D) -> str:
    return "".join(
        command + " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        for command, points in path.segments
    )


def _slot(slot: Slot, common: Data, palette: Palette) -> str:
    colour = _colour(slot.text.color, common, palette)
    size = min(18, slot.h * 0.8)
    return (
        f'<rect x="{slot.x:g}" y="{slot.y:g}" width="{slot.w:g}" height="{slot.h:g}" fill="none"'
        f' stroke="{colour}" stroke-dasharray="6 4"/>'
        f'<text x="{slot.x + 6:g}" y="{slot.y + size:g}" font-size="{size:g}"'
        f' fill="{colour}">{escape(slot.name)}</text>'
    )
