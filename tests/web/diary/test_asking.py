"""The clinic's own questions: a list for all, what one patient is asked instead, and where the answers go."""

import json

import pytest

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.access import Forbidden, NotFound
from migrainedays.clinic.records.asking import Asked, ClinicQuestion, PatientQuestion, asked_of
from migrainedays.clinic.records.models import Clinic
from migrainedays.diary import Exposure, Goal
from migrainedays.errors import Impossible
from tests.web.diary.conftest import member
from tests.web.diary.test_entries import _number

SCREENS = ClinicQuestion(
    question="screens", kind="exposure", en="Long hours at a screen", fr="Longtemps devant un écran", asked_of_all=True
)
WALK = ClinicQuestion(question="walk", kind="goal", en="Half an hour of walking", asked_of_all=False)


@pytest.fixture
def listed(clinic):
    """The clinic asks everybody about screens, and some about walking."""
    for question in (SCREENS, WALK):
        actions.asking.list_question(question=question, by=clinic)


@pytest.fixture
def ask(clinic, ada):
    """Ask Ada something, or leave something out for her."""

    def asked(question, **told):
        value = PatientQuestion(patient=_number(clinic, ada), question=question, **told)
        return actions.asking.ask_patient(patient=ada, question=value, by=clinic)

    return asked


def questions(phone):
    return {each["question"]: each for each in phone.get("mine").json()["questions"]}


class TestTheList:
    def test_what_is_asked_of_all_reaches_every_phone_in_its_words(self, phone, listed):
        found = questions(phone)
        assert set(found) == {"screens"}
        assert found["screens"]["words"] == {
            "en": "Long hours at a screen",
            "fr": "Longtemps devant un écran",
            "es": "Long hours at a screen",
        }

    def test_for_one_patient_something_is_left_out_and_something_added(self, phone, listed, ask):
        ask("screens", asked=False)
        ask("walk", asked=True)
        ask("garden", asked=True, kind="goal", en="An hour in the garden")
        assert {name: each["kind"] for name, each in questions(phone).items()} == {"walk": "goal", "garden": "goal"}

    def test_her_own_words_come_before_the_clinics(self):
        own = PatientQuestion(patient="1", question="screens", asked=True, en="Screens after nine")
        (asked,) = asked_of([SCREENS], [own])
        assert asked == Asked(
            "screens", "exposure", {"en": "Screens after nine", "fr": SCREENS.fr, "es": asked.words["en"]}
        )

    def test_a_question_that_was_taken_off_is_asked_no_more(self, phone, listed, clinic):
        actions.asking.drop_question(question=SCREENS, revision=1, by=clinic)
        assert questions(phone) == {}

    def test_everything_is_traced(self, listed, ask):
        ask("walk", asked=True)
        assert journal.differences(Clinic.objects.get().pk) == []

    @pytest.mark.parametrize("name", ["a/b", "", "x" * 41, "line\nbreak"])
    def test_a_name_that_cannot_be_a_field_is_refused(self, name):
        with pytest.raises(Impossible):
            ClinicQuestion(question=name, en="words")

    def test_a_question_without_words_is_refused(self):
        with pytest.raises(Impossible, match="en"):
            ClinicQuestion(question="screens")

    def test_the_front_desk_asks_nothing(self, clinic, ada):
        with pytest.raises(Forbidden):
            actions.asking.list_question(question=SCREENS, by=member(clinic, "front_desk"))

    def test_another_clinics_patient_is_asked_nothing(self, clinic, elsewhere):
        with pytest.raises(NotFound):
            actions.asking.ask_patient(
                patient=elsewhere, question=PatientQuestion(patient="9", question="x"), by=clinic
            )


class TestTheAnswers:
    def test_they_are_kept_as_exposures_and_goals_on_good_days_too(self, phone, listed, clinic, ada):
        phone.send(phone.raw({"headache": False, "exposure/screens/level": 2, "goal/walk/level": 1}))
        (exposure,) = queries.rows.all_of(clinic, ada, Exposure)
        (goal,) = queries.rows.all_of(clinic, ada, Goal)
        assert (exposure.value.factor, exposure.value.level) == ("screens", 2)
        assert (goal.value.goal, goal.value.level) == ("walk", 1)

    def test_she_takes_them_along(self, phone, listed):
        phone.send(phone.raw({"headache": False, "exposure/screens/level": 2}))
        assert "exposure/screens/level,2" in phone.get("export.csv").content.decode()

    def test_the_questions_of_one_clinic_are_not_those_of_another(self, listed, elsewhere, phone):
        from migrainedays.clinic.records.access import operator

        other = Clinic.objects.get(name="Elsewhere")
        theirs = ClinicQuestion(question="theirs", en="Theirs", asked_of_all=True)
        actions.asking.list_question(question=theirs, by=operator(other.pk))
        assert "theirs" not in json.dumps(phone.get("mine").json())
