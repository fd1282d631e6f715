"""A study's protocol on one page, for a board: the same sections as the screen shows, with two lines to sign on."""

import datetime as dt
from collections.abc import Iterable

from migrainedays.reports.documents.document import Document, Heading, Letterhead, Paragraph, Part, Signature

WHO_SIGNS = ("For the clinic, date", "For the board, date")


def study_document(title: str, sections: Iterable[tuple[str, str]], *, practice: str, on: dt.date) -> Document:
    """The page as a document in English; `sections` are headings with their paragraphs."""
    parts: list[Part] = []
    for heading, text in sections:
        parts += [Heading(heading, 2), Paragraph(text)]
    return Document(
        title=title,
        language="en",
        on=on,
        foot=title,
        parts=(*parts, *(Signature(who) for who in WHO_SIGNS)),
        letterhead=Letterhead(practice=(practice,)),
    )
