"""A theme folder in; its format profiles, palettes and two Office files, as the writers take them, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reportgen.content.model.base import Boolean, RequiredText, Text
from reportgen.content.model.validation import explain, validate
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import check_office_file, kind_of
from reportgen.spans import Span
from reportgen.suggestions import did_you_mean
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.formats import FormatProfile, parse_profile, with_faces
from reportgen.theme.palettes import Palette, PaletteFile, complete
from reportgen.theme.typefaces import SETS, FaceSet, Replacement
from reportgen.theme.word import WordTheme
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.theme.deck import DeckTheme
    from reportgen.theme.deck_template import DeckTemplate, Faces
    from reportgen.theme.template_json import TemplateFile

ModelT = TypeVar("ModelT", bound=BaseModel)

#: where a unit has format profiles and palettes of its own; they go before those of the theme
UNIT_FORMATS = "content/formats"
UNIT_PALETTES = "content/palettes"
#: where a unit has Word and PowerPoint files of its own
UNIT_TEMPLATES = "content/templates"


class ThemeFile(BaseModel):
    """主题说明 theme.yaml：名称、缺省版式和配色、两个 Office 文件。"""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: RequiredText = Field(title="名称")
    extends: Text = Field(
        "",
        title="以哪个主题为底",
        description="文种模板、宏、表格、Word 版式（documents、macros、forms、formats）取自那个主题",
    )
    format: RequiredText = Field(title="缺省版式", description="formats 里的版式名")
    palette: RequiredText = Field(title="缺省配色", description="palettes 里的配色名")
    faces: FaceSet = Field(
        "windows",
        title="字体",
        description="windows 照样式所定；wps 用 WPS 自带的；safe 只用各台中文 Windows 都有的",
    )
    word: Text = Field(
        "reference.docx",
        title="Word 样式文件",
        description="主题文件夹里的文件名，或 content/templates/… 的路径",
    )
    word_keep: Boolean = Field(
        False,
        title="照用 Word 样式文件",
        description="写 true：单位自己的模板，页面、页眉页脚、样式、编号都不改",
    )
    deck: Text = Field(
        "deck.pptx",
        title="课件版式文件",
        description="主题文件夹里的文件名，或 content/templates/… 的路径",
    )
    deck_settings: Text = Field("deck.yaml", title="课件版式的字号下限等")
    deck_recolour: Boolean = Field(
        False,
        title="给课件模板换配色",
        description="写 true：单位自己的课件模板改用主题的配色；不写就照用模板的颜色",
    )


@dataclass(eq=False, slots=True)
class Theme:
    """A theme folder opened for reading. Each profile and deck is read from it once."""

    folder: str
    file: ThemeFile
    workspace: Workspace
    _profiles: dict[str, FormatProfile] = field(default_factory=dict)
    _decks: dict[str, DeckTheme] = field(default_factory=dict)
    _templates: dict[str, Span] = field(default_factory=dict)

    def word(
        self,
        name: str = "",
        palette: str = "",
        span: Span | None = None,
        palette_span: Span | None = None,
    ) -> WordTheme:
        """Return what the Word writer needs, set to the profile `name`, in a palette; raise Faults.

        The spans are where the content names the profile and the palette.
        """
        name = name or self.file.format
        profile = self.profile(name, span)
        colours = self.palette(palette or self.file.palette, palette_span)
        profile = with_faces(profile, self._replacements(colours))
        if profile.template:
            reference = self._office(profile.template, UNIT_TEMPLATES, self._templates.get(name))
            return WordTheme(reference, profile, colours, own_template=True)
        reference = self._office(self.file.word)
        return WordTheme(reference, profile, colours, own_template=self.file.word_keep)

    def deck(self, palette: str = "", span: Span | None = None) -> DeckTheme:
        """Return what the PowerPoint writer needs, in the palette `palette`; raise Faults."""
        from reportgen.theme.deck import load_deck_theme

        name = palette or self.file.palette
        if name not in self._decks:
            colours = self.palette(name, span)
            package, template, known = self._deck_file()
            settings = self.deck_settings(known)
            replacements = self._replacements(colours)
            self._decks[name] = load_deck_theme(
                package, settings, colours, template, replacements, recolour=self.file.deck_recolour
            )
        return self._decks[name]

    def deck_data(self) -> bytes:
        """Return the bytes of the theme's deck file; raise Faults where there is none."""
        return self._office_data(self.file.deck)

    def designed_deck_faces(self) -> Faces:
        """Return the faces of the deck file as it is, before any is replaced; raise Faults."""
        from reportgen.theme.deck_template import read_template

        package, template, _ = self._deck_file()
        return (template or read_template(package)).faces

    def _deck_file(self) -> tuple[bytes, DeckTemplate | None, TemplateFile | None]:
        """Return the .pptx, what was understood of it before, and the file that says so; raise Faults."""
        package = self.deck_data()
        known = self._known_template()
        template = known.template_of(package) if known else None
        if template is None:
            self._check(package, self.file.deck)
        return package, template, known

    def _replacements(self, palette: Palette) -> Mapping[str, Replacement]:
        """Return the faces that are replaced in documents of a palette."""
        return SETS[palette.faces or self.file.faces]

    def _known_template(self) -> TemplateFile | None:
        """Return what the JSON file beside the .pptx says, None if there is no such file."""
        from reportgen.theme.template_json import parse_template_file

        path = self.path_of(self.file.deck).removesuffix(".pptx") + ".json"
        try:
            return parse_template_file(self.workspace.read(path))
        except FileNotFoundError:
            return None

    def deck_settings(self, known: TemplateFile | None = None) -> DeckSettings:
        """Return the settings in deck.yaml, those `known` if the file is still as it was; raise Faults."""
        path = f"{self.folder}/{self.file.deck_settings}"
        data = self._file(path)
        return (known and known.settings_of(data)) or validate(DeckSettings, parse(data, path))

    def palette(self, name: str, span: Span | None = None) -> Palette:
        """Return the palette `name`, the unit's own before the theme's; raise Faults."""
        path = self._find("palettes", UNIT_PALETTES, name, "配色", span)
        return complete(self._settings(PaletteFile, path))

    def path_of(self, name: str, folder: str = "") -> str:
        """Return the workspace path of an Office file: as given under content/, or in `folder`."""
        return name if name.startswith("content/") else f"{folder or self.folder}/{name}"

    def profile(self, name: str, span: Span | None = None) -> FormatProfile:
        """Return the format profile `name`, the unit's own before the theme's; raise Faults."""
        return self._profile(name, span, ())

    def _profile(self, name: str, span: Span | None, above: tuple[str, ...]) -> FormatProfile:
        """Return a profile; `above` are those that extend it, the nearest last."""
        if name in self._profiles:
            return self._profiles[name]
        if name in above:
            message = f"版式 `{name}` 不能以自己为基础"
            raise Faults([Diagnostic("wrong-value", message, span)])
        path = self._find("formats", UNIT_FORMATS, name, "版式", span)
        source = parse(self.workspace.read(path), path)
        if not isinstance(source.value, dict):
            validate(FormatProfile, source)
        base = source.value.get("extends")
        base_span = source.span(("extends",))
        below = self._profile(str(base), base_span, (*above, name)) if base else None
        if "template" in source.value:
            self._templates[name] = source.span(("template",))
        elif base in self._templates:
            self._templates[name] = self._templates[str(base)]
        try:
            self._profiles[name] = parse_profile(name, source.value, below)
        except ValidationError as error:
            raise Faults(explain(error, FormatProfile, source)) from None
        return self._profiles[name]

    def profile_names(self) -> tuple[str, ...]:
        """Return the names of all format profiles, the theme's and the unit's own."""
        return self._names("formats", UNIT_FORMATS)

    def palette_names(self) -> tuple[str, ...]:
        """Return the names of all palettes, the theme's and the unit's own."""
        return self._names("palettes", UNIT_PALETTES)

    def _names(self, kind: str, unit: str) -> tuple[str, ...]:
        listed = (*self.workspace.list(unit), *self.workspace.list(self._folder_of(kind)))
        names = (name.removesuffix(".yaml") for name in listed if name.endswith(".yaml"))
        return tuple(sorted(set(names)))

    def _folder_of(self, kind: str) -> str:
        """Return the folder of the format profiles or palettes; a theme without palettes has those it extends."""
        own = f"{self.folder}/{kind}"
        if self.file.extends and (kind == "formats" or not self.workspace.list(own)):
            return f"{_beside(self.folder, self.file.extends)}/{kind}"
        return own

    def _find(self, kind: str, unit: str, name: str, what: str, span: Span | None) -> str:
        for folder in (unit, self._folder_of(kind)):
            if f"{name}.yaml" in self.workspace.list(folder):
                return f"{folder}/{name}.yaml"
        names = self._names(kind, unit)
        raise Faults(
            [
                Diagnostic(
                    "unknown-format" if kind == "formats" else "unknown-palette",
                    f"没有名为 `{name}` 的{what}",
                    span,
                    hints=did_you_mean(name, names, listing=f"可用的{what}"),
                )
            ]
        )

    def _office(self, name: str, folder: str = "", span: Span | None = None) -> bytes:
        """Return the bytes of an Office file that will open; raise Faults."""
        data = self._office_data(name, folder, span)
        self._check(data, name, folder, span)
        return data

    def _office_data(self, name: str, folder: str = "", span: Span | None = None) -> bytes:
        """Return the bytes of an Office file; raise Faults where there is none."""
        path = self.path_of(name, folder)
        try:
            return self.workspace.read(path)
        except FileNotFoundError:
            listed = self.workspace.list(path.rpartition("/")[0])
            names = [one for one in listed if one.endswith(path[-5:])]
            hints = did_you_mean(path.rpartition("/")[2], names, listing="那里有")
            message = f"找不到主题的文件“{name}”"
            span = span or Span(f"{self.folder}/theme.yaml", 1)
            raise Faults([Diagnostic("missing-file", message, span, hints=hints)]) from None

    def _check(self, data: bytes, name: str, folder: str = "", span: Span | None = None) -> None:
        """Raise Faults unless an Office file will open."""
        path = self.path_of(name, folder)
        kind = kind_of(path) or ("pptx" if name == self.file.deck else "docx")
        span = span or Span(f"{self.folder}/theme.yaml", 1)
        try:
            check_office_file(data, kind)
        except Faults as faults:
            raise Faults(replace(fault, span=span) for fault in faults.diagnostics) from None

    def _settings(self, model: type[ModelT], path: str) -> ModelT:
        return validate(model, parse(self._file(path), path))

    def _file(self, path: str) -> bytes:
        """Return the bytes of a file of the theme; raise Faults where there is none."""
        try:
            return self.workspace.read(path)
        except FileNotFoundError:
            name = path.removeprefix(f"{self.folder}/")
            message, span = f"找不到主题的文件“{name}”", Span(f"{self.folder}/theme.yaml", 1)
            raise Faults([Diagnostic("missing-file", message, span)]) from None


