"""Documents of the cast, printed and read back."""

import io
import re
from pathlib import Path

from pypdf import PdfReader

from migrainedays.course import Course
from migrainedays.protocol import shipped
from migrainedays.reports.documents import Document, Order, compose, print_pdf
from migrainedays.reports.documents.document import Run, Table

PREEMPT = shipped().version("preempt", "1")


def written(course: Course, kind: str, language: str = "en", **order) -> Document:
    """A document of a course."""
    return compose(course, Order(kind=kind, language=language, version=PREEMPT, **order))


def opened(document: Document) -> PdfReader:
    """The document printed and opened again."""
    return PdfReader(io.BytesIO(print_pdf(document)))


def text_of(document: Document) -> str:
    """The words of the printed pages, in one line."""
    return _in_one_line(opened(document))


def tables_of(document: Document) -> dict[str, Table]:
    """The tables that a number can lead to."""
    return {part.name: part for part in document.parts if isinstance(part, Table) and part.name}


def cited(document: Document) -> list[Run]:
    """The numbers that lead to their days."""
    found: list[Run] = []
    for part in document.parts:
        texts = [cell for row in part.rows for cell in row] if isinstance(part, Table) else [getattr(part, "text", "")]
        found += [run for text in texts if isinstance(text, tuple) for run in text if isinstance(run, Run)]
    return found


def row_of(document: Document, asks: str) -> tuple[str, str]:
    """What a letter to a payer says of one point: what the record shows, and whether that is enough."""
    rows = [row for part in document.parts if isinstance(part, Table) for row in part.rows]
    [(_, shows, met)] = [row for row in rows if isinstance(row[0], str) and row[0].startswith(asks)]
    told = "".join(run if isinstance(run, str) else run.text for run in ((shows,) if isinstance(shows, str) else shows))
    return told, str(met)


def text_of_file(file: Path) -> str:
    """The words of a printed file, in one line."""
    return _in_one_line(PdfReader(file))


def _in_one_line(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
