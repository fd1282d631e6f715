"""The first visit on the screen, without any script: three answers to each question, nothing typed is ever lost."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.clinic.records.models import Entry
from migrainedays.clinic.records.people import Contact
from migrainedays.treatment import Condition, Person, Preventive, Session
from migrainedays.treatment.first_visit import ASKED, not_asked
from migrainedays.treatment.history import History
from tests.forms import form_with
from tests.web.treatment.conftest import ON, consent, stock_vial
from tests.web.treatment.test_chart_page import chart, now, rules  # noqa: F401 - a fixture by its name

TOPIRAMATE = {
    "preventive-0-drug": "topiramate",
    "preventive-0-dose": "50 mg",
    "preventive-0-started_on": "2024-03-01",
    "preventive-0-stopped_on": "2024-09-01",
    "preventive-0-stop_reason": "intolerance",
}
ELSEWHERE = {
    "elsewhere-0-date": "2024-05",
    "elsewhere-0-place": "Another practice",
    "elsewhere-0-product": "onabotulinumtoxinA",
    "elsewhere-0-total_units": "152.5",
    "elsewhere-0-recalled_before": "22",
    "elsewhere-0-recalled_after": "14.5",
    "elsewhere-0-drugs_then": "topiramate 50 mg",
    "elsewhere-0-side_effects": "stiff neck for a week",
}
CONSENT = {
    "consent-0-given_on": "2026-11-23",
    "consent-0-text_version": "2026-1",
    "consent-0-explained_by": "Dr Harbour",
    "consent-0-off_label_named": "true",
}
KINDS = (Condition, Preventive, Session, ConsentGiven)
WHEN = "2026-11-23"


@pytest.fixture
def nora(physician):
    """A patient of whom only a name is known."""
    patient = actions.patients.add(person=Person(patient="Nora"), by=physician)
    actions.patients.reach(patient=patient, contact=Contact(patient="Nora", name="Nora Vale"), by=physician)
    return patient


@pytest.fixture
def visit(screen, now):  # noqa: F811
    """Opens a patient's page, changes some fields of it and sends it."""

    class Visit:
        def __init__(self):
            self.address = None

        def open(self, patient, role="physician"):
            answer = screen.get(reverse("first-visit", args=[patient]), role)
            assert answer.status_code == 200
            return form_with(answer, "asked_on")

        def send(self, patient, role="physician", form=None, **typed):
            data = {**(form or self.open(patient, role)), **typed}
            return screen.post(reverse("first-visit", args=[patient]), data, role)

    return Visit()


def held(user, patient, value_class):
    return [stored.value for stored in queries.rows.all_of(user, patient, value_class)]


def answer_of(user, patient, name):
    return queries.health.first_visit(user, patient).conditions[name].value


def errors(answer):
    return dict(re.findall(r'<p class="error" id="id_([\w-]+)_error">([^<]*)</p>', answer.content.decode()))


# -- three answers -----------------------------------------------------------------------------------------
def test_not_asked_is_what_every_question_starts_from(visit, nora):
    form = visit.open(nora)
    answers = {name: value for name, value in form.items() if name.endswith("-answer")}
    assert len(answers) == 17
    assert set(map(tuple, answers.values())) == {("",)}
    assert form["asked_on"] == [WHEN]


def test_a_page_sent_as_it_was_opened_writes_nothing(visit, physician, nora):
    before = Entry.objects.count()
    assert visit.send(nora).status_code == 302
    assert Entry.objects.count() == before
    assert all(held(physician, nora, kind) == [] for kind in KINDS)


def test_yes_no_and_not_asked_are_three_answers(visit, physician, nora):
    visit.send(nora, **{"q-allergy-answer": "yes", "q-allergy-detail": "albumin", "q-dysphagia-answer": "no"})
    assert held(physician, nora, Condition) == [
        Condition(patient="Nora", condition="allergy", asked_on=ON, answer=True, detail="albumin"),
        Condition(patient="Nora", condition="dysphagia", asked_on=ON, answer=False),
    ]
    assert queries.verification.differences() == {}


