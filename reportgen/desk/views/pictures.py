"""Pictures that a page sends, stored as they came under a name of the desk's own, and those a record names."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.desk.session import Session
from reportgen.desk.views.names import file_of
from reportgen.desk.views.new_branch import refusal
from reportgen.write.pictures import PictureError, inspect

#: the formats that every reader of the files shows, and how their files end
_ENDINGS = {"png": "png", "jpeg": "jpg", "gif": "gif"}
#: a picture with fewer pixels across is not sharp on paper
_SHARP = 600


def upload(session: Session, request: Request, data: bytes) -> Response:
    """Store a picture beside the record or the lesson; say where it is, and whether it is sharp enough."""
    folder = session.records.path(file_of(request)).rpartition("/")[0]
    try:
        info = inspect(data)
    except PictureError:
        return refusal("这张图打不开，可能坏了；请另存为 .jpg 或 .png 再拿来")
    ending = _ENDINGS.get(info.format)
    if ending is None:
        return refusal("只收 .jpg、.png 的图，请另存后再拿来")
    file = f"images/{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
    session.workspace.write(f"{folder}/{file}", data)
    warning = f"这张图太小（{info.width_px} 像素宽），印出来会糊" if info.width_px < _SHARP else ""
    return JSONResponse({"file": file, "warning": warning})


def original(session: Session, request: Request) -> Response:
    """Return a picture that a record or a lesson names, as it was stored."""
    open_file = session.records.open(file_of(request))
    pictures = open_file.value.get("pictures")
    entry = pictures.get(request.path_params["name"]) if isinstance(pictures, dict) else None
    file = str(entry.get("file") or "") if isinstance(entry, dict) else ""
    if not file:
        raise FileNotFoundError(request.path_params["name"])
    data = session.workspace.read(f"{open_file.file.name.rpartition('/')[0]}/{file}")
    try:
        info = inspect(data)
    except PictureError:
        raise FileNotFoundError(file) from None
    return Response(data, media_type=f"image/{info.format}")
