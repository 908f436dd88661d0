"""Check the references of a year's record: keys that must exist, files that must be pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from reportgen.content.chapters import YearChapter, chapters_of
from reportgen.content.debriefing import debriefing_of, problem_share
from reportgen.content.figures import plain, plain_names, shared_names, similar_names
from reportgen.content.model import BranchType, ChartData, Debriefing, Figure, Work, YearRecord
from reportgen.content.model.narratives import Story
from reportgen.content.quantities import number_of
from reportgen.content.tables.grid import shape_faults
from reportgen.content.yaml.faults import MOST_FAULTS, first_faults
from reportgen.content.yaml.reader import Path, YamlSource
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.spans import Span, span_of
from reportgen.suggestions import did_you_mean, nearest
from reportgen.workspace import Workspace, safe_path

#: the first bytes of the accepted picture formats
_SIGNATURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
)

#: first bytes → name of formats that phones and browsers write and Word cannot show
_FOREIGN = {b"ftyphei": "HEIC", b"ftypmif1": "HEIC", b"ftypavif": "AVIF", b"WEBP": "WebP"}
_FOREIGN |= {b"<svg": "SVG"}


def unknown_type_hints(name: str, types: Iterable[BranchType]) -> tuple[str, ...]:
    """Return the hints for a branch type that does not exist: near ones, or how to add it."""
    names = [str(known) for kind in types for known in (kind.id, kind.name)]
    hints = did_you_mean(name, names, listing="已有的支部类型")
    return hints if nearest(name, names) else (*hints, f"添一个新类型：reportgen new type {name}")


def check_references(
    record: YearRecord,
    chosen: Iterable[BranchType],
    types: Mapping[str, BranchType],
    source: YamlSource,
    workspace: Workspace,
    folder: str,
    type_names: Collection[str] = (),
) -> tuple[Diagnostic, ...]:
    """Return a fault for each reference of `record` to something that does not exist.

    `chosen` are the branch's types. `type_names` includes types with faults, which are reported at
    their own place.
    """
    chapters = chapters_of(record, chosen, types.values())
    names = _chapter_names(record, chapters, types, type_names)
    check = _Check(record, source, types, {*types, *type_names})
    check.chapters()
    check.faults += _repeated_titles(chapters, source)
    for path, work in _works(record):
        check.work(path, work)
    check.figures(names)
    check.choices(names)
    for key, chart in record.charts.items():
        check.faults += chart_faults(key, chart, source)
    for key, table in record.tables.items():
        check.faults += shape_faults(table, ("tables", key), source)
    if debriefing := debriefing_of(record, chapters):
        check.faults += debriefing_faults(debriefing)
    if record.story:
        check.faults += story_faults(record.story, record.pictures)
    for key, picture in record.pictures.items():
        span = source.span(("pictures", key, "file"))
        check.faults += picture_faults(workspace, folder, picture.file, span)
    return first_faults(check.faults, source.path)


def _chapter_names(
    record: YearRecord,
    chapters: Iterable[YearChapter],
    types: Mapping[str, BranchType],
    type_names: Collection[str],
) -> set[str]:
    """Return all by which something may name one of the chapters of a year."""
    # A type that cannot be read is reported at its own place, not where a chapter is named by it.
    names = {*type_names} - {*types}
    names |= {*(chapter.type for chapter in record.chapters if chapter.type)}
    for chapter in chapters:
        names.add(chapter.title)
        if chapter.type:
            names |= {chapter.type.id, chapter.type.name}
    return names


class _Check:
    """Looks up what the parts of a record name, and gathers a fault for each name that nothing has."""

    def __init__(
        self,
        record: YearRecord,
        source: YamlSource,
        types: Mapping[str, BranchType],
        type_ids: set[str],
    ) -> None:
        self.record = record
        self.source = source
        self.types = types
        self.type_names = {*type_ids, *(kind.name for kind in types.values())}
        self.figure_names = plain_names(record.figures)
        self.project_kinds = {project.kind for project in record.projects}
        self.faults: list[Diagnostic] = []

    def require(
        self,
        value: str,
        path: Path,
        names: Collection[str],
        what: str,
        code: str,
    ) -> None:
        """Add a fault if `value` is none of `names`; `what` is how the message calls them."""
        if value and value not in names and len(self.faults) <= MOST_FAULTS:
            listed = sorted(names) if isinstance(names, set) else names
            hints = did_you_mean(value, listed, listing=f"已有的{what}")
            message = f"没有名为 `{value}` 的{what}"
            if not names:
                hints = (f"这份记录里还没有写任何{what}",)
            if code == "unknown-type":
                hints = unknown_type_hints(value, self.types.values())
            # An event of a ledger has its place in the ledger, not in the record.
            span = span_of(value) or self.source.span(path)
            self.faults.append(Diagnostic(code, message, span, hints=hints))

    def require_each(
        self, values: Iterable[str], path: Path, names: Collection[str], what: str, code: str
    ) -> None:
        """Add a fault for each of the values at `path` that is none of `names`."""
        for index, value in enumerate(values):
            self.require(value, (*path, index), names, what, code)

    def require_figures(self, names: Collection[str], path: Path) -> None:
        """Add a fault for each name of a figure that the record does not have."""
        for index, name in enumerate(names):
            if plain(name) not in self.figure_names and len(self.faults) <= MOST_FAULTS:
                span = span_of(name) or self.source.span((*path, index))
                self.faults.append(_unknown_figure(name, self.record.figures, span))

    def require_picture(self, value: str, path: Path) -> None:
        """Add a fault if the record has no picture of that name."""
        self.require(value, path, self.record.pictures, "图片", "unknown-picture")

    def chapters(self) -> None:
        """Check the types of chapters, and that each chapter has a type or a title."""
        for index, chapter in enumerate(self.record.chapters):
            place = ("chapters", index)
            self.require(
                chapter.type, (*place, "type"), self.type_names, "支部类型", "unknown-type"
            )
            if not chapter.title and not chapter.type:
                hints = ("写 title: 标题；或写 type: 支部类型，用它的章标题",)
                span = self.source.span(place)
                self.faults.append(Diagnostic("missing-key", "这一章没有标题", span, hints=hints))

    def work(self, path: Path, work: Work) -> None:
        """Check what a work at `path` shows."""
        record = self.record
        self.require_figures(work.figures, (*path, "figures"))
        for index, key in enumerate(work.pictures):
            self.require_picture(key, (*path, "pictures", index))
        self.require_each(work.charts, (*path, "charts"), record.charts, "图表", "unknown-chart")
        self.require_each(work.tables, (*path, "tables"), record.tables, "表格", "unknown-table")
        for index, person in enumerate(work.people):
            self.require_picture(person.picture, (*path, "people", index, "picture"))
        self.require_picture(work.qr, (*path, "qr"))
        self.require(work.method, (*path, "method"), record.methods, "工作法", "unknown-method")
        self.require(
            work.projects, (*path, "projects"), self.project_kinds, "项目类别", "unknown-project"
        )
        if work.brands and not record.brands:
            message = "要放品牌矩阵，但没有填写 brands"
            hints = ("在这份记录里填写 brands，或删去这一行",)
            span = self.source.span((*path, "brands"))
            self.faults.append(Diagnostic("missing-key", message, span, hints=hints))

    def figures(self, chapter_names: set[str]) -> None:
        """Check the chapters, parts and earlier years of figures, and the names they share."""
        for key, figure in self.record.figures.items():
            path = ("figures", key)
            self.require(figure.chapter, (*path, "chapter"), chapter_names, "章", "unknown-chapter")
            self.require_figures(figure.parts, (*path, "parts"))
            for year in figure.earlier:
                if year >= self.record.year:
                    span = self.source.span((*path, "earlier", str(year)), key=True)
                    message = f"`earlier` 里的 {year} 年不早于 {self.record.year} 年"
                    hints = ("本年的数写在 value，往年的数写在 earlier",)
                    self.faults.append(Diagnostic("wrong-value", message, span, hints=hints))
        self.require_figures(self.record.compare, ("compare",))
        self.faults += shared_names(self.record.figures)

    def choices(self, chapter_names: set[str]) -> None:
        """Check the chapters of honours and tasks, and the pictures of events."""
        for index, honour in enumerate(self.record.honours):
            path: Path = ("honours", index, "chapter")
            self.require(honour.chapter, path, chapter_names, "章", "unknown-chapter")
        for index, event in enumerate(self.record.events):
            self.require_picture(event.picture, ("events", index, "picture"))
        for index, item in enumerate(self.record.plan.items if self.record.plan else ()):
            path = ("plan", "items", index, "chapter")
            self.require(item.chapter, path, chapter_names, "章", "unknown-chapter")


def _unknown_figure(name: str, figures: Mapping[str, Figure], span: Span) -> Diagnostic:
    hints = similar_names(name, figures, "已有的数字") or ("这份记录里还没有写任何数字",)
    return Diagnostic("unknown-figure", f"没有名为 `{name}` 的数字", span, hints=hints)


def _works(record: YearRecord) -> Iterator[tuple[Path, Work]]:
    for number, chapter in enumerate(record.chapters):
        for index, work in enumerate(chapter.works):
            yield ("chapters", number, "works", index), work
    for index, duty in enumerate(record.debriefing.duties if record.debriefing else ()):
        yield ("debriefing", "duties", index), duty


def _repeated_titles(chapters: Collection[YearChapter], source: YamlSource) -> Iterator[Diagnostic]:
    """Yield a fault for a chapter, and for a work inside a chapter, whose title is not its own."""
    titles: set[str] = set()
    for chapter in chapters:
        if chapter.title and chapter.title in titles:
            message = f"有两章都叫“{chapter.title}”"
            span = span_of(chapter.title) or source.span(("chapters", chapter.number - 1))
            yield Diagnostic("repeated-title", message, span, hints=("请合成一章，或改一个标题",))
        titles.add(chapter.title)
    for works_of in (chapter.works for chapter in chapters):
        works: set[str] = set()
        for work in works_of:
            if work.title in works:
                message = f"这一章里有两项工作都叫“{work.title}”"
                hints = ("请合成一项，或改一个标题",)
                yield Diagnostic("repeated-title", message, span_of(work.title), hints=hints)
            works.add(work.title)


def chart_faults(key: str, chart: ChartData, source: YamlSource) -> Iterator[Diagnostic]:
    """Yield the faults of the data of the entry `key` of `charts`."""
    data, series, highlight = chart.data, chart.series, chart.highlight
    span = source.span(("charts", key), key=True)
    if bool(data) == bool(series):
        message = f"图表 `{key}` 要有 data（一组）或 series（几组），二者取一"
        yield Diagnostic("chart-data", message, span)
    values = [value for group in (data, *series.values()) for value in group.values()]
    if values and not any(map(number_of, values)):
        yield Diagnostic("chart-data", f"图表 `{key}` 没有一个数，作不了图", span)
    names = set(data).union(*(set(values) for values in series.values()))
    if highlight and highlight not in names:
        place = source.span(("charts", key, "highlight"))
        yield Diagnostic(
            "chart-data",
            f"要突出的“{highlight}”不在数据里",
            place,
            hints=did_you_mean(highlight, names),
        )


def picture_path(folder: str, file: str) -> str:
    """Return the workspace path of a picture named relative to the branch's folder."""
    return safe_path(f"{folder}/{file}")