def test_what_stands_is_shown_again_and_unchanged_answers_keep_their_day(visit, physician, nora):
    visit.send(nora, **{"q-allergy-answer": "no"}, asked_on="2026-10-01")
    form = visit.open(nora)
    assert form["q-allergy-answer"] == ["no"]
    visit.send(nora, **{"q-dysphagia-answer": "no"})
    assert answer_of(physician, nora, "allergy").asked_on == dt.date(2026, 10, 1)
    assert answer_of(physician, nora, "dysphagia").asked_on == ON


def test_a_changed_answer_is_a_new_one_and_the_old_one_stays(visit, physician, nora):
    visit.send(nora, **{"q-breathing-answer": "no"}, asked_on="2026-10-01")
    visit.send(nora, **{"q-breathing-answer": "yes", "q-breathing-until": "2026-12-31"})
    assert [(c.asked_on, c.answer, c.until) for c in held(physician, nora, Condition)] == [
        (dt.date(2026, 10, 1), False, None),
        (ON, True, dt.date(2026, 12, 31)),
    ]


def test_a_slip_of_the_same_day_is_a_new_revision(visit, physician, nora):
    visit.send(nora, **{"q-breathing-answer": "yes"})
    visit.send(nora, **{"q-breathing-answer": "no"})
    (stored,) = queries.rows.all_of(physician, nora, Condition)
    assert (stored.value.answer, stored.revision) == (False, 2)


def test_not_asked_over_an_answer_lets_no_older_answer_hold_again(visit, physician, nora):
    visit.send(nora, **{"q-allergy-answer": "no"}, asked_on="2026-10-01")
    visit.send(nora, **{"q-allergy-answer": "yes"})
    visit.send(nora, **{"q-allergy-answer": "", "q-allergy-detail": ""})
    assert answer_of(physician, nora, "allergy").answer is None
    history = queries.treatment.history(physician, nora, on=ON)
    assert history.answer("allergy", ON).answer is None


def test_an_answer_cannot_be_older_than_the_one_that_stands(visit, physician, nora):
    visit.send(nora, **{"q-allergy-answer": "yes"})
    answer = visit.send(nora, **{"q-allergy-answer": "no"}, asked_on="2026-10-01")
    assert "was asked on 2026-11-23 already" in errors(answer)["q-allergy-answer"]
    assert answer_of(physician, nora, "allergy").answer is True


def test_pregnancy_can_be_asked_of_everybody(visit, physician, nora):
    for sex in ("male", "female", "other", None):
        person = queries.patients.get(physician, nora).person
        changed = Person(patient="Nora", sex=sex)
        actions.patients.correct(patient=nora, person=changed, revision=person.revision, by=physician)
        assert "q-pregnancy-answer" in visit.open(nora)
        missing = queries.health.not_asked(physician, nora, on=ON)
        assert ("pregnancy" in missing) == (sex != "male")


# -- the person, drugs, preventives ------------------------------------------------------------------------
def test_the_person_is_completed(visit, physician, nora):
    visit.send(
        nora,
        **{"person-birth_year": "1988", "person-migraine_attacks_before": "300", "person-aura_attacks_before": "0"},
    )
    person = queries.patients.get(physician, nora).person.value
    assert (person.birth_year, person.migraine_attacks_before, person.aura_attacks_before) == (1988, 300, 0)
    assert (person.patient, person.zone) == ("Nora", None)


def test_the_year_of_birth_is_that_of_the_day(visit, physician, nora):
    contact = Contact(patient="Nora", name="Nora Vale", born_on=dt.date(1988, 4, 2))
    actions.patients.reach(patient=nora, contact=contact, revision=1, by=physician)
    answer = visit.send(nora, **{"person-birth_year": "1989"})
    assert "born on 1988-04-02" in errors(answer)["person-birth_year"]
    assert visit.send(nora, **{"person-birth_year": "1988"}).status_code == 302


def test_drugs_of_today_make_no_day_of_the_diary(visit, physician, nora):
    visit.send(nora, **{"q-acute_drugs-answer": "yes", "q-acute_drugs-detail": "sumatriptan 50 mg, 6 days a month"})
    assert answer_of(physician, nora, "acute_drugs").detail == "sumatriptan 50 mg, 6 days a month"
    diary = queries.course(physician, nora).diary
    assert (diary.days, diary.intakes) == ((), ())


