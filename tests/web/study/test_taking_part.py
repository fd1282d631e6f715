"""Taking part: consent before the version, a place once, and a sentence for whoever cannot be asked."""

import dataclasses
import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import actions, journal, keeping, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.actions import taking_part
from migrainedays.clinic.records.models import ROWS, Entry
from migrainedays.clinic.records.refusals import WrittenOnce
from migrainedays.clinic.records.sealing import secret_of
from migrainedays.clinic.records.studying import Allocation, StudyConsent
from migrainedays.errors import Impossible, InputRefused
from migrainedays.evidence.allocation import check_opened
from tests.studied import PROTOCOL, session
from tests.web.study.conftest import designed, enrol, said_by_the_key, somebody, standing


def opened():
    return ROWS[Allocation].objects.order_by("place").read()


def nothing_is_kept():
    return not ROWS[Allocation].objects.exists() and not ROWS[StudyConsent].objects.exists()


# -- consent, then the version ----------------------------------------------------------------------------
def test_consent_is_kept_and_then_a_place_is_opened(physician, running, ada):
    given = enrol(physician, running, ada)
    (consent,) = ROWS[StudyConsent].objects.read()
    assert (consent.patient, consent.text_version, consent.explained_by) == ("Ada", "2026-1", "Dr Harbour")
    assert (given.subject, given.place, given.revealed_to) == ("Ada", 1, "Dr Harbour")
    assert given.version == running.version_of(given.side)
    assert consent.consented_at == given.consented_at <= given.revealed_at


def test_the_arms_are_those_of_the_sealed_sequence(physician, running, ada):
    enrol(physician, running, ada)
    for number in range(7):
        enrol(physician, running, somebody(physician, f"P{number}"))
    assert [one.side for one in opened()] == said_by_the_key(running, 8)
    assert [one.place for one in opened()] == list(range(1, 9))


def test_in_the_journal_the_consent_stands_before_the_place(physician, running, ada):
    enrol(physician, running, ada)
    nouns = list(Entry.objects.order_by("pk").values_list("noun", flat=True))
    assert nouns.index("study_consents") < nouns.index("allocations")
    entry = Entry.objects.get(noun="study_consents")
    assert (entry.patient.patient, entry.who) == ("Ada", physician)
    assert queries.verification.differences() == {}


@pytest.mark.parametrize(("text", "explained", "column"), [("", "Dr H", "text_version"), ("1", " ", "explained_by")])
def test_without_consent_nothing_is_opened(physician, running, ada, text, explained, column):
    with pytest.raises(Impossible) as refused:
        enrol(physician, running, ada, text, explained)
    assert refused.value.column == column
    assert nothing_is_kept()
    assert enrol(physician, running, ada).place == 1


def test_no_place_can_be_kept_that_was_opened_before_consent():
    now = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    for consented in (None, now + dt.timedelta(seconds=1)):
        with pytest.raises(Impossible, match="a version is opened after it and never earlier"):
            Allocation(study="s", place=1, subject="P", arm="a", consented_at=consented, revealed_at=now)


@pytest.mark.parametrize("revision", [0, 1])
def test_an_opened_place_is_never_changed(physician, running, ada, revision):
    given = enrol(physician, running, ada)
    other = dataclasses.replace(given, arm="a" if given.arm == "b" else "b")
    with transaction.atomic(), pytest.raises(WrittenOnce):
        keeping.keep([other], record=None, by=operator(physician.membership.clinic_id), revision=revision)
    assert opened() == [given]


