"""The clinic's pages about what diaries ask: the list for all, one patient's plan, and the numbers on the phones."""

import pytest

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.asking import ClinicQuestion, DiaryWishes, PatientQuestion
from tests.web.diary.conftest import member

SCREENS = {
    "question": "screens",
    "kind": "exposure",
    "en": "Hours at a screen",
    "fr": "",
    "es": "",
    "asked_of_all": "on",
}


@pytest.fixture
def desk(client, clinic):
    """The browser of the physician."""
    client.force_login(clinic)
    return client


@pytest.fixture
def listed(desk):
    """The list asks everybody about screens."""
    assert desk.post("/diary-questions/", SCREENS).status_code == 302


class TestTheList:
    def test_a_question_is_put_on_it_and_says_what_is_not_translated(self, desk, listed):
        page = desk.get("/diary-questions/").content.decode()
        assert "Hours at a screen" in page
        assert "asked of every patient" in page
        assert "no French yet" in page

    def test_the_same_name_again_is_a_new_revision_and_not_a_second_question(self, desk, listed, clinic):
        desk.post("/diary-questions/", {**SCREENS, "fr": "Heures devant un écran"})
        (stored,) = queries.rows.stock(clinic, ClinicQuestion)
        assert (stored.value.fr, stored.revision) == ("Heures devant un écran", 2)

    def test_it_is_taken_off(self, desk, listed, clinic):
        desk.post("/diary-questions/", {"drop": "screens"})
        assert queries.rows.stock(clinic, ClinicQuestion) == []

    def test_a_name_with_a_slash_comes_back_with_its_reason_and_nothing_is_kept(self, desk, clinic):
        page = desk.post("/diary-questions/", {**SCREENS, "question": "a/b"})
        assert page.status_code == 422
        assert "without a slash" in page.content.decode()
        assert queries.rows.stock(clinic, ClinicQuestion) == []

    def test_script_in_its_words_is_shown_as_words(self, desk):
        desk.post("/diary-questions/", {**SCREENS, "en": "<script>alert(1)</script>"})
        page = desk.get("/diary-questions/").content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_the_front_desk_is_not_let_in(self, client, clinic):
        client.force_login(member(clinic, "front_desk"))
        assert client.get("/diary-questions/").status_code == 403


class TestOnePatient:
    def test_each_question_says_whether_it_is_asked(self, desk, listed, ada):
        page = desk.get(f"/patients/{ada}/diary/").content.decode()
        assert "As for every patient: asked" in page

    def test_one_is_left_out_for_her_and_comes_back(self, desk, listed, phone, ada):
        for chosen, asked in (("no", []), ("", ["screens"])):
            desk.post(f"/patients/{ada}/diary/", {"form": "list", "ask-screens": chosen})
            assert [each["question"] for each in phone.get("mine").json()["questions"]] == asked

    def test_nothing_is_written_where_nothing_was_changed(self, desk, listed, clinic, ada):
        desk.post(f"/patients/{ada}/diary/", {"form": "list", "ask-screens": ""})
        assert queries.rows.all_of(clinic, ada, PatientQuestion) == []

    def test_a_question_for_her_alone(self, desk, phone, ada):
        garden = {
            "form": "own",
            "question": "garden",
            "kind": "goal",
            "en": "An hour in the garden",
            "fr": "",
            "es": "",
        }
        assert desk.post(f"/patients/{ada}/diary/", garden).status_code == 302
        (asked,) = phone.get("mine").json()["questions"]
        assert (asked["question"], asked["kind"]) == ("garden", "goal")

    def test_how_often_and_when_she_is_reminded(self, desk, clinic, ada):
        chosen = {"form": "wishes", "rhythm": "every_third_day", "questions": "never", "reminded_at": "19",
                  "reminded_in": "es", "reminded_by": ["push", "email"]}  # fmt: skip
        assert desk.post(f"/patients/{ada}/diary/", chosen).status_code == 302
        assert queries.rows.one(clinic, ada, DiaryWishes).value == DiaryWishes(
            patient=queries.patients.get(clinic, ada).number, rhythm="every_third_day", questions="never",
            reminded_at=19, reminded_in="es", reminded_by=("email", "push"),
        )  # fmt: skip

    def test_an_hour_that_no_clock_shows_is_refused_beside_the_field(self, desk, clinic, ada):
        page = desk.post(f"/patients/{ada}/diary/", {"form": "wishes", "reminded_at": "24"})
        assert page.status_code == 422
        assert 'id="id_reminded_at_error"' in page.content.decode()
        assert queries.rows.one(clinic, ada, DiaryWishes) is None

    def test_another_clinics_patient_is_not_there(self, desk, elsewhere):
        assert desk.get(f"/patients/{elsewhere}/diary/").status_code == 404
        assert desk.post(f"/patients/{elsewhere}/diary/", {"form": "list"}).status_code == 404


class TestTheNumbers:
    def post(self, desk, **given):
        told = {"name": "Clinic", "zone": "Europe/Paris", "language": "en", "interval_days": 84, "quiet_after_days": 5}
        return desk.post("/clinic/", {**told, "revision": 1, "emergency_number": "", "crisis_number": "", **given})

    def test_the_page_says_where_the_regions_numbers_were_seen(self, desk):
        page = desk.get("/clinic/").content.decode()
        assert "Empty means 112. Seen:" in page
        assert "3114.fr" in page

    def test_one_that_was_not_seen_is_shown_as_such(self, desk, clinic):
        self.post(desk, zone="Europe/London")
        page = desk.get("/clinic/").content.decode()
        assert "Unverified, so not shown: 999" in page
        assert "Nothing is known for this region" in page

    def test_the_clinics_own_reach_the_phone(self, desk, phone):
        self.post(desk, emergency_number="15", crisis_number="01 45 39 40 00")
        assert phone.get("mine").json()["numbers"] == {"emergency": "15", "crisis": "01 45 39 40 00"}

    def test_words_are_refused(self, desk, phone):
        assert self.post(desk, emergency_number="call us").status_code == 422
        assert phone.get("mine").json()["numbers"]["emergency"] == "112"