def test_preventives_with_their_doses_dates_and_reasons(visit, physician, nora):
    more = {"preventive-1-drug": "propranolol", "preventive-1-dose": "80 mg", "preventive-1-started_on": "2026-01-05"}
    visit.send(nora, **TOPIRAMATE, **more)
    assert held(physician, nora, Preventive) == [
        Preventive(patient="Nora", drug="propranolol", started_on=dt.date(2026, 1, 5), dose="80 mg"),
        Preventive(
            patient="Nora", drug="topiramate", started_on=dt.date(2024, 3, 1), dose="50 mg",
            stopped_on=dt.date(2024, 9, 1), stop_reason="intolerance",
        ),
    ]  # fmt: skip


def test_of_a_told_year_the_dose_says_that_it_was_told(visit, physician, nora):
    told = {**TOPIRAMATE, "preventive-0-started_on": "2019", "preventive-0-stopped_on": "2020-02"}
    visit.send(nora, **told)
    (kept,) = held(physician, nora, Preventive)
    assert (kept.started_on, kept.stopped_on) == (dt.date(2019, 1, 1), dt.date(2020, 2, 29))
    assert kept.dose == "50 mg; begun 2019 as told; stopped 2020-02 as told"
    before = Entry.objects.count()
    visit.send(nora)
    assert Entry.objects.count() == before


def test_rows_are_added_without_a_script_and_nothing_is_kept_by_it(visit, physician, nora):
    form = visit.open(nora)
    assert "preventive-2-drug" not in form
    answer = visit.send(nora, form=form, add="preventive", **TOPIRAMATE, **{"q-allergy-answer": "yes"})
    assert answer.status_code == 200
    grown = form_with(answer, "asked_on")
    assert grown["preventive-2-drug"] == [""]
    assert grown["preventive-0-drug"] == ["topiramate"]
    assert grown["q-allergy-answer"] == ["yes"]
    assert answer.content.decode().count("autofocus") == 1
    assert held(physician, nora, Preventive) == []
    third = {"preventive-2-drug": "candesartan", "preventive-2-started_on": "2025-05-01"}
    assert visit.send(nora, form=grown, **third).status_code == 302
    assert [p.drug for p in held(physician, nora, Preventive)] == ["candesartan", "topiramate"]


@pytest.mark.parametrize("kind", ["preventive", "elsewhere", "consent"])
def test_no_page_grows_without_end(visit, nora, kind):
    form = visit.open(nora)
    for asked in ("100000", "-3", "many"):
        answer = visit.send(nora, form=form, **{f"rows_{kind}": asked})
        assert answer.status_code == 422
        assert len(answer.content) < 400_000


def test_a_row_that_is_emptied_is_taken_back_and_stays_in_the_journal(visit, physician, nora):
    visit.send(nora, **TOPIRAMATE)
    visit.send(nora, **dict.fromkeys(TOPIRAMATE, ""))
    assert held(physician, nora, Preventive) == []
    (last, *_) = queries.history.history(physician, nora)
    assert (last.noun, last.why, last.rows[0]["withdrawn"]) == ("preventives", "first visit", True)
    assert queries.verification.differences() == {}


def test_another_beginning_is_another_row(visit, physician, nora):
    visit.send(nora, **TOPIRAMATE)
    visit.send(nora, **{"preventive-0-started_on": "2024-04-01"})
    (kept,) = held(physician, nora, Preventive)
    assert kept.started_on == dt.date(2024, 4, 1)
    assert queries.verification.differences() == {}


def test_none_tried_and_one_on_record_cannot_both_be(visit, physician, nora):
    answer = visit.send(nora, **{"q-preventives_tried-answer": "no"}, **TOPIRAMATE)
    assert "a preventive stands below" in errors(answer)["q-preventives_tried-answer"]
    assert held(physician, nora, Preventive) == []


