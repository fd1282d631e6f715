"""Each part of a document on a page and in a word processor's file."""

import datetime as dt

from migrainedays.reports.documents.as_docx import as_docx
from migrainedays.reports.documents.as_html import as_html, as_page
from migrainedays.reports.documents.document import (
    Document,
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
from tests.unit.reports.story.planted import words_in

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect width='9' height='9'/></svg>"
PARTS = (
    Heading("Head", 2),
    Heading("Smaller", 3),
    Paragraph(("See ", Run("12", "days"))),
    Notice("Mind"),
    Listing(("one", "two")),
    Table("Days", ("day", "n"), (("first", "1"), ("second", "2")), name="days", numeric=(1,)),
    Figure(SVG, "a square", "Caption"),
    NewPage(),
    Signature("Sign"),
)
DOCUMENT = Document(title="A & B", language="fr", on=dt.date(2026, 1, 2), foot="", parts=PARTS)


def test_each_part_has_its_element():
    page = as_html(DOCUMENT)
    for element in (
        "<h1>A &amp; B</h1>",
        "<h2>Head</h2>",
        "<h3>Smaller</h3>",
        '<p>See <a href="#days">12</a></p>',
        "<aside>Mind</aside>",
        "<ul><li>one</li><li>two</li></ul>",
        '<table id="days"><caption>Days</caption>',
        '<th scope="col" class="num">n</th>',
        '<td>first</td><td class="num">1</td>',
        "<figcaption>Caption</figcaption>",
        "<hr>",
        "<p>Sign</p>",
    ):
        assert element in page


def test_a_page_says_its_language_and_its_title():
    page = as_page(DOCUMENT)
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "<title>A &amp; B</title>" in page


def test_the_same_words_stand_in_the_word_processors_file():
    packed = words_in(as_docx(DOCUMENT))
    for word in ("A &amp; B", "Head", "Smaller", "See 12", "Mind", "one", "two", "first", "Caption", "Sign"):
        assert word in packed
    assert 'descr="a square"' in packed
    assert "2026-01-02T00:00:00Z" in packed
