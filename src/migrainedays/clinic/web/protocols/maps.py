"""The head map on a page: one picture a view, so that each is as wide as the window allows."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from migrainedays.treatment.head_map import SHEET, Mark, draw_head_map, stylesheet, view_in_words


def maps_of(marks: Sequence[Mark], title: str, *, every: bool = False, areas: Collection[str] = ()) -> list[SafeString]:
    """The views in which something lies (with `every`, all of them), as SVG that follows the reader's theme."""
    touched = [view for view in SHEET if every or any(mark.view == view for mark in marks)]
    return [_picture(view, [mark for mark in marks if mark.view == view], title, areas) for view in touched]


def _picture(view: str, marks: Sequence[Mark], title: str, areas: Collection[str]) -> SafeString:
    named = f"{title}: {view_in_words(view)}"
    svg = draw_head_map(marks, title=named, views=(view,), areas=areas, theme="page", columns=1, ident=f"map-{view}")
    return mark_safe(svg)  # noqa: S308 - our own drawing; every text in it is escaped there


def style(request: HttpRequest) -> HttpResponse:
    """The colours of the head map."""
    answer = HttpResponse(stylesheet(), content_type="text/css")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