# -- toxin elsewhere and consent ---------------------------------------------------------------------------
def test_treatment_elsewhere_is_kept_as_it_was_told(visit, physician, nora):
    visit.send(nora, **ELSEWHERE)
    (told,) = held(physician, nora, Session)
    assert (told.session, str(told.date), told.place) == (0, "2024-05", "Another practice")
    assert (told.total_units, told.recalled_before, told.recalled_after) == (
        Decimal("152.5"),
        Decimal(22),
        Decimal("14.5"),
    )
    assert (told.drugs_then, told.side_effects) == ("topiramate 50 mg", "stiff neck for a week")


def test_each_session_elsewhere_has_its_number_and_keeps_it(visit, physician, nora):
    visit.send(nora, **ELSEWHERE)
    visit.send(nora, **{"elsewhere-1-date": "2023", "elsewhere-1-indication": "frown lines"})
    visit.send(nora, **{"elsewhere-0-place": "A second practice"})
    kept = {s.session: (str(s.date), s.place, s.indication) for s in held(physician, nora, Session)}
    assert kept == {0: ("2024-05", "A second practice", None), -1: ("2023", None, "frown lines")}


def test_of_toxin_elsewhere_hardly_anything_needs_to_be_known(visit, physician, nora):
    visit.send(nora, **{"elsewhere-0-place": "somewhere", "q-other_toxin-answer": "yes"})
    (told,) = held(physician, nora, Session)
    assert (told.date, told.total_units, told.product) == (None, None, None)


def test_consent_with_its_text_and_its_explainer(visit, physician, nora):
    visit.send(nora, **CONSENT)
    assert held(physician, nora, ConsentGiven) == [consent("Nora")]
    visit.send(nora, **{"consent-0-withdrawn_on": "2026-11-23"})
    (taken_back,) = queries.treatment.history(physician, nora, on=ON).consents
    assert not taken_back.holds_on(ON)
    assert "consent" in queries.health.not_asked(physician, nora, on=ON)


# -- what is wrong -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("person-birth_year", "88", "is outside 1900 to 2200"),
        ("person-migraine_attacks_before", "many", "is not a whole number"),
        ("person-aura_attacks_before", "-1", "is below 0"),
        ("q-allergy-detail", "albumin", ""),
        ("preventive-0-started_on", "spring", "is not a date"),
        ("preventive-0-drug", "", "Which drug?"),
        ("elsewhere-0-total_units", "152.55", "is finer than 0.1 unit"),
        ("elsewhere-0-recalled_after", "40", "is outside 0 to 31"),
        ("elsewhere-0-date", "2024-13", "is not a date"),
        ("consent-0-explained_by", "", "Consent is kept with this"),
        ("consent-0-withdrawn_on", "2026-11-22", "lies before the day on which it was given"),
        ("asked_on", "2026-11-24", "This day is not here yet"),
    ],
)
def test_a_bad_field_is_told_and_nothing_is_lost_and_nothing_is_kept(visit, physician, nora, field, typed, says):
    good = {**TOPIRAMATE, **ELSEWHERE, **CONSENT, "q-allergy-answer": "yes", "person-birth_year": "1988"}
    if field == "q-allergy-detail":
        good["q-allergy-answer"], says = "", "A detail belongs to a yes or a no"
        field, typed = "q-allergy-answer", ""
        good["q-allergy-detail"] = "albumin"
    before = Entry.objects.count()
    answer = visit.send(nora, **{**good, field: typed})
    assert answer.status_code == 422
    assert says in errors(answer)[field]
    assert "Not saved yet" in answer.content.decode()
    back = form_with(answer, "asked_on")
    for name, value in {**good, field: typed}.items():
        assert back[name] == [value], name
    assert Entry.objects.count() == before
    assert held(physician, nora, Preventive) == []


def test_an_end_before_the_beginning_is_told_beside_it(visit, nora):
    answer = visit.send(nora, **{**TOPIRAMATE, "preventive-0-stopped_on": "2023-01-01"})
    assert "lies before the drug was started" in errors(answer)["preventive-0-stopped_on"]
    until = visit.send(nora, **{"q-muscle_relaxant-answer": "yes", "q-muscle_relaxant-until": "2026-11-01"})
    assert "lies before the day on which it was asked" in errors(until)["q-muscle_relaxant-until"]


