"""The protocol of a study as a file for a board: every section, two lines to sign, one page."""

import datetime as dt

from migrainedays.evidence.study_plan import Months, StudyDesign
from migrainedays.evidence.study_protocol import protocol_page
from migrainedays.reports.documents import study_document
from migrainedays.reports.documents.document import Heading, Signature
from tests.unit.reports.documents.printed import opened

DESIGN = StudyDesign(-0.45, -2.5, 172, 3, Months(), 50.0, 0.8, 0.03, 33.0)
PAGE = protocol_page(
    "Harbour", "six-trigger-sites", ("1", "2"), DESIGN, "0" * 64, least_entered=22, not_for="pregnancy. "
)
DOCUMENT = study_document("A fair comparison", PAGE, practice="Harbour", on=dt.date(2026, 11, 23))


def test_every_section_stands_in_it_in_order():
    assert [part.text for part in DOCUMENT.parts if isinstance(part, Heading)] == [heading for heading, _ in PAGE]
    words = list(DOCUMENT.words())
    assert all(text in words for _, text in PAGE)


def test_clinic_and_board_sign():
    assert [part.text for part in DOCUMENT.parts if isinstance(part, Signature)] == [
        "For the clinic, date",
        "For the board, date",
    ]


def test_who_takes_part_is_said_as_the_plan_has_it():
    patients = dict(PAGE)["Patients"]
    assert "at least 22 of the 28 days before" in patients
    assert "Not for: pregnancy. Who does not consent" in patients
    plain = dict(protocol_page("Harbour", "p", ("1", "2"), DESIGN, "0" * 64))["Patients"]
    assert "Not for" not in plain
    assert "at least 20 of the 28 days" in plain


def test_it_is_printed_on_one_page():
    pages = opened(DOCUMENT).pages
    assert len(pages) == 1
    assert "Looks and stopping" in pages[0].extract_text()
