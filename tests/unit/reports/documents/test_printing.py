"""Every document of everybody prints, in every language, as a PDF to be kept and read aloud."""

import datetime as dt

import pytest

from migrainedays.reports.documents import KINDS, LANGUAGES, Document, Letterhead
from migrainedays.reports.documents.document import (
    Figure,
    Heading,
    Listing,
    NewPage,
    Notice,
    Paragraph,
    Run,
    Signature,
    Table,
)
from tests import people
from tests.unit.reports.documents.printed import opened, text_of, written

COURSES = {someone.__name__: people.course_of(someone()) for someone in people.CAST}
HOSTILE = '*bold* #import "x" $1$ <a> [b] \\ "quoted" ]#'
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text font-family='Arial'>a</text></svg>"


def sheet(*parts, **columns) -> Document:
    columns = {"title": "Sheet", "language": "en", "on": dt.date(2026, 1, 2), "foot": "", **columns}
    return Document(parts=parts, **columns)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "language"), [*((name, "en") for name in COURSES), ("anna", "fr"), ("eva", "es")])
def test_it_prints(name, language, kind):
    document = written(COURSES[name], kind, language)
    told = text_of(document)
    assert document.title.split()[0] in told
    assert "{" not in told


@pytest.mark.parametrize(("name", "language"), [*((name, "fr") for name in COURSES), ("anna", "en"), ("eva", "es")])
def test_the_visit_summary_is_one_page(name, language):
    assert len(opened(written(COURSES[name], "visit", language)).pages) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_patients_sheet_is_one_page(language):
    assert len(opened(written(COURSES["anna"], "session", language)).pages) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_tagged_and_kept_for_long(kind):
    pdf = opened(written(COURSES["anna"], kind, "fr"))
    packet = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3<" in packet
    assert "<pdfuaid:part>1<" in packet
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_nothing_that_was_typed_is_read_as_a_command():
    told = text_of(
        sheet(
            Paragraph(HOSTILE),
            Listing((HOSTILE,)),
            Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)),
            title=HOSTILE,
            foot=HOSTILE,
            letterhead=Letterhead(practice=(HOSTILE,), recipient=(HOSTILE,)),
        )
    )
    assert told.count('#import "x"') == 9
    assert "*bold*" in told


def test_every_part_is_printed():
    told = text_of(
        sheet(
            Heading("Head", 2),
            Paragraph(("See ", Run("twelve", "days"), " days.")),
            Notice("Mind this"),
            Table("Days", ("day",), (("first",),), name="days"),
            Figure(PICTURE, "a picture of a", "Caption"),
            NewPage(),
            Signature("Sign here"),
            dated="2 January 2026",
            letterhead=Letterhead(practice=("Practice", "Street 1"), recipient=("Dr Doe",)),
        )
    )
    for text in ("Head", "See twelve days.", "Mind this", "Days", "first", "Caption", "Sign here", "2 January 2026"):
        assert text in told
    assert "Practice Street 1" in told
    assert "Dr Doe" in told


def test_a_number_leads_to_its_days():
    pdf = opened(sheet(Paragraph((Run("12", "days"),)), Table("Days", ("day",), (("first",),), name="days")))
    links = [note.get_object() for note in pdf.pages[0].get("/Annots", [])]
    assert [link["/Subtype"] for link in links] == ["/Link"]


def test_the_same_document_is_the_same_file():
    from migrainedays.reports.documents import print_pdf

    document = written(COURSES["ben"], "referral")
    assert print_pdf(document) == print_pdf(document)


def test_the_words_of_a_document_can_be_looked_through():
    document = sheet(Paragraph(("See ", Run("12", "days"))), Table("Days", ("day",), (("first",),)), foot="foot")
    assert list(document.words()) == ["Sheet", "foot", "See ", "12", "Days", "day", "first", ""]
