"""The pages of the evidence as people meet them: an answer with its basis, or a sentence; never a bare number."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from migrainedays.clinic import weighing
from migrainedays.clinic.records import actions
from migrainedays.clinic.records.actions import runs
from migrainedays.clinic.records.models import Run
from migrainedays.clinic.records.queries import questions as asked
from migrainedays.clinic.web.evidence.versions import pairs
from migrainedays.evidence.clinic_results import results_of
from migrainedays.evidence.results_to_json import results_to_json
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Person
from tests.web.evidence.conftest import VERSIONS, register, work
from tests.weighed import PROTOCOL, two_versions

RESULTS, COMPARED, LISTED, NEW = "evidence", "versions", "questions", "question-new"
READERS = ("physician", "injector", "analyst")
ASKED = {"pair": f"{PROTOCOL}|1|2", "margin": "2", "looks": "3", "reason": "less pain at the temples?"}


def page(screen, name, *args, role="physician", **query):
    answer = screen.get(reverse(name, args=args), role, data=query)
    return answer.content.decode()


def words(body):
    """What is read, without the marks around it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def worked_out(kind, given, by):
    run = weighing.ask(kind, given, by)
    work(run)
    return run


@pytest.fixture
def shown(physician, weighed_clinic):
    """The clinic's results, worked out."""
    return worked_out("results", {}, physician)


# -- results -----------------------------------------------------------------------------------------------
def test_an_empty_place_says_what_would_fill_it(screen):
    body = page(screen, RESULTS)
    assert "Nothing is worked out yet" in body
    assert "Work out the results" in body
    assert "<svg class" not in body.split("</header>")[1]


def test_asking_shows_how_far_it_is_and_a_button_to_stop(screen, weighed_clinic):
    answer = screen.post(reverse(RESULTS), {})
    assert answer.status_code == 302
    body = page(screen, RESULTS)
    run = Run.objects.get()
    assert "Waiting for its turn" in body
    assert reverse("run-stop", args=[run.public_id]) in body
    assert f'hx-get="{reverse("run", args=[run.public_id])}"' in body
    assert "Work out the results" not in body


def test_results_come_with_count_denominator_interval_and_who_could_not_be_judged(screen, shown):
    body = words(page(screen, RESULTS))
    assert "0 of 14 patients had no headache in their latest 28 days: 0 % (0 % to 22 %)" in body
    assert "12 could not be judged; with them the share lies between" in body
    assert "After session 1," in body
    assert "published: 49 %" in body
    assert "cycles broke" in body


def test_pictures_have_their_tables_behind_them(screen, shown):
    body = page(screen, RESULTS)
    assert body.count("The same as a table") >= 2
    assert "Patients with a first response by session" in body
    assert body.count("is-wide") == body.count("is-narrow")


def test_published_figures_that_nobody_saw_are_marked(screen, shown):
    body = page(screen, RESULTS)
    assert "session 2: unverified" in body
    assert "session 1: unverified" not in body
    assert "2 imagined patients a session" in body


def test_a_figure_that_cannot_be_given_says_what_is_lacking(screen, physician):
    """Of a clinic that has treated nobody, the page says so; no picture is drawn."""
    Run.objects.all().delete()
    runs.begin(run := weighing.ask("results", {}, physician))
    runs.finish(run, answer=results_to_json(results_of([])))
    body = page(screen, RESULTS)
    assert "There is no patient whose cycle broke" in body
    assert "No patient can be judged after session 1" in body
    assert "is-wide" not in body


def test_the_definition_of_a_broken_cycle_is_named(screen, shown):
    body = words(page(screen, RESULTS))
    assert "Broken by this definition: NICE reversion to episodic migraine; days by the profile LEIDEN_2023." in body


def test_each_figure_says_what_would_change_it(screen, shown):
    assert page(screen, RESULTS).count("What would change it") >= 2
    assert "What these rest on" in page(screen, RESULTS)