def test_a_failure_after_the_consent_keeps_neither(physician, running, ada, monkeypatch):
    monkeypatch.setattr(taking_part, "allocate", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        enrol(physician, running, ada)
    assert nothing_is_kept()


# -- who may be asked -------------------------------------------------------------------------------------
def test_nobody_takes_part_twice_and_nothing_is_drawn_again(physician, running, ada):
    given = enrol(physician, running, ada)
    with pytest.raises(InputRefused, match=r"consented already, and has a version\. A place is opened once"):
        enrol(physician, running, ada)
    assert opened() == [given]


def test_too_little_diary_is_told_with_what_would_suffice(physician, running):
    thin = somebody(physician, "Thin", entered=12)
    with pytest.raises(InputRefused, match=r"12 of the 28 days before today.*20 are needed, 8 more"):
        enrol(physician, running, thin)
    assert nothing_is_kept()


def test_the_plan_may_ask_for_a_fuller_diary(physician, ada):
    from tests.web.study.conftest import propose

    plan = actions.studies.design(run=propose(physician), least_entered=27, by=physician)
    running = actions.studies.begin(study=plan.study, by=physician)
    with pytest.raises(InputRefused, match="27 are needed, 1 more"):
        enrol(physician, running, somebody(physician, "Nearly", entered=26))
    assert enrol(physician, running, ada).place == 1


def test_who_has_had_the_protocol_is_told_so(physician, running, ada):
    earlier = timezone.now().date() - dt.timedelta(days=90)
    actions.treatment.record(patient=ada, session=session("Ada", "1", earlier), by=physician)
    with pytest.raises(InputRefused, match="The study compares first sessions"):
        enrol(physician, running, ada)


@pytest.mark.parametrize("signed", [False, True])
def test_a_session_of_today_came_too_early(physician, running, ada, signed):
    from tests.web.records.conftest import sign_despite

    today = timezone.now().date()
    given = session("Ada", "1", today, product="onabotulinumtoxinA")
    actions.treatment.record(patient=ada, session=given, by=physician)
    if signed:
        sign_despite(physician, ada)
    with pytest.raises(InputRefused, match="Today's session is on record already"):
        enrol(physician, running, ada)
    assert nothing_is_kept()


def test_before_the_beginning_and_after_the_end_nobody_takes_part(physician, plan, ada):
    with pytest.raises(InputRefused, match="The study is not running"):
        enrol(physician, plan, ada)
    running = actions.studies.begin(study=plan.study, by=physician)
    actions.studies.stop(study=running.study, reason="too slow", by=physician)
    with pytest.raises(InputRefused, match="The study is not running"):
        enrol(physician, running, ada)
    assert nothing_is_kept()


def test_when_the_places_are_given_nobody_more_takes_part(physician, ada):
    plan = designed(physician, patients=2, looks=1)
    running = actions.studies.begin(study=plan.study, by=physician)
    enrol(physician, running, ada)
    enrol(physician, running, somebody(physician, "Bo"))
    with pytest.raises(InputRefused, match="takes nobody more"):
        enrol(physician, running, somebody(physician, "Cy"))
    assert len(opened()) == 2
    assert queries.studies.offers(physician, somebody(physician, "Di"), timezone.now().date()) == []


def test_a_place_that_is_lost_before_its_session_is_given_again(physician, ada):
    plan = designed(physician, patients=2, looks=1)
    running = actions.studies.begin(study=plan.study, by=physician)
    enrol(physician, running, ada)
    enrol(physician, running, somebody(physician, "Bo"))
    taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)
    found = standing(physician, running)
    assert (found.progress.allocated, found.lost, found.given, found.takes_patients) == (2, 1, 1, True)
    assert enrol(physician, running, somebody(physician, "Cy")).place == 3
    assert not standing(physician, running).takes_patients


def test_a_place_that_is_left_after_its_session_is_not(physician, ada):
    plan = designed(physician, patients=2, looks=1)
    running = actions.studies.begin(study=plan.study, by=physician)
    given = enrol(physician, running, ada)
    today = timezone.now().date()
    actions.treatment.record(patient=ada, session=session("Ada", given.version, today), by=physician)
    taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)
    enrol(physician, running, somebody(physician, "Bo"))
    found = standing(physician, running)
    assert (found.withdrawn, found.lost, found.given, found.takes_patients) == (1, 0, 2, False)


def test_through_the_actions_every_whole_block_is_even(physician, ada):
    """Ninety people one after the other, some of whom leave: more than one block of whatever length."""
    running = actions.studies.begin(study=designed(physician, patients=200).study, by=physician)
    for number in range(90):
        patient = somebody(physician, f"P{number}", entered=20)
        enrol(physician, running, patient)
        if number % 9 == 0:
            taking_part.withdraw(study=running.study, patient=patient, reason="", by=physician)
    sides = [one.side for one in opened()]
    checked = check_opened(secret_of(running.study), running.study, sides)
    assert all(block.agrees for block in checked)
    assert checked[0].a == checked[0].b == checked[0].length / 2
    assert sum(block.a + block.b for block in checked) == 90


def test_another_key_opens_nothing(physician, running, ada, settings):
    settings.SECRET_KEY = "another key altogether, as after a move without its file"
    with pytest.raises(InputRefused, match=r"nobody can be allocated\. Put the old key back"):
        enrol(physician, running, ada)
    assert nothing_is_kept()