def content_path(folder: str, file: str) -> str:
    """Return the workspace path of a file named relative to `folder`; raise Faults if outside."""
    path = safe_path(f"{folder}/{file}")
    if not path.startswith("content/") or file.startswith("/") or ":" in file:
        raise Faults([Diagnostic("outside-workspace", f"“{file}”在内容文件夹之外")])
    return path


def reading_faults(error: Faults, outside: Diagnostic) -> Iterator[Diagnostic]:
    """Yield the faults of a file that the workspace refused to read.

    A file that is too large has its own fault, at the place of `outside`; any other is `outside`.
    """
    for fault in error.diagnostics:
        yield replace(fault, span=outside.span) if fault.code == "too-large" else outside


def content_file(
    workspace: Workspace, folder: str, file: str, what: str, missing: str
) -> tuple[str, bytes]:
    """Return the workspace path and the bytes of a file named relative to `folder`; raise Faults.

    `what` is how the messages call it (台账), `missing` the code of the fault where it is not there.
    """
    span = span_of(file)
    try:
        path = content_path(folder, file)
        return path, workspace.read(path)
    except Faults as error:
        message = f"{what}“{file}”在内容文件夹之外"
        hints = (f"请把{what}放进支部文件夹，用相对路径引用",)
        outside = Diagnostic("outside-workspace", message, span, hints=hints)
        raise Faults(reading_faults(error, outside)) from None
    except FileNotFoundError:
        near, _, name = file.rpartition("/")
        place = f"{folder}/{near}".rstrip("/")
        there = [n for n in workspace.list(place) if not n.endswith(("/", ".yaml", ".yml"))]
        near_names = did_you_mean(name, there, listing="这里有的文件")
        remedies = near_names or (f"请把{what}放到 {workspace.display_path(place)}",)
        message = f"找不到{what}“{file}”"
        raise Faults([Diagnostic(missing, message, span, hints=remedies)]) from None