def test_old_results_stay_and_say_that_the_records_have_moved_on(screen, physician, weighed_clinic, shown):
    assert "moved on" not in page(screen, RESULTS)
    Run.objects.update(inputs="earlier")
    body = page(screen, RESULTS)
    assert "the records have moved on since" in body
    assert "Bring it up to date" in body
    assert "0 of 14 patients" in body


def test_the_time_is_the_clinic_s_own(screen, shown):
    Run.objects.update(asked_at="2026-07-01T22:30:00Z")
    assert "Worked out on 2 Jul 2026, 00:30." in words(page(screen, RESULTS))


# -- runs --------------------------------------------------------------------------------------------------
def fragment(screen, run, role="physician"):
    return screen.get(reverse("run", args=[run]), role, headers={"HX-Request": "true"})


def test_a_run_tells_how_far_it_is(screen, physician, weighed_clinic):
    run = weighing.ask("results", {}, physician)
    runs.begin(run)
    runs.advance(run, done=5, of=13, doing="courses")
    body = fragment(screen, run).content.decode()
    assert "Reading courses: step 5 of 13" in body
    assert 'value="5" max="13"' in body
    runs.advance(run, done=12, of=13, doing="model")
    body = fragment(screen, run).content.decode()
    assert "Working out the answer" in body
    assert "value=" not in body.split("<progress")[1].split(">")[0]


def test_a_run_that_ended_has_its_page_shown_anew(screen, shown):
    answer = fragment(screen, shown)
    assert answer["HX-Refresh"] == "true"
    assert "hx-get" not in answer.content.decode()


def test_without_script_the_address_of_a_run_leads_to_its_page(screen, shown):
    assert screen.get(reverse("run", args=[shown])).url == reverse(RESULTS)


def test_stopping_says_that_nothing_was_kept(screen, physician, weighed_clinic):
    run = weighing.ask("results", {}, physician)
    answer = screen.post(reverse("run-stop", args=[run]), {})
    assert answer.url == reverse(RESULTS)
    body = page(screen, RESULTS)
    assert "Stopped" in body
    assert "Nothing of it was kept." in body
    assert "Work out the results" in body


def test_a_refused_run_says_why(screen, physician):
    worked_out("results", {}, physician)
    Run.objects.update(state="refused", answer=None, sentence="Too few patients: 5 are needed.")
    assert "Too few patients: 5 are needed." in page(screen, RESULTS)


def test_our_own_fault_is_called_so(screen, physician):
    run = weighing.ask("results", {}, physician)
    runs.fail(run)
    assert "This was our own fault" in page(screen, RESULTS)


def test_another_clinic_s_run_is_not_there(screen, elsewhere, physician):
    run = weighing.ask("results", {}, elsewhere)
    assert fragment(screen, run).status_code == 404
    assert screen.post(reverse("run-stop", args=[run]), {}).status_code == 404


# -- versions ----------------------------------------------------------------------------------------------
def test_without_two_versions_there_is_nothing_to_compare(screen):
    assert "No protocol was used in two versions here" in page(screen, COMPARED)


def test_the_pairs_that_were_used_are_offered(physician, weighed_clinic):
    (pair,) = pairs(physician)
    assert (pair.protocol, pair.a, pair.b, pair.patients_a, pair.patients_b) == (PROTOCOL, "1", "2", 6, 6)
    assert pair.asked == VERSIONS


def test_a_comparison_that_nobody_registered_is_marked_so(screen, physician, weighed_clinic):
    screen.post(reverse(COMPARED), {"pair": f"{PROTOCOL}|1|2"})
    work(Run.objects.get().public_id)
    body = words(page(screen, COMPARED))
    assert "Exploratory, not registered" in body
    assert "Of 20 clinics like this one where the versions do not differ, 19 would see" in body


def test_the_adjusted_effect_stands_before_the_naive_one(screen, physician, weighed_clinic):
    worked_out("versions", VERSIONS, physician)
    body = words(page(screen, COMPARED))
    assert body.index("Adjusted difference") < body.index("Naive difference, for comparison")
    assert "adjusts for nothing" in body
    assert "6 patients under version A, 6 under version B" in body


