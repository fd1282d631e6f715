"""How diaries are kept: who went quiet, and how much was told on the day, beside what is counted from it."""

import datetime as dt

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.web.templatetags.phones import entered
from migrainedays.diary import DiaryDay
from migrainedays.diary.phone import Delays
from tests.web.diary.conftest import TODAY, member
from tests.web.diary.test_entries import _number


@pytest.fixture
def desk(client, clinic):
    """The browser of the physician."""
    client.force_login(clinic)
    return client


@pytest.fixture
def kept(clinic, ada, bea):
    """Ada told her last five days as they came; Bea's last day is twenty days old and was told all at once."""
    zone = dt.timezone(dt.timedelta(hours=1))

    def day(patient, back, late):
        date = TODAY - dt.timedelta(days=back)
        at = dt.datetime.combine(date + dt.timedelta(days=late), dt.time(12), zone)
        return DiaryDay(patient=_number(clinic, patient), date=date, headache=False, entered_at=at, zone="Europe/Paris")

    actions.diary.record(patient=ada, entries=[day(ada, n, 0) for n in range(5)], by=clinic)
    actions.diary.record(patient=bea, entries=[day(bea, n, 30 - n) for n in (20, 21)] + [day(bea, 22, 2)], by=clinic)


class TestTheSentence:
    @pytest.mark.parametrize(
        ("delays", "said"),
        [
            (Delays(31, 6, 3), "31 of 40 days entered on the day, 6 within 48 h, 3 later."),
            (Delays(0, 0, 2, 1), "0 of 2 days entered on the day, 0 within 48 h, 2 later (1 over a week)."),
            (Delays(1, 0, 0, 0, 4), "1 of 1 days entered on the day, 0 within 48 h, 0 later; 4 more do not say when."),
            (Delays(unknown=7), "No day says when it was entered."),
        ],
    )
    def test_it_names_every_day_once(self, delays, said):
        assert entered(delays) == said


class TestAtAGlance:
    def test_the_quietest_is_first(self, clinic, kept, ada, bea):
        first, second = queries.phones.kept_diaries(clinic, TODAY)
        assert (first.id, first.quiet_days, first.told) == (bea, 20, 3)
        assert (second.id, second.quiet_days, second.told) == (ada, 0, 5)

    def test_how_late_they_were_told(self, clinic, kept):
        bea, ada = queries.phones.kept_diaries(clinic, TODAY)
        assert bea.delays == Delays(within_48_hours=1, later=2, over_a_week=2)
        assert ada.delays == Delays(on_the_day=5)

    def test_a_phone_that_was_stopped_is_none(self, clinic, phone, kept, ada):
        assert {each.id: each.has_phone for each in queries.phones.kept_diaries(clinic, TODAY)}[ada]
        actions.phones.revoke(patient=ada, device=phone.device, by=clinic)
        assert not {each.id: each.has_phone for each in queries.phones.kept_diaries(clinic, TODAY)}[ada]

    def test_a_diary_that_was_given_up_and_a_day_to_come_are_left_out(self, clinic, kept):
        assert queries.phones.kept_diaries(clinic, TODAY + dt.timedelta(days=120)) == []
        early = queries.phones.kept_diaries(clinic, TODAY - dt.timedelta(days=4))
        assert [each.told for each in early] == [3, 1]

    def test_the_page_says_who_is_quiet(self, desk, kept, bea):
        page = desk.get("/diaries/").content.decode()
        assert "1 of 2 diaries" in page
        assert page.count(">quiet<") == 1
        assert "0 of 3 days entered on the day, 1 within 48 h, 2 later (2 over a week)." in page

    def test_it_is_found_from_today(self, desk, kept):
        assert 'href="/diaries/"' in desk.get("/today/").content.decode()

    def test_with_no_diary_at_all_it_says_so(self, desk):
        assert "No diary has an entry" in desk.get("/diaries/").content.decode()

    def test_the_front_desk_reads_no_diary(self, client, clinic, kept):
        with pytest.raises(Forbidden):
            queries.phones.kept_diaries(member(clinic, "front_desk"), TODAY)

    def test_another_clinics_diaries_are_not_there(self, clinic, kept, elsewhere):
        shown = {each.id for each in queries.phones.kept_diaries(clinic, TODAY)}
        assert elsewhere not in shown


class TestBesideTheResult:
    def test_the_patients_page_says_how_much_was_told_on_the_day(self, desk, kept, ada):
        page = desk.get(f"/patients/{ada}/").content.decode()
        assert "5 of 5 days entered on the day, 0 within 48 h, 0 later." in page