def documents_folder(workspace: Workspace, folder: str) -> str:
    """Return the theme folder whose document templates, macros and forms the theme in `folder` has.

    It is `folder` itself unless its theme.yaml names another theme that it extends.
    """
    path = f"{folder}/theme.yaml"
    try:
        data = parse(workspace.read(path), path).value
    except (FileNotFoundError, Faults):
        return folder
    name = data.get("extends") if isinstance(data, dict) else None
    return _beside(folder, str(name)) if name else folder


def _beside(folder: str, name: str) -> str:
    """Return the folder of the theme `name` beside that of another."""
    return f"{folder.rpartition('/')[0]}/{name}"


def load_theme(workspace: Workspace, folder: str) -> Theme:
    """Return the theme in `folder` (`templates/juli`); raise Faults."""
    path = f"{folder}/theme.yaml"
    try:
        source: YamlSource = parse(workspace.read(path), path)
    except FileNotFoundError:
        themes = [n.rstrip("/") for n in workspace.list("templates") if n.endswith("/")]
        name = folder.rpartition("/")[2]
        raise Faults(
            [
                Diagnostic(
                    "missing-theme",
                    f"没有名为 `{name}` 的主题：找不到 {workspace.display_path(path)}",
                    hints=did_you_mean(name, themes, listing="已有的主题"),
                )
            ]
        ) from None
    return Theme(folder, validate(ThemeFile, source), workspace)