def picture_faults(
    workspace: Workspace, folder: str, file: str, span: Span
) -> Iterator[Diagnostic]:
    """Yield the fault of a picture file: outside the content folder, missing, or not a picture."""
    try:
        data = workspace.read(content_path(folder, file))
    except Faults as error:
        message = f"图片“{file}”在内容文件夹之外"
        where = ("请把图片放进支部文件夹的 images 里，用相对路径引用",)
        outside = Diagnostic("outside-workspace", message, span, hints=where)
        yield from reading_faults(error, outside)
    except FileNotFoundError:
        near, _, _ = file.rpartition("/")
        there = workspace.list(f"{folder}/{near}".rstrip("/"))
        names = [name for name in there if not name.endswith("/")]
        hints = did_you_mean(file.rpartition("/")[2], names, listing="这里有的文件")
        if not names:
            place = workspace.display_path(f"{folder}/{near}".rstrip("/"))
            hints = (f"请把图片放到 {place}",)
        yield Diagnostic("missing-picture", f"找不到图片“{file}”", span, hints=hints)
    else:
        if data.startswith(_SIGNATURES):
            return
        kind = next((name for mark, name in _FOREIGN.items() if mark in data[:300]), "")
        what = f"是 {kind} 图片，Office 文件放不了" if kind else "不是图片，或是不支持的格式"
        yield Diagnostic(
            "not-a-picture",
            f"“{file}”{what if data else '是空文件'}",
            span,
            hints=("请另存为 JPG 或 PNG" if kind else "请用 JPG 或 PNG 图片",),
        )


