"""A Word theme in, a `Base` out: what all its reports share, made once and kept from run to run."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from reportgen import kept
from reportgen.diagnostics import Diagnostic
from reportgen.measure.faces import Face as Measure
from reportgen.measure.faces import face as measured_face
from reportgen.theme.formats import FormatProfile
from reportgen.theme.word import WordTheme
from reportgen.write.package import Prepared, Relationship
from reportgen.write.word.layout.measuring import Ruler
from reportgen.write.word.style_cascade import EffectiveStyle as Look


class Reading(NamedTuple):
    """A reference document set to a profile: fixed parts, style ids, the section, looks by style.

    `styles` maps the writer's style ids to those of the reference; widths are in twips.
    """

    styles: dict[str, str]
    prepared: tuple[Prepared, ...]
    overrides: tuple[tuple[str, str], ...]
    rels: tuple[Relationship, ...]
    section: str
    text_width: int
    text_height: int
    accent: str
    looks: Mapping[str, Look]


@dataclass(frozen=True, slots=True)
class Base:
    """What every report of a theme shares: a reading of its reference document, and measures."""

    profile: FormatProfile
    reading: Reading
    ruler: Ruler
    numbered: frozenset[int]
    """Heading levels that number themselves, in a unit's own template."""
    findings: tuple[Diagnostic, ...]

    def measure(self, key: str) -> Measure:
        """Return the widths of the profile's face `key` (`body`, `table`, `heading1` …)."""
        face = getattr(self.profile.faces, key)
        latin = face.digits or self.profile.body.digits or None
        return measured_face(face.font, latin, bold=face.bold)


@lru_cache(maxsize=8)
def base_of(theme: WordTheme) -> Base:
    """Return the base of a theme, made once per process; raise Faults for a file without sense."""
    if theme.own_template:
        from reportgen.write.word.reference import adopt

        reading, profile, numbered, findings = adopt(theme)
        return Base(profile, reading, _ruler(reading), numbered, findings)
    reading = _kept_or_read(theme)
    return Base(theme.profile, reading, _ruler(reading), frozenset(), ())


def _ruler(reading: Reading) -> Ruler:
    looks = reading.looks
    return Ruler({ours: looks[own] for ours, own in reading.styles.items() if own in looks})


def _kept_or_read(theme: WordTheme) -> Reading:
    """Return the reading of a reference document; python-docx is only loaded for a new one."""
    here = Path(__file__).parent
    program = (
        kept.mark_of(str(here), str(here.parent), str(here.parents[1] / "theme")),
        kept.library("docx"), etree.__version__, zlib.ZLIB_RUNTIME_VERSION,
    )  # fmt: skip
    profile = theme.profile.model_dump_json()
    key = kept.key_of("word", *program, profile, theme.reference)
    body = kept.kept(key)
    if body is not None:
        return _restored(*marshal.loads(body))  # noqa: S302 - see docs/security.md
    from reportgen.write.word.reference import read

    found = read(theme)
    plain: Any = found._replace(
        prepared=tuple(map(tuple, found.prepared)),  # type: ignore[arg-type]  # marshal knows plain tuples only
        rels=tuple(map(tuple, found.rels)),  # type: ignore[arg-type]  # see above
        looks={name: astuple(look) for name, look in found.looks.items()},  # type: ignore[misc]  # see above
    )
    kept.keep(key, marshal.dumps(tuple(plain)))
    return found


def _restored(*plain: Any) -> Reading:
    found = Reading(*plain)
    return found._replace(
        prepared=tuple(Prepared(*one) for one in found.prepared),
        rels=tuple(Relationship(*one) for one in found.rels),
        looks={name: Look(*look) for name, look in plain[-1].items()},
    )
