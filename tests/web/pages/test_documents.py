"""Documents about a patient: chosen on a page, handed out as PDF, noted in the journal without their text."""

import hashlib
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.models import Entry
from migrainedays.clinic.records.writing import WrittenDocument

CHOICE = {"kind": "referral", "language": "en", "payer": "nice", "recipient": ""}


def words_of(answer) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


def take(screen, patient, role="physician", **choice):
    return screen.post(reverse("documents", args=[patient]), CHOICE | choice, role)


def handed(physician, patient) -> list[WrittenDocument]:
    return [stored.value for stored in queries.rows.all_of(physician, patient, WrittenDocument)]


@pytest.mark.parametrize("kind", ["visit", "session", "referral", "authorisation", "continuation", "appeal"])
def test_each_document_is_handed_out_with_the_patients_name_on_it(screen, treated, kind):
    answer = take(screen, treated, kind=kind)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert "Clara" in words_of(answer)


def test_the_name_of_the_file_tells_nothing(screen, treated):
    disposition = take(screen, treated)["Content-Disposition"]
    assert disposition.startswith('attachment; filename="document-20')
    assert "Clara" not in disposition
    assert "referral" not in disposition


def test_the_numbers_are_those_of_the_course(screen, treated):
    told = words_of(take(screen, treated))
    assert "Headache days went from 20–21 in the 28 days before the first session" in told
    assert "to 7–8 in the first 28 days after session 1" in told


def test_a_letter_has_its_head_and_a_summary_has_none(screen, treated, physician):
    name = queries.practice.practice(physician).value.name
    letter = words_of(take(screen, treated, recipient="Dr Doe\nHarbour Street 1"))
    assert letter.startswith(f"{name} Dr Doe Harbour Street 1")
    assert "Dr Doe" not in words_of(take(screen, treated, kind="visit", recipient="Dr Doe"))


def test_what_left_is_noted_by_its_hash_and_never_by_its_text(screen, treated, physician):
    answer = take(screen, treated, kind="appeal", language="fr", recipient="Dr Doe")
    (noted,) = handed(physician, treated)
    assert (noted.kind, noted.language, noted.payer) == ("appeal", "fr", "nice")
    assert noted.content_hash == hashlib.sha256(answer.content).hexdigest()
    entry = Entry.objects.filter(noun="written_documents").get()
    assert "Doe" not in str(entry.rows)


def test_the_payer_is_noted_for_letters_to_payers_only(screen, treated, physician):
    take(screen, treated)
    assert handed(physician, treated)[0].payer is None


def test_the_page_lists_what_was_handed_out_and_what_is_lacking(screen, treated):
    take(screen, treated)
    body = screen.get(reverse("documents", args=[treated])).content.decode()
    assert "Letter to the referring doctor" in body
    assert "No document was handed out yet." not in body
    assert "of the 28 days before the first session were not entered" in body
    assert "No preventive is on record." in body


def test_the_language_of_the_patient_is_chosen_first(screen, patients):
    body = screen.get(reverse("documents", args=[patients.anna])).content.decode()
    assert '<option value="fr" selected>' in body or '<option value="en" selected>' in body


def test_where_there_is_nothing_to_tell_the_page_says_so_and_keeps_what_was_typed(screen, clara, physician):
    answer = take(screen, clara, recipient="Dr Doe")
    assert answer.status_code == 422
    assert "no diary day and no session yet" in answer.content.decode()
    assert "Dr Doe" in answer.content.decode()
    assert handed(physician, clara) == []


@pytest.mark.parametrize("choice", [{"kind": "poem"}, {"language": "de"}, {"payer": "nobody"}])
def test_what_is_not_on_the_page_cannot_be_asked_for(screen, treated, choice):
    assert take(screen, treated, **choice).status_code == 422


@pytest.mark.parametrize(("role", "status"), [("injector", 200), ("front_desk", 403), ("analyst", 403), ("admin", 404)])
def test_who_may_write_documents(screen, treated, role, status):
    assert take(screen, treated, role).status_code == status


def test_policies_that_were_not_seen_are_marked_in_the_choice(screen, treated):
    body = screen.get(reverse("documents", args=[treated])).content.decode()
    assert body.count("(not verified)") == 2
