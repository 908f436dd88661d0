"""Settings of a Word file that act when somebody opens or saves it: mail merge, protection, tracking.

A report takes none of them over unless the unit's format says so under `keep`.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.theme.format_parts import ACTING_SETTINGS
from reportgen.write.word.markup import W

_W = f"{{{W}}}"
#: the elements of `w:settings` behind each (ECMA-376 part 1, 17.15.1)
_ELEMENTS = {
    "mail-merge": ("mailMerge",),
    "protection": ("documentProtection", "writeProtection"),
    "track-changes": ("trackRevisions",),
    "attached-template": ("attachedTemplate", "linkStyles"),
    "transform": ("saveThroughXslt", "useXSLTWhenSaving", "saveXmlDataOnly"),
    "personal-data": ("removePersonalInformation", "removeDateAndTime"),
}
_OFF = ("0", "false", "off")


def drop_acting(settings: etree._Element, keep: Iterable[str] | None) -> tuple[Diagnostic, ...]:
    """Take the settings that act out of `w:settings`, except those to `keep`; return warnings.

    `keep` None means that the unit has chosen nothing: then a warning names what is dropped.
    """
    exceptions = frozenset(keep or ())
    removals = []
    for name, tags in _ELEMENTS.items():
        there = [child for tag in tags for child in settings.findall(f"{_W}{tag}")]
        if name in exceptions:
            continue
        if any(_acts(child) for child in there):
            removals.append(name)
        for child in there:
            settings.remove(child)
    if not removals or keep is not None:
        return ()
    titles = "、".join(ACTING_SETTINGS[name] for name in removals)
    message = f"Word 模板带有打开或保存时起作用的设置：{titles}；报告里不带"
    hints = (
        f"要带上，在版式里写 keep: [{', '.join(removals)}]",
        "确定不要，写 keep: []，以后不再提示",
    )
    return (Diagnostic("word-template-acts", message, None, Severity.WARNING, hints=hints),)


def _acts(setting: etree._Element) -> bool:
    """Return whether a setting is on; protection may be described and not in force."""
    return not any(setting.get(f"{_W}{name}") in _OFF for name in ("val", "enforcement"))
