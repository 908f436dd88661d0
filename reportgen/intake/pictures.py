"""The pictures that come back: beside the workbook, or in its cells."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.intake import values
from reportgen.intake.content import BranchContent
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedSheet

#: the endings of the pictures that documents can show
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_FOLDER = "images"
#: name of a file → its bytes; raises FileNotFoundError
Reader = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture that the record does not have: its key, the path it gets, and its bytes."""

    key: str
    path: str
    data: bytes


@dataclass(slots=True)
class Pictures:
    """The pictures that a workbook may name, by the names of their files."""

    #: name of a file → key in the record
    keys: dict[str, str] = field(default_factory=dict)
    #: number of a row of the sheet of pictures → its new picture
    new: dict[int, NewPicture] = field(default_factory=dict)
    #: number of a row → the key its picture has in the record already
    present: dict[int, str] = field(default_factory=dict)
    #: files beside the workbook
    beside: tuple[str, ...] = ()
    remarks: list[Remark] = field(default_factory=list)

    def likely(self, name: str) -> str:
        """Return the name of a file that a wrong one may mean; "" if none is near."""
        near = difflib.get_close_matches(name, [*self.keys, *self.beside], 1, 0.6)
        return near[0] if near else ""


def pictures_of(
    sheet: ReturnedSheet | None,
    content: BranchContent,
    beside: tuple[str, ...],
    read: Reader,
    part: Reader,
) -> Pictures:
    """Return the pictures of the record, and those that the sheet of pictures brings.

    `read` gives the bytes of a file beside the workbook, `part` those of a part of the workbook.
    """
    pictures = Pictures(beside=beside)
    paths = {}
    for key, picture in content.entry.record.pictures.items():
        name = str(picture.file).rpartition("/")[2]
        pictures.keys.setdefault(name, key)
        paths[str(picture.file)] = key
    for row in sheet.rows if sheet else ():
        name = row.text("file")
        inside = sheet.pictures.get(row.number, "") if sheet else ""
        if name and name in pictures.keys and not inside:
            continue
        place = row.place("file" if name else "pic")
        if name and not inside:
            if name not in beside:
                near = pictures.likely(name)
                there = f"；有“{near}”，是不是它？" if near else ""
                why = f"文件夹里没有“{name}”{there}"
                pictures.remarks.append(
                    Remark("intake-picture", Weight.FAULT, place, why, name, near)
                )
                continue
            data = read(name)
        elif inside:
            data = part(inside)
            ending = inside[inside.rfind(".") :].lower() if "." in inside else ""
            name = name or f"{_key(data)}{ending}"
        else:
            continue
        if not name.lower().endswith(_ENDINGS):
            why = f"“{name}”不是图片文件，请用 JPG 或 PNG"
            pictures.remarks.append(Remark("intake-picture", Weight.FAULT, place, why, name))
            continue
        key = _key(data)
        if key in content.entry.record.pictures:
            pictures.present[row.number] = key
        else:
            path = _free(name, {*paths, *(p.path for p in pictures.new.values())})
            pictures.new[row.number] = NewPicture(key, path, data)
        pictures.keys[name] = key
    return pictures


def _key(data: bytes) -> str:
    return f"p-{hashlib.sha1(data, usedforsecurity=False).hexdigest()[:6]}"


def _free(name: str, paths: set[str]) -> str:
    """Return a path for a file in the branch's folder that no other picture has."""
    stem, dot, ending = values.clean(name).replace("\\", "/").rpartition("/")[2].rpartition(".")
    path, number = f"{_FOLDER}/{stem}.{ending}", 1
    while path in paths:
        number += 1
        path = f"{_FOLDER}/{stem}-{number}{dot}{ending}"
    return path
