"""Every address with every role, against one declared table; what is another clinic's does not exist."""

import uuid

import pytest
from django.urls import URLPattern, get_resolver, reverse

from migrainedays.clinic.records import actions
from migrainedays.clinic.web.urls import urlpatterns
from tests.web.records.conftest import ids_of

OK, TO_LOGIN, FORBIDDEN, NOT_THERE, MOVED, WRONG = 200, 302, 403, 404, 302, 405  # WRONG: it is posted to
ROLES = ("physician", "injector", "front_desk", "analyst", "admin")
#                      physician  injector   front_desk  analyst    admin
TABLE = {
    "home":           (MOVED,     MOVED,     MOVED,      MOVED,     MOVED),
    "today":          (OK,        OK,        OK,         OK,        FORBIDDEN),
    "patients":       (OK,        OK,        OK,         OK,        FORBIDDEN),
    "patient-add":    (OK,        OK,        OK,         FORBIDDEN, FORBIDDEN),
    "patient":        (OK,        OK,        OK,         OK,        NOT_THERE),
    "contact":        (OK,        OK,        OK,         FORBIDDEN, NOT_THERE),
    "first-visit":    (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "story":          (OK,        FORBIDDEN, FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "expectations":   (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "documents":      (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "day":            (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "visit":          (OK,        OK,        OK,         FORBIDDEN, NOT_THERE),
    "session-add":    (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "session":        (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "phones":         (OK,        OK,        OK,         FORBIDDEN, NOT_THERE),
    "phone-revoke":   (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "red-flag-seen":  (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "sheet":          (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "diary-plan":     (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "diaries":        (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "diary-questions": (OK,       OK,        FORBIDDEN,  FORBIDDEN, FORBIDDEN),
    "sheet-type":     (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "unusual":        (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "forecast":       (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "evidence":       (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "versions":       (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "questions":      (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "question-new":   (OK,        FORBIDDEN, FORBIDDEN,  FORBIDDEN, FORBIDDEN),
    "question":       (NOT_THERE, NOT_THERE, FORBIDDEN,  NOT_THERE, FORBIDDEN),
    "studies":        (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "study-new":      (OK,        FORBIDDEN, FORBIDDEN,  OK,        FORBIDDEN),
    "study":          (NOT_THERE, NOT_THERE, FORBIDDEN,  NOT_THERE, FORBIDDEN),
    "study-protocol": (NOT_THERE, NOT_THERE, FORBIDDEN,  NOT_THERE, FORBIDDEN),
    "study-protocol-file": (NOT_THERE, NOT_THERE, FORBIDDEN, NOT_THERE, FORBIDDEN),
    "study-part":     (NOT_THERE, NOT_THERE, FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "run":            (NOT_THERE, NOT_THERE, FORBIDDEN,  NOT_THERE, FORBIDDEN),
    "run-stop":       (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "protocols":      (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "protocol":       (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "protocol-file":  (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "protocol-difference": (OK,   OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "stock":          (OK,        OK,        OK,         OK,        FORBIDDEN),
    "recall":         (OK,        OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "session-chart":  (OK,        OK,        FORBIDDEN,  FORBIDDEN, NOT_THERE),
    "session-billing": (OK,       OK,        FORBIDDEN,  OK,        NOT_THERE),
    "session-sheet":  (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "session-note":   (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "adverse-events": (OK,        OK,        FORBIDDEN,  OK,        NOT_THERE),
    "event-seen":     (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "protocol-unwanted": (OK,     OK,        FORBIDDEN,  OK,        FORBIDDEN),
    "head-map-style": (OK,        OK,        OK,         OK,        OK),
    "import":         (OK,        OK,        FORBIDDEN,  FORBIDDEN, FORBIDDEN),
    "imports":        (OK,        OK,        FORBIDDEN,  FORBIDDEN, FORBIDDEN),
    "import-look":    (NOT_THERE, NOT_THERE, FORBIDDEN,  FORBIDDEN, FORBIDDEN),
    "enquiries":      (OK,        OK,        OK,         FORBIDDEN, FORBIDDEN),
    "enquiry-log":    (OK,        OK,        OK,         FORBIDDEN, FORBIDDEN),
    "enquiry":        (NOT_THERE, NOT_THERE, NOT_THERE,  FORBIDDEN, FORBIDDEN),
    "enquiry-become": (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "website":        (OK,        OK,        OK,         FORBIDDEN, OK),
    "website-publish": (MOVED,    FORBIDDEN, FORBIDDEN,  FORBIDDEN, FORBIDDEN),
    "clinic":         (OK,        FORBIDDEN, FORBIDDEN,  FORBIDDEN, OK),
    "billing-words":  (OK,        FORBIDDEN, FORBIDDEN,  FORBIDDEN, OK),
    "staff":          (OK,        OK,        FORBIDDEN,  FORBIDDEN, OK),
    "welcome":        (MOVED,     MOVED,     MOVED,      MOVED,     MOVED),
    "join":           (NOT_THERE, NOT_THERE, NOT_THERE,  NOT_THERE, NOT_THERE),
    "calendar":       (OK,        OK,        OK,         FORBIDDEN, FORBIDDEN),
    "calendar-settings": (OK,     FORBIDDEN, FORBIDDEN,  FORBIDDEN, OK),
    "calendar-address": (OK,      OK,        OK,         FORBIDDEN, FORBIDDEN),
    "to-call":        (OK,        OK,        OK,         FORBIDDEN, FORBIDDEN),
    "to-call-write":  (WRONG,     WRONG,     WRONG,      WRONG,     WRONG),
    "visit-one":      (NOT_THERE, NOT_THERE, NOT_THERE,  NOT_THERE, NOT_THERE),
    "plan":           (OK,        OK,        OK,         FORBIDDEN, NOT_THERE),
    "patient-calendar": (OK,      OK,        OK,         FORBIDDEN, NOT_THERE),
    "feed":           (NOT_THERE, NOT_THERE, NOT_THERE,  NOT_THERE, NOT_THERE),
    "stop":           (NOT_THERE, NOT_THERE, NOT_THERE,  NOT_THERE, NOT_THERE),
    "design":         (OK,        OK,        OK,         OK,        OK),
}  # fmt: skip
PUBLIC = {"home": MOVED, "welcome": MOVED, "join": NOT_THERE, "stop": NOT_THERE, "feed": NOT_THERE, "design": OK}
OF_PATIENT = (
    "patient",
    "contact",
    "first-visit",
    "day",
    "documents",
    "expectations",
    "story",
    "visit",
    "plan",
    "patient-calendar",
    "session-add",
    "session",
    "adverse-events",
    "phones",
    "sheet",
    "sheet-type",
    "diary-plan",
    "session-chart",
    "unusual",
    "forecast",
)


def address(name, patient):
    given = {
        "import-look": {"folder": uuid.uuid4()},
        "join": {"secret": "never-given"},
        "question": {"question": uuid.uuid4()},
        "study": {"study": uuid.uuid4()},
        "study-protocol": {"study": uuid.uuid4()},
        "study-protocol-file": {"study": uuid.uuid4()},
        "study-part": {"patient": patient, "study": uuid.uuid4()},
        "run": {"run": uuid.uuid4()},
        "run-stop": {"run": uuid.uuid4()},
        "stop": {"secret": "never-given"},
        "feed": {"secret": "never-given"},
        "visit-one": {"patient": patient, "visit": uuid.uuid4()},
        "to-call-write": {"patient": patient},
        "session": {"patient": patient, "number": 1},
        "adverse-events": {"patient": patient, "number": 1},
        "event-seen": {"patient": patient},
        "session-sheet": {"patient": patient, "number": 1},
        "session-billing": {"patient": patient, "number": 1},
        "session-note": {"patient": patient, "number": 1},
        "protocol": {"protocol": "preempt", "version": "1"},
        "protocol-file": {"protocol": "preempt", "version": "1"},
        "protocol-difference": {"protocol": "six-trigger-sites", "version": "2", "before": "1"},
        "enquiry": {"enquiry": uuid.uuid4()},
        "enquiry-become": {"enquiry": uuid.uuid4()},
        "phone-revoke": {"patient": patient, "device": uuid.uuid4()},
        "red-flag-seen": {"patient": patient, "entry": uuid.uuid4()},
    }
    return reverse(name, kwargs=given.get(name, {"patient": patient} if name in OF_PATIENT else {}))


def test_the_table_names_every_address_of_ours():
    assert {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)} == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_what_the_table_says(screen, treated, role):
    met = {name: screen.get(address(name, treated), role).status_code for name in TABLE}
    assert met == {name: row[ROLES.index(role)] for name, row in TABLE.items()}


@pytest.mark.parametrize("name", TABLE)
def test_a_stranger_is_asked_to_sign_in(screen, treated, name):
    answer = screen.get(address(name, treated), role=None)
    assert answer.status_code == PUBLIC.get(name, TO_LOGIN)
    if name not in PUBLIC:
        assert answer.url.startswith("/account/login/")


@pytest.mark.parametrize("role", ["physician", "injector", "front_desk", "analyst"])
@pytest.mark.parametrize("name", OF_PATIENT)
def test_a_patient_of_another_clinic_does_not_exist(screen, elsewhere, name, role):
    theirs = ids_of(elsewhere)["Greta"]
    assert screen.get(address(name, theirs), role).status_code == NOT_THERE
    assert screen.post(address(name, theirs), {}, role).status_code == NOT_THERE


@pytest.mark.parametrize("role", ["physician", "injector", "front_desk", "analyst"])
def test_another_clinics_people_are_on_no_list(screen, elsewhere, role):
    for name in ("today", "patients"):
        assert b"Greta" not in screen.get(reverse(name), role).content


def test_an_analyst_sees_no_names(screen, patients):
    for shown in (reverse("today"), reverse("patients"), reverse("patient", args=[patients.anna])):
        body = screen.get(shown, "analyst").content.decode()
        assert "Lindgren" not in body
        assert "anna@example.org" not in body
    assert "Anna" in screen.get(reverse("patients"), "analyst").content.decode()  # by number


def test_the_front_desk_sees_nothing_clinical(screen, treated):
    body = screen.get(reverse("patient", args=[treated]), "front_desk").content.decode()
    for word in ("Headache", "headache-days", "<svg class", "onabotulinumtoxinA", "Sessions and what followed"):
        assert word not in body
    assert "Sessions here" not in screen.get(reverse("patients"), "front_desk").content.decode()
    assert "Whose diary is quiet" not in screen.get(reverse("today"), "front_desk").content.decode()


@pytest.mark.parametrize("role", ["injector", "front_desk", "analyst", "admin"])
def test_only_a_physician_signs(screen, treated, role):
    answer = screen.post(address("session", treated), {"sign": "1"}, role)
    assert answer.status_code in (FORBIDDEN, NOT_THERE)


def test_a_member_whose_membership_ended_sees_nothing(screen, treated, roles):
    member = actions.members.member_of(roles["injector"].membership)
    ended = type(member)(email=member.email, name=member.name, role=member.role, active=False)
    actions.members.correct(member=ended, revision=1, by=roles["physician"])
    assert screen.get(address("patient", treated), "injector").status_code in (FORBIDDEN, NOT_THERE)
    assert screen.get(reverse("today"), "injector").status_code in (FORBIDDEN, NOT_THERE)


def test_no_address_of_ours_can_hold_a_name():
    for pattern in urlpatterns:
        assert set(pattern.pattern.converters) <= {
            "patient",
            "number",
            "folder",
            "secret",
            "device",
            "entry",
            "visit",
        } | {
            "protocol",
            "version",
            "before",
            "question",
            "study",
            "enquiry",
            "run",
        }
    assert get_resolver().resolve("/patients/").url_name == "patients"