@pytest.mark.parametrize("pieces", ["{", "[]", '{"revision": 1}', '{"revision": "x", "value": {}}', "null"])
def test_a_form_that_comes_back_in_pieces_is_refused(visit, physician, nora, pieces):
    visit.send(nora, **{"q-allergy-answer": "yes"})
    answer = visit.send(nora, **{"q-allergy-was": pieces, "q-allergy-answer": "no"})
    assert answer.status_code == 400
    assert answer_of(physician, nora, "allergy").answer is True


# -- two editors -------------------------------------------------------------------------------------------
def test_two_who_answer_the_same_question_both_see_it(visit, physician, nora):
    first, second = visit.open(nora), visit.open(nora, "injector")
    visit.send(nora, form=first, **{"q-allergy-answer": "yes", "q-allergy-detail": "albumin"})
    answer = visit.send(nora, "injector", form=second, **{"q-allergy-answer": "no", "q-dysphagia-answer": "no"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else was quicker" in body
    assert "Allergy to the toxin or a component of it: This was changed by somebody else" in body
    assert "albumin" in body
    assert [c.condition for c in held(physician, nora, Condition)] == ["allergy"]  # all or nothing
    again = visit.send(nora, "injector", form=form_with(answer, "asked_on"))
    assert again.status_code == 302
    assert answer_of(physician, nora, "allergy").answer is False
    stored = queries.health.first_visit(physician, nora).conditions["allergy"]
    assert stored.revision == 2
    assert queries.verification.differences() == {}


def test_who_left_a_question_alone_does_not_undo_what_another_answered(visit, physician, nora):
    first, second = visit.open(nora), visit.open(nora, "injector")
    visit.send(nora, form=first, **{"q-allergy-answer": "yes"})
    assert visit.send(nora, "injector", form=second, **{"q-dysphagia-answer": "no"}).status_code == 302
    assert answer_of(physician, nora, "allergy").answer is True


def test_two_who_complete_the_person_meet(visit, physician, nora):
    first, second = visit.open(nora), visit.open(nora, "injector")
    visit.send(nora, form=first, **{"person-birth_year": "1988"})
    answer = visit.send(nora, "injector", form=second, **{"person-birth_year": "1989"})
    assert "1988" in answer.content.decode()
    assert queries.patients.get(physician, nora).person.value.birth_year == 1988


def test_two_sessions_elsewhere_entered_at_once_are_two(visit, physician, nora):
    first, second = visit.open(nora), visit.open(nora, "injector")
    visit.send(nora, form=first, **ELSEWHERE)
    other = {"elsewhere-0-date": "2022", "elsewhere-0-place": "A clinic by the sea"}
    answer = visit.send(nora, "injector", form=second, **other)
    if answer.status_code == 422:
        answer = visit.send(nora, "injector", form=form_with(answer, "asked_on"))
    assert answer.status_code == 302
    assert sorted(str(s.date) for s in held(physician, nora, Session)) == ["2022", "2024-05"]


def test_a_row_that_was_taken_back_meanwhile_is_told(visit, physician, nora):
    visit.send(nora, **TOPIRAMATE)
    first, second = visit.open(nora), visit.open(nora, "injector")
    visit.send(nora, form=first, **dict.fromkeys(TOPIRAMATE, ""))
    answer = visit.send(nora, "injector", form=second, **{"preventive-0-dose": "100 mg"})
    assert answer.status_code == 422
    assert "withdrawn by somebody else" in answer.content.decode()
    assert visit.send(nora, "injector", form=form_with(answer, "asked_on")).status_code == 302
    assert [p.dose for p in held(physician, nora, Preventive)] == ["100 mg"]


# -- what is still missing ---------------------------------------------------------------------------------
def test_what_is_missing_is_listed_and_the_patient_page_leads_there(screen, visit, physician, nora):
    patient_page = screen.get(reverse("patient", args=[nora])).content.decode()
    assert f"{len(ASKED)} not asked" in patient_page
    assert reverse("first-visit", args=[nora]) in patient_page
    everything = {f"q-{name}-answer": "no" for name in ASKED if f"q-{name}-answer" in visit.open(nora)}
    person = {"person-birth_year": "1988", "person-migraine_attacks_before": "300", "person-aura_attacks_before": "0"}
    visit.send(nora, **{**everything, **person, "q-breathing-answer": ""})
    assert queries.health.not_asked(physician, nora, on=ON) == ("breathing", "consent")
    assert "2 not asked" in screen.get(reverse("first-visit", args=[nora])).content.decode()
    visit.send(nora, **{"q-breathing-answer": "no"}, **CONSENT)
    assert queries.health.not_asked(physician, nora, on=ON) == ()
    done = screen.get(reverse("patient", args=[nora])).content.decode()
    assert "not asked" not in done
    assert "First visit: everything was asked" in done


def test_the_front_desk_and_the_analyst_are_not_led_there(screen, nora):
    for role in ("front_desk", "analyst"):
        assert "not asked" not in screen.get(reverse("patient", args=[nora]), role).content.decode()


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ({}, set()),
        ({"person": Person(patient="Nora", birth_year=1988)}, {"birth_year"}),
        ({"person": Person(patient="Nora", sex="male")}, {"pregnancy", "lactation"}),
        ({"preventives": (Preventive(patient="Nora", drug="x", started_on=ON),)}, {"preventives_tried"}),
        ({"sessions": (Session(patient="Nora", session=0),)}, {"other_toxin"}),
        ({"conditions": (Condition(patient="Nora", condition="allergy", asked_on=ON, answer=False),)}, {"allergy"}),
        ({"conditions": (Condition(patient="Nora", condition="allergy", asked_on=ON),)}, set()),
        ({"consents": (consent("Nora").consent(),)}, {"consent"}),
    ],
)
def test_each_thing_that_is_known_is_missed_no_more(values, known):
    assert set(ASKED) - set(not_asked(History(patient="Nora", **values), ON)) == known