# -- withdrawing ------------------------------------------------------------------------------------------
def test_withdrawing_is_noted_and_the_place_stays_given(physician, running, ada):
    enrol(physician, running, ada)
    ended = taking_part.withdraw(study=running.study, patient=ada, reason="moves away", by=physician)
    assert (ended.withdrawn_on, ended.withdrawn_why) == (timezone.now().date(), "moves away")
    assert standing(physician, running).withdrawn == 1
    assert enrol(physician, running, somebody(physician, "Bo")).place == 2


def test_nobody_has_to_give_a_reason(physician, running, ada):
    enrol(physician, running, ada)
    assert taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician).withdrawn_why is None


def test_one_withdraws_once_and_does_not_come_back(physician, running, ada):
    enrol(physician, running, ada)
    taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)
    with pytest.raises(InputRefused, match="has withdrawn already"):
        taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)
    with pytest.raises(InputRefused, match="consented already, and has withdrawn"):
        enrol(physician, running, ada)


def test_who_takes_no_part_cannot_withdraw(physician, running, ada):
    with pytest.raises(InputRefused, match="does not take part"):
        taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)


def test_the_journal_keeps_the_consent_and_its_withdrawal(physician, running, ada):
    enrol(physician, running, ada)
    taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)
    rows = [row for entry in Entry.objects.filter(noun="study_consents").order_by("number") for row in entry.rows]
    assert [row["revision"] for row in rows] == [1, 2]
    assert "withdrawn_on" not in rows[0]["value"]
    assert journal.value_of(StudyConsent, {**rows[1]["value"], "patient": "Ada"}).withdrawn_on
    assert queries.verification.differences() == {}


# -- what a patient's pages know --------------------------------------------------------------------------
def test_a_study_is_offered_to_whoever_may_take_part(physician, running, ada):
    (offer,) = queries.studies.offers(physician, ada, timezone.now().date())
    assert (offer.plan.study, offer.lacks) == (running.study, ())
    assert queries.studies.parts(physician, ada) == []


def test_who_may_not_gets_the_sentence(physician, running):
    (offer,) = queries.studies.offers(physician, somebody(physician, "Thin", entered=3), timezone.now().date())
    assert "3 of the 28 days" in offer.lacks[0]


def test_after_consent_the_session_is_due_until_it_is_given(physician, running, ada):
    given = enrol(physician, running, ada)
    assert queries.studies.offers(physician, ada, timezone.now().date()) == []
    part = queries.studies.due_part(physician, ada)
    assert (part.allocation, part.due) == (given, True)
    today = timezone.now().date()
    actions.treatment.record(patient=ada, session=session("Ada", given.version, today), by=physician)
    assert queries.studies.due_part(physician, ada) is None
    assert [part.due for part in queries.studies.parts(physician, ada)] == [False]


def test_after_withdrawing_no_session_of_the_study_is_due(physician, running, ada):
    enrol(physician, running, ada)
    taking_part.withdraw(study=running.study, patient=ada, reason="", by=physician)
    assert queries.studies.due_part(physician, ada) is None


def test_a_planned_study_is_offered_to_nobody(physician, plan, ada):
    assert queries.studies.offers(physician, ada, timezone.now().date()) == []


# -- who may ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["front_desk", "analyst", "admin"])
def test_only_who_treats_enrols_and_notes_a_withdrawal(roles, running, ada, role):
    with pytest.raises((Forbidden, NotFound)):
        enrol(roles[role], running, ada)
    with pytest.raises((Forbidden, NotFound)):
        taking_part.withdraw(study=running.study, patient=ada, reason="", by=roles[role])
    assert nothing_is_kept()


def test_an_injector_enrols(roles, running, ada):
    assert enrol(roles["injector"], running, ada).revealed_to == "injector of Harbour"


@pytest.mark.parametrize("role", ["front_desk", "analyst", "admin"])
def test_others_are_offered_nothing(roles, running, ada, role):
    assert queries.studies.offers(roles[role], ada, timezone.now().date()) == []


def test_another_clinic_neither_enrols_nor_is_enrolled(physician, elsewhere, running, ada):
    theirs = somebody(elsewhere, "Theirs")
    with pytest.raises(NotFound):
        enrol(elsewhere, running, theirs)
    with pytest.raises(NotFound):
        enrol(physician, running, theirs)
    with pytest.raises(NotFound):
        enrol(elsewhere, running, ada)
    assert nothing_is_kept()


def test_the_versions_that_are_given_are_those_of_the_study(physician, running, ada):
    given = enrol(physician, running, ada)
    found = queries.protocols.version(physician, PROTOCOL, given.version)
    assert found.content_hash in (running.hash_a, running.hash_b)
