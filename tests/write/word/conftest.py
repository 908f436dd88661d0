from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.document import Document
from PIL import Image

from reportgen.document.nodes import Block, Content, Properties, Report, Text
from reportgen.theme.formats import FormatProfile, parse_profile
from reportgen.theme.palettes import Palette, PaletteFile, complete
from reportgen.theme.word import WordTheme
from reportgen.write.word import laid_out, write_report
from reportgen.write.word.lowering import WriterState, targets_of
from reportgen.write.word.model import Element
from reportgen.write.word.reference import template_of
from reportgen.write.written import Written

JULI = Path(__file__).parents[3] / "templates" / "juli"


def profile_named(name: str) -> FormatProfile:
    def mapping(of: str) -> dict[str, object]:
        text = (JULI / "formats" / f"{of}.yaml").read_text(encoding="utf-8")
        return yaml.safe_load(text)  # type: ignore[no-any-return]

    base = parse_profile("gbt9704", mapping("gbt9704"))
    return base if name == "gbt9704" else parse_profile(name, mapping(name), base)


def palette_named(name: str) -> Palette:
    data = yaml.safe_load((JULI / "palettes" / f"{name}.yaml").read_text(encoding="utf-8"))
    return complete(PaletteFile.model_validate(data))


def jpeg(width: int = 90, height: int = 60, shade: int = 120) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 60, 60)).save(out, "JPEG", dpi=(72, 72))
    return out.getvalue()


@pytest.fixture(scope="session")
def profile() -> Callable[[str], FormatProfile]:
    return profile_named


@pytest.fixture(scope="session")
def palette() -> Callable[[str], Palette]:
    return palette_named


@pytest.fixture(scope="session")
def theme_of() -> Callable[[str], WordTheme]:
    reference = (JULI / "reference.docx").read_bytes()
    return lambda name: WordTheme(reference, profile_named(name), palette_named("juli-red"))


@pytest.fixture(scope="session")
def theme(theme_of: Callable[[str], WordTheme]) -> WordTheme:
    return theme_of("gbt9704")


Write = Callable[..., Written]


@pytest.fixture(scope="session")
def write(theme: WordTheme) -> Write:
    def written(
        *blocks: Block,
        title: Content = (),
        subtitle: Content = (),
        properties: Properties | None = None,
        use: WordTheme | None = None,
        picture: Callable[[str], bytes] = lambda path: jpeg(shade=len(path)),
    ) -> Written:
        report = Report(properties or Properties("标题", year=2022), title, blocks, subtitle)
        return write_report(report, use or theme, picture)

    return written


@pytest.fixture(scope="session")
def elements(theme: WordTheme) -> Callable[..., tuple[Element, ...]]:
    def elements(
        *blocks: Block, title: Content = (), use: WordTheme | None = None, **more: Any
    ) -> tuple[Element, ...]:
        report = Report(Properties("标题", year=2022), title, blocks, **more)
        state = WriterState(
            template_of(use or theme), lambda path: jpeg(shade=len(path)), targets_of(report)
        )
        return laid_out(state, report)

    return elements


@pytest.fixture(scope="session")
def opened(write: Write) -> Callable[..., Document]:
    def document(*blocks: Block, **more: object) -> Document:
        return docx.Document(io.BytesIO(write(*blocks, **more).data))

    return document


@pytest.fixture(scope="session")
def text() -> Callable[[str], Content]:
    return lambda shown: (Text(shown),)
