"""The file that the address of a page names."""

from __future__ import annotations

from starlette.requests import Request

from reportgen.desk.records import FileName


def file_of(request: Request) -> FileName:
    """Return the lesson or the year's record that the address of a request names."""
    params = request.path_params
    if "lesson" in params:
        return FileName(params["lesson"], is_lesson=True)
    return FileName(params["branch"], params["year"])
