"""A branch's year → its deck, by python-pptx."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from benchmarks.straightforward import charts
from benchmarks.straightforward.year import Year, groups, paragraphs, parted

#: what stands in a slot: a text (new line: paragraph, vertical tab: line), or what fills its shape
Value = str | Callable[[Any], None]
#: figures on the slide → size of their units
_UNIT_PT = {1: 26, 2: 26, 3: 26, 4: 22, 5: 22, 6: 22}
#: how the names of layouts begin that open, divide and close a deck, or state one sentence
_FRAMEWORK = ("cover", "contents", "section", "statement", "quote", "closing")
#: what the notes have beside the speech begins with it
_ASIDE = "【备查】"
_DIGITS = "零一二三四五六七八九十"
#: the part behind those of the types
_LAST = "荣誉和计划"
_COMMON = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def make(year: Year, template: Path, path: Path) -> None:
    """Make the deck of a year at `path`."""
    deck = _Deck(year, template)
    deck.opening()
    for number, kind in enumerate(year.types, 1):
        deck.chapter(number, kind)
    deck.ending()
    slides = list(deck.file.slides)
    for shape, kind in deck.links:
        shape.click_action.target_slide = deck.sections[kind]
        if shape in deck.starts:
            shape.text_frame.text = str(
                [s.slide_id for s in slides].index(deck.sections[kind].slide_id) + 1
            )
    deck.navigation(slides)
    properties = deck.file.core_properties
    properties.title = f"{year.name}{year.record['year']}年度工作总结课件"
    properties.subject = "年度工作总结课件"
    properties.author = properties.last_modified_by = year.branch["name"]
    properties.keywords, properties.language = "党支部 年度总结 课件", "zh-CN"
    deck.file.save(str(path))


class _Deck:
    def __init__(self, year: Year, template: Path) -> None:
        self.year, self.record = year, year.record
        self.occasion = f"{self.record['year']}年度工作总结"
        self.file = Presentation(str(template))
        # 封面 is the layout “cover 封面”: called by the first word.
        self.layouts = {layout.name.split()[0]: layout for layout in self.file.slide_layouts}
        self.sections: dict[str, Any] = {}
        self.links: list[tuple[Any, str]] = []
        #: where the contents say the page of each part
        self.starts: list[Any] = []
        #: the part to which each slide belongs, by its id
        self.parts: dict[int, str] = {}
        self.part = ""

    def slide(self, layout: str, slots: dict[str, Value], notes: str) -> Any:
        chosen = self.layouts[layout]
        slide = self.file.slides.add_slide(chosen)
        names = {p.placeholder_format.idx: p.name for p in chosen.placeholders}
        for shape in list(slide.placeholders):
            value = slots.get(names[shape.placeholder_format.idx])
            if not value:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001 - no call for it
            elif callable(value):
                value(shape)
            else:
                shape.text_frame.text = value
        # A new slide has no footer and no number: they are copied from the layout.
        for placeholder in chosen.placeholders:
            if placeholder.placeholder_format.type in _COMMON:
                self.common(slide, placeholder)
        slide.notes_slide.notes_text_frame.text = "\n".join(paragraphs(notes))
        self.parts[slide.slide_id] = self.part
        return slide

    def navigation(self, slides: list[Any]) -> None:
        """Put the parts of the deck and the way back to the contents on each slide of content."""
        (contents,) = (s for s in slides if s.slide_layout.name.startswith("contents"))
        for slide in slides:
            if not slide.slide_layout.name.startswith(_FRAMEWORK):
                self.mark(slide, "目录", (747, 498, 66), contents)
                if self.parts[slide.slide_id]:
                    self.track(slide)

    def track(self, slide: Any) -> None:
        """Put the names of the parts top right on a slide of one of them."""
        names = {key: kind["name"] for key, kind in self.year.types.items()} | {_LAST: _LAST}
        left = 903.0
        for key, name in reversed(names.items()):
            width = 14.0 * len(name)
            own = self.parts[slide.slide_id] == key
            self.mark(slide, name, (left - width, 25.5, width), self.sections[key], bold=own)
            left -= width + 18

    def mark(
        self, slide: Any, text: str, box: tuple[float, float, float], to: Any, *, bold: bool = False
    ) -> None:
        left, top, width = (Pt(length) for length in box)
        shape = slide.shapes.add_textbox(left, top, width, Pt(21))
        (run,) = shape.text_frame.paragraphs
        run.text, run.font.size, run.font.bold = text, Pt(14), bold
        shape.click_action.target_slide = to
        if bold:
            bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top + Pt(21), width, Pt(2.25))
            bar.fill.solid()
            bar.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_3

    def common(self, slide: Any, placeholder: Any) -> None:
        slide.shapes.clone_placeholder(placeholder)
        shape = slide.placeholders[placeholder.placeholder_format.idx]
        if placeholder.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            shape.text_frame.text = f"{self.year.name}　{self.occasion}"
        else:
            field = copy.deepcopy(placeholder.text_frame.paragraphs[0]._p)  # noqa: SLF001 - a field
            field.find(qn("a:fld")).find(qn("a:t")).text = str(len(self.file.slides))
            body = shape.text_frame._txBody  # noqa: SLF001 - python-pptx has no fields
            body.replace(body.p_lst[0], field)

    def opening(self) -> None:
        record, name, types = self.record, self.year.name, list(self.year.types.items())
        frame = self.year.branch["frame"]
        self.slide("cover", {
            "unit": self.year.branch["name"], "title": _lines(record["headline"]),
            "subtitle": self.occasion,
        }, f"下面，我代表{name}汇报{record['year']}年度的工作。\n\n{_ASIDE}所在单位：{self.year.branch['unit']}；"
           f"口号：{self.year.branch['slogan']}。")  # fmt: skip
        slots: dict[str, Value] = {"title": "目　录", "caption": frame["name"]}
        for n, (key, kind) in enumerate(types, 1):
            texts = {"num": str(n), "type": kind["name"], "power": kind["power"],
                     "desc": self.year.title(key)}  # fmt: skip
            slots |= {f"{slot}-{n}": self.linked(text, key) for slot, text in texts.items()}
            slots[f"start-{n}"] = self.start(key)
        last = len(types) + 1
        slots |= {f"num-{last}": self.linked(str(last), _LAST), f"type-{last}": self.linked(_LAST, _LAST),
                  f"start-{last}": self.start(_LAST)}  # fmt: skip
        parts = "、".join([*(kind["name"] for _, kind in types), _LAST])
        said = f"汇报分{_DIGITS[last]}个部分：{parts}。"
        self.slide(f"contents-{last}", slots, said)
        venues = record["venues"]
        slots = {"kicker": "支部概况", "title": f"{_DIGITS[len(venues)]}处活动阵地"}
        for n, venue in enumerate(venues, 1):
            slots |= {f"name-{n}": venue["name"], f"text-{n}": venue["text"]}
        spoken = "、".join(venue["name"] for venue in venues)
        spoken = f"活动阵地有{_DIGITS[len(venues)]}处：{spoken}。"
        self.slide(f"cards-{len(venues)}", slots, spoken)
        figures = self.year.key_figures()
        title = f"{self.record['year']}年{_DIGITS[len(figures)]}项主要数字"
        slots = {"kicker": "年度数据", "title": title}
        words = "、".join(f"{f['label']}{f['value']}" for f in figures)
        self.figures(slots, figures, f"先看全年的主要数字：{words}。")
        slots = {"kicker": "总体框架", "title": frame["title"],
                 "goal": _lines(frame["goal"])}  # fmt: skip
        for n, (_, kind) in enumerate(types, 1):
            slots |= {f"{slot}-{n}": kind["name" if slot == "type" else slot]
                      for slot in ("type", "role", "power")}  # fmt: skip
        notes = "，".join(f"{kind['name']}聚{kind['power']}" for _, kind in types)
        goal = "".join(frame["goal"].splitlines())
        self.slide(f"convergence-{len(types)}", slots, (
            f"{_DIGITS[len(types)]}个类型各聚一种力：{notes}。"
            f"合起来就是{goal}。下面逐一汇报。"
        ))  # fmt: skip

    def linked(self, text: str, kind: str) -> Callable[[Any], None]:
        def fill(shape: Any) -> None:
            shape.text_frame.text = text
            self.links.append((shape, kind))

        return fill

    def start(self, kind: str) -> Callable[[Any], None]:
        def fill(shape: Any) -> None:
            self.links.append((shape, kind))
            self.starts.append(shape)

        return fill

    def chapter(self, number: int, key: str) -> None:
        kind, self.part = self.year.types[key], key
        self.sections[key] = self.slide("section", {
            "numeral": str(number), "role": kind["role"], "type": kind["name"],
            "power": kind["power"], "title": self.year.title(key),
        }, self.year.chapter(key)["lead"])  # fmt: skip
        for work in self.year.works(key):
            self.work(work, kind)

    def work(self, work: dict[str, Any], kind: dict[str, Any]) -> None:
        slide = work["slide"]
        notes = slide.get("notes") or work["text"]
        if "method" in work:
            name = self.record["methods"][work["method"]]["name"]
            notes += "" if name in work["title"] + notes else f"\n\n这就是我们的{name}。"
        beside = slide.get("panel") or slide.get("brief") or ""
        beside = "，".join(line.rstrip("，。") for line in beside.splitlines())
        spoken = f"{notes}\n\n{_ASIDE}{beside}。" if beside else notes
        head: dict[str, Value] = {
            "kicker": f"{kind['role']} · {kind['power']}", "title": work["title"],
        }  # fmt: skip
        match slide["show"]:
            case "none":
                pass
            case "matrix":
                self.matrix(head, notes)
            case "steps" | "cards" as show:
                items = self.record["methods"][work["method"]]["items"]
                for n, item in enumerate(items, 1):
                    head |= {f"num-{n}": str(n), f"name-{n}": item["name"],
                             f"text-{n}": item["text"]}  # fmt: skip
                self.slide(f"{show}-{len(items)}", head, notes)
            case "auto":  # the steps of a method whose last leads to its first
                method = self.record["methods"][work["method"]]
                head["lead"] = method["name"]
                for n, item in enumerate(method["items"], 1):
                    head |= {f"num-{n}": str(n), f"name-{n}": item["name"],
                             f"text-{n}": item["text"]}  # fmt: skip
                self.slide(f"ring-{len(method['items'])}", head, notes)
            case "charts":
                self.charts(head, work, notes)
            case "picture":
                picture = self.record["pictures"][work["pictures"][0]]
                self.slide("bullets-picture", head | {
                    "body": _points(slide["points"]), "picture": self.picture(picture),
                    "caption": _credit(picture),
                }, spoken)  # fmt: skip
            case "pictures":
                pictures = [self.record["pictures"][name] for name in work["pictures"]]
                for n, picture in enumerate(pictures, 1):
                    head |= {f"picture-{n}": self.picture(picture),
                             f"caption-{n}": _credit(picture)}  # fmt: skip
                self.slide(f"pictures-{len(pictures)}", head, notes)
            case "figures":
                figures = [self.year.figure(name) for name in work["figures"]]
                picture = (
                    self.record["pictures"][work["pictures"][0]] if "pictures" in work else None
                )
                self.figures(head, figures, spoken, picture)
            case "columns":
                heads, half = slide["heads"], (len(slide["points"]) + 1) // 2
                self.slide("two-columns", head | {
                    "head-1": heads[0], "body-1": _points(slide["points"][:half]),
                    "head-2": heads[1], "body-2": _points(slide["points"][half:]),
                }, notes)  # fmt: skip
            case "bullets":
                self.slide("bullets", head | {
                    "lead": _lines(slide["panel"]), "lead-note": slide["brief"],
                    "body": _points(slide["points"]),
                }, notes)  # fmt: skip
            case _:
                self.slide("statement", {
                    "kicker": f"{head['kicker']} · {work['title']}", "statement": _lines(slide["panel"]),
                    "support": slide["brief"],
                }, notes)  # fmt: skip

    def matrix(self, head: dict[str, Value], notes: str) -> None:
        brands = self.record["brands"]
        head["lead-label"] = brands["main"]["label"]
        head["lead"] = brands["main"]["name"].replace("、", "\v")
        for n, brand in enumerate(brands["items"], 1):
            head |= {f"label-{n}": brand["label"], f"name-{n}": brand["name"]}
        self.slide(f"matrix-{len(brands['items'])}", head, notes)

    def figures(
        self,
        head: dict[str, Value],
        figures: list[dict[str, Any]],
        notes: str,
        picture: dict[str, Any] | None = None,
    ) -> None:
        count = len(figures)
        for n, figure in enumerate(figures, 1):
            on_red = count == 4 and n == 1  # the layout of one large figure and three
            size = 20 if picture else 28 if on_red else _UNIT_PT[count]
            head |= {f"figure-{n}": _figure(figure["value"], size, on_red=on_red),
                     f"label-{n}": figure["label"], f"note-{n}": figure["note"]}  # fmt: skip
        if picture:
            head |= {"picture": self.picture(picture), "caption": _credit(picture)}
        self.slide(f"figures-picture-{count}" if picture else f"key-figures-{count}", head, notes)

    def charts(self, head: dict[str, Value], work: dict[str, Any], notes: str) -> None:
        figures = [self.year.figure(name) for name in work["figures"]]
        spoken = (f"{_ASIDE}{f['label']}{f['value']}（{f['note']}）。" for f in figures)
        for n, name in enumerate(work["charts"], 1):
            data = self.record["charts"][name]
            said = [data["takeaway"], data.get("note", "")]
            head |= {f"chart-title-{n}": f"{data['title']}（单位：{data['unit']}）",
                     f"chart-{n}": self.chart(data), f"caption-{n}": "\u3000".join(filter(None, said))}  # fmt: skip
        self.slide("chart-pair", head, "\n\n".join((notes, *spoken)))

    def chart(self, data: dict[str, Any]) -> Callable[[Any], None]:
        def fill(shape: Any) -> None:
            frame = shape.insert_chart(charts.KINDS[data["kind"]], charts.data_of(data))
            charts.look(frame.chart, data, "微软雅黑", 24, 18)
            _describe(frame._element.nvGraphicFramePr, charts.description(data))  # noqa: SLF001

        return fill

    def picture(self, picture: dict[str, Any]) -> Callable[[Any], None]:
        def fill(shape: Any) -> None:
            placed = shape.insert_picture(self.year.file(picture))
            _describe(placed._element.nvPicPr, picture["alt"])  # noqa: SLF001 - no call for it

        return fill

    def ending(self) -> None:
        record, following, self.part = self.record, self.record["year"] + 1, _LAST
        slots: dict[str, Value] = {"kicker": "荣誉", "title": "所获荣誉"}
        walls = groups(record["honours"], "name")
        for n, (name, group) in enumerate(walls.items(), 1):
            several = len({honour["level"] for honour in group}) > 1
            parts = [(honour["level"] if several else "") + honour.get("grade", "") +
                     honour.get("count", "") for honour in group]  # fmt: skip
            slots[f"level-{n}"] = group[0]["since"] if several else group[0]["level"]
            ends = ("、" if k % 2 and len(parts) > 2 else "\v" for k in range(len(parts)))
            slots[f"honour-{n}"] = name + "".join(map("".join, zip(ends, parts, strict=True)))
        said = "；".join(map(_said_honour, record["honours"]))
        remarks = [
            f"{_graded(honour)}：{honour['note']}"
            for honour in record["honours"]
            if "note" in honour
        ]
        notes = f"所获荣誉：{said}。\n\n{_ASIDE}{'；'.join(remarks)}。"
        self.sections[_LAST] = self.slide(f"honours-wall-{len(walls)}", slots, notes)
        items = record["plan"]["items"]
        title = f"{following}年{_DIGITS[len(items)]}项任务"
        slots = {"kicker": f"{following}年计划", "title": title, "year": str(following),
                 "lead": "\v".join(record["plan"]["parallels"])}  # fmt: skip
        for n, item in enumerate(items, 1):
            slots |= {f"type-{n}": item["chapter"],
                      f"task-{n}": item["task"], f"due-{n}": item.get("due", "")}  # fmt: skip
        self.slide(f"plan-{len(items)}", slots, record["plan"]["text"])
        self.slide("closing", {
            "title": record["closing"]["title"].replace("，", "\v"), "subtitle": self.year.branch["name"],
            "date": self.occasion,
        }, record["closing"]["text"] + "\n\n汇报完毕，请批评指正。")  # fmt: skip


def _said_honour(honour: dict[str, str]) -> str:
    level = "" if honour["name"].startswith(honour["level"]) else honour["level"]
    return level + _graded(honour)


def _graded(honour: dict[str, str]) -> str:
    return honour["name"] + honour.get("grade", "") + honour.get("count", "")


def _lines(text: str) -> str:
    return text.strip().replace("\n", "\v")


def _credit(picture: dict[str, Any]) -> str:
    credit = picture.get("credit")
    return f"{picture['caption']}　图：{credit}" if credit else str(picture["caption"])


def _points(points: list[dict[str, str]]) -> Callable[[Any], None]:
    def fill(shape: Any) -> None:
        frame = shape.text_frame
        for n, point in enumerate(points):
            paragraph = frame.add_paragraph() if n else frame.paragraphs[0]
            name = paragraph.add_run()
            name.text, name.font.bold = point["name"], True
            name.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
            paragraph.add_run().text = f"　{point['text']}"

    return fill


def _figure(quantity: str, unit_pt: int, *, on_red: bool = False) -> Callable[[Any], None]:
    def fill(shape: Any) -> None:
        paragraph = shape.text_frame.paragraphs[0]
        number, unit = (paragraph.add_run() for _ in range(2))
        number.text, unit.text = parted(quantity)
        unit.font.name, unit.font.size, unit.font.bold = "+mn-lt", Pt(unit_pt), False
        unit.font.color.theme_color = (
            MSO_THEME_COLOR.BACKGROUND_1 if on_red else MSO_THEME_COLOR.TEXT_1
        )

    return fill


def _describe(properties: Any, text: str) -> None:
    properties.cNvPr.set("descr", text)
