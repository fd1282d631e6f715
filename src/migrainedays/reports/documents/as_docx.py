"""A document as a file for a word processor, for journals that ask for one."""

import io
from typing import Any

from migrainedays.reports.documents.document import Document

DPI = 200


def as_docx(document: Document) -> bytes:
    """The document as the bytes of a .docx file; author, dates and revision are those of nobody."""
    import docx

    file = docx.Document()
    about = file.core_properties
    about.title, about.author, about.last_modified_by, about.language = document.title, "", "", document.language
    about.created = about.modified = _moment(document)
    file.add_heading(document.title, 0)
    for part in document.to_json()["parts"]:
        _add(file, part)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _moment(document: Document) -> Any:
    import datetime as dt

    return dt.datetime(document.on.year, document.on.month, document.on.day, tzinfo=dt.UTC)


def _add(file: Any, part: dict[str, Any]) -> None:
    kind = part["kind"]
    if kind == "heading":
        file.add_heading(_said(part["text"]), part["level"])
    elif kind == "listing":
        for item in part["items"]:
            file.add_paragraph(_said(item), style="List Bullet")
    elif kind == "table":
        _table(file, part)
    elif kind == "figure":
        _figure(file, part)
    elif kind == "new_page":
        file.add_page_break()
    else:
        file.add_paragraph(_said(part["text"]), style="Intense Quote" if kind == "notice" else None)


def _said(runs: list[dict[str, str]]) -> str:
    return "".join(run["text"] for run in runs)


def _table(file: Any, part: dict[str, Any]) -> None:
    file.add_paragraph(_said(part["title"]), style="Caption")
    table = file.add_table(rows=1, cols=len(part["header"]), style="Light Grid")
    for cell, name in zip(table.rows[0].cells, part["header"], strict=True):
        cell.text = name
    for row in part["rows"]:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            cell.text = _said(runs)


def _figure(file: Any, part: dict[str, Any]) -> None:
    """The picture as pixels, with its words for whoever does not see it."""
    import docx.shared
    import vl_convert

    drawn = vl_convert.svg_to_png(part["svg"], ppi=DPI)
    file.add_picture(io.BytesIO(drawn), width=docx.shared.Cm(16 * part["width"] / 100))
    file.inline_shapes[-1]._inline.docPr.set("descr", part["alt"])
    file.add_paragraph(part["caption"] or part["alt"], style="Caption")