def debriefing_faults(debriefing: Debriefing) -> Iterator[Diagnostic]:
    """Yield a fault for a share of problems below the required one."""
    wanted = debriefing.problem_share
    share = problem_share(debriefing)
    if wanted is not None and debriefing.problems and share < float(wanted.value):
        yield Diagnostic(
            "problem-share",
            f"问题部分占全文的{share:.0f}%，不到所定的{wanted.text}",
            span_of(debriefing.problems[0].name),
            Severity.WARNING,
            hints=("把表现和原因写具体，用数字和事例说话；或者压缩履职情况的篇幅",),
        )


def story_faults(story: Story, pictures: Mapping[str, object]) -> Iterator[Diagnostic]:
    """Yield a fault for each unknown picture."""
    if story.picture:
        yield from _unknown((story.picture,), pictures, "图片", "unknown-picture")
    for part in story.parts:
        yield from _unknown(part.pictures, pictures, "图片", "unknown-picture")


def _unknown(
    keys: tuple[str, ...], known: Mapping[str, object], what: str, code: str
) -> Iterator[Diagnostic]:
    for key in keys:
        if key not in known:
            hints = did_you_mean(key, known, listing=f"已有的{what}")
            yield Diagnostic(code, f"没有名为 `{key}` 的{what}", span_of(key), hints=hints)
