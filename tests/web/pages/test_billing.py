"""The words beside codes are the clinic's: set on a page, shown with each session, written into its table."""

import csv
import io

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.records.billing import LONGEST, BillingWords
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.errors import Impossible
from migrainedays.literature import claim
from tests.forms import forms_of

PAGE = reverse("billing-words")
WORDS = {"procedure": "Injection visit", "toxin": "Toxin, per unit", "wasted": ""}


def kept(by):
    return [stored.value for stored in queries.rows.stock(by, BillingWords)]


def table_of(screen, patient):
    answer = screen.get(reverse("session-billing", args=[patient, 1]))
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.fixture
def named(screen):
    assert screen.post(PAGE, WORDS | {"revision": 0}).status_code == 302


def test_before_they_are_set_ours_stand_there(screen, treated):
    assert table_of(screen, treated)[0]["says"] == claim("billing.procedure").says
    body = screen.get(PAGE).content.decode()
    assert claim("billing.procedure").says in body
    assert "Code J0585 JW." in body


def test_what_is_set_stands_in_the_table_and_on_the_page(screen, treated, named):
    assert [row["says"] for row in table_of(screen, treated)] == ["Injection visit", "Toxin, per unit"]
    body = screen.get(reverse("session", args=[treated, 1])).content.decode()
    assert "Injection visit" in body
    assert "Toxin, per unit" in body


def test_codes_and_units_stay(screen, treated, named):
    assert [(row["code"], row["units"]) for row in table_of(screen, treated)] == [("64615", "1"), ("J0585", "75")]


def test_the_page_shows_what_was_set_and_can_empty_it_again(screen, physician, named):
    [form] = [found for found in forms_of(screen.get(PAGE)) if "procedure" in found]
    assert form["toxin"] == ["Toxin, per unit"]
    assert screen.post(PAGE, {"procedure": "", "toxin": "", "wasted": "", "revision": 1}).status_code == 302
    [words] = kept(physician)
    assert words.said == {}


def test_blanks_alone_are_no_words():
    assert BillingWords(procedure="   ", toxin=" Toxin ").said == {"toxin": "Toxin"}


def test_what_would_fill_the_table_is_refused_at_its_field(screen, physician):
    answer = screen.post(PAGE, {"procedure": "x" * (LONGEST + 1), "revision": 0})
    assert answer.status_code == 422
    assert f"is longer than {LONGEST} characters" in answer.content.decode()
    assert kept(physician) == []
    with pytest.raises(Impossible):
        BillingWords(wasted="x" * (LONGEST + 1))


def test_two_people_at_once_are_told(screen, physician, named):
    answer = screen.post(PAGE, {"procedure": "Another", "revision": 0})
    assert answer.status_code == 422
    assert "Injection visit" in answer.content.decode()
    with pytest.raises(Conflict):
        actions.billing.name(words=BillingWords(toxin="U"), revision=7, by=physician)


def test_who_treats_reads_them_and_does_not_set_them(screen, roles, treated, named):
    with pytest.raises(Forbidden):
        actions.billing.name(words=BillingWords(toxin="U"), revision=1, by=roles["injector"])
    body = screen.get(reverse("session", args=[treated, 1]), "injector").content.decode()
    assert "Injection visit" in body
    assert PAGE not in body


def test_another_clinic_has_its_own(named, elsewhere):
    assert kept(elsewhere) == []


def test_the_clinics_page_leads_there(screen):
    assert f'href="{PAGE}"' in screen.get(reverse("clinic")).content.decode()


def test_the_journal_knows_them(named, physician):
    assert queries.verification.differences() == {}