# -- what it means for the session -------------------------------------------------------------------------
def test_an_allergy_answered_here_blocks_the_session(screen, visit, physician, dora, stocked):
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    assert chart(screen, dora, step="check").status_code == 302
    visit.send(dora, **{"q-allergy-answer": "yes", "q-allergy-detail": "albumin"})
    stock_vial(physician, "V2")
    page = screen.get(reverse("session-chart", args=[dora])).content.decode()
    assert 'name="allergy"' not in page  # it is answered, and not asked again
    answer = chart(screen, dora, vials=["V2"], **{"started": "10:35"})
    assert "allergy" in rules(answer)
    assert 'value="sign"' not in answer.content.decode()


def test_consent_given_here_lifts_the_stop(screen, visit, dora, stocked):
    assert rules(chart(screen, dora)) == ["consent"]
    visit.send(dora, **CONSENT)
    assert chart(screen, dora).status_code == 302


def test_a_year_of_birth_given_here_tells_of_a_minor(screen, visit, physician, nora, stocked):
    visit.send(nora, **CONSENT, **{"person-birth_year": "2010"})
    answer = chart(screen, nora, initials="N.V.", birth_year="2010")
    assert "age" in rules(answer)
    assert "under 18 years" in answer.content.decode()


def test_toxin_elsewhere_told_here_is_counted_at_the_session(screen, visit, physician, dora, stocked):
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    visit.send(dora, **{**ELSEWHERE, "elsewhere-0-date": "2026-10-01"})
    assert rules(chart(screen, dora, other_toxin="yes"))[0] == "interval"


def test_an_end_that_this_page_does_not_ask_is_kept(visit, physician, nora):
    until = dt.date(2027, 1, 1)
    stood = Condition(patient="Nora", condition="allergy", asked_on=dt.date(2026, 10, 1), answer=True, until=until)
    actions.health.record(patient=nora, values=[stood], by=physician)
    assert "q-allergy-until" not in visit.open(nora)
    visit.send(nora, **{"q-allergy-detail": "albumin"})
    assert answer_of(physician, nora, "allergy").until == until
