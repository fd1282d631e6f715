"""A document as a part of a web page: the same order, headings and tables, pictures with their words."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from migrainedays.reports.documents.document import Document

HEADING = {1: "h2", 2: "h2", 3: "h3"}


def as_html(document: Document) -> str:
    """The parts of a document as HTML, without the frame of a page. Everything that was typed is escaped."""
    return "\n".join([f"<h1>{escape(document.title)}</h1>", *_parts(document.to_json())])


def as_page(document: Document) -> str:
    """A whole page that stands alone: no script, nothing fetched from anywhere."""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{as_html(document)}\n</main></body>\n</html>\n"
    )


_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2733;"
    "background:#fbfaf6}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .5rem;"
    "border-bottom:1px solid #c3ccd5}td.num,th.num{text-align:right}figure{margin:1rem 0}"
    ".scroll{overflow-x:auto}svg{max-width:100%;height:auto}"
    "aside{border:1px solid #51606f;border-radius:.3rem;padding:.6rem .8rem}"
)


def _parts(document: dict[str, Any]) -> Iterator[str]:
    for part in document["parts"]:
        yield _RENDER[part["kind"]](part)


def _said(runs: list[dict[str, str]]) -> str:
    texts = (
        f'<a href="#{escape(run["to"])}">{escape(run["text"])}</a>' if run["to"] else escape(run["text"])
        for run in runs
    )
    return "".join(texts)


def _table(part: dict[str, Any]) -> str:
    def cell(tag: str, place: int, text: str) -> str:
        number = ' class="num"' if place in part["numeric"] else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{number}>{text}</{tag}>"

    head = "".join(cell("th", n, escape(name)) for n, name in enumerate(part["header"]))
    rows = "".join(f"<tr>{''.join(cell('td', n, _said(c)) for n, c in enumerate(row))}</tr>" for row in part["rows"])
    name = f' id="{escape(part["name"])}"' if part["name"] else ""
    caption = f"<caption>{_said(part['title'])}</caption>"
    table = f"<table{name}>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    words = escape("".join(run["text"] for run in part["title"]))
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{words}">{table}</div>'


def _figure(part: dict[str, Any]) -> str:
    caption = f"<figcaption>{escape(part['caption'] or part['alt'])}</figcaption>"
    drawn = part["svg"].replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return f'<figure><div role="img" aria-label="{escape(part["alt"])}">{drawn}</div>{caption}</figure>'


def _heading(part: dict[str, Any]) -> str:
    tag = HEADING[part["level"]]
    return f"<{tag}>{_said(part['text'])}</{tag}>"


_RENDER: dict[str, Callable[[dict[str, Any]], str]] = {
    "heading": _heading,
    "paragraph": lambda part: f"<p>{_said(part['text'])}</p>",
    "notice": lambda part: f"<aside>{_said(part['text'])}</aside>",
    "listing": lambda part: f"<ul>{''.join(f'<li>{_said(item)}</li>' for item in part['items'])}</ul>",
    "table": _table,
    "figure": _figure,
    "signature": lambda part: f"<p>{_said(part['text'])}</p>",
    "new_page": lambda part: "<hr>",
}
