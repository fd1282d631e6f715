"""What comes back to the patient, and what she takes along."""

import csv
import datetime as dt
import io

import pikepdf

from migrainedays.clinic.records import actions, queries
from migrainedays.treatment import Session
from migrainedays.windows import Span
from tests.web.diary.conftest import TODAY
from tests.web.diary.test_entries import _number


def day(n):
    return TODAY - dt.timedelta(days=n)


class TestMine:
    def test_her_medicines_with_the_days_at_which_overuse_begins(self, phone):
        phone.send(phone.raw({"headache": True, "intake/a/drug": "sumatriptan", "intake/b/drug": "grandmother's tea"}))
        listed = {each["drug"]: each for each in phone.get("mine").json()["medicines"]}
        assert listed["sumatriptan"]["limits"] == {"triptan": 10}
        assert listed["grandmother's tea"]["limits"] == {}

    def test_four_weeks_show_what_is_not_known(self, phone):
        phone.send(*(phone.raw({"headache": n % 2 == 0}, date=day(n)) for n in range(28) if n not in (3, 5)))
        (window,) = phone.get("mine").json()["windows"]
        assert (window["observed"], window["high"], window["missing"]) == (14, 16, 2)

    def test_days_gained_only_where_both_months_are_known(self, phone, clinic, ada):
        session = Session(patient=_number(clinic, ada), session=1, date=Span(day(60), day(60)))
        actions.treatment.record(patient=ada, session=session, injections=(), by=clinic)
        phone.send(*(phone.raw({"headache": n % 2 == 0}, date=day(n)) for n in range(61, 89)))
        assert phone.get("mine").json()["gained"] is None
        phone.send(*(phone.raw({"headache": n % 4 == 0}, date=day(n)) for n in range(1, 29)))
        gained = phone.get("mine").json()["gained"]
        assert gained == {"days": 7, "before": 14, "now": 7, "known": 28}
        assert phone.get("mine").json()["sessions"] == [str(day(60))]

    def test_a_day_that_is_not_over_anywhere_is_never_counted(self, phone):
        phone.send(*(phone.raw({"headache": False}, date=day(n)) for n in range(1, 28)))
        before = phone.get("mine").json()
        sent = phone.send(phone.raw({"headache": True, "intake/a/drug": "naproxen"}, date=day(-2)))
        assert len(sent["confirmed"]) == 1  # a clock may run ahead; the entry is kept until its day comes
        after = phone.get("mine").json()
        assert after["windows"] == before["windows"]
        assert after["medicines"] == []

    def test_the_next_visit(self, phone, clinic, ada):
        at = dt.datetime.now(dt.UTC) + dt.timedelta(days=9)
        actions.visits.book(patient=ada, at=at, kind="treatment", by=clinic)
        assert dt.datetime.fromisoformat(phone.get("mine").json()["next_visit"]) == at

    def test_nothing_of_anybody_else(self, phone, join, bea):
        other = join(bea, year=1990)
        other.send(other.raw({"intake/a/drug": "naproxen"}))
        assert phone.get("mine").json()["medicines"] == []


class TestExport:
    def test_everything_she_wrote_with_what_it_replaced(self, phone):
        first = phone.raw({"peak": 1})
        phone.send(first, phone.raw({"peak": 3}, parents=[first["id"]]))
        answer = phone.get("export.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
        assert [row["answer"] for row in rows if row["field"] == "peak"] == ["1", "3"]
        assert answer["Cache-Control"] == "no-store"

    def test_no_formula_lives_in_it(self, phone):
        phone.send(phone.raw({"note": '=HYPERLINK("http://evil.example")'}))
        assert "\"'=HYPERLINK" in phone.get("export.csv").content.decode()

    def test_the_same_as_a_document_in_her_language(self, phone):
        phone.send(phone.raw({"headache": True, "peak": 3, "intake/a/drug": "sumatriptan", "note": "#panic() *late*"}))
        for language in ("en", "fr", "es"):
            answer = phone.client.get("/api/diary/export.pdf", headers={**phone.headers, "Accept-Language": language})
            with pikepdf.open(io.BytesIO(answer.content)) as document:
                assert len(document.pages) == 1
                assert str(document.Root.Lang) == language
        assert answer["Content-Type"] == "application/pdf"


class TestRedFlags:
    def test_it_heads_the_clinics_list_until_somebody_read_it(self, phone, clinic, ada):
        entry = phone.raw({"effect/a/event": "red_flag:breathing"})
        phone.send(entry, phone.raw({"note": "a quiet day"}))
        (flagged,) = queries.phones.red_flags(clinic)
        assert (flagged.name, flagged.flags, str(flagged.entry)) == ("Ada Example", ("breathing",), entry["id"])
        actions.phones.see(patient=ada, entry=flagged.entry, done="called, is well", by=clinic)
        assert queries.phones.red_flags(clinic) == []
