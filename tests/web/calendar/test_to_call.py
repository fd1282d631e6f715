"""Whom to call: one line a reason, one action a line, a letter once for each occasion; and the plan behind it."""

import datetime as dt

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.messages import Message
from migrainedays.clinic.web.today.views import next_for
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series

DUE = dt.date(2026, 5, 25)
LATE = dt.date(2026, 6, 10)


def kinds(user, on):
    return [one.line.kind for one in queries.recall.to_call(user, on=on) if one.number == "Clara"]


class TestTheList:
    def test_from_due_to_overdue_to_a_date(self, physician, reached):
        assert kinds(physician, DUE) == ["due", "quiet"]
        assert kinds(physician, LATE) == ["overdue", "quiet"]
        actions.visits.book(patient=reached, at=dt.datetime(2026, 6, 20, 9), kind="treatment", by=physician)
        assert kinds(physician, LATE) == ["quiet"]
        assert kinds(physician, dt.date(2026, 6, 20))[0] == "quiet"  # who comes today has a date

    def test_the_front_desk_hears_of_dates_and_of_no_diary(self, roles, reached):
        assert kinds(roles["front_desk"], LATE) == ["overdue"]

    def test_another_clinic_calls_its_own(self, elsewhere, reached):
        assert kinds(elsewhere, LATE) == []

    def test_a_session_in_a_series_that_is_over_is_called_by_nobody(self, physician, reached):
        series = Series(patient="Clara", series=1, sessions=1, review_after=1)
        actions.scheduling.plan_series(patient=reached, series=series, by=physician)
        assert kinds(physician, LATE) == ["review", "quiet"]

    def test_an_authorisation_that_ends(self, physician, reached):
        allowed = Authorisation(patient="Clara", payer="Mutual", from_on=dt.date(2026, 1, 1), until_on=LATE)
        actions.scheduling.authorise(patient=reached, authorisation=allowed, by=physician)
        assert "authorisation" in kinds(physician, DUE)


class TestThePage:
    def body(self, screen, role="physician"):
        return screen.get(reverse("to-call"), role).content.decode()

    def test_each_line_has_one_action(self, screen, physician, reached):
        body = self.body(screen)
        assert "Session 2 has no date yet." in body
        assert body.count("<li>") == body.count('class="button second"') + body.count('<button class="second"') - 1

    def test_who_was_never_treated_is_not_on_it(self, physician, clara):
        assert kinds(physician, DUE) == []

    def test_a_letter_is_written_once(self, screen, physician, reached):
        called = queries.recall.to_call(physician, on=dt.date(2026, 5, 20))
        occasion = next(one.line.occasion for one in called if one.id == reached)
        where = reverse("to-call-write", args=[reached])
        for _ in range(2):
            assert screen.post(where, {"occasion": occasion}).status_code == 302
        assert len(queries.rows.all_of(physician, reached, Message)) == 1
        assert "message of 20 May: queued" in self.body(screen)

    def test_an_occasion_that_does_not_stand_there_writes_nothing(self, screen, physician, reached):
        screen.post(reverse("to-call-write", args=[reached]), {"occasion": "session-99"})
        assert queries.rows.all_of(physician, reached, Message) == []

    def test_who_did_not_agree_is_called_by_telephone(self, screen, physician, treated):
        body = self.body(screen)
        assert "Look up the contact" in body
        called = queries.recall.to_call(physician, on=dt.date(2026, 5, 20))
        quiet = next(one for one in called if one.line.kind == "quiet" and one.id == treated)
        screen.post(reverse("to-call-write", args=[treated]), {"occasion": quiet.line.occasion})
        assert "has not agreed to messages" in self.body(screen)


GIVEN = {"form": "series", "first_session": "1", "sessions": "3", "review_after": "2", "review_months": "6"}


class TestThePlan:
    def test_a_series_is_planned_changed_and_followed_by_another(self, screen, physician, reached):
        where = reverse("plan", args=[reached])
        for given in ({}, {"sessions": "4"}, {"first_session": "5", "sessions": "2"}):
            assert screen.post(where, {**GIVEN, **given}).status_code == 302
        found = [s.value for s in queries.rows.all_of(physician, reached, Series)]
        assert [(s.series, s.first_session, s.sessions) for s in found] == [(1, 1, 4), (2, 5, 2)]

    def test_what_cannot_be_is_refused(self, screen, reached):
        answer = screen.post(reverse("plan", args=[reached]), {**GIVEN, "sessions": "0"})
        assert answer.status_code == 422

    def test_an_authorisation_is_noted_and_corrected(self, screen, physician, reached):
        where = reverse("plan", args=[reached])
        given = {"form": "authorisation", "payer": "Mutual", "from_on": "2026-03-01", "until_on": "2026-09-01"}
        for more in ({}, {"sessions": "2"}):
            assert screen.post(where, {**given, **more}).status_code == 302
        (kept,) = queries.rows.all_of(physician, reached, Authorisation)
        assert (kept.value.sessions, kept.revision) == (2, 2)
        refused = screen.post(where, {**given, "until_on": "2026-02-01"})
        assert refused.status_code == 422
        assert "lies before the authorisation begins" in refused.content.decode()

    def test_the_front_desk_notes_authorisations_and_plans_no_series(self, screen, physician, reached):
        body = screen.get(reverse("plan", args=[reached]), "front_desk").content.decode()
        assert "What the payer allows" in body
        assert "Series of sessions" not in body
        assert screen.post(reverse("plan", args=[reached]), GIVEN, "front_desk").status_code == 403

    def test_an_address_of_a_calendar_is_shown_once(self, screen, physician, reached):
        where = reverse("patient-calendar", args=[reached])
        assert "/feed/" in screen.post(where, {}).content.decode()
        body = screen.get(where).content.decode()
        assert "/feed/" not in body
        feed = body.partition('name="revoke" value="')[2].partition('"')[0]
        assert screen.post(where, {"revoke": feed}).status_code == 302
        assert "Stop this address" not in screen.get(where).content.decode()
        assert screen.post(where, {"revoke": "none"}).status_code == 404


class TestWhatIsNext:
    @pytest.mark.parametrize(
        ("series", "on", "told"),
        [
            (None, DUE, "Session 2 from 25 May 2026 on. No series is planned yet."),
            (Series(patient="Clara", series=1), DUE, "Session 2 from 25 May 2026 on."),
            (Series(patient="Clara", series=1), dt.date(2026, 9, 2), "Review of the series is due: 1 of 3"),
            (
                Series(patient="Clara", series=1, sessions=1, review_after=3),
                DUE,
                "The planned sessions have been given.",
            ),
        ],
    )
    def test_for_who_was_treated(self, physician, reached, series, on, told):
        if series is not None:
            actions.scheduling.plan_series(patient=reached, series=series, by=physician)
        assert next_for(queries.recall.outlook(physician, reached, on=on), on).startswith(told)

    def test_for_who_is_new(self, physician, clara):
        assert next_for(queries.recall.outlook(physician, clara, on=DUE), DUE) == "No series is planned yet."

    def test_today_says_it_beside_the_name(self, screen, physician, reached):
        actions.visits.book(patient=reached, at=dt.datetime(2026, 5, 20, 15), kind="review", by=physician)
        body = screen.get(reverse("today")).content.decode()
        assert "Session 2 from 25 May 2026 on. No series is planned yet." in body
        assert "Whom to call" in body
        desk = screen.get(reverse("today"), "front_desk").content.decode()
        assert "No series is planned yet." not in desk