def test_a_comparison_says_what_it_assumes_and_what_would_change_it(screen, physician, weighed_clinic):
    worked_out("versions", VERSIONS, physician)
    body = words(page(screen, COMPARED))
    for told in ("Drift", "Severity", "A step of the whole clinic", "What it assumes", "reached its optimum"):
        assert told in body


def test_too_few_patients_are_a_sentence_and_no_number(screen, physician):
    actions.folders.take_in(folder=folder_of(two_versions(each=3)), by=physician)
    worked_out("versions", VERSIONS, physician)
    body = words(page(screen, COMPARED))
    assert "Only 3 patients have diary windows under version 1" in body
    assert "at least 5 under each version are needed" in body
    assert "Adjusted difference" not in body


def test_while_a_question_is_open_one_looks_there(screen, physician, weighed_clinic, question):
    body = page(screen, COMPARED)
    assert "A question about these versions is open" in body
    assert reverse("question", args=[question.question]) in body
    assert "Compare them" not in body
    answer = screen.post(reverse(COMPARED), {"pair": f"{PROTOCOL}|1|2"}, follow=True)
    assert "a look that it did not declare" in words(answer.content.decode())
    assert Run.objects.count() == 0


def test_an_unknown_pair_shows_the_first(screen, weighed_clinic):
    assert "version 2 (6 patients) against 1 (6)" in words(page(screen, COMPARED, protocol="x", a="1", b="2"))


# -- questions ---------------------------------------------------------------------------------------------
def test_a_question_is_registered_and_shown_as_never_changed(screen, physician, weighed_clinic):
    answer = screen.post(reverse(NEW), ASKED)
    (found,) = asked.all_asked(physician)
    assert answer.url == reverse("question", args=[found.question.question])
    body = words(page(screen, "question", found.question.question))
    assert "never changed since" in body
    assert "0 of 3 declared" in body
    assert "less pain at the temples?" in body
    assert "Take look 1 of 3" in body


def test_what_was_there_to_be_seen_is_said(screen, physician, weighed_clinic, question):
    body = words(page(screen, "question", question.question))
    assert "6 sessions under version B, 0 exploratory comparisons" in body
    assert "Some results were there to be seen" in body


def test_a_question_asked_before_anything_was_done_carries_no_such_note(screen, question):
    assert "Some results were there to be seen" not in page(screen, "question", question.question)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"margin": ""}, "required"),
        ({"margin": "two"}, "is not a number"),
        ({"margin": "0"}, "say which difference would matter"),
        ({"looks": "0"}, "is outside 1 to 100"),
    ],
)
def test_a_wrong_question_is_refused_beside_its_field(screen, physician, wrong, told):
    answer = screen.post(reverse(NEW), ASKED | wrong)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert asked.all_asked(physician) == []


def test_a_second_question_about_the_same_versions_is_refused(screen, question):
    answer = screen.post(reverse(NEW), ASKED)
    assert answer.status_code == 422
    assert "A question about these two versions is open" in answer.content.decode()


def test_looks_without_a_limit_are_left_blank(screen, physician):
    screen.post(reverse(NEW), ASKED | {"looks": ""})
    (found,) = asked.all_asked(physician)
    assert found.question.looks is None
    body = words(page(screen, "question", found.question.question))
    assert "0, without a limit" in body
    assert "Take a look" in body


def test_a_look_is_taken_and_its_answer_stays(screen, physician, weighed_clinic):
    question = register(physician, looks=5)
    screen.post(reverse("question", args=[question.question]), {})
    assert "Waiting for its turn" in page(screen, "question", question.question)
    work(Run.objects.get().public_id)
    body = words(page(screen, "question", question.question))
    assert "1 of 5 declared" in body
    assert "The answer at look 1" in body
    found = asked.one(physician, question.question)
    assert ("Take look 2 of 5" in body) == found.is_open
    assert "all declared looks together cry wolf in fewer than 5 of 100" in body
    (look,) = asked.one(physician, question.question).looks
    assert look.inputs in body


def test_when_the_looks_are_used_up_there_is_no_button_and_the_action_refuses(screen, physician, weighed_clinic):
    question = register(physician, looks=1, margin="0.1")
    worked_out("look", {"question": question.question}, physician)
    (found,) = asked.all_asked(physician)
    body = words(page(screen, "question", question.question))
    assert "Take look" not in body
    if found.state == "used_up":
        assert "All declared looks were taken and none decided" in body
    answer = screen.post(reverse("question", args=[question.question]), {}, follow=True)
    assert "One more would break the promise" in words(answer.content.decode())
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] in ([], ["warning"])
    assert len(asked.one(physician, question.question).looks) == 1


def test_the_list_shows_where_each_stands_and_what_was_only_explored(screen, physician, weighed_clinic):
    worked_out("versions", VERSIONS, physician)
    register(physician)
    body = words(page(screen, LISTED))
    assert "six-trigger-sites: 2 against 1" in body
    assert "open" in body
    assert "0 / 2" in body
    assert body.index("Registered") < body.index("Exploratory, not registered")
    assert "−" in body.split("Exploratory, not registered")[1]


def test_an_empty_list_says_when_to_register(screen):
    assert "Register one before the first patient has the new version" in page(screen, LISTED)


@pytest.mark.parametrize("role", READERS)
def test_who_reads_diaries_reads_questions(screen, question, role):
    assert screen.get(reverse("question", args=[question.question]), role).status_code == 200
    assert ("Register a question" in page(screen, LISTED, role=role)) == (role == "physician")


@pytest.mark.parametrize(("role", "status"), [("analyst", 302), ("injector", 403), ("front_desk", 403), ("admin", 403)])
def test_who_may_take_a_look(screen, weighed_clinic, question, role, status):
    assert screen.post(reverse("question", args=[question.question]), {}, role).status_code == status
    assert Run.objects.count() == (status == 302)


@pytest.mark.parametrize("role", ["injector", "front_desk", "analyst", "admin"])
def test_only_a_physician_registers(screen, roles, role):
    assert screen.post(reverse(NEW), ASKED, role).status_code == 403


def test_another_clinic_s_question_is_not_there(screen, elsewhere):
    theirs = register(elsewhere)
    address = reverse("question", args=[theirs.question])
    assert screen.get(address).status_code == 404
    assert screen.post(address, {}).status_code == 404
    assert theirs.question not in page(screen, LISTED)


# -- one patient -------------------------------------------------------------------------------------------
def test_the_patient_s_page_asks_whether_it_is_unusual(screen, treated):
    assert reverse("unusual", args=[treated]) in page(screen, "patient", treated)


def test_the_corrected_figure_comes_first(screen, physician, weighed_clinic):
    patient = weighed_clinic["W-07"]
    screen.post(reverse("unusual", args=[patient]), {})
    work(Run.objects.get().public_id)
    body = words(page(screen, "unusual", patient))
    assert body.index("As the best of 14 courses") < body.index("Taken alone")
    assert "Of 20 clinics like this one where nothing changed" in body
    assert "of 14" in body


def test_a_patient_without_a_result_gets_a_sentence(screen, physician, weighed_clinic, patients):
    clara = actions.patients.add(person=Person(patient="Clara"), by=physician)
    worked_out("surprise", {"patient": str(clara)}, physician)
    body = words(page(screen, "unusual", clara))
    assert "There is no answer yet" in body
    assert "no whole month with a diary entry" in body


def test_no_address_of_the_evidence_holds_a_patient_s_number(screen, physician, weighed_clinic):
    patient = weighed_clinic["W-07"]
    answer = screen.post(reverse("unusual", args=[patient]), {})
    assert "W-07" not in answer.url
    assert "W-07" not in str(Run.objects.get().asked)
